import { page, FEED_CARD_REASONS, type FeedCardReason } from './page';
import { inWords, type ApiEndpoint } from '../../sandbox/endpoint';
import { idKindViolation, toOpenId } from '../../sandbox/people';
import { pageRefusal } from '../../sandbox/refusal';
import { feedCardKey } from './world';

interface NamedCard {
	biz_id: string;
	user_id: string;
}

interface Answers {
	/** How reasons are written. */
	feedCardReasons: 'names' | 'digits' | 'numbers';
}

export const answers: Answers = { feedCardReasons: 'names' };

function written(name: FeedCardReason['name'], form: Answers['feedCardReasons']): string | number {
	const number = FEED_CARD_REASONS.find((reason) => reason.name === name)?.number ?? 0;
	if (form === 'names') return name;
	return form === 'digits' ? String(number) : number;
}

/** Deletes feed cards one by one; those that stay are listed with their reasons. */
const appFeedCardDeletion: ApiEndpoint = {
	rules: page,
	invalid: (violations) => pageRefusal(page, 230001, inWords(violations), { fieldViolations: violations }),
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
			if (code !== undefined) throw pageRefusal(page, code, `card ${card.biz_id}`);
		}
		const seen = new Set<string>();
		const failed = keyed.flatMap(({ card, key }) => {
			const known = state.feedCards.get(key);
			const reason = seen.has(key) ? 'DUPLICATED' : known ? known.reason : 'NOT_CREATED';
			seen.add(key);
			if (reason) return [{ ...card, reason: written(reason, settings.answers.feedCardReasons) }];
			state.feedCards.delete(key);
			return [];
		});
		return { data: { failed_cards: failed } };
	},
};

export { page };
export { createWorld, demo } from './world';

export const endpoints = [appFeedCardDeletion];
