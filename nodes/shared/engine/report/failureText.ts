import type { Failure } from 'n8n-workflow';
import type { Operation } from '../../endpoint';
import { TOLD, described, escapeHtml, listed, whatHappened } from './description';
import { groupsOf, namesFor, otherReasons, type Group } from './groups';
import { VERB } from '../kind';
import { isDone } from '../judge/outcome';
import type { Line, Status } from '../record';
import { forAgent } from './toolText';
import { capitalised, sentence } from './wording';
import { yieldedBy, type Yielded } from './yielded';

/** The statuses that a message counts, besides those that are what the deletion is for. */
const WORDS = {
	already_gone: 'already gone',
	dry_run: 'in a dry run',
	refused: 'refused',
	unknown: 'unknown',
	not_sent: 'not sent',
} as const satisfies Partial<Record<Status, string>>;

/** The statuses that are what the operation is for. */
const WELL: readonly Status[] = ['deleted', 'created', 'found', 'recall_requested', 'recalled'];

const COUNTED = Object.keys(WORDS) as Array<keyof typeof WORDS>;

/** Longest message for an agent, in characters: what a model reads it pays for. */
const LONGEST_FOR_AGENT = 2_000;

/** Characters for the text around the names of a group, and for the last sentence. */
const ROOM_FOR_REST = 80;

/** Characters for the IDs of what is created, in a message for an agent. */
const ROOM_FOR_IDS = 800;

/** IDs of what was created in the description, at most: they are shown nowhere else. */
const MAX_CREATED = 1_000;

/** Groups in the description, at most: one for each reason. */
const MAX_GROUPS = 20;

/** Longest reason in a message, in characters: n8n shows the message as a title. */
const LONGEST_REASON = 120;

function onOneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}

/** A title has one line, and an address that cannot be broken pushes it out of the panel. */
function short(text: string): string {
	// "https://open.feishu.cn did not answer" keeps its host: it says who did not answer.
	const oneLine = onOneLine(text.replace(/^https?:\/\/([\w.:-]+)\S*/, '$1').replace(/https?:\/\/\w\S*/g, ''));
	// Cut between words; Chinese has no blanks.
	return oneLine.length <= LONGEST_REASON ? oneLine : `${oneLine.slice(0, LONGEST_REASON).replace(/\s+\S{0,20}$/, '')}…`;
}

/** `2 messages sent: bm-1.` and how to undo it. */
function whatIsThere({ noun, kind }: Operation, { records, ids, others, todo }: Yielded, agent: boolean): [what: string, todo: string] {
	const done = noun.done ?? VERB[kind];
	const named = (all: readonly string[]) => {
		const names = all.map((name) => ({ name }));
		return listed(all, agent ? namesFor(names, ROOM_FOR_IDS, (id) => id.length + ', '.length).length : MAX_CREATED);
	};
	const what = [
		...(ids.length > 0 ? [`${records} ${nounFor(noun, records)} ${done}: ${named(ids)}.`] : []),
		...(others.length > 0
			? [`Feishu also gave ${others.length === 1 ? 'an ID' : 'IDs'} for what is not counted as ${done}: ${named(others)}.`]
			: []),
	];
	return [what.join(' '), todo];
}

/** What n8n is told if the node fails. */
export interface FailureText {
	/** `2 of 15 attendance records deleted, 12 refused, 1 unknown.` and why. */
	message: string;
	/**
	 * The records behind the counts, grouped by reason, as HTML. An agent's message has them itself; n8n
	 * adds the description to it unless it says nothing else.
	 */
	description: string;
	/** Why, in n8n's terms, if it can be said. */
	failure: Failure | undefined;
}

/** The reasons for an agent, which may see nothing else, with the names of some records. */
function describedForAgent(groups: readonly Group[], longest: number): string {
	let text = '';
	let told = 0;
	for (const { status, lines, explanation } of groups) {
		const { code, reason } = explanation;
		const words = ` ${lines.length} ${TOLD[status]}: ${sentence(reason)}${code === null ? '' : ` (Code ${code}.)`} ${forAgent(explanation)}`;
		const room = longest - text.length - words.length - ROOM_FOR_REST;
		// The first one is shown at any length: it is the reason.
		if (room < 0 && told > 0) break;
		const names = namesFor(lines, room, (name) => name.length + ', '.length);
		const more = lines.length > names.length ? ` and ${lines.length - names.length} more` : '';
		text += `${words}${names.length === 0 ? '' : ` These are: ${names.join(', ')}${more}.`}`;
		told += 1;
	}
	return groups.length > told ? `${text} And ${otherReasons(groups.length - told)}.` : text;
}

function nounFor({ one, many }: { one: string; many: string }, count: number): string {
	return count === 1 ? one : many;
}

/** `2 of 15 attendance records deleted`, or `45 attendees found`. */
function whatIsDone({ noun, ...operation }: Operation, done: number, all: number): string {
	if (noun.found !== undefined) return `${done} ${nounFor(noun.found, done)} found`;
	const verb = noun.done ?? VERB[operation.kind];
	return `${done} of ${all} ${nounFor(noun, all)} ${verb}`;
}

/**
 * The reasons one after the other.
 * @param isTold whether the message says the first one, which then is not said again
 */
function descriptionOf(groups: readonly Group[], isTold: boolean): string {
	const shown = groups.slice(0, MAX_GROUPS).map((group, index) => {
		const before = groups.slice(0, index);
		if (index > 0 || !isTold) return described(group, before, 'nothing');
		return described(group, before, groups.length === 1 ? 'all' : 'why');
	});
	if (groups.length > MAX_GROUPS) shown.push(`And ${otherReasons(groups.length - MAX_GROUPS)}.`);
	return shown.join('<br><br>');
}

/**
 * Describes a run that did not go well.
 * @param calls attempts that were sent: if there were none, the only thing to say is what is wrong with the items
 * @param agent whether an agent reads it: n8n may pass on only the message
 */
export function failureText(endpoint: Operation, lines: readonly Line[], calls: number, agent: boolean): FailureText {
	const groups = groupsOf(lines.filter((line) => !isDone(line)));
	const failure = groups.map(({ explanation }) => explanation.failure).find((cause) => cause !== undefined);
	const invalid = calls > 0 ? undefined : groups.find(({ explanation }) => explanation.fault !== undefined);
	if (invalid !== undefined) {
		const todo = agent ? ` ${invalid.explanation.what_to_do}` : '';
		const message = `${sentence(whatHappened(invalid))}${todo} Nothing was sent.`;
		return {
			message,
			description: agent ? message : descriptionOf([invalid, ...groups.filter((group) => group !== invalid)], true),
			failure,
		};
	}
	const yielded = yieldedBy(endpoint, lines);
	const [what, todo] = yielded === undefined ? [] : whatIsThere(endpoint, yielded, agent);

	const of = (status: Status) => lines.filter((line) => line.outcome.status === status).length;
	// What was found and what was asked for are different things, and are counted separately.
	const asked = (count: number) => (endpoint.noun.found === undefined ? '' : ` ${nounFor(endpoint.noun, count)}`);
	const counts = COUNTED.filter((status) => of(status) > 0).map((status) => `${of(status)}${asked(of(status))} ${WORDS[status]}`);
	const done = WELL.reduce((sum, status) => sum + of(status), 0);
	const headline = [whatIsDone(endpoint, done, lines.length), ...counts].join(', ');
	if (agent) {
		// It should know of those that are protected, too.
		const start = [`${headline}.`, what, todo].filter((part) => part !== undefined).join(' ');
		const message = `${start}${describedForAgent(groupsOf(lines), LONGEST_FOR_AGENT - start.length)}`;
		return { message, description: headline, failure };
	}
	const [first] = groups;
	const why = first === undefined ? '' : whatHappened(first);
	const title = short(why);
	// First what was created: the IDs by which it is undone are shown nowhere else.
	const created = what === undefined || todo === undefined ? '' : `<b>${escapeHtml(what)}</b><br>${escapeHtml(todo)}<br><br>`;
	return {
		message: `${headline}. ${sentence(capitalised(title))}`,
		description: `${created}${descriptionOf(groups, title === onOneLine(why))}`,
		failure,
	};
}
