import type { INodeParameters } from 'n8n-workflow';
import { endpoint } from '../../../nodes/FeishuTaskMember/delete.operation';
import { FeishuTaskMember } from '../../../nodes/FeishuTaskMember/FeishuTaskMember.node.ts';
import type { Sandbox } from '../../sandbox';
import type { DeletionRow, WireRow } from '../deletion';
import { code } from '../fault';
import { BAD, numbered, PEOPLE, rl, USER_ID_TYPES, type UserIdType } from '../values';
import { spec } from './spec';

const TASK = '83912691-2e43-47fc-94a4-d512e03984fa';

const LINK = `https://applink.feishu.cn/client/todo/detail?guid=${TASK}&suite_entity_num=t104121`;

interface Entry {
	id: string;
	type?: 'user' | 'app';
	role?: 'assignee' | 'follower';
}

function removal(name: string, parameters: INodeParameters, entries: readonly Entry[], user_id_type?: UserIdType): WireRow {
	const members = entries.map(({ id, type = 'user', role = 'follower' }) => ({ id, type, role }));
	return {
		name,
		parameters: { taskGuid: rl(TASK), ...parameters },
		sdk: async (client, options) =>
			await client.task.v2.task.removeMembers(
				{ path: { task_guid: TASK }, data: { members }, ...(user_id_type && { params: { user_id_type } }) },
				options,
			),
	};
}

const rows: WireRow[] = [
	removal('one follower', { memberIds: 'ou_wire1' }, [{ id: 'ou_wire1' }]),
	removal('several followers', { memberIds: 'ou_wire1,ou_wire2' }, [{ id: 'ou_wire1' }, { id: 'ou_wire2' }]),
	removal('assignees', { memberIds: 'ou_wire1', role: 'assignee' }, [{ id: 'ou_wire1', role: 'assignee' }]),
	removal('an app', { memberIds: 'cli_wire', options: { memberType: 'app' } }, [{ id: 'cli_wire', type: 'app' }]),
	removal('a task by its link', { taskGuid: { __rl: true, mode: 'link', value: LINK }, memberIds: 'ou_wire1' }, [{ id: 'ou_wire1' }]),
	...USER_ID_TYPES.map(([type, key]) =>
		removal(
			`user_id_type ${type}`,
			{ memberIds: PEOPLE.map((person) => person[key]).join(), options: { userIdType: type } },
			PEOPLE.map((person) => ({ id: person[key] })),
			type,
		),
	),
];

/** Nobody may look at the task, so that what no answer settles stays open. */
function blind(sandbox: Sandbox): void {
	sandbox.seed.task({ taskId: TASK });
	sandbox.fault({ endpoint: 'taskV2Get', kind: 'code', code: 1470403, msg: '‹Feishu’s words›', on: 'every' });
}

const KEPT = { parameters: { options: { keepCopy: true } } };

const answering = (data: object) => ({ kind: 'answer' as const, body: { data } });

const { members, ...body } = spec.body ?? {};

export const deletion: DeletionRow = {
	node: new FeishuTaskMember(),
	contract: endpoint,
	title: 'Task members',
	subtitle: 'remove: members',
	phrases: [
		'task member',
		'lark task',
		'任务',
		'飞书任务',
		'lark task member',
		'remove task member',
		'add task member',
		'list task member',
		'assignee',
		'unassign',
		'remove assignee',
		'负责人',
		'任务负责人',
		'任务成员',
		'移除任务成员',
		'删除任务成员',
	],
	limit: 500,
	done: 'deleted',
	keys: ['task_guid', 'member_id', 'role'],

	parameters: { taskGuid: rl(TASK), role: 'follower', memberIds: '={{ $json.id }}' },
	names: (count) => numbered(count, (index) => `ou_member${1_000 + index}`),
	seed: (sandbox, names, about = {}) => {
		const before = sandbox.state.tasks.get(TASK)?.followers ?? [];
		sandbox.seed.task({ taskId: TASK, followers: [...before, ...names.map((openId) => ({ openId, ...about }))] });
	},
	item: (id) => ({ id }),
	listParameters: { memberIds: '={{ $json.ids }}' },
	listNames: (group, count) => numbered(count, (index) => `ou_member_${group}_${1_000 + index}`),
	listItem: (ids) => ({ ids }),
	nameOf: (json) => String(json.member_id),
	exists: (sandbox, name) => sandbox.state.tasks.get(TASK)?.followers.some(({ openId }) => openId === name) === true,
	emptyItem: { ids: [] },
	bodyInFields: {
		...body,
		members: { type: 'string[]', required: true, minItems: 1, maxItems: 500, description: members?.description ?? '' },
		role: members?.fields?.role ?? { type: 'string', description: '' },
		type: members?.fields?.type ?? { type: 'string', description: '' },
	},

	filling: {
		everything: { role: 'follower', memberIds: 'ou_1', options: { userIdType: 'open_id', memberType: 'user' } },
		required: { role: 'follower', memberIds: '={{ "ou_1" }}' },
		ownTarget: { taskGuid: rl('={{ $json.id }}'), memberIds: 'ou_1' },
	},
	deliberate: [
		{ fact: 'field alreadyGone', spec: undefined, node: 'is sent nowhere', why: 'It decides how an answer is reported.' },
		{ fact: 'field keepCopy', spec: undefined, node: 'is sent nowhere', why: 'It decides what is read before the call.' },
		{
			fact: 'body members, field',
			spec: 'members',
			node: 'memberIds',
			why: 'It takes the IDs of the members, and a field of its own their role.',
		},
		{ fact: 'body type, field', spec: 'type', node: 'memberType', why: 'A type of what, the name of the parameter does not say.' },
		{
			fact: 'body role, default',
			spec: undefined,
			node: 'follower',
			why: 'A list of choices has a choice: the one that takes nobody off the work.',
		},
	],
	places: {
		seed: (sandbox) => sandbox.seed.task({ taskId: TASK, followers: ['ou_1'] }),
		fields: [
			{ field: ['taskGuid'], takes: 'one', parameters: { taskGuid: rl(BAD), memberIds: 'ou_1' }, good: TASK },
			{ field: ['role'], takes: 'other', parameters: { memberIds: 'ou_1', role: BAD }, good: 'follower' },
			{ field: ['memberIds'], takes: 'many', parameters: { memberIds: BAD }, good: 'ou_1' },
		],
	},
	passesMissing: true,
	recordCodes: [1470400],
	look: 'taskV2Get',
	faults: [
		code(1470400, 400),
		code(1470403, 403),
		code(1470404, 404),
		code(1470500, 500),
		{ name: 'the answer lacks the task', action: { kind: 'omit', field: 'task' } },
	],
	wire: {
		seed: (sandbox) => {
			// Whose token it is that a person uses.
			sandbox.seed.person({ openId: 'ou_sandbox_user', unionId: 'on_sandbox_user', userId: 'sandbox_user' });
			sandbox.seed.task({
				taskId: TASK,
				followers: [...PEOPLE.map(({ openId }) => openId), 'cli_wire'],
				collaborators: [...PEOPLE.map(({ openId }) => openId), 'ou_sandbox_user'],
			});
		},
		rows,
	},
	messages: {
		fields: [
			['the number of a task', { taskGuid: rl(BAD), memberIds: 'ou_1' }, 't104121'],
			[
				'the link of a task list',
				{ taskGuid: rl(BAD), memberIds: 'ou_1' },
				'https://applink.feishu.cn/client/todo/task_list?guid=b45b360f',
			],
			['another link', { taskGuid: rl(BAD), memberIds: 'ou_1' }, 'https://feishu.cn/x'],
			['a group chat', { memberIds: BAD }, 'oc_1'],
			['an app where a person is meant', { memberIds: BAD }, 'cli_1'],
			['a person where an app is meant', { memberIds: BAD, options: { memberType: 'app' } }, 'ou_1'],
			['a role that tasks do not have', { memberIds: 'ou_1', role: BAD }, 'editor'],
		],
		runs: [
			[
				'members who are still listed',
				{ seed: blind, fault: answering({ task: { members: [{ id: 'ou_member1000', type: 'user', role: 'follower' }] } }) },
			],
			[
				'members by another kind of ID',
				{ seed: blind, fault: answering({ task: { members: [{ id: 'on_1', type: 'user', role: 'follower' }] } }) },
			],
			['an answer without the task', { seed: blind, fault: { kind: 'omit', field: 'task' } }],
			[
				'members by another kind of ID, so that no copy can be kept',
				{ ...KEPT, fault: { endpoint: 'taskV2Get', ...answering({ task: { members: [{ id: 'on_1', role: 'follower' }] } }) } },
			],
			[
				'a task that does not list its members, so that no copy can be kept',
				{ ...KEPT, fault: { endpoint: 'taskV2Get', ...answering({ task: {} }) } },
			],
			['a copy of somebody who is no member', { ...KEPT, seed: (sandbox) => sandbox.seed.task({ taskId: TASK }) }],
		],
		lists: [
			['tasks, for an app', { method: 'searchTasks' }],
			['no tasks, for a person', { method: 'searchTasks', authentication: 'feishuOAuth2Api' }],
			[
				'nothing among very many tasks of a person',
				{
					method: 'searchTasks',
					authentication: 'feishuOAuth2Api',
					filter: 'needle',
					seed: (sandbox) =>
						numbered(2_050, (index) => `t${index}`).forEach((taskId) => sandbox.seed.task({ taskId, collaborators: ['ou_sandbox_user'] })),
				},
			],
		],
	},
};
