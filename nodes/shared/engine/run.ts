import {
	NodeOperationError,
	type IExecutePaginationFunctions,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { Access } from './access';
import type { Endpoint } from '../endpoint';
import { InvalidField } from '../ids';
import { leftOutcome } from './outcome';
import { failureText } from './failureText';
import { deliver, isDone, type ItemReport, type Line } from './output';
import type { Claim, Ending, Entry, Outcome, Target } from './record';
import { readItem } from './request';
import { executionKeyOf, isCutShort, scheduleOf, type Schedule } from './runner';
import { Calls } from './settle';

/** An n8n item that asks for deletions, and the promise it waits on. */
interface Item {
	context: IExecutePaginationFunctions;
	node: INode;
	index: number;
	request: IHttpRequestOptions;
	resolve(items: INodeExecutionData[]): void;
	reject(error: Error): void;
}

/** An item whose fields have been read: its records, or why it is refused. */
interface ReadItem extends Item {
	claims: Claim[];
	invalid?: InvalidField;
}

/** What the error branch and n8n see where nothing is sent since the node fails anyway. */
const CUT_SHORT: Ending = {
	code: null,
	reason: 'The node failed at another item before this record was sent',
	what_to_do: 'See what the node says of that item, then run the workflow again.',
};

const REFUSED_EARLIER: Ending = {
	code: null,
	reason: 'The fields of another item hold what cannot be sent',
	what_to_do: 'Correct that item, then run the workflow again.',
};

/**
 * One execution of one node: every item of it, over n8n's Batching and over the tries of Retry On
 * Fail. What was settled once is remembered here and never sent again.
 */
export class Run {
	private targets = new Map<string, Target>();
	/** Each thing to be deleted, by what it belongs to and its own keys, whatever options it is named with. */
	private claims = new Map<string, Map<string, Claim>>();
	private seen = new Set<number>();
	/** Items started in the present turn of the event loop. */
	private turn: Item[] | undefined;
	/** Items of earlier turns that are not being settled yet. */
	private waiting: Item[] = [];
	private schedule: Schedule | undefined;
	private calls: Calls | undefined;
	private ending: Ending | undefined;
	private flushed: Promise<void> = Promise.resolve();
	/** Attempts that left, over all tries, and how many of them the present try has told of. */
	private made = 0;
	private told = 0;
	/** Under Stop: every line so far, and what n8n is told if the node fails. */
	private lines: Line[] = [];
	private failure: NodeOperationError | undefined;
	/** Items that will be rejected with it. */
	private failing: Item[] = [];

	constructor(private readonly endpoint: Endpoint) {}

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
		if (this.seen.has(index)) this.beginTry(node.retryOnFail === true);
		this.seen.add(index);
		this.schedule ??= scheduleOf(context, node);
		return await new Promise((resolve, reject) => {
			const item: Item = { context, node, index, request, resolve, reject };
			if (this.turn === undefined) {
				const turn = [item];
				this.turn = turn;
				void Promise.resolve().then(() => {
					this.turn = undefined;
					this.endTurn(turn);
				});
			} else {
				this.turn.push(item);
			}
		});
	}

	/** The node is run again: only what is still open may be sent. */
	private beginTry(remember: boolean): void {
		this.seen = new Set();
		this.schedule = undefined;
		this.calls = undefined;
		this.ending = undefined;
		this.lines = [];
		this.failure = undefined;
		this.failing = [];
		this.told = 0;
		if (!remember) {
			this.targets = new Map();
			this.claims = new Map();
			this.made = 0;
		}
		for (const target of this.targets.values()) delete target.ending;
		for (const claims of this.claims.values()) {
			for (const { entry } of claims.values()) if (entry.outcome?.open === true) delete entry.outcome;
		}
	}

	/** All items of a turn are there: they wait until those before them are settled. */
	private endTurn(turn: readonly Item[]): void {
		const last = turn.at(-1);
		if (last === undefined) return;
		const stops = !last.context.continueOnFail();
		if (stops && this.schedule !== undefined && isCutShort(this.schedule, last.index)) {
			// The expression of the next item has thrown. n8n fails the node with what it threw, and waits
			// for nobody any more: nothing more may be sent.
			this.end(CUT_SHORT);
		}
		this.waiting.push(...turn);
		this.flushed = this.flushed.then(async () => {
			await this.flush(this.waiting.splice(0));
		});
	}

	/** Nothing more is sent, not even by a batch that is under way. */
	private end(why: Ending): void {
		this.ending ??= why;
		if (this.calls !== undefined) this.calls.ending ??= why;
	}

	private async flush(batch: readonly Item[]): Promise<void> {
		const [first] = batch;
		if (first === undefined) return;
		try {
			const items = batch.map((item) => this.read(item));
			await this.settle(first, items);
			this.deliver(first, items);
		} catch (error) {
			for (const item of batch) item.reject(error as Error);
		}
	}

	/** Reads the fields of an item, and puts its records among those of their target. */
	private read(item: Item): ReadItem {
		try {
			const { keys, path, options, body, records, scopeOf } = readItem(this.endpoint, item.context, item.node, item.request);
			// Items for the same path, query, options and body, but for the records, share a target.
			const key = JSON.stringify([options, body]);
			let target = this.targets.get(key);
			if (target === undefined) {
				target = { context: item.context, keys, path, options, body, pending: new Set(), refusedAlone: 0 };
				this.targets.set(key, target);
			}
			const claims = new Set<Claim>();
			for (const record of records) claims.add(this.claim(target, scopeOf(record), record));
			return { ...item, claims: [...claims] };
		} catch (error) {
			if (error instanceof InvalidField) return { ...item, claims: [], invalid: error };
			throw new NodeOperationError(item.node, error as Error, { itemIndex: item.index });
		}
	}

	/** A record is sent once, however many items name it, and with the options of the first that does. */
	private claim(target: Target, scope: string, record: Entry['record']): Claim {
		let claims = this.claims.get(scope);
		if (claims === undefined) {
			claims = new Map();
			this.claims.set(scope, claims);
		}
		const key = JSON.stringify(record);
		let claim = claims.get(key);
		if (claim === undefined) {
			claim = { target, entry: { record, mayBeDone: false } };
			claims.set(key, claim);
		}
		return claim;
	}

	/** Sends what is open, unless the run has ended before: in an earlier batch, or before its first call. */
	private async settle(first: Item, items: readonly ReadItem[]): Promise<void> {
		if (!first.context.continueOnFail() && items.some((item) => item.invalid !== undefined)) this.end(REFUSED_EARLIER);
		const hasRecords = items.some((item) => item.claims.length > 0);
		if (this.ending === undefined && hasRecords) {
			try {
				const contexts = items.map((item) => item.context);
				if (this.calls === undefined) {
					const access = await Access.open([first.context, ...contexts.slice(1)]);
					this.calls = new Calls(this.endpoint, access, first.context.getExecutionCancelSignal(), () => {
						this.made += 1;
					});
				} else {
					await this.calls.access.assertSame(contexts);
				}
			} catch (error) {
				// What other batches have settled says nothing of these: their records may be another app's.
				const ending = unusable(error as Error);
				for (const item of items) {
					item.claims = item.claims.map(({ target, entry: { record } }) => {
						const entry: Entry = { record, mayBeDone: false };
						return { target, entry: { ...entry, outcome: leftOutcome(entry, ending) } };
					});
				}
				this.end(ending);
				return;
			}
		}
		if (this.ending === undefined) await this.calls?.settle(items.flatMap((item) => item.claims));
		const { ending } = this;
		if (ending === undefined) return;
		for (const { entry } of items.flatMap((item) => item.claims)) entry.outcome ??= leftOutcome(entry, ending);
	}

	private deliver(first: Item, items: readonly ReadItem[]): void {
		const { context, node } = first;
		const options = (node.parameters.options ?? {}) as { output?: string; includeInputFields?: boolean };
		const reports = items.map((item) => reportOf(item, options.includeInputFields === true));
		const form = options.output === 'summary' ? 'summary' : 'records';
		const deliveries = deliver(node, reports, this.made - this.told, form);
		this.told = this.made;
		if (!context.continueOnFail()) {
			this.lines.push(...reports.flatMap((report) => report.lines));
			if (!this.lines.every(isDone)) this.tellFailure(first, items);
		}
		items.forEach((item, index) => {
			if (this.failure === undefined || (reports[index]?.lines.every(isDone) ?? true)) item.resolve(deliveries[index] ?? []);
			else this.failing.push(item);
		});
		this.rejectFailing();
	}

	/**
	 * n8n listens to its items only when all of them are started: until then, its servers would log each
	 * rejection as one that nobody handles. Where an expression has thrown, n8n never listens; then one
	 * rejection is enough to be heard, and one line in the log.
	 */
	private rejectFailing(): void {
		const { failure } = this;
		const isCut = this.ending === CUT_SHORT;
		if (failure === undefined || (!isCut && this.seen.size < (this.schedule?.items ?? 0))) return;
		this.failing.splice(0).forEach((item, index) => {
			if (isCut && index > 0) item.resolve([]);
			else item.reject(failure);
		});
	}

	/**
	 * Under Stop n8n keeps the error of the first item that was rejected, which may be one of the first
	 * batch. It is one object for the whole run, and says what became of the whole run: n8n reads it
	 * when the last batch is settled.
	 */
	private tellFailure({ node, index }: Item, items: readonly ReadItem[]): void {
		const { message, description } = failureText(this.endpoint, this.lines, this.made);
		if (this.failure === undefined) {
			const itemIndex = items.find((item) => item.invalid !== undefined)?.index ?? index;
			this.failure = new NodeOperationError(node, message, { description, itemIndex });
		}
		this.failure.message = message;
		this.failure.description = description;
	}
}

const NEVER_SETTLED: Outcome = {
	status: 'unknown',
	explanation: { code: null, reason: 'No answer names this record', what_to_do: 'Look it up in Feishu.', log_id: null },
	logId: null,
	open: true,
};

function lineOf({ target, entry }: Claim): Line {
	const keys = { ...target.keys, ...entry.record };
	const own = Object.values(entry.record);
	const name = (own.length > 0 ? own : Object.values(keys)).join(' / ');
	return { keys, name, outcome: entry.outcome ?? NEVER_SETTLED };
}

/** The line of an item that was refused before anything was sent. */
function invalidLine(invalid: InvalidField, index: number): Line {
	const reason = `The field “${invalid.field}” of item ${index} ${invalid.what}.`;
	const explanation = { code: null, reason: `${reason} ${invalid.todo}`, what_to_do: invalid.todo, log_id: null };
	return { keys: {}, name: `item ${index}`, outcome: { status: 'refused', explanation, logId: null, open: false } };
}

function reportOf({ index, context, claims, invalid }: ReadItem, includeInput: boolean): ItemReport {
	return {
		index,
		input: includeInput ? context.getInputData().json : undefined,
		lines: invalid === undefined ? claims.map(lineOf) : [invalidLine(invalid, index)],
	};
}

/** Why nothing is sent with a credential: what is wrong with it, and the next step. */
function unusable({ message }: Error): Ending {
	const [, reason = message, todo = 'Open the credential and check it.'] = /^(.+?)\. (.+)$/s.exec(message) ?? [];
	return { code: null, reason, what_to_do: todo };
}

/** Runs by what identifies an execution of a node, and by the node's name. */
const runs = new WeakMap<object, Map<string, Run>>();

/** The run that an item belongs to. */
export function runOf(endpoint: Endpoint, context: IExecutePaginationFunctions, node: INode): Run {
	const execution = executionKeyOf(context, node);
	const known = runs.get(execution) ?? new Map<string, Run>();
	runs.set(execution, known);
	const run = known.get(node.name) ?? new Run(endpoint);
	known.set(node.name, run);
	return run;
}
