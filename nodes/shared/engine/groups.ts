import type { Explanation, Line, Status } from './record';

/** The statuses of records that did not become what was asked for, the most telling first. */
export const REJECTED = ['refused', 'unknown', 'not_sent'] as const satisfies readonly Status[];

/** The records that share a status and a reason. A call has its own log ID: it would split them by call. */
export interface Group {
	status: (typeof REJECTED)[number];
	/** What is said of the first of them. */
	explanation: Explanation;
	lines: [Line, ...Line[]];
}

/** The records that were rejected, by status and reason. */
export function groupsOf(lines: readonly Line[]): Group[] {
	const groups = new Map<string, Group>();
	for (const status of REJECTED) {
		for (const line of lines) {
			const { explanation } = line.outcome;
			if (line.outcome.status !== status || explanation === undefined) continue;
			const { code, reason, what_to_do } = explanation;
			const key = JSON.stringify([status, code, reason, what_to_do]);
			const group = groups.get(key);
			if (group) group.lines.push(line);
			else groups.set(key, { status, explanation, lines: [line] });
		}
	}
	return [...groups.values()];
}

/** Records that an agent is told of with one reason, at most. */
const MAX_NAMED = 20;

/** The names of records for an agent: at most twenty, and as many as fit into so many characters. */
export function namesFor(lines: readonly Line[], characters: number): string[] {
	const names = lines.slice(0, MAX_NAMED).map(({ name }) => name);
	let used = 0;
	return names.filter((name) => (used += name.length + SEPARATION) <= characters);
}

/** What stands around a name in a list, as JSON or in a sentence. */
const SEPARATION = 3;
