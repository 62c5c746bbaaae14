import { isOfUserIdType, KIND_NAMES, kindOf, type IdKind, type UserIdType } from '../shared/idKinds';
import { InvalidField, quote } from '../shared/values';
import type { AttendeeType } from './attendeeRow';

/** A display name that messages mention. */
export const ONLY_THESE = 'Only These Attendees';

/** The type of the attendees that an ID of each kind names. */
const TYPE_OF: Readonly<Partial<Record<IdKind, AttendeeType>>> = {
	open_id: 'user',
	union_id: 'user',
	other: 'user',
	user_attendee: 'user',
	chat_id: 'chat',
	chat_attendee: 'chat',
	room_id: 'resource',
	room_attendee: 'resource',
	email: 'third_party',
	guest_attendee: 'third_party',
};

const NAMES: Readonly<Record<UserIdType, string>> = { open_id: 'Open ID', union_id: 'Union ID', user_id: 'User ID' };

/**
 * Refuses an ID that can be none of those which the lists of this search show: nothing would be found by
 * it, and that would look as if nobody were there.
 * @param types the types of attendee that are wanted; all where there are none
 * @throws {InvalidField}
 */
export function refuseVain(id: string, field: string, types: readonly string[] | undefined, userIdType: UserIdType): void {
	const kind = kindOf(id);
	const type = TYPE_OF[kind];
	const refuse = (why: string, todo: string) => new InvalidField(field, `holds ${quote(id)}, which is ${KIND_NAMES[kind]}${why}`, todo);
	if (type === undefined) throw refuse('', 'Enter user IDs, group chat IDs, meeting room IDs, email addresses or attendee IDs.');
	if (types !== undefined && !types.includes(type)) {
		throw refuse(', and Attendee Types leaves out attendees of its type', 'Add the type to Attendee Types, or leave this ID out.');
	}
	if (type !== 'user' || kind === 'user_attendee' || isOfUserIdType(id, userIdType)) return;
	throw refuse(
		`, and User ID Type says ${NAMES[userIdType]}`,
		'Choose for User ID Type in Options the kind of this ID: ou_… is an Open ID, on_… a Union ID, anything else a User ID.',
	);
}
