import type { IExecutePaginationFunctions, IHttpRequestOptions, INode, INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../endpoint';
import { Breaks } from './time/breaks';
import { clock } from './time/clock';
import { OptionReader } from './n8n/options';
import { leftOutcome } from './judge/unsent';
import type { Estimate } from './run/estimate';
import { gainAccess } from './run/access';
import { deliver } from './run/deliver';
import { CUT_SHORT, REFUSED_EARLIER } from './run/endings';
import { applyNeverDelete, dryRun, stopIfMoreThan } from './run/holdBack';
import { Ledger, isToBeSent } from './run/ledger';
import { lookUpPeople } from './run/people';
import { ItemReader } from './run/read';
import { NodeTry, type Item, type ReadItem, type Turn } from './run/nodeTry';
import { protectMeanings, resolveWords } from './run/words';
import { executionKeyOf, isCutShort, scheduleOf } from './n8n/execution';
import { CallCost } from './time/callCost';

/**
 * One execution of one node: every item of it, over n8n's Batching and over the tries of Retry On
 * Fail. What was settled once is remembered here and never sent again.
 */
export class Run {
	private readonly ledger: Ledger;
	private readonly reader: ItemReader;
	private turn: Turn | undefined;
	private current = new NodeTry();
	private flushed: Promise<void> = Promise.resolve();
	/** Batches get their output in their order, though they wait for it side by side. */
	private delivered: Promise<void> = Promise.resolve();
	/** Of all tries. */
	private cost = new CallCost();

	constructor(private readonly operation: Operation) {
		this.ledger = new Ledger(operation);
		this.reader = new ItemReader(operation, this.ledger);
	}

	/**
	 * Takes an item in.
	 *
	 * Everything rests on this: n8n starts all items of a run (of a batch, with its Batching) in one
	 * synchronous loop, and each ends up here before n8n does anything else. Nothing may be awaited on
	 * the way. A promise job runs as soon as that loop is over, and not before: so the first item of a
	 * turn leaves one behind, and when it runs, all items of the turn are there. They make up one batch,
	 * and share calls.
	 */
	async join(context: IExecutePaginationFunctions, node: INode, request: IHttpRequestOptions): Promise<INodeExecutionData[]> {
		const index = context.getItemIndex();
		if (this.current.seen.has(index)) this.current = new NodeTry();
		const { current } = this;
		current.seen.add(index);
		current.schedule ??= scheduleOf(context, node);
		return await new Promise((resolve, reject) => {
			const item: Item = { context, node, index, request, resolve, reject };
			if (this.turn === undefined) {
				const turn = { startedAt: clock.now(), items: [item] };
				this.turn = turn;
				void Promise.resolve().then(() => {
					this.turn = undefined;
					this.endTurn(current, turn);
				});
			} else {
				this.turn.items.push(item);
			}
		});
	}

	/** All items of a turn are there: they wait until those before them are settled. */
	private endTurn(current: NodeTry, turn: Turn): void {
		const last = turn.items.at(-1);
		if (last === undefined) return;
		const stops = !last.context.continueOnFail();
		if (stops && current.schedule !== undefined && isCutShort(current.schedule, last.index)) {
			// The expression of the next item has thrown. n8n fails the node with what it threw, and waits
			// no longer: nothing more may be sent.
			current.end(CUT_SHORT);
		}
		current.waiting.push(turn);
		this.flushed = this.flushed.then(async () => {
			await this.flush(current, current.waiting.splice(0));
		});
	}

	/** The way of a batch, from its fields to its output. */
	private async flush(current: NodeTry, turns: readonly Turn[]): Promise<void> {
		const batch = turns.flatMap(({ items }) => items);
		const [first] = batch;
		if (first === undefined) return;
		const rejectAll = (error: unknown) => {
			for (const item of batch) item.reject(error as Error);
		};
		try {
			this.begin(current, first.node.retryOnFail === true);
			const read = await this.read(current, first, turns);
			const items = read.flat();
			await lookUpPeople(this.operation, { cost: this.cost, current, reader: this.reader }, items);
			await this.resolveWords(current, items);
			applyNeverDelete(this.operation, current, items);
			for (const turn of read) stopIfMoreThan(this.operation, this.ledger, current, turn);
			if (!first.context.continueOnFail() && items.some(({ invalid }) => invalid !== undefined)) current.end(REFUSED_EARLIER);
			const estimate = this.dryRun(current, items);
			await gainAccess(this.operation, this.cost, current, items);
			await this.settle(current, items);
			const { operation, cost, delivered } = this;
			const followed = this.follow(current, items);
			const deliverInTurn = async () => {
				await Promise.all([delivered, followed]);
				await deliver(operation, cost, current, items, estimate, turns[0]?.startedAt ?? 0);
			};
			this.delivered = deliverInTurn().catch(rejectAll);
			// Items do not wait to be sent until others are carried out.
			if (followed === undefined) await this.delivered;
		} catch (error) {
			rejectAll(error);
		}
	}

	private begin(current: NodeTry, remember: boolean): void {
		if (current.isBegun) return;
		current.isBegun = true;
		if (!remember) this.cost = new CallCost();
		this.ledger.begin(remember);
	}

	private async read(current: NodeTry, first: Item, turns: readonly Turn[]): Promise<ReadItem[][]> {
		const options = (current.options ??= new OptionReader(first.node, this.operation));
		const breaks = new Breaks();
		const read: ReadItem[][] = [];
		for (const turn of turns) {
			const items: ReadItem[] = [];
			for (const item of turn.items) {
				items.push(await this.reader.read(current, item, options, breaks));
				// Whatever the outcome: even if each item is refused, its expressions took time.
				if (breaks.isDue) await breaks.take();
			}
			read.push(items);
		}
		return read;
	}

	/** Enters what items ask for by a word that Feishu takes for an ID. */
	private async resolveWords(current: NodeTry, items: readonly ReadItem[]): Promise<void> {
		const { alias } = this.operation;
		if (alias === undefined) return;
		const circumstances = { cost: this.cost, current, reader: this.reader };
		await protectMeanings(this.operation, alias, circumstances, items);
		if (items.some(({ byWord }) => byWord !== undefined)) await resolveWords(this.operation, alias, circumstances, items);
	}

	/** @returns what a dry run would cost */
	private dryRun(current: NodeTry, items: readonly ReadItem[]): Estimate | undefined {
		if (!items.some(({ isDry }) => isDry)) return undefined;
		return dryRun(this.operation, current.protection, current.ending === undefined ? items.flatMap(({ claims }) => claims) : []);
	}

	/** Settles what is open, unless the run has ended before: in an earlier batch, or before its first call. */
	private async settle(current: NodeTry, items: readonly ReadItem[]): Promise<void> {
		const claims = items.flatMap((item) => item.claims);
		if (current.ending === undefined) {
			const missingIsDone = items.some((item) => item.missingIsDone && item.invalid === undefined);
			const { keepsCopy = false } = current.options ?? {};
			await current.settlement?.settle(claims.filter(isToBeSent), { missingIsDone, keepsCopy, protection: current.protection });
		}
		const { ending } = current;
		if (ending !== undefined) for (const { entry } of claims) entry.outcome ??= leftOutcome(entry, ending, this.operation);
	}

	/** Waits until Feishu has carried out what it accepted, if the builder wants that. */
	private follow(current: NodeTry, items: readonly ReadItem[]): Promise<void> | undefined {
		const { followSeconds } = current.options ?? {};
		if (followSeconds === undefined) return undefined;
		return current.settlement?.follow(items.flatMap(({ claims }) => claims).filter(isToBeSent), followSeconds);
	}
}

/** Runs by what identifies an execution of a node, and by the node's name. */
const runs = new WeakMap<object, Map<string, Run>>();

/** The run that an item belongs to. */
export function runOf(endpoint: Operation, context: IExecutePaginationFunctions, node: INode): Run {
	const execution = executionKeyOf(context, node);
	const known = runs.get(execution) ?? new Map<string, Run>();
	runs.set(execution, known);
	const run = known.get(node.name) ?? new Run(endpoint);
	known.set(node.name, run);
	return run;
}
