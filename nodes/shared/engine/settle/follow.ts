import { Deadline } from '../send/deadline';
import { CallFollower } from './follower';
import { followedOutcome } from '../judge/outcome';
import type { Claim, Entry, Target } from '../record';
import type { Unread } from '../../unread';
import { keepsAll, unreadBy } from './failedCall';
import { commonOf, type Session } from './session';

/** What following needs of a session. */
type Ongoing = Omit<Session, 'options'>;

/** The waits of one run until Feishu has carried out what it accepted. */
export class Following {
	/** What is followed, or was: another item may name it, in another batch. */
	private readonly followed = new Map<Entry, Promise<void>>();

	/** Follows what was accepted of some records, all of them side by side. Never rejects. */
	async follow(session: Ongoing, claims: readonly Claim[], seconds: number): Promise<void> {
		const { operation: endpoint, access, signal, cost } = session;
		if (endpoint.kind === 'find' || endpoint.follow === undefined) return;
		const { accepted, follow } = endpoint;
		const deadline = new Deadline(seconds * 1_000, signal);
		let lookUpFailure: Unread | undefined;
		const stopped = () => lookUpFailure !== undefined;

		const followOne = async (entry: Entry, outcome: NonNullable<Entry['outcome']>, target: Target) => {
			const { context, options } = target;
			const follower = new CallFollower({ access, context, options, signal, cost, stopped }, deadline);
			try {
				const told = await follow(entry.record, commonOf(target), follower, seconds);
				const { reason } = told;
				entry.outcome = followedOutcome(outcome, { ...told, ...(reason !== undefined && { reason: access.redact(reason) }) });
			} catch (error) {
				const why = unreadBy(session, error);
				if (keepsAll(why)) lookUpFailure ??= why;
				entry.outcome = followedOutcome(outcome, lookUpFailure ?? why);
			}
		};
		await Promise.all(
			claims.map(async ({ entry, target }) => {
				const { outcome } = entry;
				if (outcome !== undefined && outcome.status === accepted && !this.followed.has(entry)) {
					this.followed.set(entry, followOne(entry, outcome, target));
				}
				await this.followed.get(entry);
			}),
		);
		deadline.close();
	}
}
