import type { Endpoint } from '../endpoint';
import type { Entry, Target } from './record';

/** Calls that Feishu's free plan allows in a month, for all apps of the company together. */
const MONTHLY_CALLS = 10_000;

/** What a run would cost. */
export interface Plan {
	calls: number;
	/** The best time that the documented rate allows, without the network's share. */
	seconds: number;
	/** Of a month with 10,000 calls. */
	monthPercent: number;
}

/**
 * What deleting these records would cost if Feishu accepted every call.
 * @param entries by their target: what is left of each, once
 */
export function planOf({ limit, rates }: Endpoint, entries: ReadonlyMap<Target, ReadonlySet<Entry>>): Plan {
	const calls = [...entries.values()].reduce((sum, { size }) => sum + Math.ceil(size / limit), 0);
	// The last call of n leaves in the window after as many full ones as the calls before it fill.
	const windows = rates.map((rate) => Math.floor(Math.max(0, calls - 1) / rate.calls) * rate.perMs);
	return { calls, seconds: Math.max(...windows) / 1_000, monthPercent: (calls / MONTHLY_CALLS) * 100 };
}
