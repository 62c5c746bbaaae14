import type { IDataObject } from 'n8n-workflow';
import { idIn, isObject, objectIn, textIn } from '../shared/answer';
import type { CallContext, Observation, Reader, RecordKeys, Verdict } from '../shared/endpoint';
import { isOfUserIdType, kindOf, type UserIdType } from '../shared/idKinds';
import { USER_ID_PERMISSION } from '../shared/refusal';
import { Unread } from '../shared/unread';
import { taskGet } from './calls';

/** Somebody whom Feishu lists among the members of a task; blank where it does not say. */
export interface Member {
	id: string;
	type: 'user' | 'app';
	role: string;
	name: string;
}

const memberIn = (entry: unknown): Member => {
	const about = objectIn(entry);
	const id = idIn(about, 'id');
	const isApp = about.type === 'app' || (about.type === undefined && kindOf(id) === 'app_id');
	return { id, type: isApp ? 'app' : 'user', role: textIn(about, 'role'), name: textIn(about, 'name') };
};

/** The members of a task; undefined if Feishu does not list them. */
export function membersIn(task: unknown): Member[] | undefined {
	const { members } = objectIn(task);
	return Array.isArray(members) ? members.map(memberIn) : undefined;
}

/** Whether a member can be told from others by an ID. */
export function isNamed({ id, type }: Member, userIdType: UserIdType): boolean {
	return id !== '' && (type === 'app' || isOfUserIdType(id, userIdType));
}

/** The type of user ID that an ID is of, as far as it shows. */
function typeOf(id: string): UserIdType | undefined {
	const kind = kindOf(id);
	if (kind === 'app_id') return undefined;
	return kind === 'open_id' || kind === 'union_id' ? kind : 'user_id';
}

/**
 * The member that a record names, or why there is none.
 * @returns `unclear` if the list names members in a way that cannot be compared
 */
function lookIn(members: readonly Member[], { member_id = '', role = '' }: RecordKeys): Member | 'gone' | 'unclear' {
	const found = members.find((member) => member.id === member_id && member.role === role);
	if (found !== undefined) return found;
	const type = typeOf(member_id);
	const isClear = (member: Member) =>
		member.role !== '' && member.id !== '' && (type === undefined || member.type === 'app' || isNamed(member, type));
	return members.every(isClear) ? 'gone' : 'unclear';
}

const LOOK = 'Look at the members of the task in Feishu.';

const UNLISTED = 'does not list the members of the task';

const OTHER_KIND = 'does not name all members by the type of ID set in User ID Type';

/** What the members that an answer lists say of the records that were to be removed, or added. */
export function verdictsBy(
	task: unknown,
	records: readonly RecordKeys[],
	verdictOf: (record: RecordKeys, isMember: boolean) => Verdict,
): Verdict[] {
	const members = membersIn(task);
	return records.map((record) => {
		if (members === undefined) return { status: 'unknown', reason: `Feishu accepted the call, but ${UNLISTED}`, todo: LOOK };
		const found = lookIn(members, record);
		if (found === 'unclear') {
			return { status: 'unknown', reason: `Feishu accepted the call, but ${OTHER_KIND}`, todo: `${LOOK} ${USER_ID_PERMISSION}` };
		}
		return verdictOf(record, found !== 'gone');
	});
}

const unseen = (reason: string, todo: string): Observation => ({ is: 'unseen', why: new Unread(null, reason, todo) });

/** What is kept of a member: enough to add it again. */
function copyOf(task: IDataObject, { name, type }: Member, { member_id = '', role = '' }: RecordKeys, userIdType: string): IDataObject {
	const summary = textIn(task, 'summary');
	return {
		...(name !== '' && { member_name: name }),
		...(summary !== '' && { task_summary: summary }),
		member_id,
		role,
		type,
		...(type === 'user' && { user_id_type: userIdType }),
	};
}

/**
 * Looks whether people are members of a task: the task is read once for all of them.
 * @throws {Unread} if it cannot be read
 */
export async function lookAtMembers(
	records: readonly RecordKeys[],
	{ keys, query: { user_id_type: type } }: CallContext,
	reader: Reader,
): Promise<Observation[]> {
	const { task_guid = '' } = keys;
	const { data } = await reader.ask(taskGet, { path: { task_guid }, ...(type !== undefined && { query: { user_id_type: type } }) });
	const task = isObject(data.task) ? data.task : {};
	const members = membersIn(task);
	return records.map((record): Observation => {
		if (members === undefined) return unseen(`Feishu ${UNLISTED}`, LOOK);
		const found = lookIn(members, record);
		if (found === 'unclear') return unseen(`Feishu ${OTHER_KIND}`, `${LOOK} ${USER_ID_PERMISSION}`);
		return found === 'gone'
			? { is: 'gone' }
			: { is: 'there', copy: copyOf(task, found, record, (type as string | undefined) ?? 'open_id') };
	});
}
