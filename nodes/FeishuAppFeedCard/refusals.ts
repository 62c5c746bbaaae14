import type { Refusal, Refusals } from '../shared/refusal';

/**
 * The codes of the page on deleting app feed cards:
 * https://open.feishu.cn/document/im-v2/app_feed_card/delete
 */
export const refusals: Refusals = {
	230001: {
		what: 'Feishu did not accept this card: its business ID or its user ID.',
		todo: 'Read the reason, which often names the value. Check both IDs in Feed Cards, and that User ID Type matches the user ID.',
		reach: 'record',
	},
};

/** Why a single card was not deleted, or not created, although the call was accepted. */
export interface CardReason extends Refusal {
	/** The word some answers carry in place of the number. */
	name: 'UNKNOWN' | 'NO_PERMISSION' | 'NOT_CREATED' | 'RATE_LIMITED' | 'DUPLICATED';
}

/** Such reasons by their number. */
export type CardReasons = Readonly<Record<number, CardReason>> & { readonly 0: CardReason };

/**
 * The reasons in `failed_cards`. The table of the page gives numbers, its example a name, and the
 * official SDKs have both, so that either may come.
 */
export const cardReasons: CardReasons = {
	0: {
		name: 'UNKNOWN',
		what: 'Feishu did not delete this card and gave no reason.',
		todo: 'Run the workflow again later. If the card stays, give the log ID to Feishu support.',
		reach: 'record',
	},
	1: {
		name: 'NO_PERMISSION',
		what: 'The app is not allowed to delete this card.',
		todo: 'Use the credential of the app that created it.',
		reach: 'record',
	},
	2: {
		name: 'NOT_CREATED',
		what: 'This user has no card with this business ID from this app.',
		todo: 'If the card is already deleted, nothing needs to be done. Otherwise check both IDs in Feed Cards, and that the credential belongs to the app that created the card.',
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
		what: 'Feishu says that this card is a duplicate.',
		todo: 'Check whether it is already gone. Otherwise send it alone.',
		reach: 'record',
	},
};
