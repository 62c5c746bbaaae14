import { EMPLOYEE_ID_SCOPE, THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, USER_ID_TYPE, type Field, type SiblingSpec } from '../../specs/spec';
import type { ApiCall, SiblingEndpoint } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { fromOpenId } from '../../sandbox/people';
import { specRefusal } from '../../sandbox/refusal';
import { ATTENDEE, attendeeRow, chatMembersOf, invalidOn } from './attendee';
import { findCalendar } from './calendarAccess';
import { detailedEventRow, EVENT, EVENT_DETAILS, SCOPES, WITHOUT_ROLE } from './event';
import { EVENT_PATH, findEvent, mayEdit, maySeeAttendees } from './eventAccess';
import { listErrors } from './listErrors';
import type { CalendarEvent, Meeting } from './world';

const MEETING_SETTINGS: Field = {
	type: 'object',
	description: 'How a video meeting of Feishu was set up; only for those who ask for it and may edit the event.',
	fields: {
		owner_id: { type: 'string', description: 'Who owns it, in the kind of ID that user_id_type names.' },
		join_meeting_permission: {
			type: 'string',
			description: 'Who may join.',
			enum: [
				{ value: 'anyone_can_join', meaning: 'everybody' },
				{ value: 'only_organization_employees', meaning: 'people of the tenant' },
				{ value: 'only_event_attendees', meaning: 'who attends the event' },
			],
		},
		password: { type: 'string', minLength: 4, maxLength: 9, description: 'Its password in digits; some tenants alone have it.' },
		assign_hosts: { type: 'string[]', description: 'Its hosts.' },
		auto_record: { type: 'boolean', description: 'Whether it is recorded by itself.' },
		open_lobby: { type: 'boolean', description: 'Whether it has a lobby.' },
		allow_attendees_start: { type: 'boolean', description: 'Whether attendees may begin it.' },
	},
};

const CHECK_IN_TIME: Field = {
	type: 'object',
	description: 'One end of the time to check in.',
	fields: {
		time_type: {
			type: 'string',
			description: 'What the minutes are counted from.',
			enum: [
				{ value: 'before_event_start', meaning: 'before the start' },
				{ value: 'after_event_start', meaning: 'after the start' },
				{ value: 'after_event_end', meaning: 'after the end' },
			],
		},
		duration: { type: 'int', description: 'How many minutes.' },
	},
};

const GET_SPEC: SiblingSpec = {
	name: 'eventGet',
	title: 'Look up an event',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/get',
	method: 'GET',
	path: '/open-apis/calendar/v4/calendars/:calendar_id/events/:event_id',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: SCOPES,
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'required for tenant tokens',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: EVENT_PATH,
	queryParameters: {
		need_meeting_settings: {
			type: 'boolean',
			required: false,
			default: false,
			description: 'Whether to answer how the video meeting was set up.',
			example: false,
		},
		need_attendee: { type: 'boolean', required: false, default: false, description: 'Whether to answer who attends.', example: false },
		// The table sets no minimum; less than one asks for nothing.
		max_attendee_num: {
			type: 'int',
			required: false,
			default: 10,
			minimum: 1,
			maximum: 100,
			description: 'The most attendees to answer; the list of attendees has all.',
			example: 10,
		},
		user_id_type: USER_ID_TYPE,
	},
	response: {
		event: {
			type: 'object',
			description: 'The event.',
			fields: {
				...EVENT,
				...EVENT_DETAILS,
				vchat: {
					type: 'object',
					description: 'Its video meeting.',
					fields: { ...EVENT_DETAILS['vchat']?.fields, meeting_settings: MEETING_SETTINGS },
				},
				attendees: { type: 'object[]', description: 'Who attends, where that was asked for.', fields: ATTENDEE },
				has_more_attendee: { type: 'boolean', description: 'Whether there are more attendees.' },
				event_check_in: {
					type: 'object',
					description: 'How attendees check in.',
					fields: {
						enable_check_in: { type: 'boolean', description: 'Whether they do.' },
						check_in_start_time: CHECK_IN_TIME,
						check_in_end_time: CHECK_IN_TIME,
						need_notify_attendees: { type: 'boolean', description: 'Whether they are told when they can.' },
					},
				},
			},
		},
	},
	successMsg: 'success',
	errors: listErrors(190011, 190012, 190014, 191000, 191001, 191002, 191003, 191004, 193000, 193001, 193002, 193003, 194001),
	rateCodes: [190004, 190005, 190010],
	notes: [
		'The page has a status for a cancelled event and a code for a deleted one; here a deleted event is refused unless told otherwise.',
		'The page does not say whether an occurrence that nobody has changed has a look of its own; here it has none unless told otherwise.',
		'Attendees who may not be seen refuse a call that asks for them, and no other.',
		'The page names neither roles nor types of calendars; here they are those of the list of events.',
		'The page has two codes for wrong parameters, and does not say which is when; here it is 190002.',
	],
};

/** As many attendees as the table says for a call that does not say. */
const ATTENDEES = 10;

function meetingSettings({ platform: { state }, userIdType }: ApiCall, meeting: Meeting): JsonObject {
	const idOf = (openId: string): string => fromOpenId(state.people, userIdType, openId);
	return {
		owner_id: idOf(meeting.ownerId),
		join_meeting_permission: meeting.joinPermission,
		assign_hosts: meeting.assignHosts.map(idOf),
		auto_record: meeting.autoRecord,
		open_lobby: meeting.openLobby,
		allow_attendees_start: meeting.allowAttendeesStart,
	};
}

function attendeesOf(call: ApiCall, event: CalendarEvent): JsonObject {
	const most = Number(call.query['max_attendee_num'] ?? ATTENDEES);
	return {
		attendees: event.attendees
			.slice(0, most)
			.map((attendee) => ({ ...attendeeRow(call, event, attendee), ...chatMembersOf(call, event, attendee) })),
		has_more_attendee: event.attendees.length > most,
	};
}

/** Looks an event up by its ID. */
export const eventGet: SiblingEndpoint = {
	rules: GET_SPEC,
	invalid: invalidOn(GET_SPEC),
	work(call) {
		const { need_attendee: needAttendee, need_meeting_settings: needSettings } = call.query;
		const calendar = findCalendar(call, GET_SPEC, { types: ['primary', 'shared', 'resource'], withoutRole: WITHOUT_ROLE });
		const cancelled = call.platform.settings.answers.deletedEvents === 'cancel' && calendar.events.get(call.params['event_id'] ?? '');
		const event = cancelled !== false && cancelled?.deleted === true ? cancelled : findEvent(call, GET_SPEC, calendar);
		if (needAttendee === 'true' && !maySeeAttendees(call, event)) throw specRefusal(GET_SPEC, 194001);
		const row = detailedEventRow(call, calendar, event);
		const settings = needSettings === 'true' && event.meeting && mayEdit(call, event) ? meetingSettings(call, event.meeting) : undefined;
		return {
			data: {
				event: {
					...row,
					...(settings && { vchat: { ...(row['vchat'] as JsonObject), meeting_settings: settings } }),
					...(needAttendee === 'true' && attendeesOf(call, event)),
				},
			},
		};
	},
};
