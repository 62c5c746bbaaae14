import type { IDataObject } from 'n8n-workflow';
import { newBy, textIn } from '../shared/answer';
import type { Barred } from '../shared/check';
import type { CallContext, Observation, Reader, RecordKeys } from '../shared/endpoint';
import { isOfUserIdType, kindOf, type UserIdType } from '../shared/idKinds';
import { USER_ID_PERMISSION } from '../shared/refusal';
import { Unread } from '../shared/unread';
import { ON_A_PAGE, groupList, memberList } from './calls';

/** The user groups of a kind that the app sees, each once: 1 is ordinary, 2 dynamic. */
async function* groupsOfKind(type: 1 | 2, reader: Reader): AsyncGenerator<IDataObject> {
	const isNew = newBy('id');
	for await (const group of reader.pages(groupList, 'grouplist', { query: { page_size: ON_A_PAGE, type } })) {
		if (textIn(group, 'id') !== '' && isNew(group)) yield group;
	}
}

/** The ordinary user groups that the app sees. */
export function ordinaryGroups(reader: Reader): AsyncGenerator<IDataObject> {
	return groupsOfKind(1, reader);
}

/** Feishu does not say whether it would refuse to change their members, or accept that and do nothing. */
export const dynamicGroups: Barred = {
	key: 'group_id',
	async ask(reader) {
		const ids = new Set<string>();
		for await (const group of groupsOfKind(2, reader)) ids.add(textIn(group, 'id'));
		return ids;
	},
	why: {
		reason: 'This is a dynamic user group: Feishu chooses its members by a rule, and nobody can be added or removed',
		todo: 'Change the rule of the group in the Feishu Admin console, or choose an ordinary user group.',
	},
};

/** A user group by its ID, if it is among those that the app sees. */
export async function groupById(id: string, reader: Reader): Promise<IDataObject | undefined> {
	for await (const group of ordinaryGroups(reader)) if (group.id === id) return group;
	return undefined;
}

/** The people in a user group. @throws {Unread} */
export function membersOf(group_id: string, type: string, reader: Reader): AsyncGenerator<IDataObject> {
	return reader.pages(memberList, 'memberlist', {
		path: { group_id },
		query: { page_size: ON_A_PAGE, member_type: 'user', member_id_type: type },
	});
}

const LOOK = 'Look at the members of the user group in the Feishu Admin console.';

const unseen = (reason: string, todo = LOOK, more: { isEarly?: true } = {}): Observation => ({
	is: 'unseen',
	why: new Unread(null, reason, todo),
	...more,
});

/** What it means that the list of a group does not name somebody: a list may leave out people, and does not say so. */
async function absence(group_id: string, listed: number, reader: Reader): Promise<Observation> {
	const group = await groupById(group_id, reader);
	if (group === undefined) return unseen('Feishu does not list this user group, so its list of members may not be complete');
	if (typeof group.member_user_count === 'number' && group.member_user_count <= listed) return { is: 'gone' };
	return unseen(
		'The list of members has fewer people than the user group, so somebody outside the contact scope of the app may be missing',
		LOOK,
		{
			isEarly: true,
		},
	);
}

/** Looks whether people are in a group, by the type of their IDs: the list is read once for all of them. */
async function lookByType(
	group_id: string,
	type: UserIdType,
	ids: ReadonlySet<string>,
	reader: Reader,
): Promise<(id: string) => Observation> {
	const there = new Set<string>();
	const listed = new Set<string>();
	let isClear = true;
	for await (const { member_id } of membersOf(group_id, type, reader)) {
		const id = typeof member_id === 'string' ? member_id : '';
		isClear &&= isOfUserIdType(id, type);
		listed.add(id);
		if (ids.has(id)) there.add(id);
		if (there.size === ids.size) break;
	}
	const sightOf =
		(other: Observation) =>
		(id: string): Observation =>
			there.has(id) ? { is: 'there', copy: { member_id: id, member_id_type: type } } : other;
	if (!isClear) {
		return sightOf(
			unseen('The list of members does not name everybody by the type of ID set in User ID Type', `${LOOK} ${USER_ID_PERMISSION}`),
		);
	}
	return sightOf(there.size === ids.size ? { is: 'gone' } : await absence(group_id, listed.size, reader));
}

function typeOf(id: string): UserIdType {
	const kind = kindOf(id);
	return kind === 'open_id' || kind === 'union_id' ? kind : 'user_id';
}

/**
 * Looks whether people are in a user group. Their IDs may be of several types: each member has one of its own.
 * @throws {Unread} if the list cannot be read
 */
export async function lookAtMembers(records: readonly RecordKeys[], { keys }: CallContext, reader: Reader): Promise<Observation[]> {
	const { group_id = '' } = keys;
	const ids = records.map(({ member_id = '' }) => member_id);
	const looks = new Map<UserIdType, ReturnType<typeof lookByType>>();
	const lookFor = (type: UserIdType) => {
		const look = looks.get(type) ?? lookByType(group_id, type, new Set(ids.filter((id) => typeOf(id) === type)), reader);
		looks.set(type, look);
		return look;
	};
	return await Promise.all(ids.map(async (id) => (await lookFor(typeOf(id)))(id)));
}
