import { deepCopy, type IDataObject, type INode, type INodeExecutionData } from 'n8n-workflow';
import type { RecordKeys } from '../endpoint';
import type { Outcome } from './record';

/** What one item asked for and what became of it. */
export interface Line {
	/** All keys of the record: those of its target, then its own. None where the item was refused before sending. */
	keys: RecordKeys;
	/** The record as a person names it. */
	name: string;
	outcome: Outcome;
}

/** The lines of one input item. */
export interface ItemReport {
	index: number;
	/** The input item's fields, where they are to be in the output. */
	input: IDataObject | undefined;
	lines: Line[];
}

/** Longest field of an input item, as JSON, that is copied to each of several records. */
const LONGEST_COPIED_FIELD = 1_000;

/** Whether all is well with a record. */
export function isDone({ outcome }: Line): boolean {
	return outcome.status === 'deleted' || outcome.status === 'recall_requested';
}

/** The next step; the address of Feishu's help comes last, as it is long. */
function adviceOf({ explanation }: Outcome): string | null {
	if (explanation === undefined) return null;
	const { what_to_do, link } = explanation;
	return link === undefined ? what_to_do : `${what_to_do} Feishu’s own help: ${link}`;
}

/**
 * A copy for each output: whoever edits it in a later node must not change another item. What n8n
 * cannot copy, such as lists within thousands of lists, is left out: the report goes before it.
 */
function copyOf(input: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(input).flatMap(([name, value]) => {
			try {
				return [[name, deepCopy(value as IDataObject)]];
			} catch {
				return [];
			}
		}),
	);
}

/** Whether a field is short enough to be copied often. What has no form as JSON is not. */
function isShort(value: unknown): boolean {
	try {
		return value === undefined || JSON.stringify(value).length <= LONGEST_COPIED_FIELD;
	} catch {
		return false;
	}
}

/** One record as its output item shows it. */
function toJson({ keys, outcome }: Line, input?: IDataObject): IDataObject {
	return {
		...keys,
		status: outcome.status,
		// An accepted recall is neither: Feishu carries it out later, and an IF on `deleted` must not say that it failed.
		...(outcome.status !== 'recall_requested' && { deleted: outcome.status === 'deleted' }),
		code: outcome.explanation?.code ?? null,
		reason: outcome.explanation?.reason ?? null,
		what_to_do: adviceOf(outcome),
		log_id: outcome.logId,
		...(outcome.confirmedByRepeat === true && { confirmed_by: 'repeat' }),
		...(input !== undefined && { input: copyOf(input) }),
	};
}

/**
 * The fields of an input item that each of its records gets a copy of. Where there are several, long
 * ones are left out, above all the list that names the records: 3,000 IDs, each with a copy of all of
 * them, are 100 MB.
 */
function copiedFields({ input, lines }: ItemReport): IDataObject | undefined {
	if (input === undefined || lines.length < 2) return input;
	return Object.fromEntries(Object.entries(input).filter(([, value]) => isShort(value)));
}

/** One item for a whole run. */
function summaryOf(reports: readonly ItemReport[], calls: number): INodeExecutionData {
	const lines = reports.flatMap((report) => report.lines);
	const of = (status: Outcome['status']) => lines.filter((line) => line.outcome.status === status);
	const recalls = of('recall_requested').length;
	return {
		json: {
			asked: lines.length,
			deleted: of('deleted').length,
			...(recalls > 0 && { recall_requested: recalls }),
			refused: of('refused').map((line) => toJson(line)),
			unknown: of('unknown').map((line) => toJson(line)),
			not_sent: of('not_sent').map((line) => toJson(line)),
			calls,
		},
		pairedItem: reports.map((report) => ({ item: report.index })),
	};
}

/**
 * A rejected record for n8n's error branch. The engine takes an item for a rejected one by its
 * `json.error`, as long as nothing but `error`, `message` and `details` stands beside it.
 */
function toErrorItem(line: Line, index: number, input: IDataObject | undefined): INodeExecutionData {
	const reason = line.outcome.explanation?.reason ?? '';
	return {
		json: { error: toJson(line, input), message: `${reason.replace(/\.?$/, '.')} ${adviceOf(line.outcome) ?? ''}` },
		pairedItem: { item: index },
	};
}

/**
 * Turns the reports of a run into the items that n8n gets, item by item. In both Continue modes
 * nothing is thrown, and no item carries an `error` property, since the engine would replace its json.
 * @param calls attempts that left for these reports
 */
export function deliver(node: INode, reports: readonly ItemReport[], calls: number, form: 'records' | 'summary'): INodeExecutionData[][] {
	const toErrorBranch = node.onError === 'continueErrorOutput';
	const deliveries = reports.map((report) => {
		const input = copiedFields(report);
		const shown = form === 'records' ? report.lines : report.lines.filter((line) => toErrorBranch && !isDone(line));
		return shown.map((line): INodeExecutionData =>
			toErrorBranch && !isDone(line)
				? toErrorItem(line, report.index, input)
				: { json: toJson(line, input), pairedItem: { item: report.index } },
		);
	});
	if (form === 'summary') deliveries[0]?.unshift(summaryOf(reports, calls));
	return deliveries;
}
