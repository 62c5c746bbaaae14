import { jsonParse, type IDataObject, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { objectsIn } from '../shared/answer';
import type { Answer, Common, Endpoint, ItemContext, Reader, RecordKeys, Selection, Sight, Verdict } from '../shared/endpoint';
import { userIdType } from '../shared/fields';
import { readId, readPerson } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { inYourApp, publish, USER_ID_PERMISSION, type Refusals } from '../shared/refusal';
import { keptBy, withoutMissing, type KeptBy } from '../shared/snapshot';
import { Unread } from '../shared/unread';
import { InvalidField, isBlankText, quote, readBoolean, readChoice, readText, show as shown } from '../shared/values';
import { TYPE_NAMES, USERS, readEmail, readEntry } from './attendee';
import { ID_KEYS, isOfKind, isRemoved, nameOf, nameOfRecord, targetOf } from './attendeeRow';
import { RATES } from './calls';
import { textIn } from './event';
import { attendeeTypes, chatIds, emailAddresses, instanceStartTimeAdmin, isEnableAdmin, roomIds, userIds } from './fields';
import { readHow } from './how';
import { given, lookUpAttendees } from './lookUp';
import { primary } from './primary';
import { refusals } from './refusals';

const ATTENDEES = 'Attendees';
const COPIES = 'Copies';
const FORM = 'Room Form';
const ROOM_CONTACT = 'Room Contact';
const LONGEST_REASON = 200;

/** The codes of the page: https://open.feishu.cn/document/server-docs/calendar-v4/calendar-event-attendee/create */
const createRefusals: Refusals = {
	...refusals,
	190013: {
		what: 'Feishu considers the content unsafe.',
		todo: 'Check what is entered in Reason for Approval and Room Form.',
		reach: 'record',
	},
	191004: {
		what: 'Attendees cannot be added on this kind of calendar.',
		todo: 'Choose a calendar in Calendar whose type is primary or shared, and on which your role is writer or owner.',
		reach: 'target',
	},
	194000: {
		what: 'Feishu does not find this attendee.',
		todo: 'Check the ID, and that Attendee Type is its kind.',
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

/** An attendee to add: what names it, and what is said of it. */
interface Invited {
	record: RecordKeys;
	content: IDataObject;
	kept?: KeptBy | undefined;
}

/** The booking form of a room, as Feishu returns it: an array of objects. */
function readForm(value: unknown): IDataObject[] {
	const form: unknown = typeof value === 'string' ? jsonParse(value, { fallbackValue: null }) : value;
	const isForm = Array.isArray(form) && form.every((entry) => typeof entry === 'object' && entry !== null && 'index_key' in entry);
	if (isForm) return form as IDataObject[];
	throw new InvalidField(
		FORM,
		`holds ${shown(value)}`,
		'Write an array such as [{"index_key": "16281481596100", "input_content": "Tea"}].',
	);
}

function readReason(value: unknown): string {
	const reason = readText(value, 'Reason for Approval').trim();
	if (reason.length <= LONGEST_REASON) return reason;
	throw new InvalidField('Reason for Approval', `has ${reason.length} characters`, `Shorten it to ${LONGEST_REASON}.`);
}

/** What is said of a room, and what of others. */
function aboutOf(type: string, { isOptional, operateId, approvalReason, form }: IDataObject): IDataObject {
	if (type !== 'resource') return isOptional === undefined ? {} : { is_optional: readBoolean(isOptional, 'Optional') };
	return {
		...(!isBlankText(operateId) && { operate_id: readPerson(operateId, ROOM_CONTACT) }),
		...(!isBlankText(form) && { resource_customization: readForm(form) }),
		...(!isBlankText(approvalReason) && { approval_reason: readReason(approvalReason) }),
	};
}

/** One entry of the field: a type, IDs of that type, and what is said of all of them. */
function readInvited(entry: IDataObject): Invited[] {
	return readEntry(entry).map((record) => ({ record, content: { ...record, ...aboutOf(record.type ?? '', entry) } }));
}

/** One copy that the deletion or the search has made. */
function readCopy(copy: IDataObject, query: IDataObject): Invited {
	const type = readChoice(copy.type, TYPE_NAMES, `${COPIES}: type`);
	const key = ID_KEYS[type];
	const field = `${COPIES}: ${key}`;
	const id = type === 'third_party' ? readEmail(copy[key] ?? '', field) : readId(copy[key], field);
	if (type === 'user' && !isOfKind(id, query)) {
		throw new InvalidField(
			field,
			`holds ${quote(id)}, which is not of the kind that User ID Type says`,
			'Set User ID Type as it was when the copy was made. People of other companies have no User ID: put them back by Open ID, in a run of their own.',
		);
	}
	const record = { type, [key]: id };
	const { is_optional: isOptional, operate_id: operateId, approval_reason: approvalReason, resource_customization: form } = copy;
	const isEmptyForm = Array.isArray(form) && form.length === 0;
	const content = { ...record, ...aboutOf(type, { isOptional, operateId, approvalReason, ...(!isEmptyForm && { form }) }) };
	return { record, content, kept: keptBy(copy) };
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field for copies: an object, an array of them, or JSON text of either. */
function readCopies(value: unknown, query: IDataObject): Invited[] {
	if (isBlankText(value)) return [];
	const parsed: unknown = typeof value === 'string' ? jsonParse(value, { fallbackValue: null }) : value;
	const copies: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
	return copies.map((copy) => {
		const one: unknown = typeof copy === 'string' ? jsonParse(copy, { fallbackValue: null }) : copy;
		if (isObject(one)) return readCopy(one, query);
		throw new InvalidField(
			COPIES,
			`holds ${typeof value === 'string' ? quote(value) : shown(copy)}, which is no copy of an attendee`,
			'Map the snapshot that Keep a Copy has put on the output: {{ $json.snapshot }}.',
		);
	});
}

function readAdditions(source: IDataObject, { timezone, query = {}, raw }: ItemContext): Selection {
	const { attendees, add_operator_to_attendee } = source;
	const copies = withoutMissing(source.copies, raw?.('copies'));
	const entries = ((attendees ?? {}) as { each?: IDataObject[] }).each ?? [];
	const invited = [...entries.flatMap(readInvited), ...readCopies(copies, query)];
	const isEmptyList = Array.isArray(copies) && copies.length === 0;
	if (entries.length === 0 && invited.length === 0 && !isEmptyList) {
		throw new InvalidField(ATTENDEES, `is blank, and ${COPIES} is blank, too`, 'Name at least one attendee in one of the two fields.');
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
	todo: 'It is taken, or given on approval alone: a person (not an app) can ask for it with a Reason for Approval. Look the event up in Feishu.',
};

/** A meeting room that could not be booked is on the event all the same. */
function isDeclined({ type, rsvp_status }: IDataObject): boolean {
	return type === 'resource' && rsvp_status === 'decline';
}

/** What the answer says of one attendee. */
function verdictOf(row: IDataObject | undefined, leavesOut: boolean): Verdict {
	if (row === undefined) {
		const why = leavesOut ? USER_ID_PERMISSION : 'With Act as Meeting Room Admin on, meeting rooms alone are added.';
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
async function lookUpAdded(records: readonly RecordKeys[], common: Common, reader: Reader): Promise<Sight[]> {
	const sights = await lookUpAttendees(records, common, reader);
	const declined: Sight = { is: 'unseen', why: new Unread(null, NOT_BOOKED.reason, NOT_BOOKED.todo) };
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
	undo: { key: 'attendee_id', todo: 'To undo it, remove the attendees by these attendee IDs.' },
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
	description: 'Invite people, groups, meeting rooms and guests to a calendar event, or put back those that were removed',
	routing: {
		request: { method: 'POST', url: '/calendar/v4/calendars/:calendar_id/events/:event_id/attendees' },
		send: { paginate: true },
		operations: { pagination: paginationOf(creation) },
	},
};

const show = { operation: ['create'] };

export const createNotice: INodeProperties = {
	displayName:
		'Whoever adds (the app, or the person) must be the organizer of the event, or attend it where attendees may invite others, and be writer or owner of its calendar, which must be a primary or a shared one. One of these permissions is needed: calendar:calendar.event:update or calendar:calendar. With a tenant token, the app also needs the Bot feature. An event has at most 3,000 attendees.',
	name: 'createNotice',
	type: 'notice',
	default: '',
	displayOptions: { show },
};

const ROOMS = { show: { type: ['resource'] } };

/** After the calendar and the event. */
export const createFields: INodeProperties[] = [
	{
		displayName: ATTENDEES,
		name: 'attendees',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add attendees',
		default: {},
		description: 'The attendees to add: by user ID, group chat ID, meeting room ID or email address',
		displayOptions: { show },
		options: [
			{
				displayName: 'IDs',
				name: 'each',
				values: [
					{
						displayName: 'Attendee Type',
						name: 'type',
						type: 'options',
						options: attendeeTypes,
						default: 'user',
						description: 'What kind of attendee to add',
					},
					chatIds,
					emailAddresses,
					{
						displayName: 'Optional',
						name: 'isOptional',
						type: 'boolean',
						default: false,
						description: 'Whether they need not come',
						displayOptions: { show: { type: ['user', 'chat', 'third_party'] } },
					},
					{
						displayName: 'Reason for Approval',
						name: 'approvalReason',
						type: 'string',
						default: '',
						placeholder: 'e.g. Customer visit',
						description:
							'Why a meeting room that is given on approval is wanted, in at most 200 characters. It counts for a person alone; an app cannot book such a room.',
						displayOptions: ROOMS,
					},
					{
						displayName: ROOM_CONTACT,
						name: 'operateId',
						type: 'string',
						default: '',
						placeholder: 'e.g. ou_xxxxxxxx',
						description:
							'Who answers for the meeting room, by user ID of the kind set under User ID Type. An event that an app created needs one.',
						displayOptions: ROOMS,
					},
					{
						displayName: 'Room Form',
						name: 'form',
						type: 'json',
						default: '',
						placeholder: 'e.g. [{"index_key": "16281481596100", "input_content": "Tea"}]',
						description: 'What to enter in the booking form of the meeting room, as Feishu names it: resource_customization',
						displayOptions: ROOMS,
					},
					roomIds,
					userIds,
				],
			},
		],
	},
	{
		displayName: COPIES,
		name: 'copies',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.snapshot }}',
		description:
			'Attendees as Keep a Copy or Get Many has returned them: an object, an array, or JSON text of either. They get new attendee IDs, and their replies do not come back.',
		displayOptions: { show },
	},
];

export const createOptions: INodeProperties[] = [
	{
		displayName: 'Invite Room Contacts',
		name: 'addOperatorToAttendee',
		type: 'boolean',
		default: true,
		description: 'Whether the contacts of meeting rooms become attendees as well. Feishu adds them unless this is off.',
		routing: { send: { type: 'body', property: 'add_operator_to_attendee' } },
	},
	instanceStartTimeAdmin,
	isEnableAdmin,
	{
		displayName: 'Send Invitation',
		name: 'sendInvitation',
		type: 'boolean',
		default: true,
		description: 'Whether the bot tells the attendees that they were added. Feishu does so unless this is off.',
		routing: { send: { type: 'body', property: 'need_notification' } },
	},
	userIdType,
];
