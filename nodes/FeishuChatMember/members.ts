import type { IDataObject } from 'n8n-workflow';
import { textIn, textsIn } from '../shared/answer';
import type { CallContext, Observation, Reader, RecordKeys } from '../shared/endpoint';
import { isOfUserIdType, type UserIdType } from '../shared/idKinds';
import { Unread } from '../shared/unread';
import { MEMBERS_PER_PAGE, botList, chatGet, memberList } from './calls';

/** What to do if Feishu leaves out the IDs of members. */
export const IDS_NEED =
	'If Member ID Type is User ID, add the permission contact:user.employee_id:readonly to the app. People of other companies have no User ID: name them by Open ID.';

/** Which members a list has, and by which IDs. */
interface Listed {
	chat_id: string;
	/** What Member ID Type says: bots are in a list of their own. */
	type: string;
}

/** What names a member. Bots are named by App IDs. */
export function idOf(row: IDataObject, type: string): string {
	return textIn(row, type === 'app_id' ? 'app_id' : 'member_id');
}

/** Whether an ID names a member as the list was asked to. */
export function isOfType(id: string, type: string): boolean {
	return type === 'app_id' ? id !== '' : isOfUserIdType(id, type as UserIdType);
}

/** Yields the members of a group. @throws {Unread} */
export function membersOf({ chat_id, type }: Listed, reader: Reader): AsyncGenerator<IDataObject> {
	const path = { chat_id };
	if (type === 'app_id') return reader.pages(botList, 'bots', { path, query: { member_types: 'bot', page_size: MEMBERS_PER_PAGE } });
	return reader.pages(memberList, 'items', { path, query: { member_id_type: type, page_size: MEMBERS_PER_PAGE } });
}

/** What is said of the members of a group besides their rows: its name, and who manages it. */
async function chatOf({ chat_id, type }: Listed, reader: Reader): Promise<(id: string) => IDataObject> {
	const isBot = type === 'app_id';
	const { data } = await reader.ask(chatGet, { path: { chat_id }, ...(!isBot && { query: { user_id_type: type } }) });
	const managers = isBot ? data.bot_manager_id_list : data.user_manager_id_list;
	const known = textsIn(managers);
	return (id) => ({
		chat_name: textIn(data, 'name'),
		// Outsiders are not told.
		...(Array.isArray(managers) && { is_administrator: known.has(id) }),
	});
}

/** What the list showed of some members, by their IDs. */
interface Seen {
	rows: ReadonlyMap<string, IDataObject>;
	/** Why whom it does not show may be there nevertheless. */
	doubt: Unread | undefined;
}

const OTHER_KIND = new Unread(
	null,
	'The list of members does not name everybody by the type of ID set in Member ID Type',
	`Look at the members of the group in Feishu. ${IDS_NEED}`,
);

/** Looks for members in the list of their group, no further than it takes. @throws {Unread} */
async function see(wanted: readonly string[], listed: Listed, reader: Reader): Promise<Seen> {
	const missing = new Set(wanted);
	const rows = new Map<string, IDataObject>();
	const readOn = async (): Promise<Unread | undefined> => {
		let isClear = true;
		for await (const row of membersOf(listed, reader)) {
			const id = idOf(row, listed.type);
			isClear &&= isOfType(id, listed.type);
			if (missing.delete(id)) rows.set(id, row);
			if (missing.size === 0) break;
		}
		return isClear ? undefined : OTHER_KIND;
	};
	const doubt = await readOn().catch((error: unknown) => {
		// Whom it has shown by then is there.
		if (error instanceof Unread && !error.isFinal) return error;
		throw error;
	});
	return { rows, doubt };
}

/**
 * Looks whether people or bots are in a group: its list is read once for all of them.
 * @throws {Unread} if the list cannot be read
 */
export async function lookAtMembers(
	records: readonly RecordKeys[],
	{ keys, query }: CallContext,
	reader: Reader,
	_minted: readonly boolean[] = [],
	isForCopy = false,
): Promise<Observation[]> {
	const { member_id_type: type = 'open_id' } = query;
	const listed: Listed = { chat_id: keys.chat_id ?? '', type: type as string };
	const { rows, doubt } = await see(
		records.map(({ member_id = '' }) => member_id),
		listed,
		reader,
	);
	const about = isForCopy && rows.size > 0 ? await chatOf(listed, reader) : () => ({});
	return records.map(({ member_id = '' }): Observation => {
		const row = rows.get(member_id);
		if (row !== undefined) {
			const { name, tenant_key } = row;
			const facts = { member_name: name, ...about(member_id), member_id, member_id_type: listed.type, tenant_key };
			return { is: 'there', copy: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== '')) };
		}
		return doubt === undefined ? { is: 'gone' } : { is: 'unseen', why: doubt };
	});
}
