import type { IDataObject } from 'n8n-workflow';
import { objectIn, objectsIn, textIn } from '../shared/answer';
import { ATTENDEES_PER_PAGE, attendeeList } from '../shared/calendar/calls';
import { isCancelled, isOccurrence, isRepeating } from '../shared/calendar/event';
import type { CallContext, Reader, RecordKeys, Observation } from '../shared/endpoint';
import { lookAtEach } from '../shared/lookAtEach';
import { Unread } from '../shared/unread';
import { eventInstances, eventLook } from './calls';

const NOT_FOUND = 193_001;
const DELETED = 193_003;

const DAY_SECONDS = 86_400;

/** An event as Feishu shows it. */
interface Seen {
	event: IDataObject;
	logId: string | null;
}

const gone = (logId: string | null): Observation => ({
	is: 'gone',
	why: new Unread(null, 'Feishu shows this event as cancelled', 'Leave it out: it is already deleted.', logId),
});

async function eventOf(calendar_id: string, event_id: string, reader: Reader, isForCopy: boolean): Promise<Seen> {
	const query = { need_attendee: true, max_attendee_num: ATTENDEES_PER_PAGE };
	const { data, logId } = await reader.ask(eventLook, { path: { calendar_id, event_id }, ...(isForCopy && { query }) });
	return { event: objectIn(data.event), logId };
}

/**
 * Everybody on an event. What was entered in the booking form of a meeting room is in the list of attendees
 * alone, and so is everybody above a hundred.
 */
async function attendeesOf(calendar_id: string, event: IDataObject, event_id: string, reader: Reader): Promise<IDataObject[]> {
	const shown = objectsIn(event.attendees);
	const isAll = event.has_more_attendee !== true && !shown.some(({ type }) => type === 'resource');
	const rows: IDataObject[] = isAll ? shown : [];
	if (!isAll) {
		const question = { path: { calendar_id, event_id }, query: { page_size: ATTENDEES_PER_PAGE, need_resource_customization: true } };
		for await (const row of reader.pages(attendeeList, 'items', question)) rows.push(row);
	}
	return rows.filter(({ rsvp_status }) => rsvp_status !== 'removed');
}

/** All that is kept of an event. */
async function copyOf(calendar_id: string, event: IDataObject, event_id: string, reader: Reader): Promise<IDataObject> {
	const { has_more_attendee: _more, ...copy } = event;
	return { ...copy, attendees: await attendeesOf(calendar_id, event, event_id, reader) };
}

/**
 * Looks for an occurrence among those of its series: one that nobody has changed may have no look of its own.
 * @throws {Unread} if the list cannot be read
 */
async function lookInSeries(calendar_id: string, event_id: string, reader: Reader, isForCopy: boolean): Promise<Observation> {
	const end = event_id.lastIndexOf('_') + 1;
	const series = `${event_id.slice(0, end)}0`;
	const original = Number(event_id.slice(end));
	const span = { start_time: String(Math.max(0, original - DAY_SECONDS)), end_time: String(original + DAY_SECONDS) };
	const question = { path: { calendar_id, event_id: series }, query: { ...span, page_size: 500 } };
	for await (const row of reader.pages(eventInstances, 'items', question)) {
		if (textIn(row, 'event_id') !== event_id) continue;
		if (isCancelled(row)) return gone(null);
		const occurrence = { ...row, recurring_event_id: series };
		if (!isForCopy) return { is: 'there', copy: occurrence };
		const { event } = await eventOf(calendar_id, series, reader, true);
		const { recurrence: _rule, ...about } = await copyOf(calendar_id, event, series, reader);
		return { is: 'there', copy: { ...about, ...occurrence } };
	}
	return { is: 'gone' };
}

/** Looks at one event by its own ID. */
async function lookAt(calendar_id: string, event_id: string, reader: Reader, isForCopy: boolean): Promise<Observation> {
	const { event, logId } = await eventOf(calendar_id, event_id, reader, isForCopy);
	if (isCancelled(event)) return gone(logId);
	if (textIn(event, 'event_id') !== event_id) {
		return { is: 'unseen', why: new Unread(null, 'Feishu’s answer does not show this event', 'Look it up in Feishu.', logId) };
	}
	return { is: 'there', copy: isForCopy ? await copyOf(calendar_id, event, event_id, reader) : event };
}

/** An event that Feishu says is not there, or was deleted. */
function goneBy(error: unknown): Observation {
	if (error instanceof Unread && (error.code === NOT_FOUND || error.code === DELETED)) return { is: 'gone', why: error };
	throw error;
}

/** Whether a look says nothing of an occurrence: there is none of its own, or it shows the series, with the time of that. */
function isOpen(sight: Observation): boolean {
	if (sight.is === 'there') return isRepeating(sight.copy);
	return sight.is === 'unseen' || sight.why?.code === NOT_FOUND;
}

/** Looks at events, with their attendees if copies are kept. */
export const lookAtEvents = lookAtEach(async ({ event_id = '' }: RecordKeys, reader, { keys }: CallContext, isForCopy) => {
	const { calendar_id = '' } = keys;
	const sight = await lookAt(calendar_id, event_id, reader, isForCopy).catch(goneBy);
	if (!isOccurrence(event_id) || !isOpen(sight)) return sight;
	return await lookInSeries(calendar_id, event_id, reader, isForCopy).catch((error: unknown) => {
		// No such series: the calendar may be another one. That is no proof of a deletion whose answer was lost, and there is nothing to copy.
		if (!isForCopy && error instanceof Unread && error.code === NOT_FOUND) throw error;
		return goneBy(error);
	});
});
