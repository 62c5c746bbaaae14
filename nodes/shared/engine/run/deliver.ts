import { NodeOperationError, type INode, type INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../../endpoint';
import { Breaks } from '../time/breaks';
import { clock } from '../time/clock';
import { failureText } from '../report/failureText';
import { isDone } from '../judge/outcome';
import { nothingFound } from '../report/nothingFound';
import { formatterFor } from '../report/output';
import { type ItemReport } from '../report/summary';
import type { Estimate } from './estimate';
import { inputFinderOf, isTool } from '../n8n/execution';
import type { CallCost } from '../time/callCost';
import { CUT_SHORT } from './endings';
import { reportOf } from './report';
import type { ReadItem, NodeTry } from './nodeTry';

/** What an agent is handed, though some of it could not be read: were the tool to fail, it would get none of what was found. */
function isForAgent(node: INode, { lines }: ItemReport): boolean {
	return isTool(node) && lines.some(({ outcome }) => outcome.status === 'found');
}

/** How many things were left out by each option of a search. */
function leftOutBy(items: readonly ReadItem[]): Record<string, number> {
	const sums: Record<string, number> = {};
	for (const { claims } of items) {
		for (const { entry } of claims) {
			for (const [option, count] of Object.entries(entry.outcome?.leftOut ?? {})) sums[option] = (sums[option] ?? 0) + count;
		}
	}
	return sums;
}

/** Hands each item of some turns its output, or keeps it to be rejected. */
export async function deliver(
	operation: Operation,
	cost: CallCost,
	current: NodeTry,
	items: readonly ReadItem[],
	estimate: Estimate | undefined,
	startedAt: number,
): Promise<void> {
	const [first] = items;
	if (first === undefined) return;
	const { context, node } = first;
	const breaks = new Breaks();
	const reported: Array<{ item: ReadItem; report: ItemReport }> = [];
	for (const item of items) {
		reported.push({ item, report: reportOf(operation, item) });
		if (breaks.isDue) await breaks.take();
	}
	const reports = reported.map(({ report }) => report);
	const { calls, repeats, waitedMs } = cost;
	const { told = { calls: 0, repeats: 0, waitedMs: 0 } } = current;
	const untold = { calls: calls - told.calls, repeats: repeats - told.repeats, waitedMs: waitedMs - told.waitedMs };
	// The first report of a try covers the tries before it as well.
	const since = current.told === undefined ? Math.min(startedAt, cost.startedAt) : startedAt;
	const figures = {
		...untold,
		ms: clock.now() - since,
		estimate,
		...('sharedYield' in operation && { shared: operation.sharedYield }),
	};
	const outputOf = formatterFor(node, operation.kind, reports, figures, inputFinderOf(context));
	current.told = { calls, repeats, waitedMs };
	const stops = !context.continueOnFail();
	if (isTool(node) && operation.kind === 'find' && reports.every(({ lines }) => lines.length === 0)) {
		const leftOut = leftOutBy(items);
		for (const { item } of reported) item.resolve([{ json: nothingFound(operation, leftOut), pairedItem: { item: item.index } }]);
		return;
	}
	for (const { item, report } of reported) {
		if (!stops || report.lines.every(isDone) || isForAgent(node, report)) {
			const output: INodeExecutionData[] = [];
			for (const one of outputOf(report)) {
				output.push(one);
				if (breaks.isDue) await breaks.take();
			}
			item.resolve(output);
		} else {
			current.failing.push(item);
		}
		// One call of `push` for them all would overflow the stack.
		if (stops) for (const line of report.lines) current.lines.push(line);
		if (breaks.isDue) await breaks.take();
	}
	rejectFailing(operation, cost.calls, current);
}

/**
 * n8n listens to its items only when all of them are started: until then, its servers would log each
 * rejection as one that nobody handles. If an expression has thrown, n8n never listens; then one
 * rejection is enough to be heard, and one line in the log.
 *
 * n8n keeps the error of the first item that was rejected, which may be one of the first batch. It is
 * one object for the whole run, and says what became of the whole run: n8n reads it when the last
 * batch is settled.
 */
function rejectFailing(operation: Operation, calls: number, current: NodeTry): void {
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
	const { message, description, failure } = failureText(operation, lines, calls, isTool(error.node));
	error.message = message;
	error.description = description;
	if (failure !== undefined) error.failure = failure;
	failing.splice(0).forEach((item, index) => {
		if (isCut && (isHeard || index > 0)) item.resolve([]);
		else item.reject(error);
	});
}
