import { SPECS } from '../deletions/sandbox';
import { GENERAL_CODES, RATE_HEADERS, type GeneralCode } from '../specs';
import type { Answer, Outcome } from './answer';
import type { Fault } from './faults';
import { Refusal, refusalAnswer, type RefusalDetails } from './refusal';
import type { LoggedRequest } from './requestLog';

interface KnownCode {
	status: number;
	description: string;
}

function documented(endpoint: string, code: number): KnownCode {
	const own = SPECS.filter((spec) => spec.name === endpoint);
	const row = [...own, ...SPECS].flatMap((spec) => spec.errors).find((error) => error.code === code);
	if (row) return row;
	const general: GeneralCode | undefined = Object.values(GENERAL_CODES).find((known) => known.code === code);
	if (general) return { status: general.statuses[0] ?? 400, description: general.description };
	// The token call reports its failures with status 200.
	return { status: endpoint === 'tenantToken' ? 200 : 400, description: 'scripted refusal' };
}

function detailsOf(fault: Fault): RefusalDetails {
	if (fault.kind === 'rate' && fault.resetSeconds !== undefined) {
		return { headers: { [RATE_HEADERS.limit]: '1', [RATE_HEADERS.reset]: String(fault.resetSeconds) } };
	}
	if (fault.kind !== 'code') return {};
	const { permissionViolations, helps, troubleshooter } = fault;
	return {
		...(permissionViolations && { permissionViolations }),
		...(helps && { helps }),
		...(troubleshooter !== undefined && { troubleshooter }),
	};
}

function refuse(fault: Fault & { code: number; status?: number }, entry: LoggedRequest, msg?: string): Answer {
	const known = documented(entry.endpoint, fault.code);
	const refusal = new Refusal(fault.status ?? known.status, fault.code, msg ?? known.description, detailsOf(fault));
	return refusalAnswer(refusal, entry);
}

/** An answer in which a field shows something else, wherever it stands. */
function changed(field: string, answer: Outcome, change: (value: unknown) => unknown): Outcome {
	if (typeof answer === 'string' || typeof answer.body === 'string') return answer;
	const shown = JSON.stringify(answer.body, (key, value: unknown) => (key === field ? change(value) : value));
	return { ...answer, body: JSON.parse(shown) as object };
}

/** Whether the fault lets the call do its work. */
export function doesWork(fault: Fault): boolean {
	switch (fault.kind) {
		case 'resetAfter':
		case 'tlsAfter':
		case 'omit':
		case 'otherKind':
			return true;
		case 'http500':
		case 'http502html':
		case 'http200html':
		case 'hang':
		case 'brokenJson':
		case 'emptyBody':
			return fault.done === true;
		case 'answer':
			return fault.done !== false;
		default:
			return false;
	}
}

/** What the caller gets to see instead of, or of, the true outcome. */
export function faultOutcome(fault: Fault, entry: LoggedRequest, real: Outcome | undefined): Outcome {
	switch (fault.kind) {
		case 'token':
			return refuse(fault, entry, 'Invalid access token for authorization');
		case 'rate':
			return refuse(fault, entry);
		case 'code':
			return refuse(fault, entry, fault.msg);
		case 'http500':
			return { status: 500, body: 'Internal Server Error', contentType: 'text/plain; charset=utf-8' };
		case 'http502html':
			return {
				status: 502,
				body: '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>',
				contentType: 'text/html',
			};
		case 'http200html':
			return { status: 200, body: '<!DOCTYPE html><html><body>Sign in to go on</body></html>', contentType: 'text/html; charset=utf-8' };
		case 'resetBefore':
		case 'resetAfter':
			return 'cut';
		case 'tlsAfter':
			return 'broken';
		case 'hang':
			return 'silence';
		case 'brokenJson':
			return { status: 200, body: '{"code":0,"msg":"succ', contentType: 'application/json; charset=utf-8' };
		case 'emptyBody':
			return { status: 200, body: '', contentType: 'application/json; charset=utf-8' };
		case 'redirect':
			return { status: fault.status ?? 302, body: '', headers: { location: fault.location }, contentType: 'text/plain; charset=utf-8' };
		case 'answer':
			return {
				status: fault.status ?? 200,
				body: { code: 0, msg: 'success', ...fault.body },
				...(fault.headers && { headers: { ...fault.headers } }),
			};
		case 'omit':
			return changed(fault.field, real ?? 'cut', () => undefined);
		case 'otherKind':
			return changed(fault.field, real ?? 'cut', (value) => `${fault.prefix}${String(value)}`);
	}
}
