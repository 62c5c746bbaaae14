import { chunk } from '../chunk';
import type { Endpoint, Sight } from '../../endpoint';
import { leftOutcome, seenOutcome, uncopiedOutcome } from '../outcome';
import { UnreadCall, type CallReader } from '../reader';
import type { Claim, Entry, Refused, Target } from '../record';
import { Unread } from '../../unread';
import { cleaned, unreadBy } from './failedCall';
import { inPool } from './pool';
import { commonOf, readerOf, type Session } from './session';

/** Records looked at in one go, at most. */
const MAX_LOOKED_AT = 100;

/** Of a record that a look has left out. */
const NOT_SEEN = new Unread(null, 'The look at Feishu says nothing of it', 'Look it up in Feishu.');

/** The looks of one run at its records: before they are deleted, after a refusal, and where no answer tells. */
export class Looks {
	/** Why no record can be looked at. */
	private blind: Unread | undefined;
	/** Readers of copies: a list that holds many records is read once. */
	private readonly copying = new Map<Target, CallReader>();

	/** Reads a copy of each record. @returns those that have one: the others are not deleted */
	async copied(session: Session<Endpoint>, target: Target, entries: readonly Entry[]): Promise<readonly Entry[]> {
		const { operation: endpoint, breaker } = session;
		const uncopied = entries.filter(({ copy }) => copy === undefined);
		const isEnding = () => breaker.endingOf(target) !== undefined;
		const reader = this.copying.get(target) ?? readerOf(session, target, { remembers: true, stopped: isEnding });
		this.copying.set(target, reader);
		const sights = isEnding() ? [] : await this.look(session, target, uncopied, reader);
		const ending = breaker.endingOf(target);
		uncopied.forEach((entry, index) => {
			const seen = sights[index] ?? { is: 'unseen', why: NOT_SEEN };
			const sight: Sight = seen.is === 'there' && seen.noCopy !== undefined ? { is: 'unseen', why: seen.noCopy } : seen;
			if (sight.is === 'there') entry.copy = sight.copy;
			else entry.outcome = sight.is === 'unseen' && ending !== undefined ? leftOutcome(entry, ending, endpoint) : uncopiedOutcome(sight);
		});
		return entries.filter(({ copy }) => copy !== undefined);
	}

	/** What was read of a target is not needed any more, and thousands of lists would not fit into memory. */
	forget(target: Target): void {
		this.copying.delete(target);
	}

	/**
	 * Where a call is refused since a record of it is not there, and that is well: one look at Feishu tells
	 * which ones are not, and saves a call for each.
	 * @returns whether there were some
	 */
	async setMissingAside(session: Session, target: Target, entries: readonly Entry[], { code, explanation }: Refused): Promise<boolean> {
		const { operation, wishes, breaker } = session;
		if (!canLook(session)) return false;
		if (!wishes.missingIsWell || code !== operation.missingCode || breaker.endingOf(target) !== undefined) return false;
		const open = entries.filter(({ outcome }) => outcome === undefined);
		const sights = await this.look(session, target, open, readerOf(session, target));
		const gone = open.filter((_entry, index) => sights[index]?.is === 'gone');
		for (const entry of gone) {
			entry.outcome = entry.mayBeDone
				? { status: 'deleted', logId: explanation.log_id, open: false, confirmedBy: 'read' }
				: { status: 'refused', explanation, logId: explanation.log_id, open: false, isMissing: true, confirmedBy: 'read' };
		}
		return gone.length > 0;
	}

	/** Looks at the records of which no answer says what became of them. */
	async atUnclear(session: Session, claims: readonly Claim[]): Promise<void> {
		if (!canLook(session)) return;
		const unclear = new Map<Target, Set<Entry>>();
		for (const { target, entry } of claims) {
			const { status, mayBeMissing } = entry.outcome ?? {};
			if (status !== 'unknown' && !(mayBeMissing === true && session.wishes.missingIsWell)) continue;
			unclear.set(target, (unclear.get(target) ?? new Set()).add(entry));
		}
		const looks = [...unclear].flatMap(([target, entries]) => {
			const reader = readerOf(session, target, { remembers: true });
			return chunk([...entries], MAX_LOOKED_AT).map((part) => ({ target, part, reader }));
		});
		const look = async ({ target, part, reader }: (typeof looks)[number]) => {
			const sights = await this.look(session, target, part, reader);
			part.forEach((entry, index) => {
				const outcome = seenOutcome(session.operation, entry, sights[index] ?? { is: 'unseen', why: NOT_SEEN });
				if (outcome === undefined) return;
				entry.outcome = outcome;
				// The lost request may still be on its way to its work, and another try of the node would find it done.
				entry.mayBeDone = outcome.open;
			});
		};
		const [first, ...others] = looks;
		if (first !== undefined) await look(first);
		await inPool(others, look);
	}

	private async look(session: Session<Endpoint>, target: Target, entries: readonly Entry[], reader: CallReader): Promise<Sight[]> {
		const { lookUp } = session.operation;
		const unseen = (why: Unread) => entries.map((): Sight => ({ is: 'unseen', why }));
		if (entries.length === 0 || lookUp === undefined) return [];
		if (this.blind !== undefined) return unseen(this.blind);
		try {
			const sights = await lookUp(
				entries.map((entry) => entry.record),
				commonOf(target),
				reader,
			);
			return sights.map((sight) => {
				if (sight.is === 'unseen') return { ...sight, why: cleaned(session, sight.why) };
				return sight.is === 'there' && sight.noCopy !== undefined ? { ...sight, noCopy: cleaned(session, sight.noCopy) } : sight;
			});
		} catch (error) {
			const why = unreadBy(session, error);
			// A look that was broken off since the run has ended says nothing of others.
			const isBrokenOff = why instanceof UnreadCall && why.sent.kind === 'stopped';
			if (why.isFinal && !isBrokenOff) this.blind = why;
			return unseen(why);
		}
	}
}

function canLook(session: Session): session is Session<Endpoint> {
	return !('find' in session.operation) && session.operation.lookUp !== undefined;
}
