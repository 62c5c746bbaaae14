import { inTwo } from '../report/wording';
import type { Ending } from '../record';

/** What the error branch and n8n see if nothing is sent since the node fails anyway. */
export const CUT_SHORT: Ending = {
	code: null,
	reason: 'The node failed at another item before this record was sent',
	what_to_do: 'Read the message of that item, then run the workflow again.',
};

export const REFUSED_EARLIER: Ending = {
	code: null,
	reason: 'Another item has a field that cannot be sent',
	what_to_do: 'Correct that item, then run the workflow again.',
};

/** Why nothing is sent with a credential: what is wrong with it, and the next step. */
export function unusable(message: string): Ending {
	const { reason, todo } = inTwo(message);
	return { code: null, reason, what_to_do: todo || 'Open the credential and check it.', failure: { cause: 'credential-invalid' } };
}
