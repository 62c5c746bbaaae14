import type { IDataObject, IExecutePaginationFunctions, INode } from 'n8n-workflow';
import type { Operation, RecordKeys } from '../endpoint';
import { isBlankEntry, isEmail, readId, refuseNoId, splitEntries } from '../ids';
import { InvalidField, hiddenIn, quote, readBoolean, readCount, readText, show } from '../values';
import type { Protection } from './protection';
import { isTool } from './runner';

/** Most records of one call of a tool, where the builder has not said otherwise. */
const TOOL_BOUND = 20;

const NEVER_DELETE = 'Never Delete';

const KEEP_COPY = 'Keep a Copy';

/** Seconds to wait until a recall is carried out, where the builder has not said otherwise. */
const LONGEST_WAIT_SECONDS = 300;

/** A timer of Node.js that is set for longer is over at once. */
const LONGEST_TIMER_SECONDS = 2_147_483;

/** Text of an app's own that needs no quotes around it: letters and digits of any script, and the signs of an ID. */
const PLAIN_TEXT = /^[\p{L}\p{N}_.@:+=~-]+$/u;

/** Where plain text is longer, the expression above could overflow its stack; Feishu takes 200 characters. */
const LONGEST_PLAIN_TEXT = 1_024;

/** What an Open ID or Union ID of a person begins with, wherever it stands. */
const PERSON = /(^|[^\p{L}\p{N}])o[un]_/u;

/** The Open ID or Union ID of a person, and nothing else. */
const PERSON_ID = /^o[un]_[0-9a-f]{1,100}$/;

const SEPARATE = ' Separate several IDs with commas or line breaks.';

/**
 * The IDs of Never Delete. A list that is not understood protects nobody: so it is held to the rules
 * of the fields that it is compared with.
 */
function* readProtected(value: unknown, { hasOwnText }: Operation): Generator<string> {
	const todo = 'Enter the IDs to keep, use an expression that yields them or an empty array, or remove the option.';
	if (Array.isArray(value) && value.length === 0) return;
	const all = splitEntries(value, NEVER_DELETE);
	const entries = all.filter((entry) => !isBlankEntry(entry));
	if (entries.length === 0) throw new InvalidField(NEVER_DELETE, 'is blank', todo);
	const isList = typeof value !== 'string' || value.trim().startsWith('[');
	// Between line breaks, blank lines are none; between commas, an ID is missing.
	const places: readonly unknown[] = isList ? all : value.split(/[,，]/);
	if (places.some(isBlankEntry)) throw new InvalidField(NEVER_DELETE, 'holds a blank entry', todo);
	for (const entry of entries) yield hasOwnText === true ? readKeptText(entry, isList) : readKept(entry);
}

/** An ID or an email address. @throws {InvalidField} */
function readKept(entry: unknown): string {
	const id = readText(entry, NEVER_DELETE).trim();
	return isEmail(id) ? id : readId(id, NEVER_DELETE, SEPARATE);
}

/**
 * An ID, or text of an app's own.
 * @param isWhole it is an entry of an array, and may hold any signs
 * @throws {InvalidField} where it may be an ID, or several, with something around it
 */
function readKeptText(entry: unknown, isWhole: boolean): string {
	const text = readText(entry, NEVER_DELETE).trim();
	if (text.startsWith('=')) return readId(text, NEVER_DELETE);
	refuseNoId(text, NEVER_DELETE);
	const isPlain = text.length <= LONGEST_PLAIN_TEXT && PLAIN_TEXT.test(text) && !text.startsWith('@');
	if (isPlain || isEmail(text) || (isWhole && !PERSON.test(text) && hiddenIn(text) === undefined)) return text;
	throw new InvalidField(
		NEVER_DELETE,
		`holds ${quote(text)}, and it is not clear which IDs that names`,
		'Separate several with commas or line breaks. Name a business ID with other signs by an array, such as {{ ["order 42"] }}.',
	);
}

/** Reads the options of the engine, which have no `routing`: only those that hold an expression are asked for item by item. */
export class OptionReader {
	private readonly given: IDataObject;
	/** What Never Delete named last: items mostly have the same list, which may be long. */
	private last: unknown;

	constructor(
		private readonly node: INode,
		private readonly endpoint: Operation,
	) {
		this.given = (node.parameters.options ?? {}) as IDataObject;
	}

	/** Whether a copy of each record is read before it is deleted. */
	get keepsCopy(): boolean {
		const { keepCopy = false } = this.given;
		return keepCopy !== false && keepCopy !== 'false' && isDeletion(this.endpoint);
	}

	/** How long to wait until what Feishu accepted is carried out. */
	get followSeconds(): number | undefined {
		if (this.given.waitUntilRecalled !== true) return undefined;
		const { longestWait = LONGEST_WAIT_SECONDS } = this.given;
		return typeof longestWait === 'number' ? Math.min(LONGEST_TIMER_SECONDS, Math.max(0, longestWait)) : LONGEST_WAIT_SECONDS;
	}

	/**
	 * Looks whether the copies that are to be kept would reach anybody.
	 * @throws {InvalidField} where they would be lost
	 */
	checkCopy(context: IExecutePaginationFunctions): void {
		if (!this.keepsCopy) return;
		const { keepCopy } = this.given;
		// n8n hands its expressions on as the text that they are. Taken for off, it would cost the copies.
		if (keepCopy !== true && keepCopy !== 'true') {
			throw new InvalidField(
				KEEP_COPY,
				`holds ${show(keepCopy)}, which is neither on nor off`,
				'Switch it on or off: it takes no expression.',
			);
		}
		const { output = isTool(this.node) ? 'summary' : 'records' } = this.given;
		if (output === 'summary') {
			throw new InvalidField(
				KEEP_COPY,
				'is on while Output is Summary, which has no place for copies',
				'Set Output to Each Record, or switch Keep a Copy off.',
			);
		}
		if (!context.continueOnFail()) {
			throw new InvalidField(
				KEEP_COPY,
				'is on while On Error is Stop Workflow, which would lose the copies',
				'Under Settings of this node, set On Error to Continue or to Continue (using error output), or switch Keep a Copy off.',
			);
		}
	}

	/**
	 * How many things a search is to find for an item, at most.
	 * @throws {InvalidField}
	 */
	most(context: IExecutePaginationFunctions): number {
		const { returnAll, limit } = this.node.parameters;
		if (returnAll === undefined && limit === undefined) return Number.POSITIVE_INFINITY;
		if (readBoolean(this.resolved(context, returnAll, 'returnAll'), 'Return All')) return Number.POSITIVE_INFINITY;
		const most = readCount(this.resolved(context, limit, 'limit'), 'Limit');
		if (most === 0) throw new InvalidField('Limit', 'is 0', 'Enter 1 or more, or switch on Return All.');
		return most;
	}

	/**
	 * Adds to what is protected what Never Delete names for an item.
	 * @throws {InvalidField} where that cannot be understood
	 */
	protect(context: IExecutePaginationFunctions, protection: Protection): void {
		if (!('neverDelete' in this.given)) return;
		const value = this.valueOf(context, 'neverDelete');
		if (isSame(value, this.last)) return;
		const { hasOwnText } = this.endpoint;
		for (const id of readProtected(value, this.endpoint)) {
			// Text of an app's own may begin like an ID of another kind.
			if (hasOwnText === true && !PERSON_ID.test(id)) protection.addText(id);
			else protection.add(id);
		}
		// And it may hold a comma.
		if (hasOwnText === true && typeof value === 'string') protection.addText(value);
		this.last = value;
	}

	/**
	 * How many records a run may delete, at most; `Infinity` where nothing bounds it.
	 * @throws {InvalidField}
	 */
	bound(context: IExecutePaginationFunctions): number {
		if (!('stopIfMoreThan' in this.given)) return isTool(this.node) && !('find' in this.endpoint) ? TOOL_BOUND : Number.POSITIVE_INFINITY;
		return readCount(this.valueOf(context, 'stopIfMoreThan'), 'Stop If More Than');
	}

	/**
	 * Looks whether an agent asks for any number of people while nobody has said how much it may ask for.
	 * @throws {InvalidField} where it does
	 */
	checkCrowds(records: readonly RecordKeys[]): void {
		const { crowds } = this.endpoint;
		if (crowds === undefined || !isTool(this.node) || 'stopIfMoreThan' in this.given || !records.some(crowds.isOne)) return;
		throw new InvalidField(
			crowds.field,
			'names a department, which counts as one record however many people are in it, and Stop If More Than is not set',
			'Name people instead. To let an agent send to departments, set Stop If More Than in Options.',
		);
	}

	/** @throws {InvalidField} */
	isDry(context: IExecutePaginationFunctions): boolean {
		return this.isOn(context, 'dryRun', 'Dry Run');
	}

	/**
	 * Whether it is well for an item where Feishu names a record as not there.
	 * @throws {InvalidField}
	 */
	missingIsWell(context: IExecutePaginationFunctions): boolean {
		return this.isOn(context, 'alreadyGone', 'Already Gone Counts as Deleted');
	}

	private isOn(context: IExecutePaginationFunctions, name: string, field: string): boolean {
		return name in this.given && readBoolean(this.valueOf(context, name), field);
	}

	private valueOf(context: IExecutePaginationFunctions, name: string): unknown {
		return this.resolved(context, this.given[name], `options.${name}`);
	}

	private resolved(context: IExecutePaginationFunctions, value: unknown, name: string): unknown {
		return typeof value === 'string' && value.startsWith('=') ? context.getNodeParameter(name) : value;
	}
}

function isDeletion(operation: Operation): boolean {
	return !('find' in operation) && operation.creates !== true;
}

function isSame(value: unknown, last: unknown): boolean {
	if (!Array.isArray(value) || !Array.isArray(last)) return value === last && value !== undefined;
	return value.length === last.length && value.every((entry, index) => entry === last[index]);
}
