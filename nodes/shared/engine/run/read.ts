import { randomString, type IDataObject } from 'n8n-workflow';
import type { Operation } from '../../endpoint';
import { InvalidField } from '../../values';
import type { Breaks } from '../time/breaks';
import type { OptionReader } from '../n8n/options';
import { wordsOf } from '../report/wording';
import { leftOutcome, DRY_BY_NOW } from '../judge/unsent';
import type { Claim, Ending, Target } from '../record';
import { readItem, wordIn, type ItemRequest } from '../n8n/request';
import { addressesIn, type ByAddress } from './addresses';
import type { Ledger } from './ledger';
import type { Item, ReadItem, NodeTry } from './nodeTry';

/** Also under Continue: what one item says of these applies to all. */
const UNPROTECTED: Ending = {
	code: null,
	reason: 'Never Delete or Stop If More Than cannot be read for another item, and applies to all items',
	what_to_do: 'Correct that item, then run the workflow again.',
};

/**
 * What an earlier try of the node was to send for an item, and a dry run is not: what is settled stays as it is told,
 * and what may be done is not told as rehearsed. Others may ask for the same record, and have it sent.
 */
function dryByNow(operation: Operation): (claim: Claim) => Claim {
	const dry = new Map<Target, Target>();
	return (claim) => {
		const { target, entry } = claim;
		const own = dry.get(target) ?? { ...target, isDry: true };
		dry.set(target, own);
		const outcome = entry.outcome ?? (entry.possiblyApplied ? leftOutcome(entry, DRY_BY_NOW, operation) : undefined);
		return { ...claim, target: own, entry: { ...entry, ...(outcome !== undefined && { outcome }) } };
	};
}

/** An item may name a person by the ID, by an address, and by another one, and by snapshots. */
function mergedBy(one: Claim, { lookedUp, notRestored }: Claim): Claim {
	const merged = notRestored === undefined ? one : { ...one, notRestored: [...new Set([...(one.notRestored ?? []), ...notRestored])] };
	if (lookedUp === undefined || one.lookedUp === lookedUp) return merged;
	return { ...merged, lookedUp: one.lookedUp === undefined ? lookedUp : `${one.lookedUp}, ${lookedUp}` };
}

/** Reads the options and the fields of an item, and enters what it asks for. */
export class ItemReader {
	/** No other run has it. */
	private readonly uniqueMark = randomString(24);

	constructor(
		private readonly operation: Operation,
		private readonly ledger: Ledger,
	) {}

	async read(current: NodeTry, item: Item, reader: OptionReader, breaks: Breaks): Promise<ReadItem> {
		const { context } = item;
		const read: ReadItem = {
			...item,
			claims: [],
			isDry: false,
			plans: false,
			missingIsDone: false,
			stopIfMoreThan: Number.POSITIVE_INFINITY,
			limit: Number.POSITIVE_INFINITY,
		};
		try {
			reader.protect(context, current.protection);
			read.stopIfMoreThan = reader.stopIfMoreThan(context);
		} catch (error) {
			current.end(UNPROTECTED);
			return { ...read, invalid: this.invalidBy(error) };
		}
		try {
			read.isDry = reader.isDry(context);
			read.plans = reader.plans(context);
			reader.assertCopiesReachOutput(context);
			read.missingIsDone = reader.missingIsDone(context);
			read.limit = reader.limit(context);
			const before = this.ledger.asBefore(item.index, read.isDry);
			if (before !== undefined) return { ...read, claims: before };
			const sent = read.isDry ? this.ledger.asBefore(item.index, false) : undefined;
			if (sent !== undefined) return { ...read, claims: sent.map(dryByNow(this.operation)) };
			const request = readItem(this.operation, context, item.node, item.request, this.uniqueMark);
			reader.checkCrowds(request.records);
			const addresses = addressesIn(this.operation, request);
			if (addresses.length > 0) return { ...read, byAddress: { request, addresses } };
			await this.enterUnlessByWord(read, request, breaks);
			return read;
		} catch (error) {
			return { ...read, invalid: this.invalidBy(error) };
		}
	}

	/** Enters what an item asks for, unless it holds a word, whose ID is asked for first. */
	async enterUnlessByWord(read: ReadItem, request: ItemRequest, breaks: Breaks): Promise<void> {
		const { alias } = this.operation;
		// A dry run asks nothing for it.
		if (alias !== undefined && !read.isDry && wordIn(alias, request) !== undefined) {
			read.byWord = request;
			return;
		}
		await this.enter(read, request, breaks);
		this.ledger.keep(read.index, read.isDry, read.claims);
	}

	/** Enters what an item of a dry run asks for by addresses that could not be looked up. */
	async enterByAddress(read: ReadItem, { request, addresses }: ByAddress, why: string, breaks: Breaks): Promise<void> {
		await this.enter(read, request, breaks);
		const keys = (this.operation.people ?? []).map(({ key }) => key);
		const texts = new Set<unknown>(addresses.map(({ text }) => text));
		const isUnclear = (names: IDataObject = {}) => keys.some((key) => texts.has(names[key]));
		for (const { entry } of read.claims) if (isUnclear(entry.record) || isUnclear(entry.content)) entry.notLookedUp = why;
	}

	/** Enters what an item asks for by a word, by the ID that is meant if it is known. */
	async enterByWord(read: ReadItem, request: ItemRequest, meaning: string | undefined, breaks: Breaks): Promise<void> {
		const { alias } = this.operation;
		const isKnown = alias !== undefined && meaning !== undefined;
		await this.enter(read, isKnown ? request.withId(alias, meaning) : request, breaks);
		// What is not known may be by the next try.
		if (isKnown) this.ledger.keep(read.index, read.isDry, read.claims);
	}

	private async enter(read: ReadItem, request: ItemRequest, breaks: Breaks): Promise<void> {
		const claims = new Map<object, Claim>();
		for (const claim of this.ledger.enter(request, read)) {
			const known = claims.get(claim.entry);
			claims.set(claim.entry, known === undefined ? claim : mergedBy(known, claim));
			if (breaks.isDue) await breaks.take();
		}
		read.claims = [...claims.values()];
	}

	/** Anything else that is thrown while an item is read concerns this item, and must not affect the others. */
	private invalidBy(error: unknown): InvalidField {
		if (error instanceof InvalidField) return error;
		return new InvalidField(
			this.operation.field,
			`cannot be read: ${wordsOf(error)}`,
			'Check what the expressions of the node return for this item.',
		);
	}
}
