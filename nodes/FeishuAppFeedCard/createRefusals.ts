import type { Refusals } from '../shared/refusal';
import { cardReasons, type CardReasons } from './refusals';

/**
 * The codes of the page on creating app feed cards:
 * https://open.feishu.cn/document/im-v2/app_feed_card/create
 */
export const createRefusals: Refusals = {
	230001: {
		what: 'Feishu did not accept this card, or a user of it.',
		todo: 'Read the reason, which often names the value. Check that Link is an address with https or an AppLink of this app, and that User ID Type matches the user IDs.',
		reach: 'record',
	},
};

/** What the same reasons mean if a card is created. */
export const createReasons: CardReasons = {
	0: {
		...cardReasons[0],
		what: 'Feishu did not create this card and gave no reason.',
		todo: 'Run the workflow again later. If it happens again, give the log ID to Feishu support.',
	},
	1: {
		name: 'NO_PERMISSION',
		what: 'The app is not allowed to create a card for this user.',
		todo: 'Check the user ID, and that the user is within the availability of the app.',
		reach: 'record',
	},
	2: {
		name: 'NOT_CREATED',
		what: 'Feishu did not create this card.',
		todo: 'Check the user ID, and send it alone.',
		reach: 'record',
	},
	3: {
		name: 'RATE_LIMITED',
		what: 'Feishu received too many calls for this card, even after waiting.',
		todo: 'Run the workflow again in a few minutes, with fewer workflows that use the same app at the same time.',
		reach: 'rate',
	},
	4: {
		name: 'DUPLICATED',
		what: 'This user already has a card with this business ID from this app, and it stays as it is.',
		todo: 'If it is the same card, nothing needs to be done. For a different card, enter another Business ID or leave it blank, or delete the old card first.',
		reach: 'record',
	},
};
