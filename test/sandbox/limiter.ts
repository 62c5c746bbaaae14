import type { RateLimit } from '../specs';

/** How strictly rates are held: as documented, not at all, or at a fraction of the documented numbers. */
export type RateSetting = 'documented' | 'off' | { scale: number };

export interface RateRefusal {
	limit: number;
	/** Whole seconds, at least 1. */
	resetSeconds: number;
}

/**
 * Sliding windows over the arrival times of accepted calls. A refused call does not
 * count: Feishu does not say, and counting it would keep a client that repeats too
 * early out for ever instead of letting it through as soon as the rate allows.
 */
export class Limiter {
	private readonly accepted = new Map<string, number[]>();

	/** Accepts a call at the given time, or says how long to wait. */
	admit(key: string, limits: readonly RateLimit[], setting: RateSetting, at: number): RateRefusal | undefined {
		if (setting === 'off') return undefined;
		const scale = setting === 'documented' ? 1 : setting.scale;
		const times = this.accepted.get(key) ?? [];
		for (const { calls, windowMs } of limits) {
			const limit = Math.max(1, Math.floor(calls * scale));
			// The window is full exactly when the call made `limit` calls ago still lies within it.
			const leaving = times[times.length - limit];
			if (leaving !== undefined && leaving > at - windowMs) {
				return { limit, resetSeconds: Math.max(1, Math.ceil((leaving + windowMs - at) / 1_000)) };
			}
		}
		times.push(at);
		const longest = Math.max(...limits.map(({ calls }) => calls));
		if (times.length > 4 * longest) times.splice(0, times.length - longest);
		this.accepted.set(key, times);
		return undefined;
	}

	clear(): void {
		this.accepted.clear();
	}
}
