import type { INodeParameters } from 'n8n-workflow';
import { chatList as chatListCall } from '../../../nodes/shared/chat/calls';
import { reading } from '../../../nodes/FeishuMessage/getAll.operation';
import { NAMELESS_APP, NAMELESS_PERSON } from '../../../nodes/FeishuMessage/senders';
import { SANDBOX_APP, type Sandbox } from '../../sandbox';
import { pagesOf } from '../../sandbox/sdkClient';
import type { WireRow } from '../deletion';
import type { OperationRow } from '../operation';
import { numbered, rl } from '../values';
import { chatList } from './chatLists';
import { messageList } from './messageCalls';

const CHAT = 'oc_a0553eda9014c201e6969b478895c230';

const CROWD = 'oc_84983ff6516d731e5b5f68d4ea2e1da5';

/** From 2026-03-15T13:00:00 on in the time zone of the tests, which is that of Shanghai. */
const [FROM, TO] = [1_773_550_800, 1_773_637_200];

const period = { periodFrom: '2026-03-15T13:00:00', periodTo: `={{ ${TO}000 }}` };

function listed(name: string, parameters: INodeParameters, container_id = CHAT): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) =>
			await pagesOf((next) =>
				client.im.v1.message.list(
					{
						params: {
							container_id_type: 'chat',
							container_id,
							start_time: String(FROM),
							end_time: String(TO),
							page_size: 50,
							...next,
						},
					},
					options,
				),
			),
	};
}

const seedMessages = ({ seed }: Sandbox) => {
	for (const [chatId, count] of [
		[CHAT, 2],
		[CROWD, 120],
	] as const) {
		for (const messageId of numbered(count, (index) => `om_${chatId.slice(3, 7)}${index}`)) {
			seed.message({ messageId, chatId, sentAt: FROM * 1_000 + 1_500 });
		}
	}
};

const one: OperationRow = {
	operation: 'getAll',
	contract: reading,
	spec: messageList.rules,
	parameters: { scope: 'one', chatId: rl(CHAT), sentBy: 'self', returnAll: true, ...period },
	seed: seedMessages,
	wire: [
		listed('a chat by its ID', {}),
		listed('a chat from the list', { chatId: { __rl: true, mode: 'list', value: CHAT, cachedResultName: 'Product team' } }),
		listed('more messages than a page has', { chatId: rl(CROWD) }, CROWD),
		listed('the messages of anyone', { sentBy: 'anyone' }),
		listed('the messages of some', { sentBy: 'these', senders: `${SANDBOX_APP.appId}, ou_lin` }),
		listed('messages with some words', { simplify: false, options: { textContains: 'message om', messageTypes: ['text', 'post'] } }),
	],
	without: {
		'query.sort_type': 'The order that Feishu has without it is the one that is wanted.',
		'query.card_msg_content_type': 'A copy has the card as it was sent; a list shows what people see.',
	},
	refused: [
		{ name: 'a blank chat', parameters: { chatId: rl('={{ "" }}') }, words: /“Chat” of item 0 is blank/ },
		{ name: 'a person in place of a chat', parameters: { chatId: rl('ou_lin') }, words: /“Chat” .+ which is the Open ID of a person/ },
		{ name: 'a message in place of a chat', parameters: { chatId: rl('om_1') }, words: /“Chat” .+ which is the ID of a message/ },
		{ name: 'no senders', parameters: { sentBy: 'these', senders: '={{ "" }}' }, words: /“Senders” of item 0 is blank/ },
		{ name: 'a sender by name', parameters: { sentBy: 'these', senders: 'Lin' }, words: /“Senders” .+ neither an App ID nor an Open ID/ },
		{ name: 'a sender by Union ID', parameters: { sentBy: 'these', senders: 'on_1' }, words: /“Senders” .+ the Union ID of a person/ },
		{ name: 'a time that is none', parameters: { periodFrom: '={{ "soon" }}' }, words: /“From” of item 0 holds "soon"/ },
		{ name: 'times in the wrong order', parameters: { periodTo: '2026-03-14' }, words: /“To” of item 0 is not later than From/ },
		{ name: 'an unknown type', parameters: { options: { messageTypes: ['letter'] } }, words: /“Message Types” of item 0 holds "letter"/ },
		{ name: 'no types', parameters: { options: { messageTypes: [] } }, words: /“Message Types” of item 0 is blank/ },
		{ name: 'no words', parameters: { options: { textContains: ' ' } }, words: /“Text Contains” of item 0 is blank/ },
	],
	messages: {
		tables: [
			{
				title: 'Messages: Get Many, accounts that are not known',
				messages: [
					{ when: 'an existing token of an app', text: `${NAMELESS_APP.reason}. ${NAMELESS_APP.todo}` },
					{ when: 'a user token', text: `${NAMELESS_PERSON.reason}. ${NAMELESS_PERSON.todo}` },
				],
			},
		],
		runs: [
			['a chat that the bot is not in', { seed: ({ seed }) => seed.chat({ chatId: CHAT, members: [] }) }],
			['a chat without the permission for groups', { seed: ({ seed }) => seed.app({ ...SANDBOX_APP, scopes: ['im:message:readonly'] }) }],
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
	parameters: { scope: 'all', sentBy: 'self', returnAll: true, ...period },
	seed: ({ seed }) => {
		numbered(120, (index) => `oc_${index}`).forEach((chatId) => seed.chat({ chatId }));
	},
	wire: [allGroups('all groups', {})],
	without: {
		'query.sort_type': 'By activity, Feishu may lose groups between pages.',
		'query.user_id_type': 'It is the kind of ID of owners, whom the node does not show.',
	},
	refused: [{ name: 'an unknown sender', parameters: { sentBy: 'nobody' }, words: /“Sent By”/ }],
	messages: {
		runs: [
			['groups of which one cannot be read', { seed: ({ seed }) => seed.chat({ chatId: 'oc_0', refusesReading: 231203 }) }],
			['a list of groups that breaks off', { fault: { kind: 'code', code: 232001, msg: '‹Feishu’s words›', on: 2 } }],
		],
	},
};

export const operations: readonly OperationRow[] = [one, all];
