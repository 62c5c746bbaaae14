import type { FaultAction } from '../sandbox';

/** A fault of the matrix. */
export interface OwnFault {
	name: string;
	action: FaultAction;
	/** What happens on the call after it. */
	then?: FaultAction;
}

/** A refusal for the rate, as it comes with one of several codes. */
export function rate(code: number, status: number, resetSeconds?: number): OwnFault {
	return {
		name: `refused for the rate with ${code} under HTTP ${status}${resetSeconds === undefined ? '' : `, reset in ${resetSeconds} s`}`,
		action: { kind: 'rate', code, status, ...(resetSeconds !== undefined && { resetSeconds }) },
	};
}

/** A refusal of the whole call. */
export function code(number: number, status: number): OwnFault {
	return { name: `refused with ${number} under HTTP ${status}`, action: { kind: 'code', code: number, status } };
}

/** An answer in place of the endpoint's own. */
export function answer(name: string, body: Record<string, unknown>, more: { status?: number; done?: boolean } = {}): OwnFault {
	return { name, action: { kind: 'answer', body, ...more } };
}

/** A record that is gone when the call is repeated, since the lost answer was to a call that worked. */
export function lostThen(number: number): OwnFault {
	return {
		name: `the answer is lost after the work, and the repeat refused with ${number}`,
		action: { kind: 'resetAfter' },
		then: { kind: 'code', code: number, status: 400 },
	};
}
