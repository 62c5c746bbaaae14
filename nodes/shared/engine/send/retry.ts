import type { Answer } from '../../endpoint';

/** Repeats of a call whose answer was lost, or that met a fault of Feishu's. */
export const MAX_REPEATS = 3;

/** Repeats of a call that was refused for its rate. */
export const MAX_RATE_REPEATS = 10;

/** Longest wait before a repeat, in milliseconds. */
export const LONGEST_WAIT_MS = 60_000;

/** What one attempt of a call came to, as far as it decides what follows. */
export type Result =
	| { kind: 'answered'; answer: Pick<Answer, 'reach' | 'retryAfterMs'> }
	/** No answer: the work may be done. */
	| { kind: 'lost' }
	/** The request did not arrive. */
	| { kind: 'undelivered' }
	/** n8n or the credential did not send it. */
	| { kind: 'blocked'; passing: boolean };

/** The repeats that a call has had. */
export interface Spent {
	/** After a lost answer, or a fault that passes. */
	repeats: number;
	/** After a refusal for the rate. */
	rateRepeats: number;
}

/** What follows. */
export type Step =
	/** The result is final. */
	| { kind: 'stand' }
	/** The token is renewed; if that works, the call is sent again at once. */
	| { kind: 'renew' }
	/** The call is sent again after a wait, and its rate limiter slows down. */
	| { kind: 'slowDown'; waitMs: number }
	/** The call is sent again after a wait. */
	| { kind: 'repeat'; waitMs: number };

/** Exponential backoff with jitter: 1 s, 2 s, 4 s, …, each up to half longer, a minute at most. */
export function backoffMs(repeat: number, random: number): number {
	return Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** repeat * (1 + random / 2));
}

/**
 * What follows from one attempt of a call. Repeated is only what Feishu refused for its rate or its
 * token, and what was lost on the way; nothing that it refused for itself.
 * @param random from 0 to 1, for the jitter
 * @param idempotent whether saying it twice does it once
 */
export function stepAfter(result: Result, { repeats, rateRepeats }: Spent, random: number, idempotent = true): Step {
	if (result.kind === 'answered') {
		const { reach, retryAfterMs } = result.answer;
		if (reach === 'token') return { kind: 'renew' };
		if (reach === 'rate') {
			if (rateRepeats === MAX_RATE_REPEATS) return { kind: 'stand' };
			return { kind: 'slowDown', waitMs: retryAfterMs ?? backoffMs(rateRepeats, random) };
		}
	}
	if (!idempotent && (result.kind === 'lost' || result.kind === 'answered')) return { kind: 'stand' };
	const passes = result.kind === 'answered' ? result.answer.reach === 'transient' : result.kind !== 'blocked' || result.passing;
	return passes && repeats < MAX_REPEATS ? { kind: 'repeat', waitMs: backoffMs(repeats, random) } : { kind: 'stand' };
}

/** How long an answer says to wait: Feishu's own header, else the standard one, in milliseconds. */
export function retryAfterMsOf(headers: Readonly<Record<string, unknown>>, today: number): number | undefined {
	const own = Number(headers['x-ogw-ratelimit-reset'] ?? Number.NaN);
	const standard = headers['retry-after'];
	const seconds = own > 0 ? own : Number(standard ?? Number.NaN);
	const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(typeof standard === 'string' ? standard : '') - today;
	return ms > 0 ? Math.min(LONGEST_WAIT_MS, ms) : undefined;
}
