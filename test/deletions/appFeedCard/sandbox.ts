import { spec } from './spec';
import { answers, writeReason } from './answers';
import * as creation from './creation';
import { invalid as refuse } from './invalid';
import type { ApiEndpoint } from '../../sandbox/endpoint';
import { idKindViolation, toOpenId } from '../../sandbox/people';
import { specRefusal } from '../../sandbox/refusal';
import { feedCardKey } from './world';

interface NamedCard {
	biz_id: string;
	user_id: string;
}

/** Deletes feed cards one by one; those that stay are listed with their reasons. */
const appFeedCardDeletion: ApiEndpoint = {
	rules: spec,
	invalid: refuse,
	work({ platform: { state, settings }, body, userIdType, invalid }) {
		const cards = body['feed_cards'] as NamedCard[] | undefined;
		// Optional by the page's table, which leaves such a call with nothing to do.
		if (!cards) throw invalid([{ field: 'feed_cards', value: '', description: 'at least one entry is needed' }]);
		const wrongKind = cards.flatMap(
			({ user_id }, index) => idKindViolation(state.people, userIdType, user_id, `feed_cards[${index}].user_id`) ?? [],
		);
		if (wrongKind.length > 0) throw invalid(wrongKind);
		const keyed = cards.map((card) => ({ card, key: feedCardKey(card.biz_id, toOpenId(state.people, userIdType, card.user_id)) }));
		for (const { card, key } of keyed) {
			const code = state.feedCards.get(key)?.refuses;
			if (code !== undefined) throw specRefusal(spec, code, `card ${card.biz_id}`);
		}
		const seen = new Set<string>();
		const failed = keyed.flatMap(({ card, key }) => {
			const known = state.feedCards.get(key);
			const reason = seen.has(key) ? 'DUPLICATED' : known ? known.reason : 'NOT_CREATED';
			seen.add(key);
			if (reason) return [{ ...card, reason: writeReason(reason, settings.answers.feedCardReasons) }];
			state.feedCards.delete(key);
			return [];
		});
		return { data: { failed_cards: failed } };
	},
};

export { answers, spec };
export { createWorld, demo } from './world';

export const endpoints = [appFeedCardDeletion, ...Object.values(creation)];

declare module '../sandbox' {
	interface Parts {
		appFeedCard: typeof import('./sandbox');
	}
}
