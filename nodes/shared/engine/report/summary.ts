import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Line, Status } from '../record';
import type { Estimate } from '../run/estimate';
import type { Cost } from '../time/callCost';
import { faultsOf, groupsOf, namesFor, otherReasons, type Group } from './groups';
import { shownKeys } from './shownKeys';
import { adviceOf } from './toolText';
import type { Operation } from '../../endpoint';
import { SUCCESS } from '../kind';

/** The lines of one input item. */
export interface ItemReport {
	index: number;
	/** The input item's fields, read if they are to be in the output. */
	readonly input: IDataObject | undefined;
	lines: Line[];
}

/** What reports cost and took. */
export interface Figures extends Cost {
	/** Milliseconds from the start of the first item. */
	ms: number;
	/** Of a dry run. */
	estimate: Estimate | undefined;
	/** The key under which all records of a call were given the same, such as the ID of what was sent to them. */
	shared?: string | undefined;
}

/** Longest list of reasons that an agent is given, in characters of JSON: what a model reads it pays for. */
const LONGEST_REASONS = 1_600;

/** Characters of JSON around the names of a reason, and the comma before the next one. */
const AROUND_NAMES = ',"records":[],'.length;

function toReason({ status, lines, explanation }: Group, agent: boolean): IDataObject {
	const { code, reason, log_id } = explanation;
	return { status, count: lines.length, code, reason, what_to_do: adviceOf(explanation, agent), log_id };
}

/** Each reason with all the records that share it. */
function reasonsOf(groups: readonly Group[]): IDataObject[] {
	return groups.map((group) => {
		const faults = faultsOf(group);
		// An item whose field cannot be sent names no record.
		const records = faults.length > 0 ? faults.map(({ item }) => ({ item })) : group.lines.map(shownKeys);
		return { ...toReason(group, false), records };
	});
}

/** The reasons as far as an agent should read them, each with some of its records by name. */
function reasonsForAgent(groups: readonly Group[]): IDataObject[] {
	let room = LONGEST_REASONS;
	const told: IDataObject[] = [];
	for (const group of groups) {
		const reason = toReason(group, true);
		const left = room - JSON.stringify(reason).length - AROUND_NAMES;
		// The first one is shown at any length: it is the reason.
		if (left < 0 && told.length > 0) break;
		const records = namesFor(group.lines, left, (name) => JSON.stringify(name).length + 1);
		room = left - JSON.stringify(records).length;
		told.push({ ...reason, records });
	}
	const left = groups.slice(told.length).reduce((sum, { lines }) => sum + lines.length, 0);
	return left === 0 ? told : [...told, { count: left, reason: otherReasons(groups.length - told.length) }];
}

/** To a tenth. */
function seconds(ms: number): number {
	return Math.round(ms / 100) / 10;
}

/** One item for a whole run. */
export function summaryOf(
	reports: readonly ItemReport[],
	kind: Operation['kind'],
	{ calls, repeats, waitedMs, ms, estimate, shared }: Figures,
	agent: boolean,
): INodeExecutionData {
	const lines = reports.flatMap((report) => report.lines);
	const of = (status: Status) => lines.filter((line) => line.outcome.status === status).length;
	const some = (status: Status) => (of(status) > 0 ? { [status]: of(status) } : {});
	return {
		json: {
			asked: lines.length,
			[SUCCESS[kind]]: of(SUCCESS[kind]),
			...some('already_gone'),
			...some('recall_requested'),
			...some('recalled'),
			...some('dry_run'),
			refused: of('refused'),
			unknown: of('unknown'),
			not_sent: of('not_sent'),
			...(shared !== undefined && { [`${shared}s`]: [...new Set(lines.flatMap(({ outcome }) => outcome.yields?.[shared] ?? []))] }),
			reasons: agent ? reasonsForAgent(groupsOf(lines)) : reasonsOf(groupsOf(lines)),
			...(estimate !== undefined && {
				planned_calls: estimate.calls,
				planned_seconds: estimate.seconds,
				planned_percent_of_10000_calls: estimate.monthPercent,
			}),
			calls,
			calls_repeated: repeats,
			seconds_waited: seconds(waitedMs),
			seconds: seconds(ms),
		},
		pairedItem: reports.map((report) => ({ item: report.index })),
	};
}
