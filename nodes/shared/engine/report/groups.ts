import type { Explanation, Line, Status } from '../record';
import { faultText, ruleOf, type FieldFault } from './fieldFault';

/** The statuses that have a reason, the most telling first. */
const WITH_REASON = ['refused', 'unknown', 'not_sent', 'recall_requested', 'recalled', 'dry_run'] as const satisfies readonly Status[];

/** The records that share a status and a reason. A call has its own log ID: it would split them by call. */
export interface Group {
	status: (typeof WITH_REASON)[number];
	/** What is said of the first of them, or of the field that is not valid in all of them. */
	explanation: Explanation;
	lines: [Line, ...Line[]];
}

/** What is wrong with a field, item by item, if that is why. */
export function faultsOf({ lines }: Pick<Group, 'lines'>): FieldFault[] {
	return lines.flatMap(({ outcome }) => outcome.explanation?.fault ?? []);
}

/** A group whose reason is about the field in all of its items. */
function ofAllItems(group: Group): Group {
	const [fault, ...others] = faultsOf(group);
	return fault === undefined ? group : { ...group, explanation: { ...group.explanation, reason: faultText([fault, ...others]) } };
}

/** A shorter ID may be part of a word. */
const SHORTEST_ID = 6;

/** A reason without the IDs of the record: Feishu may name it in words that are otherwise the same for all. */
function commonReason(reason: string, { keys }: Line): string {
	return Object.values(keys).reduce((text, id) => (id.length < SHORTEST_ID ? text : text.replaceAll(id, '…')), reason);
}

/** The records of which there is something to say, by status and reason. */
export function groupsOf(lines: readonly Line[]): Group[] {
	const groups = new Map<string, Group>();
	for (const status of WITH_REASON) {
		for (const line of lines) {
			const { explanation } = line.outcome;
			if (line.outcome.status !== status || explanation === undefined) continue;
			const { code, reason, what_to_do, fault } = explanation;
			const key = JSON.stringify([status, code, fault === undefined ? commonReason(reason, line) : ruleOf(fault), what_to_do]);
			const group = groups.get(key);
			if (group) group.lines.push(line);
			else groups.set(key, { status, explanation, lines: [line] });
		}
	}
	return [...groups.values()].map(ofAllItems);
}

/** Records that are listed for an agent with one reason, at most. */
const MAX_NAMED = 20;

/**
 * The names of records for an agent: at most twenty, and as many as there is room for.
 * @param lengthOf the characters that a name takes in the text
 */
export function namesFor(lines: ReadonlyArray<Pick<Line, 'name'>>, room: number, lengthOf: (name: string) => number): string[] {
	let left = room;
	return lines
		.slice(0, MAX_NAMED)
		.map(({ name }) => name)
		.filter((name) => {
			if (lengthOf(name) > left) return false;
			left -= lengthOf(name);
			return true;
		});
}

/** Says that there are more reasons. */
export function otherReasons(count: number): string {
	return `${count} other ${count === 1 ? 'reason' : 'reasons'}`;
}
