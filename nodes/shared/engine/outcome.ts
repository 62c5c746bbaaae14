import type { Answer, Endpoint, Verdict } from '../endpoint';
import { concernsOf } from './feishuError';
import type { Ending, Entry, Explanation, Line, Outcome, Status } from './record';

/** What to do about a record of which nobody knows whether it is gone. */
export const STAYED_UNKNOWN = 'This may already be done. Look it up in Feishu, or run the workflow again: repeating is safe.';

/** The outcome of a record in a dry run. */
export const DRY_RUN: Outcome = {
	status: 'dry_run',
	explanation: {
		code: null,
		reason: 'Dry Run is on: nothing was sent',
		what_to_do: 'Switch Dry Run off to delete this record.',
		for_agent: 'To delete for good, the tool must be called without a dry run.',
		log_id: null,
	},
	logId: null,
	open: true,
};

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

/** Why nothing more is sent once the execution is stopped. */
export const CANCELLED: Ending = {
	code: null,
	reason: 'The execution was stopped before this record was sent',
	what_to_do: 'Run the workflow again.',
};

/** The same for a record that had left by then. */
const CANCELLED_MIDWAY = 'The execution was stopped before an answer came';

const DONE: readonly Status[] = ['deleted', 'already_gone', 'recall_requested', 'dry_run'];

/** Whether a record became what its builder wants. */
export function isDone({ outcome }: Pick<Line, 'outcome'>): boolean {
	return DONE.includes(outcome.status) || outcome === PROTECTED;
}

/** What was thrown, in its own words. Code that is not ours may throw anything. */
export function wordsOf(thrown: unknown): string {
	const words = typeof thrown === 'object' && thrown !== null ? (thrown as { message?: unknown }).message : thrown;
	return typeof words === 'string' && words !== '' ? words : 'no reason is given';
}

/** What is wrong, and the next step: an error that a credential throws says both in one text. */
export function inTwo(words: string): { reason: string; todo: string } {
	const [, reason = words.replace(/\.$/, ''), todo = ''] = /^(.+?)\. (.+)$/s.exec(words) ?? [];
	return { reason, todo: todo.replace(/(?<=[^.])$/, '.') };
}

/** The outcome of a record that an accepted call speaks of. */
export function judgedOutcome(verdict: Verdict, answer: Answer, clean: (words: string) => string): Outcome {
	const { status } = verdict;
	const logId = answer.logId === null ? null : clean(answer.logId);
	if (status === 'deleted' || status === 'recall_requested') {
		return { status, logId, open: false, ...(verdict.confirmedByRepeat === true && { confirmedByRepeat: true }) };
	}
	return {
		status: status === 'again' ? 'refused' : status,
		logId,
		open: status !== 'refused',
		...(verdict.isMissing === true && { isMissing: true }),
		explanation: {
			code: verdict.code ?? (answer.code === 0 ? null : answer.code),
			reason: clean(verdict.reason ?? (answer.msg || 'Feishu does not say')),
			what_to_do: verdict.todo ?? STAYED_UNKNOWN,
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
export function refusedOutcome(endpoint: Endpoint, entry: Entry, answer: Answer, explanation: Explanation): Outcome {
	const logId = explanation.log_id;
	const concerns = concernsOf(endpoint, answer);
	if (entry.mayBeDone && answer.code === endpoint.missingCode) return { status: 'deleted', logId, confirmedByRepeat: true, open: false };
	if (concerns === 'passing') return { status: 'unknown', explanation, logId, open: true };
	if (entry.mayBeDone) {
		const what_to_do = `${STAYED_UNKNOWN} ${explanation.what_to_do}`;
		return { status: 'unknown', explanation: { ...explanation, what_to_do }, logId, open: true };
	}
	const isMissing = answer.code === endpoint.missingCode;
	return {
		status: 'refused',
		explanation,
		logId,
		open: concerns === 'rate' || concerns === 'token' || concerns === 'run',
		...(isMissing && { isMissing }),
	};
}

/** The outcome of a record that was refused with its call, and was not tried alone. */
export function untriedOutcome({ mayBeDone }: Entry, explanation: Explanation, because: string): Outcome {
	const untried = `This record was not tried alone: ${because} Once that is settled, run the workflow again.`;
	return {
		status: mayBeDone ? 'unknown' : 'refused',
		explanation: { ...explanation, what_to_do: mayBeDone ? STAYED_UNKNOWN : `${explanation.what_to_do} ${untried}` },
		logId: explanation.log_id,
		open: true,
	};
}

/** The outcome of a record whose answer is lost for good. */
export function lostOutcome(reason: string): Outcome {
	return {
		status: 'unknown',
		explanation: { code: null, reason, what_to_do: STAYED_UNKNOWN, log_id: null, failure: { cause: 'temporarily-unavailable' } },
		logId: null,
		open: true,
	};
}

/** The outcome of a record that is not sent, or not once more. */
export function leftOutcome({ mayBeDone }: Entry, why: Ending): Outcome {
	const reason = mayBeDone && why === CANCELLED ? CANCELLED_MIDWAY : why.reason;
	const explanation = { ...why, reason, log_id: null, ...(mayBeDone && { what_to_do: STAYED_UNKNOWN }) };
	return { status: mayBeDone ? 'unknown' : 'not_sent', explanation, logId: null, open: true };
}
