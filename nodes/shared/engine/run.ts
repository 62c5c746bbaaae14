import {
	NodeOperationError,
	type IExecutePaginationFunctions,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { Access } from './access';
import { Breaks } from './breaks';
import { clock } from './clock';
import type { Operation } from '../endpoint';
import { InvalidField } from '../values';
import { OptionReader, comparable } from './options';
import { DRY_RUN, PROTECTED, inTwo, isDone, leftOutcome, unreadOutcome, wordsOf } from './outcome';
import { planOf, type Plan } from './plan';
import { failureText } from './failureText';
import { deliver, type Deed, type ItemReport } from './output';
import type { Claim, Ending, Entry, Line, Outcome, Target } from './record';
import { readItem } from './request';
import { executionKeyOf, isCutShort, isTool, scheduleOf, type Schedule } from './runner';
import { Calls, MAX_FOUND } from './settle';
import { Tally, type Cost } from './tally';

/** An n8n item that asks for something, and the promise it waits on. */
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
	isDry: boolean;
	/** It is well for it where Feishu names a record as not there. */
	missingIsWell: boolean;
	/** Records that the run may delete, as far as it has a say. */
	bound: number;
	/** Things that it wants to be found, at most. */
	most: number;
}

/** Items that n8n started in one turn of the event loop. */
interface Turn {
	/** By the clock of the engine. */
	startedAt: number;
	items: Item[];
}

/** What the error branch and n8n see where nothing is sent since the node fails anyway. */
const CUT_SHORT: Ending = {
	code: null,
	reason: 'The node failed at another item before this record was sent',
	what_to_do: 'See what the node says of that item, then run the workflow again.',
};

/** Under Continue, too: what one item says of these holds for all. */
const UNPROTECTED: Ending = {
	code: null,
	reason: 'Never Delete or Stop If More Than cannot be read for another item, and holds for all',
	what_to_do: 'Correct that item, then run the workflow again.',
};

const REFUSED_EARLIER: Ending = {
	code: null,
	reason: 'The fields of another item hold what cannot be sent',
	what_to_do: 'Correct that item, then run the workflow again.',
};

/** One try of the node. n8n may begin the next one while calls of the last are still under way. */
class Try {
	readonly seen = new Set<number>();
	/** Earlier turns that are not being settled yet. */
	readonly waiting: Turn[] = [];
	options: OptionReader | undefined;
	/** What Never Delete names, of all items so far: it holds whoever asks. */
	readonly protectedIds = new Set<string>();
	/** What its turns have asked for so far, dry or not. */
	readonly asked = new Set<object>();
	/** Whether what earlier tries left open has been taken up. */
	isBegun = false;
	schedule: Schedule | undefined;
	calls: Calls | undefined;
	ending: Ending | undefined;
	/** The part of the run's cost that has been told of. */
	told: Cost | undefined;
	/** Under Stop: every line so far, and what n8n is told if the node fails. */
	lines: Line[] = [];
	error: NodeOperationError | undefined;
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
	/** Each thing that is asked for, by what it belongs to and its own keys, whatever options it is named with. */
	private claims = new Map<string, Map<string, Claim>>();
	private turn: Turn | undefined;
	private current = new Try();
	private flushed: Promise<void> = Promise.resolve();
	/** Of all tries. */
	private tally = new Tally();
	/** What earlier tries have settled for good. */
	private settled: readonly object[] = [];
	/** No other run has it. */
	private readonly mark = Array.from({ length: 3 }, () => Math.random().toString(36).slice(2, 10)).join('');

	constructor(private readonly endpoint: Operation) {}

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
	private endTurn(current: Try, turn: Turn): void {
		const last = turn.items.at(-1);
		if (last === undefined) return;
		const stops = !last.context.continueOnFail();
		if (stops && current.schedule !== undefined && isCutShort(current.schedule, last.index)) {
			// The expression of the next item has thrown. n8n fails the node with what it threw, and waits
			// for nobody any more: nothing more may be sent.
			current.end(CUT_SHORT);
		}
		current.waiting.push(turn);
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
			this.tally = new Tally();
		}
		for (const target of this.targets.values()) {
			delete target.ending;
			delete target.refusedAlike;
		}
		const claims = [...this.claims.values()].flatMap((scope) => [...scope.values()]);
		for (const { entry } of claims) if (entry.outcome?.open === true) delete entry.outcome;
		this.settled = claims.filter(({ entry }) => entry.outcome !== undefined && isCounted(entry)).map(({ thing }) => thing);
	}

	private async flush(current: Try, turns: readonly Turn[]): Promise<void> {
		const batch = turns.flatMap(({ items }) => items);
		const [first] = batch;
		if (first === undefined) return;
		try {
			this.begin(current, first.node.retryOnFail === true);
			const options = (current.options ??= new OptionReader(first.node, this.endpoint));
			const breaks = new Breaks();
			const read: ReadItem[][] = [];
			for (const turn of turns) {
				const items: ReadItem[] = [];
				for (const item of turn.items) {
					items.push(await this.read(current, item, options, breaks));
					// Whatever came of it: where each item is refused, its expressions have taken their time, too.
					if (breaks.isDue) await breaks.take();
				}
				read.push(items);
			}
			const items = read.flat();
			protect(current, items);
			for (const turn of read) this.bound(current, turn);
			const plan = await this.carryOut(current, first, items);
			await this.deliver(current, items, plan, turns[0]?.startedAt ?? 0);
		} catch (error) {
			for (const item of batch) item.reject(error as Error);
		}
	}

	/** Reads the options and the fields of an item, and puts its records among those of their target. */
	private async read(current: Try, item: Item, reader: OptionReader, breaks: Breaks): Promise<ReadItem> {
		const { context } = item;
		const read: ReadItem = {
			...item,
			claims: [],
			isDry: false,
			missingIsWell: false,
			bound: Number.POSITIVE_INFINITY,
			most: Number.POSITIVE_INFINITY,
		};
		try {
			reader.protect(context, current.protectedIds);
			read.bound = reader.bound(context);
		} catch (error) {
			current.end(UNPROTECTED);
			return { ...read, invalid: this.invalidBy(error) };
		}
		try {
			read.isDry = reader.isDry(context);
			if (!read.isDry) reader.checkCopy(context);
			read.missingIsWell = reader.missingIsWell(context);
			read.most = reader.most(context);
			const { keys, path, options, body, records, contents, scopeOf } = readItem(
				this.endpoint,
				context,
				item.node,
				item.request,
				this.mark,
			);
			// Items for the same path, query, options and body, but for the records, share a target.
			const key = JSON.stringify([read.isDry, read.most, options, body]);
			let target = this.targets.get(key);
			if (target === undefined) {
				target = { isDry: read.isDry, context, keys, path, options, body, most: read.most, pending: new Set(), refusedAlone: 0 };
				this.targets.set(key, target);
			}
			const claims = new Set<Claim>();
			// What is gone is gone, however it was asked for; what is found or created depends on all that is asked.
			const own = this.endpoint.isOnce === true ? `${key} ${item.index}` : key;
			const isDeletion = deedOf(this.endpoint) === 'deleted';
			const scope = (record: Entry['record']) => (isDeletion ? scopeOf(record) : `${scopeOf(record)} ${own}`);
			for (const [index, record] of records.entries()) {
				claims.add(this.claim(target, scope(record), record, contents[index]));
				if (breaks.isDue) await breaks.take();
			}
			return { ...read, claims: [...claims] };
		} catch (error) {
			return { ...read, invalid: this.invalidBy(error) };
		}
	}

	/** Whatever else is thrown while an item is read concerns this item, and must not cost the others theirs. */
	private invalidBy(error: unknown): InvalidField {
		if (error instanceof InvalidField) return error;
		return new InvalidField(
			this.endpoint.field,
			`cannot be read: ${wordsOf(error)}`,
			'Check what the expressions of the node yield for this item.',
		);
	}

	/** A record is sent once, however many items name it, and with the options of the first that does. */
	private claim(target: Target, scope: string, record: Entry['record'], content: Entry['content']): Claim {
		const key = JSON.stringify(content ?? record);
		const find = (name: string) => this.claims.get(name)?.get(key);
		// What a dry run says of a record must not keep another item from deleting it.
		const [own, other] = target.isDry ? [`dry ${scope}`, scope] : [scope, `dry ${scope}`];
		const known = find(own);
		if (known !== undefined) return known;
		const claim: Claim = {
			thing: find(other)?.thing ?? {},
			target,
			entry: { record, mayBeDone: false, ...(content !== undefined && { content }) },
		};
		const claims = this.claims.get(own) ?? new Map<string, Claim>();
		this.claims.set(own, claims.set(key, claim));
		return claim;
	}

	/** Ends the run where a turn asks for more than Stop If More Than allows. */
	private bound(current: Try, items: readonly ReadItem[]): void {
		const most = items.reduce((least, { bound }) => Math.min(least, bound), Number.POSITIVE_INFINITY);
		if (most === Number.POSITIVE_INFINITY) return;
		const claims = items.flatMap((item) => item.claims).filter(({ entry }) => isCounted(entry));
		const things = new Set(claims.map(({ thing }) => thing).filter((thing) => !current.asked.has(thing)));
		things.forEach((thing) => current.asked.add(thing));
		// A run that n8n starts in one turn asks, over its tries, for no more either.
		if (current.schedule?.batchSize === Number.POSITIVE_INFINITY) for (const thing of this.settled) things.add(thing);
		if (things.size <= most) return;
		const { one, many } = this.endpoint.noun;
		current.end({
			code: null,
			reason: `${things.size === 1 ? `1 ${one} is` : `${things.size} ${many} are`} asked for, and Stop If More Than allows ${most}`,
			what_to_do: 'Check what the items ask for. If that many are meant, raise Stop If More Than in Options.',
			for_agent:
				'Do not ask for them in parts. Ask whoever gave you this task whether all of them are meant: whoever built the workflow can raise Stop If More Than.',
		});
	}

	/**
	 * Settles what is open, unless the run has ended before: in an earlier batch, or before its first call.
	 * @returns what a dry run would cost
	 */
	private async carryOut(current: Try, first: Item, items: readonly ReadItem[]): Promise<Plan | undefined> {
		if (!first.context.continueOnFail() && items.some((item) => item.invalid !== undefined)) current.end(REFUSED_EARLIER);
		const sending = items.filter(({ claims }) => claims.some(isToBeSent));
		const [firstSending] = sending;
		// After the end, too: what is known of the records of one tenant says nothing of those of another.
		if (firstSending !== undefined && (current.ending === undefined || current.calls !== undefined)) {
			try {
				const contexts = sending.map((item) => item.context);
				if (current.calls === undefined) {
					const access = await Access.resolve([firstSending.context, ...contexts.slice(1)]);
					current.calls = new Calls(this.endpoint, access, first.context.getExecutionCancelSignal(), this.tally);
				} else {
					await current.calls.access.assertSame(contexts);
				}
			} catch (error) {
				// What other batches have settled says nothing of these: their records may be another app's.
				const ending = unusable(wordsOf(error));
				for (const item of sending) {
					item.claims = item.claims.map((claim) => {
						if (!isToBeSent(claim)) return claim;
						const entry: Entry = { record: claim.entry.record, mayBeDone: false };
						return { ...claim, entry: { ...entry, outcome: leftOutcome(entry, ending) } };
					});
				}
				current.end(ending);
			}
		}
		const claims = items.flatMap((item) => item.claims);
		const plan = items.some(({ isDry }) => isDry) ? this.rehearse(current.ending === undefined ? claims : []) : undefined;
		if (current.ending === undefined) {
			const missingIsWell = items.some((item) => item.missingIsWell && item.invalid === undefined);
			const { keepsCopy = false, followSeconds } = current.options ?? {};
			await current.calls?.settle(claims.filter(isToBeSent), {
				missingIsWell,
				keepsCopy,
				...(followSeconds !== undefined && { followSeconds }),
			});
		}
		const { ending } = current;
		if (ending !== undefined) for (const { entry } of claims) entry.outcome ??= leftOutcome(entry, ending, this.endpoint);
		return plan;
	}

	/** Gives the records of a dry run their outcome. @returns what sending them would cost */
	private rehearse(claims: readonly Claim[]): Plan {
		const entries = new Map<Target, Set<Entry>>();
		for (const { target, entry } of claims) {
			if (!target.isDry || entry.outcome !== undefined) continue;
			entry.outcome = DRY_RUN;
			entries.set(target, (entries.get(target) ?? new Set()).add(entry));
		}
		return planOf(this.endpoint, entries);
	}

	private async deliver(current: Try, items: readonly ReadItem[], plan: Plan | undefined, startedAt: number): Promise<void> {
		const [first] = items;
		if (first === undefined) return;
		const { context, node } = first;
		const breaks = new Breaks();
		const reported: Array<{ item: ReadItem; report: ItemReport }> = [];
		for (const item of items) {
			reported.push({ item, report: reportOf(item) });
			if (breaks.isDue) await breaks.take();
		}
		const reports = reported.map(({ report }) => report);
		const { calls, repeats, waitedMs } = this.tally;
		const { told = { calls: 0, repeats: 0, waitedMs: 0 } } = current;
		const cost = { calls: calls - told.calls, repeats: repeats - told.repeats, waitedMs: waitedMs - told.waitedMs };
		// The first report of a try speaks of the tries before it as well.
		const since = current.told === undefined ? Math.min(startedAt, this.tally.startedAt) : startedAt;
		const deliveryOf = deliver(node, deedOf(this.endpoint), reports, {
			...cost,
			ms: clock.now() - since,
			plan,
			...('sharedYield' in this.endpoint && { shared: this.endpoint.sharedYield }),
		});
		current.told = { calls, repeats, waitedMs };
		const stops = !context.continueOnFail();
		for (const { item, report } of reported) {
			if (!stops || report.lines.every(isDone)) item.resolve(deliveryOf(report));
			else current.failing.push(item);
			// One call of `push` for them all would overflow the stack.
			if (stops) for (const line of report.lines) current.lines.push(line);
			if (breaks.isDue) await breaks.take();
		}
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
		const isHeard = current.error !== undefined;
		if (culprit !== undefined) {
			// n8n would add the item to the message, and a tool has no items.
			const itemIndex = isTool(culprit.node) ? undefined : culprit.index;
			current.error ??= new NodeOperationError(culprit.node, 'The node failed', itemIndex === undefined ? {} : { itemIndex });
		}
		const { error } = current;
		if (error === undefined) return;
		const { message, description, failure } = failureText(this.endpoint, lines, this.tally.calls, isTool(error.node));
		error.message = message;
		error.description = description;
		if (failure !== undefined) error.failure = failure;
		failing.splice(0).forEach((item, index) => {
			if (isCut && (isHeard || index > 0)) item.resolve([]);
			else item.reject(error);
		});
	}
}

/** What the operation does to its records where all is well. */
function deedOf(operation: Operation): Deed {
	if ('find' in operation) return 'found';
	return operation.creates === true ? 'created' : 'deleted';
}

/** Whether a record counts against Stop If More Than: those that are protected are not sent. */
function isCounted({ outcome }: Entry): boolean {
	return outcome !== PROTECTED;
}

/** Whether a claim is neither part of a dry run nor protected. */
function isToBeSent({ target, entry }: Claim): boolean {
	return !target.isDry && isCounted(entry);
}

/** Settles the records that Never Delete names, whichever item asks for them. */
function protect({ protectedIds }: Try, items: readonly ReadItem[]): void {
	if (protectedIds.size === 0) return;
	for (const { target, entry } of items.flatMap(({ claims }) => claims)) {
		const ids = Object.values({ ...target.keys, ...entry.record });
		if (entry.outcome === undefined && ids.some((id) => protectedIds.has(comparable(id)))) entry.outcome = PROTECTED;
	}
}

const NEVER_SETTLED: Outcome = {
	status: 'unknown',
	explanation: { code: null, reason: 'No answer names this record', what_to_do: 'Look it up in Feishu.', log_id: null },
	logId: null,
	open: true,
};

function lineOf({ target, entry }: Claim, missingIsWell: boolean): Line {
	const keys = { ...target.keys, ...entry.record };
	const own = Object.values(entry.record);
	const name = (own.length > 0 ? own : Object.values(keys)).join(' / ');
	const outcome = entry.outcome ?? NEVER_SETTLED;
	const line = { keys, name, ...(entry.copy !== undefined && { copy: entry.copy }) };
	if (!missingIsWell || outcome.isMissing !== true) return { ...line, outcome };
	const { logId, confirmedBy } = outcome;
	return { ...line, outcome: { status: 'already_gone', logId, open: false, ...(confirmedBy === 'read' && { confirmedBy }) } };
}

const FOUND: Outcome = { status: 'found', logId: null, open: false };

/** The lines of a record: its own, or one for each thing that a search has found for it. */
function linesOf(claim: Claim, missingIsWell: boolean): Line[] {
	const { findings } = claim.entry.outcome ?? {};
	if (findings === undefined) return [lineOf(claim, missingIsWell)];
	return findings.map((finding) => {
		if ('item' in finding) return { keys: {}, name: '', outcome: FOUND, item: finding.item };
		const { keys, why } = finding;
		return { keys, name: Object.values(keys).join(' / '), outcome: unreadOutcome(why) };
	});
}

/** Instead of the lines of an item for which more was found than n8n takes. */
const TOO_MANY: Line = {
	keys: {},
	name: '',
	outcome: {
		status: 'refused',
		explanation: {
			code: null,
			reason: `For one item, more than ${MAX_FOUND} results were found, which n8n does not take`,
			what_to_do: 'Switch Return All off and set a Limit, or search for less at a time.',
			log_id: null,
		},
		logId: null,
		open: false,
	},
};

/** The line of an item that was refused before anything was sent. */
function invalidLine(invalid: InvalidField, { node, index }: Item): Line {
	// A tool has no items.
	const reason = `The field “${invalid.field}”${isTool(node) ? '' : ` of item ${index}`} ${invalid.what}.`;
	const failure = { cause: 'configuration-invalid' } as const;
	const explanation = { code: null, reason: `${reason} ${invalid.todo}`, what_to_do: invalid.todo, log_id: null, failure };
	return {
		keys: {},
		name: isTool(node) ? invalid.field : `item ${index}`,
		outcome: { status: 'refused', explanation, logId: null, open: false },
	};
}

function reportOf(item: ReadItem): ItemReport {
	const { index, context, claims, invalid, missingIsWell, most } = item;
	const lines =
		invalid === undefined ? claims.flatMap((claim) => linesOf(claim, missingIsWell)).slice(0, most) : [invalidLine(invalid, item)];
	return {
		index,
		get input() {
			return context.getInputData().json;
		},
		lines: lines.length > MAX_FOUND ? [TOO_MANY] : lines,
	};
}

/** Why nothing is sent with a credential: what is wrong with it, and the next step. */
function unusable(message: string): Ending {
	const { reason, todo } = inTwo(message);
	return { code: null, reason, what_to_do: todo || 'Open the credential and check it.', failure: { cause: 'credential-invalid' } };
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
