import { EMPLOYEE_ID_SCOPE, JSON_CONTENT_TYPE, TEN_PER_SECOND, USER_ID_TYPE, type Spec } from '../../specs/spec';

/** One row of the table of reasons why a card was not deleted. */
export interface FeedCardReason {
	number: number;
	name: 'UNKNOWN' | 'NO_PERMISSION' | 'NOT_CREATED' | 'RATE_LIMITED' | 'DUPLICATED';
	meaning: string;
}

/**
 * The page's table gives the numbers, its example gives a name; the names of all
 * five come from the enumeration in the official Java SDK.
 */
export const FEED_CARD_REASONS: readonly FeedCardReason[] = [
	{ number: 0, name: 'UNKNOWN', meaning: 'unknown' },
	{ number: 1, name: 'NO_PERMISSION', meaning: 'no permission' },
	{ number: 2, name: 'NOT_CREATED', meaning: 'not created' },
	{ number: 3, name: 'RATE_LIMITED', meaning: 'rate limited' },
	{ number: 4, name: 'DUPLICATED', meaning: 'duplicated' },
];

export const spec: Spec = {
	name: 'appFeedCard',
	title: 'Delete app feed cards',
	url: 'https://open.feishu.cn/document/im-v2/app_feed_card/delete',
	lastUpdated: '2024-08-29',
	method: 'DELETE',
	path: '/open-apis/im/v2/app_feed_card/batch',
	tokens: ['tenant'],
	appKinds: ['custom', 'store'],
	scopes: ['im:app_feed_card:write'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'not mentioned',
	rateLimits: TEN_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: {},
	queryParameters: { user_id_type: USER_ID_TYPE },
	body: {
		feed_cards: {
			type: 'object[]',
			required: false,
			minItems: 1,
			maxItems: 20,
			description: 'The cards to delete.',
			fields: {
				biz_id: {
					type: 'string',
					required: true,
					description: 'The business ID of the card.',
					example: 'ed381d34-49ac-4876-8d9e-23447acb587e',
				},
				user_id: {
					type: 'string',
					required: true,
					description: 'The user who sees the card, in the kind of ID that user_id_type names.',
					example: 'ou_88553eda9014c201e6969b478895c223',
				},
			},
		},
	},
	combinedLimits: [],
	response: {
		failed_cards: {
			type: 'object[]',
			description: 'The cards that were not deleted.',
			fields: {
				biz_id: { type: 'string', description: 'The business ID of the card.' },
				user_id: { type: 'string', description: 'The user who sees the card.' },
				reason: {
					type: 'string',
					description: 'Why the card was not deleted.',
					enum: FEED_CARD_REASONS.map(({ number, meaning }) => ({ value: String(number), meaning })),
					example: 'NO_PERMISSION',
				},
			},
		},
	},
	successMsg: 'success',
	errors: [{ code: 230001, status: 400, description: 'param is invalid', advice: 'The message names the field and the cause.' }],
	notes: [
		'The request is a DELETE with a JSON body.',
		'Store apps cannot use user IDs of the user_id kind.',
		'The example shows code 0 together with failed cards.',
		'The reason is documented as a number from 0 to 4, but the example shows a name.',
	],
};
