import type { INodeParameters } from 'n8n-workflow';
import {
	myTasks as myTasksCall,
	taskGet as taskGetCall,
	tasklists as tasklistsCall,
	tasksOfList as tasksOfListCall,
} from '../../../nodes/FeishuTaskMember/calls';
import { endpoint as create } from '../../../nodes/FeishuTaskMember/create.operation';
import { reading } from '../../../nodes/FeishuTaskMember/getAll.operation';
import type { Sandbox } from '../../sandbox';
import { pagesOf } from '../../sandbox/sdkClient';
import type { WireRow } from '../deletion';
import type { OperationRow, OperationRun } from '../operation';
import { numbered, openIdOf, PEOPLE, rl, USER_ID_TYPES, type UserIdType } from '../values';
import { taskMemberAdd, tasksOfList, taskV2Get } from './taskCalls';

const TASK = '83912691-2e43-47fc-94a4-d512e03984fa';

const LINK = `https://applink.feishu.cn/client/todo/detail?guid=${TASK}&suite_entity_num=t104121`;

const LIST = 'b45b360f-1961-4058-b338-7f50c96e1b52';

function listed(name: string, parameters: INodeParameters, user_id_type?: UserIdType): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) =>
			await client.task.v2.task.get({ path: { task_guid: TASK }, ...(user_id_type && { params: { user_id_type } }) }, options),
	};
}

const one: OperationRow = {
	operation: 'getAll',
	contract: { ...reading, ...taskGetCall },
	spec: taskV2Get.rules,
	parameters: { scope: 'one', taskGuid: rl(TASK), returnAll: true },
	seed: (sandbox) => {
		sandbox.seed.task({ taskId: TASK, followers: PEOPLE.map(({ openId }) => openId), collaborators: ['ou_wire1', 'cli_wire'] });
	},
	wire: [
		listed('a task by its ID', {}),
		listed('a task from the list', { taskGuid: { __rl: true, mode: 'list', value: TASK, cachedResultName: 'Prepare the review' } }),
		listed('a task by its link', { taskGuid: { __rl: true, mode: 'link', value: LINK } }),
		listed('one role', { options: { roles: ['assignee'] } }),
		...USER_ID_TYPES.map(([type]) => listed(`user_id_type ${type}`, { options: { userIdType: type } }, type)),
	],
	without: {},
	refused: [
		{ name: 'a blank task', parameters: { taskGuid: rl('={{ "" }}') }, words: /“Task” of item 0 is blank/ },
		{
			name: 'the link of a task list',
			parameters: {
				taskGuid: { __rl: true, mode: 'link', value: `={{ "https://applink.feishu.cn/client/todo/task_list?guid=${LIST}" }}` },
			},
			words: /the link of a task list/,
		},
		{ name: 'the number of a task', parameters: { taskGuid: rl('t104121') }, words: /the number of a task/ },
		{ name: 'a limit of none', parameters: { returnAll: false, limit: 0 }, words: /“Limit” of item 0 is 0/ },
		{ name: 'no roles', parameters: { options: { roles: [] } }, words: /“Roles” of item 0 is blank/ },
		{ name: 'an unknown role', parameters: { options: { roles: '={{ "editor" }}' } }, words: /“Roles” of item 0 holds "editor"/ },
		{ name: 'nobody', parameters: { options: { onlyThese: '={{ "" }}' } }, words: /“Only These Members” of item 0 is blank/ },
		{ name: 'another kind of ID', parameters: { options: { onlyThese: 'on_1' } }, words: /“Only These Members” of item 0 holds "on_1"/ },
		{ name: 'a group chat', parameters: { options: { onlyThese: 'oc_1' } }, words: /the ID of a group chat/ },
		{ name: 'a user ID type that is none', parameters: { options: { userIdType: 'email' } }, words: /“User ID Type”/ },
	],
	messages: {
		runs: [
			['a task that is not there', { parameters: { taskGuid: rl('absent') } }],
			[
				'members by another kind of ID',
				{ fault: { kind: 'answer', body: { data: { task: { members: [{ id: 'on_1', type: 'user', role: 'follower' }] } } } } },
			],
		],
	},
};

type Query = NonNullable<Parameters<Parameters<WireRow['sdk']>[0]['task']['v2']['tasklist']['tasks']>[0]>['params'];

function allTasks(name: string, options: INodeParameters, query: Query = {}): WireRow {
	return {
		name,
		parameters: { options },
		sdk: async (client, sdkOptions) =>
			await pagesOf((next) =>
				client.task.v2.tasklist.tasks({ path: { tasklist_guid: LIST }, params: { page_size: 100, ...query, ...next } }, sdkOptions),
			),
	};
}

const all: OperationRow = {
	operation: 'getAll',
	contract: reading,
	spec: tasksOfList.rules,
	parameters: { scope: 'all', returnAll: true },
	seed: (sandbox) => {
		const taskIds = numbered(120, (index) => `t${index}`);
		taskIds.forEach((taskId) => sandbox.seed.task({ taskId, followers: ['ou_wire1'] }));
		sandbox.seed.tasklist({ guid: LIST, taskIds });
	},
	wire: [
		allTasks('all tasks', {}),
		allTasks('any tasks', { completed: 'any' }),
		allTasks('completed tasks', { completed: 'completed' }, { completed: true }),
		allTasks('open tasks', { completed: 'open' }, { completed: false }),
		...USER_ID_TYPES.map(([type]) => allTasks(`user_id_type ${type}`, { userIdType: type }, { user_id_type: type })),
	],
	without: {
		'query.created_from': 'Tasks are told apart by who is in them.',
		'query.created_to': 'Tasks are told apart by who is in them.',
	},
	refused: [{ name: 'an unknown state', parameters: { options: { completed: 'maybe' } }, words: /“Completed” of item 0 holds "maybe"/ }],
	reads: [myTasksCall, tasklistsCall, tasksOfListCall],
	messages: {
		runs: [['a search that is only planned', { parameters: { dryRun: true } }]],
	},
};

interface Entry {
	id: string;
	type?: 'user' | 'app';
	role?: 'assignee' | 'follower';
}

/** Each call has its own, by which Feishu knows it when it is repeated: only its form is compared. */
const TOKEN = 'fe599b60-450f-46ff-b2ef-9f6675625b97';

function added(name: string, parameters: INodeParameters, entries: readonly Entry[], user_id_type?: UserIdType): WireRow {
	const members = entries.map(({ id, type = 'user', role = 'follower' }) => ({ id, type, role }));
	return {
		name,
		parameters,
		sdk: async (client, options) =>
			await client.task.v2.task.addMembers(
				{
					path: { task_guid: TASK },
					data: { members, client_token: TOKEN },
					...(user_id_type && { params: { user_id_type } }),
				},
				options,
			),
	};
}

/** Nobody may look at the task, so that what no answer settles stays open. */
function blind(sandbox: Sandbox): void {
	sandbox.fault({ endpoint: 'taskV2Get', kind: 'code', code: 1470403, msg: '‹Feishu’s words›', on: 'every' });
}

const answering = (data: object) => ({ kind: 'answer' as const, body: { data } });

const add: OperationRow = {
	operation: 'create',
	contract: create,
	spec: taskMemberAdd.rules,
	parameters: { taskGuid: rl(TASK), role: 'follower' },
	seed: (sandbox) => {
		sandbox.seed.task({ taskId: TASK });
	},
	wire: [
		added('one person', { members: 'ou_wire1' }, [{ id: 'ou_wire1' }]),
		added('several people', { members: 'ou_wire1, ou_wire2', role: 'assignee' }, [
			{ id: 'ou_wire1', role: 'assignee' },
			{ id: 'ou_wire2', role: 'assignee' },
		]),
		added('an app', { members: 'cli_wire', options: { memberType: 'app' } }, [{ id: 'cli_wire', type: 'app' }]),
		added('a copy', { members: '={{ ({ member_id: "ou_wire1", role: "assignee", type: "user" }) }}' }, [
			{ id: 'ou_wire1', role: 'assignee' },
		]),
		added('copies', { members: '={{ [{ member_id: "ou_wire1", role: "assignee" }, { member_id: "cli_wire", type: "app" }] }}' }, [
			{ id: 'ou_wire1', role: 'assignee' },
			{ id: 'cli_wire', type: 'app' },
		]),
		added('copies as JSON text', { members: '[{ "member_id": "ou_wire1" }, "ou_wire2"]' }, [{ id: 'ou_wire1' }, { id: 'ou_wire2' }]),
		...USER_ID_TYPES.map(([type, key]) =>
			added(
				`user_id_type ${type}`,
				{ members: PEOPLE.map((person) => person[key]).join(), options: { userIdType: type } },
				PEOPLE.map((person) => ({ id: person[key] })),
				type,
			),
		),
	],
	countOf: ({ state }, { task_guid, member_id, role }) => {
		const { followers = [], collaborators = [] } = state.tasks.get(String(task_guid)) ?? {};
		const members = role === 'assignee' ? collaborators : followers.map(({ openId }) => openId);
		return members.filter((openId) => openId === openIdOf(member_id)).length;
	},
	without: { 'body.members.name': 'Feishu ignores it.' },
	refused: [
		{ name: 'nobody', parameters: { members: '={{ "" }}' }, words: /“Members or Snapshots to Restore” of item 0 is blank/ },
		{ name: 'an object that names nobody', parameters: { members: '={{ ({ name: "Lin" }) }}' }, words: /without member_id/ },
		{ name: 'a word for all', parameters: { members: 'all' }, words: /“Members or Snapshots to Restore” of item 0 holds "all"/ },
		{
			name: 'a role that tasks do not have',
			parameters: { members: 'ou_1', role: '={{ "editor" }}' },
			words: /“Role” of item 0 holds "editor"/,
		},
		{ name: 'a group chat', parameters: { members: 'oc_1' }, words: /A group chat cannot be a member/ },
		{
			name: 'a copy of another kind',
			parameters: { members: '={{ ({ member_id: "on_1", user_id_type: "union_id" }) }}' },
			words: /type "union_id", but User ID Type is "open_id"/,
		},
	],
	messages: {
		runs: [
			['an answer without the task', { seed: blind, fault: { kind: 'omit', field: 'task' } }],
			['an answer that does not list the member', { seed: blind, fault: answering({ task: { members: [] } }) }],
		].map(([when, run]): [string, OperationRun] => [when as string, { parameters: { members: 'ou_wire1' }, ...(run as OperationRun) }]),
	},
};

export const operations: readonly OperationRow[] = [add, one, all];
