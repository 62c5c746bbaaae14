import {
	NodeOperationError,
	type DeclarativeRestApiSettings,
	type IDataObject,
	type IExecutePaginationFunctions,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { Access } from './access';
import type { Endpoint, RecordKeys } from './endpoint';
import { InvalidField, readChoice, readId } from './ids';
import { deliver, type ItemReport, type Line } from './output';
import { Calls, type Ending, type Entry, type Outcome, type Target } from './settle';

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
	claims: Array<{ target: Target; entry: Entry }>;
	invalid?: InvalidField;
}

/** `user_id_type` of every page that has it. */
const USER_ID_TYPES = ['open_id', 'union_id', 'user_id'] as const;

/**
 * Most records from one item. n8n spreads the output of an item into one function call and overflows
 * its stack near 125,000 of them, which would be after the deletions.
 */
const MAX_RECORDS_PER_ITEM = 50_000;

/** Milliseconds a call may take where the user has set no timeout. n8n's own default is five minutes. */
const TIMEOUT_MS = 30_000;

/**
 * One execution of one node: every item of it, over n8n's Batching and over the tries of Retry On
 * Fail. What was settled once is remembered here and never sent again.
 */
class Run {
	private targets = new Map<string, Target>();
	private seen = new Set<number>();
	private batch: Item[] | undefined;
	private calls: Calls | undefined;
	private ending: Ending | undefined;
	private flushed: Promise<void> = Promise.resolve();

	constructor(private readonly endpoint: Endpoint) {}

	/**
	 * Takes an item in. Nothing may be awaited before: n8n starts all items of a run in one turn of
	 * the event loop, and those of one turn become one batch.
	 */
	async join(
		context: IExecutePaginationFunctions,
		node: INode,
		request: IHttpRequestOptions,
	): Promise<INodeExecutionData[]> {
		const index = context.getItemIndex();
		if (this.seen.has(index)) this.beginTry(node.retryOnFail === true);
		this.seen.add(index);
		return await new Promise((resolve, reject) => {
			const item: Item = { context, node, index, request, resolve, reject };
			if (this.batch !== undefined) {
				this.batch.push(item);
				return;
			}
			const batch = [item];
			this.batch = batch;
			this.flushed = this.flushed.then(async () => {
				this.batch = undefined;
				await this.flush(batch);
			});
		});
	}

	/** The node is run again: only what is still open may be sent. */
	private beginTry(remember: boolean): void {
		this.seen = new Set();
		this.calls = undefined;
		this.ending = undefined;
		if (!remember) this.targets = new Map();
		for (const { entries } of this.targets.values()) {
			for (const entry of entries.values()) if (entry.outcome?.open === true) delete entry.outcome;
		}
	}

	private async flush(batch: readonly Item[]): Promise<void> {
		const [first] = batch;
		if (first === undefined) return;
		const { context, node } = first;
		try {
			const stops = !context.continueOnFail();
			if (stops && lacksItems(context, node, batch.length)) {
				// Another item's expression has failed, and with it the node: nobody waits for these.
				for (const item of batch) item.resolve([]);
				return;
			}
			const items = batch.map((item) => this.read(item));
			const invalid = items.filter((item) => item.invalid !== undefined);
			if (stops && invalid.length > 0) {
				for (const item of items) {
					if (item.invalid === undefined) item.resolve([]);
					else item.reject(new NodeOperationError(node, messageOf(item.invalid, item.index), { itemIndex: item.index }));
				}
				return;
			}
			await this.settle(items);
			const options = (node.parameters.options ?? {}) as { output?: string; includeInputFields?: boolean };
			const reports = items.map((item) => this.report(item, options.includeInputFields === true));
			const form = options.output === 'summary' ? 'summary' : 'records';
			const deliveries = deliver(this.endpoint, node, reports, this.calls?.made ?? 0, form);
			items.forEach((item, index) => {
				const delivery = deliveries[index] ?? [];
				if (Array.isArray(delivery)) item.resolve(delivery);
				else item.reject(delivery);
			});
		} catch (error) {
			for (const item of batch) item.reject(error as Error);
		}
	}

	/** Reads the fields of an item, and puts its records among those of their target. */
	private read(item: Item): ReadItem {
		const { endpoint } = this;
		try {
			const { baseURL: _base, url, body, qs: query = {}, ...options } = item.request;
			const keys: Record<string, string> = {};
			const path = url.replace(/:([a-z_]+)/g, (_match, name: string) => {
				const value = item.context.getNodeParameter(endpoint.parameters[name] ?? name, undefined, { extractValue: true });
				const id = readId(value, endpoint.pathFields?.[name] ?? name);
				keys[name] = id;
				return encodeURIComponent(id);
			});
			const inBody = Object.entries(endpoint.parameters).filter(([name]) => !(name in keys));
			const named: IDataObject = Object.fromEntries(inBody.map(([name, parameter]) => [name, item.context.getNodeParameter(parameter)]));
			if ('user_id_type' in query) readChoice(query.user_id_type, USER_ID_TYPES, 'User ID Type');
			const selection = endpoint.read({ ...(body as IDataObject), ...named }, { timezone: item.context.getTimezone() });
			if (selection.records.length > MAX_RECORDS_PER_ITEM) {
				throw new InvalidField(
					endpoint.field,
					`names ${selection.records.length} ${endpoint.noun.many}, and one item may name ${MAX_RECORDS_PER_ITEM}`,
					'Split the list into several items first, for example with a Split Out node.',
				);
			}
			const own = item.node.parameters.requestOptions as { timeout?: unknown } | undefined;
			const request: IHttpRequestOptions = {
				...options,
				url: path,
				qs: query,
				headers: { ...options.headers, 'Content-Type': 'application/json; charset=utf-8' },
				json: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: own?.timeout === undefined ? TIMEOUT_MS : (options.timeout ?? TIMEOUT_MS),
			};
			const target = this.targetOf(item.context, keys, path, request, selection.body);
			const entries = new Set(selection.records.map((record) => entryOf(target, record)));
			return { ...item, claims: [...entries].map((entry) => ({ target, entry })) };
		} catch (error) {
			if (error instanceof InvalidField) return { ...item, claims: [], invalid: error };
			throw new NodeOperationError(item.node, error as Error, { itemIndex: item.index });
		}
	}

	/** Items for the same path, query, options and body, but for the records, share a target. */
	private targetOf(
		context: IExecutePaginationFunctions,
		keys: RecordKeys,
		path: string,
		options: IHttpRequestOptions,
		body: IDataObject,
	): Target {
		const key = JSON.stringify([options, body]);
		let target = this.targets.get(key);
		if (target === undefined) {
			target = { context, keys, path, options, body, entries: new Map() };
			this.targets.set(key, target);
		}
		return target;
	}

	/** Sends what is open, unless the run has ended before: in an earlier batch, or before its first call. */
	private async settle(items: readonly ReadItem[]): Promise<void> {
		const entries = items.flatMap((item) => item.claims.map((claim) => claim.entry)).filter((entry) => entry.outcome === undefined);
		const [first, ...rest] = items;
		if (entries.length === 0 || first === undefined) return;
		if (this.calls === undefined && this.ending === undefined) {
			try {
				const access = await Access.open([first.context, ...rest.map((item) => item.context)]);
				this.calls = new Calls(this.endpoint, access, first.context.getExecutionCancelSignal());
			} catch (error) {
				this.ending = { code: null, reason: 'The credential cannot be used', what_to_do: (error as Error).message };
			}
		}
		await this.calls?.settle(this.targets.values());
		const { ending } = this;
		if (ending === undefined) return;
		for (const entry of entries) {
			entry.outcome = { status: 'not_sent', explanation: { ...ending, log_id: null }, logId: null, open: true };
		}
	}

	private report(item: ReadItem, includeInput: boolean): ItemReport {
		const lines = item.invalid === undefined ? item.claims.map(lineOf) : [refusedLine(item.invalid, item.index)];
		return {
			index: item.index,
			input: includeInput ? item.context.getInputData().json : undefined,
			lines,
		};
	}
}

function entryOf(target: Target, record: RecordKeys): Entry {
	const key = JSON.stringify(record);
	let entry = target.entries.get(key);
	if (entry === undefined) {
		entry = { record, mayBeDone: false };
		target.entries.set(key, entry);
	}
	return entry;
}

const NEVER_SETTLED: Outcome = {
	status: 'unknown',
	explanation: { code: null, reason: 'No answer names this record', what_to_do: 'Look it up in Feishu.', log_id: null },
	logId: null,
	open: true,
};

function lineOf({ target, entry }: ReadItem['claims'][number]): Line {
	const keys = { ...target.keys, ...entry.record };
	const own = Object.values(entry.record);
	const name = (own.length > 0 ? own : Object.values(keys)).join(' / ');
	return { keys, name, outcome: entry.outcome ?? NEVER_SETTLED };
}

function messageOf(invalid: InvalidField, index: number): string {
	return `The field “${invalid.field}” of item ${index} ${invalid.what}. ${invalid.todo}`;
}

/** The line of an item that was refused before anything was sent. */
function refusedLine(invalid: InvalidField, index: number): Line {
	const message = messageOf(invalid, index);
	const explanation = { code: null, reason: message, what_to_do: invalid.todo, log_id: null };
	return { keys: {}, name: `item ${index}`, outcome: { status: 'refused', explanation, logId: null, open: false } };
}

/** Whether n8n runs the node as a tool of an AI agent: one item, in the agent's execution data. */
function isTool(node: INode): boolean {
	return node.type.endsWith('Tool');
}

/**
 * Whether items of the run are missing. n8n fails the node when the expression of any item throws,
 * but only after it has started the items before that one: under Stop, nothing may be sent for those.
 */
function lacksItems(context: IExecutePaginationFunctions, node: INode, registered: number): boolean {
	const { batching } = context.getNodeParameter('requestOptions', {}) as {
		batching?: { batch?: { batchInterval?: number } };
	};
	if (isTool(node) || (batching?.batch?.batchInterval ?? 0) > 0) return false;
	const given = context.getExecuteData().data.main?.[0]?.length ?? registered;
	return registered < (node.executeOnce === true ? 1 : given);
}

/** Runs by what identifies an execution of a node: the same object over the tries of Retry On Fail. */
const runs = new WeakMap<object, Map<string, Run>>();

function runOf(endpoint: Endpoint, context: IExecutePaginationFunctions, node: INode): Run {
	// The calls of a tool share the execution data of their agent, and may run side by side.
	if (isTool(node)) return new Run(endpoint);
	const execution = context.getExecuteData();
	const known = runs.get(execution) ?? new Map<string, Run>();
	runs.set(execution, known);
	const run = known.get(node.name) ?? new Run(endpoint);
	known.set(node.name, run);
	return run;
}

/**
 * The seam between n8n's declarative runner and the engine: a pagination function, which n8n calls
 * with each item's resolved request, and whose result it takes as that item's output.
 */
export function deletion(endpoint: Endpoint) {
	return async function (
		this: IExecutePaginationFunctions,
		requestData: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		const node = this.getNode();
		return await runOf(endpoint, this, node).join(this, node, requestData.options as IHttpRequestOptions);
	};
}
