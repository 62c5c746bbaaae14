import type { Access } from './access';
import { apart, chunk, pack } from './chunk';
import { clock } from './clock';
import type { Answer, Api, Common, Endpoint, Finding, Operation, Reading, Sight } from '../endpoint';
import { concernsOf, explain } from './feishuError';
import {
	CANCELLED,
	followedOutcome,
	judgedOutcome,
	leftOutcome,
	lostOutcome,
	refusedOutcome,
	seenOutcome,
	uncopiedOutcome,
	unreadOutcome,
	untriedOutcome,
	wordsOf,
} from './outcome';
import { laneOf, oneAtATime } from './pacer';
import type { Claim, Ending, Entry, Explanation, Refused, Target } from './record';
import { CallReader, UnreadCall } from './reader';
import { addressed } from './request';
import { MAX_REPEATS, backoffMs } from './retry';
import { isAlike, searchForCulprits, sampleOf } from './search';
import { blockedBy, sendCall, type Sent } from './send';
import type { Tally } from './tally';
import { Unread } from '../unread';

/** Calls of one run that are under way at the same time, at most. */
const MAX_CONCURRENT_CALLS = 64;

/**
 * Calls in a row, each with all of its repeats, that Feishu did not answer, or answered with trouble
 * of its own. After so many the run ends: at the default timeout each has taken two minutes.
 */
const MAX_FRUITLESS_CALLS = 3;

/** Records looked at in one go, at most. */
const MAX_LOOKED_AT = 100;

/**
 * Things found for one item, at most. n8n spreads the output of an item into one function call, and
 * overflows its stack near 125,000 of them.
 */
export const MAX_FOUND = 100_000;

const NOT_SENT = 'This record was not sent: run the workflow again once that is settled.';

/** What a builder wants besides the calls themselves. */
export interface Wishes {
	/** It counts as well where Feishu names a record as not there. */
	missingIsWell: boolean;
	/** A copy of each record is read before it is deleted. */
	keepsCopy: boolean;
	/** How long to wait until what Feishu accepted is carried out. */
	followSeconds?: number;
}

/** Does all work, some of it side by side. */
async function inPool<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
	const queue = [...all].reverse();
	const worker = async () => {
		for (let one = queue.pop(); one !== undefined; one = queue.pop()) await work(one);
	};
	await Promise.all(Array.from({ length: Math.min(MAX_CONCURRENT_CALLS, queue.length) }, worker));
}

/** The calls of one run, over n8n's Batching and until the node is tried again. */
export class Calls {
	/** Set as soon as nothing more may be sent: the app lacks a permission, the quota is spent, … */
	ending: Ending | undefined;

	private fruitless = 0;
	private hasAnswered = false;
	private wishes: Wishes = { missingIsWell: false, keepsCopy: false };
	/** Why no record can be looked at. */
	private blind: Unread | undefined;
	/** Readers of copies: a list that holds many records is read once. */
	private readonly copying = new Map<Target, CallReader>();

	constructor(
		private readonly endpoint: Operation,
		readonly access: Access,
		private readonly signal: AbortSignal | undefined,
		private readonly tally: Tally,
	) {}

	/**
	 * Settles every record asked for that has no outcome yet. Never rejects.
	 */
	async settle(claims: readonly Claim[], wishes: Wishes): Promise<void> {
		this.wishes = { ...wishes, missingIsWell: wishes.missingIsWell || this.wishes.missingIsWell };
		const targets = new Set<Target>();
		for (const { target, entry } of claims) {
			if (entry.outcome !== undefined) continue;
			target.pending.add(entry);
			targets.add(target);
		}
		const sequences = new Map<string, Array<() => Promise<void>>>();
		for (const target of targets) {
			for (const entries of this.chunksOf(target)) {
				const work = async () => {
					await this.settleChunk(target, entries);
					// What was read of it is not needed any more, and thousands of lists would not fit into memory.
					if (target.pending.size === 0) this.copying.delete(target);
				};
				const key = this.endpoint.oneCallAtATime === true ? target.path : String(sequences.size);
				const sequence = sequences.get(key);
				if (sequence) sequence.push(work);
				else sequences.set(key, [work]);
			}
		}
		const all = [...sequences.values()];
		// The first call goes alone: what ends the run, such as a missing permission, costs one call.
		await all[0]?.shift()?.();
		await inPool(all, async (sequence) => {
			for (const work of sequence) await work();
		});
		await this.lookAtUnclear(claims);
		await this.followAccepted(claims);
	}

	private chunksOf({ pending }: Target): Entry[][] {
		const { endpoint } = this;
		const { limit, limits = [] } = endpoint;
		const bounds = limits.map(({ isOne, most }) => ({ isOne: ({ record }: Entry) => isOne(record), most }));
		const lists = 'isOncePerCall' in endpoint ? apart([...pending], ({ record }) => JSON.stringify(record)) : [[...pending]];
		return lists.flatMap((list) => pack(list, limit, bounds));
	}

	/** Settles the records of one call. Where it is refused as a whole, the bad ones among them are searched for. */
	private async settleChunk(target: Target, given: readonly Entry[]): Promise<void> {
		// The search in another call may have taken some of them.
		const called = given.filter((entry) => target.pending.delete(entry));
		if (called.length === 0) return;
		const refused = await this.call(target, called);
		if (refused === undefined) return;
		if (await this.setMissingAside(target, called, refused)) {
			for (const entry of called) if (entry.outcome === undefined) target.pending.add(entry);
			await this.settleChunk(target, called);
			return;
		}
		// Where Feishu had accepted the call and refused a repeat of a part of it, the rest is settled.
		const entries = called.filter(({ outcome }) => outcome === undefined);

		// While one search does not know yet whether single records are the cause, no other begins.
		while (target.search !== undefined) await target.search;
		const ending = this.endingOf(target);
		if (ending !== undefined) {
			this.takeAsRefused(entries, refused, `nothing more is sent, since: ${ending.reason.replace(/\.?$/, '.')}`);
			return;
		}
		let clear = () => {};
		target.search = new Promise((resolve) => {
			clear = () => {
				delete target.search;
				resolve();
			};
		});
		const alone = async (entry: Entry) => {
			await this.call(target, [entry]);
			return isAlike(entry, refused);
		};
		const search = {
			call: async (part: readonly Entry[]) => await this.call(target, part),
			alone,
			found: clear,
			takeAsRefused: (part: readonly Entry[], why: Refused) => {
				this.takeAsRefused(part, why, `${target.refusedAlone} others were, and Feishu refused each of them for the same reason.`);
			},
			isEachAlone: ({ code }: Refused) => this.wishes.missingIsWell && code === this.endpoint.missingCode,
		};
		try {
			if (await searchForCulprits(entries, refused, search)) {
				delete target.refusedAlike;
				return;
			}
			if (search.isEachAlone(refused)) return;
			// All of them fared alike. Do those of the target's other calls, too? With n8n's Batching, these
			// may still be to come, or have been before.
			const wasAlike = target.refusedAlike === refused.code;
			target.refusedAlike = refused.code;
			if (target.pending.size === 0 && !wasAlike) return;
			for (const entry of sampleOf([...target.pending])) {
				if (target.pending.delete(entry) && !(await alone(entry))) return;
			}
			const { what_to_do, ...why } = endingBy(refused.explanation);
			target.ending ??= {
				...why,
				what_to_do: `${what_to_do} Feishu refused every record tried for this reason, so this one was not sent.`,
			};
		} finally {
			clear();
		}
	}

	/**
	 * Sends records in one call and gives each its outcome.
	 * @returns the refusal, where it may concern a single one of several records: none has its outcome yet
	 */
	private async call(target: Target, entries: readonly Entry[]): Promise<Refused | undefined> {
		const { endpoint } = this;
		try {
			if ('find' in endpoint) return await this.find(endpoint, target, entries);
			const copied = this.wishes.keepsCopy ? await this.copied(endpoint, target, entries) : entries;
			return copied.length === 0 ? undefined : await this.callWithAgains(endpoint, target, copied);
		} catch (error) {
			const reason = this.endByDefect(error);
			for (const entry of entries) entry.outcome ??= lostOutcome(reason, endpoint);
			return undefined;
		}
	}

	/** Whatever comes here is a fault of this package or of n8n's store. The report must survive it. */
	private endByDefect(error: unknown): string {
		const reason = this.access.redact(`The node met something that it did not expect: ${wordsOf(error)}`);
		this.ending ??= {
			code: null,
			reason,
			what_to_do: `Report this to the authors of the node. ${NOT_SENT}`,
			failure: { cause: 'node-defect' },
		};
		return reason;
	}

	/** Reads what a search yields for its records. */
	private async find(reading: Reading, target: Target, entries: readonly Entry[]): Promise<Refused | undefined> {
		const ending = this.endingOf(target);
		if (ending !== undefined) {
			for (const entry of entries) entry.outcome = leftOutcome(entry, ending);
			return undefined;
		}
		const found = entries.map((): Finding[] => []);
		const { context } = target;
		// One more than n8n takes tells that there are too many.
		const most = Math.min(target.most ?? Number.POSITIVE_INFINITY, MAX_FOUND + 1);
		const reader = this.readerOf(target, { remembers: true, stopped: () => this.endingOf(target) !== undefined });
		const records = entries.map((entry) => entry.record);
		const item = { timezone: context.getTimezone() };
		try {
			for await (const finding of reading.find(records, commonOf(target), reader, item)) {
				const own = found[finding.of];
				if (own !== undefined && own.length < most) own.push('why' in finding ? { ...finding, why: this.clean(finding.why) } : finding);
				if (found.every(({ length }) => length >= most)) break;
			}
		} catch (error) {
			return this.takeAsUnread(target, entries, error);
		}
		this.hasAnswered = true;
		this.fruitless = 0;
		entries.forEach((entry, index) => {
			const findings = found[index] ?? [];
			entry.outcome = { status: 'found', logId: null, open: findings.some((finding) => 'why' in finding), findings };
		});
		return undefined;
	}

	/** A search that failed: by a refusal of one of its calls, for want of an answer, or by what it says itself. */
	private takeAsUnread(target: Target, entries: readonly Entry[], error: unknown): Refused | undefined {
		const why = this.unreadBy(error);
		if (why instanceof UnreadCall && why.sent.kind === 'answered') {
			this.noteAnswer(why.api, why.sent.answer);
			return this.applyRefusal(target, entries, why.sent.answer, why.api);
		}
		if (why instanceof UnreadCall && why.sent.kind !== 'answered') this.giveUp(entries, why.sent, why.api);
		const isLeft = why instanceof UnreadCall && why.sent.kind !== 'lost';
		for (const entry of entries) if (!isLeft) entry.outcome = unreadOutcome(why);
		return undefined;
	}

	/** Why something could not be read, in words without secrets. */
	private unreadBy(error: unknown): Unread {
		if (error instanceof UnreadCall) return error;
		if (error instanceof Unread) return this.clean(error);
		return new Unread(null, this.endByDefect(error), 'Report this to the authors of the node.', null, true);
	}

	private clean({ code, reason, todo, logId, isFinal }: Unread): Unread {
		const { access } = this;
		return new Unread(code, access.redact(reason), access.redact(todo), logId === null ? null : access.redact(logId), isFinal);
	}

	/** Reads a copy of each record. @returns those that have one: the others are not deleted */
	private async copied(endpoint: Endpoint, target: Target, entries: readonly Entry[]): Promise<readonly Entry[]> {
		const uncopied = entries.filter(({ copy }) => copy === undefined);
		const isEnding = () => this.endingOf(target) !== undefined;
		const reader = this.copying.get(target) ?? this.readerOf(target, { remembers: true, stopped: isEnding });
		this.copying.set(target, reader);
		const sights = isEnding() ? [] : await this.look(endpoint, target, uncopied, reader);
		const ending = this.endingOf(target);
		uncopied.forEach((entry, index) => {
			const sight = sights[index] ?? { is: 'unseen', why: NOT_SEEN };
			if (sight.is === 'there') entry.copy = sight.copy;
			else entry.outcome = sight.is === 'unseen' && ending !== undefined ? leftOutcome(entry, ending, endpoint) : uncopiedOutcome(sight);
		});
		return entries.filter(({ copy }) => copy !== undefined);
	}

	/**
	 * Where a call is refused since a record of it is not there, and that is well: one look at Feishu tells
	 * which ones are not, and saves a call for each.
	 * @returns whether there were some
	 */
	private async setMissingAside(target: Target, entries: readonly Entry[], { code, explanation }: Refused): Promise<boolean> {
		const { endpoint } = this;
		if ('find' in endpoint || endpoint.lookUp === undefined) return false;
		if (!this.wishes.missingIsWell || code !== endpoint.missingCode || this.endingOf(target) !== undefined) return false;
		const open = entries.filter(({ outcome }) => outcome === undefined);
		const sights = await this.look(endpoint, target, open, this.readerOf(target));
		const gone = open.filter((_entry, index) => sights[index]?.is === 'gone');
		for (const entry of gone) {
			entry.outcome = entry.mayBeDone
				? { status: 'deleted', logId: explanation.log_id, open: false, confirmedBy: 'read' }
				: { status: 'refused', explanation, logId: explanation.log_id, open: false, isMissing: true, confirmedBy: 'read' };
		}
		return gone.length > 0;
	}

	/** Looks at the records of which no answer says what became of them. */
	private async lookAtUnclear(claims: readonly Claim[]): Promise<void> {
		const { endpoint } = this;
		if ('find' in endpoint || endpoint.lookUp === undefined) return;
		const unclear = new Map<Target, Set<Entry>>();
		for (const { target, entry } of claims) {
			const { status, mayBeMissing } = entry.outcome ?? {};
			if (status !== 'unknown' && !(mayBeMissing === true && this.wishes.missingIsWell)) continue;
			unclear.set(target, (unclear.get(target) ?? new Set()).add(entry));
		}
		const looks = [...unclear].flatMap(([target, entries]) => {
			const reader = this.readerOf(target, { remembers: true });
			return chunk([...entries], MAX_LOOKED_AT).map((part) => ({ target, part, reader }));
		});
		const look = async ({ target, part, reader }: (typeof looks)[number]) => {
			const sights = await this.look(endpoint, target, part, reader);
			part.forEach((entry, index) => {
				const outcome = seenOutcome(endpoint, entry, sights[index] ?? { is: 'unseen', why: NOT_SEEN });
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

	private async look(endpoint: Endpoint, target: Target, entries: readonly Entry[], reader: CallReader): Promise<Sight[]> {
		const unseen = (why: Unread) => entries.map((): Sight => ({ is: 'unseen', why }));
		if (entries.length === 0 || endpoint.lookUp === undefined) return [];
		if (this.blind !== undefined) return unseen(this.blind);
		try {
			const sights = await endpoint.lookUp(
				entries.map((entry) => entry.record),
				commonOf(target),
				reader,
			);
			return sights.map((sight) => (sight.is === 'unseen' ? { ...sight, why: this.clean(sight.why) } : sight));
		} catch (error) {
			const why = this.unreadBy(error);
			// A look that was broken off since the run has ended says nothing of others.
			const isBrokenOff = why instanceof UnreadCall && why.sent.kind === 'stopped';
			if (why.isFinal && !isBrokenOff) this.blind = why;
			return unseen(why);
		}
	}

	/** Waits until Feishu has carried out what it accepted. */
	private async followAccepted(claims: readonly Claim[]): Promise<void> {
		const { endpoint, wishes } = this;
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
					const told = await follow(entry.record, commonOf(target), this.readerOf(target, { stopped }), followSeconds);
					const { reason } = told;
					entry.outcome = followedOutcome(entry.outcome, { ...told, ...(reason !== undefined && { reason: this.access.redact(reason) }) });
				} catch (error) {
					const why = this.unreadBy(error);
					// What keeps one from being followed keeps all.
					if (why.isFinal) lost ??= why;
					entry.outcome = followedOutcome(entry.outcome, lost ?? why);
				}
			}),
		);
	}

	/** @param stopped whether nothing more may be read; a look at what is unclear goes on where the run has ended */
	private readerOf(
		target: Target,
		{ remembers = false, stopped = () => false }: { remembers?: boolean; stopped?: () => boolean } = {},
	): CallReader {
		const { access, signal, tally } = this;
		return new CallReader({ access, context: target.context, options: target.options, signal, tally, stopped }, remembers);
	}

	/** Sends once more, after a wait, the records that an accepted call refused for now. */
	private async callWithAgains(endpoint: Endpoint, target: Target, given: readonly Entry[]): Promise<Refused | undefined> {
		let entries = given;
		for (let repeats = 0; ; repeats += 1) {
			const ending = this.endingOf(target);
			if (ending !== undefined) {
				for (const entry of entries) entry.outcome = leftOutcome(entry, ending, endpoint);
				return undefined;
			}
			const sent = await this.dispatch(endpoint, target, entries, repeats > 0);
			if (sent.repeated) for (const entry of entries) entry.mayBeDone = true;
			if (sent.kind !== 'answered') {
				this.giveUp(entries, sent, endpoint);
				return undefined;
			}
			const { answer } = sent;
			this.noteAnswer(endpoint, answer);
			const verdicts = endpoint.judge(
				answer,
				entries.map((entry) => entry.record),
				entries.map((entry) => entry.mayBeDone),
			);
			if (verdicts === undefined) return this.applyRefusal(target, entries, answer, endpoint);
			const clean = (words: string) => this.access.redact(words);
			entries.forEach((entry, index) => {
				const verdict = verdicts[index] ?? { status: 'unknown' };
				entry.outcome = judgedOutcome(verdict, answer, clean, endpoint);
				// Another try of the node must not take what this call deleted for a record that was never there.
				if (verdict.status === 'unknown') entry.mayBeDone = true;
			});
			const again = entries.filter((_entry, index) => verdicts[index]?.status === 'again');
			if (again.length === 0) return undefined;
			if (repeats === MAX_REPEATS) {
				// A single one may be held back for its own sake.
				if (again.length > 1 && again.length === given.length) this.endBy(again[0]?.outcome?.explanation);
				return undefined;
			}
			await clock.sleep(backoffMs(repeats, 0), this.signal);
			entries = again;
		}
	}

	/** What is left of a call that Feishu did not answer. */
	private giveUp(entries: readonly Entry[], sent: Exclude<Sent, { kind: 'answered' }>, api: Api): void {
		if (sent.kind === 'lost') {
			for (const entry of entries) entry.outcome = lostOutcome(sent.reason, api);
			this.fruitless += 1;
			if (this.hasAnswered && this.fruitless < MAX_FRUITLESS_CALLS) return;
			const calls = this.fruitless === 1 ? 'the first call' : `${this.fruitless} calls in a row`;
			this.ending ??= {
				code: null,
				reason: `${this.access.baseUrl} did not answer ${calls}: ${sent.reason}`,
				what_to_do: `Check that Feishu can be reached from the n8n server. ${NOT_SENT}`,
				failure: { cause: 'temporarily-unavailable' },
			};
			return;
		}
		if (sent.kind === 'blocked') {
			const { todo, ...why } = blockedBy(api, sent, (words) => this.access.redact(words));
			this.ending ??= { ...why, what_to_do: `${todo && `${todo} `}${NOT_SENT}` };
		}
		for (const entry of entries) entry.outcome = leftOutcome(entry, this.ending ?? CANCELLED, api);
	}

	private noteAnswer(api: Api, answer: Answer): void {
		this.hasAnswered = true;
		this.fruitless = concernsOf(api, answer) === 'passing' ? this.fruitless + 1 : 0;
	}

	/** An answer that speaks of the whole call. */
	private applyRefusal(target: Target, entries: readonly Entry[], answer: Answer, api: Api): Refused | undefined {
		const explanation = explain(api, answer, (words) => this.access.redact(words));
		const reach = concernsOf(api, answer);
		// Other records of a search may be found elsewhere.
		const concerns = reach === 'target' && 'find' in this.endpoint ? 'record' : reach;
		if (concerns === 'record' && entries.length > 1) {
			// An accepted call may have told them to wait.
			for (const entry of entries) delete entry.outcome;
			return { code: answer.code, explanation };
		}
		for (const entry of entries) entry.outcome = refusedOutcome(this.endpoint, api, entry, answer, explanation);
		if (concerns === 'record') target.refusedAlone += 1;
		if (concerns === 'target') target.ending ??= endingBy(explanation);
		// A rate that does not clear within all repeats of one call will not clear for the next one.
		const isOver = concerns === 'run' || concerns === 'token' || concerns === 'rate';
		if (isOver || this.fruitless >= MAX_FRUITLESS_CALLS) this.endBy(explanation);
		return undefined;
	}

	private endBy(why: Explanation | undefined): void {
		if (why !== undefined) this.ending ??= endingBy(why);
	}

	private takeAsRefused(entries: readonly Entry[], { explanation }: Refused, because: string): void {
		for (const entry of entries) entry.outcome ??= untriedOutcome(entry, explanation, because, this.endpoint);
	}

	private endingOf(target: Target): Ending | undefined {
		return this.ending ?? target.ending ?? (this.signal?.aborted === true ? CANCELLED : undefined);
	}

	private async dispatch(endpoint: Endpoint, target: Target, entries: readonly Entry[], isRepeat: boolean): Promise<Sent> {
		const { access, signal } = this;
		const list = endpoint.write(
			entries.map((entry) => entry.record),
			entries.map(({ record, content = record }) => content),
		);
		const call = {
			context: target.context,
			endpoint,
			access,
			lane: laneOf(access.app, `${String(target.options.method)} ${endpoint.documentation}`, endpoint.rates),
			options: {
				...addressed(target.options, access.baseUrl, target.path),
				...(list !== undefined && { body: { ...list, ...target.body } }),
			},
			signal,
			stopped: () => this.ending !== undefined || target.ending !== undefined,
			tally: this.tally,
			isRepeat,
		};
		if (endpoint.oneCallAtATime !== true) return await sendCall(call);
		const sent = await oneAtATime(`${access.baseUrl}${target.path}`, signal, async () => await sendCall(call));
		return sent ?? { kind: 'stopped', repeated: false };
	}
}

/** Of a record that a look has left out. */
const NOT_SEEN = new Unread(null, 'The look at Feishu says nothing of it', 'Look it up in Feishu.');

function commonOf({ keys, options, body }: Target): Common {
	return { keys, query: options.qs ?? {}, body };
}

/** What a refusal says of the records that are not sent because of it. */
function endingBy({ code, reason, what_to_do, failure }: Explanation): Ending {
	return { code, reason, what_to_do, ...(failure !== undefined && { failure }) };
}
