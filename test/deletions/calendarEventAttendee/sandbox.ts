import { findCalendar, isMalformed } from './calendarAccess';
import * as calendarLists from './calendarLists';
import * as eventLists from './eventLists';
import { page } from './page';
import { inWords, type ApiCall, type ApiEndpoint } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { idKindViolation, toOpenId } from '../../sandbox/people';
import { pageRefusal, type FieldViolation, type Refusal } from '../../sandbox/refusal';
import type { Attendee, AttendeeType, Calendar, CalendarEvent } from './world';

interface Answers {
	/** What becomes of a call that names an attendee whom the event does not have. */
	unknownAttendees: 'refuse' | 'ignore';
}

export const answers: Answers = { unknownAttendees: 'refuse' };

const ID_FIELD = { user: 'user_id', chat: 'chat_id', resource: 'room_id', third_party: 'third_party_email' } as const satisfies Record<
	AttendeeType,
	string
>;

function refuse(code: number, detail?: string): Refusal {
	return pageRefusal(page, code, detail);
}

function isAttendeeType(type: unknown): type is AttendeeType {
	return typeof type === 'string' && Object.hasOwn(ID_FIELD, type);
}

function findEvent(call: ApiCall, calendar: Calendar): CalendarEvent {
	const id = call.params['event_id'] ?? '';
	const event = calendar.events.get(id);
	if (!event) throw refuse(isMalformed(id) ? 193000 : 193001);
	if (event.deleted) throw refuse(193003);
	if (calendar.role !== 'owner' && calendar.role !== 'writer') throw refuse(193002);
	if (event.organizer !== undefined && event.organizer !== call.caller.identity) throw refuse(194003);
	if (event.refuses !== undefined) throw refuse(event.refuses);
	return event;
}

function adminViolations(body: JsonObject): FieldViolation[] {
	const start = body['instance_start_time_admin'];
	if (typeof start !== 'string') return [];
	const field = 'instance_start_time_admin';
	if (!/^\d+$/.test(start)) return [{ field, value: start, description: 'must be seconds as digits' }];
	if (body['is_enable_admin'] !== true) return [{ field, value: start, description: 'needs is_enable_admin' }];
	return [];
}

function namedByTarget(call: ApiCall, event: CalendarEvent, entry: JsonObject, index: number): Attendee | undefined {
	const { people } = call.platform.state;
	const { type } = entry;
	if (!isAttendeeType(type)) {
		throw call.invalid([{ field: `delete_ids[${index}].type`, value: '', description: 'is required' }]);
	}
	const id = String(entry[ID_FIELD[type]]);
	if (type !== 'user') return event.attendees.find((attendee) => attendee.type === type && attendee.target === id);
	const wrongKind = idKindViolation(people, call.userIdType, id, `delete_ids[${index}].user_id`);
	if (wrongKind) throw call.invalid([wrongKind]);
	const openId = toOpenId(people, call.userIdType, id);
	return event.attendees.find((attendee) => attendee.type === 'user' && attendee.target === openId);
}

/** Every attendee that the body names; a name without attendee is kept as undefined. */
function namedAttendees(call: ApiCall, event: CalendarEvent): Array<Attendee | undefined> {
	const attendeeIds = (call.body['attendee_ids'] ?? []) as string[];
	const deleteIds = (call.body['delete_ids'] ?? []) as JsonObject[];
	return [
		...attendeeIds.map((id) => event.attendees.find(({ attendeeId }) => attendeeId === id)),
		...deleteIds.map((entry, index) => namedByTarget(call, event, entry, index)),
	];
}

/** Takes attendees out of an event: all that the call names, or none. */
const calendarEventAttendeeDeletion: ApiEndpoint = {
	rules: page,
	invalid(violations) {
		// An attendee type outside the list has a code of its own.
		const badType = violations.some(({ field, value }) => /^delete_ids\[\d+\]\.type$/.test(field) && value !== '');
		return pageRefusal(page, badType ? 194004 : 190002, inWords(violations), { fieldViolations: violations });
	},
	exclusive: (params) => ({
		target: JSON.stringify(['event', params['calendar_id'], params['event_id']]),
		refusal: refuse(190010),
	}),
	work(call) {
		const { body, platform, caller, at } = call;
		const violations = adminViolations(body);
		if (violations.length > 0) throw call.invalid(violations);
		const event = findEvent(call, findCalendar(call, page, { types: ['primary', 'shared'], withoutRole: ['none'] }));
		const named = namedAttendees(call, event);
		const refusing = named.find((attendee) => attendee?.refuses !== undefined);
		if (refusing?.refuses !== undefined) throw refuse(refusing.refuses, refusing.attendeeId);
		if (platform.settings.answers.unknownAttendees === 'refuse' && named.includes(undefined)) throw refuse(194000);
		const start = body['instance_start_time_admin'];
		for (const attendee of new Set(named)) {
			if (!attendee) continue;
			event.attendees.splice(event.attendees.indexOf(attendee), 1);
			event.deletions.push({
				at,
				attendeeId: attendee.attendeeId,
				needNotification: body['need_notification'] !== false,
				isEnableAdmin: body['is_enable_admin'] === true,
				...(typeof start === 'string' && { instanceStartTimeAdmin: start }),
				by: caller.identity,
			});
		}
		return { data: {} };
	},
};

export { page };
export { createWorld, demo } from './world';

export const endpoints = [calendarEventAttendeeDeletion, ...Object.values(calendarLists), ...Object.values(eventLists)];
