import { clock } from '../time/clock';
import { DONE_SIGHT } from '../kind';
import type { Endpoint, Observation } from '../../endpoint';

/**
 * How long a list of Feishu's may lag behind a write, in milliseconds. Feishu's own command line tool waits two
 * seconds after each write to a calendar before it reads: https://github.com/larksuite/cli/pull/583
 */
const LAG_MS = 5_000;

type Kind = Endpoint['kind'];

const OPPOSITE: Readonly<Record<Kind, Kind>> = { create: 'delete', delete: 'create' };

/** When each thing was last written to, by all executions of the process; the oldest first. */
const writes = new Map<string, number>();

const keyOf = (kind: Kind, thing: string) => `${kind} ${thing}`;

/** Remembers that a call may have changed a thing just now. */
export function wrote({ kind }: Pick<Endpoint, 'kind'>, thing: string): void {
	const now = clock.now();
	for (const [key, at] of writes) {
		if (now - at < LAG_MS) break;
		writes.delete(key);
	}
	const key = keyOf(kind, thing);
	writes.delete(key);
	writes.set(key, now);
}

/** From when on a list shows what was written. */
function shownFrom(kind: Kind, thing: string): number {
	const at = writes.get(keyOf(kind, thing));
	return at === undefined ? 0 : at + LAG_MS;
}

/**
 * From when on a look shows for certain what it shows; an earlier one may show what was there before a write.
 * @param isUnclear whether a call may have changed the record, and no answer tells
 */
export function sureFrom({ kind }: Pick<Endpoint, 'kind'>, thing: string, sight: Observation, isUnclear: boolean): number {
	// What was just put back may be missing from the list, and what was just removed may still be in it.
	if (sight.is === DONE_SIGHT[kind]) return shownFrom(OPPOSITE[kind], thing);
	const mayChange = isUnclear && (sight.is !== 'unseen' || sight.isEarly === true);
	return mayChange ? shownFrom(kind, thing) : 0;
}
