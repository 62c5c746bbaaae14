import { EMPLOYEE_ID_SCOPE, THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, USER_ID_TYPE, type Fields, type SiblingSpec } from '../../specs/spec';
import { inWords, type ApiCall, type SiblingEndpoint } from '../../sandbox/endpoint';
import { pagedAnswer, sizeOf } from '../../sandbox/paging';
import { specRefusal, type RefusingSpec } from '../../sandbox/refusal';
import { findCalendar } from '../calendarEventAttendee/calendarAccess';
import { CALENDAR_ID, detailedEventRow, EVENT, EVENT_DETAILS, eventRow, SCOPES, WITHOUT_ROLE } from '../calendarEventAttendee/event';
import { EVENT_PATH, findEvent } from '../calendarEventAttendee/eventAccess';
import { listErrors } from '../calendarEventAttendee/listErrors';
import { occurrencesOf } from '../calendarEventAttendee/occurrences';
import { spanOf, type Calendar, type CalendarEvent } from '../calendarEventAttendee/world';

const DAY_SECONDS = 86_400;

const WINDOW: Fields = {
	start_time: { type: 'string', required: true, description: 'The first second of a span.', example: '1631777271' },
	end_time: { type: 'string', required: true, description: 'Its last second.', example: '1631777271' },
};

const OCCURRENCE: Fields = Object.fromEntries(
	['event_id', 'summary', 'description', 'start_time', 'end_time', 'status', 'is_exception', 'app_link', 'location'].map((name) => [
		name,
		EVENT[name]!,
	]),
);

const INSTANCES_SPEC: SiblingSpec = {
	name: 'eventInstances',
	title: 'List the occurrences of a repeating event',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/instances',
	method: 'GET',
	path: '/open-apis/calendar/v4/calendars/:calendar_id/events/:event_id/instances',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: SCOPES,
	botAbility: 'required for tenant tokens',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: EVENT_PATH,
	queryParameters: {
		...WINDOW,
		page_size: { type: 'int', required: false, default: 50, minimum: 10, maximum: 500, description: 'The most to answer.', example: 10 },
		page_token: { type: 'string', required: false, description: 'Where to go on.', example: 'xxxxx' },
	},
	response: {
		items: { type: 'object[]', description: 'The occurrences.', fields: OCCURRENCE },
		page_token: { type: 'string', description: 'Only where there are more pages.' },
		has_more: { type: 'boolean', description: 'Whether there are more pages.' },
	},
	successMsg: 'success',
	errors: listErrors(190008, 190011, 190012, 191000, 191001, 191002, 191003, 191004, 193000, 193001, 193002, 193003),
	rateCodes: [190004, 190005, 190010],
	notes: [
		'A span is at most two years long.',
		'The page does not say what is answered of an event that does not repeat; here it is nothing.',
	],
};

const VIEW_SPEC: SiblingSpec = {
	name: 'eventInstanceView',
	title: 'List what takes place on a calendar in a span',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/instance_view',
	method: 'GET',
	path: '/open-apis/calendar/v4/calendars/:calendar_id/events/instance_view',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: SCOPES,
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'required for tenant tokens',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: CALENDAR_ID,
	queryParameters: { ...WINDOW, user_id_type: USER_ID_TYPE },
	response: { items: { type: 'object[]', description: 'The events and occurrences.', fields: { ...EVENT, ...EVENT_DETAILS } } },
	successMsg: 'success',
	errors: [
		...listErrors(190008, 190011, 190012, 191000, 191001, 191002, 191003, 191004),
		{ code: 193103, status: 400, description: 'time span is too long', advice: 'Ask for less than forty days.' },
		{ code: 193104, status: 400, description: 'too many instances', advice: 'Ask for a shorter span.' },
	],
	rateCodes: [190004, 190005, 190010],
	notes: [
		'A span is shorter than forty days, and has fewer than a thousand occurrences; the words of the two refusals are the sandbox’s.',
		'An occurrence is named by the ID of its event, with its original time at the end.',
	],
};

/** The span that a call asks for, in seconds. */
function spanIn({ query, invalid }: ApiCall): { from: number; to: number } {
	const { start_time: start = '', end_time: end = '' } = query;
	const bad = [start, end].filter((text) => !/^\d{1,12}$/.test(text));
	if (bad.length > 0) throw invalid([{ field: 'start_time', value: bad.join(), description: 'must be seconds as digits' }]);
	if (Number(start) > Number(end)) throw invalid([{ field: 'start_time', value: start, description: 'is later than end_time' }]);
	return { from: Number(start), to: Number(end) };
}

function* within(events: Iterable<CalendarEvent>, { from, to }: { from: number; to: number }): Generator<CalendarEvent> {
	for (const event of events) {
		const [start, end] = spanOf(event);
		if (start <= to * 1_000 && end >= from * 1_000) yield event;
	}
}

const byId = (events: Iterable<CalendarEvent>) => new Map([...events].map((event) => [event.eventId, event]));

const invalidOn =
	(spec: RefusingSpec): SiblingEndpoint['invalid'] =>
	(violations) =>
		specRefusal(spec, 190002, inWords(violations), { fieldViolations: violations });

/** Lists the occurrences of one event. */
export const eventInstances: SiblingEndpoint = {
	rules: INSTANCES_SPEC,
	invalid: invalidOn(INSTANCES_SPEC),
	work(call) {
		const span = spanIn(call);
		if (span.to - span.from > 2 * 366 * DAY_SECONDS)
			throw call.invalid([{ field: 'end_time', value: String(span.to), description: 'is more than two years after start_time' }]);
		const calendar = findCalendar(call, INSTANCES_SPEC, { types: ['primary', 'shared', 'resource'], withoutRole: WITHOUT_ROLE });
		const event = findEvent(call, INSTANCES_SPEC, calendar);
		const occurrences = event.recurrence === undefined ? [] : occurrencesOf(calendar, event);
		return pagedAnswer(call, {
			prefix: 'ListInstances',
			items: byId(within(occurrences, span)),
			row: (occurrence) => {
				const row = eventRow(call, calendar, occurrence);
				return Object.fromEntries(Object.keys(OCCURRENCE).flatMap((name) => (name in row ? [[name, row[name]]] : [])));
			},
			size: sizeOf(call, 50),
			filters: { calendar: calendar.calendarId, event: event.eventId, ...span },
			lapsed: () => specRefusal(INSTANCES_SPEC, 190008),
		});
	},
};

function* shownOn(calendar: Calendar): Generator<CalendarEvent> {
	for (const event of calendar.events.values()) {
		if (event.deleted) continue;
		if (event.recurrence !== undefined) yield* occurrencesOf(calendar, event);
		// What was changed of an event that is there comes with its other occurrences.
		else if (calendar.events.get(event.recurringEventId ?? '')?.deleted !== false) yield event;
	}
}

/** Lists what takes place on a calendar, each occurrence by itself. */
export const eventInstanceView: SiblingEndpoint = {
	rules: VIEW_SPEC,
	invalid: invalidOn(VIEW_SPEC),
	work(call) {
		const span = spanIn(call);
		if (span.to - span.from >= 40 * DAY_SECONDS) throw specRefusal(VIEW_SPEC, 193103);
		const calendar = findCalendar(call, VIEW_SPEC, { types: ['primary', 'shared', 'resource'], withoutRole: WITHOUT_ROLE });
		const events = [...within(shownOn(calendar), span)];
		if (events.length >= 1_000) throw specRefusal(VIEW_SPEC, 193104);
		return { data: { items: events.map((event) => detailedEventRow(call, calendar, event)) } };
	},
};
