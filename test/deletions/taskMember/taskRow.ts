import type { ApiCall } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { fromOpenId } from '../../sandbox/people';
import { specRefusal, type RefusingSpec } from '../../sandbox/refusal';
import type { Task } from '../taskFollower/world';
import type { Tasklist } from './world';

const isApp = (id: string) => id.startsWith('cli_');

/** Somebody as answers show them. Apps have the same ID in every kind. */
export function memberRow({ platform: { state }, userIdType }: ApiCall, id: string, role: string): JsonObject {
	const name = id.replace(/^(ou|cli)_/, '');
	return isApp(id) ? { id, type: 'app', role, name } : { id: fromOpenId(state.people, userIdType, id), type: 'user', role, name };
}

export function membersOf(call: ApiCall, task: Task): JsonObject[] {
	return [
		...task.collaborators.map((id) => memberRow(call, id, 'assignee')),
		...task.followers.map(({ openId }) => memberRow(call, openId, 'follower')),
	];
}

/** What a row of a list of tasks says of one. */
export function shortRow(call: ApiCall, task: Task): JsonObject {
	return {
		guid: task.taskId,
		summary: task.summary,
		completed_at: String(task.completedAt ?? 0),
		...(task.due && { due: { timestamp: String(task.due.at), is_all_day: task.due.isAllDay } }),
		...(call.platform.settings.answers.membersInLists === 'named' && { members: membersOf(call, task) }),
		subtask_count: 0,
	};
}

/** All that an answer says of a task. */
export function taskRow(call: ApiCall, task: Task): JsonObject {
	const lists = [...call.platform.state.tasklists.values()].filter(({ taskIds }) => taskIds.includes(task.taskId));
	const members = membersOf(call, task);
	const { members: _short, ...short } = shortRow(call, task);
	const isLeftOut = members.length === 0 && call.platform.settings.answers.noMembers === 'left out';
	return {
		...short,
		description: task.description,
		creator: memberRow(call, task.creator, 'creator'),
		...(isLeftOut ? {} : { members }),
		tasklists: lists.map(({ guid }) => ({ tasklist_guid: guid })),
		...(task.repeatRule !== undefined && { repeat_rule: task.repeatRule }),
		task_id: 't104121',
		created_at: String(task.createdAt),
		updated_at: String(task.updatedAt),
		status: task.completedAt === undefined ? 'todo' : 'done',
		url: `https://applink.feishu.cn/client/todo/detail?guid=${task.taskId}&suite_entity_num=t104121`,
	};
}

const opens = (identity: string, { owner, viewers, editors }: Tasklist) => [owner, ...viewers, ...editors].includes(identity);

/** The task lists that the caller may read. */
export function readableLists({ platform: { state }, caller: { identity } }: ApiCall): Tasklist[] {
	return [...state.tasklists.values()].filter((list) => opens(identity, list));
}

function findTask({ platform: { state }, params }: ApiCall, spec: RefusingSpec): Task {
	const task = state.tasks.get(params['task_guid'] ?? '');
	if (!task) throw specRefusal(spec, 1470404);
	return task;
}

/** The task of a call's path, if the caller may see it: whoever created it, its members, and the readers of its lists. */
export function findVisible(call: ApiCall, spec: RefusingSpec): Task {
	const { identity } = call.caller;
	const task = findTask(call, spec);
	const { creator, collaborators, followers, taskId } = task;
	const isMember = creator === identity || collaborators.includes(identity) || followers.some(({ openId }) => openId === identity);
	if (!isMember && !readableLists(call).some(({ taskIds }) => taskIds.includes(taskId))) throw specRefusal(spec, 1470403);
	return task;
}

/** The same for those who may change it: a mere follower, or reader, may not. */
export function findEditable(call: ApiCall, spec: RefusingSpec): Task {
	const { identity } = call.caller;
	const task = findTask(call, spec);
	const mayEdit = (list: Tasklist) => list.taskIds.includes(task.taskId) && [list.owner, ...list.editors].includes(identity);
	if (task.creator !== identity && !task.collaborators.includes(identity) && ![...call.platform.state.tasklists.values()].some(mayEdit)) {
		throw specRefusal(spec, 1470403);
	}
	if (task.refuses !== undefined) throw specRefusal(spec, task.refuses);
	return task;
}
