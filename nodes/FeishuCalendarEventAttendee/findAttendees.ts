import type { IDataObject } from 'n8n-workflow';
import { newBy, objectIn, textIn } from '../shared/answer';
import type { CallContext, Finding, ItemContext, Reader, RecordKeys } from '../shared/endpoint';
import { findAll } from '../shared/findAll';
import { ID_KEYS, isRemoved, targetOf, typeOf } from './attendeeRow';
import { ATTENDEES_PER_PAGE, attendeeList, eventGet } from '../shared/calendar/calls';
import { isCancelled, isRecurring, shownTime } from '../shared/calendar/event';
import { ONLY_THESE } from './onlyThese';
import { eventsIn } from '../shared/calendar/period';
import { ONLY_ORGANIZED } from './getAllFields';

/** Addresses and the attendee IDs that hold them are the same in capitals. */
export function comparable(name: string): string {
	return name.includes('@') ? name.toLowerCase() : name;
}

/** Which option leaves an attendee out, by its display name. Who was removed is left out unless Replies asks for them. */
function filterOf({ types, replies, only }: IDataObject): (row: IDataObject) => string | undefined {
	const names = only === undefined ? undefined : new Set(only as string[]);
	return (row) => {
		if (types !== undefined && !(types as string[]).includes(textIn(row, 'type'))) return 'Attendee Types';
		if (replies === undefined ? isRemoved(row) : !(replies as string[]).includes(textIn(row, 'rsvp_status'))) return 'Replies';
		const isNamed = names === undefined || [textIn(row, 'attendee_id'), targetOf(row)].some((name) => names.has(comparable(name)));
		return isNamed ? undefined : ONLY_THESE;
	};
}

/** Whether an ID is that of the calendar whose events are read. */
function isOwnCalendar(id: string, calendar_id: string): boolean {
	return comparable(id) === comparable(calendar_id);
}

/**
 * One attendee with the event that it is on: what a person recognises both by, what names them, and, if they say something,
 * what else decides whether to remove the attendee, or is needed to add it again.
 */
function itemOf(calendar_id: string, event: IDataObject, row: IDataObject, timezone: string): IDataObject {
	const type = typeOf(row);
	const organizer = textIn(event, 'organizer_calendar_id');
	return {
		summary: textIn(event, 'summary'),
		start_time: shownTime(event, 'start_time', timezone),
		display_name: textIn(row, 'display_name'),
		rsvp_status: textIn(row, 'rsvp_status'),
		calendar_id,
		event_id: textIn(event, 'event_id'),
		attendee_id: textIn(row, 'attendee_id'),
		type: textIn(row, 'type'),
		...(type !== undefined && { [ID_KEYS[type]]: targetOf(row) }),
		...(isRecurring(event) && { recurring: true }),
		...(row.is_optional === true && { is_optional: true }),
		...(row.is_organizer === true && { is_organizer: true }),
		...(organizer !== '' && !isOwnCalendar(organizer, calendar_id) && { organizer_calendar_id: organizer }),
		...(row.operate_id !== undefined && { operate_id: row.operate_id }),
		...(row.resource_customization !== undefined && { resource_customization: row.resource_customization }),
	};
}

/** The same with all that Feishu says of both. */
function rawOf(item: IDataObject, event: IDataObject, attendee: IDataObject, timezone: string): IDataObject {
	return {
		...item,
		end_time: shownTime(event, 'end_time', timezone),
		recurring: isRecurring(event),
		organizer_calendar_id: textIn(event, 'organizer_calendar_id'),
		is_optional: attendee.is_optional === true,
		is_organizer: attendee.is_organizer === true,
		is_external: attendee.is_external === true,
		attendee,
		event,
	};
}

/** What one search reads, and how. */
interface Search {
	calendar_id: string;
	common: CallContext;
	reader: Reader;
	timezone: string;
	/** Events of other organizers that were left out so far. */
	othersEvents: number;
}

/** All attendees of one event. */
function rowsOf(event: IDataObject, { calendar_id, common, reader }: Search): AsyncGenerator<IDataObject> {
	return reader.pages(attendeeList, 'items', {
		path: { calendar_id, event_id: textIn(event, 'event_id') },
		query: { ...common.query, page_size: ATTENDEES_PER_PAGE },
	});
}

/** The events of a period whose attendees are to be read, each once. */
async function* wantedEvents(record: RecordKeys, search: Search): AsyncGenerator<IDataObject> {
	const { calendar_id, common, reader, timezone } = search;
	const isNew = newBy('event_id');
	for await (const event of eventsIn(record, reader, timezone)) {
		const isOwn = common.body.organized === false || isOwnCalendar(textIn(event, 'organizer_calendar_id'), calendar_id);
		if (isCancelled(event) || textIn(event, 'event_id') === '' || !isNew(event)) continue;
		if (isOwn) yield event;
		else search.othersEvents += 1;
	}
}

/** Finds the attendees of one event, or of all events of a period. */
export async function* findAttendees(
	[record = {}]: readonly RecordKeys[],
	common: CallContext,
	reader: Reader,
	{ timezone, plans }: ItemContext,
): AsyncGenerator<Finding> {
	const { calendar_id = '', event_id } = record;
	const { only, ...others } = common.body;
	const search: Search = { calendar_id, common, reader, timezone, othersEvents: 0 };
	const leftOutBy = filterOf(common.body);
	const otherwiseLeftOutBy = filterOf(others);
	const oneEvent = async (id: string): Promise<IDataObject> => {
		const { data } = await reader.ask(eventGet, { path: { calendar_id, event_id: id } });
		return { ...objectIn(data.event), event_id: id };
	};
	yield* findAll(
		{
			things: wantedEvents(record, search),
			many: 'events',
			keys: record,
			keysOf: (event) => ({ calendar_id, event_id: textIn(event, 'event_id') }),
			read: (event) => rowsOf(event, search),
			items(row, event) {
				if (leftOutBy(row) !== undefined) return [];
				const item = itemOf(calendar_id, event, row, timezone);
				return [common.body.simplify === false ? rawOf(item, event, row, timezone) : item];
			},
			leftOutBy,
			key: 'attendee_id',
			plans,
			isNameless: (row) =>
				only !== undefined &&
				targetOf(row) === '' &&
				typeOf(row) !== undefined &&
				otherwiseLeftOutBy(row) === undefined &&
				leftOutBy(row) === ONLY_THESE,
			nameless: (count) =>
				`Feishu gives no ID of ${count === 1 ? 'one attendee' : `${count} attendees`} of this event, who may be among ${ONLY_THESE}`,
		},
		event_id === undefined ? undefined : async () => await oneEvent(event_id),
	);
	for (; search.othersEvents > 0; search.othersEvents -= 1) yield { leftOutBy: ONLY_ORGANIZED };
}
