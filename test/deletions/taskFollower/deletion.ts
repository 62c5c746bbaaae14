import type { INodeParameters } from 'n8n-workflow';
import { endpoint } from '../../../nodes/FeishuTaskFollower/delete.operation';
import { FeishuTaskFollower } from '../../../nodes/FeishuTaskFollower/FeishuTaskFollower.node.ts';
import { SANDBOX_APP, type Sandbox } from '../../sandbox';
import type { DeletionRow, WireRow } from '../deletion';
import { code, lostThen, rate } from '../fault';
import { BAD, numbered, PEOPLE, rl, USER_ID_TYPES, type UserIdType } from '../values';

const TASK = '83912691-2e43-47fc-94a4-d512e03984fa';

function followers(name: string, parameters: INodeParameters, id_list: string[], user_id_type?: UserIdType): WireRow {
	return {
		name,
		parameters: { taskId: rl(TASK), ...parameters },
		sdk: async (client, options) =>
			await client.task.v1.task.batchDeleteFollower(
				{ path: { task_id: TASK }, data: { id_list }, ...(user_id_type && { params: { user_id_type } }) },
				options,
			),
	};
}

const rows: WireRow[] = [
	followers('one follower', { followerIds: 'ou_wire1' }, ['ou_wire1']),
	followers('several followers', { followerIds: 'ou_wire1,ou_wire2' }, ['ou_wire1', 'ou_wire2']),
	...USER_ID_TYPES.map(([type, key]) =>
		followers(
			`user_id_type ${type}`,
			{ followerIds: PEOPLE.map((person) => person[key]).join(), options: { userIdType: type } },
			PEOPLE.map((person) => person[key]),
			type,
		),
	),
];

/** Nobody may look at the followers of the task, so that what no answer settles stays open. */
function blind(sandbox: Sandbox): void {
	sandbox.seed.task({ taskId: TASK });
	sandbox.fault({ endpoint: 'followerList', kind: 'code', code: 1470432, msg: '‹Feishu’s words›', on: 'every' });
}

const KEPT = { parameters: { options: { keepCopy: true } } };

export const deletion: DeletionRow = {
	node: new FeishuTaskFollower(),
	contract: endpoint,
	title: 'Task followers',
	subtitle: 'delete: followers',
	phrases: [
		'follower',
		'unfollow',
		'feishu task',
		'remove follower',
		'delete follower',
		'watcher',
		'add task follower',
		'list task follower',
		'follow task',
		'添加关注人',
		'关注人',
		'unsubscribe',
		'移除关注人',
		'删除关注人',
	],
	limit: 100,
	done: 'deleted',
	keys: ['task_id', 'follower_id'],

	parameters: { taskId: { __rl: true, mode: 'id', value: TASK }, followerIds: '={{ $json.id }}' },
	names: (count) => numbered(count, (index) => `ou_follower${1_000 + index}`),
	seed: (sandbox, names, about = {}) => {
		const before = sandbox.state.tasks.get(TASK)?.followers ?? [];
		sandbox.seed.task({ taskId: TASK, followers: [...before, ...names.map((openId) => ({ openId, ...about }))] });
	},
	item: (id) => ({ id }),
	listParameters: { followerIds: '={{ $json.ids }}' },
	listNames: (group, count) => numbered(count, (index) => `ou_follower_${group}_${1_000 + index}`),
	listItem: (ids) => ({ ids }),
	nameOf: (json) => String(json.follower_id),
	exists: (sandbox, name) => sandbox.state.tasks.get(TASK)?.followers.some(({ openId }) => openId === name) === true,
	emptyItem: { ids: [] },

	filling: {
		everything: { followerIds: 'ou_1', options: { userIdType: 'open_id' } },
		required: { followerIds: '={{ "" }}' },
		ownTarget: { taskId: rl('={{ $json.id }}'), followerIds: 'ou_1' },
	},
	deliberate: [
		{ fact: 'field alreadyGone', spec: undefined, node: 'is sent nowhere', why: 'It decides how an answer is reported.' },
		{ fact: 'field keepCopy', spec: undefined, node: 'is sent nowhere', why: 'It decides what is read before the call.' },
		{
			fact: 'body id_list, field',
			spec: 'idList',
			node: 'followerIds',
			why: 'A list of IDs of what, the name of the parameter does not say.',
		},
		{
			fact: 'body id_list, required',
			spec: false,
			node: true,
			why: 'Without it the call would delete nobody.',
		},
		{
			fact: 'a call with the required parameters alone',
			spec: 'allowed',
			node: 'refused',
			why: 'It would name nobody: a call from the monthly quota that deletes nothing, where an expression went wrong.',
		},
		{
			fact: 'records per call',
			spec: undefined,
			node: 100,
			why: 'The page sets no limit. A list without end would be one request that is refused, or lost, as a whole.',
		},
	],
	places: {
		seed: (sandbox) => sandbox.seed.task({ taskId: TASK, followers: ['ou_1'] }),
		fields: [
			{ field: ['taskId'], takes: 'one', parameters: { taskId: rl(BAD), followerIds: 'ou_1' }, good: TASK },
			{ field: ['followerIds'], takes: 'many', parameters: { followerIds: BAD }, good: 'ou_1' },
		],
	},
	recordCodes: [1470712],
	look: 'followerList',
	seenBy: { column: 'id', otherKind: 'on_' },
	faults: [
		rate(1470450, 400),
		rate(1470451, 400),
		{ name: 'the answer lacks followers', action: { kind: 'omit', field: 'followers' } },
		code(1470404, 400),
		code(1470712, 500),
		lostThen(1470712),
	],
	wire: {
		seed: (sandbox) => sandbox.seed.task({ taskId: TASK, followers: PEOPLE.map(({ openId }) => openId) }),
		rows,
	},
	messages: {
		runs: [
			['a record after a refusal that ends the task', { fault: { kind: 'code', code: 1470404, msg: '‹Feishu’s words›' }, records: 101 }],
			['nobody removed', { seed: (sandbox) => sandbox.seed.task({ taskId: TASK }) }],
			[
				'an ID of another kind than User ID Type says, so that no copy can be kept',
				{
					...KEPT,
					items: [{ id: 'on_1' }],
					seed: (sandbox) => {
						sandbox.seed.task({ taskId: TASK, followers: ['ou_1'] });
					},
				},
			],
			[
				'followers by another kind of ID, so that no copy can be kept',
				{ ...KEPT, fault: { endpoint: 'followerList', kind: 'answer', body: { data: { items: [{ id: 'on_1' }], has_more: false } } } },
			],
			['nobody removed, after a lost answer', { seed: blind, fault: { kind: 'resetAfter', on: 1 } }],
			['others removed than those asked for', { seed: blind, fault: { kind: 'answer', body: { data: { followers: ['on_1'] } } } }],
			['an answer without followers', { seed: blind, fault: { kind: 'omit', field: 'followers' } }],
		],
		stops: [
			['task followers', { records: 2, fault: { kind: 'code', code: 1470404, msg: '‹Feishu’s words›' } }],
			['copies that would be lost', { parameters: { options: { keepCopy: true } } }],
			['copies that the summary has no place for', { parameters: { options: { keepCopy: true, output: 'summary' } } }],
			['a switch for copies that is neither on nor off', { parameters: { options: { keepCopy: 'yes' } } }],
		],
		lists: [
			['no tasks, for an app', { method: 'searchTasks' }],
			['no tasks, for a person', { method: 'searchTasks', authentication: 'feishuOAuth2Api' }],
			['no tasks, for a token', { method: 'searchTasks', authentication: 'feishuAccessTokenApi' }],
			[
				'nothing among very many tasks',
				{
					method: 'searchTasks',
					filter: 'needle',
					seed: (sandbox) => numbered(2_050, (index) => `t${index}`).forEach((taskId) => sandbox.seed.task({ taskId })),
				},
			],
			[
				'tasks without the permission',
				{ method: 'searchTasks', seed: (sandbox) => sandbox.seed.app({ ...SANDBOX_APP, scopes: ['task:task'] }) },
			],
			[
				'tasks while Feishu has trouble',
				{ method: 'searchTasks', fault: { endpoint: 'taskList', kind: 'code', code: 1470605, msg: '‹Feishu’s words›', on: 'every' } },
			],
		],
	},
};
