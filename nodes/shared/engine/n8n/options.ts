import type { IDataObject, IExecutePaginationFunctions, INode } from 'n8n-workflow';
import type { Operation, RecordKeys } from '../../endpoint';
import { InvalidField, readBoolean, readCount, show } from '../../values';
import { protectIds } from '../run/neverDelete';
import type { Protection } from '../run/protection';
import { isTool } from './execution';

/** Most records of one call of a tool, if the builder has not said otherwise. */
const TOOL_BOUND = 20;

const KEEP_COPY = 'Keep a Copy';

/** Seconds to wait until a recall is carried out, if the builder has not said otherwise. */
const LONGEST_WAIT_SECONDS = 300;

/** A timer of Node.js that is set for longer is over at once. */
const LONGEST_TIMER_SECONDS = 2_147_483;

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
		return keepCopy !== false && keepCopy !== 'false' && this.endpoint.kind === 'delete';
	}

	/** How long to wait until what Feishu accepted is carried out. */
	get followSeconds(): number | undefined {
		if (this.given.waitUntilRecalled !== true) return undefined;
		const { longestWait = LONGEST_WAIT_SECONDS } = this.given;
		return typeof longestWait === 'number' ? Math.min(LONGEST_TIMER_SECONDS, Math.max(0, longestWait)) : LONGEST_WAIT_SECONDS;
	}

	/**
	 * Looks whether the copies that are to be kept would reach anybody.
	 * @throws {InvalidField} if they would be lost
	 */
	assertCopiesReachOutput(context: IExecutePaginationFunctions): void {
		if (!this.keepsCopy) return;
		const { keepCopy } = this.given;
		// n8n hands its expressions on as the text that they are. Taken for off, it would cost the copies.
		if (keepCopy !== true && keepCopy !== 'true') {
			throw new InvalidField(
				KEEP_COPY,
				`holds ${show(keepCopy)}, which is neither on nor off`,
				'Switch it on or off. It cannot be an expression.',
			);
		}
		const { output = isTool(this.node) ? 'summary' : 'records' } = this.given;
		if (output === 'summary') {
			throw new InvalidField(
				KEEP_COPY,
				'is on while Output is Summary, which cannot hold copies',
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
	limit(context: IExecutePaginationFunctions): number {
		const { returnAll, limit } = this.node.parameters;
		if (returnAll === undefined && limit === undefined) return Number.POSITIVE_INFINITY;
		if (readBoolean(this.resolved(context, returnAll, 'returnAll'), 'Return All')) return Number.POSITIVE_INFINITY;
		const most = readCount(this.resolved(context, limit, 'limit'), 'Limit');
		if (most === 0) throw new InvalidField('Limit', 'is 0', 'Enter 1 or more, or switch on Return All.');
		return most;
	}

	/**
	 * Adds to what is protected what Never Delete names for an item.
	 * @throws {InvalidField} if that cannot be understood
	 */
	protect(context: IExecutePaginationFunctions, protection: Protection): void {
		if (!('neverDelete' in this.given)) return;
		const value = this.valueOf(context, 'neverDelete');
		if (isSame(value, this.last)) return;
		protectIds(value, this.endpoint, protection);
		this.last = value;
	}

	/**
	 * How many records a run may delete, at most; `Infinity` if nothing bounds it.
	 * @throws {InvalidField}
	 */
	stopIfMoreThan(context: IExecutePaginationFunctions): number {
		if (!('stopIfMoreThan' in this.given))
			return isTool(this.node) && this.endpoint.kind !== 'find' ? TOOL_BOUND : Number.POSITIVE_INFINITY;
		return readCount(this.valueOf(context, 'stopIfMoreThan'), 'Stop If More Than');
	}

	/**
	 * Looks whether an agent asks for any number of people while nobody has said how much it may ask for.
	 * @throws {InvalidField} if it does
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

	/**
	 * Whether nothing is to be sent for an item: by the switch, or by the option that earlier versions had for it.
	 * @throws {InvalidField}
	 */
	isDry(context: IExecutePaginationFunctions): boolean {
		if (this.endpoint.kind === 'find') return false;
		return this.isSwitchedDry(context) || this.isOn(context, 'dryRun', 'Dry Run (Older Workflows)');
	}

	/**
	 * Whether a search is only to be planned for an item.
	 * @throws {InvalidField}
	 */
	plans(context: IExecutePaginationFunctions): boolean {
		return this.endpoint.kind === 'find' && this.endpoint.canPlan === true && this.isSwitchedDry(context);
	}

	private isSwitchedDry(context: IExecutePaginationFunctions): boolean {
		const { dryRun } = this.node.parameters;
		return dryRun !== undefined && readBoolean(this.resolved(context, dryRun, 'dryRun'), 'Dry Run');
	}

	/**
	 * Whether a record that Feishu names as not there counts as done, for an item.
	 * @throws {InvalidField}
	 */
	missingIsDone(context: IExecutePaginationFunctions): boolean {
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

function isSame(value: unknown, last: unknown): boolean {
	if (!Array.isArray(value) || !Array.isArray(last)) return value === last && value !== undefined;
	return value.length === last.length && value.every((entry, index) => entry === last[index]);
}
