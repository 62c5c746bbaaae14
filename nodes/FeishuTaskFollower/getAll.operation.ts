import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { newBy, objectIn } from '../shared/answer';
import type { CallContext, FindOperation, Reader } from '../shared/endpoint';
import { findAll } from '../shared/findAll';
import { paginationOf } from '../shared/operation';
import { InvalidField, readChoice, readSeconds } from '../shared/values';
import { followerList, rates, taskGet, taskList, TASKS_PER_PAGE } from './calls';
import { readTaskId } from './fields';
import { followersOf, idsOf } from './followers';
import { taskFacts, type TaskFacts } from './tasks';
import { ZONE, onPage } from '../shared/fields';

const AFTER = 'Created After';

const BEFORE = 'Created Before';

/** What the option Completed means to Feishu; nothing for all tasks. */
const COMPLETED: Readonly<Record<string, boolean | undefined>> = { any: undefined, completed: true, open: false };

/** The tasks that the token sees, each once. */
async function* tasksOf({ query, body }: CallContext, reader: Reader, timezone: string): AsyncGenerator<TaskFacts> {
	const { user_id_type: type } = query;
	const isNew = newBy('id');
	const question = { query: { page_size: TASKS_PER_PAGE, ...body, ...(type !== undefined && { user_id_type: type }) } };
	for await (const task of reader.pages(taskList, 'items', question)) {
		const facts = taskFacts(task, timezone);
		if (facts.task_id !== '' && isNew(task)) yield facts;
	}
}

export const reading: FindOperation = {
	kind: 'find',
	canPlan: true,
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
	find([record = {}], common, reader, { timezone, plans }) {
		const { task_id: id } = record;
		const { user_id_type: type } = common.query;
		const query = type === undefined ? {} : { query: { user_id_type: type } };
		const oneTask = async (task_id: string): Promise<TaskFacts> => {
			const { data } = await reader.ask(taskGet, { path: { task_id }, ...query });
			return { ...taskFacts(objectIn(data.task), timezone), task_id };
		};
		return findAll(
			{
				things: tasksOf(common, reader, timezone),
				many: 'tasks',
				keys: { scope: 'all' },
				keysOf: ({ task_id }) => ({ task_id }),
				// The list of tasks names followers, too, and does not promise that it names all.
				read: ({ task_id }) => followersOf(task_id, type, reader),
				items: (row, { known, task_id, rest }) => idsOf(row).map((follower_id) => ({ ...known, task_id, follower_id, ...rest })),
				key: 'follower_id',
				plans,
				isNameless: (row) => idsOf(row).length === 0,
				nameless: (count) => `Feishu gives no ID of ${count === 1 ? 'one follower' : `${count} followers`} of this task`,
			},
			id === undefined ? undefined : async () => await oneTask(id),
		);
	},
};

export const getAllOperation: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many followers of a task or all tasks',
	description: 'List the followers of a task, or of all tasks that the credential can see',
	routing: {
		request: { method: 'GET', url: '/task/v1/tasks/:task_id/followers' },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};

const show = { operation: ['getAll'] };

export const getAllNotices: INodeProperties[] = [
	{
		displayName: onPage('task-follower', 'An app finds only the tasks that it created.'),
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
			{ name: 'All Tasks', value: 'all', description: 'All tasks that the credential can see' },
			{ name: 'One Task', value: 'one', description: 'A task that you choose' },
		],
		default: 'one',
		description: 'The tasks whose followers to list',
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
			{ name: 'Any', value: 'any', description: 'Completed and open tasks' },
			{ name: 'Only Completed', value: 'completed', description: 'Tasks that are completed' },
			{ name: 'Only Open', value: 'open', description: 'Tasks that are not completed' },
		],
		default: 'any',
		description: 'Which tasks to list, by whether they are completed',
		displayOptions: ofAll,
		routing: { send: { type: 'body', property: 'task_completed' } },
	},
	{
		displayName: AFTER,
		name: 'createdAfter',
		type: 'dateTime',
		default: '',
		description: `Only tasks created at or after this time. ${ZONE}.`,
		displayOptions: ofAll,
		routing: { send: { type: 'body', property: 'start_create_time' } },
	},
	{
		displayName: BEFORE,
		name: 'createdBefore',
		type: 'dateTime',
		default: '',
		description: `Only tasks created at or before this time. ${ZONE}.`,
		displayOptions: ofAll,
		routing: { send: { type: 'body', property: 'end_create_time' } },
	},
];
