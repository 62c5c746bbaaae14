import type { IDataObject } from 'n8n-workflow';
import type { ItemContext, NamesPeople, RecordKeys, Selection } from '../shared/endpoint';
import { isEmail, readIds, readPerson } from '../shared/ids';
import { InvalidField, isBlankText, readChoice, readText, show } from '../shared/values';
import { readHow } from './how';

/** The types of attendee, each with the field it is named by, here and on the wire. */
const TYPES = {
	user: { from: 'userId', to: 'user_id', field: 'User IDs' },
	chat: { from: 'chatId', to: 'chat_id', field: 'Chat IDs' },
	resource: { from: 'roomId', to: 'room_id', field: 'Room IDs' },
	third_party: { from: 'thirdPartyEmail', to: 'third_party_email', field: 'Email Addresses' },
} as const;

/** A display name that messages mention. */
const BY_TYPE = 'Attendees by User, Group, Room or Email';

/** Where attendees are named by user IDs. */
export const USERS: NamesPeople = { key: TYPES.user.to, field: TYPES.user.field };

export const TYPE_NAMES = Object.keys(TYPES) as Array<keyof typeof TYPES>;

/** One address. @throws {InvalidField} */
export function readEmail(value: unknown, field: string): string {
	const email = readText(value, field).trim();
	if (!isEmail(email)) {
		throw new InvalidField(field, `holds ${show(email)}, which is not an email address`, 'Enter an address such as wangwu@example.com.');
	}
	return email;
}

/** IDs that cannot be an attendee's, with the type under which they belong in the other field. */
const NOT_ATTENDEE_IDS = [
	{ like: /^ou_/, is: 'the Open ID of a user', todo: 'the type User' },
	{ like: /^on_/, is: 'the Union ID of a user', todo: 'the type User, and set User ID Type to Union ID' },
	{ like: /^oc_/, is: 'the ID of a group chat', todo: 'the type Group Chat' },
	{ like: /^omm_/, is: 'the ID of a meeting room', todo: 'the type Meeting Room' },
	// The attendee ID of a guest from outside holds their address: third_party_wangwu@example.com.
	{
		like: /^(?!(user|chat|resource|third_party)_).*@/,
		is: 'an email address',
		todo: 'the type External Email, or of the type User if it is a colleague’s',
	},
];

/** Feishu would answer that this attendee is not on the event, although the person may be. */
function refuseOtherIds(id: string): void {
	const other = NOT_ATTENDEE_IDS.find(({ like }) => like.test(id));
	if (other === undefined) return;
	throw new InvalidField(
		'Attendee IDs',
		`holds ${show(id)}, which is ${other.is}`,
		`Put it into ${BY_TYPE}, as an attendee of ${other.todo}. An attendee ID begins with user_, chat_, resource_ or third_party_.`,
	);
}

function readAttendeeIds(value: unknown): RecordKeys[] {
	const ids = readIds(value, 'Attendee IDs');
	ids.forEach(refuseOtherIds);
	return ids.map((attendee_id) => ({ attendee_id }));
}

function readEmails(value: unknown, field: string): string[] {
	try {
		return readIds(value, field, readEmail);
	} catch (thrown) {
		const isBlank = thrown instanceof InvalidField && thrown.what === 'is blank';
		throw isBlank ? new InvalidField(field, 'is blank', 'Enter at least one email address, or an expression that returns one.') : thrown;
	}
}

/** One entry of attendees by user, group, room or email: a type and a list of IDs of that type. */
export function readEntry(entry: IDataObject): RecordKeys[] {
	const type = readChoice(entry.type, TYPE_NAMES, 'Attendee Type');
	const { from, to, field } = TYPES[type];
	const ids =
		type === 'third_party' ? readEmails(entry[from], field) : readIds(entry[from], field, type === 'user' ? readPerson : undefined);
	return ids.map((id) => ({ type, [to]: id }));
}

/** Reads the attendees to remove and how to remove them. */
export function readAttendees(source: IDataObject, { timezone }: ItemContext): Selection {
	const { attendee_ids, delete_ids } = source;
	const isBlank = isBlankText(attendee_ids);
	const given = ((delete_ids ?? {}) as { ids?: IDataObject[] }).ids ?? [];
	if (isBlank && given.length === 0) {
		throw new InvalidField(
			'Attendee IDs',
			`is blank, and ${BY_TYPE} names nobody`,
			'Enter at least one attendee in one of the two fields.',
		);
	}
	const records: RecordKeys[] = [...(isBlank ? [] : readAttendeeIds(attendee_ids)), ...given.flatMap(readEntry)];

	return { records, ...readHow(source, timezone, 'Send Notification') };
}

/** The two lists of the body: attendee IDs, and IDs by type. */
export function writeAttendees(records: readonly RecordKeys[]): IDataObject {
	const attendeeIds = records.flatMap(({ attendee_id }) => (attendee_id === undefined ? [] : [attendee_id]));
	const deleteIds = records.filter(({ attendee_id }) => attendee_id === undefined);
	return {
		...(attendeeIds.length > 0 && { attendee_ids: attendeeIds }),
		...(deleteIds.length > 0 && { delete_ids: deleteIds }),
	};
}
