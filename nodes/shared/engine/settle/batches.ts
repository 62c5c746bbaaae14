import { apart, pack } from './chunk';
import type { Operation } from '../../endpoint';
import type { Claim, Entry, Target } from '../record';
import { queueOf } from '../send/queue';
import { commonOf } from './session';

/** The records that go into one call. */
export interface Batch {
	target: Target;
	entries: readonly Entry[];
}

/** The records of each target that are asked for and that no call has taken yet, by whichever try of the node. */
const pending = new WeakMap<Target, Set<Entry>>();

export function pendingOf(target: Target): Set<Entry> {
	const entries = pending.get(target) ?? new Set();
	pending.set(target, entries);
	return entries;
}

/**
 * Cuts the records that have no outcome yet into calls.
 * @returns calls that may go side by side, each with those that must follow it: Feishu refuses calls to one target that overlap
 */
export function batchesOf(operation: Operation, claims: readonly Claim[]): Batch[][] {
	const targets = new Set<Target>();
	for (const { target, entry } of claims) {
		if (entry.outcome !== undefined) continue;
		pendingOf(target).add(entry);
		targets.add(target);
	}
	const sequences = new Map<string, Batch[]>();
	for (const target of targets) {
		for (const entries of cut(operation, target, [...pendingOf(target)])) {
			const key = queueOf(operation, target.keys) ?? String(sequences.size);
			const sequence = sequences.get(key);
			if (sequence) sequence.push({ target, entries });
			else sequences.set(key, [{ target, entries }]);
		}
	}
	return [...sequences.values()];
}

/** Cuts records of one target into calls: each as long as the documented limits allow. */
export function cut(operation: Operation, target: Target, entries: readonly Entry[]): Entry[][] {
	const { limit, limits = [] } = operation;
	const most = typeof limit === 'number' ? limit : limit(commonOf(target));
	const bounds = limits.map(({ isOne, most: bound }) => ({ isOne: ({ record }: Entry) => isOne(record), most: bound }));
	const lists =
		operation.kind !== 'find' && operation.uniquePerCall === true ? apart(entries, ({ record }) => JSON.stringify(record)) : [entries];
	return lists.flatMap((list) => pack(list, most, bounds));
}
