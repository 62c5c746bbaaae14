import type { ErrorCode, Fields } from '../../specs/spec';
import type { ApiCall } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { fromOpenId } from '../../sandbox/people';
import { specRefusal, type RefusingSpec } from '../../sandbox/refusal';
import { spec as deletionSpec } from './spec';
import type { Task } from './world';

/** How answers name somebody who follows a task, or is to do it. */
export const MEMBER: Fields = {
	id: { type: 'string', description: 'One of them.' },
	id_list: { type: 'string[]', description: 'The same as a list.' },
};

/** The row that every page about tasks has. */
export const WRONG_TOKEN: readonly ErrorCode[] = deletionSpec.errors.filter(({ code }) => code === 1470403);

export const INVALID_TASK: readonly ErrorCode[] = deletionSpec.errors.filter(({ code }) => code === 1470602);

export function memberRow({ platform: { state }, userIdType }: ApiCall, openId: string): JsonObject {
	const id = fromOpenId(state.people, userIdType, openId);
	return { id, id_list: [id] };
}

/** An app sees what it created; a user, who may also follow a task or be to do it, whatever concerns them. */
export function sees({ caller: { identity } }: ApiCall, { creator, followers, collaborators }: Task): boolean {
	return creator === identity || collaborators.includes(identity) || followers.some(({ openId }) => openId === identity);
}

/** The task that a call's path names. */
export function findTask({ platform: { state }, params }: ApiCall, spec: RefusingSpec): Task {
	const task = state.tasks.get(params['task_id'] ?? '');
	if (!task) throw specRefusal(spec, 1470602);
	return task;
}

/** The task that a call's path names, if the caller sees it. */
export function findVisibleTask(call: ApiCall, spec: RefusingSpec): Task {
	const task = findTask(call, spec);
	if (!sees(call, task)) throw specRefusal(spec, 1470432);
	return task;
}
