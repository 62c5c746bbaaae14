import type { IDataObject } from 'n8n-workflow';
import { idIn, objectIn, textIn } from '../answer';
import { isoOf, momentOf, timeOf } from '../moment';
import { isBlankText } from '../values';

/** An event that takes whole days has a date, others a moment in seconds. */
export type Side = 'start_time' | 'end_time';

function dateOf(event: IDataObject, side: Side): string {
	return textIn(objectIn(event[side]), 'date');
}

function secondsIn(event: IDataObject, side: Side): string {
	return idIn(objectIn(event[side]), 'timestamp');
}

/** Whether an event takes whole days. */
export function isWholeDay(event: IDataObject): boolean {
	return dateOf(event, 'start_time') !== '';
}

/**
 * When an event begins or ends, as people and nodes read it: `2026-03-15`, or `2026-03-15T13:00:00+08:00`.
 * Seconds that are no time are shown as they are.
 */
export function shownTime(event: IDataObject, side: Side, timezone: string): string {
	const date = dateOf(event, side);
	const seconds = secondsIn(event, side);
	if (date !== '' || Number(seconds) === 0) return date;
	return isoOf(seconds, timezone) ?? seconds;
}

/** When an event begins or ends, in Unix seconds. A whole day is one of the given zone, and ends when it is over. */
export function secondsOf(event: IDataObject, side: Side, timezone: string): number {
	const date = dateOf(event, side);
	if (date === '') return Number(secondsIn(event, side));
	const day = momentOf(date, timezone);
	return (side === 'start_time' ? day?.startOf('day') : day?.endOf('day'))?.toSeconds() ?? Number.NaN;
}

/** When an event begins, in words: `Sun 15 Mar 2026, 13:00`, or `Sun 15 Mar 2026` for a whole day. */
export function wordsOfStart(event: IDataObject, timezone: string): string {
	const date = dateOf(event, 'start_time');
	if (date !== '') return momentOf(date, 'UTC')?.toFormat('ccc d LLL yyyy') ?? date;
	const seconds = Number(secondsIn(event, 'start_time'));
	return seconds > 0 ? (timeOf(seconds, timezone)?.toFormat('ccc d LLL yyyy, HH:mm') ?? '') : '';
}

/** When a rule says that its event begins for the last time, in Unix seconds; a day without a time ends when it is over. */
export function untilOf(recurrence: string, timezone: string): number {
	const [, year, month, day, time] = /UNTIL=(\d{4})(\d{2})(\d{2})(?:T(\d{6}))?/.exec(recurrence) ?? [];
	if (year === undefined) return Number.POSITIVE_INFINITY;
	const date = `${year}-${month}-${day}`;
	const last =
		time === undefined
			? momentOf(date, timezone)?.endOf('day').toSeconds()
			: momentOf(`${date}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`, timezone)?.toSeconds();
	return last ?? Number.POSITIVE_INFINITY;
}

/** Whether it has a rule by which it repeats, in whatever form: what is done to it is done to all occurrences. */
export function isRepeating({ recurrence }: IDataObject): boolean {
	return !isBlankText(recurrence);
}

/** Whether it is an occurrence of an event that repeats, whatever else Feishu shows of that. */
export function isPartOfSeries(event: IDataObject): boolean {
	return textIn(event, 'recurring_event_id') !== '' || isOccurrence(textIn(event, 'event_id'));
}

/** Whether it repeats, or is an occurrence of an event that does. */
export function isRecurring(event: IDataObject): boolean {
	return isRepeating(event) || textIn(event, 'recurring_event_id') !== '';
}

export function isCancelled(event: IDataObject): boolean {
	return event.status === 'cancelled';
}

/**
 * Whether an ID is that of one occurrence: it ends in when that was to begin, in seconds. Any other event has 0 there,
 * and more digits than seconds have say nothing for certain.
 */
export function isOccurrence(eventId: string): boolean {
	return /_[1-9]\d{0,10}$/.test(eventId);
}

/** The event that an occurrence is one of; nothing if an ID is none of an occurrence. */
function seriesOf(eventId: string): string | undefined {
	return isOccurrence(eventId) ? eventId.replace(/\d+$/, '0') : undefined;
}

/** Occurrences are parts of their event. */
export const occurrences = { parts: { key: 'event_id', wholeOf: seriesOf } } as const;
