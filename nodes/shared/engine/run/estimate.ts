import type { Operation } from '../../endpoint';

/** Calls that Feishu's free plan allows in a month, for all apps of the company together. */
const MONTHLY_CALLS = 10_000;

/** What a run would cost. */
export interface Estimate {
	calls: number;
	/** The best time that the documented rate allows, without the network's share. */
	seconds: number;
	/** Of a month with 10,000 calls. */
	monthPercent: number;
}

/**
 * What so many calls would cost if Feishu accepted each of them.
 * @param looks calls before them that only read, which have a rate of their own and are made beside the others
 */
export function estimateOf({ rates }: Operation, calls: number, looks = 0): Estimate {
	// The last call leaves after as many full windows as the calls before it fill: the long ones first, then the short ones.
	let before = Math.max(0, calls - 1);
	let ms = 0;
	for (const rate of [...rates].sort((a, b) => b.perMs - a.perMs)) {
		ms += Math.floor(before / rate.calls) * rate.perMs;
		before %= rate.calls;
	}
	return { calls: calls + looks, seconds: ms / 1_000, monthPercent: (calls + looks) / (MONTHLY_CALLS / 100) };
}
