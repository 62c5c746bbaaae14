import type { Failure, IHttpRequestOptions } from 'n8n-workflow';
import type { Access } from './access';
import { clock } from './clock';
import type { Deadline } from './deadline';
import type { Answer, Api } from '../endpoint';
import type { TokenRefusal } from '../../../credentials/tenantToken';
import { networkCodeOf, undeliveredBy } from '../../../credentials/undelivered';
import { concernsOf, failureOf, readAnswer, refusalOf, withoutCode } from './feishuError';
import { inTwo } from './outcome';
import type { Departure, Lane } from './pacer';
import { stepAfter, type Result } from './retry';
import type { Tally } from './tally';
import type { Caller } from './tokenSource';

/** What became of one call. */
export type Sent = { /** An earlier attempt may have done the work though its answer was lost. */ repeated: boolean } & (
	| { kind: 'answered'; answer: Answer }
	| { kind: 'lost'; reason: string }
	/** Nothing arrived at Feishu, and no other call would. */
	| { kind: 'blocked'; reason: string; code: number | null; /** It may pass by itself. */ passing: boolean }
	/** The run ended or was cancelled before the call was sent. */
	| { kind: 'stopped' }
);

/** One call to be sent. */
export interface Call {
	context: Caller;
	endpoint: Api;
	access: Access;
	lane: Lane;
	options: IHttpRequestOptions;
	signal: AbortSignal | undefined;
	/** Whether the run has ended, so that nothing more may be sent. */
	stopped: () => boolean;
	tally: Tally;
	/** What it says was said before, by a call that Feishu accepted. */
	isRepeat: boolean;
	/** The time that it has, if it is to let other calls of the app go first. */
	patience?: Deadline;
}

/** What one attempt led to. */
type Attempt =
	| { kind: 'answered'; answer: Answer; generation: number; departure: Departure }
	| { kind: 'lost'; reason: string }
	| { kind: 'undelivered'; reason: string; todo: string }
	| { kind: 'blocked'; reason: string; code: number | null; passing: boolean; hasLeft: boolean }
	| { kind: 'stopped' };

/** Network codes that leave open whether the work was done. */
const LOST: Readonly<Record<string, string>> = {
	ECONNABORTED: 'No answer came in time',
	ECONNRESET: 'The connection was cut before an answer came',
	ETIMEDOUT: 'No answer came in time',
	ERR_CANCELED: 'The execution was stopped before an answer came',
};

/** What is said of a call whose answer is lost. */
function lostBy(code: string): string {
	if (/SSL|TLS|EPROTO/.test(code)) return `The encrypted connection broke before an answer came (${code})`;
	return LOST[code] ?? 'The connection ended before an answer came';
}

/** Reads what n8n throws where it has no response. The request itself, which holds the token, is left behind. */
function readThrown(thrown: unknown, baseUrl: string): Attempt {
	const undelivered = undeliveredBy(thrown);
	if (undelivered !== undefined) {
		const { reason, todo, passing } = undelivered;
		if (passing) return { kind: 'undelivered', reason, todo };
		return { kind: 'blocked', reason: `${baseUrl}: ${reason}. ${todo}`, code: null, passing, hasLeft: false };
	}
	const code = networkCodeOf(thrown);
	const { cause } = thrown as { cause?: unknown };
	const source = (cause ?? thrown) as { message?: string; isAxiosError?: boolean; context?: { tokenRefusal?: TokenRefusal } };
	if (code !== '' || source.isAxiosError === true) return { kind: 'lost', reason: lostBy(code) };
	const refusal = source.context?.tokenRefusal;
	return {
		kind: 'blocked',
		reason: source.message ?? 'n8n did not send the request',
		code: refusal?.code ?? null,
		passing: refusal?.passing === true,
		hasLeft: false,
	};
}

/** Sends once, in the call's turn: with a token that works or is to be tried, and below the rate. */
async function attempt(call: Call, isRepeat: boolean): Promise<Attempt> {
	const { access, lane, signal, tally } = call;
	for (;;) {
		await access.gateOpens();
		const departure = call.stopped() ? undefined : await tally.waited(lane.depart(signal, call.patience !== undefined));
		if (departure === undefined || call.stopped()) {
			departure?.withdraw();
			return { kind: 'stopped' };
		}
		// Nothing may be awaited between this look at the gate and the attempt, which may close it.
		if (access.isGateOpen) {
			tally.left(isRepeat);
			try {
				const attempted = await access.passGate(async () => await exchange(call, departure));
				if (attempted.kind === 'blocked' && !attempted.hasLeft) tally.withdraw(isRepeat);
				return attempted;
			} finally {
				departure.answered();
			}
		}
		departure.withdraw();
	}
}

/** One request and its response. */
async function exchange({ access, context, endpoint, options, patience }: Call, departure: Departure): Promise<Attempt> {
	const { generation } = access;
	try {
		const response = await access.request(context, {
			...options,
			...(patience !== undefined && { timeout: patience.timeout(options) }),
		});
		const answer = readAnswer(response.statusCode, response.body, response.headers);
		if (answer !== undefined) {
			if (concernsOf(endpoint, answer) !== 'token') access.accepted(generation);
			return { kind: 'answered', answer, generation, departure };
		}
		const { statusCode: status } = response;
		if (status >= 300 && status < 500) {
			return {
				kind: 'blocked',
				reason: `${access.baseUrl} answered HTTP ${status}, and not as Feishu does. Check the region, or the Base URL, of the credential`,
				code: null,
				passing: false,
				hasLeft: true,
			};
		}
		return { kind: 'lost', reason: withoutCode(status) };
	} catch (thrown) {
		return readThrown(thrown, access.baseUrl);
	}
}

/** What an attempt came to, as far as it decides what follows. */
function resultOf(attempted: Exclude<Attempt, { kind: 'stopped' }>, endpoint: Api): Result {
	if (attempted.kind !== 'answered') return attempted;
	const { answer } = attempted;
	const concerns = concernsOf(endpoint, answer);
	return { kind: 'answered', concerns, ...(answer.retryAfterMs !== undefined && { retryAfterMs: answer.retryAfterMs }) };
}

/** What is left of an attempt that stands. */
function sentOf(attempted: Attempt, { access, endpoint }: Call, repeated: boolean): Sent {
	if (attempted.kind === 'answered') {
		const { notRenewed } = access;
		const isOfToken = notRenewed !== undefined && concernsOf(endpoint, attempted.answer) === 'token';
		return { kind: 'answered', answer: isOfToken ? { ...attempted.answer, notRenewed } : attempted.answer, repeated };
	}
	if (attempted.kind === 'blocked' || attempted.kind === 'stopped') return { ...attempted, repeated };
	if (attempted.kind === 'undelivered' && !repeated) {
		const { reason, todo } = attempted;
		return { kind: 'blocked', reason: `${access.baseUrl}: ${reason}. ${todo}`, code: null, passing: true, repeated };
	}
	return { kind: 'lost', reason: attempted.reason, repeated };
}

/**
 * What is said where nothing was sent, and no other call would be.
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
		failure: failureOf(refusal, refusal?.concerns) ?? { cause: passing ? 'temporarily-unavailable' : 'configuration-invalid' },
	};
}

/**
 * Sends one call until it is settled: renews a rejected token, waits and repeats as `stepAfter` says.
 */
export async function sendCall(call: Call): Promise<Sent> {
	const { access, endpoint, signal, tally } = call;
	const spent = { repeats: 0, rateRepeats: 0 };
	let repeated = false;
	let { isRepeat } = call;
	for (;;) {
		const attempted = await attempt(call, isRepeat);
		if (attempted.kind === 'stopped') return { kind: 'stopped', repeated };
		isRepeat ||= attempted.kind !== 'blocked' || attempted.hasLeft;
		const result = resultOf(attempted, endpoint);
		// What had no answer of Feishu's, or met trouble there, may have been done all the same.
		if (result.kind === 'lost' || (result.kind === 'answered' && result.concerns === 'passing')) repeated = true;
		const step = stepAfter(result, spent, Math.random(), endpoint.isOnce);
		if (step.kind === 'renew' && attempted.kind === 'answered' && (await access.renew(attempted.generation))) continue;
		if (step.kind === 'slowDown' && attempted.kind === 'answered') {
			attempted.departure.refused(step.waitMs);
			spent.rateRepeats += 1;
			await tally.waited(clock.sleep(step.waitMs, signal));
		} else if (step.kind === 'repeat') {
			spent.repeats += 1;
			await clock.sleep(step.waitMs, signal);
		} else {
			return sentOf(attempted, call, repeated);
		}
	}
}
