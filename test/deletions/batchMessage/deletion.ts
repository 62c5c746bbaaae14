import { endpoint } from '../../../nodes/FeishuBatchMessage/delete.operation';
import { FeishuBatchMessage } from '../../../nodes/FeishuBatchMessage/FeishuBatchMessage.node.ts';
import type { Fault } from '../../sandbox';
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

const WAIT = { options: { waitUntilRecalled: true } };

/** So many of 12 messages are taken back, whenever Feishu is asked. */
const recalled = (recall_count: number, sent = 12): Partial<Fault> => ({
	endpoint: 'batchMessageProgress',
	kind: 'answer',
	body: {
		data: {
			batch_message_send_progress: { valid_user_ids_count: 12, success_user_ids_count: sent, read_user_ids_count: 0 },
			batch_message_recall_progress: { recall: true, recall_count },
		},
	},
});

export const deletion: DeletionRow = {
	node: new FeishuBatchMessage(),
	contract: endpoint,
	title: 'Batch messages',
	subtitle: 'recall: messages',
	phrases: ['recall batch message', 'mass message', 'broadcast', '群发', '批量撤回', '批量消息', '飞书撤回'],
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
			spec: undefined,
			node: 'is sent nowhere',
			why: 'It decides whether the recall is followed by another call.',
		},
		{ fact: 'field longestWait', spec: undefined, node: 'is sent nowhere', why: 'It bounds how long the recall is followed.' },
	],
	places: {
		seed: (sandbox) => sandbox.seed.batchMessage({ id: 'bm-1' }),
		fields: [{ field: ['batchMessageId'], takes: 'one', parameters: { batchMessageId: BAD }, good: 'bm-1' }],
	},
	recordCodes: [230009, 230001, 230030],
	look: 'batchMessageProgress',
	faults: [code(230001, 400), code(230006, 400), code(230009, 400), lostThen(230001), lostThen(230030)],
	wire: {
		seed: (sandbox) => sandbox.seed.batchMessage({ id: MESSAGE }),
		rows,
	},
	messages: {
		runs: [
			['a recall that stands still', { parameters: WAIT, fault: recalled(9) }],
			['a recall of a message that went to fewer people than it is for', { parameters: WAIT, fault: recalled(9, 9) }],
			['a recall of a message that went to nobody', { parameters: WAIT, fault: recalled(0, 0) }],
			['a recall that is not over in time', { parameters: { options: { ...WAIT.options, longestWait: 40 } }, fault: recalled(0) }],
			[
				'a recall that cannot be followed',
				{ parameters: WAIT, fault: { endpoint: 'batchMessageProgress', kind: 'code', code: 230027, msg: '‹Feishu’s words›' } },
			],
			[
				'a recall that is not waited for any longer',
				{ parameters: WAIT, fault: { endpoint: 'batchMessageProgress', kind: 'hang' }, stoppedAt: 'batchMessageProgress' },
			],
			['a recall of which nobody knows whether Feishu began it', { fault: { kind: 'resetBefore' } }],
		],
		stops: [['batch messages', { records: 2, fault: { kind: 'http500' } }]],
	},
};
