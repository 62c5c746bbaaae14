import {
	EMPLOYEE_ID_SCOPE,
	JSON_CONTENT_TYPE,
	THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	USER_ID_TYPE,
	type SiblingSpec,
} from '../../specs/spec';
import type { ApiCall, SiblingEndpoint } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { pagedAnswer, sizeOf } from '../../sandbox/paging';
import { specRefusal } from '../../sandbox/refusal';
import {
	adminViolations,
	APPROVAL_REASON,
	ATTENDEE,
	attendeeRow,
	changeOf,
	chatMembersOf,
	customizationOf,
	invalidOn,
	readOpenId,
	readTarget,
	RESOURCE_CUSTOMIZATION,
} from './attendee';
import { findCalendar } from './calendarAccess';
import { SCOPES, WITHOUT_ROLE } from './event';
import { EVENT_PATH, exclusiveOn, findEvent, findEventToChange, isCreatedByApp, mayEdit, mayInvite, maySeeAttendees } from './eventAccess';
import { listErrors } from './listErrors';
import { spec as deletionSpec } from './spec';
import { attendeeOf, type Attendee, type CalendarEvent, type RsvpStatus } from './world';

const PATH = '/open-apis/calendar/v4/calendars/:calendar_id/events/:event_id/attendees';

const ERROR_CODES = [
	190011, 190012, 191000, 191001, 191002, 191003, 191004, 193000, 193001, 193002, 193003, 194000, 194001, 194002, 194003, 194004,
] as const;

const LIST_SPEC: SiblingSpec = {
	name: 'attendeeList',
	title: 'List the attendees of an event',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event-attendee/list',
	method: 'GET',
	path: PATH,
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: SCOPES,
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'required for tenant tokens',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: EVENT_PATH,
	queryParameters: {
		user_id_type: USER_ID_TYPE,
		need_resource_customization: {
			type: 'boolean',
			required: false,
			default: false,
			description: 'Whether to answer the booking forms of meeting rooms; only for those who may edit the event.',
			example: true,
		},
		page_token: { type: 'string', required: false, description: 'Where to go on.', example: '780TRhwXXXXX' },
		page_size: {
			type: 'int',
			required: false,
			default: 20,
			maximum: 100,
			description: 'The most attendees to answer; less than 10 stands for 10.',
			example: 10,
		},
	},
	response: {
		items: { type: 'object[]', description: 'The attendees.', fields: { ...ATTENDEE, resource_customization: RESOURCE_CUSTOMIZATION } },
		has_more: { type: 'boolean', description: 'Whether there are more pages.' },
		page_token: { type: 'string', description: 'Only where there are more pages.' },
	},
	successMsg: 'success',
	errors: listErrors(190008, ...ERROR_CODES),
	rateCodes: [190004, 190005, 190010],
	notes: [
		'The answer still has a column for the members of groups, which the page calls obsolete; here it is left out.',
		'The reason given for a meeting room on approval is no column of this answer.',
		'Those may edit an event who organise it, and those who attend it where attendees may.',
		'The page names neither roles nor types of calendars; here they are those of the search for events.',
		'The page has a status for those who were removed, and does not say how long they are listed; here nobody is, unless seeded so.',
	],
};

/** The most attendees of one call, and rooms among them. */
const MOST = 1_000;
const MOST_ROOMS = 100;

/** The most attendees of one event, says the overview of attendees; the page of the call does not. */
const MOST_ON_EVENT = 3_000;

const CREATE_SPEC: SiblingSpec = {
	name: 'attendeeCreate',
	title: 'Add attendees to an event',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event-attendee/create',
	method: 'POST',
	path: PATH,
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['calendar:calendar', 'calendar:calendar.event:update'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'required for tenant tokens',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: EVENT_PATH,
	queryParameters: { user_id_type: USER_ID_TYPE },
	body: {
		attendees: {
			type: 'object[]',
			required: false,
			maxItems: MOST,
			description: 'Whom to add; at most 100 meeting rooms among them.',
			fields: {
				// Named as the deletion names them, column by column.
				...deletionSpec.body?.['delete_ids']?.fields,
				is_optional: {
					type: 'boolean',
					required: false,
					default: false,
					description: 'Whether it need not come; cannot be set for a meeting room.',
					example: true,
				},
				operate_id: {
					type: 'string',
					required: false,
					description: 'The contact for a meeting room, which an event that an app created must have.',
					example: 'ou_xxxxxxxx',
				},
				resource_customization: RESOURCE_CUSTOMIZATION,
				approval_reason: APPROVAL_REASON,
			},
		},
		...Object.fromEntries(
			Object.entries(deletionSpec.body ?? {}).filter(([name]) =>
				['need_notification', 'instance_start_time_admin', 'is_enable_admin'].includes(name),
			),
		),
		add_operator_to_attendee: {
			type: 'boolean',
			required: false,
			default: true,
			description: 'Whether the contact for a meeting room becomes an attendee as well.',
			example: false,
		},
	},
	response: {
		attendees: {
			type: 'object[]',
			description: 'The attendees, after those of the call were added.',
			fields: { ...ATTENDEE, resource_customization: RESOURCE_CUSTOMIZATION, approval_reason: APPROVAL_REASON },
		},
	},
	successMsg: 'success',
	errors: listErrors(190013, ...ERROR_CODES),
	rateCodes: [190004, 190005, 190010],
	notes: [
		'All body fields are optional, so a body that names nobody fits the tables.',
		'The page does not say what becomes of somebody who attends already; here nothing changes, and the attendee that is there is answered.',
		'The page can be read as if all attendees of the event were answered; here those of the call are, and the contacts who come with its rooms.',
		'The page does not say whether somebody who is added again gets the attendee ID from before; here it is a new one.',
		'An event has at most 3000 attendees, and the page has no code for one more; here it is that of wrong parameters.',
		'A meeting room is booked after the answer, which shows it as being booked.',
		'A meeting room on approval is declined at once for an app, and for a user who gives no reason.',
		'With is_enable_admin, all but meeting rooms is passed over.',
		'The page does not say whether is_optional is refused for a meeting room; here it is passed over, as are the columns of other types.',
		'An attendee may add others where attendees may invite; the page says so beside the code 194002 alone.',
		'instance_start_time_admin is for administrators of meeting rooms, who must have been made that in the admin console.',
	],
};

/** Lists who attends an event, in the order in which they were added. */
export const attendeeList: SiblingEndpoint = {
	rules: LIST_SPEC,
	invalid: invalidOn(LIST_SPEC),
	work(call) {
		const calendar = findCalendar(call, LIST_SPEC, { types: ['primary', 'shared'], withoutRole: WITHOUT_ROLE });
		const event = findEvent(call, LIST_SPEC, calendar);
		if (!maySeeAttendees(call, event)) throw specRefusal(LIST_SPEC, 194001);
		const withForms = call.query['need_resource_customization'] === 'true' && mayEdit(call, event);
		return pagedAnswer(call, {
			prefix: 'ListAttendees',
			items: new Map(event.attendees.map((attendee) => [attendee.attendeeId, attendee])),
			row: (attendee) => ({ ...attendeeRow(call, event, attendee), ...(withForms && customizationOf(attendee)) }),
			size: Math.max(10, sizeOf(call, 20)),
			filters: { calendar: calendar.calendarId, event: event.eventId, withForms, userIdType: call.userIdType },
			lapsed: () => specRefusal(LIST_SPEC, 190008),
		});
	},
};

/** What becomes of the booking of a room: one on approval waits for it, if a user asks with a reason. */
function bookingOf({ caller, platform }: ApiCall, { target, approvalReason }: Attendee): RsvpStatus {
	if (platform.state.invitees.get(target)?.needsApproval !== true) return 'accept';
	return caller.kind === 'user' && approvalReason !== undefined ? 'needs_action' : 'decline';
}

/** The attendee that an entry of the body describes. */
function readAttendee(call: ApiCall, event: CalendarEvent, entry: JsonObject, field: string): Attendee {
	const { type, target } = readTarget(call, entry, field);
	const { operate_id: operator, approval_reason: reason, resource_customization: form } = entry;
	const attendee = attendeeOf(`${type}_${call.platform.mint.digits(19)}`, type, target);
	if (type !== 'resource') return { ...attendee, isOptional: entry['is_optional'] === true };
	const isAppEvent = isCreatedByApp(call, event);
	if (isAppEvent && operator === undefined)
		throw call.invalid([{ field: `${field}.operate_id`, value: '', description: 'is required for an event that an app created' }]);
	const room: Attendee = {
		...attendee,
		...(isAppEvent && { operateId: readOpenId(call, String(operator), `${field}.operate_id`) }),
		...(form !== undefined && { resourceCustomization: form as JsonObject[] }),
		...(typeof reason === 'string' && call.caller.kind === 'user' && { approvalReason: reason }),
	};
	return { ...room, rsvpStatus: bookingOf(call, room) };
}

/** All that the body describes, and the contacts for its rooms, each once. */
function readAttendees(call: ApiCall, event: CalendarEvent): Attendee[] {
	const { body } = call;
	const entries = (body['attendees'] ?? []) as JsonObject[];
	const isAdmin = body['is_enable_admin'] === true;
	// Allowed by the page's tables, but a call that adds nobody is a mistake of its sender.
	if (entries.length === 0) throw call.invalid([{ field: 'attendees', value: '0', description: 'at least one entry is needed' }]);
	const rooms = entries.filter(({ type }) => type === 'resource').length;
	if (rooms > MOST_ROOMS)
		throw call.invalid([{ field: 'attendees', value: String(rooms), description: `the max len is ${MOST_ROOMS} for meeting rooms` }]);
	const named = entries.map((entry, index) => readAttendee(call, event, entry, `attendees[${index}]`));
	const operators = named.flatMap(({ operateId }) =>
		operateId === undefined ? [] : attendeeOf(`user_${call.platform.mint.digits(19)}`, 'user', operateId),
	);
	const joining = isAdmin
		? named.filter(({ type }) => type === 'resource')
		: [...named, ...(body['add_operator_to_attendee'] === false ? [] : operators)];
	return joining.filter((one, index) => joining.findIndex((other) => isSame(one, other)) === index);
}

function isSame(one: Attendee, other: Attendee): boolean {
	return one.type === other.type && one.target === other.target;
}

/** Adds attendees to an event: all that the call describes, or none. */
export const attendeeCreate: SiblingEndpoint = {
	rules: CREATE_SPEC,
	invalid: invalidOn(CREATE_SPEC),
	exclusive: exclusiveOn(CREATE_SPEC),
	work(call) {
		const { state } = call.platform;
		const violations = adminViolations(call.body);
		if (violations.length > 0) throw call.invalid(violations);
		const calendar = findCalendar(call, CREATE_SPEC, { types: ['primary', 'shared'], withoutRole: ['none'] });
		const event = findEventToChange(call, CREATE_SPEC, calendar, {
			outsider: 194002,
			alsoAllowed: (seen) => mayInvite(call, seen),
		});
		const asked = readAttendees(call, event);
		const refusing = asked.map(({ target }) => state.invitees.get(target)).find((invitee) => invitee?.refuses !== undefined);
		if (refusing?.refuses !== undefined) throw specRefusal(CREATE_SPEC, refusing.refuses, refusing.target);
		// Who was removed is no longer there, though still listed.
		const isThere = ({ rsvpStatus }: Attendee): boolean => rsvpStatus !== 'removed';
		const there = event.attendees.filter(isThere);
		const answered = asked.map((one) => ({ one, known: there.find((other) => isSame(one, other)) }));
		const added = answered.flatMap(({ one, known }) => (known ? [] : one));
		if (there.length + added.length > MOST_ON_EVENT)
			throw call.invalid([
				{ field: 'attendees', value: String(there.length + added.length), description: `the max len is ${MOST_ON_EVENT} for an event` },
			]);
		event.attendees = [...event.attendees.filter((one) => isThere(one) || !added.some((other) => isSame(one, other))), ...added];
		event.additions.push(...added.map((attendee) => changeOf(call, attendee)));
		const row = (attendee: Attendee, isNew: boolean): JsonObject => ({
			...attendeeRow(call, event, attendee),
			...(isNew && attendee.type === 'resource' && attendee.rsvpStatus === 'accept' && { rsvp_status: 'needs_action' }),
			...chatMembersOf(call, event, attendee),
			...customizationOf(attendee),
			...(attendee.approvalReason !== undefined && { approval_reason: attendee.approvalReason }),
		});
		return { data: { attendees: answered.map(({ one, known }) => row(known ?? one, known === undefined)) } };
	},
};
