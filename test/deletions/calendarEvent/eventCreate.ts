import {
	JSON_CONTENT_TYPE,
	EMPLOYEE_ID_SCOPE,
	THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	USER_ID_TYPE,
	type Field,
	type Fields,
	type SiblingSpec,
} from '../../specs/spec';
import { inWords, type ApiCall, type SiblingEndpoint } from '../../sandbox/endpoint';
import { isObject, type JsonObject } from '../../sandbox/json';
import { specRefusal } from '../../sandbox/refusal';
import { findCalendar } from '../calendarEventAttendee/calendarAccess';
import { CALENDAR_ID, detailedEventRow, EVENT, EVENT_DETAILS, TIME } from '../calendarEventAttendee/event';
import { listErrors } from '../calendarEventAttendee/listErrors';
import { spanOf, type CalendarEvent, type EventTime } from '../calendarEventAttendee/world';

const choice = (description: string, values: readonly string[], example: string): Field => ({
	type: 'string',
	required: false,
	description,
	enum: values.map((value) => ({ value, meaning: value })),
	example,
});

const timeField = (description: string): Field => ({ type: 'object', required: true, description, fields: TIME });

const checkInTime: Field = {
	type: 'object',
	required: false,
	description: 'One end of the time to check in.',
	fields: {
		time_type: choice(
			'What the minutes are counted from.',
			['before_event_start', 'after_event_start', 'after_event_end'],
			'before_event_start',
		),
		duration: { type: 'int', required: false, minimum: 0, maximum: 60, description: '0, 5, 15, 30 or 60 minutes.', example: 15 },
	},
};

const BODY: Fields = {
	summary: { type: 'string', required: false, minLength: 0, maxLength: 1_000, description: 'Its title.', example: 'A title' },
	description: { type: 'string', required: false, minLength: 0, maxLength: 40_960, description: 'What it is about.', example: 'A text' },
	need_notification: { type: 'boolean', required: false, default: true, description: 'Whether the bot tells of it.', example: false },
	start_time: timeField('When it begins: a day or a moment.'),
	end_time: timeField('When it ends: a day or a moment.'),
	vchat: {
		type: 'object',
		required: false,
		description: 'Its video meeting. Without a kind, one is created with the first attendee.',
		fields: {
			vc_type: choice('The kind of meeting.', ['vc', 'third_party', 'no_meeting', 'lark_live', 'unknown'], 'third_party'),
			icon_type: choice('Its icon, of another service.', ['vc', 'live', 'default'], 'vc'),
			description: {
				type: 'string',
				required: false,
				minLength: 0,
				maxLength: 500,
				description: 'Its text, of another service.',
				example: 'Join',
			},
			meeting_url: {
				type: 'string',
				required: false,
				minLength: 1,
				maxLength: 2_000,
				description: 'Its address, at another service.',
				example: 'https://example.com',
			},
		},
	},
	visibility: choice('Who sees its details.', ['default', 'public', 'private'], 'default'),
	attendee_ability: choice('What attendees may do.', ['none', 'can_see_others', 'can_invite_others', 'can_modify_event'], 'can_see_others'),
	free_busy_status: choice('Whether it makes people busy.', ['busy', 'free'], 'busy'),
	location: {
		type: 'object',
		required: false,
		description: 'Where it takes place. The page has its coordinates as well, of which the sandbox knows nothing.',
		fields: {
			name: { type: 'string', required: false, minLength: 1, maxLength: 512, description: 'The name of the place.', example: 'Room 7' },
			address: { type: 'string', required: false, minLength: 1, maxLength: 255, description: 'Its address.', example: 'Main street' },
		},
	},
	color: { type: 'int', required: false, description: 'Its colour, for the caller alone.', example: -1 },
	reminders: {
		type: 'object[]',
		required: false,
		description: 'When the caller is reminded.',
		fields: {
			minutes: {
				type: 'int',
				required: false,
				minimum: -20_160,
				maximum: 20_160,
				description: 'Minutes before the start; after it, if negative.',
				example: 5,
			},
		},
	},
	recurrence: {
		type: 'string',
		required: false,
		maxLength: 2_000,
		description: 'How it repeats, as RFC 5545 has it, without the name of the property.',
		example: 'FREQ=DAILY;INTERVAL=1',
	},
	schemas: {
		type: 'object[]',
		required: false,
		description: 'What the client shows of it; only hide can be written.',
		fields: {
			ui_name: { type: 'string', required: false, description: 'A part of the page.', example: 'ForwardIcon' },
			ui_status: choice('Whether it is shown.', ['hide', 'readonly', 'editable', 'unknown'], 'hide'),
		},
	},
	attachments: {
		type: 'object[]',
		required: false,
		description: 'Files that were uploaded for this calendar.',
		fields: { file_token: { type: 'string', required: false, description: 'The file.', example: 'xAAAAA' } },
	},
	event_check_in: {
		type: 'object',
		required: false,
		description: 'How attendees check in.',
		fields: {
			enable_check_in: { type: 'boolean', required: true, description: 'Whether they do.', example: true },
			check_in_start_time: checkInTime,
			check_in_end_time: checkInTime,
			need_notify_attendees: {
				type: 'boolean',
				required: false,
				default: false,
				description: 'Whether they are told when they can.',
				example: false,
			},
		},
	},
};

const CREATE_SPEC: SiblingSpec = {
	name: 'eventCreate',
	title: 'Create an event',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/create',
	method: 'POST',
	path: '/open-apis/calendar/v4/calendars/:calendar_id/events',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['calendar:calendar', 'calendar:calendar.event:create'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'required for tenant tokens',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: CALENDAR_ID,
	queryParameters: {
		idempotency_key: {
			type: 'string',
			required: false,
			minLength: 32,
			maxLength: 128,
			description: 'What makes a repeat create nothing: unique for an app and a calendar.',
			example: '25fdf41b-8c80-2ce1-e94c-de8b5e7aa7e6',
		},
		user_id_type: USER_ID_TYPE,
	},
	body: BODY,
	response: {
		event: {
			type: 'object',
			description: 'The event.',
			fields: {
				...EVENT,
				...EVENT_DETAILS,
				event_check_in: { type: 'object', description: 'How attendees check in.' },
			},
		},
	},
	successMsg: 'success',
	errors: [
		...listErrors(190011, 190012, 190013, 190014, 191000, 191001, 191002, 191003, 191004, 193000, 193001, 193002, 193003),
		{ code: 193105, status: 400, description: 'attachment not found', advice: 'Upload the file for this calendar.' },
	],
	rateCodes: [190004, 190005, 190010],
	notes: [
		'The caller needs the writer or owner role on the calendar, which must be of type primary or shared.',
		'Attendees are added by another call.',
		'The page has settings of video meetings as well, which the sandbox does not take.',
		'The page does not say what a second call with the same idempotency key is answered; here it is the event of the first.',
		'The page has codes for settings of meetings and for attachments, of which the sandbox gives one.',
	],
};

const invalid: SiblingEndpoint['invalid'] = (violations) =>
	specRefusal(CREATE_SPEC, 190002, inWords(violations), { fieldViolations: violations });

function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
}

function readTime(field: string, given: JsonObject): EventTime {
	const { date, timestamp, timezone = 'Asia/Shanghai' } = given;
	const refuse = (description: string) => invalid([{ field, value: JSON.stringify(given), description }]);
	if ((date === undefined) === (timestamp === undefined)) throw refuse('must have either date or timestamp');
	if (!isTimeZone(String(timezone))) throw refuse('must have an IANA time zone');
	if (typeof date === 'string') {
		if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) throw refuse('must be a day such as 2018-09-01');
		return { date };
	}
	if (!/^\d{1,12}$/.test(String(timestamp))) throw refuse('must be seconds as digits');
	return { at: Number(timestamp) * 1_000, timezone: String(timezone) };
}

/** What is wrong with parts of a body that the tables do not say. */
function refuseParts({ recurrence, vchat, schemas }: JsonObject): void {
	const refuse = (field: string, value: unknown, description: string) => invalid([{ field, value: JSON.stringify(value), description }]);
	if (typeof recurrence === 'string' && !/^FREQ=[A-Z]+(;[A-Z]+=[^;]+)*$/.test(recurrence))
		throw refuse('recurrence', recurrence, 'must be a rule');
	if (typeof recurrence === 'string' && recurrence.includes('COUNT=') && recurrence.includes('UNTIL='))
		throw refuse('recurrence', recurrence, 'must not have both COUNT and UNTIL');
	const type = isObject(vchat) ? vchat['vc_type'] : undefined;
	if (type === 'lark_live' || type === 'unknown') throw refuse('vchat.vc_type', type, 'cannot be written');
	const shown = ((schemas ?? []) as JsonObject[]).find(({ ui_status: status }) => status !== 'hide');
	if (shown !== undefined) throw refuse('schemas', shown, 'must be hide');
}

function readEvent(call: ApiCall): CalendarEvent {
	const { body, at, caller, platform } = call;
	refuseParts(body);
	const { start_time: start, end_time: end, summary, description, recurrence, visibility, ...others } = body;
	const { attendee_ability: ability, free_busy_status: busy, need_notification: _told, attachments, ...details } = others;
	if (Array.isArray(attachments) && attachments.length > 0) throw specRefusal(CREATE_SPEC, 193105);
	const event: CalendarEvent = {
		eventId: `${platform.mint.digits(19)}_0`,
		attendees: [],
		deleted: false,
		organizer: caller.identity,
		deletions: [],
		additions: [],
		summary: String(summary ?? ''),
		description: String(description ?? ''),
		start: readTime('start_time', start as JsonObject),
		end: readTime('end_time', end as JsonObject),
		...(typeof recurrence === 'string' && { recurrence }),
		status: 'confirmed',
		visibility: (visibility ?? 'default') as CalendarEvent['visibility'],
		attendeeAbility: (ability ?? 'none') as CalendarEvent['attendeeAbility'],
		freeBusyStatus: (busy ?? 'busy') as CalendarEvent['freeBusyStatus'],
		createdAt: at,
		details,
	};
	const [from, until] = spanOf(event);
	if ('date' in event.start !== 'date' in event.end || from > until)
		throw invalid([
			{ field: 'end_time', value: JSON.stringify(end), description: 'must be of the same kind as start_time, and not before it' },
		]);
	return event;
}

/** Creates an event without attendees; a second call with the same key creates nothing. */
export const eventCreate: SiblingEndpoint = {
	rules: CREATE_SPEC,
	invalid,
	work(call) {
		const calendar = findCalendar(call, CREATE_SPEC, { types: ['primary', 'shared'], withoutRole: ['none', 'free_busy_reader', 'reader'] });
		const event = readEvent(call);
		const { idempotency_key: own } = call.query;
		const key = own === undefined ? undefined : `${call.caller.app.appId} ${own}`;
		const known = key === undefined ? undefined : calendar.events.get(calendar.keys.get(key) ?? '');
		if (known === undefined) {
			calendar.events.set(event.eventId, event);
			if (key !== undefined) calendar.keys.set(key, event.eventId);
		}
		return { data: { event: detailedEventRow(call, calendar, known ?? event) } };
	},
};
