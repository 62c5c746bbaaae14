import {
	NodeOperationError,
	type IExecutePaginationFunctions,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { Access } from './access';
import type { Endpoint } from '../endpoint';
import { InvalidField } from '../values';
import { leftOutcome, wordsOf } from './outcome';
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

/** One try of the node. n8n may begin the next one while calls of the last are still under way. */
class Try {
	readonly seen = new Set<number>();
	/** Items of earlier turns that are not being settled yet. */
	readonly waiting: Item[] = [];
	/** Whether what earlier tries left open has been taken up. */
	isBegun = false;
	schedule: Schedule | undefined;
	calls: Calls | undefined;
	ending: Ending | undefined;
	/** Attempts that left, over all tries, that this one has told of. */
	told = 0;
	/** Under Stop: every line so far, and what n8n is told if the node fails. */
	lines: Line[] = [];
	failure: NodeOperationError | undefined;
	/** Items that will be rejected with it. */
	readonly failing: ReadItem[] = [];

	/** Nothing more is sent, not even by a batch that is under way. */
	end(why: Ending): void {
		this.ending ??= why;
		if (this.calls !== undefined) this.calls.ending ??= why;
	}
}

/**
 * One execution of one node: every item of it, over n8n's Batching and over the tries of Retry On
 * Fail. What was settled once is remembered here and never sent again.
 */
export class Run {
	private targets = new Map<string, Target>();
	/** Each thing to be deleted, by what it belongs to and its own keys, whatever options it is named with. */
	private claims = new Map<string, Map<string, Claim>>();
	/** Items started in the present turn of the event loop. */
	private turn: Item[] | undefined;
	private current = new Try();
	private flushed: Promise<void> = Promise.resolve();
	/** Attempts that left, over all tries. */
	private made = 0;

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
		if (this.current.seen.has(index)) this.current = new Try();
		const { current } = this;
		current.seen.add(index);
		current.schedule ??= scheduleOf(context, node);
		return await new Promise((resolve, reject) => {
			const item: Item = { context, node, index, request, resolve, reject };
			if (this.turn === undefined) {
				const turn = [item];
				this.turn = turn;
				void Promise.resolve().then(() => {
					this.turn = undefined;
					this.endTurn(current, turn);
				});
			} else {
				this.turn.push(item);
			}
		});
	}

	/** All items of a turn are there: they wait until those before them are settled. */
	private endTurn(current: Try, turn: readonly Item[]): void {
		const last = turn.at(-1);
		if (last === undefined) return;
		const stops = !last.context.continueOnFail();
		if (stops && current.schedule !== undefined && isCutShort(current.schedule, last.index)) {
			// The expression of the next item has thrown. n8n fails the node with what it threw, and waits
			// for nobody any more: nothing more may be sent.
			current.end(CUT_SHORT);
		}
		current.waiting.push(...turn);
		this.flushed = this.flushed.then(async () => {
			await this.flush(current, current.waiting.splice(0));
		});
	}

	/** Where the node is run again, only what is still open may be sent. */
	private begin(current: Try, remember: boolean): void {
		if (current.isBegun) return;
		current.isBegun = true;
		if (!remember) {
			this.targets = new Map();
			this.claims = new Map();
			this.made = 0;
		}
		for (const target of this.targets.values()) {
			delete target.ending;
			delete target.refusedAlike;
		}
		for (const claims of this.claims.values()) {
			for (const { entry } of claims.values()) if (entry.outcome?.open === true) delete entry.outcome;
		}
	}

	private async flush(current: Try, batch: readonly Item[]): Promise<void> {
		const [first] = batch;
		if (first === undefined) return;
		try {
			this.begin(current, first.node.retryOnFail === true);
			const items = batch.map((item) => this.read(item));
			await this.carryOut(current, first, items);
			this.deliver(current, first, items);
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
			// Whatever else it is, it concerns this item, and must not cost the others theirs.
			const invalid =
				error instanceof InvalidField
					? error
					: new InvalidField(
							this.endpoint.field,
							`cannot be read: ${wordsOf(error)}`,
							'Check what the expressions of the node yield for this item.',
						);
			return { ...item, claims: [], invalid };
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
	private async carryOut(current: Try, first: Item, items: readonly ReadItem[]): Promise<void> {
		if (!first.context.continueOnFail() && items.some((item) => item.invalid !== undefined)) current.end(REFUSED_EARLIER);
		const hasRecords = items.some((item) => item.claims.length > 0);
		// After the end, too: what is known of the records of one tenant says nothing of those of another.
		if (hasRecords && (current.ending === undefined || current.calls !== undefined)) {
			try {
				const contexts = items.map((item) => item.context);
				if (current.calls === undefined) {
					const access = await Access.resolve([first.context, ...contexts.slice(1)]);
					current.calls = new Calls(this.endpoint, access, first.context.getExecutionCancelSignal(), () => {
						this.made += 1;
					});
				} else {
					await current.calls.access.assertSame(contexts);
				}
			} catch (error) {
				// What other batches have settled says nothing of these: their records may be another app's.
				const ending = unusable(wordsOf(error));
				for (const item of items) {
					item.claims = item.claims.map(({ target, entry: { record } }) => {
						const entry: Entry = { record, mayBeDone: false };
						return { target, entry: { ...entry, outcome: leftOutcome(entry, ending) } };
					});
				}
				current.end(ending);
				return;
			}
		}
		if (current.ending === undefined) await current.calls?.settle(items.flatMap((item) => item.claims));
		const { ending } = current;
		if (ending === undefined) return;
		for (const { entry } of items.flatMap((item) => item.claims)) entry.outcome ??= leftOutcome(entry, ending);
	}

	private deliver(current: Try, first: Item, items: readonly ReadItem[]): void {
		const { context, node } = first;
		const options = (node.parameters.options ?? {}) as { output?: string; includeInputFields?: boolean };
		const reports = items.map((item) => reportOf(item, options.includeInputFields === true));
		const form = options.output === 'summary' ? 'summary' : 'records';
		const deliveries = deliver(node, reports, this.made - current.told, form);
		current.told = this.made;
		const stops = !context.continueOnFail();
		items.forEach((item, index) => {
			const lines = reports[index]?.lines ?? [];
			if (!stops || lines.every(isDone)) item.resolve(deliveries[index] ?? []);
			else current.failing.push(item);
			if (!stops) return;
			// One call of `push` for them all would overflow the stack.
			for (const line of lines) current.lines.push(line);
		});
		this.rejectFailing(current);
	}

	/**
	 * n8n listens to its items only when all of them are started: until then, its servers would log each
	 * rejection as one that nobody handles. Where an expression has thrown, n8n never listens; then one
	 * rejection is enough to be heard, and one line in the log.
	 *
	 * n8n keeps the error of the first item that was rejected, which may be one of the first batch. It is
	 * one object for the whole run, and says what became of the whole run: n8n reads it when the last
	 * batch is settled.
	 */
	private rejectFailing(current: Try): void {
		const { failing, lines, ending, seen, schedule } = current;
		const isCut = ending === CUT_SHORT;
		if (!isCut && seen.size < (schedule?.items ?? 0)) return;
		const culprit = failing.find(({ invalid }) => invalid !== undefined) ?? failing[0];
		const isHeard = current.failure !== undefined;
		if (culprit !== undefined) current.failure ??= new NodeOperationError(culprit.node, 'The node failed', { itemIndex: culprit.index });
		const { failure } = current;
		if (failure === undefined) return;
		const { message, description } = failureText(this.endpoint, lines, this.made);
		failure.message = message;
		failure.description = description;
		failing.splice(0).forEach((item, index) => {
			if (isCut && (isHeard || index > 0)) item.resolve([]);
			else item.reject(failure);
		});
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
function unusable(message: string): Ending {
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
