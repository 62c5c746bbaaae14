/** Said in the report as it is computed here. */
export const formula =
	'for each documented rate of c calls per window w, n calls take at least floor((n - 1) / c) * w + latency; where calls must not overlap, also at least n * latency; the largest of these counts';

/**
 * The least time in which the documented rate lets this many calls through, the last answer included.
 * @param {Pick<import('./deletions.mjs').Deletion, 'rates' | 'oneAtATime'>} deletion
 * @param {number} calls
 * @param {number} latencyMs
 */
export function bestMs({ rates, oneAtATime }, calls, latencyMs) {
	const byRate = rates.map((rate) => Math.floor((calls - 1) / rate.calls) * rate.perMs + latencyMs);
	return Math.max(...byRate, oneAtATime ? calls * latencyMs : 0);
}

/** What a builder would type into the HTTP Request node's Batching: the tightest documented rate. */
export function batchingOf({ rates }) {
	const [{ calls, perMs }] = rates;
	return { batch: { batchSize: calls, batchInterval: perMs } };
}
