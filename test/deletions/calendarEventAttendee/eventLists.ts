import {
	EMPLOYEE_ID_SCOPE,
	JSON_CONTENT_TYPE,
	THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	USER_ID_TYPE,
	type SiblingSpec,
} from '../../specs/spec';
import { inWords, type ApiCall, type SiblingEndpoint } from '../../sandbox/endpoint';
import { isObject, type JsonObject } from '../../sandbox/json';
import { pageOf, sizeOf } from '../../sandbox/paging';
import { idKindViolation, toOpenId } from '../../sandbox/people';
import { specRefusal, type FieldViolation } from '../../sandbox/refusal';
import { findCalendar } from './calendarAccess';
import { CALENDAR_ID, detailedEventRow, EVENT, EVENT_DETAILS, eventRow, halvesOf, SCOPES, TIME, WITHOUT_ROLE } from './event';
import { listErrors } from './listErrors';
import { spanOf, type AttendeeType, type CalendarEvent } from './world';

const ERROR_CODES = [190008, 191000, 191001, 191002, 191003, 191004, 193000, 193001, 193002, 193003] as const;

const LIST_SPEC: SiblingSpec = {
	name: 'calendarEventList',
	title: 'List the events of a calendar',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/list',
	method: 'GET',
	path: '/open-apis/calendar/v4/calendars/:calendar_id/events',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: SCOPES,
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'required for tenant tokens',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: CALENDAR_ID,
	queryParameters: {
		page_size: {
			type: 'int',
			required: false,
			default: 500,
			minimum: 50,
			maximum: 1_000,
			description: 'The most events to answer.',
			example: 50,
		},
		anchor_time: {
			type: 'string',
			required: false,
			description: 'From which second on events are listed; not beside start_time and end_time.',
			example: '1609430400',
		},
		page_token: {
			type: 'string',
			required: false,
			description: 'Where to go on; not beside start_time and end_time.',
			example: 'ListCalendarsPageToken_1632452910_1632539310',
		},
		sync_token: {
			type: 'string',
			required: false,
			description: 'From when on to answer changes alone; not beside start_time and end_time.',
			example: 'ListCalendarsSyncToken_1632452910',
		},
		start_time: {
			type: 'string',
			required: false,
			description: 'The first second of a span, beside end_time; one page is all there is, and what it does not hold is cut off.',
			example: '1631777271',
		},
		end_time: { type: 'string', required: false, description: 'The last second of the span, beside start_time.', example: '1631777271' },
		user_id_type: USER_ID_TYPE,
	},
	response: {
		has_more: { type: 'boolean', description: 'Whether there are more pages.' },
		page_token: { type: 'string', description: 'Only where there are more pages, and only beside anchor_time.' },
		sync_token: { type: 'string', description: 'Only on the last page.' },
		items: {
			type: 'object[]',
			description: 'The events.',
			fields: { ...EVENT, ...EVENT_DETAILS },
		},
	},
	successMsg: 'success',
	errors: listErrors(...ERROR_CODES, 190009),
	rateCodes: [190004, 190005, 190010],
	notes: [
		'The kind of token decides whether the app or a user looks.',
		'The caller needs the reader, writer or owner role on the calendar.',
		'The calendar must be of type primary, shared or resource.',
		'A page token is given out only where anchor_time is given.',
		'A page may hold fewer events than asked for, or none at all, while has_more says that there are more.',
		'Single events are listed if they end at anchor_time or later, exceptions if their original time is not earlier either, and repeating events always.',
	],
};

const SEARCH_SPEC: SiblingSpec = {
	name: 'calendarEventSearch',
	title: 'Search the events of a calendar',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/search',
	method: 'POST',
	path: '/open-apis/calendar/v4/calendars/:calendar_id/events/search',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: SCOPES,
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'required for tenant tokens',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: CALENDAR_ID,
	queryParameters: {
		user_id_type: USER_ID_TYPE,
		page_token: { type: 'string', required: false, description: 'Where to go on.', example: 'xxxxx' },
		page_size: {
			type: 'int',
			required: false,
			default: 20,
			maximum: 100,
			description: 'The most events to answer; less than 10 stands for 10.',
			example: 10,
		},
	},
	body: {
		query: {
			type: 'string',
			required: true,
			minLength: 0,
			maxLength: 200,
			description: 'What the title must resemble; a title with an underscore is found by itself alone.',
			example: 'query words',
		},
		filter: {
			type: 'object',
			required: false,
			description: 'What else must be true of an event.',
			fields: {
				start_time: {
					type: 'object',
					required: false,
					description: 'From when on; without both times, the last month is searched.',
					fields: TIME,
				},
				end_time: { type: 'object', required: false, description: 'Until when.', fields: TIME },
				user_ids: { type: 'string[]', required: false, description: 'Users of whom one must attend.', example: ['ou_xxxxxxxx'] },
				room_ids: {
					type: 'string[]',
					required: false,
					description: 'Meeting rooms of which one must be booked.',
					example: ['omm_xxxxxxxx'],
				},
				chat_ids: { type: 'string[]', required: false, description: 'Groups of which one must attend.', example: ['oc_xxxxxxxxx'] },
			},
		},
	},
	response: {
		items: { type: 'object[]', description: 'The events that were found.', fields: EVENT },
		page_token: { type: 'string', description: 'Only where there are more pages; no has_more stands beside it.' },
	},
	successMsg: 'success',
	errors: listErrors(...ERROR_CODES),
	rateCodes: [190004, 190005, 190010],
	notes: ['The caller needs the reader, writer or owner role on the calendar.', 'The calendar must be of type primary or shared.'],
};

const MONTH_MS = 30 * 86_400_000;

/** Whether anything of an event lies within a span. One that repeats goes on until its rule says when it ends. */
function isWithin(event: CalendarEvent, from: number, until: number): boolean {
	const [start, end] = spanOf(event);
	if (event.recurrence === undefined) return start <= until && end >= from;
	const [, year, month, day] = /UNTIL=(\d{4})(\d{2})(\d{2})/.exec(event.recurrence) ?? [];
	const last = year === undefined ? Infinity : Date.parse(`${year}-${month}-${day}T23:59:59Z`);
	return start <= until && last >= from;
}

/** Whether an event is listed from a moment on. */
function isAfter(event: CalendarEvent, anchor: number): boolean {
	if (event.recurrence !== undefined) return true;
	if (event.recurringEventId !== undefined && Number(halvesOf(event.eventId)[1]) * 1_000 < anchor) return false;
	return spanOf(event)[1] >= anchor;
}

/** What is wrong with the times in the query of a list, each by itself and beside each other. */
function timeViolations(query: ApiCall['query']): FieldViolation[] {
	const given = (name: string): boolean => query[name] !== undefined;
	const violation = (field: string, description: string): FieldViolation => ({ field, value: query[field] ?? '', description });
	const found = ['anchor_time', 'start_time', 'end_time']
		.filter((name) => given(name) && !/^\d{1,12}$/.test(query[name] ?? ''))
		.map((name) => violation(name, 'must be seconds as digits'));
	if (given('start_time') !== given('end_time')) found.push(violation('start_time', 'is used with end_time'));
	if (given('start_time') || given('end_time')) {
		for (const name of ['anchor_time', 'page_token'])
			if (given(name)) found.push(violation(name, 'cannot be used with start_time and end_time'));
		if (Number(query['start_time']) > Number(query['end_time'])) found.push(violation('start_time', 'is later than end_time'));
	} else if (given('page_token') && !given('anchor_time')) {
		// None is given out without it.
		found.push(violation('page_token', 'is used with anchor_time'));
	}
	return found;
}

/**
 * Lists the events of a calendar, deleted ones as cancelled, and what has changed of them since. Without
 * `anchor_time`, no page token is given out, which leaves one page, and a `has_more` that is false, as the
 * page says that the two come together: what does not fit is cut off, as it is beside `start_time`.
 */
export const calendarEventList: SiblingEndpoint = {
	rules: LIST_SPEC,
	invalid: (violations) => specRefusal(LIST_SPEC, 190002, inWords(violations), { fieldViolations: violations }),
	work(call) {
		const { query } = call;
		const { sync_token: sync, page_token: page, anchor_time: anchor, start_time: start, end_time: end } = query;
		if (sync !== undefined && (page ?? start ?? end) !== undefined) throw specRefusal(LIST_SPEC, 190009);
		const violations = timeViolations(query);
		if (violations.length > 0) throw call.invalid(violations);
		const calendar = findCalendar(call, LIST_SPEC, { types: ['primary', 'shared', 'resource'], withoutRole: WITHOUT_ROLE });
		const items = [...calendar.events].filter(
			([, event]) => start === undefined || isWithin(event, Number(start) * 1_000, Number(end) * 1_000),
		);
		const { rows, pageToken, syncToken } = pageOf(call, {
			prefix: 'ListCalendars',
			items: new Map(items),
			row: (event) =>
				anchor !== undefined && !isAfter(event, Number(anchor) * 1_000) ? undefined : detailedEventRow(call, calendar, event),
			size: sizeOf(call, 500),
			filters: { calendar: calendar.calendarId, anchor, userIdType: call.userIdType },
			truncated: anchor === undefined,
			lapsed: () => specRefusal(LIST_SPEC, 190008),
		});
		if (pageToken !== undefined) return { data: { has_more: true, page_token: pageToken, items: rows } };
		// A span cannot be synchronised, so that it ends without a token for that.
		return { data: { has_more: false, ...(start === undefined && { sync_token: syncToken }), items: rows } };
	},
};

function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
}

/** Reads one end of the span of a search, in milliseconds, or says what is wrong with it. */
function readTime(field: string, given: JsonObject): number | FieldViolation {
	const { date, timestamp, timezone } = given;
	const violation = (description: string): FieldViolation => ({ field, value: JSON.stringify(given), description });
	if ((date === undefined) === (timestamp === undefined)) return violation('must have either date or timestamp');
	if (typeof timezone === 'string' && !isTimeZone(timezone)) return violation('must have an IANA time zone');
	if (timestamp !== undefined)
		return /^\d{1,12}$/.test(String(timestamp)) ? Number(timestamp) * 1_000 : violation('must be seconds as digits');
	const day = /^\d{4}-\d{2}-\d{2}$/.test(String(date)) ? Date.parse(String(date)) : NaN;
	return Number.isNaN(day) ? violation('must be a day such as 2018-09-01') : day;
}

/**
 * The span of a search. The page speaks of the last month where neither end is given, and of one end
 * alone not at all: that is refused.
 */
function readSpan(call: ApiCall, filter: JsonObject): [from: number, until: number] {
	const { start_time: start, end_time: end } = filter;
	if (!isObject(start) && !isObject(end)) return [call.at - MONTH_MS, call.at];
	const field = 'filter.start_time';
	if (!isObject(start) || !isObject(end)) throw call.invalid([{ field, value: '', description: 'is used with filter.end_time' }]);
	const from = readTime(field, start);
	const until = readTime('filter.end_time', end);
	if (typeof from !== 'number' || typeof until !== 'number') throw call.invalid([from, until].filter((one) => typeof one !== 'number'));
	if (from > until) throw call.invalid([{ field, value: JSON.stringify(start), description: 'is later than filter.end_time' }]);
	return [from, until];
}

/** The attendees that a search is narrowed to, by type; a type without list lets all through. */
function readAttendees(call: ApiCall, filter: JsonObject): ReadonlyArray<[AttendeeType, readonly string[]]> {
	const { people } = call.platform.state;
	const listed = (name: string): string[] => (filter[name] ?? []) as string[];
	const users = listed('user_ids');
	const wrongKind = users.flatMap((id, index) => idKindViolation(people, call.userIdType, id, `filter.user_ids[${index}]`) ?? []);
	if (wrongKind.length > 0) throw call.invalid(wrongKind);
	return [
		['user', users.map((id) => toOpenId(people, call.userIdType, id))],
		['resource', listed('room_ids')],
		['chat', listed('chat_ids')],
	];
}

/** Finds the events of a calendar by their titles. Deleted ones are not found. */
export const calendarEventSearch: SiblingEndpoint = {
	rules: SEARCH_SPEC,
	onlyReads: true,
	invalid: (violations) => specRefusal(SEARCH_SPEC, 190002, inWords(violations), { fieldViolations: violations }),
	work(call) {
		const filter = isObject(call.body['filter']) ? call.body['filter'] : {};
		const query = String(call.body['query']);
		const [from, until] = readSpan(call, filter);
		const attendees = readAttendees(call, filter);
		const calendar = findCalendar(call, SEARCH_SPEC, { types: ['primary', 'shared'], withoutRole: WITHOUT_ROLE });
		const isFound = (event: CalendarEvent): boolean =>
			!event.deleted &&
			(event.summary.includes('_') ? event.summary === query : event.summary.toLowerCase().includes(query.toLowerCase())) &&
			isWithin(event, from, until) &&
			attendees.every(
				([type, targets]) => targets.length === 0 || event.attendees.some((one) => one.type === type && targets.includes(one.target)),
			);
		const { rows, pageToken } = pageOf(call, {
			prefix: 'SearchEvents',
			items: new Map([...calendar.events].filter(([, event]) => isFound(event))),
			row: (event) => eventRow(call, calendar, event),
			size: Math.max(10, sizeOf(call, 20)),
			filters: { calendar: calendar.calendarId, query, filter, userIdType: call.userIdType },
			lapsed: () => specRefusal(SEARCH_SPEC, 190008),
		});
		return { data: { items: rows, ...(pageToken !== undefined && { page_token: pageToken }) } };
	},
};
