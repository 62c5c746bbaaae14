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

const people = Array.from({ length: 3 }, (_, index) => `ou_${index}`);
const recalling = { batchMessageId: '={{ $json.batch_message_id }}' };
const sending = {
	operation: 'create',
	messageType: 'text',
	text: 'The canteen is closed today.',
	recipients: { openIds: '={{ $json.id }}' },
};
const isRecalled = ({ batchMessages }) => batchMessages.map(({ recalledAt }) => recalledAt !== undefined);

/** @type {import('../live.mjs').Journey[]} */
export const journeys = [
	{
		does: 'sends a message, follows it, and recalls it until everybody has lost it',
		world: {},
		items: people.map((id) => ({ id })),
		steps: [
			{ parameters: sending, gives: people.map(() => ({ status: 'created' })) },
			{
				parameters: { operation: 'get', ...recalling },
				// Feishu sends in the background, and may not have begun.
				gives: people.map(() => ({ recall: false })),
			},
			{
				parameters: { ...recalling, options: { waitUntilRecalled: true } },
				onError: 'continueRegularOutput',
				gives: people.map(() => ({ status: 'recalled', recall_count: 3 })),
			},
		],
		left: isRecalled,
		remains: [true],
	},
	{
		does: 'tells of messages that are not there on the output of errors',
		world: { batchMessages: [{ id: 'bm-recent' }] },
		items: [{ id: 'bm-recent' }, { id: 'bm-none' }],
		steps: [
			{
				parameters: { operation: 'get', batchMessageId: '={{ $json.id }}' },
				onError: 'continueErrorOutput',
				gives: [{ batch_message_id: 'bm-recent' }],
				refuses: [{ error: { batch_message_id: 'bm-none' } }],
			},
		],
		left: isRecalled,
		remains: [false],
	},
	{
		does: 'knows by a look of a recall whose answers are lost, and sends nothing twice',
		world: { batchMessages: [{ id: 'bm-recent' }] },
		fault: [
			{ endpoint: 'batchMessage', kind: 'resetAfter', on: 'every' },
			{ endpoint: 'batchMessageSend', kind: 'resetAfter', on: 'every' },
		],
		items: [{ id: 'bm-recent' }],
		steps: [
			{
				parameters: { batchMessageId: '={{ $json.id }}' },
				onError: 'continueRegularOutput',
				gives: [{ status: 'recall_requested', confirmed_by: 'read' }],
			},
			{
				parameters: { ...sending, recipients: { openIds: 'ou_lin' } },
				onError: 'continueRegularOutput',
				gives: [{ status: 'unknown' }],
			},
		],
		left: ({ batchMessages }) => batchMessages.map(({ id, recalledAt }) => [id === 'bm-recent', recalledAt !== undefined]),
		remains: [
			[true, true],
			[false, false],
		],
	},
];
