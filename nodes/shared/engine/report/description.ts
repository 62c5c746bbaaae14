import type { Status } from '../record';
import { itemsText } from './fieldFault';
import { faultsOf, type Group } from './groups';
import { sentence } from './wording';

/** The statuses of which a reason may be told. */
export const TOLD = {
	refused: 'refused',
	unknown: 'unknown',
	not_sent: 'not sent',
	dry_run: 'in a dry run',
	recall_requested: 'requested',
	recalled: 'recalled',
} as const satisfies Record<Group['status'], string> & Partial<Record<Status, string>>;

/** Records named in one group, at most. */
const MAX_NAMED = 50;

/** Log IDs named in one group, at most: Feishu's support finds the cause by any of them. */
const MAX_LOG_IDS = 3;

/** n8n renders the description as HTML, and Feishu's words are not ours. */
export function escapeHtml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Names, as many as there is room for, and how many more there are. */
export function listed(all: readonly string[], most: number): string {
	const more = all.length > most ? ` and ${all.length - most} more` : '';
	return `${all.slice(0, most).join(', ')}${more}`;
}

/** Our own sentence, if there is one: Feishu's word may be "NOT_CREATED". */
export function whatHappened({ explanation: { what, reason } }: Group): string {
	return what ?? reason;
}

/** Feishu's words if ours are told, its code, and the log IDs of the calls. */
function fromFeishu({ lines, explanation: { code, reason, what } }: Group): string[] {
	const logIds = [...new Set(lines.flatMap(({ outcome }) => outcome.explanation?.log_id ?? []))];
	const isNamed = code === null || reason.includes(`code ${code}`);
	const details = [...(isNamed ? [] : [`code ${code}`]), ...(logIds.length === 1 ? [`log ID ${logIds.join('')}`] : [])].join(', ');
	const words = what === undefined ? '' : `Feishu’s reason: ${reason}`;
	const own = words === '' ? details.replace(/^c/, 'C').replace(/^l/, 'L') : `${words}${details === '' ? '' : ` (${details})`}`;
	return [...(own === '' ? [] : [own]), ...(logIds.length > 1 ? [`Log IDs: ${listed(logIds, MAX_LOG_IDS)}`] : [])];
}

/** The items or records of a group. */
function namesIn(group: Group): string[] {
	const faults = faultsOf(group);
	if (faults.length > 1) return [itemsText(faults)];
	// What is wrong with the field of one item names that item.
	if (faults.length === 1) return [];
	return [
		listed(
			group.lines.map(({ name }) => name),
			MAX_NAMED,
		),
	];
}

/** Whether two groups differ in nothing but their status, and the second one in no log ID: it was not sent since the first one was refused. */
function isForSameReason({ explanation: one }: Group, { explanation: other }: Group): boolean {
	return one.code === other.code && one.reason === other.reason && one.what_to_do === other.what_to_do && other.log_id === null;
}

/**
 * A group as HTML: what happened, what to do, to which records, in Feishu's words.
 * @param before the groups that are described before it: what they say is not said again
 * @param told what the message says already: what happened, and of the only group how often, too
 */
export function described(group: Group, before: readonly Group[], told: 'nothing' | 'why' | 'all'): string {
	const { status, lines, explanation } = group;
	const { what, what_to_do, link } = explanation;
	const count = `${lines.length} ${TOLD[status]}`;
	if (before.some((other) => isForSameReason(other, group))) {
		return [`<b>${count} for the same reason</b>`, ...namesIn(group).map(escapeHtml)].join('<br>');
	}
	const todo = what === undefined ? what_to_do : what_to_do.replace(`${what} `, '');
	return [
		...(told === 'all' ? [] : [`<b>${escapeHtml(told === 'why' ? count : `${count}: ${sentence(whatHappened(group))}`)}</b>`]),
		...[todo, ...namesIn(group), ...fromFeishu(group)].filter((text) => text !== '').map(escapeHtml),
		...(link === undefined ? [] : [`<a href="${escapeHtml(link)}" target="_blank">Feishu’s own help</a>`]),
	].join('<br>');
}
