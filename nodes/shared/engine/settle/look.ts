import { chunk } from './chunk';
import { clock } from '../time/clock';
import type { Endpoint, Sight } from '../../endpoint';
import { KIND_NAMES, type IdKind } from '../../idKinds';
import { DONE_SIGHT, SUCCESS } from '../kind';
import { sureFrom } from './lag';
import { seenOutcome, sentBeforeOutcome, uncopiedOutcome, unclearOutcome } from '../judge/seen';
import { leftOutcome, PROTECTED } from '../judge/unsent';
import { showsKind, unseenKinds } from '../run/protection';
import type { CallReader } from '../send/reader';
import type { Claim, Entry, Refused, Target } from '../record';
import { USER_ID_PERMISSION } from '../../refusal';
import { Unread } from '../../unread';
import { Eyes } from './eyes';
import { cleaned, unreadBy } from './failedCall';
import { inPool } from './pool';
import { commonOf, isDoneAlready, readerOf, thingOf, type Session } from './session';

/** Records looked at in one go, at most. */
const MAX_LOOKED_AT = 100;

/** Of a record that a look has left out. */
const NOT_SEEN: Sight = { is: 'unseen', why: new Unread(null, 'The look at Feishu says nothing about it', 'Look it up in Feishu.') };

/** Records of which no answer says what became of them. */
type Unclear = Map<Target, Entry[]>;

function addTo(unclear: Unclear, target: Target, entry: Entry): void {
	const entries = unclear.get(target);
	if (entries === undefined) unclear.set(target, [entry]);
	else entries.push(entry);
}

const NOT_LISTED = new Unread(null, 'Feishu does not list this record', 'Check the ID, and whether the record is already deleted.');

/** Of a record whose ID of a kind Feishu does not show. */
function leftOut(kind: IdKind): Unread {
	const name = kind === 'other' ? 'a User ID' : KIND_NAMES[kind];
	return new Unread(null, `Feishu does not show ${name} for this record`, USER_ID_PERMISSION);
}

/** The looks of one run at its records: before they are deleted, after a refusal, and where no answer tells. */
export class Looks {
	private readonly eyes = new Eyes();
	/** Readers of what is looked at before it is sent: a list that holds many records is read once. */
	private readonly copying = new Map<Target, CallReader>();

	/** Reads a copy of each record. @returns those that have one: the others are not deleted */
	async copied(session: Session<Endpoint>, target: Target, entries: readonly Entry[]): Promise<readonly Entry[]> {
		const uncopied = entries.filter(({ copy }) => copy === undefined);
		await this.before(session, target, uncopied, (entry, seen) => {
			if (seen.is !== 'there') entry.outcome = uncopiedOutcome(seen);
			else if (seen.noCopy !== undefined) entry.outcome = uncopiedOutcome({ is: 'noCopy', why: seen.noCopy });
			else entry.copy = seen.copy;
		});
		return entries.filter(({ copy }) => copy !== undefined);
	}

	/**
	 * Keeps whom Never Delete names by another kind of ID than the record does: by the copy of the record,
	 * or by a look at it. @returns those that it does not name
	 */
	async unprotected(session: Session<Endpoint>, target: Target, entries: readonly Entry[]): Promise<readonly Entry[]> {
		const { namesIn } = session.operation;
		const { protection } = session.wishes;
		if (namesIn === undefined || protection === undefined || protection.isEmpty) return entries;
		const kindsOf = ({ record }: Entry) => unseenKinds(session.operation, protection, target, record);
		const judge = (entry: Entry, names: readonly string[]) => {
			const unseen = kindsOf(entry).find((kind) => !showsKind(kind, names, entry.record));
			if (protection.names(names)) entry.outcome = PROTECTED;
			else if (unseen !== undefined) entry.outcome = unclearOutcome(leftOut(unseen));
		};
		for (const entry of entries) if (entry.copy !== undefined) judge(entry, namesIn(entry.copy));
		const unseen = entries.filter((entry) => entry.copy === undefined && kindsOf(entry).length > 0);
		await this.before(session, target, unseen, (entry, sight) => {
			if (sight.is === 'there') judge(entry, namesIn(sight.copy));
			else
				entry.outcome =
					sight.is === 'gone' ? { ...unclearOutcome(NOT_LISTED), isMissing: true, confirmedBy: 'read' } : unclearOutcome(sight.why);
		});
		return entries.filter(({ outcome }) => outcome === undefined);
	}

	/** Looks at records before they are sent, at a list that holds several of them once. */
	private async before(
		session: Session<Endpoint>,
		target: Target,
		entries: readonly Entry[],
		take: (entry: Entry, sight: Sight) => void,
	): Promise<void> {
		if (entries.length === 0) return;
		const { operation: endpoint, breaker } = session;
		const isEnding = () => breaker.endingOf(target) !== undefined;
		const newReader = () => {
			const reader = readerOf(session, target, { remembers: true, stopped: isEnding });
			this.copying.set(target, reader);
			return reader;
		};
		const sights = isEnding() ? [] : await this.lookUntilSure(session, target, entries, newReader, this.copying.get(target));
		const ending = breaker.endingOf(target);
		entries.forEach((entry, index) => {
			const sight = sights[index] ?? NOT_SEEN;
			if (sight.is === 'unseen' && ending !== undefined) entry.outcome = leftOutcome(entry, ending, endpoint);
			else take(entry, sight);
			const { mayBeDone, outcome } = entry;
			if (mayBeDone && outcome?.status === 'not_sent' && outcome !== PROTECTED) {
				entry.outcome = sentBeforeOutcome(endpoint, outcome, sight);
			}
		});
	}

	/** What was read of a target is not needed any more, and thousands of lists would not fit into memory. */
	forget(target: Target): void {
		this.copying.delete(target);
	}

	/**
	 * Where a call is refused since a record of it is as asked already (not there, where that is well; there,
	 * where it is to be created): one look at Feishu tells which ones are, and saves a call for each.
	 * @returns whether there were some
	 */
	async setDoneAside(session: Session, target: Target, entries: readonly Entry[], { code, explanation }: Refused): Promise<boolean> {
		if (!canLook(session) || !isDoneAlready(session, code) || session.breaker.endingOf(target) !== undefined) return false;
		const { kind } = session.operation;
		const open = entries.filter(({ outcome }) => outcome === undefined);
		const sights = await this.lookUntilSure(session, target, open, () => readerOf(session, target));
		const done = open.filter((_entry, index) => sights[index]?.is === DONE_SIGHT[kind]);
		const { log_id: logId } = explanation;
		for (const entry of done) {
			entry.outcome = entry.mayBeDone
				? { status: SUCCESS[kind], logId, open: false, confirmedBy: 'read' }
				: { status: 'refused', explanation, logId, open: false, ...(kind === 'delete' && { isMissing: true }), confirmedBy: 'read' };
		}
		return done.length > 0;
	}

	/** Looks at the records of which no answer says what became of them. */
	async atUnclear(session: Session, claims: readonly Claim[]): Promise<void> {
		if (!canLook(session)) return;
		const unclear: Unclear = new Map();
		for (const { target, entry } of new Map(claims.map((claim) => [claim.entry, claim])).values()) {
			const { status, mayBeMissing } = entry.outcome ?? {};
			if (status === 'unknown' || (mayBeMissing === true && session.wishes.missingIsWell)) addTo(unclear, target, entry);
		}
		const { early, until } = await this.settleUnclear(session, unclear);
		if (early.size === 0) return;
		// A list may not show yet what the lost call did. One pause is enough for all of them.
		await clock.sleep(until - clock.now(), session.signal);
		await this.settleUnclear(session, early, true);
	}

	/**
	 * Gives records the outcome that a look shows.
	 * @returns those for which it was too early, and from when it is not
	 */
	private async settleUnclear(session: Session<Endpoint>, unclear: Unclear, isLast = false): Promise<{ early: Unclear; until: number }> {
		const { operation: endpoint } = session;
		const readers = new Map<Target, CallReader>();
		const early: Unclear = new Map();
		let until = 0;
		const look = async ({ target, part }: { target: Target; part: Entry[] }) => {
			const reader = readers.get(target) ?? readerOf(session, target, { remembers: true });
			readers.set(target, reader);
			const thing = thingOf(session, target);
			const sights = await this.look(session, target, part, reader);
			part.forEach((entry, index) => {
				const sight = sights[index] ?? NOT_SEEN;
				const sure = sureFrom(endpoint, thing, sight, entry.outcome?.status === 'unknown');
				if (!isLast && sure > reader.startedAt) {
					addTo(early, target, entry);
					until = Math.max(until, sure);
					return;
				}
				const outcome = seenOutcome(endpoint, entry, sight);
				if (outcome === undefined) return;
				entry.outcome = outcome;
				// The lost request may still be on its way to its work, and another try of the node would find it done.
				entry.mayBeDone = outcome.open;
			});
		};
		const parts = [...unclear].flatMap(([target, entries]) => chunk(entries, MAX_LOOKED_AT).map((part) => ({ target, part })));
		// One after another until Feishu answers: an outage is to cost few looks.
		for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
			await look(part);
			if (!this.eyes.areDoubtful) break;
		}
		await inPool(parts, look);
		return { early, until };
	}

	/** Looks at records, and once more, after a pause, at those that a list may show as they were before a call of another operation. */
	private async lookUntilSure(
		session: Session<Endpoint>,
		target: Target,
		entries: readonly Entry[],
		newReader: () => CallReader,
		reader = newReader(),
	): Promise<Sight[]> {
		const sights = await this.look(session, target, entries, reader);
		const sure = sights.map((sight) => sureFrom(session.operation, thingOf(session, target), sight, false));
		const early = entries.filter((_entry, index) => (sure[index] ?? 0) > reader.startedAt);
		if (early.length === 0) return sights;
		await clock.sleep(Math.max(...sure) - clock.now(), session.signal);
		const later = await this.look(session, target, early, newReader());
		const seen = new Map(early.map((entry, index) => [entry, later[index]]));
		return entries.map((entry, index) => seen.get(entry) ?? sights[index] ?? NOT_SEEN);
	}

	private async look(session: Session<Endpoint>, target: Target, entries: readonly Entry[], reader: CallReader): Promise<Sight[]> {
		const { lookUp } = session.operation;
		const unseen = (why: Unread) => entries.map((): Sight => ({ is: 'unseen', why }));
		if (entries.length === 0 || lookUp === undefined) return [];
		if (this.eyes.blind !== undefined) return unseen(this.eyes.blind);
		try {
			const sights = await lookUp(
				entries.map((entry) => entry.record),
				commonOf(target),
				reader,
				entries.map(({ isMinted = false }) => isMinted),
			);
			this.eyes.answered();
			return sights.map((sight) => {
				if (sight.is === 'unseen') return { ...sight, why: cleaned(session, sight.why) };
				return sight.is === 'there' && sight.noCopy !== undefined ? { ...sight, noCopy: cleaned(session, sight.noCopy) } : sight;
			});
		} catch (error) {
			const why = unreadBy(session, error);
			this.eyes.failed(session, why);
			return unseen(why);
		}
	}
}

function canLook(session: Session): session is Session<Endpoint> {
	return session.operation.kind !== 'find' && session.operation.lookUp !== undefined;
}
