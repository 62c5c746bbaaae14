import type { IDataObject } from 'n8n-workflow';
import type { Common, Reader, RecordKeys, Sight } from '../shared/endpoint';
import { Unread } from '../shared/unread';
import { isOfKind, isRemoved, nameOf, nameOfRecord, targetOf, typeOf } from './attendeeRow';
import { ATTENDEES_PER_PAGE, attendeeList } from './calls';
import { textIn } from './event';

const OTHER_KIND = new Unread(
	null,
	'The list of attendees shows user IDs of another kind than this one',
	'Check User ID Type. People of other companies have no User ID: name them by attendee ID or Open ID.',
);

const ONE_INSTANCE = new Unread(
	null,
	'The list of attendees shows those of the whole event, and not of the one instance',
	'Switch Keep a Copy off where attendees are removed from one instance alone.',
);

/** Everybody on the event, in the kind of user ID that the call has. */
async function attendeesOf({ keys, query }: Common, reader: Reader): Promise<IDataObject[]> {
	const { user_id_type } = query;
	const question = {
		path: keys,
		query: { page_size: ATTENDEES_PER_PAGE, need_resource_customization: true, ...(user_id_type !== undefined && { user_id_type }) },
	};
	const rows: IDataObject[] = [];
	for await (const row of reader.pages(attendeeList, 'items', question, true)) if (!isRemoved(row)) rows.push(row);
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

/**
 * Looks at attendees in the list of their event, which is read once for all of them. A user who is not
 * found there is gone only where the list shows IDs of the kind that the record has.
 */
export async function lookUpAttendees(records: readonly RecordKeys[], common: Common, reader: Reader): Promise<Sight[]> {
	if (common.body.instance_start_time_admin !== undefined) return records.map(() => ({ is: 'unseen', why: ONE_INSTANCE }));
	const rows = await attendeesOf(common, reader);
	const byId = new Map(rows.map((row) => [comparableId(textIn(row, 'attendee_id')), row]));
	const byName = new Map(rows.map((row) => [nameOf(textIn(row, 'type'), targetOf(row)), row]));
	const looksRight = (id: string) => isOfKind(id, common.query);
	const areUsersComparable = rows.every((row) => typeOf(row) !== 'user' || looksRight(targetOf(row)));
	return records.map((record): Sight => {
		const { attendee_id, user_id } = record;
		const row = attendee_id === undefined ? byName.get(nameOfRecord(record)) : byId.get(comparableId(attendee_id));
		if (row !== undefined) return { is: 'there', copy: row, yields: given(row) };
		if (user_id === undefined || (looksRight(user_id) && areUsersComparable)) return { is: 'gone' };
		return { is: 'unseen', why: OTHER_KIND };
	});
}
