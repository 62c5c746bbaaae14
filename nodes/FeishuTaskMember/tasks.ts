import type { IDataObject } from 'n8n-workflow';
import { idIn, objectIn, textIn } from '../shared/answer';
import { isoOf } from '../shared/moment';

/** A moment of Feishu's milliseconds, which are 0 if there is none, in seconds. */
const secondsOf = (source: IDataObject, name: string): number => Number(idIn(source, name)) / 1_000;

/** The GUID of a task, or of a task list. */
export const guidOf = (source: IDataObject): string => textIn(source, 'guid');

/** When a task is due: a date if it is due any time that day, which is midnight UTC, else a moment. */
function dueOf(task: IDataObject, timezone: string): string | undefined {
	const due = objectIn(task.due);
	const isDay = due.is_all_day === true;
	const moment = isoOf(secondsOf(due, 'timestamp'), isDay ? 'UTC' : timezone);
	return isDay ? moment?.replace(/T.*/, '') : moment;
}

/** What an item says of a task: what a person knows it by, and the rest, as far as there is something to say. */
export function taskFacts(task: IDataObject, timezone: string): { known: IDataObject; rest: IDataObject } {
	const due = dueOf(task, timezone);
	const completedAt = isoOf(secondsOf(task, 'completed_at'), timezone);
	const url = textIn(task, 'url');
	return {
		known: { task_summary: textIn(task, 'summary'), ...(due !== undefined && { due }) },
		rest: {
			completed: secondsOf(task, 'completed_at') > 0,
			...(completedAt !== undefined && { completed_at: completedAt }),
			...(url !== '' && { url }),
		},
	};
}

/** The title of a task, on one line. */
export function titleOf(task: IDataObject): string {
	return textIn(task, 'summary').replace(/\s+/g, ' ').trim();
}

/** A task as the list in the editor shows it: its title, when it is due, and whether it is done. Tasks often have the same title. */
export function taskLabel(task: IDataObject, timezone: string): string {
	const due = dueOf(task, timezone)
		?.replace('T', ' ')
		.replace(/(\d\d:\d\d):.*/, '$1');
	const created = isoOf(secondsOf(task, 'created_at'), timezone)?.replace(/T.*/, '');
	const notes = [
		...(due === undefined ? [] : [`due ${due}`]),
		...(secondsOf(task, 'completed_at') > 0 ? ['completed'] : []),
		...(due === undefined && created !== undefined ? [`created ${created}`] : []),
	];
	const title = titleOf(task) || 'Untitled task';
	return notes.length === 0 ? title : `${title} (${notes.join(', ')})`;
}
