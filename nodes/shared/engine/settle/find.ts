import type { FindOperation, Found } from '../../endpoint';
import { unreadOutcome } from '../judge/outcome';
import { planOf } from '../report/plan';
import { UnreadCall } from '../send/reader';
import type { Entry, CallRefusal, Target } from '../record';
import { Unread } from '../../unread';
import { cleaned, giveUp, leave, refuse, unreadBy } from './failedCall';
import { commonOf, readerOf, type Session } from './session';

/**
 * Things found for one item, at most. n8n spreads the output of an item into one function call, and
 * overflows its stack near 125,000 of them.
 */
export const MAX_FOUND = 100_000;

/** Reads what a search yields for its records. */
export async function find(session: Session<FindOperation>, target: Target, entries: readonly Entry[]): Promise<CallRefusal | undefined> {
	const { operation, access, breaker } = session;
	const ending = breaker.endingOf(target);
	if (ending !== undefined) {
		leave(session, entries, ending);
		return undefined;
	}
	const found = entries.map((): Found[] => []);
	const leftOut: Record<string, number> = {};
	// One more than n8n takes tells that there are too many.
	const most = Math.min(target.limit ?? Number.POSITIVE_INFINITY, MAX_FOUND + 1);
	let isEnough = false;
	let wouldRead = 0;
	const reader = readerOf(session, target, { stopped: () => isEnough || breaker.endingOf(target) !== undefined });
	const records = entries.map((entry) => entry.record);
	const { plans } = target;
	const item = { timezone: target.context.getTimezone(), account: access.account, plans };
	try {
		for await (const finding of operation.find(records, commonOf(target), reader, item)) {
			if ('leftOutBy' in finding) {
				leftOut[finding.leftOutBy] = (leftOut[finding.leftOutBy] ?? 0) + 1;
				continue;
			}
			if ('wouldRead' in finding) {
				wouldRead += 1;
				continue;
			}
			const own = found[finding.of];
			if (own !== undefined && own.length < most)
				own.push('why' in finding ? { ...finding, why: whyOf(session, target, finding.why) } : finding);
			// What is asked ahead of its turn, and has not left yet, need not leave.
			isEnough = found.every(({ length }) => length >= most);
			if (isEnough) break;
		}
	} catch (error) {
		return takeAsUnread(session, target, entries, error);
	}
	breaker.found();
	if (plans) found[0]?.push({ of: 0, item: planOf(operation, commonOf(target), wouldRead, reader.asked) });
	entries.forEach((entry, index) => {
		const findings = found[index] ?? [];
		entry.outcome = {
			status: 'found',
			logId: null,
			retryable: findings.some((finding) => 'why' in finding),
			findings,
			...(index === 0 && { leftOut }),
		};
	});
	return undefined;
}

/** Why something could not be read. If it was not asked since the run has ended, the reason is why the run has. */
function whyOf(session: Session, target: Target, why: Unread): Unread {
	const ending = session.breaker.endingOf(target);
	if (ending === undefined || !(why instanceof UnreadCall) || why.sent.kind !== 'stopped') return cleaned(session, why);
	return new Unread(ending.code, ending.reason, ending.what_to_do, null, true);
}

/** A search that failed: by a refusal of one of its calls, for want of an answer, or by what it says itself. */
function takeAsUnread(session: Session, target: Target, entries: readonly Entry[], error: unknown): CallRefusal | undefined {
	const why = unreadBy(session, error);
	if (!(why instanceof UnreadCall)) {
		for (const entry of entries) entry.outcome = unreadOutcome(why);
		return undefined;
	}
	const { sent, api } = why;
	if (sent.kind === 'answered') {
		session.breaker.answered(sent.answer);
		return refuse(session, target, entries, sent.answer, api);
	}
	giveUp(session, target, entries, sent, api);
	// A search has changed nothing.
	if (sent.kind === 'lost') for (const entry of entries) entry.outcome = unreadOutcome(why);
	return undefined;
}
