import { followedOutcome } from '../outcome';
import type { Claim } from '../record';
import type { Unread } from '../../unread';
import { unreadBy } from './failedCall';
import { commonOf, readerOf, type Session } from './session';

/** Waits until Feishu has carried out what it accepted. */
export async function followAccepted(session: Session, claims: readonly Claim[]): Promise<void> {
	const { operation: endpoint, access, wishes } = session;
	const { followSeconds } = wishes;
	if ('find' in endpoint || endpoint.follow === undefined || followSeconds === undefined) return;
	const { follow } = endpoint;
	const accepted = new Map(claims.map(({ target, entry }) => [entry, target]));
	let lost: Unread | undefined;
	const stopped = () => lost !== undefined;
	await Promise.all(
		[...accepted].map(async ([entry, target]) => {
			if (entry.outcome === undefined || entry.outcome.status !== endpoint.accepted) return;
			try {
				const told = await follow(entry.record, commonOf(target), readerOf(session, target, { stopped }), followSeconds);
				const { reason } = told;
				entry.outcome = followedOutcome(entry.outcome, { ...told, ...(reason !== undefined && { reason: access.redact(reason) }) });
			} catch (error) {
				const why = unreadBy(session, error);
				// What keeps one from being followed keeps all.
				if (why.isFinal) lost ??= why;
				entry.outcome = followedOutcome(entry.outcome, lost ?? why);
			}
		}),
	);
}
