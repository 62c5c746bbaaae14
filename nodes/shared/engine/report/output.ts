import { deepCopy, type IDataObject, type INode, type INodeExecutionData, type IPairedItemData } from 'n8n-workflow';
import type { Operation } from '../../endpoint';
import { isDone } from '../judge/outcome';
import { SUCCESS } from '../kind';
import type { Line, Outcome, Status } from '../record';
import { isTool } from '../n8n/execution';
import { adviceOf } from './toolText';
import { recognised } from './recognised';
import { shownKeys } from './shownKeys';
import { DELETION_STATUS } from '../../snapshot';
import { summaryOf, type Figures, type ItemReport } from './summary';

/** Longest field of an input item, as JSON, that is copied to each of several records. */
const LONGEST_COPIED_FIELD = 1_000;

/**
 * A copy for each output: an edit in a later node must not change another item. What n8n
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

/** What is added to the report of a record. */
interface Added {
	/** The fields of the input item, if they are wanted. */
	input: IDataObject | undefined;
	/** The input item, which may say what a person recognises the record by. */
	about: IDataObject | undefined;
}

/** What a copy says of its record: one that was refused as missing is gone, though the list that was copied showed it. */
function deletionStatusOf({ status, isMissing }: Outcome): Status {
	return status === 'refused' && isMissing === true ? 'already_gone' : status;
}

/**
 * One record as its output item shows it: how it ended, what a person recognises it by, its IDs, and then the rest. A
 * table only has room for the first columns, and has a column for each key that is null.
 */
function toJson(line: Line, kind: Operation['kind'], agent: boolean, { input, about }: Added): IDataObject {
	const { keys, times, outcome, copy, lookedUp, notRestored, item } = line;
	// What was found is the whole item. Other items may have found it, too: an edit of one must not change the other.
	if (item !== undefined) return deepCopy(item);
	const { status, explanation, yields, logId, confirmedBy } = outcome;
	const isRecall = status === 'recall_requested' || status === 'recalled';
	const told = outcome.isCommon === true ? undefined : explanation;
	return {
		status,
		...recognised(keys, times === undefined ? copy : { ...copy, ...times }, about),
		...shownKeys(line),
		...(lookedUp !== undefined && { looked_up: lookedUp }),
		...(yields !== undefined && deepCopy(yields)),
		...(notRestored !== undefined && { not_restored: [...notRestored] }),
		// An accepted recall is neither: Feishu carries it out later, and an IF on `deleted` must not say that it failed.
		...(kind !== 'find' && !isRecall && { [SUCCESS[kind]]: status === SUCCESS[kind] }),
		...(told !== undefined && {
			...(told.code !== null && { code: told.code }),
			reason: told.reason,
			what_to_do: adviceOf(told, agent),
		}),
		...(outcome.isCommon === true && outcome.note !== undefined && { what_to_do: outcome.note }),
		...(logId !== null && { log_id: logId }),
		...(confirmedBy !== undefined && { confirmed_by: confirmedBy }),
		...(input !== undefined && { input: copyOf(input) }),
		...(copy !== undefined && { snapshot: { ...deepCopy(copy), [DELETION_STATUS]: deletionStatusOf(outcome) } }),
	};
}

/**
 * The fields of an input item that each of its records gets a copy of. If there are several, long
 * ones are left out, above all the list that names the records: 3,000 IDs, each with a copy of all of
 * them, are 100 MB.
 */
function copiedFields({ input, lines }: ItemReport): IDataObject | undefined {
	if (input === undefined || lines.length < 2) return input;
	return Object.fromEntries(Object.entries(input).filter(([, value]) => isShort(value)));
}

/**
 * A rejected record for n8n's error branch. The engine takes an item for a rejected one by its
 * `json.error`, as long as there is nothing beside it but `error`, `message` and `details`.
 * @param pairedItem of which n8n adds the fields; if it is a bare number, it does not look for them
 */
function toErrorItem(
	line: Line,
	kind: Operation['kind'],
	agent: boolean,
	pairedItem: IPairedItemData | number,
	added: Added,
): INodeExecutionData {
	const { explanation } = line.outcome;
	const message = explanation === undefined ? '' : `${explanation.reason.replace(/\.?$/, '.')} ${adviceOf(explanation, agent)}`;
	return {
		json: { error: toJson(line, kind, agent, added), message },
		pairedItem,
	};
}

/**
 * How the report of an item of a run becomes what n8n gets for it, one output item after the other. In both Continue modes nothing is
 * thrown, and no item carries an `error` property, since the engine would replace its json.
 * @param reports of all items that are reported together: the first one gets a summary of them
 * @param isFound whether n8n will find an input item
 */
export function formatterFor(
	node: INode,
	kind: Operation['kind'],
	reports: readonly ItemReport[],
	figures: Figures,
	isFound: (index: number) => boolean,
): (report: ItemReport) => Generator<INodeExecutionData> {
	const agent = isTool(node);
	const { output = agent ? 'summary' : 'records', includeInputFields } = (node.parameters.options ?? {}) as IDataObject;
	// What a search found is what it is for.
	const isSummary = output === 'summary' && kind !== 'find';
	// n8n hands all outputs of a tool to the agent as one.
	const toErrorBranch = !agent && node.onError === 'continueErrorOutput';
	return function* (report) {
		const added = { input: includeInputFields === true ? copiedFields(report) : undefined, about: agent ? undefined : report.input };
		const isRejected = (line: Line) => toErrorBranch && !isDone(line);
		const shown = !isSummary ? report.lines : report.lines.filter(isRejected);
		const isLost = shown.some(isRejected) && !isFound(report.index);
		if (isSummary && report === reports[0]) yield summaryOf(reports, kind, figures, agent);
		for (const line of shown) {
			yield isRejected(line)
				? toErrorItem(line, kind, agent, isLost ? report.index : { item: report.index }, added)
				: { json: toJson(line, kind, agent, added), pairedItem: { item: report.index } };
		}
	};
}
