import { endpoint } from '../../../nodes/FeishuMessage/delete.operation';
import { FeishuMessage } from '../../../nodes/FeishuMessage/FeishuMessage.node.ts';
import { SANDBOX_APP, type Sandbox } from '../../sandbox';
import { rowById } from '../byId';
import type { DeletionRow } from '../deletion';
import { numbered } from '../values';
import { spec } from './spec';

const seed = (sandbox: Sandbox, names: readonly string[], about: { refuses?: number } = {}) => {
	for (const messageId of names) sandbox.seed.message({ messageId, ...about });
};

const ONE = 'om_dc13264520392913993dd051dba21dcf';

const seedOne = (sandbox: Sandbox) => seed(sandbox, [ONE, `${ONE}2`]);

const byId = rowById({
	node: new FeishuMessage(),
	contract: endpoint,
	spec,
	title: 'Messages',
	subtitle: 'recall: messages',
	phrases: [
		'message',
		'recall',
		'recall message',
		'recall messages',
		'delete message',
		'delete messages',
		'withdraw message',
		'unsend message',
		'lark message',
		'feishu message',
		'bot messages',
		'chat history',
		'list messages',
		'get messages',
		'group chat messages',
		'撤回',
		'撤回消息',
		'删除消息',
		'飞书消息',
		'聊天记录',
		'群消息',
	],
	takesMany: true,
	recordCodes: [230009, 230026, 230001],
	look: 'messageGet',
	seenBy: { column: 'message_id' },
	deliberate: [
		{
			fact: 'path message_id, field',
			spec: 'messageId',
			node: 'messageIds',
			why: 'The field takes several messages, each of which is a call.',
		},
	],
	messages: {
		runs: [
			['an ID of a batch message', { items: [{ id: 'bm-1' }] }],
			['an ID of a chat', { items: [{ id: 'oc_1' }] }],
			[
				'a message that is recalled already, as other pages say it',
				{
					seed: (sandbox) => {
						sandbox.setOptions({ answers: { secondRecall: 'recalled' } });
						sandbox.seed.message({ messageId: `${ONE}1000`, recalledAt: 1 });
					},
				},
			],
			[
				'a message of which no copy can be kept',
				{
					parameters: { options: { keepCopy: true } },
					fault: { endpoint: 'messageGet', kind: 'code', code: 230027, msg: '‹Feishu’s words›' },
				},
			],
			[
				'a message that Feishu does not show',
				{ parameters: { options: { keepCopy: true } }, fault: { endpoint: 'messageGet', kind: 'answer', body: { data: { items: [] } } } },
			],
		],
		stops: [['messages', { records: 2, fault: { kind: 'code', code: 230026, msg: '‹Feishu’s words›' } }]],
		lists: [
			['no groups, for an app', { method: 'searchChats' }],
			['no groups, for a person', { method: 'searchChats', authentication: 'feishuOAuth2Api' }],
			[
				'nothing among very many groups',
				{
					method: 'searchChats',
					filter: 'needle',
					seed: (sandbox) => numbered(2_050, (index) => `oc_${index}`).forEach((chatId) => sandbox.seed.chat({ chatId })),
				},
			],
			['groups for an app without bot', { method: 'searchChats', seed: (sandbox) => sandbox.seed.app({ ...SANDBOX_APP, bot: false }) }],
		],
	},
	sdk: async (client, payload, options) => await client.im.v1.message.delete(payload, options),
});

export const deletion: DeletionRow = {
	...byId,
	seed,
	exists: (sandbox, name) => {
		const message = sandbox.state.messages.get(name);
		return message !== undefined && message.recalledAt === undefined;
	},
	places: { ...byId.places, seed: seedOne },
	wire: { ...byId.wire, seed: seedOne },
};
