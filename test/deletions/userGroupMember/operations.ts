import type { INodeParameters } from 'n8n-workflow';
import { groupList as groupListCall, groupsOf as groupsOfCall } from '../../../nodes/FeishuUserGroupMember/calls';
import { endpoint as create } from '../../../nodes/FeishuUserGroupMember/create.operation';
import { reading } from '../../../nodes/FeishuUserGroupMember/getAll.operation';
import type { Sandbox } from '../../sandbox';
import { pagesOf } from '../../sandbox/sdkClient';
import type { WireRow } from '../deletion';
import type { OperationRow, OperationRun } from '../operation';
import { numbered, openIdOf, PEOPLE, rl, USER_ID_TYPES, type UserIdType } from '../values';
import { userGroupList, userGroupsOf } from './groupLists';
import { groupMemberAdd, groupMemberList } from './memberCalls';

const GROUP = 'g187131';

const CROWD = 'g193821';

function listed(name: string, parameters: INodeParameters, group_id = GROUP, member_id_type: UserIdType = 'open_id'): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) =>
			await pagesOf((next) =>
				client.contact.v3.groupMember.simplelist(
					{ path: { group_id }, params: { page_size: 100, member_type: 'user', member_id_type, ...next } },
					options,
				),
			),
	};
}

const one: OperationRow = {
	operation: 'getAll',
	contract: reading,
	spec: groupMemberList.rules,
	parameters: { scope: 'one', groupId: rl(GROUP), returnAll: true },
	seed: (sandbox) => {
		sandbox.seed.userGroup({ groupId: GROUP, members: PEOPLE.map(({ openId }) => openId) });
		sandbox.seed.userGroup({ groupId: CROWD, members: numbered(220, (index) => `ou_crowd${index}`) });
	},
	wire: [
		listed('a group by its ID', {}),
		listed('a group from the list', { groupId: { __rl: true, mode: 'list', value: GROUP, cachedResultName: 'VPN users' } }),
		listed('more members than a page has', { groupId: rl(CROWD) }, CROWD),
		listed('some of its members', { options: { onlyThese: 'ou_wire1' } }),
		...USER_ID_TYPES.map(([type]) => listed(`member_id_type ${type}`, { options: { memberIdType: type } }, GROUP, type)),
	],
	without: {},
	refused: [
		{ name: 'a blank group', parameters: { groupId: rl('={{ "" }}') }, words: /“User Group” of item 0 is blank/ },
		{ name: 'a group by a name with blanks', parameters: { groupId: rl('VPN users') }, words: /“User Group” of item 0 holds "VPN users"/ },
		{
			name: 'a group chat in place of a group',
			parameters: { groupId: rl('oc_1') },
			words: /“User Group” .+ which is the ID of a group chat/,
		},
		{
			name: 'a person in place of a group',
			parameters: { groupId: rl('ou_1') },
			words: /“User Group” .+ which is the Open ID of a person/,
		},
		{ name: 'an unknown user ID type', parameters: { options: { memberIdType: 'email' } }, words: /“User ID Type”/ },
		{ name: 'nobody', parameters: { options: { onlyThese: ' ' } }, words: /“Only These Members” of item 0 is blank/ },
		{
			name: 'somebody by a name',
			parameters: { options: { onlyThese: 'Lin Wei' } },
			words: /“Only These Members” of item 0 holds "Lin Wei"/,
		},
		{
			name: 'a group chat in place of a person',
			parameters: { options: { onlyThese: 'ou_1, oc_1' } },
			words: /“Only These Members” .+ which is the ID of a group chat/,
		},
		{
			name: 'somebody of another kind of ID',
			parameters: { options: { onlyThese: 'on_1' } },
			words: /“Only These Members” .+ Union ID of a person, and User ID Type says Open ID/,
		},
	],
	reads: [groupListCall],
	messages: {
		runs: [
			['a group that is not there', { parameters: { groupId: rl('absent') } }],
			[
				'members without IDs',
				{ fault: { endpoint: 'groupMemberList', kind: 'answer', body: { data: { memberlist: [{}], has_more: false } } } },
			],
		],
	},
};

function allGroups(name: string, options: INodeParameters): WireRow {
	return {
		name,
		parameters: { options },
		sdk: async (client, sdkOptions) =>
			await pagesOf((next) => client.contact.v3.group.simplelist({ params: { page_size: 100, type: 1, ...next } }, sdkOptions)),
	};
}

const all: OperationRow = {
	operation: 'getAll',
	contract: { ...reading, ...groupListCall },
	spec: userGroupList.rules,
	parameters: { scope: 'all', returnAll: true },
	seed: (sandbox) => {
		numbered(120, (index) => `g${index}`).forEach((groupId) => sandbox.seed.userGroup({ groupId }));
	},
	wire: [allGroups('all groups', {}), allGroups('all groups, for the names of those of a person', { onlyThese: 'ou_wire1' })],
	without: {},
	refused: [{ name: 'an unknown scope', parameters: { scope: 'some', groupId: rl(GROUP) }, words: /“Scope” of item 0 holds "some"/ }],
	messages: {
		runs: [
			['a search that is only planned', { parameters: { dryRun: true } }],
			['a search for people that is only planned', { parameters: { dryRun: true, options: { onlyThese: 'ou_1, ou_2' } } }],
			[
				'a list of groups that breaks off',
				{ fault: { endpoint: 'userGroupList', kind: 'code', code: 40012, msg: '‹Feishu’s words›', on: 2 } },
			],
			['a group that cannot be read', { seed: ({ seed }) => seed.userGroup({ groupId: 'g0', refusesReading: 42009 }) }],
		],
	},
};

function ofPerson(name: string, member_id: string, member_id_type: UserIdType, options: INodeParameters): WireRow {
	return {
		name,
		parameters: { options: { onlyThese: member_id, ...options } },
		sdk: async (client, sdkOptions) =>
			await client.contact.v3.group.memberBelong({ params: { member_id, member_id_type, group_type: 1, page_size: 1_000 } }, sdkOptions),
	};
}

const byPerson: OperationRow = {
	operation: 'getAll',
	contract: { ...reading, ...groupsOfCall },
	spec: userGroupsOf.rules,
	parameters: { scope: 'all', returnAll: true },
	seed: (sandbox) => {
		sandbox.seed.userGroup({ groupId: GROUP, members: PEOPLE.map(({ openId }) => openId) });
	},
	wire: [
		ofPerson('the groups of a person', 'ou_wire1', 'open_id', {}),
		...USER_ID_TYPES.map(([type, key]) => ofPerson(`member_id_type ${type}`, PEOPLE[0]![key], type, { memberIdType: type })),
	],
	without: { 'query.page_token': 'A company has up to 500 user groups, and a page 1,000.' },
	refused: [],
	messages: {
		runs: [
			[
				'a person outside the contact scope',
				{
					parameters: { options: { onlyThese: 'ou_hidden' } },
					fault: { endpoint: 'userGroupsOf', kind: 'code', code: 41050, msg: '‹Feishu’s words›' },
				},
			],
		],
	},
};

function added(name: string, members: INodeParameters, ids: string[], member_id_type: UserIdType = 'open_id'): WireRow {
	return {
		name,
		parameters: members,
		sdk: async (client, options) =>
			await client.contact.v3.groupMember.batchAdd(
				{ path: { group_id: GROUP }, data: { members: ids.map((member_id) => ({ member_id, member_type: 'user', member_id_type })) } },
				options,
			),
	};
}

/** Nobody may look at the members of the group, so that what no answer settles stays open. */
function blind(sandbox: Sandbox): void {
	sandbox.fault({ endpoint: 'groupMemberList', kind: 'code', code: 42009, msg: '‹Feishu’s words›', on: 'every' });
}

const add: OperationRow = {
	operation: 'create',
	contract: create,
	spec: groupMemberAdd.rules,
	parameters: { groupId: rl(GROUP) },
	seed: (sandbox) => {
		sandbox.seed.userGroup({ groupId: GROUP });
	},
	wire: [
		added('one person', { members: 'ou_wire1' }, ['ou_wire1']),
		added('several people', { members: 'ou_wire1, ou_wire2' }, ['ou_wire1', 'ou_wire2']),
		added('a copy', { members: '={{ ({ member_id: "ou_wire1", member_id_type: "open_id" }) }}' }, ['ou_wire1']),
		added('copies as JSON text', { members: '[{ "member_id": "ou_wire1" }, "ou_wire2"]' }, ['ou_wire1', 'ou_wire2']),
		...USER_ID_TYPES.map(([type, key]) =>
			added(
				`member_id_type ${type}`,
				{ members: PEOPLE.map((person) => person[key]).join(), options: { memberIdType: type } },
				PEOPLE.map((person) => person[key]),
				type,
			),
		),
	],
	countOf: ({ state }, { group_id, member_id }) =>
		state.userGroups.get(String(group_id))?.members.filter(({ openId }) => openId === openIdOf(member_id)).length ?? 0,
	without: {},
	refused: [
		{ name: 'nobody', parameters: { members: '={{ "" }}' }, words: /“Members or Snapshots to Restore” of item 0 is blank/ },
		{ name: 'an object that names nobody', parameters: { members: '={{ ({ name: "Lin" }) }}' }, words: /without member_id/ },
		{ name: 'a group chat in place of a person', parameters: { members: 'oc_1' }, words: /“Members or .+ which is the ID of a group chat/ },
		{
			name: 'a copy of another kind',
			parameters: { members: '={{ ({ member_id: "on_1", member_id_type: "union_id" }) }}' },
			words: /type "union_id", but User ID Type is "open_id"/,
		},
	],
	messages: {
		runs: (
			[
				['an answer without results', { seed: blind, fault: { kind: 'omit', field: 'results' } }],
				['somebody who is in it already', { seed: ({ seed }) => seed.userGroup({ groupId: GROUP, members: ['ou_wire1'] }) }],
				[
					'somebody who has left',
					{ seed: ({ seed }) => seed.person({ openId: 'ou_wire1', unionId: 'on_9', userId: 'nine', hasLeft: true }) },
				],
			] satisfies Array<[string, OperationRun]>
		).map(([when, run]): [string, OperationRun] => [when, { parameters: { members: 'ou_wire1' }, ...run }]),
	},
};

export const operations: readonly OperationRow[] = [add, one, all, byPerson];
