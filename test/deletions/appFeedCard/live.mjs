import { tenPerSecond } from '../rates.mjs';

const user = 'ou_bench';

/** @type {import('../live.mjs').Deed} */
export const deed = {
	world: {
		feedCards: [
			{ bizId: 'a, b', userId: 'ou_lin' },
			{ bizId: 'a, b', userId: 'ou_zhou', reason: 'NO_PERMISSION' },
		],
	},
	parameters: { feedCards: { cards: [{ bizId: '={{ $json.card }}', userIds: '={{ $json.users }}' }] } },
	items: [{ card: 'a, b', users: 'ou_lin, ou_zhou' }],
	wire: {
		method: 'DELETE',
		path: '/open-apis/im/v2/app_feed_card/batch',
		query: {},
		body: {
			feed_cards: [
				{ biz_id: 'a, b', user_id: 'ou_lin' },
				{ biz_id: 'a, b', user_id: 'ou_zhou' },
			],
		},
	},
	records: [
		{ biz_id: 'a, b', user_id: 'ou_lin', status: 'deleted' },
		{ biz_id: 'a, b', user_id: 'ou_zhou', status: 'refused', code: 1, reason: 'NO_PERMISSION' },
	],
	left: ({ feedCards }) => feedCards.map(({ openId }) => openId),
	remains: ['ou_zhou'],
};

/** @type {import('../live.mjs').Load} */
export const load = {
	name: 'card',
	title: 'App feed cards',
	refuses: 230001,
	limit: 20,
	rates: tenPerSecond,
	oneAtATime: false,
	id: (index) => `card-${index}`,
	world: (ids) => ({ feedCards: ids.map((bizId) => ({ bizId, userId: user })) }),
	left: ({ feedCards }) => feedCards.length,
	parameters: { feedCards: { cards: [{ bizId: '={{ $json.id }}', userIds: user }] } },
	request: {
		method: 'DELETE',
		path: '/im/v2/app_feed_card/batch',
		body: `{ "feed_cards": [{ "biz_id": "{{ $json.id }}", "user_id": "${user}" }] }`,
	},
};

/** @type {import('../live.mjs').Tool} */
export const tool = {
	destroys: 'app feed cards',
	parameters: {
		feedCards: {
			cards: [
				{
					bizId: "={{ $fromAI('business_id', 'Business ID of the one card to delete', 'string') }}",
					userIds: "={{ $fromAI('user_ids', 'Open IDs (ou_…) of the people to take the card from, separated by commas', 'string') }}",
				},
			],
		},
	},
	arguments: ([id]) => ({ business_id: id, user_ids: user }),
};

const people = Array.from({ length: 25 }, (_, index) => `ou_${index}`);
const card = { title: 'Your parcel is here', link: 'https://www.example.com/parcels/42' };
const deleting = { feedCards: { cards: [{ bizId: '={{ $json.biz_id }}', userIds: '={{ $json.user_id }}' }] } };

/** @type {import('../live.mjs').Journey[]} */
export const journeys = [
	{
		does: 'puts a card into more feeds than a call reaches, and deletes it by the ID that this gives',
		world: {},
		items: people.map((id) => ({ id })),
		steps: [
			{
				parameters: { operation: 'create', userIds: '={{ $json.id }}', ...card, additionalFields: { preview: 'At the reception' } },
				gives: people.map((user_id) => ({ user_id, status: 'created' })),
			},
			{
				parameters: deleting,
				onError: 'continueRegularOutput',
				gives: people.map((user_id) => ({ user_id, status: 'deleted' })),
			},
		],
		left: ({ feedCards }) => feedCards,
		remains: [],
	},
	{
		does: 'puts no card twice into a feed, but sends who has it to the output of errors',
		world: { feedCards: [{ bizId: 'parcel-42', userId: 'ou_zhou' }] },
		items: [{ id: 'ou_zhou' }],
		steps: [
			{
				parameters: { operation: 'create', userIds: '={{ $json.id }}', ...card, additionalFields: { bizId: 'parcel-42' } },
				onError: 'continueErrorOutput',
				gives: [],
				refuses: [{ error: { user_id: 'ou_zhou', reason: 'DUPLICATED' } }],
			},
		],
		left: ({ feedCards }) => feedCards.map(({ bizId, openId }) => [bizId, openId]),
		remains: [['parcel-42', 'ou_zhou']],
	},
	{
		does: 'knows by a repeat what a lost answer leaves open',
		world: {},
		fault: { endpoint: 'appFeedCardCreate', kind: 'resetAfter', on: 1 },
		items: [{ id: 'ou_lin' }],
		steps: [
			{
				parameters: { operation: 'create', userIds: '={{ $json.id }}', ...card },
				onError: 'continueRegularOutput',
				gives: [{ status: 'created', confirmed_by: 'repeat' }],
			},
		],
		left: ({ feedCards }) => feedCards.length,
		remains: 1,
	},
];
