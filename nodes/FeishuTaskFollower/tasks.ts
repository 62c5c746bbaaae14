import type { IDataObject } from 'n8n-workflow';
import { objectIn, objectsIn, textIn } from '../shared/answer';
import { isoOf } from '../shared/moment';

/** What an item says of a task: what a person knows it by, its ID, and the rest, as far as there is something to say. */
export interface TaskFacts {
	task_id: string;
	/** Its title. When it is due: a date if it is due any time that day, else a moment. */
	known: IDataObject;
	/** Where it comes from, if it was created elsewhere. */
	rest: IDataObject;
}

/** A moment from Feishu's seconds, which are 0 if there is none. */
function momentOf(seconds: unknown): Date | undefined {
	const moment = new Date(Number(seconds) * 1_000);
	return Number(seconds) > 0 && !Number.isNaN(moment.getTime()) ? moment : undefined;
}

/** When a task is due. For a whole day this is midnight UTC in every time zone. */
function dueOf({ due }: IDataObject): { moment: Date; isAllDay: boolean } | undefined {
	const { time, is_all_day: isAllDay } = objectIn(due);
	const moment = momentOf(time);
	return moment === undefined ? undefined : { moment, isAllDay: isAllDay === true };
}

/** The title of a task, which may only be there in Markdown. */
function summaryOf(task: IDataObject): string {
	const summary = textIn(task, 'summary');
	return summary.trim() === '' ? textIn(task, 'rich_summary') : summary;
}

function dateOf(moment: Date): string {
	return moment.toISOString().replace(/T.*/, '');
}

/** Reads a task as Feishu describes it. */
export function taskFacts(task: IDataObject, timezone: string): TaskFacts {
	const due = dueOf(task);
	const dueAt = due?.isAllDay === true ? dateOf(due.moment) : isoOf(objectIn(task.due).time, timezone);
	const completedAt = isoOf(task.complete_time, timezone);
	const url = textIn(objectIn(objectIn(task.origin).href), 'url');
	return {
		task_id: textIn(task, 'id'),
		known: { task_summary: summaryOf(task), ...(dueAt !== undefined && { due: dueAt }) },
		rest: {
			// It may have been completed at a time that is none.
			completed: Number(task.complete_time) > 0,
			...(completedAt !== undefined && { complete_time: completedAt }),
			...(due !== undefined && { due_is_all_day: due.isAllDay }),
			...(url !== '' && { origin_url: url }),
		},
	};
}

/** The title of a task, on one line. */
export function titleOf(task: IDataObject): string {
	return summaryOf(task).replace(/\s+/g, ' ').trim();
}

/** A moment to the minute. Swedish writes it as ISO 8601 does. */
function minuteOf(moment: Date, timeZone: string): string {
	return moment.toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
}

/** A moment in the time zone of its task, or in the other one if that is not a time zone. */
function minuteWhere(moment: Date, own: string, other: string): string {
	try {
		return minuteOf(moment, own || other);
	} catch {
		return minuteOf(moment, other);
	}
}

/** How many follow a task, as far as a list of tasks names them. */
function followersOf({ followers }: IDataObject): string[] {
	const count = objectsIn(followers).length;
	return count === 0 ? [] : [count === 1 ? '1 follower' : `${count} followers`];
}

/**
 * A task as the list in the editor shows it: its title, when it is due, or else when it was created,
 * whether it is done, and how many follow it: tasks often have the same title.
 */
export function taskLabel(task: IDataObject, timezone: string): string {
	const due = dueOf(task);
	const notes: string[] = [];
	if (due?.isAllDay === true) notes.push(`due ${dateOf(due.moment)}`);
	else if (due !== undefined) notes.push(`due ${minuteWhere(due.moment, textIn(objectIn(task.due), 'timezone'), timezone)}`);
	if (Number(task.complete_time) > 0) notes.push('completed');
	notes.push(...followersOf(task));
	const created = momentOf(task.create_time);
	if (due === undefined && created !== undefined) notes.push(`created ${minuteOf(created, timezone).replace(/ .*/, '')}`);
	const title = titleOf(task) || 'Untitled task';
	return notes.length === 0 ? title : `${title} (${notes.join(', ')})`;
}
