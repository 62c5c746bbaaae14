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
