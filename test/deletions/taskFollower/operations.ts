import type { INodeParameters } from 'n8n-workflow';
import { taskGet as taskGetCall, taskList as taskListCall } from '../../../nodes/FeishuTaskFollower/calls';
import { endpoint as create } from '../../../nodes/FeishuTaskFollower/create.operation';
import { reading } from '../../../nodes/FeishuTaskFollower/getAll.operation';
import { pagesOf } from '../../sandbox/sdkClient';
import type { Sandbox } from '../../sandbox';
import type { WireRow } from '../deletion';
import type { OperationRow, OperationRun } from '../operation';
import { numbered, openIdOf, PEOPLE, rl, USER_ID_TYPES, type UserIdType } from '../values';
import { followerCreate, followerList } from './followerCalls';
import { taskList } from './taskLists';

const TASK = '83912691-2e43-47fc-94a4-d512e03984fa';

const LINK = `https://applink.feishu.cn/client/todo/detail?guid=${TASK}&suite_entity_num=t104121`;

const CROWD = 'a4d0c7f2-31be-4e0b-8a6d-5c2f90e1b7a3';

/** 2026-03-15T13:00:00 in the time zone of the tests, which is that of Shanghai. */
const SECONDS = '1773550800';

function listed(name: string, parameters: INodeParameters, task = TASK, user_id_type?: UserIdType): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) =>
			await pagesOf((next) =>
				client.task.v1.taskFollower.list(
					{ path: { task_id: task }, params: { page_size: 50, ...(user_id_type && { user_id_type }), ...next } },
					options,
				),
			),
	};
}

const one: OperationRow = {
	operation: 'getAll',
	contract: reading,
	spec: followerList.rules,
	parameters: { scope: 'one', taskId: rl(TASK), returnAll: true },
	seed: (sandbox) => {
		sandbox.seed.task({ taskId: TASK, followers: PEOPLE.map(({ openId }) => openId) });
		sandbox.seed.task({ taskId: CROWD, followers: numbered(120, (index) => `ou_crowd${index}`) });
	},
	wire: [
		listed('a task by its ID', {}),
		listed('a task from the list', { taskId: { __rl: true, mode: 'list', value: TASK, cachedResultName: 'Prepare the review' } }),
		listed('a task by its link', { taskId: { __rl: true, mode: 'url', value: LINK } }),
		listed('more followers than a page has', { taskId: rl(CROWD) }, CROWD),
		...USER_ID_TYPES.map(([type]) => listed(`user_id_type ${type}`, { options: { userIdType: type } }, TASK, type)),
	],
	without: {},
	refused: [
		{ name: 'a blank task', parameters: { taskId: rl('={{ "" }}') }, words: /“Task” of item 0 is blank/ },
		{
			name: 'a link of something else',
			parameters: { taskId: { __rl: true, mode: 'url', value: '={{ "https://feishu.cn/x" }}' } },
			words: /“Task” of item 0 holds "https/,
		},
		{ name: 'a limit of none', parameters: { returnAll: false, limit: 0 }, words: /“Limit” of item 0 is 0/ },
		{ name: 'an unknown user ID type', parameters: { options: { userIdType: 'email' } }, words: /“User ID Type”/ },
	],
	reads: [taskGetCall],
	messages: {
		runs: [
			['a task that is not there', { parameters: { taskId: rl('absent') } }],
			['followers without IDs', { fault: { kind: 'answer', body: { data: { items: [{}] } } } }],
		],
	},
};

type Query = NonNullable<Parameters<Parameters<WireRow['sdk']>[0]['task']['v1']['task']['list']>[0]>['params'];

function allTasks(name: string, options: INodeParameters, query: Query = {}): WireRow {
	return {
		name,
		parameters: { options },
		sdk: async (client, sdkOptions) =>
			await pagesOf((next) => client.task.v1.task.list({ params: { page_size: 100, ...query, ...next } }, sdkOptions)),
	};
}

const all: OperationRow = {
	operation: 'getAll',
	contract: { ...reading, ...taskListCall },
	spec: taskList.rules,
	parameters: { scope: 'all', returnAll: true },
	seed: (sandbox) => {
		numbered(120, (index) => `t${index}`).forEach((taskId) => sandbox.seed.task({ taskId }));
	},
	wire: [
		allTasks('all tasks', {}),
		allTasks('any tasks', { completed: 'any' }),
		allTasks('completed tasks', { completed: 'completed' }, { task_completed: true }),
		allTasks('open tasks', { completed: 'open' }, { task_completed: false }),
		allTasks('tasks since a time', { createdAfter: '2026-03-15T13:00:00' }, { start_create_time: SECONDS }),
		allTasks('tasks up to a time', { createdBefore: `={{ ${SECONDS}000 }}` }, { end_create_time: SECONDS }),
		...USER_ID_TYPES.map(([type]) => allTasks(`user_id_type ${type}`, { userIdType: type }, { user_id_type: type })),
	],
	without: {},
	refused: [
		{ name: 'an unknown state', parameters: { options: { completed: 'maybe' } }, words: /“Completed” of item 0 holds "maybe"/ },
		{ name: 'a time that is none', parameters: { options: { createdAfter: 'soon' } }, words: /“Created After”/ },
		{ name: 'a blank time', parameters: { options: { createdBefore: '' } }, words: /“Created Before”/ },
		{
			name: 'times in the wrong order',
			parameters: { options: { createdAfter: '2026-03-16', createdBefore: '2026-03-15' } },
			words: /“Created Before” of item 0 is earlier than Created After/,
		},
	],
	messages: {
		runs: [
			['a search that is only planned', { parameters: { dryRun: true } }],
			['a list of tasks that breaks off', { fault: { kind: 'code', code: 1470422, msg: '‹Feishu’s words›', on: 2 } }],
		],
	},
};

function added(name: string, parameters: INodeParameters, id_list: string[], user_id_type?: UserIdType): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) =>
			await client.task.v1.taskFollower.create(
				{ path: { task_id: TASK }, data: { id_list }, ...(user_id_type && { params: { user_id_type } }) },
				options,
			),
	};
}

/** Nobody may look at the followers of the task, so that what no answer settles stays open. */
function blind(sandbox: Sandbox): void {
	sandbox.fault({ endpoint: 'followerList', kind: 'code', code: 1470432, msg: '‹Feishu’s words›', on: 'every' });
}

/** The first answer is lost, and the repeat finds somebody who follows the task. */
function twice(sandbox: Sandbox): void {
	blind(sandbox);
	sandbox.fault({ endpoint: 'followerCreate', kind: 'resetBefore', on: 1, times: 1 });
	sandbox.fault({ endpoint: 'followerCreate', kind: 'code', code: 1470430, msg: '‹Feishu’s words›', on: 'every' });
}

const add: OperationRow = {
	operation: 'create',
	contract: create,
	spec: followerCreate.rules,
	parameters: { taskId: rl(TASK) },
	seed: (sandbox) => {
		sandbox.seed.task({ taskId: TASK });
	},
	wire: [
		added('one person', { followers: 'ou_wire1' }, ['ou_wire1']),
		added('several people', { followers: 'ou_wire1, ou_wire2' }, ['ou_wire1', 'ou_wire2']),
		added('a copy', { followers: '={{ ({ follower_id: "ou_wire1" }) }}' }, ['ou_wire1']),
		added('copies', { followers: '={{ [{ follower_id: "ou_wire1" }, { follower_id: "ou_wire2" }] }}' }, ['ou_wire1', 'ou_wire2']),
		added('a copy as JSON text', { followers: '{ "follower_id": "ou_wire1" }' }, ['ou_wire1']),
		added('copies as JSON text', { followers: '[{ "follower_id": "ou_wire1" }, "ou_wire2"]' }, ['ou_wire1', 'ou_wire2']),
		...USER_ID_TYPES.map(([type, key]) =>
			added(
				`user_id_type ${type}`,
				{ followers: PEOPLE.map((person) => person[key]).join(), options: { userIdType: type } },
				PEOPLE.map((person) => person[key]),
				type,
			),
		),
	],
	countOf: ({ state }, { task_id, follower_id }) =>
		state.tasks.get(String(task_id))?.followers.filter(({ openId }) => openId === openIdOf(follower_id)).length ?? 0,
	without: { 'body.id': 'It names one follower, as id_list does, too.' },
	refused: [
		{ name: 'nobody', parameters: { followers: '={{ "" }}' }, words: /“Followers or Snapshots to Restore” of item 0 is blank/ },
		{ name: 'an object that names nobody', parameters: { followers: '={{ ({ name: "Lin" }) }}' }, words: /without follower_id/ },
		{ name: 'an object that JSON cannot read', parameters: { followers: '{ follower_id }' }, words: /“Followers or Snapshots to Restore”/ },
		{ name: 'a word for all', parameters: { followers: 'all' }, words: /“Followers or Snapshots to Restore” of item 0 holds "all"/ },
		{ name: 'a path', parameters: { followers: '../x' }, words: /“Followers or Snapshots to Restore”/ },
		{
			name: 'a copy of another kind',
			parameters: { followers: '={{ ({ follower_id: "on_1", user_id_type: "union_id" }) }}' },
			words: /type "union_id", but User ID Type is "open_id"/,
		},
	],
	messages: {
		runs: [
			['an answer that does not say whom it added', { seed: blind, fault: { kind: 'omit', field: 'follower' } }],
			['an answer that names others', { seed: blind, fault: { kind: 'answer', body: { data: { follower: { id_list: ['on_1'] } } } } }],
			['a repeat that finds that somebody follows already', { seed: twice }],
			['a server that stays down', { fault: { kind: 'http500' } }],
		].map(([when, run]): [string, OperationRun] => [when as string, { parameters: { followers: 'ou_wire1' }, ...(run as OperationRun) }]),
	},
};

export const operations: readonly OperationRow[] = [add, one, all];
