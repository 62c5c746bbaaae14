import type { INodeParameters } from 'n8n-workflow';
import { memberGet as memberGetCall, scopeSet } from '../../../nodes/FeishuRoleMember/calls';
import { endpoint as create } from '../../../nodes/FeishuRoleMember/create.operation';
import { reading } from '../../../nodes/FeishuRoleMember/getAll.operation';
import type { Sandbox } from '../../sandbox';
import { pagesOf } from '../../sandbox/sdkClient';
import type { WireRow } from '../deletion';
import type { OperationRow, OperationRun } from '../operation';
import { numbered, openIdOf, PEOPLE, USER_ID_TYPES, type UserIdType } from '../values';
import { roleMemberCreate, roleMemberList } from './roleCalls';

const ROLE = '7vrj3vk70xk7v5r';

const CROWD = '8vrj3vk70xk7v5r';

function listed(name: string, parameters: INodeParameters, roles: readonly string[] = [ROLE], user_id_type?: UserIdType): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) => {
			for (const role_id of roles) {
				await pagesOf((next) =>
					client.contact.v3.functionalRoleMember.list(
						{ path: { role_id }, params: { page_size: 100, ...(user_id_type && { user_id_type }), ...next } },
						options,
					),
				);
			}
		},
	};
}

const many: OperationRow = {
	operation: 'getAll',
	contract: reading,
	spec: roleMemberList.rules,
	parameters: { roleId: ROLE, returnAll: true },
	seed: (sandbox) => {
		sandbox.seed.role({ roleId: ROLE, members: PEOPLE });
		sandbox.seed.role({ roleId: CROWD, members: numbered(220, (index) => `ou_crowd${index}`) });
	},
	wire: [
		listed('a role', {}),
		listed('more members than a page has', { roleId: CROWD }, [CROWD]),
		listed('some of its members', { options: { onlyThese: 'ou_wire1' } }),
		...USER_ID_TYPES.map(([type]) => listed(`user_id_type ${type}`, { options: { userIdType: type } }, [ROLE], type)),
	],
	without: { 'query.department_id_type': 'Feishu’s own kind, which a role is given back with.' },
	refused: [
		{ name: 'a blank role', parameters: { roleId: '={{ "" }}' }, words: /“Role” of item 0 is blank/ },
		{ name: 'a role by its name', parameters: { roleId: 'Finance BP' }, words: /“Role” of item 0 holds "Finance BP", which is not the ID/ },
		{
			name: 'a role by its name in Chinese',
			parameters: { roleId: '审批人' },
			words: /“Role” of item 0 holds "审批人", which is not the ID/,
		},
		{ name: 'a person in place of a role', parameters: { roleId: 'ou_1' }, words: /“Role” .+ which is the Open ID of a person/ },
		{ name: 'nobody', parameters: { options: { onlyThese: ' ' } }, words: /“Only These Members” of item 0 is blank/ },
		{
			name: 'somebody of another kind of ID',
			parameters: { options: { onlyThese: 'on_1' } },
			words: /“Only These Members” .+ Union ID of a person, and User ID Type says Open ID/,
		},
		{
			name: 'a group chat in place of a person',
			parameters: { options: { onlyThese: 'oc_1' } },
			words: /“Only These Members” .+ which is the ID of a group chat/,
		},
	],
	reads: [memberGetCall],
	messages: {
		runs: [
			['a role that is not there', { parameters: { roleId: 'absent' } }],
			['members without IDs', { fault: { kind: 'answer', body: { data: { members: [{}], has_more: false } } } }],
		],
	},
};

function added(name: string, members: INodeParameters, ids: string[], user_id_type?: UserIdType): WireRow {
	return {
		name,
		parameters: members,
		sdk: async (client, options) =>
			await client.contact.v3.functionalRoleMember.batchCreate(
				{ path: { role_id: ROLE }, data: { members: ids }, ...(user_id_type && { params: { user_id_type } }) },
				options,
			),
	};
}

/** Nobody may look at the members of the role, so that what no answer settles stays open. */
function blind(sandbox: Sandbox): void {
	sandbox.fault({ endpoint: 'roleMemberGet', kind: 'code', code: 41202, msg: '‹Feishu’s words›', on: 'every' });
}

const add: OperationRow = {
	operation: 'create',
	contract: create,
	spec: roleMemberCreate.rules,
	parameters: { roleId: ROLE },
	seed: (sandbox) => {
		sandbox.seed.role({ roleId: ROLE });
	},
	wire: [
		added('one person', { members: 'ou_wire1' }, ['ou_wire1']),
		added('several people', { members: 'ou_wire1, ou_wire2' }, ['ou_wire1', 'ou_wire2']),
		added('a copy', { members: '={{ ({ member_id: "ou_wire1", user_id_type: "open_id", scope_type: "None" }) }}' }, ['ou_wire1']),
		added('copies as JSON text', { members: '[{ "member_id": "ou_wire1" }, "ou_wire2"]' }, ['ou_wire1', 'ou_wire2']),
		...USER_ID_TYPES.map(([type, key]) =>
			added(
				`user_id_type ${type}`,
				{ members: PEOPLE.map((person) => person[key]).join(), options: { userIdType: type } },
				PEOPLE.map((person) => person[key]),
				type,
			),
		),
	],
	countOf: ({ state }, { role_id, member_id }) =>
		state.roles.get(String(role_id))?.members.filter(({ openId }) => openId === openIdOf(member_id)).length ?? 0,
	without: {},
	reads: [scopeSet],
	refused: [
		{ name: 'nobody', parameters: { members: '={{ "" }}' }, words: /“Members or Snapshots to Restore” of item 0 is blank/ },
		{ name: 'an object that names nobody', parameters: { members: '={{ ({ name: "Lin" }) }}' }, words: /without member_id/ },
		{
			name: 'a copy of another kind',
			parameters: { members: '={{ ({ member_id: "on_1", user_id_type: "union_id" }) }}' },
			words: /type "union_id", but User ID Type is "open_id"/,
		},
	],
	messages: {
		runs: (
			[
				['an answer without results', { seed: blind, fault: { kind: 'omit', field: 'results' } }],
				['somebody who is in it already', { seed: ({ seed }) => seed.role({ roleId: ROLE, members: ['ou_wire1'] }) }],
				...(
					[
						['departments that Feishu refuses', { kind: 'code', code: 41211, msg: '‹Feishu’s words›' }],
						[
							'departments that Feishu refuses to a member',
							{ kind: 'answer', body: { data: { results: [{ user_id: 'ou_wire1', reason: 6 }] } } },
						],
						['departments of which no answer tells', { kind: 'omit', field: 'results' }],
					] as const
				).map(([when, fault]): [string, OperationRun] => [
					when,
					{
						parameters: { members: '{ "member_id": "ou_wire1", "scope_type": "Part", "department_ids": ["od-1"] }' },
						fault: { endpoint: 'roleMemberScopes', ...fault },
					},
				]),
			] satisfies Array<[string, OperationRun]>
		).map(([when, run]): [string, OperationRun] => [when, { parameters: { members: 'ou_wire1' }, ...run }]),
	},
};

export const operations: readonly OperationRow[] = [add, many];
