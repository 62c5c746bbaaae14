import type { IDataObject } from 'n8n-workflow';
import { textIn } from '../shared/answer';
import { groups, type Group } from '../shared/chat/groups';
import type { CallContext, Finding, ItemContext, Reader, RecordKeys } from '../shared/endpoint';
import { findAll } from '../shared/findAll';
import { userIdKindIn } from '../shared/userIdKind';
import { chatGet } from './calls';
import { ONLY_THESE, memberIdKind } from './member';
import { IDS_NEED, idOf, isOfType, membersOf } from './members';

/** Whether a member is of another company than the group. */
function isExternal(member: IDataObject, chat: IDataObject): boolean {
	const [own, other] = [textIn(chat, 'tenant_key'), textIn(member, 'tenant_key')];
	return own !== '' && other !== '' && own !== other;
}

/** Finds the members of one group, or of all groups that the account is in. */
export async function* findMembers(
	[{ chat_id: id } = {}]: readonly RecordKeys[],
	{ query, body }: CallContext,
	reader: Reader,
	{ plans }: ItemContext,
): AsyncGenerator<Finding> {
	const type = userIdKindIn(memberIdKind, query);
	const only = body.only === undefined ? undefined : new Set(body.only as string[]);
	// An ID of another type than that of the wanted ones does not tell whether it is one of them.
	const isNameless = (row: IDataObject) => idOf(row, type) === '' || (only !== undefined && !isOfType(idOf(row, type), type));
	const isLeftOut = (row: IDataObject) => only?.has(idOf(row, type)) === false;
	// Open IDs are what Feishu names owners by, and bots are not among those whom it names.
	const ownersBy = ['open_id', 'app_id'].includes(type) ? undefined : { user_id_type: type };
	const oneGroup = async (chat_id: string): Promise<Group> => {
		const { data } = await reader.ask(chatGet, { path: { chat_id }, ...(ownersBy && { query: ownersBy }) });
		return { chat_id, name: textIn(data, 'name'), row: data };
	};
	yield* findAll<Group, IDataObject>(
		{
			things: groups(reader, ownersBy),
			many: 'group chats',
			keys: { scope: 'all' },
			keysOf: ({ chat_id }) => ({ chat_id }),
			read: ({ chat_id }) => membersOf({ chat_id, type }, reader),
			items(row, { chat_id, name, row: chat }) {
				const member_id = idOf(row, type);
				if (isNameless(row) || isLeftOut(row)) return [];
				const known = { member_name: textIn(row, 'name'), chat_name: name, chat_id, member_id };
				return [
					{
						...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== '')),
						...(textIn(chat, 'owner_id') === member_id && { is_owner: true }),
						...(isExternal(row, chat) && { external: true }),
						...(body.simplify === false && { member: row, chat }),
					},
				];
			},
			leftOutBy: (row) => (!isNameless(row) && isLeftOut(row) ? ONLY_THESE : undefined),
			key: 'member_id',
			plans,
			isNameless,
			nameless: (count) => `Feishu gives no ID of ${count === 1 ? 'one member' : `${count} members`} of this group`,
			namelessTodo: IDS_NEED,
		},
		id === undefined ? undefined : async () => await oneGroup(id),
	);
}
