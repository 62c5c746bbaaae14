import type { Failure, IHttpRequestOptions } from 'n8n-workflow';
import type { Access } from '../token/access';
import { clock } from '../time/clock';
import type { Deadline } from './deadline';
import type { Answer, Api } from '../../endpoint';
import { failureOf, readAnswer, refusalOf } from '../judge/feishuError';
import { inTwo } from '../report/wording';
import type { Permit, RateLimiter } from './rateLimiter';
import { stepAfter } from './retry';
import type { CallCost } from '../time/callCost';
import type { Caller } from '../token/caller';
import { readForeign, readThrown, type Unanswered } from './unanswered';

/** What became of one call. */
export type Sent = { /** An attempt may have done the work without an answer that says so. */ possiblyApplied: boolean } & (
	| { kind: 'answered'; answer: Answer }
	| { kind: 'lost'; reason: string }
	/** Nothing arrived at Feishu, or somebody else answered, and no other call would fare better. */
	| { kind: 'blocked'; reason: string; code: number | null; /** It may pass by itself. */ passing: boolean }
	/** The run ended or was cancelled before the call was sent. */
	| { kind: 'stopped' }
);

/** One call to be sent. */
export interface Call {
	context: Caller;
	endpoint: Api;
	access: Access;
	limiter: RateLimiter;
	options: IHttpRequestOptions;
	signal: AbortSignal | undefined;
	/** Whether the run has ended, so that nothing more may be sent. */
	stopped: () => boolean;
	cost: CallCost;
	/** What it says was said before, by a call that Feishu accepted. */
	isRepeat: boolean;
	/** What had no answer, or met a fault of Feishu's, is left to the caller, who looks before it is sent again. */
	once?: boolean;
	/** Called if another call was at work on the same thing. */
	conflicted?: () => void;
	/** The time that it has, if it is to let other calls of the app go first. */
	patience?: Deadline;
}

/** What one attempt led to. */
type Attempt = { kind: 'answered'; answer: Answer; generation: number; permit: Permit } | Unanswered | { kind: 'stopped' };

/** Sends once, in the call's turn: with a token that works or is to be tried, and below the rate. */
async function attempt(call: Call, isRepeat: boolean): Promise<Attempt> {
	const { access, limiter, signal, cost } = call;
	for (;;) {
		await access.afterFlight();
		const permit = call.stopped() ? undefined : await cost.waited(limiter.acquire(signal, call.patience !== undefined));
		if (permit === undefined || call.stopped()) {
			permit?.release();
			return { kind: 'stopped' };
		}
		// Nothing may be awaited between this look and the attempt, for which others may have to wait.
		if (access.isFree) {
			cost.left(isRepeat);
			try {
				const attempted = await access.singleFlight(async () => await exchange(call, permit));
				if (attempted.kind === 'blocked' && !attempted.hasLeft) cost.withdraw(isRepeat);
				return attempted;
			} finally {
				permit.answered();
			}
		}
		permit.release();
	}
}

/** One request and its response. */
async function exchange({ access, context, endpoint, options, patience }: Call, permit: Permit): Promise<Attempt> {
	const { generation } = access;
	try {
		const response = await access.request(context, {
			...options,
			...(patience !== undefined && { timeout: patience.timeout(options) }),
		});
		const answer = readAnswer(endpoint, response.statusCode, response.body, response.headers);
		if (answer !== undefined) {
			if (answer.reach !== 'token') access.accepted(generation);
			return { kind: 'answered', answer, generation, permit };
		}
		return readForeign(response, access.baseUrl);
	} catch (thrown) {
		return readThrown(thrown, access.baseUrl);
	}
}

/** The result of an attempt that is not repeated. */
function sentOf(attempted: Exclude<Attempt, { kind: 'stopped' }>, { access }: Call, possiblyApplied: boolean): Sent {
	if (attempted.kind === 'answered') {
		const { notRenewed } = access;
		const isOfToken = notRenewed !== undefined && attempted.answer.reach === 'token';
		return { kind: 'answered', answer: isOfToken ? { ...attempted.answer, notRenewed } : attempted.answer, possiblyApplied };
	}
	if (attempted.kind === 'blocked') return { ...attempted, possiblyApplied };
	if (attempted.kind === 'undelivered' && !possiblyApplied) {
		const { reason, todo } = attempted;
		return { kind: 'blocked', reason: `${access.baseUrl}: ${reason}. ${todo}`, code: null, passing: true, possiblyApplied };
	}
	return { kind: 'lost', reason: attempted.reason, possiblyApplied };
}

/**
 * What is said if nothing was sent, and no other call would be.
 * @param clean takes secrets out of what others say
 */
export function blockedBy(
	api: Api,
	{ code, reason: words, passing }: Extract<Sent, { kind: 'blocked' }>,
	clean: (words: string) => string,
): { code: number | null; reason: string; todo: string; failure: Failure } {
	const refusal = code === null ? undefined : refusalOf(api, code);
	const { reason, todo } = inTwo(clean(words));
	return {
		code,
		reason,
		todo: refusal ? `${refusal.what} ${refusal.todo}` : todo,
		failure: failureOf(refusal, refusal?.reach) ?? { cause: passing ? 'temporarily-unavailable' : 'configuration-invalid' },
	};
}

/**
 * Sends one call until it is settled: renews a rejected token, waits and repeats as `stepAfter` says.
 */
export async function sendCall(call: Call): Promise<Sent> {
	const { access, endpoint, signal, cost } = call;
	const spent = { repeats: 0, rateRepeats: 0 };
	let possiblyApplied = false;
	let { isRepeat } = call;
	for (;;) {
		const attempted = await attempt(call, isRepeat);
		if (attempted.kind === 'stopped') return { kind: 'stopped', possiblyApplied };
		isRepeat ||= attempted.kind !== 'blocked' || attempted.hasLeft;
		// What had no answer from Feishu, or met a fault there, may have been done anyway.
		if (attempted.kind === 'lost' || (attempted.kind === 'answered' && attempted.answer.reach === 'transient')) possiblyApplied = true;
		if ('possiblyApplied' in attempted) possiblyApplied = true;
		const step = stepAfter(attempted, spent, Math.random(), endpoint.idempotent !== false && call.once !== true);
		if (step.kind === 'renew' && attempted.kind === 'answered' && (await access.renew(attempted.generation))) continue;
		if (step.kind === 'slowDown' && attempted.kind === 'answered') {
			// The rate of the app has room.
			if (attempted.answer.code === endpoint.conflictCode) call.conflicted?.();
			else attempted.permit.refused(step.waitMs);
			spent.rateRepeats += 1;
			await cost.waited(clock.sleep(step.waitMs, signal));
		} else if (step.kind === 'repeat') {
			spent.repeats += 1;
			await clock.sleep(step.waitMs, signal);
		} else {
			return sentOf(attempted, call, possiblyApplied);
		}
	}
}
