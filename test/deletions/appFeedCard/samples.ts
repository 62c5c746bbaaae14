import type { Samples } from '../sample';

export const samples: Samples = {
	appFeedCard: {
		body: { feed_cards: [{ biz_id: 'b1', user_id: 'ou_a' }] },
		seed: ({ seed }) => {
			seed.feedCards([{ bizId: 'b1', userId: 'ou_a' }]);
		},
	},
	appFeedCardCreate: { body: { app_feed_card: { biz_id: 'b1', link: { link: 'https://www.feishu.cn/' } }, user_ids: ['ou_a'] } },
};
