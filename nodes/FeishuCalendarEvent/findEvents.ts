import type { IDataObject } from 'n8n-workflow';
import { listedIn, newBy, objectIn, textIn } from '../shared/answer';
import { eventList } from '../shared/calendar/calls';
import { isCancelled, isRecurring, shownTime } from '../shared/calendar/event';
import { eventsIn } from '../shared/calendar/period';
import type { CallContext, Finding, ItemContext, ReadRequest, Reader, RecordKeys } from '../shared/endpoint';
import { untilBroken } from '../shared/readEach';
import { USER_ID_PERMISSION } from '../shared/refusal';
import { Unread } from '../shared/unread';
import { instanceView, LONGEST_VIEW_SECONDS, TOO_MANY_OCCURRENCES } from './calls';

/** What an answer is if a span has too many occurrences for one. */
function nothingIfTooMany(error: unknown): undefined {
	if (error instanceof Unread && error.code === TOO_MANY_OCCURRENCES) return undefined;
	throw error;
}

/** Whether the list of events has something in a span. */
async function hasEvents(question: ReadRequest, span: IDataObject, reader: Reader): Promise<boolean> {
	const listed = await reader.ask(eventList, { ...question, query: { ...span, page_size: 50 } });
	return listedIn(listed, 'items', eventList).some((event) => !isCancelled(event));
}

/** Everything on a calendar in a span, each occurrence by itself. Feishu lists fewer than a thousand at once: a fuller span is halved. */
async function* occurrencesIn(question: ReadRequest, from: number, to: number, reader: Reader): AsyncGenerator<IDataObject> {
	const query = { ...question.query, start_time: String(from), end_time: String(to) };
	const asked = reader.ask(instanceView, { ...question, query });
	const answer = from === to ? await asked : await asked.catch(nothingIfTooMany);
	if (answer !== undefined) {
		// Nothing in the answer says whether it is whole. Without the list, there is nothing only if the list of events is empty, too.
		if (Array.isArray(answer.data.items) || (await hasEvents(question, query, reader))) yield* listedIn(answer, 'items', instanceView);
		return;
	}
	const middle = Math.floor((from + to) / 2);
	yield* occurrencesIn(question, from, middle, reader);
	yield* occurrencesIn(question, middle + 1, to, reader);
}

async function* eachOccurrence(
	{ calendar_id = '', from = '', to = '' }: RecordKeys,
	reader: Reader,
	query: IDataObject,
): AsyncGenerator<IDataObject> {
	for (let start = Number(from); start <= Number(to); start += LONGEST_VIEW_SECONDS + 1) {
		yield* occurrencesIn({ path: { calendar_id }, query }, start, Math.min(start + LONGEST_VIEW_SECONDS, Number(to)), reader);
	}
}

/** A person may have entered an ID in other capitals than Feishu gives it. Nothing is deleted by this comparison. */
const isSameCalendar = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** Whether an event is wanted, but for who organizes it. */
function isWanted(event: IDataObject, calendar_id: string, { organized, title }: IDataObject): boolean {
	if (isCancelled(event) || textIn(event, 'event_id') === '') return false;
	if (organized !== false && !isSameCalendar(textIn(event, 'organizer_calendar_id'), calendar_id)) return false;
	return (
		title === undefined ||
		textIn(event, 'summary')
			.toLowerCase()
			.includes((title as string).toLowerCase())
	);
}

/** An event as it is found: what a person recognizes, then what the deletion needs, then the rest. */
function itemOf(calendar_id: string, event: IDataObject, timezone: string, isRaw: boolean): IDataObject {
	const organizer = textIn(objectIn(event.event_organizer), 'display_name');
	const organizing = textIn(event, 'organizer_calendar_id');
	const series = textIn(event, 'recurring_event_id');
	const rule = textIn(event, 'recurrence');
	return {
		summary: textIn(event, 'summary'),
		start_time: shownTime(event, 'start_time', timezone),
		end_time: shownTime(event, 'end_time', timezone),
		...(organizer !== '' && { organizer }),
		calendar_id,
		event_id: textIn(event, 'event_id'),
		...(isRecurring(event) && { recurring: true }),
		...(rule !== '' && { recurrence: rule }),
		...(series !== '' && { recurring_event_id: series }),
		...(organizing !== '' && !isSameCalendar(organizing, calendar_id) && { organizer_calendar_id: organizing }),
		...(isRaw && { event }),
	};
}

async function* findingsIn(record: RecordKeys, { query, body }: CallContext, reader: Reader, timezone: string): AsyncGenerator<Finding> {
	const { calendar_id = '' } = record;
	const organizers = body.organizers === undefined ? undefined : new Set(body.organizers as string[]);
	const isNew = newBy('event_id');
	let nameless = 0;
	for await (const event of body.each === true ? eachOccurrence(record, reader, query) : eventsIn(record, reader, timezone, query)) {
		if (!isWanted(event, calendar_id, body) || !isNew(event)) continue;
		const { user_id: organizer = '', display_name: name = '' } = objectIn(event.event_organizer);
		if (organizers !== undefined && organizer === '' && name !== '') nameless += 1;
		if (organizers?.has(organizer as string) !== false)
			yield { of: 0, item: itemOf(calendar_id, event, timezone, body.simplify === false) };
	}
	if (nameless === 0) return;
	const reason = `Feishu gives no ID of the organizer of ${nameless === 1 ? 'one event' : `${nameless} events`}`;
	yield { of: 0, keys: record, why: new Unread(null, reason, USER_ID_PERMISSION) };
}

/** Finds the events of a calendar in a period. */
export function findEvents(
	[record = {}]: readonly RecordKeys[],
	common: CallContext,
	reader: Reader,
	{ timezone }: ItemContext,
): AsyncGenerator<Finding> {
	return untilBroken(findingsIn(record, common, reader, timezone), record);
}
