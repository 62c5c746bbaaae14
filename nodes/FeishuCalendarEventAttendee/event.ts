import { tryToParseDateTime, type IDataObject } from 'n8n-workflow';

/** What can be done with a time of the calendar's. */
type DateTime = ReturnType<typeof tryToParseDateTime>;

/** Text of Feishu's; blank where there is none. */
export function textIn(source: IDataObject, name: string): string {
	const value = source[name];
	return typeof value === 'string' ? value : '';
}

function objectIn(source: IDataObject, name: string): IDataObject {
	const value = source[name];
	return typeof value === 'object' && value !== null ? (value as IDataObject) : {};
}

/** Unix seconds as a time in the workflow's zone. */
export function timeOf(seconds: number, timezone: string): DateTime {
	const time = tryToParseDateTime(new Date(seconds * 1_000).toISOString(), timezone).setZone(timezone);
	return time.isValid ? time : time.setZone('UTC');
}

/** An event that takes whole days has a date, others a moment in seconds. */
export type Side = 'start_time' | 'end_time';

/** When an event begins or ends, as people and nodes read it: `2026-03-15`, or `2026-03-15T13:00:00+08:00`. */
export function shownTime(event: IDataObject, side: Side, timezone: string): string {
	const time = objectIn(event, side);
	const date = textIn(time, 'date');
	const seconds = Number(textIn(time, 'timestamp'));
	if (date !== '' || !Number.isFinite(seconds) || seconds === 0) return date;
	return timeOf(seconds, timezone).toISO({ suppressMilliseconds: true }) ?? '';
}

/** When an event begins or ends, in Unix seconds; a whole day ends when it is over. */
export function secondsOf(event: IDataObject, side: Side): number {
	const time = objectIn(event, side);
	const date = textIn(time, 'date');
	if (date === '') return Number(textIn(time, 'timestamp'));
	return Date.parse(`${date}T${side === 'start_time' ? '00:00:00' : '23:59:59'}Z`) / 1_000;
}

/** When an event begins, in words: `Sun 15 Mar 2026, 13:00`, or `Sun 15 Mar 2026` for a whole day. */
export function wordsOfStart(event: IDataObject, timezone: string): string {
	const time = objectIn(event, 'start_time');
	const date = textIn(time, 'date');
	if (date !== '') return tryToParseDateTime(date, 'UTC').toFormat('ccc d LLL yyyy');
	const seconds = Number(textIn(time, 'timestamp'));
	return Number.isFinite(seconds) && seconds > 0 ? timeOf(seconds, timezone).toFormat('ccc d LLL yyyy, HH:mm') : '';
}

/** Whether it has a rule by which it repeats: what is done to it is done to all occurrences. */
export function isRepeating(event: IDataObject): boolean {
	return textIn(event, 'recurrence') !== '';
}

/** Whether it repeats, or is an occurrence of an event that does. */
export function isRecurring(event: IDataObject): boolean {
	return isRepeating(event) || textIn(event, 'recurring_event_id') !== '';
}

export function isCancelled(event: IDataObject): boolean {
	return event.status === 'cancelled';
}
