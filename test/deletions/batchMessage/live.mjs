import { fiftyPerSecond } from '../rates.mjs';

/** @type {import('../live.mjs').Deed} */
export const deed = {
	world: { batchMessages: [{ id: 'bm-recent' }] },
	parameters: { batchMessageId: '={{ $json.id }}' },
	items: [{ id: 'bm-recent' }],
	wire: { method: 'DELETE', path: '/open-apis/im/v1/batch_messages/bm-recent', query: {} },
	records: [{ batch_message_id: 'bm-recent', status: 'recall_requested' }],
	left: ({ batchMessages }) => batchMessages.filter(({ recalledAt }) => recalledAt === undefined).map(({ id }) => id),
	remains: [],
};

/** @type {import('../live.mjs').Load} */
export const load = {
	name: 'message',
	title: 'Batch messages',
	refuses: 230009,
	limit: 1,
	rates: fiftyPerSecond,
	oneAtATime: false,
	id: (index) => `bm-${index}`,
	world: (ids) => ({ batchMessages: ids.map((id) => ({ id })) }),
	left: ({ batchMessages }) => batchMessages.filter(({ recalledAt }) => recalledAt === undefined).length,
	parameters: { batchMessageId: '={{ $json.id }}' },
	request: { method: 'DELETE', path: '/im/v1/batch_messages/{{ $json.id }}' },
};

/** @type {import('../live.mjs').Tool} */
export const tool = {
	destroys: 'batch message',
	parameters: {
		batchMessageId: "={{ $fromAI('batch_message_id', 'ID of the one batch message to recall; it begins with bm-', 'string') }}",
	},
	arguments: ([id]) => ({ batch_message_id: id }),
};
