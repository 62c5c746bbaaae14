import type { IDataObject } from 'n8n-workflow';
import { idIn, textIn } from '../shared/answer';
import type { CallContext, Finding, ItemContext, Reader, RecordKeys } from '../shared/endpoint';
import { findAll } from '../shared/findAll';
import { isOfUserIdType, type UserIdType } from '../shared/idKinds';
import { userIdKindIn } from '../shared/userIdKind';
import { GROUPS_PER_PAGE, groupsOf } from './calls';
import { memberIdKind } from './fields';
import { groupById, membersOf, ordinaryGroups } from './members';
import { ONLY_THESE } from '../shared/onlyTheseMembers';

/** A user group, by what a person knows it by, if Feishu says that, and its ID. */
interface Group {
	group_id: string;
	known: IDataObject;
}

const groupOf = (id: string, group: IDataObject = {}): Group => {
	const name = textIn(group, 'name');
	return { group_id: id, known: name === '' ? {} : { group_name: name } };
};

async function* groups(reader: Reader): AsyncGenerator<Group> {
	for await (const group of ordinaryGroups(reader)) yield groupOf(textIn(group, 'id'), group);
}

interface Question {
	reader: Reader;
	type: string;
	plans: boolean | undefined;
}

/** Finds the members of one user group, or of all, by the lists of the groups. */
function byGroup(group_id: string | undefined, only: ReadonlySet<string> | undefined, { reader, type, plans }: Question) {
	// An ID of another type than that of the wanted ones does not tell whether it is one of them.
	const isNameless = ({ member_id: id }: IDataObject) =>
		typeof id !== 'string' || id === '' || (only !== undefined && !isOfUserIdType(id, type as UserIdType));
	const leftOutBy = (row: IDataObject) => (only?.has(idIn(row, 'member_id')) === false ? ONLY_THESE : undefined);
	return findAll<Group, IDataObject>(
		{
			things: groups(reader),
			many: 'user groups',
			keys: { scope: 'all' },
			keysOf: (group) => ({ group_id: group.group_id }),
			read: (group) => membersOf(group.group_id, type, reader),
			items(row, group) {
				const member_id = idIn(row, 'member_id');
				return isNameless(row) || leftOutBy(row) !== undefined ? [] : [{ ...group.known, group_id: group.group_id, member_id }];
			},
			leftOutBy: (row) => (isNameless(row) ? undefined : leftOutBy(row)),
			key: 'member_id',
			plans,
			isNameless,
			nameless: (count) => `Feishu gives no ID of ${count === 1 ? 'one member' : `${count} members`} of this user group`,
		},
		group_id === undefined ? undefined : async () => groupOf(group_id, await groupById(group_id, reader)),
	);
}

/** Finds the ordinary user groups of some people, by one call for each of them instead of one for each group. */
async function* byPerson(people: readonly string[], { reader, type, plans }: Question): AsyncGenerator<Finding> {
	const names = new Map<string, IDataObject>();
	for await (const { group_id, known } of groups(reader)) names.set(group_id, known);
	const isNameless = (row: IDataObject) => idIn(row, 'group_id') === '';
	async function* each() {
		yield* people;
	}
	yield* findAll<string, IDataObject>({
		things: each(),
		many: 'people',
		keys: { scope: 'all' },
		keysOf: (member_id) => ({ member_id }),
		read: (member_id) =>
			reader.pages(groupsOf, 'group_list', { query: { member_id, member_id_type: type, group_type: 1, page_size: GROUPS_PER_PAGE } }),
		items: (row, member_id) =>
			isNameless(row) ? [] : [{ ...names.get(idIn(row, 'group_id')), group_id: idIn(row, 'group_id'), member_id }],
		key: 'group_id',
		plans,
		isNameless,
		nameless: (count) => `Feishu gives no ID of ${count === 1 ? 'one user group' : `${count} user groups`} of this person`,
		namelessTodo: 'Run the workflow again. If it happens again, give the log ID to Feishu support.',
	});
}

/** Finds the members of one user group, or of all ordinary ones in the contact scope of the app. */
export function findMembers(
	[{ group_id } = {}]: readonly RecordKeys[],
	{ body }: CallContext,
	reader: Reader,
	{ plans }: ItemContext,
): AsyncGenerator<Finding> {
	const question: Question = { reader, type: userIdKindIn(memberIdKind, body), plans };
	const only = body.only as string[] | undefined;
	if (group_id === undefined && only !== undefined) return byPerson(only, question);
	return byGroup(group_id, only && new Set(only), question);
}
