import type { IN8nHttpFullResponse } from 'n8n-workflow';
import type { TokenRefusal } from '../../../../credentials/tenantToken';
import { networkCodeOf, undeliveredBy } from '../../../../credentials/undelivered';
import { withoutCode } from '../judge/feishuError';

/** What an attempt came to that has no answer of Feishu's. */
export type Unanswered =
	| { kind: 'lost'; reason: string }
	| { kind: 'undelivered'; reason: string; todo: string }
	/** No other call would fare better. */
	| { kind: 'blocked'; reason: string; code: number | null; passing: boolean; hasLeft: boolean; possiblyApplied?: true };

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

/** Reads what n8n throws when it has no response. The request itself, which holds the token, is left out. */
export function readThrown(thrown: unknown, baseUrl: string): Unanswered {
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

function isPage({ body, headers: { 'content-type': type } }: IN8nHttpFullResponse): boolean {
	if (typeof type === 'string' && /^text\/html/i.test(type)) return true;
	return typeof body === 'string' && body.trimStart().startsWith('<');
}

/** A server or a gateway gave up waiting: it may have passed the call on before. */
const TIMED_OUT: readonly number[] = [408, 499];

/**
 * Reads a response that is not Feishu's. At a good status, a page or an object is whole: somebody else has answered,
 * and would do so again. It may be a filter behind which Feishu has done the work. What is cut off, or empty, is
 * an answer that was lost.
 */
export function readForeign(response: IN8nHttpFullResponse, baseUrl: string): Unanswered {
	const { statusCode: status, body } = response;
	const page = isPage(response);
	const isGood = status < 300;
	const isWhole = page || (typeof body === 'object' && body !== null);
	if (status >= 500 || TIMED_OUT.includes(status) || (isGood && !isWhole)) return { kind: 'lost', reason: withoutCode(status) };
	const what = isGood && page ? ' with a web page' : '';
	return {
		kind: 'blocked',
		reason: `${baseUrl} answered HTTP ${status}${what}, which is not how Feishu answers. Check the region, or the Base URL, of the credential`,
		code: null,
		passing: false,
		hasLeft: true,
		...(isGood && { possiblyApplied: true }),
	};
}
