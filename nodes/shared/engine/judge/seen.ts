import type { Endpoint, Remark, Observation } from '../../endpoint';
import type { Unread } from '../../unread';
import { DONE_SIGHT, SUCCESS } from '../kind';
import type { Entry, Outcome } from '../record';
import { mayBeSentAgain, stayedUnknown } from './repeatable';

/** Why a record is not deleted if it is not known whether Never Delete names it. */
export function unclearOutcome({ code, reason, todo, logId }: Unread): Outcome {
	const explanation = {
		code,
		reason: `Never Delete uses another kind of ID, which could not be compared: ${reason}`,
		what_to_do: `${todo} Or use the same kind of ID in Never Delete as in the fields.`,
		log_id: logId,
	};
	return { status: 'not_sent', explanation, logId, retryable: true };
}

/** Why a record is not deleted of which a copy was to be kept. */
export function uncopiedOutcome(sight: Exclude<Observation, { is: 'there' }> | { is: 'noCopy'; why: Unread }): Outcome {
	const isMissing = sight.is === 'gone';
	const what = sight.is === 'noCopy' ? 'This record could not be restored from a copy' : 'Keep a Copy could not read this record';
	const [code, reason, what_to_do, logId] = isMissing
		? [null, 'Keep a Copy found no such record in Feishu', 'Check the ID, and whether the record is already deleted.', null]
		: [sight.why.code, `${what}: ${sight.why.reason}`, sight.why.todo, sight.why.logId];
	return {
		status: 'not_sent',
		explanation: { code, reason, what_to_do, log_id: logId },
		logId,
		retryable: true,
		...(isMissing && { isMissing, confirmedBy: 'read' }),
	};
}

/** Why a record is not deleted that was to be looked at first, and that the look did not show. */
export function uncheckedOutcome({ possiblyApplied }: Entry, sight: Exclude<Observation, { is: 'there' }>): Outcome {
	if (sight.is === 'unseen') {
		const { code, reason, todo, logId } = sight.why;
		const why = { code, reason: `The record could not be looked at before the deletion: ${reason}`, what_to_do: todo, log_id: logId };
		return { status: 'not_sent', explanation: why, logId, retryable: true };
	}
	const { code = null, reason = 'Feishu shows no such record', todo = 'Check the ID.', logId = null } = sight.why ?? {};
	if (possiblyApplied) return { status: 'deleted', logId, retryable: false, confirmedBy: 'read' };
	const explanation = { code, reason, what_to_do: todo, log_id: logId };
	return { status: 'refused', explanation, logId, retryable: false, isMissing: true };
}

/** Why a record is not deleted, by what the look before showed of it. */
export function checkedOutcome({ reason, todo }: Remark): Outcome {
	return { status: 'refused', explanation: { code: null, reason, what_to_do: todo, log_id: null }, logId: null, retryable: false };
}

/** The outcome of a record that is not sent again after a look, and that an earlier try may have deleted. */
export function sentBeforeOutcome(endpoint: Endpoint, { explanation, logId }: Outcome, sight: Observation): Outcome {
	if (sight.is === 'gone') return { status: 'deleted', logId, retryable: false, confirmedBy: 'read' };
	const told = explanation && { explanation: { ...explanation, what_to_do: stayedUnknown(endpoint) } };
	return { status: 'unknown', logId, retryable: true, ...told };
}

/**
 * The outcome of a record that was looked at since no answer says what became of it.
 * @returns undefined if the look tells nothing either
 */
export function seenOutcome(endpoint: Endpoint, { outcome }: Entry, sight: Observation): Outcome | undefined {
	if (outcome === undefined || sight.is === 'unseen') return undefined;
	const { logId } = outcome;
	const isDone = sight.is === DONE_SIGHT[endpoint.kind];
	if (outcome.status === 'refused') return isDone ? { ...outcome, isMissing: true, confirmedBy: 'read' } : undefined;
	if (isDone) {
		const status = endpoint.accepted ?? SUCCESS[endpoint.kind];
		const yields = sight.is === 'there' ? sight.yields : undefined;
		return { status, logId, retryable: false, confirmedBy: 'read', ...(yields !== undefined && { yields }) };
	}
	// The request may still be on its way to its work, and another one would do it once more.
	if (!mayBeSentAgain(true, endpoint)) return undefined;
	const before = outcome.explanation?.reason ?? 'No answer says what happened to it';
	return {
		status: 'refused',
		logId,
		retryable: true,
		confirmedBy: 'read',
		explanation: {
			...outcome.explanation,
			code: outcome.explanation?.code ?? null,
			reason: `${before.replace(/\.?$/, '.')} A look at Feishu shows that it was not done`,
			// What Feishu’s refusal asks for still holds; only the doubt is gone.
			what_to_do: (outcome.explanation?.what_to_do ?? '').replace(stayedUnknown(endpoint), '').trim() || 'Run the workflow again.',
			log_id: logId,
		},
	};
}
