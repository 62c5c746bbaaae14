import type { IDataObject, IExecutePaginationFunctions, INode } from 'n8n-workflow';
import { readEntries } from '../ids';
import { InvalidField, readBoolean, readCount, readText } from '../values';
import { isTool } from './runner';

/** Most records of one call of a tool, where the builder has not said otherwise. */
const TOOL_BOUND = 20;

/** The options of the engine as they hold for one item. */
export interface ItemOptions {
	/** Nothing is sent; what would be is reported. */
	dryRun: boolean;
	/** Records of one run, at most. */
	stopIfMoreThan: number | undefined;
	/** IDs that are never sent, in the form of `comparable`. */
	neverDelete: ReadonlySet<string>;
	/** A record that Feishu names as not there is well. */
	alreadyGone: boolean;
}

/** An ID as it is compared. Mail addresses, and IDs that look like them, are the same in capitals. */
export function comparable(id: string): string {
	return id.includes('@') ? id.toLowerCase() : id;
}

function readNeverDelete(value: unknown): ReadonlySet<string> {
	const field = 'Never Delete';
	const entries = readEntries(value, field);
	// An empty array protects nobody. What is blank is an ID that is missing.
	if (Array.isArray(value) ? entries.length < value.length : entries.length === 0) {
		throw new InvalidField(
			field,
			Array.isArray(value) ? 'holds a blank entry' : 'is blank',
			'Enter the IDs to keep, use an expression that yields them or an empty array, or remove the option.',
		);
	}
	const ids = entries.map((entry) => readText(entry, field).trim());
	// The business ID of a card may hold a comma.
	return new Set([...ids, ...(typeof value === 'string' ? [value.trim()] : [])].map(comparable));
}

/** Reads the options of the engine, which have no `routing`: only those that hold an expression are asked for item by item. */
export class OptionReader {
	/** One item for the whole run, or one for each record. */
	readonly form: 'records' | 'summary';
	readonly includesInput: boolean;

	private readonly given: IDataObject;
	private readonly bound: number | undefined;
	private kept: { value: unknown; ids: ReadonlySet<string> } | undefined;

	constructor(node: INode) {
		this.given = (node.parameters.options ?? {}) as IDataObject;
		const { output = isTool(node) ? 'summary' : 'records', includeInputFields } = this.given;
		this.form = output === 'summary' ? 'summary' : 'records';
		this.includesInput = includeInputFields === true;
		this.bound = isTool(node) ? TOOL_BOUND : undefined;
	}

	/** @throws {InvalidField} where an option holds what it cannot be */
	read(context: IExecutePaginationFunctions): ItemOptions {
		const of = <T>(name: string, read: (value: unknown) => T, absent: T) => {
			if (!(name in this.given)) return absent;
			const value = this.given[name];
			const isExpression = typeof value === 'string' && value.startsWith('=');
			return read(isExpression ? context.getNodeParameter(`options.${name}`) : value);
		};
		return {
			dryRun: of('dryRun', (value) => readBoolean(value, 'Dry Run'), false),
			stopIfMoreThan: of('stopIfMoreThan', (value) => readCount(value, 'Stop If More Than'), this.bound),
			neverDelete: of('neverDelete', (value) => this.keptBy(value), NONE),
			alreadyGone: of('alreadyGone', (value) => readBoolean(value, 'Already Gone Counts as Deleted'), false),
		};
	}

	/** Items mostly have the same list, which may be long. */
	private keptBy(value: unknown): ReadonlySet<string> {
		if (this.kept === undefined || this.kept.value !== value) this.kept = { value, ids: readNeverDelete(value) };
		return this.kept.ids;
	}
}

const NONE: ReadonlySet<string> = new Set();
