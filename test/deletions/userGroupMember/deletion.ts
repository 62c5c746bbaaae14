import { endpoint } from '../../../nodes/FeishuUserGroupMember/delete.operation';
import { FeishuUserGroupMember } from '../../../nodes/FeishuUserGroupMember/FeishuUserGroupMember.node.ts';
import { SANDBOX_APP, type Sandbox } from '../../sandbox';
import { rowById } from '../byId';
import type { DeletionRow } from '../deletion';
import { lostThen } from '../fault';
import { numbered, PEOPLE, USER_ID_TYPES } from '../values';
import { spec } from './spec';

const GROUP = 'g187131';

const ONE = 'ou_7dab8a3d3cdcc9da365777c7ad535d62';

const seed = (sandbox: Sandbox, names: readonly string[], about: { refuses?: number } = {}) => {
	const before = sandbox.state.userGroups.get(GROUP)?.members ?? [];
	sandbox.seed.userGroup({ groupId: GROUP, members: [...before, ...names.map((openId) => ({ openId, ...about }))] });
};

const KEPT = { parameters: { options: { keepCopy: true } } };

/** Nobody may look at the members, so that what no answer settles stays open. */
const blind = (sandbox: Sandbox) => {
	seed(sandbox, [`${ONE}1000`]);
	sandbox.fault({ endpoint: 'groupMemberList', kind: 'code', code: 42009, msg: '‹Feishu’s words›', on: 'every' });
};

const byId = rowById({
	node: new FeishuUserGroupMember(),
	contract: endpoint,
	spec,
	key: 'member_id',
	column: { id: 'member_id', others: { member_type: 'user', member_id_type: 'open_id' } },
	title: 'User group members',
	subtitle: 'remove: group members',
	phrases: [
		'user group',
		'user group member',
		'remove user group member',
		'remove group members',
		'lark user group',
		'feishu user group',
		'list user group members',
		'add user group members',
		'access group',
		'security group',
		'contact group',
		'用户组',
		'用户组成员',
		'移除用户组成员',
		'删除用户组成员',
		'查询用户组成员',
	],
	recordCodes: [41050, 41073],
	look: 'groupMemberList',
	seenBy: { column: 'member_id', otherKind: 'on_' },
	partCodes: [40022],
	faults: [lostThen(41073)],
	deliberate: [
		{
			fact: 'body member_id_type, default',
			spec: undefined,
			node: 'open_id',
			why: 'The text says that a user has one: it is always sent, and is what it is in all nodes.',
		},
		{
			fact: 'permissions',
			spec: ['contact:group'],
			node: ['contact:group', 'contact:user.employee_id:readonly'],
			why: 'The page names none for User IDs; all others that take them do.',
		},
	],
	messages: {
		runs: [
			['somebody of whom no copy can be kept', { ...KEPT, seed: (sandbox) => seed(sandbox, []) }],
			[
				'somebody whom a list may leave out, so that no copy can be kept',
				{ ...KEPT, seed: (sandbox) => sandbox.seed.userGroup({ groupId: GROUP, members: [{ openId: `${ONE}1000`, isHidden: true }] }) },
			],
			[
				'a group that Feishu does not list, so that no copy can be kept',
				{
					...KEPT,
					seed: (sandbox) => sandbox.seed.userGroup({ groupId: GROUP, members: ['ou_1'] }),
					fault: { endpoint: 'userGroupList', kind: 'answer', body: { data: { grouplist: [], has_more: false } } },
				},
			],
			[
				'members by another kind of ID, so that no copy can be kept',
				{
					...KEPT,
					fault: { endpoint: 'groupMemberList', kind: 'answer', body: { data: { memberlist: [{ member_id: 'on_1' }], has_more: false } } },
				},
			],
			['a dynamic group', { seed: (sandbox) => sandbox.seed.userGroup({ groupId: GROUP, kind: 'dynamic' }) }],
			['a call that was carried out in part', { seed: blind, fault: { kind: 'code', code: 40022, msg: '‹Feishu’s words›' } }],
			[
				'a result with a code of its own',
				{ fault: { kind: 'answer', body: { code: 40022, data: { results: [{ member_id: `${ONE}1000`, code: 41050 }] } } } },
			],
			[
				'a result with a code that no page has',
				{ fault: { kind: 'answer', body: { code: 40022, data: { results: [{ member_id: `${ONE}1000`, code: 49999 }] } } } },
			],
			['a result without a code', { seed: blind, fault: { kind: 'answer', body: { data: { results: [{ member_id: `${ONE}1000` }] } } } }],
			['a group chat in place of a person', { items: [{ id: 'oc_1' }] }],
			['a person of another kind of ID', { items: [{ id: 'on_1' }] }],
		],
		stops: [['user group members', { records: 2, fault: { kind: 'code', code: 42009, msg: '‹Feishu’s words›' } }]],
		lists: [
			['no user groups', { method: 'searchGroups' }],
			[
				'nothing among very many user groups',
				{
					method: 'searchGroups',
					filter: 'needle',
					seed: (sandbox) => numbered(2_050, (index) => `g${index}`).forEach((groupId) => sandbox.seed.userGroup({ groupId })),
				},
			],
			[
				'user groups without the permission',
				{ method: 'searchGroups', seed: (sandbox) => sandbox.seed.app({ ...SANDBOX_APP, scopes: [] }) },
			],
		],
	},
	sdk: async (client, payload, options) => await client.contact.v3.groupMember.batchRemove(payload, options),
});

const seedPeople = (sandbox: Sandbox) => seed(sandbox, [ONE, `${ONE}2`, ...PEOPLE.map(({ openId }) => openId)]);

export const deletion: DeletionRow = {
	...byId,
	seed,
	asksFirst: 'userGroupList',
	exists: (sandbox, name) => sandbox.state.userGroups.get(GROUP)?.members.some(({ openId }) => openId === name) === true,
	places: { ...byId.places, seed: seedPeople },
	wire: {
		seed: seedPeople,
		rows: [
			...byId.wire.rows.filter(({ name }) => !name.startsWith('member_id_type')),
			...USER_ID_TYPES.map(([type, key]) => ({
				name: `member_id_type ${type}`,
				parameters: { ...byId.filling.required, memberIds: PEOPLE.map((person) => person[key]).join(), options: { memberIdType: type } },
				sdk: async (...[client, options]: Parameters<(typeof byId.wire.rows)[0]['sdk']>) =>
					await client.contact.v3.groupMember.batchRemove(
						{
							path: { group_id: GROUP },
							data: { members: PEOPLE.map((person) => ({ member_id: person[key], member_type: 'user', member_id_type: type })) },
						},
						options,
					),
			})),
		],
	},
};
