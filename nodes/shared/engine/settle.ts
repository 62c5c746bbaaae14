import type { IHttpRequestOptions } from 'n8n-workflow';
import type { Access } from './token/access';
import type { Endpoint, FindOperation, Operation, Reader } from '../endpoint';
import { lostOutcome } from './judge/outcome';
import { CallReader } from './send/reader';
import type { Claim, Ending, Entry, CallRefusal, Target } from './record';
import { batchesOf, pendingOf, type Batch } from './settle/batches';
import { CircuitBreaker } from './settle/breaker';
import { complete } from './settle/complete';
import { Culprits } from './settle/culprits';
import { unreadBy } from './settle/failedCall';
import { find } from './settle/find';
import { Following } from './settle/follow';
import { Look } from './settle/look';
import { LookAfter } from './settle/lookAfter';
import { LookBefore } from './settle/lookBefore';
import { inPool } from './settle/pool';
import type { Session, SettleOptions } from './settle/session';
import { write } from './settle/write';
import type { CallCost } from './time/callCost';
import type { Caller } from './token/caller';
import type { Unread } from '../unread';

export { MAX_FOUND } from './settle/find';
export type { SettleOptions } from './settle/session';

/** What a run settles by calls, over n8n's Batching and until the node is tried again. */
export class Settlement {
	private readonly breaker: CircuitBreaker;
	private readonly culprits = new Culprits();
	private readonly look = new Look();
	private readonly before = new LookBefore(this.look);
	private readonly after = new LookAfter(this.look);
	private readonly following = new Following();
	private missingIsDone = false;

	constructor(
		private readonly operation: Operation,
		readonly access: Access,
		private readonly signal: AbortSignal | undefined,
		private readonly cost: CallCost,
	) {
		this.breaker = new CircuitBreaker(access, signal);
	}

	/** Why nothing more is sent, once that is so. */
	get ending(): Ending | undefined {
		return this.breaker.ending;
	}

	end(why: Ending): void {
		this.breaker.end(why);
	}

	/** Asks, before anything is sent, for the ID that a word or an address means. Never rejects. */
	async ask<T>(context: Caller, options: IHttpRequestOptions, question: (reader: Reader) => Promise<T>): Promise<T | Unread> {
		const { access, signal, cost, breaker } = this;
		const stopped = () => breaker.ending !== undefined;
		try {
			return await question(new CallReader({ access, context, options, signal, cost, stopped }));
		} catch (error) {
			return unreadBy({ access, breaker }, error);
		}
	}

	/** Settles every record asked for that has no outcome yet. Never rejects. */
	async settle(claims: readonly Claim[], options: SettleOptions): Promise<void> {
		this.missingIsDone ||= options.missingIsDone;
		const { operation, access, signal, cost, breaker, missingIsDone } = this;
		const session: Session = { operation, access, signal, cost, breaker, options: { ...options, missingIsDone } };

		const sequences = batchesOf(operation, claims);
		// The first call is sent by itself: what ends the run, such as a missing permission, costs one call.
		const first = sequences[0]?.shift();
		if (first !== undefined) await this.settleBatch(session, first);
		await inPool(sequences, async (sequence) => {
			for (const batch of sequence) await this.settleBatch(session, batch);
		});
		await this.after.atUnclear(session, claims);
		if (isWriting(session) && session.operation.completion !== undefined) await complete(session, session.operation.completion, claims);
	}

	/** Waits until Feishu has carried out what it accepted, for so many seconds at most. Never rejects. */
	async follow(claims: readonly Claim[], seconds: number): Promise<void> {
		const { operation, access, signal, cost, breaker } = this;
		await this.following.follow({ operation, access, signal, cost, breaker }, claims, seconds);
	}

	private async settleBatch(session: Session, { target, entries }: Batch): Promise<void> {
		await this.settleEntries(session, target, entries);
		if (pendingOf(target).size === 0) this.before.forget(target);
	}

	/** Settles the records of one call. If it is refused as a whole, it searches for the bad ones. */
	private async settleEntries(session: Session, target: Target, given: readonly Entry[]): Promise<void> {
		// The search in another call may have taken some of them.
		const called = given.filter((entry) => pendingOf(target).delete(entry));
		if (called.length === 0) return;
		const send = async (entries: readonly Entry[]) => await this.call(session, target, entries);
		const refused = await send(called);
		if (refused === undefined) return;
		// If Feishu had accepted the call and refused a repeat of a part of it, the rest is settled.
		const open = () => called.filter(({ outcome }) => outcome === undefined);
		if (await this.after.setDoneAside(session, target, called, refused)) {
			for (const entry of open()) pendingOf(target).add(entry);
			await this.settleEntries(session, target, called);
			return;
		}
		await this.culprits.search(session, target, open(), refused, send);
	}

	/**
	 * Sends records in one call and gives each its outcome.
	 * @returns the refusal, if it may concern a single one of several records: none has its outcome yet
	 */
	private async call(session: Session, target: Target, entries: readonly Entry[]): Promise<CallRefusal | undefined> {
		try {
			if (isFinding(session)) return await find(session, target, entries);
			if (!isWriting(session)) return undefined;
			const admitted = await this.before.admitted(session, target, entries);
			const copied = session.options.keepsCopy ? await this.before.copied(session, target, admitted) : admitted;
			const checked = await this.before.checked(session, target, copied);
			const present = await this.before.present(session, target, checked);
			const free = await this.before.unprotected(session, target, present);
			const look = async (open: readonly Entry[]) => await this.after.beforeRepeat(session, target, open);
			return free.length === 0 ? undefined : await write(session, target, free, look);
		} catch (error) {
			const reason = this.breaker.defect(error);
			for (const entry of entries) entry.outcome ??= lostOutcome(reason, session.operation);
			return undefined;
		}
	}
}

function isFinding(session: Session): session is Session<FindOperation> {
	return session.operation.kind === 'find';
}

function isWriting(session: Session): session is Session<Endpoint> {
	return session.operation.kind !== 'find';
}
