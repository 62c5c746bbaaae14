import type { Fields } from '../../specs/spec';
import type { ApiCall } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { fromOpenId } from '../../sandbox/people';
import { spanOf, type Calendar, type CalendarEvent, type EventTime } from './world';

/** A day or a moment, in requests and answers. */
export const TIME: Fields = {
	date: { type: 'string', required: false, description: 'A day, for whole days alone.', example: '2018-09-01' },
	timestamp: { type: 'string', required: false, description: 'A moment, in seconds.', example: '1602504000' },
	timezone: { type: 'string', required: false, description: 'An IANA time zone; UTC for whole days.', example: 'Asia/Shanghai' },
};

/** What both answers say of an event. */
export const EVENT: Fields = {
	event_id: { type: 'string', description: 'The event.' },
	organizer_calendar_id: { type: 'string', description: 'The calendar of its organiser.' },
	summary: { type: 'string', minLength: 0, description: 'Its title.' },
	description: { type: 'string', minLength: 0, description: 'What it is about.' },
	start_time: { type: 'object', description: 'When it begins.', fields: TIME },
	end_time: { type: 'object', description: 'When it ends.', fields: TIME },
	visibility: {
		type: 'string',
		description: 'Who sees its details.',
		enum: [
			{ value: 'default', meaning: 'as the calendar says' },
			{ value: 'public', meaning: 'everyone' },
			{ value: 'private', meaning: 'the caller alone' },
		],
	},
	attendee_ability: {
		type: 'string',
		description: 'What attendees may do.',
		enum: [
			{ value: 'none', meaning: 'nothing' },
			{ value: 'can_see_others', meaning: 'see who else attends' },
			{ value: 'can_invite_others', meaning: 'that, and invite' },
			{ value: 'can_modify_event', meaning: 'that, and change the event' },
		],
	},
	free_busy_status: {
		type: 'string',
		description: 'Whether it makes people busy.',
		enum: [
			{ value: 'busy', meaning: 'it does' },
			{ value: 'free', meaning: 'it does not' },
		],
	},
	location: {
		type: 'object',
		description: 'Where it takes place. The page has its coordinates as well, of which the sandbox knows nothing.',
		fields: {
			name: { type: 'string', description: 'The name of the place.' },
			address: { type: 'string', description: 'Its address.' },
		},
	},
	color: { type: 'int', description: 'An RGB value as a signed 32-bit number; 0 and -1 stand for the colour of the calendar.' },
	reminders: {
		type: 'object[]',
		description: 'When the caller is reminded.',
		fields: { minutes: { type: 'int', description: 'Minutes before the start; after it, if negative.' } },
	},
	recurrence: { type: 'string', description: 'How it repeats, as RFC 5545 has it.' },
	status: {
		type: 'string',
		description: 'What has become of it.',
		enum: [
			{ value: 'tentative', meaning: 'not answered yet' },
			{ value: 'confirmed', meaning: 'confirmed' },
			{ value: 'cancelled', meaning: 'cancelled' },
		],
	},
	is_exception: { type: 'boolean', description: 'Whether it is an exception of a repeating event.' },
	recurring_event_id: { type: 'string', description: 'The repeating event that it is an exception of.' },
	event_organizer: {
		type: 'object',
		description: 'Who organises it.',
		fields: {
			user_id: { type: 'string', description: 'The user, in the kind of ID that user_id_type names.' },
			display_name: { type: 'string', description: 'The name of the user.' },
		},
	},
	app_link: { type: 'string', description: 'Opens it in the client.' },
	attachments: {
		type: 'object[]',
		description: 'What is attached to it.',
		fields: {
			file_token: { type: 'string', description: 'The file.' },
			file_size: { type: 'string', description: 'Its size.' },
			name: { type: 'string', description: 'Its name.' },
		},
	},
};

/** One of these is enough to read events. */
export const SCOPES = ['calendar:calendar', 'calendar:calendar.event:read', 'calendar:calendar:readonly'] as const;

/** What the list, and the look at a single event, say besides. */
export const EVENT_DETAILS: Fields = {
	vchat: {
		type: 'object',
		description: 'Its video meeting.',
		fields: {
			vc_type: {
				type: 'string',
				description: 'The kind of meeting.',
				enum: [
					{ value: 'vc', meaning: 'one of Feishu' },
					{ value: 'third_party', meaning: 'a link to another service' },
					{ value: 'no_meeting', meaning: 'none' },
					{ value: 'lark_live', meaning: 'a live broadcast' },
					{ value: 'unknown', meaning: 'not known' },
				],
			},
			icon_type: { type: 'string', description: 'Its icon: vc, live or default.' },
			description: { type: 'string', description: 'Its text.' },
			meeting_url: { type: 'string', description: 'Its address.' },
		},
	},
	create_time: { type: 'string', description: 'When it was created, in seconds.' },
	schemas: {
		type: 'object[]',
		description: 'What the client shows of it.',
		fields: {
			ui_name: { type: 'string', description: 'A part of the page.' },
			ui_status: { type: 'string', description: 'Whether it is shown: hide, readonly, editable or unknown.' },
			app_link: { type: 'string', description: 'Where it leads.' },
		},
	},
};

/** The path of all calls below a calendar. */
export const CALENDAR_ID: Fields = {
	calendar_id: {
		type: 'string',
		required: true,
		description: 'The calendar.',
		example: 'feishu.cn_xxxxxxxxxx@group.calendar.feishu.cn',
	},
};

function inSeconds(milliseconds: number): string {
	return String(Math.floor(milliseconds / 1_000));
}

function timeRow(time: EventTime): JsonObject {
	return 'date' in time ? { date: time.date, timezone: 'UTC' } : { timestamp: inSeconds(time.at), timezone: time.timezone };
}

/** The two halves of an event's ID: what its occurrences share, and the original start of an exception, in seconds. */
export function halvesOf(eventId: string): [uid: string, original: string] {
	const [, uid = eventId, original = '0'] = /^(.*)_(\d+)$/.exec(eventId) ?? [];
	return [uid, original];
}

/** What every answer says of an event. */
export function eventRow({ platform: { state }, userIdType }: ApiCall, { calendarId }: Calendar, event: CalendarEvent): JsonObject {
	const { eventId, summary, description, start, end, recurrence, recurringEventId, organizer, location } = event;
	const [uid, original] = halvesOf(eventId);
	const name = state.invitees.get(organizer ?? '')?.displayName;
	const link = new URLSearchParams({ calendarId, key: uid, originalTime: original, startTime: inSeconds(spanOf(event)[0]) });
	return {
		event_id: eventId,
		organizer_calendar_id: calendarId,
		summary,
		description,
		start_time: timeRow(start),
		end_time: timeRow(end),
		visibility: event.visibility,
		attendee_ability: event.attendeeAbility,
		free_busy_status: event.freeBusyStatus,
		...(location !== undefined && { location: { name: location } }),
		color: -1,
		...(recurrence !== undefined && { recurrence }),
		status: event.deleted ? 'cancelled' : event.status,
		is_exception: recurringEventId !== undefined && event.isPlain !== true,
		...(recurringEventId !== undefined && { recurring_event_id: recurringEventId }),
		// An app has no user ID, and not of everybody is the name known.
		...(organizer !== undefined &&
			!state.apps.has(organizer) && {
				event_organizer: { user_id: fromOpenId(state.people, userIdType, organizer), ...(name !== undefined && { display_name: name }) },
			}),
		app_link: `https://applink.feishu.cn/client/calendar/event/detail?${link.toString()}`,
	};
}

/** The same with the details. */
export function detailedEventRow(call: ApiCall, calendar: Calendar, event: CalendarEvent): JsonObject {
	const { meeting, createdAt, details } = event;
	return {
		...eventRow(call, calendar, event),
		...(meeting && { vchat: { vc_type: 'vc', meeting_url: meeting.url } }),
		create_time: inSeconds(createdAt),
		...details,
	};
}

/** Roles that show no more than when somebody is busy. */
export const WITHOUT_ROLE = ['none', 'free_busy_reader'] as const;
