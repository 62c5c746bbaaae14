import type { IDataObject } from 'n8n-workflow';
import { listedIn, textIn } from '../answer';
import type { Reader, RecordKeys } from '../endpoint';
import { eventList } from './calls';
import { isRepeating, isWholeDay, secondsOf, untilOf } from './event';

/** Most events in one answer. */
const EVENTS_PER_PAGE = 1_000;

/**
 * A changed occurrence is listed from its original time on, and may have been moved into the period: what
 * was moved by no more than this is found.
 */
const MOVED_SECONDS = 90 * 86_400;

/**
 * The last moment of an event, in Unix seconds. One that repeats goes on until its rule says when it begins
 * for the last time, and without an end in the rule forever.
 */
function lastSecondOf(event: IDataObject, timezone: string): number {
	const end = secondsOf(event, 'end_time', timezone);
	if (!isRepeating(event)) return end;
	const lasts = end - secondsOf(event, 'start_time', timezone);
	return untilOf(textIn(event, 'recurrence'), timezone) + (lasts > 0 ? lasts : 0);
}

/**
 * Whether something of an event lies in a period. Whole days are those of the workflow's time zone, as the
 * period is: Feishu's calendars have none, and its events give none to a whole day.
 */
function isWithin(event: IDataObject, { from, to }: { from: number; to: number }, timezone: string): boolean {
	return secondsOf(event, 'start_time', timezone) <= to && lastSecondOf(event, timezone) >= from;
}

/**
 * The events of a calendar in a period; one may come twice. One call answers them, but has no second page:
 * what does not fit is cut off. If it is full, the list is read on from before the period, by its pages.
 * @param besides what else is in the query
 */
export async function* eventsIn(
	record: RecordKeys,
	reader: Reader,
	timezone: string,
	besides: IDataObject = {},
): AsyncGenerator<IDataObject> {
	const { calendar_id = '', from = '', to = '' } = record;
	const period = { from: Number(from), to: Number(to) };
	const path = { calendar_id };
	const answer = await reader.ask(eventList, { path, query: { ...besides, start_time: from, end_time: to, page_size: EVENTS_PER_PAGE } });
	const first = listedIn(answer, 'items', eventList);
	// For whole days, Feishu may have looked in another time zone.
	yield* first.filter((event) => !isWholeDay(event) || isWithin(event, period, timezone));
	if (first.length < EVENTS_PER_PAGE && answer.data.has_more !== true) return;
	const query = { ...besides, anchor_time: String(Math.max(0, period.from - MOVED_SECONDS)), page_size: EVENTS_PER_PAGE };
	for await (const event of reader.pages(eventList, 'items', { path, query })) {
		if (isWithin(event, period, timezone)) yield event;
	}
}
