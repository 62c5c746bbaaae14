import type { IDataObject } from 'n8n-workflow';
import { textIn } from '../shared/answer';
import type { CallContext, Reader, RecordKeys, Observation } from '../shared/endpoint';
import { USER_ID_PERMISSION } from '../shared/refusal';
import { Unread } from '../shared/unread';
import { isOfKind, isRemoved, nameOf, nameOfRecord, targetOf, typeOf } from './attendeeRow';
import { ATTENDEES_PER_PAGE, attendeeList } from '../shared/calendar/calls';

const OTHER_KIND = new Unread(
	null,
	'The list of attendees shows user IDs of another kind than this one',
	'Check User ID Type. People of other companies have no User ID: name them by attendee ID or Open ID.',
);

const LEFT_OUT = new Unread(
	null,
	'The list of attendees does not give the ID of everybody on it',
	`Look the event up in Feishu. ${USER_ID_PERMISSION}`,
);

const ONE_INSTANCE = new Unread(
	null,
	'The list of attendees is that of the whole event, not of the one instance',
	'Switch Keep a Copy off to remove attendees from one instance only.',
);

const NAMELESS = new Unread(
	null,
	'The list of attendees gives no ID by which this one could be restored',
	`${USER_ID_PERMISSION} Or switch Keep a Copy off to remove this one without a copy.`,
);

/** Everybody on the event, in the kind of user ID that the call has. */
async function attendeesOf({ keys, query }: CallContext, reader: Reader): Promise<IDataObject[]> {
	const { user_id_type } = query;
	const question = {
		path: keys,
		query: { page_size: ATTENDEES_PER_PAGE, need_resource_customization: true, ...(user_id_type !== undefined && { user_id_type }) },
	};
	const rows: IDataObject[] = [];
	for await (const row of reader.pages(attendeeList, 'items', question)) if (!isRemoved(row)) rows.push(row);
	return rows;
}

/** What Feishu gives for an attendee who was added. */
export function given(row: IDataObject): IDataObject {
	return { attendee_id: textIn(row, 'attendee_id'), display_name: textIn(row, 'display_name'), rsvp_status: textIn(row, 'rsvp_status') };
}

/** The attendee ID of a guest from outside holds an address, which is the same in capitals. */
function comparableId(id: string): string {
	return id.startsWith('third_party_') ? id.toLowerCase() : id;
}

/** Why Add Attendees could not put an attendee back from its row. */
function whyNoCopy(row: IDataObject): Unread | undefined {
	if (targetOf(row) !== '') return undefined;
	const type = textIn(row, 'type');
	if (type === '' || typeOf(row) !== undefined) return NAMELESS;
	return new Unread(
		null,
		`Add Attendees cannot add attendees of the type ${type}`,
		'Switch Keep a Copy off to remove this one without a copy.',
	);
}

/**
 * Why somebody who is not found in a list may be on it nevertheless: a row that lacks what the record is
 * named by could be theirs.
 */
function doubtsOf(rows: readonly IDataObject[], query: IDataObject): (record: RecordKeys) => Unread | undefined {
	const isWithoutId = rows.some((row) => textIn(row, 'attendee_id') === '');
	const nameless = new Set(rows.filter((row) => targetOf(row) === '').map((row) => textIn(row, 'type')));
	const isOfOtherKind = rows.some((row) => typeOf(row) === 'user' && !isOfKind(targetOf(row), query));
	return ({ attendee_id, type = '', user_id }) => {
		if (attendee_id !== undefined) return isWithoutId ? LEFT_OUT : undefined;
		if (user_id !== undefined && !isOfKind(user_id, query)) return OTHER_KIND;
		if (nameless.has(type) || nameless.has('')) return LEFT_OUT;
		return user_id !== undefined && isOfOtherKind ? OTHER_KIND : undefined;
	};
}

/**
 * Looks at attendees in the list of their event, which is read once for all of them. One who is not found
 * there is gone only if the list names everybody who could be that one, and by the same kind of ID.
 */
export async function lookUpAttendees(records: readonly RecordKeys[], common: CallContext, reader: Reader): Promise<Observation[]> {
	if (common.body.instance_start_time_admin !== undefined) return records.map(() => ({ is: 'unseen', why: ONE_INSTANCE }));
	const rows = await attendeesOf(common, reader);
	const byId = new Map(rows.map((row) => [comparableId(textIn(row, 'attendee_id')), row]));
	const byName = new Map(rows.map((row) => [nameOf(textIn(row, 'type'), targetOf(row)), row]));
	const doubtOf = doubtsOf(rows, common.query);
	return records.map((record): Observation => {
		const { attendee_id } = record;
		const row = attendee_id === undefined ? byName.get(nameOfRecord(record)) : byId.get(comparableId(attendee_id));
		if (row === undefined) {
			const why = doubtOf(record);
			return why === undefined ? { is: 'gone' } : { is: 'unseen', why };
		}
		const noCopy = whyNoCopy(row);
		return { is: 'there', copy: row, yields: given(row), ...(noCopy !== undefined && { noCopy }) };
	});
}
