import type { Alias, Answer, Api, Endpoint, Operation, Sight, Verdict } from '../../endpoint';
import { DELETION_STATUS, type KeptBy } from '../../snapshot';
import { Unread } from '../../unread';
import { DONE_SIGHT, SUCCESS } from '../kind';
import { saysMissing } from './feishuError';
import type { Ending, Entry, Explanation, Line, Outcome, Status } from '../record';

/** What to do about a record of which nobody knows whether it is gone. */
export const STAYED_UNKNOWN = 'This may already be done. Look it up in Feishu, or run the workflow again: repeating is safe.';

/** The same where saying it twice does it twice. */
const STAYED_UNKNOWN_ONCE = 'This may already be done. Look it up in Feishu first: another run would do it once more.';

/** What decides what is said of a record of which nobody knows whether it is done. */
type Repeatable = Pick<Api, 'idempotent' | 'whenUnknown'>;

/** The rule on what another try of the node (Retry On Fail) may send again: never what may be done already, if that would do it twice. */
function mayBeSentAgain(mayBeDone: boolean, { idempotent = true }: Repeatable): boolean {
	return !mayBeDone || idempotent;
}

function stayedUnknown(api: Repeatable): string {
	return api.whenUnknown ?? (mayBeSentAgain(true, api) ? STAYED_UNKNOWN : STAYED_UNKNOWN_ONCE);
}

function dryOutcome(reason: string, what_to_do: string, for_agent: string): Outcome {
	return { status: 'dry_run', explanation: { code: null, reason, what_to_do, for_agent, log_id: null }, logId: null, open: true };
}

const NOTHING_SENT = 'Dry Run is on: nothing was sent';

const DRY_FOR_AGENT = 'To delete for good, the tool must be called without a dry run.';

/** The outcome of a record in the dry run of a deletion. */
export const DRY_RUN = dryOutcome(NOTHING_SENT, 'Switch Dry Run off to delete this record.', DRY_FOR_AGENT);

/** The same where Never Delete may name the record by another kind of ID. */
export const UNCHECKED_DRY_RUN = dryOutcome(
	`${NOTHING_SENT}, and Never Delete was not compared with the list in Feishu, since that takes a call`,
	'Switch Dry Run off to delete this record, unless Never Delete names it there.',
	DRY_FOR_AGENT,
);

/** The outcome of a record in the dry run of a creation. */
export const DRY_CREATION = dryOutcome(
	NOTHING_SENT,
	'Switch Dry Run off to carry this out.',
	'To carry it out, the tool must be called without a dry run.',
);

/** Why a record that an earlier try of the node was to send is not sent by this one. */
export const DRY_BY_NOW: Ending = {
	code: null,
	reason: 'Dry Run is on in this try of the node, and was off in an earlier one',
	what_to_do: 'Switch Dry Run off to delete this record.',
};

/** The same where an address was not looked up. */
export function notLookedUpOutcome(why: string): Outcome {
	return {
		...DRY_RUN,
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
		what_to_do: 'Leave it out, or take it out of Never Delete if it is to be deleted after all.',
		for_agent: 'Leave it out: whoever built the workflow protects it.',
		log_id: null,
	},
	logId: null,
	open: false,
};

/** The outcomes of records that are not put back, by what their snapshots say of them. */
export const NOT_PUT_BACK: Readonly<Record<KeptBy, Outcome>> = {
	there: {
		status: 'not_sent',
		explanation: {
			code: null,
			reason: 'The snapshot says that this record was not deleted',
			what_to_do: 'Leave it out: it is still in Feishu, and nothing needs to be put back.',
			log_id: null,
		},
		logId: null,
		open: false,
	},
	unclear: {
		status: 'not_sent',
		explanation: {
			code: null,
			reason: 'The snapshot says that nobody knows whether this record was deleted',
			what_to_do: `Check in Feishu whether it is there. If it is gone, take ${DELETION_STATUS} out of the snapshot to put it back.`,
			log_id: null,
		},
		logId: null,
		open: false,
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

const DONE: readonly Status[] = ['deleted', 'created', 'found', 'already_gone', 'recall_requested', 'recalled', 'dry_run'];

/** Whether a record became what its builder wants. */
export function isDone({ outcome }: Pick<Line, 'outcome'>): boolean {
	return DONE.includes(outcome.status) || outcome === PROTECTED || outcome === NOT_PUT_BACK.there;
}

/** What was thrown, in its own words. Code that is not ours may throw anything. */
export function wordsOf(thrown: unknown): string {
	const words = typeof thrown === 'object' && thrown !== null ? (thrown as { message?: unknown }).message : thrown;
	return typeof words === 'string' && words !== '' ? words : 'no reason is given';
}

/** What is wrong, and the next step: an error that a credential throws says both in one text. */
export function inTwo(words: string): { reason: string; todo: string } {
	const [, reason = words.replace(/\.$/, ''), todo = ''] = /(.+?)\. (.+)/s.exec(words) ?? [];
	return { reason, todo: todo.replace(/(?<=[^.])$/, '.') };
}

/** The outcome of a record that an accepted call speaks of. */
export function judgedOutcome(verdict: Verdict, answer: Answer, clean: (words: string) => string, api: Repeatable = {}): Outcome {
	const { status, yields, reason, todo } = verdict;
	const logId = answer.logId === null ? null : clean(answer.logId);
	if (status !== 'refused' && status !== 'unknown' && status !== 'again') {
		// What is done may have something said of it all the same.
		const explanation = reason !== undefined &&
			todo !== undefined && { code: null, reason: clean(reason), what_to_do: todo, log_id: logId };
		return {
			status,
			logId,
			open: false,
			...(verdict.confirmedByRepeat === true && { confirmedBy: 'repeat' }),
			...(yields !== undefined && { yields }),
			...(explanation !== false && { explanation }),
		};
	}
	return {
		status: status === 'again' ? 'refused' : status,
		logId,
		open: status === 'again' || (status === 'unknown' && mayBeSentAgain(true, api)),
		...(verdict.isMissing === true && { isMissing: true }),
		...(verdict.mayBeMissing === true && { mayBeMissing: true }),
		...(yields !== undefined && { yields }),
		explanation: {
			code: verdict.code ?? (answer.code === 0 ? null : answer.code),
			reason: clean(reason ?? (answer.msg || 'Feishu does not say')),
			what_to_do: todo ?? stayedUnknown(api),
			log_id: logId,
			...(status === 'again' && { failure: { cause: 'rate-limited' } }),
		},
	};
}

/**
 * The outcome of a record whose whole call was refused. Where an earlier attempt may have deleted
 * it, a refusal says nothing of that, whatever it says: only a record reported as missing by itself
 * counts as deleted.
 */
export function refusedOutcome(endpoint: Operation, entry: Entry, answer: Answer, explanation: Explanation): Outcome {
	const logId = explanation.log_id;
	const { reach } = answer;
	const isMissing = saysMissing(endpoint, answer.code);
	if (entry.mayBeDone && isMissing) return { status: 'deleted', logId, confirmedBy: 'repeat', open: false };
	const open = mayBeSentAgain(true, endpoint);
	if (reach === 'transient' && endpoint.kind !== 'find') {
		const isSafe = open && endpoint.whenUnknown === undefined;
		const what_to_do = isSafe ? explanation.what_to_do : `${stayedUnknown(endpoint)} ${explanation.what_to_do}`;
		return { status: 'unknown', explanation: { ...explanation, what_to_do }, logId, open };
	}
	if (entry.mayBeDone) {
		const what_to_do = `${stayedUnknown(endpoint)} ${explanation.what_to_do}`;
		return { status: 'unknown', explanation: { ...explanation, what_to_do }, logId, open };
	}
	return {
		status: 'refused',
		explanation,
		logId,
		open: reach === 'rate' || reach === 'token' || reach === 'run' || reach === 'transient',
		...(isMissing && { isMissing }),
	};
}

/** The outcome of a record that was refused with its call, and was not tried alone. */
export function untriedOutcome({ mayBeDone }: Entry, explanation: Explanation, because: string, api: Repeatable = {}): Outcome {
	const untried = `This record was not tried alone: ${because} Once that is settled, run the workflow again.`;
	return {
		status: mayBeDone ? 'unknown' : 'refused',
		explanation: { ...explanation, what_to_do: mayBeDone ? stayedUnknown(api) : `${explanation.what_to_do} ${untried}` },
		logId: explanation.log_id,
		open: mayBeSentAgain(mayBeDone, api),
	};
}

/** The outcome of a record whose answer is lost for good. */
export function lostOutcome(reason: string, api: Repeatable = {}): Outcome {
	return {
		status: 'unknown',
		explanation: { code: null, reason, what_to_do: stayedUnknown(api), log_id: null, failure: { cause: 'temporarily-unavailable' } },
		logId: null,
		open: mayBeSentAgain(true, api),
	};
}

/** The outcome of what could not be read. */
export function unreadOutcome({ code, reason, todo, logId }: Unread): Outcome {
	return { status: 'refused', explanation: { code, reason, what_to_do: todo, log_id: logId }, logId, open: true };
}

/** The outcome of what is asked for by a word, where nobody tells which ID that is. */
export function unresolvedOutcome({ whyUnknown, todo: besides }: Alias, { code, reason, todo, logId }: Unread): Outcome {
	const explanation = { code, reason: `${whyUnknown}: ${reason}`, what_to_do: `${todo} ${besides}`, log_id: logId };
	return { status: 'not_sent', explanation, logId, open: true };
}

/**
 * The outcome of an accepted record that was followed.
 * @param told what the last look says, or why there was none
 */
export function followedOutcome(accepted: Outcome, told: Verdict | Unread): Outcome {
	if (told instanceof Unread) {
		const { code, reason, todo, logId } = told;
		return {
			...accepted,
			explanation: { code, reason: `How far it is could not be looked up: ${reason}`, what_to_do: todo, log_id: logId },
		};
	}
	const status = told.status === 'again' ? 'unknown' : told.status;
	const { code = null, reason = DONE.includes(status) ? undefined : 'Feishu does not say', todo = 'Look it up in Feishu.', yields } = told;
	return {
		...accepted,
		status,
		...(yields !== undefined && { yields }),
		...(reason !== undefined && { explanation: { code, reason, what_to_do: todo, log_id: accepted.logId } }),
	};
}

/** Why a record is not deleted of which nobody can tell whether Never Delete names it. */
export function unclearOutcome({ code, reason, todo, logId }: Unread): Outcome {
	const explanation = {
		code,
		reason: `Never Delete names others by another kind of ID, and could not be compared: ${reason}`,
		what_to_do: `${todo} Or use the same kind of ID in Never Delete as in the fields.`,
		log_id: logId,
	};
	return { status: 'not_sent', explanation, logId, open: true };
}

/** Why a record is not deleted of which a copy was to be kept. */
export function uncopiedOutcome(sight: Exclude<Sight, { is: 'there' }> | { is: 'noCopy'; why: Unread }): Outcome {
	const isMissing = sight.is === 'gone';
	const what = sight.is === 'noCopy' ? 'This record could not be put back from a copy' : 'Keep a Copy could not read this record';
	const [code, reason, what_to_do, logId] = isMissing
		? [null, 'Keep a Copy found no such record in Feishu', 'Check the ID, or whether it was deleted before.', null]
		: [sight.why.code, `${what}: ${sight.why.reason}`, sight.why.todo, sight.why.logId];
	return {
		status: 'not_sent',
		explanation: { code, reason, what_to_do, log_id: logId },
		logId,
		open: true,
		...(isMissing && { isMissing, confirmedBy: 'read' }),
	};
}

/** The outcome of a record that is not sent again after a look, and that an earlier try may have deleted. */
export function sentBeforeOutcome(endpoint: Endpoint, { explanation, logId }: Outcome, sight: Sight): Outcome {
	if (sight.is === 'gone') return { status: 'deleted', logId, open: false, confirmedBy: 'read' };
	const told = explanation && { explanation: { ...explanation, what_to_do: stayedUnknown(endpoint) } };
	return { status: 'unknown', logId, open: true, ...told };
}

/**
 * The outcome of a record that was looked at since no answer says what became of it.
 * @returns undefined where the look tells nothing either
 */
export function seenOutcome(endpoint: Endpoint, { outcome }: Entry, sight: Sight): Outcome | undefined {
	if (outcome === undefined || sight.is === 'unseen') return undefined;
	const { logId } = outcome;
	const isDone = sight.is === DONE_SIGHT[endpoint.kind];
	if (outcome.status === 'refused') return isDone ? { ...outcome, isMissing: true, confirmedBy: 'read' } : undefined;
	if (isDone) {
		const status = endpoint.accepted ?? SUCCESS[endpoint.kind];
		const yields = sight.is === 'there' ? sight.yields : undefined;
		return { status, logId, open: false, confirmedBy: 'read', ...(yields !== undefined && { yields }) };
	}
	// The request may still be on its way to its work, and another one would do it once more.
	if (!mayBeSentAgain(true, endpoint)) return undefined;
	const before = outcome.explanation?.reason ?? 'No answer says what became of it';
	return {
		status: 'refused',
		logId,
		open: true,
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

/** The outcome of a record that is not sent, or not once more. */
export function leftOutcome({ mayBeDone }: Pick<Entry, 'mayBeDone'>, why: Ending, api: Repeatable = {}): Outcome {
	const { remedy = '', ...given } = why;
	if (!mayBeDone) return { status: 'not_sent', explanation: { ...given, log_id: null }, logId: null, open: true };
	const reason = why === CANCELLED ? CANCELLED_MIDWAY : given.reason;
	const what_to_do = `${stayedUnknown(api)} ${remedy}`.trimEnd();
	return { status: 'unknown', explanation: { ...given, reason, what_to_do, log_id: null }, logId: null, open: mayBeSentAgain(true, api) };
}
