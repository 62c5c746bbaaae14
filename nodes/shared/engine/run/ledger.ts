import type { Operation } from '../../endpoint';
import type { KeptBy } from '../../snapshot';
import { NOT_PUT_BACK, PROTECTED } from '../judge/unsent';
import type { Claim, Entry, Target } from '../record';
import type { ItemRequest } from '../n8n/request';
import type { ReadItem } from './nodeTry';

/** What a run has been asked for so far, each record once, over n8n's Batching and over the tries of Retry On Fail. */
export class Ledger {
	private targets = new Map<string, Target>();
	/** Each thing that is asked for, by what it belongs to and its own keys, whatever options it is named with. */
	private claims = new Map<string, Map<string, Claim>>();
	/** What each item asked for when it was read, if the node may be run again. */
	private readonly read = new Map<string, Claim[]>();
	private remembers = false;
	/** What earlier tries have settled. */
	settled: readonly object[] = [];

	constructor(private readonly operation: Operation) {}

	/** If the node is run again, only what is still open may be sent. */
	begin(remember: boolean): void {
		this.remembers = remember;
		if (!remember) {
			this.targets = new Map();
			this.claims = new Map();
			this.read.clear();
		}
		const claims = [...this.claims.values()].flatMap((namespace) => [...namespace.values()]);
		for (const { entry } of claims) if (entry.outcome?.retryable === true) delete entry.outcome;
		this.settled = claims.filter(({ entry }) => entry.outcome !== undefined && isCounted(entry)).map(({ identity }) => identity);
	}

	/**
	 * What an item asked for in an earlier try. It is not read again: its expressions may say something
	 * else by now, such as `{{ $now }}`, and what an earlier try may have done would be done a second time.
	 */
	asBefore(index: number, isDry: boolean): Claim[] | undefined {
		return this.read.get(`${index} ${isDry}`);
	}

	keep(index: number, isDry: boolean, claims: Claim[]): void {
		if (this.remembers) this.read.set(`${index} ${isDry}`, claims);
	}

	/** Enters what one item asks for, a record at a time. */
	*enter(
		{ keys, path, options, body, records, contents, lookedUp, isMinted, kept, notRestored, gives, namespaceOf }: ItemRequest,
		{ context, isDry, plans, limit, index }: Pick<ReadItem, 'context' | 'isDry' | 'plans' | 'limit' | 'index'>,
	): Generator<Claim> {
		// Items with the same path, query, options and body, except for the records, share a target.
		const key = JSON.stringify([isDry, plans, limit, options, body]);
		let target = this.targets.get(key);
		if (target === undefined) {
			target = { isDry, plans, context, keys, path, options, body, limit };
			this.targets.set(key, target);
		}
		// What is gone is gone, however it was asked for; what is found or created depends on all that is asked.
		const own = this.operation.idempotent === false ? `${key} ${index}` : key;
		const isDeletion = this.operation.kind === 'delete';
		for (const [place, record] of records.entries()) {
			const namespace = isDeletion ? namespaceOf(record) : `${namespaceOf(record)} ${own}`;
			const claim = this.claim(target, namespace, { record, content: contents[place], isMinted, kept: kept[place] });
			for (const thing of gives[place] ?? []) (claim.entry.gives ??= new Set()).add(thing);
			if (claim.target !== target) (claim.entry.others ??= new Set()).add(target);
			const address = lookedUp[place];
			const lost = notRestored[place] ?? [];
			yield address === undefined && lost.length === 0
				? claim
				: { ...claim, ...(address !== undefined && { lookedUp: address }), ...(lost.length > 0 && { notRestored: lost }) };
		}
	}

	/** A record is sent once, however many items name it, and with the options of the first that does. */
	private claim(
		target: Target,
		namespace: string,
		{
			record,
			content,
			isMinted,
			kept,
		}: { record: Entry['record']; content: Entry['content']; isMinted: boolean; kept: KeptBy | undefined },
	): Claim {
		const wanted = JSON.stringify(content ?? record);
		// One snapshot of a record may say that it is gone, and another one that it is not.
		const key = kept === undefined ? wanted : `${kept} ${wanted}`;
		const find = (name: string) => this.claims.get(name)?.get(key);
		// What a dry run says of a record must not keep another item from deleting it.
		const [own, other] = target.isDry ? [`dry ${namespace}`, namespace] : [namespace, `dry ${namespace}`];
		const known = find(own);
		if (known !== undefined) return known;
		const claim: Claim = {
			identity: find(other)?.identity ?? {},
			target,
			entry: {
				record,
				possiblyApplied: false,
				isMinted,
				...(content !== undefined && { content }),
				...(kept !== undefined && { outcome: NOT_PUT_BACK[kept] }),
			},
		};
		const claims = this.claims.get(own) ?? new Map<string, Claim>();
		this.claims.set(own, claims.set(key, claim));
		return claim;
	}
}

/** Whether a record counts against Stop If More Than: those that are protected, or not put back, are not sent. */
export function isCounted({ outcome }: Entry): boolean {
	return outcome !== PROTECTED && outcome !== NOT_PUT_BACK.there && outcome !== NOT_PUT_BACK.unclear;
}

/** Whether a claim is neither part of a dry run nor protected. An address is never sent in place of an ID. */
export function isToBeSent({ target, entry }: Claim): boolean {
	return !target.isDry && isCounted(entry) && entry.notLookedUp === undefined;
}
