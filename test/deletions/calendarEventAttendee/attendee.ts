import type { Field, Fields } from '../../specs/spec';
import { inWords, type ApiCall } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { fromOpenId, idKindViolation, toOpenId } from '../../sandbox/people';
import { specRefusal, type FieldViolation, type Refusal, type RefusingSpec } from '../../sandbox/refusal';
import type { Attendee, AttendeeChange, AttendeeType, CalendarEvent } from './world';

const ID_FIELD = { user: 'user_id', chat: 'chat_id', resource: 'room_id', third_party: 'third_party_email' } as const satisfies Record<
	AttendeeType,
	string
>;

const RSVP_STATUS: Field = {
	type: 'string',
	description: 'What was answered, or what has become of the booking of a meeting room.',
	enum: [
		{ value: 'needs_action', meaning: 'nothing yet; a room is being booked' },
		{ value: 'accept', meaning: 'yes; a room is booked' },
		{ value: 'tentative', meaning: 'maybe' },
		{ value: 'decline', meaning: 'no; a room could not be booked' },
		{ value: 'removed', meaning: 'no longer part of the event' },
	],
};

/** What all answers say of an attendee. */
export const ATTENDEE: Fields = {
	type: {
		type: 'string',
		description: 'The kind of attendee.',
		enum: [
			{ value: 'user', meaning: 'a user' },
			{ value: 'chat', meaning: 'a group chat' },
			{ value: 'resource', meaning: 'a meeting room' },
			{ value: 'third_party', meaning: 'an external e-mail address' },
		],
	},
	attendee_id: { type: 'string', description: 'The ID that it has within the event alone.' },
	rsvp_status: RSVP_STATUS,
	is_optional: { type: 'boolean', description: 'Whether it need not come; says nothing of the members of a group.' },
	is_organizer: { type: 'boolean', description: 'Whether it organises the event.' },
	is_external: { type: 'boolean', description: 'Whether it comes from elsewhere, and cannot be edited.' },
	display_name: { type: 'string', description: 'Its name.' },
	chat_members: {
		type: 'object[]',
		description: 'Who is in a group; cannot be edited.',
		fields: {
			rsvp_status: RSVP_STATUS,
			is_optional: { type: 'boolean', description: 'Whether the member need not come.' },
			display_name: { type: 'string', description: 'The name of the member.' },
			is_organizer: { type: 'boolean', description: 'Whether the member organises the event.' },
			is_external: { type: 'boolean', description: 'Whether the member comes from elsewhere.' },
		},
	},
	user_id: {
		type: 'string',
		description: 'The user, in the kind of ID that user_id_type names; of external ones, an ID of the user_id kind is never given.',
	},
	chat_id: { type: 'string', description: 'The group chat.' },
	room_id: { type: 'string', description: 'The meeting room.' },
	third_party_email: { type: 'string', description: 'The e-mail address.' },
	operate_id: { type: 'string', description: 'The contact who was named with a meeting room of an event that an app created.' },
};

/** What was entered in the booking form of a meeting room, in requests and answers. */
export const RESOURCE_CUSTOMIZATION: Field = {
	type: 'object[]',
	required: false,
	description: 'What was entered in the booking form of a meeting room.',
	fields: {
		index_key: { type: 'string', required: true, description: 'An entry of the form.', example: '16281481596100' },
		input_content: { type: 'string', required: false, minLength: 0, description: 'The text of an entry to fill in.', example: 'xxx' },
		options: {
			type: 'object[]',
			required: false,
			description: 'What was chosen of an entry with options.',
			fields: {
				option_key: { type: 'string', required: false, description: 'An option.', example: '16281481596185' },
				others_content: { type: 'string', required: false, minLength: 0, description: 'The text of the option "other".', example: 'xxx' },
			},
		},
	},
};

export const APPROVAL_REASON: Field = {
	type: 'string',
	required: false,
	maxLength: 200,
	description: 'Why a meeting room that is given on approval is wanted; read for user tokens alone.',
	example: 'a reason',
};

/** Refuses wrong parameters; an attendee type outside the list has a code of its own. */
export function invalidOn(spec: RefusingSpec): (violations: readonly FieldViolation[]) => Refusal {
	return (violations) => {
		const badType = violations.some(({ field, value }) => /^\w+\[\d+\]\.type$/.test(field) && value !== '');
		return specRefusal(spec, badType ? 194004 : 190002, inWords(violations), { fieldViolations: violations });
	};
}

/** What is wrong with the instance that somebody names as administrator of meeting rooms. */
export function adminViolations(body: JsonObject): FieldViolation[] {
	const start = body['instance_start_time_admin'];
	if (typeof start !== 'string') return [];
	const field = 'instance_start_time_admin';
	if (!/^\d+$/.test(start)) return [{ field, value: start, description: 'must be seconds as digits' }];
	if (body['is_enable_admin'] !== true) return [{ field, value: start, description: 'needs is_enable_admin' }];
	return [];
}

function isAttendeeType(type: unknown): type is AttendeeType {
	return typeof type === 'string' && Object.hasOwn(ID_FIELD, type);
}

/** The open ID that a request means by an ID of its kind. */
export function readOpenId({ platform, userIdType, invalid }: ApiCall, id: string, field: string): string {
	const { people } = platform.state;
	const wrongKind = idKindViolation(people, userIdType, id, field);
	if (wrongKind) throw invalid([wrongKind]);
	return toOpenId(people, userIdType, id);
}

/** Whom an entry of a request names by what it is. */
export function readTarget(call: ApiCall, entry: JsonObject, field: string): Pick<Attendee, 'type' | 'target'> {
	const { type } = entry;
	if (!isAttendeeType(type)) throw call.invalid([{ field: `${field}.type`, value: '', description: 'is required' }]);
	const id = String(entry[ID_FIELD[type]]);
	return { type, target: type === 'user' ? readOpenId(call, id, `${field}.user_id`) : id };
}

/** The record of a change that a call makes. */
export function changeOf({ at, body, caller }: ApiCall, { attendeeId }: Attendee): AttendeeChange {
	const start = body['instance_start_time_admin'];
	return {
		at,
		attendeeId,
		needNotification: body['need_notification'] !== false,
		isEnableAdmin: body['is_enable_admin'] === true,
		...(typeof start === 'string' && { instanceStartTimeAdmin: start }),
		by: caller.identity,
	};
}

/** What answers say of a person or thing that may attend, by what it is. */
function aboutTarget(
	{ platform }: ApiCall,
	event: CalendarEvent,
	{ type, target }: Pick<Attendee, 'type' | 'target'>,
): Record<'is_organizer' | 'is_external' | 'display_name', unknown> {
	const { displayName, isExternal } = platform.state.invitees.get(target) ?? {};
	return {
		is_organizer: type === 'user' && target === event.organizer,
		is_external: isExternal ?? type === 'third_party',
		// The same name whenever somebody is added again.
		display_name: displayName ?? target.replace(/^(ou|oc|omm)_(?=.)/, ''),
	};
}

/** What all answers say of an attendee. */
export function attendeeRow(call: ApiCall, event: CalendarEvent, attendee: Attendee): JsonObject {
	const { people } = call.platform.state;
	const { type, target, operateId, listedAs = {} } = attendee;
	const about = aboutTarget(call, event, attendee);
	// The ID of an external user within another tenant is not told.
	const idType = about.is_external === true && call.userIdType === 'user_id' ? 'open_id' : call.userIdType;
	const row = {
		type,
		attendee_id: attendee.attendeeId,
		rsvp_status: attendee.rsvpStatus,
		is_optional: attendee.isOptional,
		...about,
		[ID_FIELD[type]]: type === 'user' ? fromOpenId(people, idType, target) : target,
		...(operateId !== undefined && { operate_id: fromOpenId(people, call.userIdType, operateId) }),
	};
	return Object.fromEntries(Object.entries({ ...row, ...listedAs }).filter(([, value]) => value !== null));
}

/** The members of a group that attends, where they are known. */
export function chatMembersOf(call: ApiCall, event: CalendarEvent, { type, target }: Attendee): JsonObject {
	const members = type === 'chat' ? call.platform.state.invitees.get(target)?.members : undefined;
	const row = (openId: string): JsonObject => ({
		rsvp_status: 'needs_action',
		is_optional: false,
		...aboutTarget(call, event, { type: 'user', target: openId }),
	});
	return members === undefined ? {} : { chat_members: members.map(row) };
}

/** What was entered in the booking form of a room, where anything was. */
export function customizationOf({ resourceCustomization }: Attendee): JsonObject {
	return resourceCustomization === undefined ? {} : { resource_customization: resourceCustomization };
}
