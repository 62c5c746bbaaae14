/** The types of user ID. */
export type UserIdType = 'open_id' | 'union_id' | 'user_id';

/** As the option User ID Type has them. */
export const TYPE_NAMES: Readonly<Record<UserIdType, string>> = { open_id: 'Open ID', union_id: 'Union ID', user_id: 'User ID' };

/** What Feishu's IDs begin with, if that shows what they are of. */
const BEGINNINGS = {
	open_id: 'ou_',
	union_id: 'on_',
	chat_id: 'oc_',
	room_id: 'omm_',
	user_attendee: 'user_',
	chat_attendee: 'chat_',
	room_attendee: 'resource_',
	guest_attendee: 'third_party_',
	batch_message: 'bm-',
	message: 'om_',
	app_id: 'cli_',
} as const;

/** `other`: a user ID, an event, a task, an attendance record, or text of an app's own. Nothing tells them apart for certain. */
export type IdKind = keyof typeof BEGINNINGS | 'calendar' | 'primary' | 'email' | 'mobile' | 'other';

/** What an ID of each kind is, as a message says it. */
export const KIND_NAMES: Readonly<Record<IdKind, string>> = {
	open_id: 'the Open ID of a person',
	union_id: 'the Union ID of a person',
	chat_id: 'the ID of a group chat',
	room_id: 'the ID of a meeting room',
	user_attendee: 'the attendee ID of a person',
	chat_attendee: 'the attendee ID of a group chat',
	room_attendee: 'the attendee ID of a meeting room',
	guest_attendee: 'the attendee ID of a guest',
	batch_message: 'the ID of a batch message',
	message: 'the ID of a message',
	app_id: 'the ID of an app',
	calendar: 'the ID of a calendar',
	primary: 'another name of a calendar',
	email: 'an email address',
	mobile: 'a mobile number',
	other: 'an ID without a prefix',
};

const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** What IDs without a prefix look like, of those that tell by their form what they may be of. */
export const BARE_IDS = {
	attendanceRecord: /^\d+$/,
	event: /_\d+$/,
	task: new RegExp(`^${GUID}$`, 'i'),
} as const;

/** A task, or an event as Feishu names most: no User ID looks like these. */
const OF_NO_PERSON = new RegExp(`^${GUID}(?:_\\d+)?$`, 'i');

/** Whether an ID without a prefix may be the User ID of a person. */
export function mayBeUserId(id: string): boolean {
	return !OF_NO_PERSON.test(id);
}

/** The calendar of the account that acts, by the name that Feishu takes for it. */
export const PRIMARY = 'primary';

const CALENDAR_HOST = /@[a-z0-9.]*\bcalendar\.[a-z0-9.]+$/i;

/** A calendar ID is no longer than this: the expression above must not run over megabytes. */
const LONGEST_CALENDAR = 320;

/** With a plus sign and the code of its country: digits alone may be a User ID. */
const MOBILE = /^\+\d(?:-?\d){6,14}$/;

/** The kind of an ID, as far as it shows. */
export function kindOf(id: string): IdKind {
	// An email address may begin as an ID does. Of these, only the ID of a guest holds one.
	const hasAt = id.includes('@');
	for (const [kind, beginning] of Object.entries(BEGINNINGS)) {
		if (id.startsWith(beginning) && (!hasAt || kind === 'guest_attendee')) return kind as IdKind;
	}
	if (id === PRIMARY) return 'primary';
	if (id.length <= LONGEST_CALENDAR && CALENDAR_HOST.test(id)) return 'calendar';
	if (hasAt) return 'email';
	return MOBILE.test(id) ? 'mobile' : 'other';
}

/** Kinds of ID that may name the same thing. The attendee ID of a guest contains the email address. */
const NAMES_OF_ONE: ReadonlyArray<readonly IdKind[]> = [
	['open_id', 'union_id', 'user_attendee', 'other'],
	['chat_id', 'chat_attendee'],
	['room_id', 'room_attendee'],
	['email', 'guest_attendee'],
	['calendar', 'primary'],
	['batch_message'],
	['message'],
	['app_id'],
];

/** Whether IDs of two kinds may name one and the same thing. */
export function mayNameTheSame(one: IdKind, other: IdKind): boolean {
	return NAMES_OF_ONE.some((kinds) => kinds.includes(one) && kinds.includes(other));
}

/** Whether an ID can be a user ID of a type. A User ID has no prefix; blank text is none. */
export function isOfUserIdType(id: string, type: UserIdType): boolean {
	if (id.trim() === '') return false;
	const kind = kindOf(id);
	return type === 'user_id' ? kind !== 'open_id' && kind !== 'union_id' : kind === type;
}
