import { refuseElsewhere, refuseOtherThings, type Elsewhere } from '../shared/elsewhere';
import { KIND_NAMES, TYPE_NAMES, isOfUserIdType, kindOf } from '../shared/idKinds';
import { isAddress, readId, readPerson } from '../shared/ids';
import type { UserIdKind } from '../shared/userIdKind';
import { InvalidField, quote } from '../shared/values';

export const CHAT = 'Group Chat';

const TYPE = 'Member ID Type';

/** A display name that messages mention. */
export const ONLY_THESE = 'Only These Members';

/** What says of which kind the IDs of members are: bots are named by App IDs, and go into calls of their own. */
export const memberIdKind: UserIdKind = {
	parameter: 'member_id_type',
	field: TYPE,
	kinds: { open_id: 'open_id', union_id: 'union_id', user_id: 'user_id', app_id: undefined },
};

/** Most members in one call. */
export const limitOf = ({ query }: { query: { member_id_type?: unknown } }): number => (query.member_id_type === 'app_id' ? 5 : 50);

const PEOPLE = 'Enter the IDs of people, or App IDs (cli_…) of bots if Member ID Type in Options is App ID.';

/** Kinds of ID that people put there, and that name no member. */
const elsewhere: Elsewhere = {
	chat_id: `${PEOPLE} The group is chosen in ${CHAT}.`,
	room_id: PEOPLE,
	message: PEOPLE,
	batch_message: PEOPLE,
	calendar: PEOPLE,
};

/**
 * The ID of a member, or an address that the engine looks up.
 * @param type what Member ID Type says
 * @throws {InvalidField}
 */
export function readMember(entry: unknown, field: string, type: string): string {
	const id = readPerson(entry, field);
	refuseElsewhere(id, field, elsewhere);
	const kind = kindOf(id);
	const isApp = kind === 'app_id';
	if (isApp === (type === 'app_id')) return id;
	if (isApp) {
		const said = (TYPE_NAMES as Readonly<Record<string, string>>)[type] ?? type;
		throw new InvalidField(
			field,
			`holds ${quote(id)}, which is ${KIND_NAMES.app_id}, while ${TYPE} is ${said}`,
			`Set ${TYPE} in Options to App ID for bots. Remove or add people by another node, or by other items.`,
		);
	}
	throw new InvalidField(
		field,
		`holds ${quote(id)}, which is ${kind === 'other' ? 'no App ID' : KIND_NAMES[kind]}, while ${TYPE} is App ID`,
		`Enter App IDs, which begin with cli_. For people, set ${TYPE} in Options to the type of their IDs.`,
	);
}

/**
 * A member that a search is to find, or an address that the engine looks up: of another kind than the lists of the
 * search show, nobody would be found, which would look as if nobody were there.
 * @throws {InvalidField}
 */
export function readOnly(entry: unknown, type: string): string {
	const id = readMember(entry, ONLY_THESE, type);
	const own = memberIdKind.kinds[type];
	if (own === undefined || isAddress(id) || isOfUserIdType(id, own)) return id;
	throw new InvalidField(
		ONLY_THESE,
		`holds ${quote(id)}, which is ${KIND_NAMES[kindOf(id)]}, and ${TYPE} says ${TYPE_NAMES[own]}`,
		`Change ${TYPE} in Options to the type of this ID: ou_… is an Open ID, on_… a Union ID, anything else a User ID.`,
	);
}

/** The ID of a group. @throws {InvalidField} */
export function readChat(value: unknown): string {
	const id = readId(value, CHAT);
	refuseOtherThings(id, CHAT, ['chat_id'], 'Enter the ID of a group, which begins with oc_, or choose the group from the list.');
	if (kindOf(id) === 'chat_id') return id;
	throw new InvalidField(
		CHAT,
		`holds ${quote(id)}, which is not the ID of a group`,
		'IDs of groups begin with oc_. Choose the group from the list, or copy its ID from Get Many.',
	);
}
