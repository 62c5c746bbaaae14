import type { Sandbox } from '../../sandbox';
import type { Samples } from '../sample';
import { numbered } from '../values';

const chat = { container_id_type: 'chat', container_id: 'oc_1' };

const ONE = {
	params: { message_id: 'om_1' },
	seed: ({ seed }: Sandbox) => {
		seed.message({ messageId: 'om_1' });
	},
};

export const samples: Samples = {
	message: ONE,
	messageGet: ONE,
	messageList: {
		query: chat,
		seed: ({ seed }) => {
			for (const chatId of ['oc_1', 'oc_2']) seed.message({ messageId: `om_${chatId}`, chatId });
		},
		list: {
			seed: ({ seed, state }, count) => {
				state.messages.clear();
				for (const chatId of ['oc_1', 'oc_2']) {
					for (const messageId of numbered(count, (index) => `om_${chatId}_${index}`)) seed.message({ messageId, chatId });
				}
				return numbered(count, (index) => `om_oc_1_${index}`);
			},
			rows: 'items',
			column: 'message_id',
			others: [{ query: { container_id: 'oc_2' } }, { query: { start_time: '1' } }, { query: { sort_type: 'ByCreateTimeDesc' } }],
			sdk: (client, params, options) => client.im.v1.message.list({ params: { ...chat, ...params } }, options),
		},
	},
	chatList: {
		list: {
			seed: ({ seed }, count) =>
				numbered(count, (index) => {
					seed.chat({ chatId: `oc_${index}` });
					return `oc_${index}`;
				}),
			rows: 'items',
			column: 'chat_id',
			others: [{ query: { sort_type: 'ByActiveTimeDesc' } }, { query: { user_id_type: 'union_id' } }],
			sdk: (client, params, options) => client.im.v1.chat.list({ params }, options),
		},
	},
};
