import type { FaultAction } from '../sandbox';

/** A fault of the matrix. */
export interface OwnFault {
	name: string;
	action: FaultAction;
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
