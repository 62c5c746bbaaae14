import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { newBy } from '../shared/answer';
import type { Common, Finding, Reader, FindOperation } from '../shared/endpoint';
import { paginationOf } from '../shared/operation';
import { readEach, untilBroken } from '../shared/readEach';
import { USER_ID_PERMISSION } from '../shared/refusal';
import { Unread } from '../shared/unread';
import { InvalidField, readChoice, readSeconds } from '../shared/values';
import { followerList, rates, taskGet, taskList, TASKS_PER_PAGE } from './calls';
import { readTaskId } from './fields';
import { followersOf, idsOf } from './followers';
import { taskFacts, type TaskFacts } from './tasks';

const AFTER = 'Created After';

const BEFORE = 'Created Before';

/** What the option Completed means to Feishu; nothing for all tasks. */
const COMPLETED: Readonly<Record<string, boolean | undefined>> = { any: undefined, completed: true, open: false };

/** An item for each person who follows a task, and a line if Feishu names some by no ID. */
async function* findingsIn({ task_id, ...about }: TaskFacts, rows: AsyncIterable<IDataObject>): AsyncGenerator<Finding> {
	const seen = new Set<string>();
	let unnamed = 0;
	for await (const row of rows) {
		const ids = idsOf(row);
		if (ids.length === 0) unnamed += 1;
		for (const follower_id of ids) {
			if (!seen.has(follower_id)) yield { of: 0, item: { task_id, follower_id, ...about } };
			seen.add(follower_id);
		}
	}
	if (unnamed === 0) return;
	const reason = `Feishu gives no ID of ${unnamed === 1 ? 'one follower' : `${unnamed} followers`} of this task`;
	yield { of: 0, keys: { task_id }, why: new Unread(null, reason, USER_ID_PERMISSION) };
}

/** The tasks that the token sees, each once. */
async function* tasksOf({ query, body }: Common, reader: Reader): AsyncGenerator<TaskFacts> {
	const { user_id_type: type } = query;
	const isNew = newBy('id');
	const question = { query: { page_size: TASKS_PER_PAGE, ...body, ...(type !== undefined && { user_id_type: type }) } };
	for await (const task of reader.pages(taskList, 'items', question)) {
		const facts = taskFacts(task);
		if (facts.task_id !== '' && isNew(task)) yield facts;
	}
}

/** The tasks and who follows each: the list names followers, too, and does not promise that it names all. */
function ofAllTasks(common: Common, reader: Reader): AsyncGenerator<Finding> {
	return readEach({
		things: tasksOf(common, reader),
		many: 'tasks',
		keys: { scope: 'all' },
		keysOf: ({ task_id }) => ({ task_id }),
		read: ({ task_id }) => followersOf(task_id, common.query.user_id_type, reader),
		findings: findingsIn,
	});
}

export const reading: FindOperation = {
	kind: 'find',
	noun: { one: 'task', many: 'tasks', found: { one: 'task follower', many: 'task followers' } },
	field: 'Task',
	parameters: { scope: 'scope', task_id: 'taskId' },
	documentation: followerList.documentation,
	// One task is one search: what is wrong with it keeps none of the others from being read.
	limit: 1,
	rates,
	refusals: followerList.refusals,
	read({ scope, task_id, task_completed: completed, start_create_time: after, end_create_time: before }, { timezone }) {
		if (readChoice(scope, ['one', 'all'], 'Scope') === 'one') return { records: [{ task_id: readTaskId(task_id) }], body: {} };
		const isCompleted = completed === undefined ? undefined : COMPLETED[readChoice(completed, Object.keys(COMPLETED), 'Completed')];
		const start = after === undefined ? undefined : readSeconds(after, AFTER, timezone);
		const end = before === undefined ? undefined : readSeconds(before, BEFORE, timezone);
		if (start !== undefined && end !== undefined && Number(start) > Number(end)) {
			throw new InvalidField(BEFORE, `is earlier than ${AFTER}`, 'Enter the earlier time in Created After, or leave one of them out.');
		}
		return {
			records: [{ scope: 'all' }],
			body: {
				...(isCompleted !== undefined && { task_completed: isCompleted }),
				...(start !== undefined && { start_create_time: start }),
				...(end !== undefined && { end_create_time: end }),
			},
		};
	},
	async *find([record], common, reader) {
		const { task_id: taskId } = record ?? {};
		if (taskId === undefined) {
			yield* ofAllTasks(common, reader);
			return;
		}
		const { user_id_type: type } = common.query;
		const { data } = await reader.ask(taskGet, {
			path: { task_id: taskId },
			...(type !== undefined && { query: { user_id_type: type } }),
		});
		const facts = { ...taskFacts((data.task ?? {}) as IDataObject), task_id: taskId };
		yield* untilBroken(findingsIn(facts, followersOf(taskId, type, reader)), { task_id: taskId });
	},
};

export const getAllOperation: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many task followers',
	description: 'List who follows a task, or all tasks that the credential sees',
	routing: {
		request: { method: 'GET', url: '/task/v1/tasks/:task_id/followers' },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};

const show = { operation: ['getAll'] };

export const getAllNotices: INodeProperties[] = [
	{
		displayName:
			'One Task needs task:task:readonly or task:task; All Tasks needs task:task:readonly. An app sees the tasks that it created itself, a person those that they created, follow or are to do. All Tasks takes a call for each task, and one for each 100 tasks.',
		name: 'getAllNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];

export const getAllFields: INodeProperties[] = [
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'All Tasks', value: 'all', description: 'All tasks that the credential sees' },
			{ name: 'One Task', value: 'one', description: 'A task that you choose' },
		],
		default: 'one',
		description: 'Whose followers to list',
		displayOptions: { show },
	},
];

const ofAll = { show: { '/scope': ['all'] } };

export const getAllOptions: INodeProperties[] = [
	{
		displayName: 'Completed',
		name: 'completed',
		type: 'options',
		options: [
			{ name: 'Any', value: 'any', description: 'Completed tasks and open ones' },
			{ name: 'Only Completed', value: 'completed', description: 'Tasks that are completed' },
			{ name: 'Only Open', value: 'open', description: 'Tasks that are not completed' },
		],
		default: 'any',
		description: 'Which tasks to look at, by whether they are completed',
		displayOptions: ofAll,
		routing: { send: { type: 'body', property: 'task_completed' } },
	},
	{
		displayName: AFTER,
		name: 'createdAfter',
		type: 'dateTime',
		default: '',
		description: 'Look only at tasks created at this time or later. A time without a zone is in the time zone of the workflow.',
		displayOptions: ofAll,
		routing: { send: { type: 'body', property: 'start_create_time' } },
	},
	{
		displayName: BEFORE,
		name: 'createdBefore',
		type: 'dateTime',
		default: '',
		description: 'Look only at tasks created at this time or earlier. A time without a zone is in the time zone of the workflow.',
		displayOptions: ofAll,
		routing: { send: { type: 'body', property: 'end_create_time' } },
	},
];
