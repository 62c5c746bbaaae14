import { loads, otherLoads } from '../test/deletions/live.mjs';

/** @typedef {{ node: string, endpoint: string } & import('../test/deletions/live.mjs').Load} Deletion */

/** @type {Deletion[]} */
export const deletions = loads;

/** What part A measures. @type {Deletion[]} */
export const paced = [...loads, ...otherLoads];

/**
 * The records that a run is to delete.
 * @param {Deletion} deletion
 * @param {number} count
 */
export function idsOf(deletion, count) {
	return Array.from({ length: count }, (_none, index) => deletion.id(index));
}
