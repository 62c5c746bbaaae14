import { DELETION_STATUS, type KeptBy } from '../../snapshot';
import type { Unread } from '../../unread';
import type { Alias } from '../../endpoint';
import type { Ending, Entry, Outcome } from '../record';
import { type Repeatable, stayedUnknown, mayBeSentAgain } from './repeatable';

function dryOutcome(reason: string, what_to_do: string, for_agent: string): Outcome {
	return { status: 'dry_run', explanation: { code: null, reason, what_to_do, for_agent, log_id: null }, logId: null, retryable: true };
}

const NOTHING_SENT = 'Dry Run is on: nothing was sent';

const DRY_FOR_AGENT = 'To delete permanently, the tool must be called without a dry run.';

/** The outcome of a record in the dry run of a deletion. */
export const DRY_RUN: Outcome = {
	...dryOutcome(NOTHING_SENT, 'Switch Dry Run off to delete this record.', DRY_FOR_AGENT),
	isCommon: true,
};

/** The same if Never Delete may name the record by another kind of ID. */
export const UNCHECKED_DRY_RUN = dryOutcome(
	`${NOTHING_SENT}, and Never Delete was not compared with the list in Feishu, because that takes a call`,
	'Switch Dry Run off to delete this record, unless Never Delete names it there.',
	DRY_FOR_AGENT,
);

/** The outcome of a record in the dry run of a creation. */
export const DRY_CREATION: Outcome = {
	...dryOutcome(NOTHING_SENT, 'Switch Dry Run off to carry this out.', 'To carry it out, the tool must be called without a dry run.'),
	isCommon: true,
};

/** Why a record that an earlier try of the node was to send is not sent by this one. */
export const DRY_BY_NOW: Ending = {
	code: null,
	reason: 'Dry Run is on in this try of the node, but was off in an earlier one',
	what_to_do: 'Switch Dry Run off to delete this record.',
};

/** The same if an address was not looked up. */
export function notLookedUpOutcome(why: string): Outcome {
	return {
		...DRY_RUN,
		isCommon: false,
		explanation: {
			code: null,
			reason: `Dry Run is on: nothing was sent, and the address was not looked up: ${why}`,
			what_to_do: 'Check the credential, so that the dry run can look the address up.',
			log_id: null,
		},
	};
}

/** The outcome of a record that the builder protects. */
export const PROTECTED: Outcome = {
	status: 'not_sent',
	explanation: {
		code: null,
		reason: 'Never Delete names this record',
		what_to_do: 'Leave it out. If it should be deleted, remove it from Never Delete.',
		for_agent: 'Leave it out: the workflow protects it.',
		log_id: null,
	},
	logId: null,
	retryable: false,
};

/** The outcomes of records that are not put back, by what their snapshots say of them. */
export const NOT_PUT_BACK: Readonly<Record<KeptBy, Outcome>> = {
	there: {
		status: 'not_sent',
		explanation: {
			code: null,
			reason: 'The snapshot says that this record was not deleted',
			what_to_do: 'Leave it out: it is still in Feishu, so there is nothing to restore.',
			log_id: null,
		},
		logId: null,
		retryable: false,
	},
	unclear: {
		status: 'not_sent',
		explanation: {
			code: null,
			reason: 'The snapshot says that it is unknown whether this record was deleted',
			what_to_do: `Check in Feishu whether it is there. If it is gone, remove ${DELETION_STATUS} from the snapshot to restore it.`,
			log_id: null,
		},
		logId: null,
		retryable: false,
	},
};

/** Why nothing more is sent once the execution is stopped. */
export const CANCELLED: Ending = {
	code: null,
	reason: 'The execution was stopped before this record was sent',
	what_to_do: 'Run the workflow again.',
};

/** The same for a record that had left by then. */
const CANCELLED_MIDWAY = 'The execution was stopped before an answer came';

/** The outcome of what is asked for by a word, if it is not known which ID that is. */
export function unresolvedOutcome({ whyUnknown, todo: besides }: Alias, { code, reason, todo, logId }: Unread): Outcome {
	const explanation = { code, reason: `${whyUnknown}: ${reason}`, what_to_do: `${todo} ${besides}`, log_id: logId };
	return { status: 'not_sent', explanation, logId, retryable: true };
}

/** The outcome of a record that is not sent, or not once more. */
export function leftOutcome({ possiblyApplied }: Pick<Entry, 'possiblyApplied'>, why: Ending, api: Repeatable = {}): Outcome {
	const { remedy = '', ...given } = why;
	if (!possiblyApplied) return { status: 'not_sent', explanation: { ...given, log_id: null }, logId: null, retryable: true };
	const reason = why === CANCELLED ? CANCELLED_MIDWAY : given.reason;
	const what_to_do = `${stayedUnknown(api)} ${remedy}`.trimEnd();
	return {
		status: 'unknown',
		explanation: { ...given, reason, what_to_do, log_id: null },
		logId: null,
		retryable: mayBeSentAgain(true, api),
	};
}
