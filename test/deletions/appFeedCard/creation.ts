import { EMPLOYEE_ID_SCOPE, JSON_CONTENT_TYPE, TEN_PER_SECOND, USER_ID_TYPE, type Field, type SiblingSpec } from '../../specs/spec';
import type { SiblingEndpoint } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { idKindViolation, isNobody, toOpenId } from '../../sandbox/people';
import type { FieldViolation } from '../../sandbox/refusal';
import { writeReason } from './answers';
import { invalid } from './invalid';
import { spec as deletionSpec } from './spec';
import { feedCardKey } from './world';

/** A text of which the page says how long it may be; it may be empty. */
function text(description: string, maxLength: number, example: string): Field {
	return { type: 'string', required: false, minLength: 0, maxLength, description, example };
}

function address(description: string): Field {
	return { type: 'string', required: false, maxLength: 700, description, example: 'https://www.feishu.cn/' };
}

function flag(description: string, example: boolean): Field {
	return { type: 'boolean', required: false, default: false, description, example };
}

const BUTTON = {
	multi_url: {
		type: 'object',
		required: false,
		description: 'Where it leads; https only.',
		fields: {
			url: address('The usual address.'),
			android_url: address('The address on Android.'),
			ios_url: address('The address on iOS.'),
			pc_url: address('The address on a computer.'),
		},
	},
	action_type: {
		type: 'string',
		required: true,
		description: 'What a click does.',
		enum: [
			{ value: 'url_page', meaning: 'opens a page' },
			{ value: 'webhook', meaning: 'calls the app back' },
		],
		example: 'url_page',
	},
	text: {
		type: 'object',
		required: true,
		description: 'Its words.',
		fields: {
			text: { type: 'string', required: true, minLength: 1, maxLength: 30, description: 'The text.', example: '文本' },
		},
	},
	button_type: {
		type: 'string',
		required: false,
		default: 'default',
		description: 'How it looks.',
		enum: [
			{ value: 'default', meaning: 'as usual' },
			{ value: 'primary', meaning: 'as the main one' },
			{ value: 'success', meaning: 'as one that means success' },
		],
		example: 'default',
	},
	action_map: { type: 'object', required: false, description: 'Texts by name, for the app.' },
} as const satisfies Record<string, Field>;

const CREATE_SPEC: SiblingSpec = {
	name: 'appFeedCardCreate',
	title: 'Create app feed cards',
	url: 'https://open.feishu.cn/document/im-v2/app_feed_card/create',
	method: 'POST',
	path: '/open-apis/im/v2/app_feed_card',
	tokens: ['tenant'],
	appKinds: ['custom', 'store'],
	scopes: deletionSpec.scopes,
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'not mentioned',
	rateLimits: TEN_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: {},
	queryParameters: { user_id_type: USER_ID_TYPE },
	body: {
		app_feed_card: {
			type: 'object',
			required: false,
			description: 'The card.',
			fields: {
				biz_id: text(
					'Its business ID. Without one, the answer names the one that the system chose.',
					200,
					'096e2927-40a6-41a3-9562-314d641d09ae',
				),
				title: text('Its title, of which one line is shown.', 60, '主标题'),
				avatar_key: text('The key of its picture.', 100, 'v3_0041_007bca9f-67ba-4199-bf00-4031b12cf226'),
				preview: text('Its text, of which one line is shown.', 120, '预览信息'),
				status_label: {
					type: 'object',
					required: false,
					description: 'A label; without one, the time at which the card arrived is shown.',
					fields: {
						text: { type: 'string', required: true, minLength: 1, maxLength: 20, description: 'Its text.', example: '标签文字' },
						type: {
							type: 'string',
							required: true,
							default: 'primary',
							description: 'Its kind.',
							enum: [
								{ value: 'primary', meaning: 'the main kind' },
								{ value: 'secondary', meaning: 'a lesser kind' },
								{ value: 'success', meaning: 'success' },
								{ value: 'danger', meaning: 'danger' },
							],
							example: 'primary',
						},
					},
				},
				buttons: {
					type: 'object',
					required: false,
					description: 'Its buttons.',
					fields: { buttons: { type: 'object[]', required: true, minItems: 0, maxItems: 2, description: 'Two at most.', fields: BUTTON } },
				},
				link: {
					type: 'object',
					required: false,
					description: 'Where the card leads; needed to create one.',
					fields: { link: address('An https address, or the AppLink of this app.') },
				},
				time_sensitive: flag('Whether the card stays on top of the feed for now.', false),
				notify: {
					type: 'object',
					required: false,
					description: 'Whether and how its users are told; without it, they are.',
					fields: {
						close_notify: flag('Whether they are not told.', true),
						custom_sound_text: {
							type: 'string',
							required: false,
							maxLength: 20,
							description: 'What is spoken; on mobile phones only.',
							example: '您有新的订单',
						},
						with_custom_sound: flag('Whether it is spoken; on mobile phones only.', true),
					},
				},
			},
		},
		user_ids: {
			type: 'string[]',
			required: false,
			minItems: 1,
			maxItems: 20,
			description: 'The users who see the card, in the kind of ID that user_id_type names.',
			example: ['ou_a0553eda9014c201e6969b478895c230'],
		},
	},
	response: { ...deletionSpec.response, biz_id: { type: 'string', description: 'The business ID of the cards.' } },
	successMsg: 'success',
	errors: deletionSpec.errors,
	notes: [
		'Neither the card nor the users are required by the table, though a card without a link cannot be created, and nobody sees one without users.',
		'The kind of a label is required, and has a default all the same.',
		'Store apps cannot use user IDs of the user_id kind.',
		'AppLinks are held against the ID of the app.',
		'The page does not say which reason an unknown user gets.',
	],
};

interface NewCard extends JsonObject {
	biz_id?: string;
	buttons?: { buttons: Array<{ multi_url?: Record<string, string>; action_map?: JsonObject }> };
	link?: { link?: string };
}

function addressViolations(field: string, value: string, appId: string): FieldViolation[] {
	const url = URL.canParse(value) ? new URL(value) : undefined;
	if (url?.protocol !== 'https:') return [{ field, value: JSON.stringify(value), description: 'must be an https address' }];
	if (!url.hostname.startsWith('applink.') || url.searchParams.get('appId') === appId) return [];
	return [{ field, value: JSON.stringify(value), description: 'is an AppLink of another app' }];
}

/** What the table says in words of a card, and not by types and lengths. */
function cardViolations({ link, buttons }: NewCard, appId: string): FieldViolation[] {
	const ofLink =
		link?.link === undefined
			? [{ field: 'app_feed_card.link.link', value: '', description: 'is required to create a card' }]
			: addressViolations('app_feed_card.link.link', link.link, appId);
	const ofButtons = (buttons?.buttons ?? []).flatMap(({ multi_url: urls = {}, action_map: actions = {} }, index) => {
		const field = `app_feed_card.buttons.buttons[${index}]`;
		return [
			...Object.entries(urls).flatMap(([name, value]) => addressViolations(`${field}.multi_url.${name}`, value, appId)),
			...Object.entries(actions).flatMap(([name, value]) =>
				typeof value === 'string'
					? []
					: [{ field: `${field}.action_map.${name}`, value: JSON.stringify(value), description: 'must be a string' }],
			),
		];
	});
	return [...ofLink, ...ofButtons];
}

/** Puts a card into the feeds of its users, one by one; those who do not get it are listed with the reason. */
export const appFeedCardCreate: SiblingEndpoint = {
	rules: CREATE_SPEC,
	invalid,
	work({ platform: { state, settings, mint }, caller, body, userIdType }) {
		const { biz_id: given = '', ...content } = (body['app_feed_card'] ?? {}) as NewCard;
		const users = body['user_ids'] as string[] | undefined;
		const wrong = cardViolations(content, caller.app.appId);
		// Optional by the page's table, which leaves such a call with nothing to do.
		if (!users) wrong.push({ field: 'user_ids', value: '', description: 'at least one entry is needed' });
		wrong.push(...(users ?? []).flatMap((id, index) => idKindViolation(state.people, userIdType, id, `user_ids[${index}]`) ?? []));
		if (!users || wrong.length > 0) throw invalid(wrong);
		const bizId = given.trim() === '' ? mint.hex(32) : given;
		const failed = users.flatMap((user_id) => {
			const openId = toOpenId(state.people, userIdType, user_id);
			const key = feedCardKey(bizId, openId);
			const stranger = isNobody(state.people, userIdType, user_id);
			const reason = stranger ? 'NO_PERMISSION' : state.feedCards.has(key) ? 'DUPLICATED' : undefined;
			if (reason) return [{ biz_id: bizId, user_id, reason: writeReason(reason, settings.answers.feedCardReasons) }];
			state.feedCards.set(key, { bizId, openId, content });
			return [];
		});
		return { data: { failed_cards: failed, biz_id: bizId } };
	},
};
