import type { INodePropertyOptions } from 'n8n-workflow';
import type { Endpoint } from '../shared/endpoint';
import { readIds, readPerson } from '../shared/ids';
import { refuseWords } from '../shared/notAnId';
import { paginationOf } from '../shared/operation';
import { mintBizId, readCard } from './card';
import { createReasons, createRefusals } from './createRefusals';
import { judgeCards } from './failedCards';
import { USER_IDS } from './createFields';

export const creation: Endpoint = {
	kind: 'create',
	noun: { one: 'feed card', many: 'feed cards' },
	field: USER_IDS,
	parameters: { user_ids: 'userIds', title: 'title', link: 'link', buttons: 'buttons', additionalFields: 'additionalFields' },
	userKey: 'user_id',
	people: [{ key: 'user_id', field: USER_IDS }],
	documentation: 'https://open.feishu.cn/document/im-v2/app_feed_card/create',
	limit: 20,
	rates: [{ calls: 10, perMs: 1_000 }],
	refusals: createRefusals,
	sharedYield: 'biz_id',
	mintedKey: 'biz_id',
	undo: { key: 'biz_id', todo: 'Delete the cards by this Business ID to undo it.' },
	whenUnknown:
		'This may already be done. Run it again with the biz_id shown here as Business ID. Users who already have the card then do not get it twice.',
	read({ user_ids, ...fields }, { uniqueMark = '' }) {
		const { bizId, content } = readCard(fields);
		if (bizId !== undefined) refuseWords(bizId, 'Business ID');
		const biz_id = bizId ?? mintBizId(uniqueMark, content);
		return {
			records: readIds(user_ids, USER_IDS, readPerson).map((user_id) => ({ biz_id, user_id })),
			body: { app_feed_card: { biz_id, ...content } },
			// Two cards with one ID are two wishes, of which Feishu refuses the second.
			instance: JSON.stringify(content),
			...(bizId === undefined && { isMinted: true }),
		};
	},
	preview: (_content, { body }) => {
		const { title, link } = body.app_feed_card as { title?: string; link?: { link?: string } };
		return { ...(title !== undefined && { title }), link: link?.link };
	},
	write: (records) => ({ user_ids: records.map(({ user_id }) => user_id) }),
	judge(answer, records, repeated, minted) {
		const verdicts = judgeCards(answer, records, repeated, {
			status: 'created',
			reasons: createReasons,
			// A card with an ID of the builder's own may be an older one.
			shownBy: (place) => (minted[place] === true ? 'DUPLICATED' : undefined),
		});
		const { biz_id } = answer.data;
		return verdicts?.map((verdict) =>
			verdict.status === 'created' && typeof biz_id === 'string' && biz_id !== '' ? { ...verdict, yields: { biz_id } } : verdict,
		);
	},
};

export const createOperation: INodePropertyOptions = {
	name: 'Create Feed Cards',
	value: 'create',
	action: 'Create feed cards',
	description: "Create a card of the app in people's message feed",
	routing: {
		request: { method: 'POST', url: '/im/v2/app_feed_card' },
		send: { paginate: true },
		operations: { pagination: paginationOf(creation) },
	},
};
