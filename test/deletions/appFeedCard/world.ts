import type { JsonObject } from '../../sandbox/json';
import type { FeedCardReason } from './spec';

export interface FeedCard {
	bizId: string;
	openId: string;
	/** What its user sees of it, as the call that created it had it, without the business ID. */
	content?: JsonObject;
	/** The card cannot be deleted: the name of a row in the table of reasons. */
	reason?: FeedCardReason['name'];
	/** The card sinks every call that names it, with this code. */
	refuses?: number;
}

export interface SeedFeedCard extends Omit<FeedCard, 'openId'> {
	userId: string;
}

export interface SeedFeedCards {
	feedCards?: readonly SeedFeedCard[];
}

/** One map key for the pair that identifies a card; JSON keeps any two strings apart. */
export function feedCardKey(bizId: string, openId: string): string {
	return JSON.stringify([bizId, openId]);
}

/** A world without cards. */
export function createWorld() {
	const cards = new Map<string, FeedCard>();
	const feedCards = (given: readonly SeedFeedCard[]): void => {
		for (const { userId, ...about } of given) cards.set(feedCardKey(about.bizId, userId), { ...about, openId: userId });
	};
	return { state: { feedCards: cards }, seed: { feedCards }, seedAll: (request: SeedFeedCards) => feedCards(request.feedCards ?? []) };
}

export const demo: SeedFeedCards = {
	feedCards: [
		{ bizId: 'sandbox-card-1', userId: 'ou_lin' },
		{ bizId: 'sandbox-card-1', userId: 'ou_zhou' },
		{ bizId: 'sandbox-card-2', userId: 'ou_lin', reason: 'NO_PERMISSION' },
	],
};
