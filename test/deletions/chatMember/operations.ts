import type { INodeParameters } from 'n8n-workflow';
import { botList, chatGet as chatGetCall, memberList as memberListCall } from '../../../nodes/FeishuChatMember/calls';
import { endpoint as create } from '../../../nodes/FeishuChatMember/create.operation';
import { reading } from '../../../nodes/FeishuChatMember/getAll.operation';
import { chatList as chatListCall } from '../../../nodes/shared/chat/calls';
import { SANDBOX_APP } from '../../sandbox';
import { pagesOf } from '../../sandbox/sdkClient';
import type { WireRow } from '../deletion';
import { chatList } from '../message/chatLists';
import type { OperationRow } from '../operation';
import { numbered, openIdOf, PEOPLE, rl, USER_ID_TYPES, type UserIdType } from '../values';
import { chatMemberCreate } from './memberCreate';
import { chatMemberList } from './memberLists';

const CHAT = 'oc_a0553eda9014c201e6969b478895c230';

const CROWD = 'oc_84983ff6516d731e5b5f68d4ea2e1da5';

const BOT = SANDBOX_APP.appId;

function listed(name: string, parameters: INodeParameters, chat_id = CHAT, member_id_type: UserIdType = 'open_id'): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) =>
			await pagesOf((next) =>
				client.im.v1.chatMembers.get({ path: { chat_id }, params: { page_size: 100, member_id_type, ...next } }, options),
			),
	};
}

const one: OperationRow = {
	operation: 'getAll',
	contract: reading,
	spec: chatMemberList.rules,
	parameters: { scope: 'one', chatId: rl(CHAT), returnAll: true, simplify: true },
	seed: ({ seed }) => {
		seed.chat({ chatId: CHAT, members: [BOT, ...PEOPLE.map(({ openId }) => openId)] });
		seed.chat({ chatId: CROWD, members: [BOT, ...numbered(220, (index) => `ou_crowd${index}`)] });
	},
	wire: [
		listed('a group by its ID', {}),
		listed('a group from the list', { chatId: { __rl: true, mode: 'list', value: CHAT, cachedResultName: 'Product team' } }),
		listed('more members than a page has', { chatId: rl(CROWD) }, CROWD),
		listed('some of them, with all that Feishu says', { simplify: false, options: { onlyThese: 'ou_wire1' } }),
		...USER_ID_TYPES.map(([type]) => listed(`member_id_type ${type}`, { options: { memberIdType: type } }, CHAT, type)),
	],
	without: {},
	refused: [
		{ name: 'a blank group', parameters: { chatId: rl('={{ "" }}') }, words: /“Group Chat” of item 0 is blank/ },
		{
			name: 'a person in place of a group',
			parameters: { chatId: rl('ou_lin') },
			words: /“Group Chat” .+ which is the Open ID of a person/,
		},
		{ name: 'a group by name', parameters: { chatId: rl('Team') }, words: /“Group Chat” .+ which is not the ID of a group/ },
		{ name: 'nobody', parameters: { options: { onlyThese: '' } }, words: /“Only These Members” of item 0 is blank/ },
		{
			name: 'a group in place of a person',
			parameters: { options: { onlyThese: 'oc_1' } },
			words: /“Only These Members” .+ the ID of a group chat/,
		},
		{
			name: 'another kind of ID',
			parameters: { options: { onlyThese: 'on_1' } },
			words: /the Union ID of a person, and Member ID Type says Open ID/,
		},
		{
			name: 'a bot among people',
			parameters: { options: { onlyThese: 'cli_1' } },
			words: /the ID of an app, while Member ID Type is Open ID/,
		},
		{
			name: 'an address among bots',
			parameters: { options: { memberIdType: 'app_id', onlyThese: 'lin@example.com' } },
			words: /which is an email address, while Member ID Type is App ID/,
		},
		{ name: 'an unknown type', parameters: { options: { memberIdType: 'email' } }, words: /“Member ID Type”/ },
		{ name: 'a limit of none', parameters: { returnAll: false, limit: 0 }, words: /“Limit” of item 0 is 0/ },
	],
	reads: [chatGetCall, botList],
	messages: {
		runs: [
			['a group that the bot is not in', { seed: ({ seed }) => seed.chat({ chatId: CHAT, members: [] }) }],
			[
				'members that a security setting hides',
				{ seed: ({ seed }) => seed.chat({ chatId: CHAT, members: [BOT, 'ou_1', 'ou_2'], shows: 1 }) },
			],
			['members without IDs', { fault: { kind: 'answer', body: { data: { items: [{ name: 'Lin' }] } } } }],
		],
	},
};

function allGroups(name: string, parameters: INodeParameters): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) => await pagesOf((next) => client.im.v1.chat.list({ params: { page_size: 100, ...next } }, options)),
	};
}

const all: OperationRow = {
	operation: 'getAll',
	contract: { ...reading, ...chatListCall },
	spec: chatList.rules,
	parameters: { scope: 'all', returnAll: true, simplify: true },
	seed: ({ seed }) => {
		numbered(120, (index) => `oc_${index}`).forEach((chatId) => seed.chat({ chatId }));
	},
	wire: [allGroups('all groups', {})],
	without: {
		'query.sort_type': 'By activity, Feishu may lose groups between pages.',
		'query.user_id_type': 'Owners are named by Open ID unless Member ID Type says otherwise.',
	},
	refused: [{ name: 'an unknown scope', parameters: { scope: 'some', chatId: rl(CHAT) }, words: /“Scope”/ }],
	reads: [memberListCall],
	messages: {
		runs: [
			['a list of groups that breaks off', { fault: { kind: 'code', code: 232001, msg: '‹Feishu’s words›', on: 2 } }],
			['a search that is only planned', { parameters: { dryRun: true } }],
		],
	},
};

function added(name: string, parameters: INodeParameters, id_list: string[], member_id_type?: UserIdType | 'app_id'): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) =>
			await client.im.v1.chatMembers.create(
				{ path: { chat_id: CHAT }, data: { id_list }, params: { succeed_type: 1, ...(member_id_type && { member_id_type }) } },
				options,
			),
	};
}

const SNAPSHOT = '{ member_name: "Lin", member_id: "ou_wire1", member_id_type: "open_id", deletion_status: "deleted" }';

const add: OperationRow = {
	operation: 'create',
	contract: create,
	spec: chatMemberCreate.rules,
	parameters: { chatId: rl(CHAT) },
	seed: ({ seed }) => {
		seed.chat({ chatId: CHAT, members: [BOT, 'ou_sandbox_user'] });
		for (const openId of ['ou_wire3', 'ou_1']) seed.person({ openId, unionId: `on_of_${openId}`, userId: `of_${openId}` });
	},
	wire: [
		added('one person', { members: 'ou_wire1' }, ['ou_wire1']),
		added('several people', { members: 'ou_wire1, ou_wire2' }, ['ou_wire1', 'ou_wire2']),
		added('a copy', { members: `={{ (${SNAPSHOT}) }}` }, ['ou_wire1']),
		added('copies', { members: `={{ [${SNAPSHOT}, { member_id: "ou_wire2" }] }}` }, ['ou_wire1', 'ou_wire2']),
		added('a copy as JSON text', { members: '{ "member_id": "ou_wire1" }' }, ['ou_wire1']),
		added('copies as JSON text', { members: '[{ "member_id": "ou_wire1" }, "ou_wire2"]' }, ['ou_wire1', 'ou_wire2']),
		added('bots', { members: 'cli_wire1', options: { memberIdType: 'app_id' } }, ['cli_wire1'], 'app_id'),
		...USER_ID_TYPES.map(([type, key]) =>
			added(
				`member_id_type ${type}`,
				{ members: PEOPLE.map((person) => person[key]).join(), options: { memberIdType: type } },
				PEOPLE.map((person) => person[key]),
				type,
			),
		),
	],
	countOf: ({ state }, { chat_id, member_id }) =>
		state.chats.get(String(chat_id))?.members.filter((member) => member === openIdOf(member_id)).length ?? 0,
	isDoneByCode: true,
	without: {},
	refused: [
		{ name: 'nobody', parameters: { members: '={{ "" }}' }, words: /“Members or Snapshots to Restore” of item 0 is blank/ },
		{ name: 'an object that names nobody', parameters: { members: '={{ ({ name: "Lin" }) }}' }, words: /without member_id/ },
		{ name: 'a word for all', parameters: { members: 'all' }, words: /“Members or Snapshots to Restore” of item 0 holds "all"/ },
		{
			name: 'a copy of another kind of ID',
			parameters: { members: '={{ ({ member_id: "on_1", member_id_type: "union_id" }) }}' },
			words: /whose ID is of the type "union_id", but Member ID Type is "open_id"/,
		},
		{ name: 'a bot among people', parameters: { members: 'ou_1, cli_1' }, words: /the ID of an app, while Member ID Type is Open ID/ },
		{
			name: 'a person among bots',
			parameters: { members: 'cli_1, ou_1', options: { memberIdType: 'app_id' } },
			words: /the Open ID of a person, while Member ID Type is App ID/,
		},
		{ name: 'a group in place of a person', parameters: { members: 'oc_1' }, words: /which is the ID of a group chat/ },
	],
	messages: {
		runs: [
			['nobody with this ID', { parameters: { members: 'ou_wire1, ou_nobody' }, said: /valid only for the app/ }],
			[
				'somebody who has left',
				{
					seed: ({ seed }) => seed.person({ openId: 'ou_gone', unionId: 'on_gone', userId: 'gone', hasLeft: true }),
					parameters: { members: 'ou_wire1, ou_gone' },
					said: /left the company/,
				},
			],
			[
				'a group that has to approve',
				{ seed: ({ seed }) => seed.chat({ chatId: CHAT, members: [BOT], approves: true }), parameters: { members: 'ou_wire1' } },
			],
		],
	},
};

export const operations: readonly OperationRow[] = [one, all, add];
