import { FeishuChatMember } from '../../../nodes/FeishuChatMember/FeishuChatMember.node.ts';
import { endpoint } from '../../../nodes/FeishuChatMember/delete.operation';
import type { INodeParameters } from 'n8n-workflow';
import { SANDBOX_APP, type Sandbox } from '../../sandbox';
import { rowById } from '../byId';
import type { DeletionRow, WireRow } from '../deletion';
import { BAD, PEOPLE, rl, USER_ID_TYPES, type UserIdType } from '../values';
import { spec } from './spec';

const CHAT = 'oc_a0553eda9014c201e6969b478895c230';

const ONE = 'ou_99e1a581b36ecc4862cbfbce473f3123';

const USER = 'ou_sandbox_user';

/** People and bots who are in the group besides those who manage it. */
function seed(sandbox: Sandbox, names: readonly string[], { refuses }: { refuses?: number } = {}): void {
	const { members, keeps, ...before } = sandbox.state.chats.get(CHAT) ?? { members: [SANDBOX_APP.appId, USER] };
	sandbox.seed.chat({
		chatId: CHAT,
		name: 'Product team',
		...before,
		managers: [SANDBOX_APP.appId, USER],
		members: [...members, ...names],
		keeps: { ...keeps, ...(refuses !== undefined && Object.fromEntries(names.map((name) => [name, refuses]))) },
	});
}

function removed(name: string, parameters: INodeParameters, id_list: string[], member_id_type?: UserIdType | 'app_id'): WireRow {
	return {
		name,
		parameters: { chatId: rl(CHAT), ...parameters },
		sdk: async (client, options) =>
			await client.im.v1.chatMembers.delete(
				{ path: { chat_id: CHAT }, data: { id_list }, ...(member_id_type && { params: { member_id_type } }) },
				options,
			),
	};
}

const KEPT = { options: { keepCopy: true } };

/** Nobody may look at the members of the group, so that what no answer settles stays open. */
function blind(sandbox: Sandbox): void {
	seed(sandbox, [ONE]);
	sandbox.fault({ endpoint: 'chatMemberList', kind: 'code', code: 232011, msg: '‹Feishu’s words›', on: 'every' });
}

/** The list of members shows one, and there are more. */
function seedCut(sandbox: Sandbox): void {
	seed(sandbox, [ONE]);
	Object.assign(sandbox.state.chats.get(CHAT) ?? {}, { shows: 1 });
}

const byId = rowById({
	node: new FeishuChatMember(),
	contract: endpoint,
	spec,
	key: 'member_id',
	title: 'Chat members',
	subtitle: 'delete: chat members',
	phrases: [
		'group chat member',
		'chat member',
		'remove from group chat',
		'remove chat member',
		'remove members from chat',
		'kick from group',
		'lark chat member',
		'lark group chat member',
		'feishu chat member',
		'list chat members',
		'get chat members',
		'add chat members',
		'invite to group chat',
		'bulk delete chat members',
		'踢出群',
		'移出群聊',
		'移除群成员',
		'群成员',
		'添加群成员',
		'飞书群成员',
	],
	recordCodes: [232076, 232029, 232001],
	look: 'chatMemberList',
	seenBy: { column: 'member_id', otherKind: 'on_' },
	deliberate: [
		{
			fact: 'body id_list, required',
			spec: false,
			node: true,
			why: 'Without it the call would remove nobody; the page says so beside its table.',
		},
	],
	messages: {
		fields: [
			['the name of a group', { chatId: rl(BAD), memberIds: ONE }, 'Product team'],
			['a bot among people', { chatId: rl(CHAT), memberIds: BAD }, 'cli_1'],
			['a person among bots', { chatId: rl(CHAT), memberIds: BAD, options: { memberIdType: 'app_id' } }, 'ou_1'],
			['text among bots', { chatId: rl(CHAT), memberIds: BAD, options: { memberIdType: 'app_id' } }, 'bot'],
		],
		runs: [
			['somebody who is not in the group', { items: [{ id: 'ou_stranger' }], seed: blind }],
			['one of several who is not', { items: [{ id: [ONE, 'ou_stranger'] }], seed: blind }],
			[
				'a member whom a security setting may hide',
				{ parameters: KEPT, items: [{ id: 'ou_stranger' }], seed: (sandbox) => seedCut(sandbox) },
			],
			[
				'a member by another kind of ID',
				{
					parameters: KEPT,
					fault: { endpoint: 'chatMemberList', kind: 'answer', body: { data: { items: [{ member_id: 'on_1' }], has_more: false } } },
				},
			],
		],
		stops: [['chat members', { records: 2, fault: { kind: 'code', code: 232011, msg: '‹Feishu’s words›' } }]],
	},
	sdk: async (client, payload, options) => await client.im.v1.chatMembers.delete(payload, options),
});

export const deletion: DeletionRow = {
	...byId,
	seed,
	exists: (sandbox, name) => sandbox.state.chats.get(CHAT)?.members.includes(name) === true,
	filling: { ...byId.filling, ownTarget: { ...byId.filling.required, chatId: rl('={{ "oc_" + $json.id }}') } },
	places: { ...byId.places, seed: (sandbox) => seed(sandbox, [ONE, `${ONE}2`]) },
	wire: {
		seed: (sandbox) => seed(sandbox, [ONE, `${ONE}2`, 'cli_wire1', 'cli_wire2', ...PEOPLE.map(({ openId }) => openId)]),
		rows: [
			removed('one member', { memberIds: ONE }, [ONE]),
			removed('several members', { memberIds: `${ONE},${ONE}2` }, [ONE, `${ONE}2`]),
			removed(
				'a group from the list',
				{ chatId: { __rl: true, mode: 'list', value: CHAT, cachedResultName: 'Product team' }, memberIds: ONE },
				[ONE],
			),
			...USER_ID_TYPES.map(([type, key]) =>
				removed(
					`member_id_type ${type}`,
					{ memberIds: PEOPLE.map((person) => person[key]).join(), options: { memberIdType: type } },
					PEOPLE.map((person) => person[key]),
					type,
				),
			),
			removed('bots', { memberIds: 'cli_wire1, cli_wire2', options: { memberIdType: 'app_id' } }, ['cli_wire1', 'cli_wire2'], 'app_id'),
		],
	},
};
