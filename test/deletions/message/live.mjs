import { byId } from '../../laboratory/workflow.mjs';
import { fiftyPerSecond } from '../rates.mjs';

const left = ({ messages }) => messages.filter(({ recalledAt }) => recalledAt === undefined).map(({ messageId }) => messageId);

/** @type {import('../live.mjs').Deed} */
export const deed = {
	world: { messages: [{ messageId: 'om_1' }, { messageId: 'om_2' }] },
	parameters: { messageIds: '={{ $json.id }}' },
	items: [{ id: 'om_1' }],
	wire: { method: 'DELETE', path: '/open-apis/im/v1/messages/om_1', query: {} },
	records: [{ message_id: 'om_1', status: 'deleted' }],
	left,
	remains: ['om_2'],
};

/** @type {import('../live.mjs').Load} */
export const load = {
	name: 'single-message',
	title: 'Messages',
	refuses: 230009,
	limit: 1,
	rates: fiftyPerSecond,
	oneAtATime: false,
	id: (index) => `om_${index}`,
	world: (ids) => ({ messages: ids.map((messageId) => ({ messageId })) }),
	left: (state) => left(state).length,
	parameters: { messageIds: '={{ $json.id }}' },
	request: { method: 'DELETE', path: '/im/v1/messages/{{ $json.id }}' },
};

/** @type {import('../live.mjs').Tool} */
export const tool = {
	destroys: 'message',
	parameters: {
		messageIds: "={{ $fromAI('message_ids', 'IDs of the messages to recall, which begin with om_, separated by commas', 'string') }}",
	},
	arguments: (ids) => ({ message_ids: ids.join(', ') }),
};

/** More messages than a page of their list has, half of them by somebody else. */
const crowd = Array.from({ length: 120 }, (_, index) => ({
	messageId: `om_${index}`,
	chatId: `oc_${index % 3}`,
	minutesAgo: 200 - index,
	...(index % 2 === 1 && { sender: 'ou_lin' }),
}));
const own = crowd.filter(({ sender }) => sender === undefined).map(({ messageId }) => messageId);
const found = { messageIds: '={{ $json.message_id }}' };
const hours = { periodFrom: '={{ $now.minus({ hours: 5 }) }}', periodTo: '={{ $now }}' };

/** @type {import('../live.mjs').Journey[]} */
export const journeys = [
	{
		does: 'finds what the bot sent in all of its groups, and recalls it with copies',
		world: { messages: crowd },
		items: [{}],
		steps: [
			{
				parameters: { operation: 'getAll', scope: 'all', sentBy: 'self', ...hours, returnAll: true },
				gives: ['oc_0', 'oc_1', 'oc_2'].flatMap((chat_id) =>
					crowd
						.filter(({ chatId, messageId }) => chatId === chat_id && own.includes(messageId))
						.map(({ messageId }) => ({ chat_id, message_id: messageId, msg_type: 'text', text: `Message ${messageId}` })),
				),
			},
			{
				parameters: { ...found, options: { keepCopy: true } },
				onError: 'continueRegularOutput',
				gives: own.map(() => ({ status: 'deleted', snapshot: { msg_type: 'text' } })),
			},
		],
		left: (state) => left(state).length,
		remains: 60,
	},
	{
		does: 'recalls what one chat has with some words, whoever sent it, and tells whose it may not',
		world: {
			chats: [{ chatId: 'oc_1', managers: [] }],
			messages: [
				{ messageId: 'om_1', chatId: 'oc_1', minutesAgo: 3, content: { text: 'Wrong figures' } },
				{ messageId: 'om_2', chatId: 'oc_1', minutesAgo: 2, content: { text: 'Right figures' } },
				{ messageId: 'om_3', chatId: 'oc_1', minutesAgo: 1, content: { text: 'wrong FIGURES again' }, sender: 'ou_lin' },
			],
		},
		items: [{}],
		steps: [
			{
				parameters: {
					operation: 'getAll',
					scope: 'one',
					chatId: byId('oc_1'),
					sentBy: 'anyone',
					...hours,
					options: { textContains: 'wrong figures' },
				},
				gives: [{ message_id: 'om_1' }, { message_id: 'om_3' }],
			},
			{
				parameters: found,
				onError: 'continueErrorOutput',
				gives: [{ message_id: 'om_1', status: 'deleted' }],
				refuses: [{ error: { message_id: 'om_3', status: 'refused', code: 230026 } }],
			},
		],
		left,
		remains: ['om_2', 'om_3'],
	},
	{
		does: 'knows by a look of a recall whose answers are lost',
		world: { messages: [{ messageId: 'om_1' }] },
		fault: [{ endpoint: 'message', kind: 'resetAfter', on: 'every' }],
		items: [{ id: 'om_1' }],
		steps: [
			{
				parameters: { messageIds: '={{ $json.id }}' },
				onError: 'continueRegularOutput',
				gives: [{ status: 'deleted', confirmed_by: 'read' }],
			},
		],
		left,
		remains: [],
	},
];
