import type { Endpoint } from '../endpoint';
import { isDone, type Line } from './output';

const WORDS = { refused: 'refused', unknown: 'unknown', not_sent: 'not sent' } as const;

type Rejected = keyof typeof WORDS;

const STATUSES = Object.keys(WORDS) as Rejected[];

/** Records named in one group of the description, at most. */
const MAX_NAMED = 50;

/** Groups in the description, at most: one for each reason. */
const MAX_GROUPS = 20;

/** Log IDs named in one group, at most: Feishu's support finds the cause by any of them. */
const MAX_LOG_IDS = 3;

/** Longest reason in a message, in characters: n8n shows the message as a title. */
const LONGEST_REASON = 120;

/** The records that share a status and a reason. A call has its own log ID: it would split them by call. */
interface Group {
	status: Rejected;
	lines: [Line, ...Line[]];
}

function groupsOf(lines: readonly Line[]): Group[] {
	const groups = new Map<string, Group>();
	for (const status of STATUSES) {
		for (const line of lines.filter(({ outcome }) => outcome.status === status)) {
			const { code, reason, what_to_do } = line.outcome.explanation ?? {};
			const key = JSON.stringify([status, code, reason, what_to_do]);
			const group = groups.get(key);
			if (group) group.lines.push(line);
			else groups.set(key, { status, lines: [line] });
		}
	}
	return [...groups.values()];
}

/** n8n renders the description as HTML, and Feishu's words are not ours. */
function escapeHtml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A title has one line, and an address that cannot be broken pushes it out of the panel. */
function short(text: string): string {
	// "https://open.feishu.cn did not answer" keeps its host, or nobody would know who.
	const bare = text.replace(/^https?:\/\/([\w.:-]+)\S*/, '$1').replace(/https?:\/\/\w\S*/g, '');
	const oneLine = bare.replace(/\s+/g, ' ').trim();
	// Cut between words; Chinese has no blanks.
	return oneLine.length <= LONGEST_REASON ? oneLine : `${oneLine.slice(0, LONGEST_REASON).replace(/\s+\S{0,20}$/, '')}…`;
}

function sentence(text: string): string {
	return text.replace(/[.…]?$/, (end) => (end === '…' ? end : '.'));
}

/** Feishu's words often begin small. A name such as biz_id stays as it is. */
function capitalised(text: string): string {
	return text.replace(/^[a-z]+(?=[\s,.]|$)/, (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
}

function listed(all: readonly string[], most: number): string {
	const more = all.length > most ? ` and ${all.length - most} more` : '';
	return `${all.slice(0, most).join(', ')}${more}`;
}

function described({ status, lines }: Group): string {
	const [first] = lines;
	const { code = null, reason = '', what_to_do = '', link } = first.outcome.explanation ?? {};
	const logIds = [...new Set(lines.flatMap(({ outcome }) => outcome.explanation?.log_id ?? []))];
	const [logId] = logIds;
	const details = [...(code === null ? [] : [`code ${code}`]), ...(logId !== undefined && logIds.length === 1 ? [`log ID ${logId}`] : [])];
	return [
		`<b>${lines.length} ${WORDS[status]}: ${escapeHtml(sentence(reason))}</b>${details.length > 0 ? ` (${escapeHtml(details.join(', '))})` : ''}`,
		// What is wrong with a field is said together with what to do about it.
		...(reason.endsWith(what_to_do) ? [] : [escapeHtml(what_to_do)]),
		escapeHtml(
			listed(
				lines.map(({ name }) => name),
				MAX_NAMED,
			),
		),
		...(logIds.length > 1 ? [escapeHtml(`Log IDs: ${listed(logIds, MAX_LOG_IDS)}`)] : []),
		...(link === undefined ? [] : [`<a href="${escapeHtml(link)}" target="_blank">Feishu’s own help</a>`]),
	].join('<br>');
}

/** What n8n is told where the node fails. */
export interface FailureText {
	/** `2 of 15 attendance records deleted, 12 refused, 1 unknown.` and why. */
	message: string;
	/** The records behind the counts, grouped by reason, as HTML. */
	description: string;
}

/**
 * Tells of a whole run that did not go well.
 * @param calls attempts that left: where there were none, what is wrong with the items is all there is to say
 */
export function failureText(endpoint: Endpoint, lines: readonly Line[], calls: number): FailureText {
	const invalid = lines.find(({ keys }) => Object.keys(keys).length === 0);
	const rejected = lines.filter((line) => !isDone(line));
	const groups = groupsOf(rejected);
	const shown = groups.slice(0, MAX_GROUPS).map(described);
	if (groups.length > MAX_GROUPS) shown.push(`And ${groups.length - MAX_GROUPS} other reasons.`);
	const description = shown.join('<br><br>');
	if (invalid !== undefined && calls === 0)
		return { message: `${invalid.outcome.explanation?.reason ?? ''} Nothing was sent.`, description };

	const counts = STATUSES.map((status) => [lines.filter((line) => line.outcome.status === status).length, WORDS[status]] as const)
		.filter(([count]) => count > 0)
		.map(([count, word]) => `${count} ${word}`);
	const noun = lines.length === 1 ? endpoint.noun.one : endpoint.noun.many;
	const verb = endpoint.noun.done ?? 'deleted';
	const reason = short(groups[0]?.lines[0].outcome.explanation?.reason ?? '');
	return {
		message: `${lines.length - rejected.length} of ${lines.length} ${noun} ${verb}, ${counts.join(', ')}. ${sentence(capitalised(reason))}`,
		description,
	};
}
