import type { IDataObject } from 'n8n-workflow';
import { idIn, isObject, objectIn, textIn, textsIn } from '../shared/answer';
import type { CallContext, Endpoint, Observation, Reader, RecordKeys } from '../shared/endpoint';
import { judgeByList } from '../shared/listedAnswer';
import { lookAtEach } from '../shared/lookAtEach';
import type { Refusals } from '../shared/refusal';
import { Unread } from '../shared/unread';
import { MEMBERS_PER_PAGE, NO_MEMBER, memberGet, memberList } from './calls';
import { verdictBy } from './refusals';

/** From so many records on, their role is read as a list: it has up to 1,000 members, on 10 pages. */
const MANY = 10;

/** What somebody has in a role: the departments, and of which kind that is. */
export function scopeOf(member: IDataObject): IDataObject {
	const departments = [...textsIn(member.department_ids)];
	const scope_type = textIn(member, 'scope_type');
	return { ...(scope_type !== '' && { scope_type }), ...(departments.length > 0 && { department_ids: departments }) };
}

export function departmentsOf(copy: IDataObject): string[] {
	return [...textsIn(copy.department_ids)];
}

/** A department, as it is told if it is not restored. */
export const named = (id: string) => `department ${id}`;

/** What somebody has had in a role, and does not get back by being added to it. */
export function lostScope(copy: IDataObject): string[] {
	const { scope_type = 'None' } = scopeOf(copy);
	const departments = departmentsOf(copy).map(named);
	if (departments.length > 0 || scope_type === 'None') return departments;
	return [scope_type === 'All' ? 'all departments' : 'departments that the snapshot does not name'];
}

/** The members of a role. @throws {Unread} */
export function membersOf(role_id: string, type: unknown, reader: Reader): AsyncGenerator<IDataObject> {
	const query = { page_size: MEMBERS_PER_PAGE, ...(type !== undefined && { user_id_type: type as string }) };
	return reader.pages(memberList, 'members', { path: { role_id }, query });
}

function copyOf(member_id: string, member: IDataObject, { user_id_type = 'open_id' }: IDataObject): Observation {
	return { is: 'there', copy: { member_id, user_id_type, ...scopeOf(member) } };
}

const UNSEEN: Observation = {
	is: 'unseen',
	why: new Unread(null, 'Feishu’s answer does not name this person', 'Look at the members of the role in the Feishu Admin console.'),
};

const lookAtOne = lookAtEach(async ({ member_id = '' }, reader, { keys, query }) => {
	const { user_id_type: type } = query;
	const question = { path: { role_id: keys.role_id ?? '', member_id }, ...(type !== undefined && { query: { user_id_type: type } }) };
	const answer = await reader.ask(memberGet, question).catch((error: unknown) => {
		if (error instanceof Unread && error.code === NO_MEMBER) return error;
		throw error;
	});
	if (answer instanceof Unread) return { is: 'gone', why: answer };
	const member = objectIn(answer.data.member);
	// What is not said of this very person tells nothing.
	return member.user_id === member_id ? copyOf(member_id, member, query) : UNSEEN;
});

/**
 * Looks whether people are in a role: at each of them, or, if they are many, at the list. Of those who are not on it, a look
 * at each tells.
 * @throws {Unread}
 */
export const lookAtMembers: NonNullable<Endpoint['lookUp']> = async (records, common: CallContext, reader, minted) => {
	const seen = new Map<string, Observation>();
	if (records.length >= MANY) {
		for await (const member of membersOf(common.keys.role_id ?? '', common.query.user_id_type, reader)) {
			const id = idIn(member, 'user_id');
			seen.set(id, copyOf(id, member, common.query));
		}
	}
	const idOf = ({ member_id = '' }: RecordKeys) => member_id;
	const others = records.filter((record) => !seen.has(idOf(record)));
	const sights = await lookAtOne(others, common, reader, minted);
	others.forEach((record, index) => {
		const sight = sights[index];
		if (sight !== undefined) seen.set(idOf(record), sight);
	});
	return records.flatMap((record) => seen.get(idOf(record)) ?? []);
};

/** Reads an answer by the results, which one page calls by another name than the others. */
export function judgeByResults(done: 'deleted' | 'created', refusals: Refusals): Endpoint['judge'] {
	return judgeByList(
		{
			list: ({ result, results }) => result ?? results,
			nameOf: (entry) => (isObject(entry) ? idIn(entry, 'user_id') : ''),
			listed: (entry) => verdictBy(isObject(entry) ? entry.reason : undefined, done),
		},
		refusals,
	);
}
