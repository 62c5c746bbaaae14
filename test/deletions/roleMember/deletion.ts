import { endpoint } from '../../../nodes/FeishuRoleMember/delete.operation';
import { FeishuRoleMember } from '../../../nodes/FeishuRoleMember/FeishuRoleMember.node.ts';
import type { Sandbox } from '../../sandbox';
import { rowById } from '../byId';
import type { DeletionRow } from '../deletion';
import { PEOPLE, USER_ID_TYPES } from '../values';
import { spec } from './spec';

const ROLE = '7vrj3vk70xk7v5r';

const ONE = 'ou_7dab8a3d3cdcc9da365777c7ad535d62';

const seed = (sandbox: Sandbox, names: readonly string[], about: { refuses?: number } = {}) => {
	const before = sandbox.state.roles.get(ROLE)?.members ?? [];
	sandbox.seed.role({ roleId: ROLE, members: [...before, ...names.map((openId) => ({ openId, ...about }))] });
};

const seedPeople = (sandbox: Sandbox) => seed(sandbox, [ONE, `${ONE}2`, ...PEOPLE.map(({ openId }) => openId)]);

/** Nobody may look at the members, so that what no answer settles stays open. */
const blind = (sandbox: Sandbox) => {
	seed(sandbox, [`${ONE}1000`]);
	for (const endpoint of ['roleMemberGet', 'roleMemberList'])
		sandbox.fault({ endpoint, kind: 'code', code: 41202, msg: '‹Feishu’s words›', on: 'every' });
};

const byId = rowById({
	node: new FeishuRoleMember(),
	contract: endpoint,
	spec,
	key: 'member_id',
	title: 'Role members',
	subtitle: 'remove: role members',
	phrases: [
		'role member',
		'role members',
		'remove role member',
		'delete role members',
		'list role members',
		'add role members',
		'lark role',
		'feishu role',
		'functional role',
		'approval role',
		'角色成员',
		'飞书角色',
		'移除角色成员',
		'删除角色成员',
		'查询角色成员',
	],
	look: 'roleMemberGet',
	seenBy: { column: 'user_id', otherKind: 'on_' },
	faults: [{ name: 'the answer lacks the results', action: { kind: 'omit', field: 'result' } }],
	deliberate: [
		{ fact: 'body members, required', spec: false, node: true, why: 'Without it the call would remove nobody.' },
		{
			fact: 'a call with the required parameters alone',
			spec: 'allowed',
			node: 'refused',
			why: 'It would name nobody: a call from the monthly quota that removes nothing, if an expression went wrong.',
		},
	],
	messages: {
		runs: [
			['somebody who is not in the role', { seed: (sandbox) => seed(sandbox, []) }],
			...[2, 3, 4, 6].map((refuses): [string, { seed: (sandbox: Sandbox) => void }] => [
				`a member who is refused with reason ${refuses}`,
				{ seed: (sandbox) => seed(sandbox, [`${ONE}1000`], { refuses }) },
			]),
			[
				'a reason that the page does not have',
				{ seed: blind, fault: { kind: 'answer', body: { data: { result: [{ user_id: `${ONE}1000`, reason: 9 }] } } } },
			],
			[
				'an answer that names nobody, so that no copy can be kept',
				{ parameters: { options: { keepCopy: true } }, fault: { endpoint: 'roleMemberGet', kind: 'answer', body: { data: {} } } },
			],
			['an answer without results', { seed: blind, fault: { kind: 'omit', field: 'result' } }],
			['a role by its name', { parameters: { roleId: 'Finance BP' } }],
			['a group chat in place of a role', { parameters: { roleId: 'oc_1' } }],
			['a group chat in place of a person', { items: [{ id: 'oc_1' }] }],
		],
		stops: [['role members', { records: 2, fault: { kind: 'code', code: 41202, msg: '‹Feishu’s words›' } }]],
	},
	sdk: async (client, payload, options) => await client.contact.v3.functionalRoleMember.batchDelete(payload, options),
});

export const deletion: DeletionRow = {
	...byId,
	lookAtMany: 'roleMemberList',
	seed,
	exists: (sandbox, name) => sandbox.state.roles.get(ROLE)?.members.some(({ openId }) => openId === name) === true,
	filling: { ...byId.filling, required: { ...byId.filling.required, memberIds: '={{ "" }}' } },
	places: { ...byId.places, seed: seedPeople },
	wire: {
		seed: seedPeople,
		rows: [
			...byId.wire.rows.filter(({ name }) => !name.startsWith('user_id_type')),
			...USER_ID_TYPES.map(([type, key]) => ({
				name: `user_id_type ${type}`,
				parameters: { roleId: ROLE, memberIds: PEOPLE.map((person) => person[key]).join(), options: { userIdType: type } },
				sdk: async (...[client, options]: Parameters<(typeof byId.wire.rows)[0]['sdk']>) =>
					await client.contact.v3.functionalRoleMember.batchDelete(
						{ path: { role_id: ROLE }, params: { user_id_type: type }, data: { members: PEOPLE.map((person) => person[key]) } },
						options,
					),
			})),
		],
	},
};
