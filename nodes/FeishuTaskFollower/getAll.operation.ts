import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Common, Finding, Reader, Reading } from '../shared/endpoint';
import { paginationOf } from '../shared/operation';
import { Unread } from '../shared/unread';
import { InvalidField, readChoice, readSeconds } from '../shared/values';
import { inOrder } from './ahead';
import { followerList, rates, taskGet, taskList, TASKS_PER_PAGE } from './calls';
import { readTaskId } from './fields';
import { followersOf, idsOf, USER_ID_PERMISSION } from './followers';
import { taskFacts, type TaskFacts } from './tasks';

const AFTER = 'Created After';

const BEFORE = 'Created Before';

/** What the option Completed means to Feishu; nothing for all tasks. */
const COMPLETED: Readonly<Record<string, boolean | undefined>> = { any: undefined, completed: true, open: false };

/** Tasks in a row whose followers cannot be read for a reason that is none of theirs: after so many the search ends. */
const MAX_FRUITLESS = 3;

/** What comes of asking who follows a task. */
interface Asked {
	ids: string[];
	/** How many Feishu named by no ID. */
	unnamed: number;
	why?: Unread;
}

/** Who follows a task. Never rejects. */
async function ask(taskId: string, { query }: Common, reader: Reader): Promise<Asked> {
	const ids = new Set<string>();
	let unnamed = 0;
	try {
		for await (const entry of followersOf(taskId, query.user_id_type, reader)) {
			const own = idsOf(entry);
			if (own.length === 0) unnamed += 1;
			own.forEach((id) => ids.add(id));
		}
		return { ids: [...ids], unnamed };
	} catch (error) {
		return { ids: [...ids], unnamed, why: asUnread(error) };
	}
}

/** Whatever else is thrown is a fault of this node, and must not look like a task without followers. */
function asUnread(error: unknown): Unread {
	if (error instanceof Unread) return error;
	return new Unread(null, error instanceof Error ? error.message : String(error), 'Report this to the authors of the node.', null, true);
}

/** The findings of one task: an item for each person, and a line for what could not be read. */
function* findingsOf(facts: TaskFacts, { ids, unnamed, why }: Asked): Generator<Finding> {
	const { task_id, ...about } = facts;
	for (const follower_id of ids) yield { of: 0, item: { task_id, follower_id, ...about } };
	const keys = { task_id };
	if (why !== undefined) yield { of: 0, keys, why };
	if (unnamed === 0) return;
	const reason = `Feishu gives no ID of ${unnamed === 1 ? 'one follower' : `${unnamed} followers`} of this task`;
	yield { of: 0, keys, why: new Unread(null, reason, USER_ID_PERMISSION) };
}

/** The tasks that the token sees, or why no more of them can be read. Never rejects. */
async function* tasksOf({ query, body }: Common, reader: Reader): AsyncGenerator<IDataObject | Unread> {
	const { user_id_type: type } = query;
	try {
		yield* reader.pages(taskList, 'items', {
			query: { page_size: TASKS_PER_PAGE, ...body, ...(type !== undefined && { user_id_type: type }) },
		});
	} catch (error) {
		yield asUnread(error);
	}
}

/** The tasks and who follows each: the list names followers, too, and does not promise that it names all. */
async function* ofAllTasks(common: Common, reader: Reader): AsyncGenerator<Finding> {
	const asked = inOrder(tasksOf(common, reader), async (task) => {
		if (task instanceof Unread) return { facts: undefined, ids: [], unnamed: 0, why: task };
		const facts = taskFacts(task);
		return { facts, ...(await ask(facts.task_id, common, reader)) };
	});
	let hasRead = false;
	let fruitless = 0;
	for await (const { result } of asked) {
		const { facts, why } = result;
		if (why !== undefined && !hasRead && (facts === undefined || why.isFinal)) throw why;
		if (why === undefined) hasRead = true;
		fruitless = why?.isFinal === true ? fruitless + 1 : 0;
		if (facts !== undefined) yield* findingsOf(facts, result);
		if (why === undefined || (facts !== undefined && fruitless < MAX_FRUITLESS)) continue;
		const reason = `The tasks after this one were not read: ${why.reason}`;
		yield { of: 0, keys: { scope: 'all' }, why: new Unread(why.code, reason, why.todo, why.logId, why.isFinal) };
		return;
	}
}

export const reading: Reading = {
	noun: { one: 'task', many: 'tasks' },
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
			throw new InvalidField(BEFORE, `is earlier than ${AFTER}`, 'Exchange the two, or remove one.');
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
		const asked = await ask(taskId, common, reader);
		if (asked.why !== undefined && asked.ids.length === 0) throw asked.why;
		yield* findingsOf(facts, asked);
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
			'Needs task:task:readonly. An app sees the tasks that it created itself, a person those that they created, follow or are to do. All Tasks takes a call for each task, and one for each 100 tasks.',
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
