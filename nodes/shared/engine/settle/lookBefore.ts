import type { IDataObject } from 'n8n-workflow';
import type { Endpoint, Observation } from '../../endpoint';
import { KIND_NAMES, type IdKind } from '../../idKinds';
import { USER_ID_PERMISSION } from '../../refusal';
import { Unread } from '../../unread';
import { checkedOutcome, sentBeforeOutcome, uncheckedOutcome, uncopiedOutcome, unclearOutcome } from '../judge/seen';
import { leftOutcome, PROTECTED } from '../judge/unsent';
import type { Entry, Target } from '../record';
import { showsKind, unseenKinds } from '../run/protection';
import { UnreadCall, type CallReader } from '../send/reader';
import { NOT_SEEN, type Look } from './look';
import { giveUp, refusedBy, unreadBy } from './failedCall';
import { commonOf, readerOf, type Session } from './session';

const NOT_LISTED = new Unread(null, 'Feishu does not list this record', 'Check the ID, and whether the record is already deleted.');

/** Of a record whose ID of a kind Feishu does not show. */
function leftOut(kind: IdKind): Unread {
	const name = kind === 'other' ? 'a User ID' : KIND_NAMES[kind];
	return new Unread(null, `Feishu does not show ${name} for this record`, USER_ID_PERMISSION);
}

/** The looks of one run at its records before they are deleted: for a copy, and for Never Delete. */
export class LookBefore {
	/** A list that holds many records is read once. */
	private readonly readers = new Map<Target, CallReader>();
	/** What is barred, once it has been asked for. */
	private barred: Promise<ReadonlySet<string> | Unread> | undefined;

	constructor(private readonly look: Look) {}

	/** Refuses the records of what is barred, which one question tells for all targets. @returns those that may be sent */
	async admitted(session: Session<Endpoint>, target: Target, entries: readonly Entry[]): Promise<readonly Entry[]> {
		const { barred } = session.operation;
		if (barred === undefined || session.breaker.endingOf(target) !== undefined) return entries;
		this.barred ??= barred.ask(readerOf(session, target)).catch((error: unknown) => unreadBy(session, error));
		const known = await this.barred;
		if (known instanceof Unread) {
			// The calls would not leave either.
			if (known instanceof UnreadCall && known.sent.kind === 'blocked') giveUp(session, target, entries, known.sent, known.api);
		} else if (known.has(target.keys[barred.key] ?? '')) {
			for (const entry of entries) if (!entry.possiblyApplied) entry.outcome = checkedOutcome(barred.why);
		}
		return entries.filter(({ outcome }) => outcome === undefined);
	}

	/** Reads a copy of each record. @returns those that have one: the others are not deleted */
	async copied(session: Session<Endpoint>, target: Target, entries: readonly Entry[]): Promise<readonly Entry[]> {
		const uncopied = entries.filter(({ copy }) => copy === undefined);
		await this.before(
			session,
			target,
			uncopied,
			(entry, seen) => {
				if (seen.is !== 'there') entry.outcome = uncopiedOutcome(seen);
				else if (seen.noCopy !== undefined) entry.outcome = uncopiedOutcome({ is: 'noCopy', why: seen.noCopy });
				else entry.copy = seen.copy;
			},
			true,
		);
		return entries.filter(({ copy }) => copy !== undefined);
	}

	/** Looks at records whose deletion depends on what they are. @returns those that may be deleted */
	async checked(session: Session<Endpoint>, target: Target, entries: readonly Entry[]): Promise<readonly Entry[]> {
		const { check } = session.operation;
		if (check === undefined) return entries;
		const judge = (entry: Entry, seen: IDataObject) => {
			// A record that items name with different options is deleted only if all of them let it be.
			const [why] = [target, ...(entry.others ?? [])].flatMap((asked) => check.refusal(seen, commonOf(asked)) ?? []);
			const remark = check.remark?.(seen, commonOf(target));
			if (why !== undefined) entry.outcome = checkedOutcome(why);
			else if (remark !== undefined) entry.remark = remark;
		};
		const needed = entries.filter(({ record }) => check.isNeeded(record));
		for (const entry of needed) if (entry.copy !== undefined) judge(entry, entry.copy);
		const unseen = needed.filter(({ copy }) => copy === undefined);
		await this.before(session, target, unseen, (entry, sight) => {
			if (sight.is === 'there') judge(entry, sight.copy);
			else if (sight.is === 'unseen' && sight.allows !== undefined) entry.remark = sight.allows;
			else if (sight.is === 'gone' || !refusedBy(session, target, entry, sight.why)) entry.outcome = uncheckedOutcome(entry, sight);
		});
		return entries.filter(({ outcome }) => outcome === undefined);
	}

	/**
	 * Sets records aside that are not there, if that counts as done, and Feishu would accept them all the same.
	 * @returns the others: those that cannot be seen among them, as they may be there
	 */
	async present(session: Session<Endpoint>, target: Target, entries: readonly Entry[]): Promise<readonly Entry[]> {
		if (session.operation.passesMissing !== true || !session.options.missingIsDone) return entries;
		const unseen = entries.filter(({ copy }) => copy === undefined);
		await this.before(session, target, unseen, (entry, sight) => {
			if (sight.is === 'gone') entry.outcome = uncheckedOutcome(entry, sight);
		});
		return entries.filter(({ outcome }) => outcome === undefined);
	}

	/**
	 * Keeps records that Never Delete names by another kind of ID than their own: by the copy of the record,
	 * or by a look at it. @returns those that it does not name
	 */
	async unprotected(session: Session<Endpoint>, target: Target, entries: readonly Entry[]): Promise<readonly Entry[]> {
		const { namesIn, opaque } = session.operation;
		const { protection } = session.options;
		if (namesIn === undefined || protection === undefined || protection.isEmpty) return entries;
		const kindsOf = (entry: Entry) => unseenKinds(session.operation, protection, target, entry);
		const judge = (entry: Entry, seen: IDataObject) => {
			const names = namesIn(seen);
			const isShown = (kind: IdKind) => opaque?.shows(seen) ?? showsKind(kind, names, entry.record);
			const unseen = kindsOf(entry).find((kind) => !isShown(kind));
			if (protection.names(names)) entry.outcome = PROTECTED;
			else if (unseen !== undefined) entry.outcome = unclearOutcome(leftOut(unseen));
		};
		for (const entry of entries) if (entry.copy !== undefined) judge(entry, entry.copy);
		const unseen = entries.filter((entry) => entry.copy === undefined && kindsOf(entry).length > 0);
		await this.before(session, target, unseen, (entry, sight) => {
			if (sight.is === 'there') judge(entry, sight.copy);
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
		take: (entry: Entry, sight: Observation) => void,
		isForCopy = false,
	): Promise<void> {
		if (entries.length === 0) return;
		const { operation: endpoint, breaker } = session;
		const isEnding = () => breaker.endingOf(target) !== undefined;
		const newReader = () => {
			const reader = readerOf(session, target, { remembers: true, stopped: isEnding });
			this.readers.set(target, reader);
			return reader;
		};
		const reader = this.readers.get(target);
		const sights = isEnding() ? [] : await this.look.untilSure(session, target, entries, newReader, { reader, isForCopy });
		const ending = breaker.endingOf(target);
		entries.forEach((entry, index) => {
			const sight = sights[index] ?? NOT_SEEN;
			if (sight.is === 'unseen' && ending !== undefined) entry.outcome = leftOutcome(entry, ending, endpoint);
			else take(entry, sight);
			const { possiblyApplied, outcome } = entry;
			if (possiblyApplied && outcome?.status === 'not_sent' && outcome !== PROTECTED) {
				entry.outcome = sentBeforeOutcome(endpoint, outcome, sight);
			}
		});
	}

	/** What was read of a target is not needed any more, and thousands of lists would not fit into memory. */
	forget(target: Target): void {
		this.readers.delete(target);
	}
}
