import type { IDataObject, IExecutePaginationFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { Access } from './access';
import { clock } from './clock';
import type { Answer, Endpoint } from './endpoint';
import { concernsOf, readAnswer } from './feishuError';
import type { Lane } from './pacer';

/** Repeats of a call whose answer was lost, or that met trouble of Feishu's own. */
const MAX_REPEATS = 3;

/** Repeats of a call that was refused for its rate. */
const MAX_RATE_REPEATS = 10;

const LONGEST_WAIT_MS = 60_000;

/** What became of one call. */
export type Sent = { /** An earlier attempt may have done the work though its answer was lost. */ repeated: boolean } & (
	| { kind: 'answered'; answer: Answer }
	| { kind: 'lost'; reason: string }
	/** Nothing arrived at Feishu, and no other call would. */
	| { kind: 'blocked'; reason: string; code: number | null }
	/** The run ended or was cancelled before the call was sent. */
	| { kind: 'stopped' }
);

/** One call to be sent. */
export interface Call {
	context: IExecutePaginationFunctions;
	endpoint: Endpoint;
	access: Access;
	lane: Lane;
	options: IHttpRequestOptions;
	signal: AbortSignal | undefined;
	/** Whether the run has ended, so that nothing more may be sent. */
	stopped(): boolean;
	/** Counts an attempt that leaves. */
	count(): void;
}

/** What one attempt led to. */
type Attempt =
	| { kind: 'answered'; answer: Answer; headers: IDataObject; token: number }
	| { kind: 'lost' | 'undelivered'; reason: string }
	| { kind: 'blocked'; reason: string; code: number | null; passing: boolean }
	| { kind: 'stopped' };

/** Network codes that say that nothing was delivered. */
const UNDELIVERED: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'The connection was refused',
	EHOSTUNREACH: 'The host cannot be reached',
	ENETUNREACH: 'The network cannot be reached',
	ENOTFOUND: 'The host name is not known',
	EAI_AGAIN: 'The host name could not be looked up',
};

/** Network codes that leave open whether the work was done. */
const LOST: Readonly<Record<string, string>> = {
	ECONNABORTED: 'No answer came in time',
	ECONNRESET: 'The connection was cut before an answer came',
	ETIMEDOUT: 'No answer came in time',
	ERR_CANCELED: 'The execution was stopped before an answer came',
};

/** HTTP statuses that speak for themselves where a gateway answers without a code of Feishu's: too large, too many. */
const BARE_STATUS: Readonly<Record<number, number>> = { 413: 413, 429: 99991400 };

/** Reads what n8n throws where it has no response. The request itself, which holds the token, is left behind. */
function readThrown(thrown: unknown): Attempt {
	const { cause } = thrown as { cause?: unknown };
	const source = (cause ?? thrown) as {
		code?: unknown;
		message?: string;
		isAxiosError?: boolean;
		extra?: { code?: number; passing?: boolean };
	};
	const code = typeof source.code === 'string' ? source.code : '';
	const undelivered = UNDELIVERED[code] ?? (/CERT|SSL|TLS/.test(code) ? 'The certificate of the host was not accepted' : undefined);
	if (undelivered !== undefined) return { kind: 'undelivered', reason: undelivered };
	if (code !== '' || source.isAxiosError === true) {
		return { kind: 'lost', reason: LOST[code] ?? 'The connection ended before an answer came' };
	}
	return {
		kind: 'blocked',
		reason: source.message ?? 'n8n did not send the request',
		code: source.extra?.code ?? null,
		passing: source.extra?.passing === true,
	};
}

/** Sends once, in the call's turn: with a token that works or is to be tried, and below the rate. */
async function attempt(call: Call): Promise<Attempt> {
	const { access, lane, signal } = call;
	for (;;) {
		await access.gateOpens();
		const departure = call.stopped() ? undefined : await lane.depart(signal);
		if (departure === undefined || call.stopped()) {
			departure?.withdraw();
			return { kind: 'stopped' };
		}
		// Nothing may be awaited between this look at the gate and the attempt, which may close it.
		if (access.isGateOpen) {
			call.count();
			try {
				return await access.attempt(async () => await exchange(call));
			} finally {
				departure.answered();
			}
		}
		departure.withdraw();
	}
}

/** One request and its response. */
async function exchange({ access, context, endpoint, options }: Call): Promise<Attempt> {
	const { token } = access;
	try {
		const response = await access.send(context, { ...options });
		const headers = response.headers;
		const answer = readAnswer(response.statusCode, response.body, headers);
		if (answer !== undefined) {
			if (concernsOf(endpoint, answer) !== 'token') access.accepted(token);
			return { kind: 'answered', answer, headers, token };
		}
		const code = BARE_STATUS[response.statusCode];
		if (code !== undefined) {
			return { kind: 'answered', answer: { status: response.statusCode, code, msg: '', data: {}, error: {}, logId: null }, headers, token };
		}
		if (response.statusCode >= 300 && response.statusCode < 500) {
			return {
				kind: 'blocked',
				reason: `${access.baseUrl} answered HTTP ${response.statusCode}, and not as Feishu does. Check the region, or the Base URL, of the credential`,
				code: null,
				passing: false,
			};
		}
		return { kind: 'lost', reason: `HTTP ${response.statusCode} came without an answer of Feishu’s` };
	} catch (thrown) {
		return readThrown(thrown);
	}
}

/** Exponential backoff with jitter: 1 s, 2 s, 4 s, …, each up to half longer, a minute at most. */
function backoffMs(repeat: number): number {
	return Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** repeat * (1 + Math.random() / 2));
}

/** How long Feishu says to wait, in milliseconds. */
function resetMs(headers: IDataObject): number | undefined {
	const seconds = Number(headers['x-ogw-ratelimit-reset']);
	return Number.isFinite(seconds) && seconds > 0 ? Math.min(LONGEST_WAIT_MS, seconds * 1_000) : undefined;
}

/**
 * Sends one call until it is settled: renews a rejected token, waits and repeats where Feishu refused
 * for the rate, and repeats what was lost on the way. Nothing that Feishu refused for itself is
 * repeated.
 */
export async function send(call: Call): Promise<Sent> {
	let repeated = false;
	let rateRepeats = 0;
	for (let repeats = 0; ; ) {
		const result = await attempt(call);
		let waitMs: number;
		if (result.kind === 'stopped') return { kind: 'stopped', repeated };
		if (result.kind === 'answered') {
			const { answer } = result;
			const concerns = concernsOf(call.endpoint, answer);
			if (concerns === 'token' && (await call.access.renew(result.token))) continue;
			if (concerns === 'rate' && rateRepeats < MAX_RATE_REPEATS) {
				call.lane.refused(resetMs(result.headers) ?? backoffMs(rateRepeats));
				rateRepeats += 1;
				continue;
			}
			if (concerns !== 'passing') return { kind: 'answered', answer, repeated };
			repeated = true;
			if (repeats === MAX_REPEATS) return { kind: 'answered', answer, repeated };
			waitMs = backoffMs(repeats);
		} else if (result.kind === 'blocked') {
			if (!result.passing || repeats === MAX_REPEATS) return { ...result, repeated };
			waitMs = backoffMs(repeats);
		} else {
			if (result.kind === 'lost') repeated = true;
			if (repeats === MAX_REPEATS) {
				const { kind, reason } = result;
				if (kind === 'lost' || repeated) return { kind: 'lost', reason, repeated };
				const advice = 'Check the region, or the Base URL, of the credential, and the network of this n8n';
				return { kind: 'blocked', reason: `${call.access.baseUrl}: ${reason}. ${advice}`, code: null, repeated };
			}
			waitMs = backoffMs(repeats);
		}
		repeats += 1;
		await clock.sleep(waitMs, call.signal);
	}
}
