import type { Endpoint } from '../../endpoint';
import { seenOutcome } from '../judge/seen';
import { DONE_SIGHT, SUCCESS } from '../kind';
import type { Claim, Entry, CallRefusal, Target } from '../record';
import type { CallReader } from '../send/reader';
import { clock } from '../time/clock';
import { chunk } from './chunk';
import { sureFrom } from './lag';
import { NOT_SEEN, type Look } from './look';
import { inPool } from './pool';
import { isDoneAlready, readerOf, thingOf, type Session } from './session';

/** Records looked at in one go, at most. */
const MAX_LOOKED_AT = 100;

/** Records of which no answer says what became of them. */
type Unclear = Map<Target, Entry[]>;

function addTo(unclear: Unclear, target: Target, entry: Entry): void {
	const entries = unclear.get(target);
	if (entries === undefined) unclear.set(target, [entry]);
	else entries.push(entry);
}

/** The looks of one run at its records after a call: after a refusal, and if no answer tells. */
export class LookAfter {
	constructor(private readonly look: Look) {}

	/**
	 * If a call is refused since a record of it is as asked already (not there, if that is well; there,
	 * if it is to be created): one look at Feishu tells which ones are, and saves a call for each.
	 * @returns whether there were some
	 */
	async setDoneAside(session: Session, target: Target, entries: readonly Entry[], { code, explanation }: CallRefusal): Promise<boolean> {
		if (!canLook(session) || !isDoneAlready(session, code) || session.breaker.endingOf(target) !== undefined) return false;
		const { kind } = session.operation;
		const open = entries.filter(({ outcome }) => outcome === undefined);
		const sights = await this.look.untilSure(session, target, open, () => readerOf(session, target));
		const done = open.filter((_entry, index) => sights[index]?.is === DONE_SIGHT[kind]);
		const { log_id: logId } = explanation;
		for (const entry of done) {
			entry.outcome = entry.possiblyApplied
				? { status: SUCCESS[kind], logId, retryable: false, confirmedBy: 'read' }
				: { status: 'refused', explanation, logId, retryable: false, ...(kind === 'delete' && { isMissing: true }), confirmedBy: 'read' };
		}
		return done.length > 0;
	}

	/**
	 * Looks at records that a call may have changed, though no answer says so, before they are sent once more.
	 * @returns those that are to be sent: no look shows that they are done
	 */
	async beforeRepeat(session: Session<Endpoint>, target: Target, entries: readonly Entry[]): Promise<readonly Entry[]> {
		const { kind } = session.operation;
		const sights = await this.look.untilSure(session, target, entries, () => readerOf(session, target), { isUnclear: true });
		entries.forEach((entry, index) => {
			if (sights[index]?.is !== DONE_SIGHT[kind]) return;
			entry.outcome = { status: SUCCESS[kind], logId: null, retryable: false, confirmedBy: 'read' };
			entry.possiblyApplied = false;
		});
		return entries.filter(({ outcome }) => outcome === undefined);
	}

	/** Looks at the records of which no answer says what became of them. */
	async atUnclear(session: Session, claims: readonly Claim[]): Promise<void> {
		if (!canLook(session)) return;
		const unclear: Unclear = new Map();
		for (const { target, entry } of new Map(claims.map((claim) => [claim.entry, claim])).values()) {
			const { status, mayBeMissing } = entry.outcome ?? {};
			if (status === 'unknown' || (mayBeMissing === true && session.options.missingIsDone)) addTo(unclear, target, entry);
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
			const sights = await this.look.at(session, target, part, reader);
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
				entry.possiblyApplied = outcome.retryable;
			});
		};
		const parts = [...unclear].flatMap(([target, entries]) => chunk(entries, MAX_LOOKED_AT).map((part) => ({ target, part })));
		// One after another until Feishu answers: an outage is to cost few looks.
		for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
			await look(part);
			if (!this.look.isDoubtful) break;
		}
		await inPool(parts, look);
		return { early, until };
	}
}

function canLook(session: Session): session is Session<Endpoint> {
	return session.operation.kind !== 'find' && session.operation.lookUp !== undefined;
}
