import { NodeOperationError, type IDataObject, type INode, type INodeExecutionData } from 'n8n-workflow';
import type { Endpoint, RecordKeys } from './endpoint';
import type { Outcome } from './settle';

/** What one item asked for and what became of it. */
export interface Line {
	/** All keys of the record: those of its target, then its own. */
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

/** Records listed in the description of a thrown message, at most, by status. */
const MAX_LISTED = 50;

const isDone = ({ outcome }: Line): boolean => outcome.status === 'deleted' || outcome.status === 'recall_requested';

/** One record as its output item shows it. */
function toJson({ keys, outcome }: Line, input?: IDataObject): IDataObject {
	return {
		...keys,
		status: outcome.status,
		deleted: outcome.status === 'deleted',
		code: outcome.explanation?.code ?? null,
		reason: outcome.explanation?.reason ?? null,
		what_to_do: outcome.explanation?.what_to_do ?? null,
		log_id: outcome.logId,
		...(outcome.confirmedByRepeat === true && { confirmed_by: 'repeat' }),
		...(input !== undefined && { input }),
	};
}

const WORDS = { refused: 'refused', unknown: 'unknown', not_sent: 'not sent' } as const;

/** `2 of 15 attendance records deleted, 12 refused, 1 unknown.` and the first one's story. */
function messageOf(endpoint: Endpoint, lines: readonly Line[]): string {
	const rejected = lines.filter((line) => !isDone(line));
	const [first] = rejected;
	const story = first ? `${first.name}: ${first.outcome.explanation?.what_to_do ?? ''}` : '';
	const counts = (Object.keys(WORDS) as Array<keyof typeof WORDS>)
		.map((status) => [lines.filter((line) => line.outcome.status === status).length, WORDS[status]] as const)
		.filter(([count]) => count > 0)
		.map(([count, word]) => `${count} ${word}`);
	const noun = lines.length === 1 ? endpoint.noun.one : endpoint.noun.many;
	const done = lines.length - rejected.length;
	const verb = endpoint.noun.done ?? 'deleted';
	return `${done} of ${lines.length} ${noun} ${verb}, ${counts.join(', ')}. ${story}`;
}

/** The lists behind the counts. */
function descriptionOf(lines: readonly Line[]): string {
	return (Object.keys(WORDS) as Array<keyof typeof WORDS>)
		.flatMap((status) => {
			const those = lines.filter((line) => line.outcome.status === status);
			if (those.length === 0) return [];
			const listed = those.slice(0, MAX_LISTED).map(({ name, outcome }) => {
				const { code = null, reason = '', log_id = null } = outcome.explanation ?? {};
				const details = [reason, code === null ? '' : `code ${code}`, log_id === null ? '' : `log ID ${log_id}`];
				return `${name} (${details.filter((detail) => detail !== '').join(', ')})`;
			});
			const more = those.length > MAX_LISTED ? ` and ${those.length - MAX_LISTED} more` : '';
			return [`${those.length} ${WORDS[status]}: ${listed.join('; ')}${more}.`];
		})
		.join('\n');
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
function toErrorItem(line: Line, report: ItemReport): INodeExecutionData {
	const json = toJson(line, report.input);
	return {
		json: { error: json, message: line.outcome.explanation?.what_to_do ?? '' },
		pairedItem: { item: report.index },
	};
}

/** What each item of a run returns, or throws. */
export type Delivery = INodeExecutionData[] | NodeOperationError;

/**
 * Turns the reports of a run into what n8n gets, item by item.
 *
 * What happens to records that were not deleted is n8n's own On Error setting: under Stop they make
 * the node fail, and since n8n keeps only the first item's error, each says what became of the whole
 * run. In both Continue modes nothing is thrown, and no item carries an `error` property, since the
 * engine would replace its json.
 */
export function deliver(
	endpoint: Endpoint,
	node: INode,
	reports: readonly ItemReport[],
	calls: number,
	form: 'records' | 'summary',
): Delivery[] {
	const onError = node.onError ?? (node.continueOnFail === true ? 'continueRegularOutput' : 'stopWorkflow');
	if (onError === 'stopWorkflow') {
		const lines = reports.flatMap((report) => report.lines);
		if (!lines.every(isDone)) {
			const message = messageOf(endpoint, lines);
			const description = descriptionOf(lines);
			return reports.map((report) =>
				report.lines.every(isDone)
					? []
					: new NodeOperationError(node, message, { description, itemIndex: report.index }),
			);
		}
	}
	const toErrorBranch = onError === 'continueErrorOutput';
	const deliveries = reports.map((report) => {
		const shown = form === 'records' ? report.lines : report.lines.filter((line) => toErrorBranch && !isDone(line));
		return shown.map((line): INodeExecutionData =>
			toErrorBranch && !isDone(line)
				? toErrorItem(line, report)
				: { json: toJson(line, report.input), pairedItem: { item: report.index } },
		);
	});
	if (form === 'summary') deliveries[0]?.unshift(summaryOf(reports, calls));
	return deliveries;
}
