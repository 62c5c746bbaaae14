import type { IDataObject } from 'n8n-workflow';
import { textIn } from '../shared/answer';
import type { RecordKeys } from '../shared/endpoint';
import { isOfUserIdType, type UserIdType } from '../shared/idKinds';

/** The key of an answer, and of a request, that names an attendee of each type. */
export const ID_KEYS = { user: 'user_id', chat: 'chat_id', resource: 'room_id', third_party: 'third_party_email' } as const;

export type AttendeeType = keyof typeof ID_KEYS;

export const ATTENDEE_TYPES = Object.keys(ID_KEYS) as AttendeeType[];

/** Somebody who was removed may still be listed. */
export function isRemoved(row: IDataObject): boolean {
	return row.rsvp_status === 'removed';
}

/** The type of an attendee as Feishu answers it, if it is a known one. */
export function typeOf(row: IDataObject): AttendeeType | undefined {
	return ATTENDEE_TYPES.find((type) => type === row.type);
}

/** What names the attendee besides its attendee ID. */
export function targetOf(row: IDataObject): string {
	const type = typeOf(row);
	return type === undefined ? '' : textIn(row, ID_KEYS[type]);
}

/** What two descriptions of one attendee have in common: addresses count in any case. */
export function nameOf(type: string, target: string): string {
	return `${type} ${type === 'third_party' ? target.toLowerCase() : target}`;
}

/** The same of a record that names its type. */
export function nameOfRecord(record: RecordKeys): string {
	const { type = '' } = record;
	const key = ID_KEYS[type as AttendeeType] as string | undefined;
	return nameOf(type, key === undefined ? '' : (record[key] ?? ''));
}

/** Whether a user ID looks like one of the kind that a query says. */
export function isOfKind(id: string, { user_id_type = 'open_id' }: IDataObject): boolean {
	return isOfUserIdType(id, user_id_type as UserIdType);
}
