import type { Answer, Api } from '../../endpoint';
import { explain } from '../judge/feishuError';
import { lostOutcome, refusedOutcome, untriedOutcome } from '../judge/outcome';
import { leftOutcome, CANCELLED } from '../judge/unsent';
import { UnreadCall } from '../send/reader';
import type { Ending, Entry, CallRefusal, Target } from '../record';
import type { Sent } from '../send/send';
import { Unread } from '../../unread';
import type { Session } from './session';

/** Records that are not sent, since their target or the run has ended. */
export function leave({ operation }: Session, entries: readonly Entry[], ending: Ending): void {
	for (const entry of entries) entry.outcome = leftOutcome(entry, ending, operation);
}

/** Records whose call Feishu did not answer. */
export function giveUp(
	{ breaker }: Session,
	target: Target,
	entries: readonly Entry[],
	sent: Exclude<Sent, { kind: 'answered' }>,
	api: Api,
): void {
	if (sent.kind === 'lost') {
		for (const entry of entries) entry.outcome = lostOutcome(sent.reason, api);
		breaker.lost(sent.reason);
		return;
	}
	if (sent.kind === 'blocked') breaker.blocked(api, sent);
	for (const entry of entries) entry.outcome = leftOutcome(entry, breaker.endingOf(target) ?? CANCELLED, api);
}

/** How many records of each target were refused by themselves, over all tries of the node. */
const refusedAlone = new WeakMap<Target, number>();

export function refusedAloneOf(target: Target): number {
	return refusedAlone.get(target) ?? 0;
}

/**
 * Records of a call that Feishu refused as a whole.
 * @returns the refusal, if it may concern a single one of several records: none has its outcome yet
 */
export function refuse(
	{ operation, access, breaker }: Session,
	target: Target,
	entries: readonly Entry[],
	answer: Answer,
	api: Api,
): CallRefusal | undefined {
	const explanation = explain(api, answer, (words) => access.redact(words), access.credential);
	// Other records of a search may be found elsewhere.
	const reach = answer.reach === 'target' && operation.kind === 'find' ? 'record' : answer.reach;
	if (reach === 'record' && entries.length > 1) {
		// An accepted call may have told them to wait.
		for (const entry of entries) delete entry.outcome;
		return { code: answer.code, explanation };
	}
	for (const entry of entries) entry.outcome = refusedOutcome(operation, entry, answer, explanation);
	if (reach === 'record') refusedAlone.set(target, refusedAloneOf(target) + 1);
	breaker.refused(reach, target, explanation);
	return undefined;
}

/**
 * A record that was to be looked at before it is deleted, if Feishu refused the look: the deletion would be refused, too.
 * @returns whether that is so
 */
export function refusedBy(session: Session, target: Target, entry: Entry, why: Unread): boolean {
	if (!(why instanceof UnreadCall) || why.sent.kind !== 'answered' || why.sent.answer.reach === 'transient') return false;
	refuse(session, target, [entry], why.sent.answer, why.api);
	return true;
}

/** Records that were refused with their call, and are not tried by themselves. */
export function takeAsRefused({ operation }: Session, entries: readonly Entry[], { explanation }: CallRefusal, because: string): void {
	for (const entry of entries) entry.outcome ??= untriedOutcome(entry, explanation, because, operation);
}

/** What could not be read, in words without secrets. */
export function cleaned({ access }: Pick<Session, 'access'>, { code, reason, todo, logId, isFinal }: Unread): Unread {
	return new Unread(code, access.redact(reason), access.redact(todo), logId === null ? null : access.redact(logId), isFinal);
}

/** Why something could not be read, whatever was thrown. */
export function unreadBy(session: Pick<Session, 'access' | 'breaker'>, error: unknown): Unread {
	if (error instanceof UnreadCall) return error;
	if (error instanceof Unread) return cleaned(session, error);
	return new Unread(null, session.breaker.defect(error), 'Report this to the authors of the node.', null, true);
}

/** Whether what could not be read says the same of all that is read: a lost answer, or trouble that passes, says nothing of the next call. */
export function keepsAll(why: Unread): boolean {
	if (!(why instanceof UnreadCall)) return why.isFinal;
	const { sent } = why;
	if (sent.kind === 'answered') return why.isFinal && sent.answer.reach !== 'transient';
	return sent.kind === 'blocked';
}
