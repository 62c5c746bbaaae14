import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { objectsIn, textIn } from '../shared/answer';
import type { Answer, CallContext, Endpoint, ItemContext, Reader, RecordKeys, Selection, Observation, Verdict } from '../shared/endpoint';
import { paginationOf } from '../shared/operation';
import { inYourApp, publish, USER_ID_PERMISSION, type Refusals } from '../shared/refusal';
import { withoutMissing } from '../shared/snapshot';
import { Unread } from '../shared/unread';
import { InvalidField, readBoolean } from '../shared/values';
import { USERS } from './attendee';
import { isRemoved, nameOf, nameOfRecord, targetOf } from './attendeeRow';
import { RATES } from '../shared/calendar/calls';
import { readHow } from './how';
import { given, lookUpAttendees } from './lookUp';
import { primary } from '../shared/calendar/primary';
import { refusals } from './refusals';
import { ATTENDEES, COPIES, ROOM_CONTACT } from './createFields';
import { readCopies, readInvited } from './invited';

/** The codes of the page: https://open.feishu.cn/document/server-docs/calendar-v4/calendar-event-attendee/create */
const createRefusals: Refusals = {
	...refusals,
	190013: {
		what: 'Feishu considers the content unsafe.',
		todo: 'Check the texts in Reason for Approval and Room Form.',
		reach: 'record',
	},
	191004: {
		what: 'Attendees cannot be added on this kind of calendar.',
		todo: 'Choose a primary or shared calendar in Calendar, on which your role is writer or owner.',
		reach: 'target',
	},
	194000: {
		what: 'Feishu does not find this attendee.',
		todo: 'Check the ID, and that Attendee Type matches it.',
		reach: 'record',
	},
	194002: {
		what: 'This account is not allowed to invite attendees to this event.',
		todo: 'Put the calendar of the organizer into Calendar: the event list shows it as organizer_calendar_id. Or let the organizer allow attendees to invite others.',
		reach: 'target',
	},
	195100: {
		what: 'The attendee, or the account of this credential, has left the company or was never in it.',
		todo: `Leave this attendee out. If all are refused, use another account, and check the app: ${inYourApp.toLowerCase()}, ${publish}.`,
		reach: 'record',
	},
};

function readAdditions(source: IDataObject, { timezone, query = {}, raw }: ItemContext): Selection {
	const { attendees, add_operator_to_attendee } = source;
	const copies = withoutMissing(source.copies, raw?.('copies'));
	const entries = ((attendees ?? {}) as { each?: IDataObject[] }).each ?? [];
	const invited = [...entries.flatMap(readInvited), ...readCopies(copies, query)];
	const isEmptyList = Array.isArray(copies) && copies.length === 0;
	if (entries.length === 0 && invited.length === 0 && !isEmptyList) {
		throw new InvalidField(ATTENDEES, `is blank, and ${COPIES} is blank, too`, 'Enter at least one attendee in one of the two fields.');
	}
	const { body, instance } = readHow(source, timezone, 'Send Invitation');
	if ('add_operator_to_attendee' in source) {
		body.add_operator_to_attendee = readBoolean(add_operator_to_attendee, 'Invite Room Contacts');
	}
	return {
		records: invited.map(({ record }) => record),
		contents: invited.map(({ content }) => content),
		body,
		instance,
		kept: invited.map(({ kept }) => kept),
	};
}

const NOT_BOOKED = {
	reason: 'The meeting room has declined',
	todo: 'It is taken, or needs approval: a person (not an app) can request it with a Reason for Approval. Look the event up in Feishu.',
};

/** A meeting room that could not be booked is on the event anyway. */
function isDeclined({ type, rsvp_status }: IDataObject): boolean {
	return type === 'resource' && rsvp_status === 'decline';
}

/** What the answer says of one attendee. */
function verdictOf(row: IDataObject | undefined, leavesOut: boolean): Verdict {
	if (row === undefined) {
		const why = leavesOut ? USER_ID_PERMISSION : 'With Act as Meeting Room Admin on, only meeting rooms are added.';
		return { status: 'unknown', reason: 'Feishu’s answer does not name this attendee', todo: `Look the event up in Feishu. ${why}` };
	}
	const yields = given(row);
	return isDeclined(row) ? { status: 'refused', ...NOT_BOOKED, yields } : { status: 'created', yields };
}

function judge({ code, data }: Answer, records: readonly RecordKeys[]): Verdict[] | undefined {
	if (code !== 0) return undefined;
	const rows = objectsIn(data.attendees);
	const byName = new Map(rows.filter((row) => !isRemoved(row)).map((row) => [nameOf(textIn(row, 'type'), targetOf(row)), row]));
	const leavesOut = rows.some((row) => targetOf(row) === '');
	return records.map((record) => verdictOf(byName.get(nameOfRecord(record)), leavesOut));
}

/** Looks who is on the event. Of a room that has declined, the look leaves open whether it was asked. */
async function lookUpAdded(records: readonly RecordKeys[], common: CallContext, reader: Reader): Promise<Observation[]> {
	const sights = await lookUpAttendees(records, common, reader);
	const declined: Observation = { is: 'unseen', why: new Unread(null, NOT_BOOKED.reason, NOT_BOOKED.todo) };
	return sights.map((sight) => (sight.is === 'there' && isDeclined(sight.copy) ? declined : sight));
}

export const creation: Endpoint = {
	kind: 'create',
	noun: { one: 'attendee', many: 'attendees', done: 'added' },
	field: `${ATTENDEES} and ${COPIES}`,
	parameters: { calendar_id: 'calendarId', event_id: 'eventId', attendees: 'attendees', copies: 'copies' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event-attendee/create',
	pathFields: { calendar_id: 'Calendar', event_id: 'Event' },
	alias: primary,
	userKey: 'user_id',
	people: [USERS, { key: 'operate_id', field: ROOM_CONTACT }],
	limit: 1_000,
	limits: [{ isOne: ({ type }) => type === 'resource', most: 100 }],
	rates: RATES,
	// Not by its calendar, which has more than one name.
	oneCallAtATime: ['event_id'],
	undo: { key: 'attendee_id', todo: 'Remove the attendees by these attendee IDs to undo it.' },
	refusals: createRefusals,
	read: readAdditions,
	write: (_records, contents) => ({ attendees: [...contents] }),
	judge,
	lookUp: lookUpAdded,
};

export const createOperation: INodePropertyOptions = {
	name: 'Add Attendees',
	value: 'create',
	action: 'Add attendees',
	description: 'Add people, groups, meeting rooms and guests to a calendar event, or restore removed ones',
	routing: {
		request: { method: 'POST', url: '/calendar/v4/calendars/:calendar_id/events/:event_id/attendees' },
		send: { paginate: true },
		operations: { pagination: paginationOf(creation) },
	},
};
