import type { ListsPeople } from '../shared/endpoint';
import { isOfUserIdType, KIND_NAMES, TYPE_NAMES, kindOf, type IdKind, type UserIdType } from '../shared/idKinds';
import { isAddress } from '../shared/ids';
import { InvalidField, quote } from '../shared/values';
import type { AttendeeType } from './attendeeRow';

/** A display name that messages mention. */
export const ONLY_THESE = 'Only These Attendees';

/** The search looks up the people that its option names by address: a colleague is on an event by ID, and a guest by email address. */
export const listsPeople: ListsPeople = {
	property: 'only',
	field: ONLY_THESE,
	orGuest: 'set Attendee Types to External Email',
	emailsAre({ types }) {
		if (types === undefined) return 'either';
		const wanted = types as string[];
		if (!wanted.includes('user')) return 'guests';
		return wanted.includes('third_party') ? 'either' : 'people';
	},
};

/** The type of the attendees that an ID of each kind names. */
const TYPE_OF: Readonly<Partial<Record<IdKind, AttendeeType>>> = {
	open_id: 'user',
	union_id: 'user',
	other: 'user',
	mobile: 'user',
	user_attendee: 'user',
	chat_id: 'chat',
	chat_attendee: 'chat',
	room_id: 'resource',
	room_attendee: 'resource',
	email: 'third_party',
	guest_attendee: 'third_party',
};

/**
 * Refuses an ID that can be none of those which the lists of this search show: nothing would be found by
 * it, and that would look as if nobody had been invited.
 * @param types the types of attendee that are wanted; all if there are none
 * @throws {InvalidField}
 */
export function refuseVain(id: string, field: string, types: readonly string[] | undefined, userIdType: UserIdType): void {
	const kind = kindOf(id);
	// A colleague may have the address as well as a guest.
	const type = kind === 'email' && types?.includes('user') === true && !types.includes('third_party') ? 'user' : TYPE_OF[kind];
	const refuse = (why: string, todo: string) => new InvalidField(field, `holds ${quote(id)}, which is ${KIND_NAMES[kind]}${why}`, todo);
	if (type === undefined)
		throw refuse('', 'Enter user IDs, email addresses, mobile numbers, group chat IDs, meeting room IDs or attendee IDs.');
	if (types !== undefined && !types.includes(type)) {
		throw refuse(', but Attendee Types leaves out attendees of its type', 'Add the type to Attendee Types, or leave this ID out.');
	}
	if (type !== 'user' || kind === 'user_attendee' || isAddress(id) || isOfUserIdType(id, userIdType)) return;
	throw refuse(
		`, and User ID Type says ${TYPE_NAMES[userIdType]}`,
		'Change User ID Type in Options to the type of this ID: ou_… is an Open ID, on_… a Union ID, anything else a User ID.',
	);
}
