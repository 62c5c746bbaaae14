import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { objectsIn } from '../shared/answer';
import type { Common, Finding, ItemContext, Reader, Reading, RecordKeys, Selection } from '../shared/endpoint';
import { userIdType } from '../shared/fields';
import type { UserIdType } from '../shared/idKinds';
import { readId, readIds } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { Unread } from '../shared/unread';
import { InvalidField, isBlankText, readBoolean, readChoice, readSeconds, readText } from '../shared/values';
import { readEmail } from './attendee';
import { ATTENDEE_TYPES, ID_KEYS, isRemoved, targetOf, typeOf } from './attendeeRow';
import { ATTENDEES_PER_PAGE, RATES, attendeeList, eventGet, eventList, readRefusals } from './calls';
import { isCancelled, isRecurring, isRepeating, secondsOf, shownTime, textIn } from './event';
import { inOrder } from './inOrder';
import { refuseVain } from './onlyThese';

const REPLIES = ['needs_action', 'accept', 'tentative', 'decline', 'removed'] as const;

/** Events whose attendees are being read at the same time, at most. */
const MOST_EVENTS_AT_ONCE = 16;

/** Most events in one answer. */
const EVENTS_PER_PAGE = 1_000;

/**
 * A changed occurrence is listed from its original time on, and may have been moved into the period: what
 * was moved by no more than this is found.
 */
const MOVED_SECONDS = 90 * 86_400;

const ONLY_THESE = 'Only These Attendees';

/** The values of a list of choices. @throws {InvalidField} for an empty one, which would not narrow anything */
function readChoices<T extends string>(value: unknown, choices: readonly T[], field: string): T[] {
	const given = Array.isArray(value) ? value : isBlankText(value) ? [] : [value];
	if (given.length === 0) throw new InvalidField(field, 'is blank', 'Choose at least one, or remove the option.');
	return given.map((entry) => readChoice(entry, choices, field));
}

/** Addresses and the attendee IDs that hold them are the same in capitals. */
function comparable(name: string): string {
	return name.includes('@') ? name.toLowerCase() : name;
}

function readName(value: unknown, field: string): string {
	const name = readText(value, field).trim();
	return comparable(name.includes('@') && !name.startsWith('third_party_') ? readEmail(name, field) : readId(value, field));
}

function readPeriod(source: IDataObject, timezone: string): { from: string; to: string } {
	const from = readSeconds(source.from, 'From', timezone);
	const to = readSeconds(source.to, 'To', timezone);
	if (Number(from) >= Number(to)) throw new InvalidField('To', 'is not later than From', 'Choose a later date and time.');
	return { from, to };
}

function readQuestion(source: IDataObject, { timezone, query = {} }: ItemContext): Selection {
	const scope = readChoice(source.scope, ['event', 'period'], 'Scope');
	const calendar_id = readId(source.calendar_id, 'Calendar');
	const record: RecordKeys =
		scope === 'event' ? { calendar_id, event_id: readId(source.event_id, 'Event') } : { calendar_id, ...readPeriod(source, timezone) };
	const body: IDataObject = {};
	if ('types' in source) body.types = readChoices(source.types, ATTENDEE_TYPES, 'Attendee Types');
	if ('replies' in source) body.replies = readChoices(source.replies, REPLIES, 'Replies');
	if ('organized' in source) body.organized = readBoolean(source.organized, 'Only Events This Calendar Organizes');
	if ('simplify' in source) body.simplify = readBoolean(source.simplify, 'Simplify');
	if (!('only' in source)) return { records: [record], body };
	const only = readIds(source.only, ONLY_THESE, readName);
	const { user_id_type: kind = 'open_id' } = query;
	for (const id of only) refuseVain(id, ONLY_THESE, body.types as string[] | undefined, kind as UserIdType);
	// An empty list names nobody, and so nobody is found.
	return { records: only.length === 0 ? [] : [record], body: { ...body, only } };
}

/** Whether an attendee is one of those that the filters let through. Who was removed is left out unless asked for. */
function filterOf({ types, replies, only }: IDataObject): (row: IDataObject) => boolean {
	const names = only === undefined ? undefined : new Set(only as string[]);
	return (row) => {
		if (types !== undefined && !(types as string[]).includes(textIn(row, 'type'))) return false;
		if (replies === undefined ? isRemoved(row) : !(replies as string[]).includes(textIn(row, 'rsvp_status'))) return false;
		return names === undefined || [textIn(row, 'attendee_id'), targetOf(row)].some((name) => names.has(comparable(name)));
	};
}

/** One attendee with the event that it is on. */
function itemOf(calendar_id: string, event: IDataObject, row: IDataObject, timezone: string): IDataObject {
	const type = typeOf(row);
	return {
		calendar_id,
		event_id: textIn(event, 'event_id'),
		summary: textIn(event, 'summary'),
		start_time: shownTime(event, 'start_time', timezone),
		end_time: shownTime(event, 'end_time', timezone),
		recurring: isRecurring(event),
		organizer_calendar_id: textIn(event, 'organizer_calendar_id'),
		attendee_id: textIn(row, 'attendee_id'),
		type: textIn(row, 'type'),
		display_name: textIn(row, 'display_name'),
		rsvp_status: textIn(row, 'rsvp_status'),
		is_optional: row.is_optional === true,
		is_organizer: row.is_organizer === true,
		is_external: row.is_external === true,
		...(type !== undefined && { [ID_KEYS[type]]: targetOf(row) }),
		...(row.operate_id !== undefined && { operate_id: row.operate_id }),
		...(row.resource_customization !== undefined && { resource_customization: row.resource_customization }),
	};
}

/** Whether something of an event lies in a period. One that repeats goes on until its rule says when it ends. */
function isWithin(event: IDataObject, from: number, to: number): boolean {
	if (secondsOf(event, 'start_time') > to) return false;
	if (!isRepeating(event)) return secondsOf(event, 'end_time') >= from;
	const [, year, month, day] = /UNTIL=(\d{4})(\d{2})(\d{2})/.exec(textIn(event, 'recurrence')) ?? [];
	return year === undefined || Date.parse(`${year}-${month}-${day}T23:59:59Z`) / 1_000 >= from;
}

/**
 * The events of a calendar in a period. One call answers them, but has no second page: what does not fit
 * is cut off. Where it is full, the list is read on from before the period, by its pages.
 */
async function* eventsIn({ calendar_id = '', from = '', to = '' }: RecordKeys, reader: Reader): AsyncGenerator<IDataObject> {
	const path = { calendar_id };
	const { data } = await reader.ask(eventList, { path, query: { start_time: from, end_time: to, page_size: EVENTS_PER_PAGE } });
	const first = objectsIn(data.items);
	yield* first;
	if (first.length < EVENTS_PER_PAGE && data.has_more !== true) return;
	const known = new Set(first.map(({ event_id }) => event_id));
	const query = { anchor_time: String(Math.max(0, Number(from) - MOVED_SECONDS)), page_size: EVENTS_PER_PAGE };
	for await (const event of reader.pages(eventList, 'items', { path, query })) {
		if (!known.has(event.event_id) && isWithin(event, Number(from), Number(to))) yield event;
	}
}

/** What one search reads, and how. */
interface Search {
	calendar_id: string;
	common: Common;
	reader: Reader;
	timezone: string;
}

/** The attendees of one event, page by page. */
async function* attendeesOf(event: IDataObject, { calendar_id, common, reader, timezone }: Search): AsyncGenerator<Finding> {
	const question = {
		path: { calendar_id, event_id: textIn(event, 'event_id') },
		query: { ...common.query, page_size: ATTENDEES_PER_PAGE },
	};
	const isWanted = filterOf(common.body);
	for await (const row of reader.pages(attendeeList, 'items', question)) {
		if (!isWanted(row)) continue;
		// As Feishu answers them, besides what every item has.
		const raw = common.body.simplify === false ? { attendee: row, event } : {};
		yield { of: 0, item: { ...itemOf(calendar_id, event, row, timezone), ...raw } };
	}
}

/** What concerns this event or calendar alone must not cost the others theirs. @throws {Unread} what concerns all */
function ownTrouble(keys: RecordKeys, error: unknown): Finding {
	if (error instanceof Unread && !error.isFinal) return { of: 0, keys, why: error };
	throw error;
}

/** The attendees of an event of several, read to the end. */
async function allAttendeesOf(event: IDataObject, search: Search): Promise<Finding[]> {
	const found: Finding[] = [];
	try {
		for await (const finding of attendeesOf(event, search)) found.push(finding);
	} catch (error) {
		found.push(ownTrouble({ calendar_id: search.calendar_id, event_id: textIn(event, 'event_id') }, error));
	}
	return found;
}

/** The events of a period whose attendees are to be read, each with those. */
async function* attendeesIn(record: RecordKeys, search: Search): AsyncGenerator<Finding> {
	const { calendar_id, common, reader } = search;
	const events = async function* () {
		for await (const event of eventsIn(record, reader)) {
			const isOwn = common.body.organized === false || event.organizer_calendar_id === calendar_id;
			if (isOwn && !isCancelled(event)) yield event;
		}
	};
	for await (const found of inOrder(events(), MOST_EVENTS_AT_ONCE, async (event) => await allAttendeesOf(event, search))) yield* found;
}

async function* find(records: readonly RecordKeys[], common: Common, reader: Reader, { timezone }: ItemContext): AsyncGenerator<Finding> {
	const [record = {}] = records;
	const { calendar_id = '', event_id } = record;
	const search = { calendar_id, common, reader, timezone };
	try {
		if (event_id === undefined) {
			yield* attendeesIn(record, search);
			return;
		}
		const { data } = await reader.ask(eventGet, { path: { calendar_id, event_id } });
		const event = (typeof data.event === 'object' && data.event !== null ? data.event : {}) as IDataObject;
		yield* attendeesOf({ ...event, event_id }, search);
	} catch (error) {
		yield ownTrouble(record, error);
	}
}

export const reading: Reading = {
	noun: { one: 'event', many: 'events', found: { one: 'attendee', many: 'attendees' } },
	field: 'Calendar and Event',
	parameters: { scope: 'scope', calendar_id: 'calendarId', event_id: 'eventId', from: 'periodFrom', to: 'periodTo' },
	documentation: attendeeList.documentation,
	// Each search reads by itself, several at once.
	limit: 1,
	rates: RATES,
	refusals: readRefusals,
	read: readQuestion,
	find,
};

export const getAllOperation: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many attendees',
	description: 'List the attendees of a calendar event, or of all events of a calendar in a period',
	routing: {
		request: { method: 'GET', url: '/calendar/v4/calendars/:calendar_id/events/:event_id/attendees' },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};

const show = { operation: ['getAll'] };

/** Before the calendar and the event. */
export const getAllScope: INodeProperties[] = [
	{
		displayName:
			'Whoever looks (the app, or the person) must be reader, writer or owner of the calendar. One of these permissions is needed: calendar:calendar.event:read, calendar:calendar:readonly or calendar:calendar. With a tenant token, the app also needs the Bot feature. To remove those found: put calendar_id into Calendar, event_id into Event, and attendee_id into Attendee IDs of Remove Attendees.',
		name: 'getAllNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'All Events in a Period', value: 'period', description: 'The attendees of each event of the calendar in a period' },
			{ name: 'One Event', value: 'event', description: 'The attendees of one event' },
		],
		default: 'event',
		description: 'Whose attendees to list',
		displayOptions: { show },
	},
];

const ofPeriod = { ...show, scope: ['period'] };

/** After the calendar. */
export const getAllPeriod: INodeProperties[] = [
	{
		displayName: 'From',
		name: 'periodFrom',
		type: 'dateTime',
		required: true,
		default: '',
		description:
			"Events that end at this time or later are meant, in the workflow's time zone; Unix seconds also work. An event that repeats is listed once, as the event that it is.",
		displayOptions: { show: ofPeriod },
	},
	{
		displayName: 'To',
		name: 'periodTo',
		type: 'dateTime',
		required: true,
		default: '',
		description: "Events that begin at this time or earlier are meant, in the workflow's time zone; Unix seconds also work",
		displayOptions: { show: ofPeriod },
	},
];

export const getAllOptions: INodeProperties[] = [
	{
		displayName: 'Attendee Types',
		name: 'attendeeTypes',
		type: 'multiOptions',
		options: [
			{ name: 'External Email', value: 'third_party' },
			{ name: 'Group Chat', value: 'chat' },
			{ name: 'Meeting Room', value: 'resource' },
			{ name: 'User', value: 'user' },
		],
		default: [],
		description: 'Which kinds of attendee to return',
		routing: { send: { type: 'body', property: 'types' } },
	},
	{
		displayName: 'Include Room Forms',
		name: 'includeRoomForms',
		type: 'boolean',
		default: false,
		description:
			'Whether to return what was entered in the booking forms of meeting rooms, as resource_customization. Only those who may edit the event get it.',
		routing: { send: { type: 'query', property: 'need_resource_customization' } },
	},
	{
		displayName: 'Only Events This Calendar Organizes',
		name: 'onlyOrganized',
		type: 'boolean',
		default: true,
		description:
			'Whether to leave out events that the calendar was only invited to: attendees are removed and added on the calendar of the organizer alone. Each item shows that one as organizer_calendar_id.',
		displayOptions: { show: { '/scope': ['period'] } },
		routing: { send: { type: 'body', property: 'organized' } },
	},
	{
		displayName: ONLY_THESE,
		name: 'onlyThese',
		type: 'string',
		default: '',
		placeholder: 'e.g. ou_xxxxxxxx',
		description:
			'Whom to return: user IDs of the kind set under User ID Type, group chat IDs, meeting room IDs, email addresses or attendee IDs. One, a list separated by commas or line breaks, or an array.',
		routing: { send: { type: 'body', property: 'only' } },
	},
	{
		displayName: 'Replies',
		name: 'replies',
		type: 'multiOptions',
		options: [
			{ name: 'Accepted', value: 'accept', description: 'A meeting room is booked' },
			{ name: 'Declined', value: 'decline', description: 'A meeting room could not be booked' },
			{ name: 'No Reply Yet', value: 'needs_action', description: 'A meeting room is being booked' },
			{ name: 'Removed', value: 'removed', description: 'No longer part of the event' },
			{ name: 'Tentative', value: 'tentative' },
		],
		default: [],
		description: 'Attendees with which replies to return. Without this option, those who were removed are left out.',
		routing: { send: { type: 'body', property: 'replies' } },
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description:
			'Whether to return a simplified version of the response instead of the raw data, which then stands under "attendee" and "event"',
		routing: { send: { type: 'body', property: 'simplify' } },
	},
	userIdType,
];
