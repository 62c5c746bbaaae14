import type { Failure, IDataObject } from 'n8n-workflow';
import { codeIn } from '../../../../credentials/feishuCode';
import { objectIn, objectsIn } from '../../answer';
import type { Answer, Api, Operation } from '../../endpoint';
import { forCredential } from './forCredential';
import { generalRefusals } from './generalRefusals';
import type { Explanation } from '../record';
import type { Reach, Refusal } from '../../refusal';
import { retryAfterMsOf } from '../send/retry';

/** What a code means on an endpoint's own page, else what it means everywhere. */
export function refusalOf(api: Api, code: number): Refusal | undefined {
	return api.refusals[code] ?? generalRefusals[code];
}

/**
 * How far a refusal reaches. A code that no table has may concern a single record, or is Feishu's own
 * trouble if the HTTP status says so.
 * @returns undefined if the call was not refused
 */
export function reachOf(api: Api, { code, status }: Pick<Answer, 'code' | 'status'>): Reach | undefined {
	if (code === 0) return undefined;
	return refusalOf(api, code)?.reach ?? (status >= 500 ? 'transient' : 'record');
}

/** Whether a refusal says of a record that it is not there. */
export function saysMissing({ missingCodes = [] }: Pick<Operation, 'missingCodes'>, code: number): boolean {
	return missingCodes.includes(code);
}

/** Why a node fails that meets this refusal, in n8n's terms; nothing if it speaks of records and their targets. */
export function failureOf(refusal: Refusal | undefined, reach: Reach | undefined, retryAfterMs?: number): Failure | undefined {
	if (refusal?.failure !== undefined) return { cause: refusal.failure };
	if (reach === 'rate') return { cause: 'rate-limited', ...(retryAfterMs !== undefined && { retryAfterMs }) };
	if (reach === 'token') return { cause: 'credential-invalid' };
	if (reach === 'transient') return { cause: 'temporarily-unavailable' };
	return reach === 'run' ? { cause: 'configuration-invalid' } : undefined;
}

/** The first of these properties that is text. */
function text(source: IDataObject, ...names: string[]): string | undefined {
	for (const name of names) {
		const value = source[name];
		if (typeof value === 'string' && value !== '') return value;
	}
	return undefined;
}

/**
 * Explains a refusal: Feishu's own words with the fields and permissions that it names, and our
 * advice. Documentation and answers in the field differ in the names within `error`; both are read.
 * https://open.feishu.cn/document/server-docs/api-call-guide/generic-error-code
 * @param redact takes secrets out of what Feishu says
 * @param credential the name of the credential in use
 */
export function explain(api: Api, answer: Answer, redact: (words: string) => string, credential: string): Explanation {
	const { code, error } = answer;
	const fields = objectsIn(error.field_violations).map((violation) =>
		[text(violation, 'field'), text(violation, 'description')].filter((part) => part !== undefined).join(': '),
	);
	const scopes = objectsIn(error.permission_violations).map((violation) => text(violation, 'subject', 'scope', 'url'));
	const scopesNamed = scopes.filter((scope) => scope !== undefined);
	const links = [...objectsIn(error.helps).map((help) => text(help, 'url')), text(error, 'troubleshooter')];
	const link = links.map((words) => /https?:\/\/\S+/.exec(words ?? '')?.[0]).find((url) => url !== undefined);

	const refusal = answer.notRenewed ?? refusalOf(api, code);
	const advice = refusal
		? [`${refusal.what} ${forCredential(refusal.todo, credential)}`]
		: [
				`Feishu refused this with a code that the page of this call does not list, ${api.documentation}. Read the reason, or give the log ID to Feishu support.`,
			];
	if (scopesNamed.length === 1) advice.push(`The permission is ${scopesNamed.join('')}.`);
	if (scopesNamed.length > 1) advice.push(`One of these permissions is enough: ${scopesNamed.join(', ')}.`);

	const failure = failureOf(refusal, answer.notRenewed?.reach ?? answer.reach, answer.retryAfterMs);
	return {
		// A bare HTTP status is no code of Feishu's.
		code: code === answer.status ? null : code,
		reason: redact([answer.msg, ...fields].filter((part) => part !== '').join('; ') || `code ${code}`),
		what_to_do: redact(advice.join(' ')),
		...(refusal !== undefined && { what: redact(refusal.what) }),
		log_id: answer.logId === null ? null : redact(answer.logId),
		...(link !== undefined && { link: redact(link) }),
		...(failure !== undefined && { failure }),
	};
}

/** HTTP statuses that speak for themselves if a gateway answers without a code of Feishu's: too large, too many. */
const BARE_STATUSES: readonly number[] = [413, 429];

/** What is said of an answer that is none of Feishu's. */
export function withoutCode(status: number): string {
	return `The server answered HTTP ${status} without a Feishu code`;
}

/**
 * Reads the body of a response.
 * @returns undefined if it is not an answer of Feishu's: HTML, cut off, empty.
 */
export function readAnswer(api: Api, status: number, body: unknown, headers: IDataObject): Answer | undefined {
	const code = codeIn(body);
	const { msg, data, error } = objectIn(body);
	const retryAfterMs = retryAfterMsOf(headers, Date.now());
	const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
	if (code === undefined) {
		if (!BARE_STATUSES.includes(status)) return undefined;
		return {
			status,
			code: status,
			reach: reachOf(api, { status, code: status }),
			msg: withoutCode(status),
			data: {},
			error: {},
			logId: null,
			...wait,
		};
	}
	const details = objectIn(error);
	return {
		status,
		code,
		reach: reachOf(api, { status, code }),
		msg: typeof msg === 'string' ? msg : '',
		data: objectIn(data),
		error: details,
		logId: text(headers, 'x-tt-logid') ?? text(details, 'log_id', 'logid') ?? null,
		...wait,
	};
}
