import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Endpoint } from '../shared/endpoint';
import { readIds, readPerson, refuseWords } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { mintBizId, readCard } from './card';
import { createReasons, createRefusals } from './createRefusals';
import { judgeCards } from './failedCards';

const USER_IDS = 'User IDs';

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
	undo: { key: 'biz_id', todo: 'To take the cards away, delete them by this Business ID: no list of Feishu’s shows it.' },
	whenUnknown:
		'This may already be done. Run it again with the biz_id shown here as Business ID: a user who has the card already does not get it twice. With another one, or none, they would.',
	read({ user_ids, ...fields }, { run = '' }) {
		const { bizId, content } = readCard(fields);
		if (bizId !== undefined) refuseWords(bizId, 'Business ID');
		const biz_id = bizId ?? mintBizId(run, content);
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
	action: 'Create app feed cards',
	description: "Put a card of the app into people's message feed",
	routing: {
		request: { method: 'POST', url: '/im/v2/app_feed_card' },
		send: { paginate: true },
		operations: { pagination: paginationOf(creation) },
	},
};

const displayOptions = { show: { operation: ['create'] } };

export const createFields: INodeProperties[] = [
	{
		displayName:
			"Puts a card into the message feed of each user, from Feishu 7.6 on. Items with the same card share calls, of at most 20 users; each user is an output item with the card's biz_id, by which Delete Feed Cards takes it away. A card without Business ID gets one from this node, the same for all of its users, so that a repeat after a lost answer does not create it twice. The app needs the permission im:app_feed_card:write.",
		name: 'createNotice',
		type: 'notice',
		default: '',
		displayOptions,
	},
	{
		displayName: USER_IDS,
		name: 'userIds',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. ou_88553eda9014',
		description:
			'Who gets the card: one ID, a list separated by commas or line breaks, or an array. They must be of the kind set in Options under User ID Type, which is Open ID (ou_…) unless you change it; an app from the store cannot use User ID.',
		displayOptions,
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Order 42 has arrived',
		description: 'What the card says first, in at most 60 characters, of which one line is shown',
		displayOptions,
	},
	{
		displayName: 'Link',
		name: 'link',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://www.example.com/orders/42',
		description: 'What the card opens: an address with https, or an AppLink of this app, of at most 700 characters',
		displayOptions,
	},
	{
		displayName: 'Buttons',
		name: 'buttons',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add button',
		default: {},
		description: 'The buttons of the card: two at most',
		displayOptions,
		options: [
			{
				displayName: 'Button',
				name: 'button',
				values: [
					{
						displayName: 'Action',
						name: 'actionType',
						type: 'options',
						options: [
							{
								name: 'Call the App Back',
								value: 'webhook',
								description: 'Feishu sends a callback with the values to the app',
							},
							{
								name: 'Open a Page',
								value: 'url_page',
								description: 'Opens the URL',
							},
						],
						default: 'url_page',
						description: 'What a click does',
					},
					{
						displayName: 'Android URL',
						name: 'androidUrl',
						type: 'string',
						default: '',
						placeholder: 'e.g. https://www.example.com/android',
						description: 'What it opens on Android, where that is something else',
					},
					{
						displayName: 'Button Text',
						name: 'text',
						type: 'string',
						default: '',
						placeholder: 'e.g. Open',
						description: 'What the button says, in at most 30 characters',
					},
					{
						displayName: 'Callback Values (JSON)',
						name: 'actionMap',
						type: 'json',
						default: '',
						placeholder: 'e.g. {"order": "42"}',
						description: 'Texts by name that the app gets with the callback, as an object or JSON text',
						displayOptions: { show: { actionType: ['webhook'] } },
					},
					{
						displayName: 'iOS URL',
						name: 'iosUrl',
						type: 'string',
						default: '',
						placeholder: 'e.g. https://www.example.com/ios',
						description: 'What it opens on iOS, where that is something else',
					},
					{
						displayName: 'PC URL',
						name: 'pcUrl',
						type: 'string',
						default: '',
						placeholder: 'e.g. https://www.example.com/pc',
						description: 'What it opens on a computer, where that is something else',
					},
					{
						displayName: 'Style',
						name: 'buttonType',
						type: 'options',
						options: [
							{
								name: 'Default',
								value: 'default',
							},
							{
								name: 'Primary',
								value: 'primary',
							},
							{
								name: 'Success',
								value: 'success',
							},
						],
						default: 'default',
						description: 'How the button looks',
					},
					{
						displayName: 'URL',
						name: 'url',
						type: 'string',
						default: '',
						placeholder: 'e.g. https://www.example.com',
						description: 'What the button opens: an address with https of at most 700 characters',
					},
				],
			},
		],
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		displayOptions,
		options: [
			{
				displayName: 'Avatar Key',
				name: 'avatarKey',
				type: 'string',
				default: '',
				placeholder: 'e.g. v3_0041_007bca9f-67ba-4199-bf00-4031b12cf226',
				description: 'The key of the picture, which uploading it as an avatar returned, instead of the picture of the app',
			},
			{
				displayName: 'Business ID',
				name: 'bizId',
				type: 'string',
				default: '',
				placeholder: 'e.g. order-42',
				description:
					"The app's own ID for the card, of at most 200 characters, sent exactly as it stands here. A user who has a card with this ID from this app keeps that one, and is reported as refused. Where it is blank, each run makes a new one.",
			},
			{
				displayName: 'Mute Notification',
				name: 'closeNotify',
				type: 'boolean',
				default: false,
				description: 'Whether the card arrives without a notification',
			},
			{
				displayName: 'Preview',
				name: 'preview',
				type: 'string',
				default: '',
				placeholder: 'e.g. Pick it up at the reception',
				description: 'What the card says below its title, in at most 120 characters, of which one line is shown',
			},
			{
				displayName: 'Speak Text',
				name: 'withCustomSound',
				type: 'boolean',
				default: false,
				description: 'Whether a phone speaks the Spoken Text as the card arrives',
			},
			{
				displayName: 'Spoken Text',
				name: 'customSoundText',
				type: 'string',
				default: '',
				placeholder: 'e.g. You have a new order',
				description: 'What a phone speaks where Speak Text is on, in at most 20 characters',
			},
			{
				displayName: 'Status Label',
				name: 'statusLabel',
				type: 'string',
				default: '',
				placeholder: 'e.g. Arrived',
				description: 'A label of at most 20 characters where the time of arrival would stand',
			},
			{
				displayName: 'Status Label Type',
				name: 'statusLabelType',
				type: 'options',
				options: [
					{ name: 'Danger', value: 'danger' },
					{ name: 'Primary', value: 'primary' },
					{ name: 'Secondary', value: 'secondary' },
					{ name: 'Success', value: 'success' },
				],
				default: 'primary',
				description: 'How the label looks',
			},
			{
				displayName: 'Time Sensitive',
				name: 'timeSensitive',
				type: 'boolean',
				default: false,
				description: 'Whether the card stays on top of the message feed for now',
			},
		],
	},
];
