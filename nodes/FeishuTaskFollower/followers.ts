import type { IDataObject } from 'n8n-workflow';
import { textsIn } from '../shared/answer';
import type { CallContext, Reader, RecordKeys, Observation } from '../shared/endpoint';
import { isOfUserIdType, type UserIdType } from '../shared/idKinds';
import { USER_ID_PERMISSION } from '../shared/refusal';
import { Unread } from '../shared/unread';
import { FOLLOWERS_PER_PAGE, followerList } from './calls';

/** The IDs of a person as Feishu gives them: one, a list, or both. */
export function idsOf({ id, id_list }: IDataObject): string[] {
	return [...new Set([...textsIn([id]), ...textsIn(id_list)])].filter((one) => one !== '');
}

/**
 * Yields the entries of the list of those who follow a task, in the kind of ID that the query says.
 * @throws {Unread}
 */
export function followersOf(taskId: string, userIdType: unknown, reader: Reader): AsyncGenerator<IDataObject> {
	const query = { page_size: FOLLOWERS_PER_PAGE, ...(userIdType !== undefined && { user_id_type: userIdType as string }) };
	return reader.pages(followerList, 'items', { path: { task_id: taskId }, query });
}

const unseen = (reason: string, todo: string): Observation => ({ is: 'unseen', why: new Unread(null, reason, todo) });

/**
 * Looks whether people follow a task: the list is read once for all of them.
 * @throws {Unread} if the list cannot be read
 */
export async function lookAtFollowers(
	records: readonly RecordKeys[],
	{ keys, query }: CallContext,
	reader: Reader,
): Promise<Observation[]> {
	const { user_id_type = 'open_id' } = query;
	const type = user_id_type as UserIdType;
	const missing = new Set(records.map(({ follower_id = '' }) => follower_id));
	const seen = new Set<string>();
	let isClear = true;
	for await (const entry of followersOf(keys.task_id ?? '', query.user_id_type, reader)) {
		const ids = idsOf(entry);
		isClear &&= ids.length > 0 && ids.every((id) => isOfUserIdType(id, type));
		for (const id of ids) if (missing.delete(id)) seen.add(id);
		if (missing.size === 0) break;
	}
	return records.map(({ follower_id = '' }): Observation => {
		if (seen.has(follower_id)) return { is: 'there', copy: { follower_id, user_id_type: type } };
		if (!isClear) {
			return unseen(
				'The list of followers does not name everybody by the type of ID set in User ID Type',
				`Look at the followers of the task in Feishu. ${USER_ID_PERMISSION}`,
			);
		}
		return { is: 'gone' };
	});
}
