import { byId } from '../../laboratory/workflow.mjs';
import { fiftyPerSecond } from '../rates.mjs';

const chat = 'oc_a0553eda9014c201e6969b478895c230';
const benchChat = 'oc_bench';
const bot = 'cli_sandbox';

/** A group that the bot manages. */
const groupOf = (chatId, people, more = {}) => ({ chatId, members: [bot, ...people], managers: [bot], ...more });

const peopleOf = ({ chats }, chatId = chat) => chats.find((one) => one.chatId === chatId).members.filter((member) => member !== bot);

/** @type {import('../live.mjs').Deed} */
export const deed = {
	world: { chats: [groupOf(chat, ['ou_lin', 'ou_zhou'])] },
	parameters: { chatId: byId(chat), memberIds: '={{ $json.ids }}', options: { memberIdType: 'open_id' } },
	items: [{ ids: ['ou_lin'] }],
	wire: {
		method: 'DELETE',
		path: `/open-apis/im/v1/chats/${chat}/members`,
		query: { member_id_type: 'open_id' },
		body: { id_list: ['ou_lin'] },
	},
	records: [{ chat_id: chat, member_id: 'ou_lin', status: 'deleted' }],
	left: peopleOf,
	remains: ['ou_zhou'],
};

/** @type {import('../live.mjs').Load} */
export const load = {
	name: 'chat-member',
	title: 'Members of one group chat',
	refuses: 232076,
	limit: 50,
	rates: fiftyPerSecond,
	oneAtATime: true,
	id: (index) => `ou_${index}`,
	world: (ids) => ({ chats: [groupOf(benchChat, ids)] }),
	left: (state) => peopleOf(state, benchChat).length,
	parameters: { chatId: byId(benchChat), memberIds: '={{ $json.id }}' },
	request: { method: 'DELETE', path: `/im/v1/chats/${benchChat}/members`, body: '{ "id_list": ["{{ $json.id }}"] }' },
};

const leaver = 'ou_leaver';

/** @type {import('../live.mjs').Load[]} */
export const otherLoads = [
	{
		...load,
		name: 'everywhere',
		title: 'One person in many group chats',
		limit: 1,
		oneAtATime: false,
		id: (index) => `oc_bench_${index}`,
		world: (ids) => ({ chats: ids.map((chatId) => groupOf(chatId, [leaver])) }),
		left: ({ chats }) => chats.filter(({ members }) => members.includes(leaver)).length,
		parameters: { chatId: byId('={{ $json.id }}'), memberIds: leaver },
		request: { method: 'DELETE', path: '/im/v1/chats/{{ $json.id }}/members', body: `{ "id_list": ["${leaver}"] }` },
	},
];

/** @type {import('../live.mjs').Tool} */
export const tool = {
	destroys: 'people or bots',
	parameters: {
		chatId: byId(benchChat),
		memberIds: "={{ $fromAI('member_ids', 'Open IDs (ou_…) of the people to remove, separated by commas', 'string') }}",
	},
	arguments: (ids) => ({ member_ids: ids.join(', ') }),
};

/** More members than a page of their list has. */
const crowd = Array.from({ length: 130 }, (_, index) => `ou_${index}`);
const found = { chatId: byId('={{ $json.chat_id }}'), memberIds: '={{ $json.member_id }}' };

/** @type {import('../live.mjs').Journey[]} */
export const journeys = [
	{
		does: 'lists everybody, removes them with copies, and adds them again',
		world: { chats: [groupOf(chat, crowd, { name: 'Product team' })] },
		items: [{ id: chat }],
		steps: [
			{
				parameters: { operation: 'getAll', scope: 'one', chatId: byId('={{ $json.id }}'), returnAll: true, simplify: true },
				gives: crowd.map((member_id) => ({ member_name: `Name of ${member_id}`, chat_name: 'Product team', chat_id: chat, member_id })),
			},
			{
				parameters: { ...found, options: { keepCopy: true } },
				onError: 'continueRegularOutput',
				gives: crowd.map((member_id) => ({ member_id, status: 'deleted', snapshot: { member_id, is_administrator: false } })),
			},
			{
				parameters: { operation: 'create', chatId: found.chatId, members: '={{ $json.snapshot }}' },
				gives: crowd.map((member_id) => ({ member_id, status: 'created' })),
			},
		],
		left: (state) => peopleOf(state),
		remains: crowd,
	},
	{
		does: 'takes one person out of all groups, and names the one that the person owns',
		world: {
			// More groups than a page of their list has.
			chats: Array.from({ length: 120 }, (_, index) =>
				groupOf(`oc_${index}`, index % 4 === 0 ? ['ou_lin', 'ou_zhou'] : ['ou_zhou'], index === 8 ? { owner: 'ou_lin' } : {}),
			),
		},
		items: [{}],
		steps: [
			{
				parameters: { operation: 'getAll', scope: 'all', returnAll: true, simplify: true, options: { onlyThese: 'ou_lin' } },
				gives: Array.from({ length: 30 }, (_, index) => ({ chat_id: `oc_${index * 4}`, member_id: 'ou_lin' })),
			},
			{
				parameters: found,
				onError: 'continueErrorOutput',
				gives: Array.from({ length: 29 }, () => ({ status: 'deleted', member_id: 'ou_lin' })),
				refuses: [{ error: { chat_id: 'oc_8', member_id: 'ou_lin', status: 'refused', code: 232076 } }],
			},
		],
		left: ({ chats }) => chats.filter(({ members }) => members.includes('ou_lin')).length,
		remains: 1,
	},
	{
		does: 'removes bots five at a time',
		world: { chats: [groupOf(chat, ['ou_lin', 'cli_1', 'cli_2', 'cli_3', 'cli_4', 'cli_5', 'cli_6'])] },
		items: [{ ids: ['cli_1', 'cli_2', 'cli_3', 'cli_4', 'cli_5', 'cli_6'] }],
		steps: [
			{
				parameters: { chatId: byId(chat), memberIds: '={{ $json.ids }}', options: { memberIdType: 'app_id', output: 'summary' } },
				gives: [{ asked: 6, deleted: 6, calls: 2 }],
			},
		],
		left: (state) => peopleOf(state),
		remains: ['ou_lin'],
	},
	{
		does: 'removes, though the answers are lost: a look tells',
		world: { chats: [groupOf(chat, ['ou_lin'])] },
		fault: [{ endpoint: 'chatMember', kind: 'resetAfter', on: 'every' }],
		items: [{ chat_id: chat, member_id: 'ou_lin' }],
		steps: [{ parameters: found, onError: 'continueRegularOutput', gives: [{ status: 'deleted', confirmed_by: 'read' }] }],
		left: (state) => peopleOf(state),
		remains: [],
	},
];
