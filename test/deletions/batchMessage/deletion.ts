import { endpoint } from '../../../nodes/FeishuBatchMessage/delete.operation';
import { FeishuBatchMessage } from '../../../nodes/FeishuBatchMessage/FeishuBatchMessage.node';
import type { DeletionRow, WireRow } from '../deletion';
import { code, lostThen } from '../fault';
import { BAD, numbered } from '../values';

const MESSAGE = 'bm-dc13264520392913993dd051dba21dcf';

const rows: WireRow[] = [
	{
		name: 'a batch message',
		parameters: { batchMessageId: MESSAGE },
		sdk: async (client, options) => await client.im.v1.batchMessage.delete({ path: { batch_message_id: MESSAGE } }, options),
	},
	{
		name: 'an ID with spaces and a line break around it',
		parameters: { batchMessageId: ` ${MESSAGE}\n` },
		sdk: async (client, options) => await client.im.v1.batchMessage.delete({ path: { batch_message_id: MESSAGE } }, options),
	},
];

export const deletion: DeletionRow = {
	node: new FeishuBatchMessage(),
	contract: endpoint,
	title: 'Batch messages',
	subtitle: 'recall: messages',
	phrases: [
		'recall',
		'recall message',
		'recall batch message',
		'withdraw message',
		'unsend',
		'lark message',
		'feishu message',
		'delete message',
		'mass message',
		'broadcast',
		'撤回',
		'群发',
		'批量撤回',
		'撤回消息',
		'批量消息',
		'飞书撤回',
		'飞书消息',
	],
	limit: 1,
	done: 'recall_requested',
	keys: ['batch_message_id'],

	parameters: { batchMessageId: '={{ $json.id }}' },
	names: (count) => numbered(count, (index) => `bm-dc13264520392913993dd051dba2${1_000 + index}`),
	seed: (sandbox, names, about) => {
		for (const id of names) sandbox.seed.batchMessage({ id, ...about });
	},
	item: (id) => ({ id }),
	listParameters: { batchMessageId: '={{ $json.ids[0] }}' },
	listNames: (group, count) => numbered(count, (index) => `bm-${group}dc1326452039291399${1_000 + index}`),
	listItem: (ids) => ({ ids }),
	nameOf: (json) => String(json.batch_message_id),
	exists: (sandbox, name) => sandbox.state.batchMessages.get(name)?.recalledAt === undefined,

	filling: {
		everything: { batchMessageId: 'bm-1' },
		required: { batchMessageId: 'bm-1' },
		ownTarget: { batchMessageId: '={{ $json.id }}' },
	},
	deliberate: [
		{
			fact: 'field waitUntilRecalled',
			page: undefined,
			node: 'is sent nowhere',
			why: 'It decides whether the recall is followed by another call.',
		},
		{ fact: 'field longestWait', page: undefined, node: 'is sent nowhere', why: 'It bounds how long the recall is followed.' },
	],
	places: {
		seed: (sandbox) => sandbox.seed.batchMessage({ id: 'bm-1' }),
		fields: [{ field: ['batchMessageId'], takes: 'one', parameters: { batchMessageId: BAD }, good: 'bm-1' }],
	},
	sinking: [230009, 230001, 230030],
	look: 'batchMessageProgress',
	faults: [code(230001, 400), code(230006, 400), code(230009, 400), lostThen(230001), lostThen(230030)],
	wire: {
		seed: (sandbox) => sandbox.seed.batchMessage({ id: MESSAGE }),
		rows,
	},
	messages: { stops: [['batch messages', { records: 2, fault: { kind: 'http500' } }]] },
};
