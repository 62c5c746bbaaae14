import type { Answer, Operation, Verdict } from '../../endpoint';
import { Unread } from '../../unread';
import { saysMissing } from './feishuError';
import type { Entry, Explanation, Line, Outcome, Status } from '../record';
import { mayBeSentAgain, stayedUnknown, type Repeatable } from './repeatable';
import { NOT_PUT_BACK, PROTECTED } from './unsent';

const DONE: readonly Status[] = ['deleted', 'created', 'found', 'already_gone', 'recall_requested', 'recalled', 'dry_run'];

/** Whether a record became what its builder wants. */
export function isDone({ outcome }: Pick<Line, 'outcome'>): boolean {
	return DONE.includes(outcome.status) || outcome === PROTECTED || outcome === NOT_PUT_BACK.there;
}

/** The outcome of a record that the answer to an accepted call names. */
export function judgedOutcome(verdict: Verdict, answer: Answer, clean: (words: string) => string, api: Repeatable = {}): Outcome {
	const { status, yields, reason, todo, what } = verdict;
	const logId = answer.logId === null ? null : clean(answer.logId);
	if (status !== 'refused' && status !== 'unknown' && status !== 'again') {
		// There may be something to say even of what is done.
		const explanation = reason !== undefined &&
			todo !== undefined && { code: null, reason: clean(reason), what_to_do: todo, log_id: logId };
		return {
			status,
			logId,
			retryable: false,
			...(verdict.confirmedByRepeat === true && { confirmedBy: 'repeat' }),
			...(yields !== undefined && { yields }),
			...(explanation !== false && { explanation }),
		};
	}
	return {
		status: status === 'again' ? 'refused' : status,
		logId,
		retryable: status === 'again' || (status === 'unknown' && mayBeSentAgain(true, api)),
		...(verdict.isMissing === true && { isMissing: true }),
		...(verdict.mayBeMissing === true && { mayBeMissing: true }),
		...(yields !== undefined && { yields }),
		explanation: {
			code: verdict.code ?? (answer.code === 0 ? null : answer.code),
			reason: clean(reason ?? (answer.msg || 'Feishu does not say')),
			what_to_do: todo ?? stayedUnknown(api),
			...(what !== undefined && { what }),
			log_id: logId,
			...(status === 'again' && { failure: { cause: 'rate-limited' } }),
		},
	};
}

/**
 * The outcome of a record whose whole call was refused. If an earlier attempt may have deleted
 * it, a refusal says nothing of that, whatever it says: only a record reported as missing by itself
 * counts as deleted.
 */
export function refusedOutcome(endpoint: Operation, entry: Entry, answer: Answer, explanation: Explanation): Outcome {
	const logId = explanation.log_id;
	const { reach } = answer;
	const isMissing = saysMissing(endpoint, answer.code);
	if (entry.possiblyApplied && isMissing) return { status: 'deleted', logId, confirmedBy: 'repeat', retryable: false };
	const retryable = mayBeSentAgain(true, endpoint);
	if (reach === 'transient' && endpoint.kind !== 'find') {
		const isSafe = retryable && endpoint.whenUnknown === undefined;
		const what_to_do = isSafe ? explanation.what_to_do : `${stayedUnknown(endpoint)} ${explanation.what_to_do}`;
		return { status: 'unknown', explanation: { ...explanation, what_to_do }, logId, retryable };
	}
	if (entry.possiblyApplied) {
		const what_to_do = `${stayedUnknown(endpoint)} ${explanation.what_to_do}`;
		return { status: 'unknown', explanation: { ...explanation, what_to_do }, logId, retryable };
	}
	return {
		status: 'refused',
		explanation,
		logId,
		retryable: reach === 'rate' || reach === 'token' || reach === 'run' || reach === 'transient',
		...(isMissing && { isMissing }),
	};
}

/** The outcome of a record that was refused with its call, and was not tried by itself. */
export function untriedOutcome({ possiblyApplied }: Entry, explanation: Explanation, because: string, api: Repeatable = {}): Outcome {
	const untried = `This record was not tried alone: ${because} Once this is fixed, run the workflow again.`;
	return {
		status: possiblyApplied ? 'unknown' : 'refused',
		explanation: { ...explanation, what_to_do: possiblyApplied ? stayedUnknown(api) : `${explanation.what_to_do} ${untried}` },
		logId: explanation.log_id,
		retryable: mayBeSentAgain(possiblyApplied, api),
	};
}

/** The outcome of a record whose answer was lost and will not come. */
export function lostOutcome(reason: string, api: Repeatable = {}): Outcome {
	return {
		status: 'unknown',
		explanation: { code: null, reason, what_to_do: stayedUnknown(api), log_id: null, failure: { cause: 'temporarily-unavailable' } },
		logId: null,
		retryable: mayBeSentAgain(true, api),
	};
}

/** The outcome of what could not be read. */
export function unreadOutcome({ code, reason, todo, logId }: Unread): Outcome {
	return { status: 'refused', explanation: { code, reason, what_to_do: todo, log_id: logId }, logId, retryable: true };
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
			explanation: { code, reason: `The progress could not be looked up: ${reason}`, what_to_do: todo, log_id: logId },
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
