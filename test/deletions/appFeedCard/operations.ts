import type { INodeParameters } from 'n8n-workflow';
import { creation } from '../../../nodes/FeishuAppFeedCard/create.operation';
import { createReasons } from '../../../nodes/FeishuAppFeedCard/createRefusals';
import type { WireRow } from '../deletion';
import type { OperationRow } from '../operation';
import { openIdOf, PEOPLE, USER_ID_TYPES, type UserIdType } from '../values';
import { appFeedCardCreate } from './creation';

const LINK = 'https://www.feishu.cn/?a=1&b=%20#卡';

const ID = { bizId: 'card-1' };

interface Card {
	biz_id?: string;
	title?: string;
	avatar_key?: string;
	preview?: string;
	status_label?: { text: string; type: 'primary' | 'secondary' | 'success' | 'danger' };
	buttons?: {
		buttons: Array<{
			multi_url?: { url?: string; android_url?: string; ios_url?: string; pc_url?: string };
			action_type: 'url_page' | 'webhook';
			text: { text: string };
			button_type?: 'default' | 'primary' | 'success';
			action_map?: Record<string, string>;
		}>;
	};
	link?: { link?: string };
	time_sensitive?: boolean;
	notify?: { close_notify?: boolean; custom_sound_text?: string; with_custom_sound?: boolean };
}

/** A card with the business ID and link that all of these rows have. */
function row(name: string, parameters: INodeParameters, card: Card, user_ids = [PEOPLE[0]!.openId], user_id_type?: UserIdType): WireRow {
	return {
		name,
		parameters: {
			...parameters,
			additionalFields: { ...ID, ...(parameters.additionalFields as INodeParameters | undefined) },
			options: user_id_type === undefined ? {} : { userIdType: user_id_type },
		},
		sdk: async (client, options) =>
			await client.im.v2.appFeedCard.create(
				{
					data: { app_feed_card: { biz_id: ID.bizId, link: { link: LINK }, ...card }, user_ids },
					...(user_id_type && { params: { user_id_type } }),
				},
				options,
			),
	};
}

const LABELS = ['primary', 'secondary', 'success', 'danger'] as const;
const STYLES = ['default', 'primary', 'success'] as const;

const wire: readonly WireRow[] = [
	row('a card with a link alone', {}, {}),
	row(
		'a card for several people',
		{ title: '主标题', userIds: PEOPLE.map(({ openId }) => openId).join('\n') },
		{ title: '主标题' },
		PEOPLE.map(({ openId }) => openId),
	),
	...USER_ID_TYPES.map(([type, key]) => row(`user_id_type ${type}`, { userIds: PEOPLE[0]![key] }, {}, [PEOPLE[0]![key]], type)),
	row(
		'every text as long as it may be',
		{
			title: '字'.repeat(60),
			additionalFields: {
				preview: '字'.repeat(120),
				avatarKey: 'k'.repeat(100),
				statusLabel: '字'.repeat(20),
				customSoundText: '字'.repeat(20),
			},
		},
		{
			title: '字'.repeat(60),
			preview: '字'.repeat(120),
			avatar_key: 'k'.repeat(100),
			status_label: { text: '字'.repeat(20), type: 'primary' },
			notify: { custom_sound_text: '字'.repeat(20) },
		},
	),
	...LABELS.map((type) =>
		row(
			`a label that is ${type}`,
			{ additionalFields: { statusLabel: 'New', statusLabelType: type } },
			{ status_label: { text: 'New', type } },
		),
	),
	...[true, false].map((is) =>
		row(
			`switches that are ${is ? 'on' : 'off'}`,
			{ additionalFields: { timeSensitive: is, closeNotify: is, withCustomSound: is } },
			{ time_sensitive: is, notify: { close_notify: is, with_custom_sound: is } },
		),
	),
	row('texts that are the number 0', { title: '={{ 0 }}', additionalFields: { preview: '={{ 0 }}' } }, { title: '0', preview: '0' }),
	row('blank texts, which are none', { title: ' ', additionalFields: { preview: '', avatarKey: '={{ null }}' } }, {}),
	row(
		'a button for each device, and one that calls back',
		{
			buttons: {
				button: [
					{ text: 'Open', url: 'https://a.cn/', androidUrl: 'https://b.cn/', iosUrl: 'https://c.cn/', pcUrl: ' https://d.cn/ ' },
					{ text: 'Call', actionType: 'webhook', actionMap: '{"foo": "bar", "none": ""}' },
				],
			},
		},
		{
			buttons: {
				buttons: [
					{
						text: { text: 'Open' },
						action_type: 'url_page',
						button_type: 'default',
						multi_url: { url: 'https://a.cn/', android_url: 'https://b.cn/', ios_url: 'https://c.cn/', pc_url: 'https://d.cn/' },
					},
					{ text: { text: 'Call' }, action_type: 'webhook', button_type: 'default', action_map: { foo: 'bar', none: '' } },
				],
			},
		},
	),
	...STYLES.map((style) =>
		row(
			`a button in the style ${style}`,
			{ buttons: { button: [{ text: 'Open', url: LINK, buttonType: style }] } },
			{ buttons: { buttons: [{ text: { text: 'Open' }, action_type: 'url_page', multi_url: { url: LINK }, button_type: style }] } },
		),
	),
];

const refused = (name: string, parameters: INodeParameters, words: RegExp) => ({ name, parameters, words });
const CARD_1 = { additionalFields: ID };
const withButton = (button: INodeParameters) => ({ buttons: { button: [{ text: 'Open', url: LINK, ...button }] } });

const create: OperationRow = {
	operation: 'create',
	contract: creation,
	spec: appFeedCardCreate.rules,
	seed: () => {},
	parameters: { userIds: PEOPLE[0]!.openId, link: LINK },
	wire,
	isDoneByCode: true,
	countOf: ({ state }, { user_id }) => [...state.feedCards.values()].filter(({ openId }) => openId === openIdOf(user_id)).length,
	without: {},
	refused: [
		refused('no users', { userIds: '={{ "" }}' }, /User IDs” .+ is blank/),
		refused('a word for everybody', { userIds: 'all' }, /User IDs” .+ is not an ID/),
		refused('no link', { link: '={{ " " }}' }, /Link” .+ is blank/),
		refused('a link without https', { link: 'http://www.feishu.cn' }, /Link” .+ not an https address/),
		refused('a link to a script', { link: 'javascript:alert(1)' }, /Link” .+ not an https address/),
		refused('a link that is none', { link: 'https://' }, /Link” .+ not an https address/),
		refused('a link that is too long', { link: `https://a.cn/${'x'.repeat(700)}` }, /Link” .+ has 713 characters.+Shorten it to 700/),
		refused('a title that is too long', { title: 'x'.repeat(61) }, /Title” .+ has 61 characters.+Shorten it to 60/),
		refused('a title that is too long, by its characters', { title: '🍜'.repeat(61) }, /Title” .+ has 61 characters/),
		refused('a title that is a list', { title: '={{ ["a"] }}' }, /Title” .+ holds a list/),
		refused('a preview that is too long', { additionalFields: { preview: 'x'.repeat(121) } }, /Preview” .+ Shorten it to 120/),
		refused('an avatar that is too long', { additionalFields: { avatarKey: 'x'.repeat(101) } }, /Avatar Key” .+ Shorten it to 100/),
		refused('a business ID that is too long', { additionalFields: { bizId: 'x'.repeat(201) } }, /Business ID” .+ Shorten it to 200/),
		refused('a business ID that is a word for all', { additionalFields: { bizId: 'all' } }, /Business ID” .+ is not an ID/),
		refused('a label that is too long', { additionalFields: { statusLabel: 'x'.repeat(21) } }, /Status Label” .+ Shorten it to 20/),
		refused('a label without text', { additionalFields: { statusLabelType: 'danger' } }, /Status Label” .+ is blank/),
		refused(
			'a label of no kind',
			{ additionalFields: { statusLabel: 'a', statusLabelType: '={{ "red" }}' } },
			/Status Label Type” .+ Choose one of/,
		),
		refused('spoken text that is too long', { additionalFields: { customSoundText: 'x'.repeat(21) } }, /Spoken Text” .+ Shorten it to 20/),
		refused('a switch that is neither', { additionalFields: { timeSensitive: '={{ "maybe" }}' } }, /Time Sensitive” .+ true or false/),
		refused('three buttons', { buttons: { button: [1, 2, 3].map(() => ({ text: 'Open', url: LINK })) } }, /Buttons” .+ at most 2/),
		refused('a button without text', withButton({ text: '' }), /Button Text” .+ is blank/),
		refused('a button with too long a text', withButton({ text: 'x'.repeat(31) }), /Button Text” .+ Shorten it to 30/),
		refused('a button that opens nothing', withButton({ url: '' }), /URL” .+ is blank in the button "Open"/),
		refused('a button that opens a file', withButton({ iosUrl: 'file:///etc/passwd' }), /iOS URL” .+ not an https address/),
		refused('a button of no style', withButton({ buttonType: '={{ "red" }}' }), /Style” .+ Choose one of/),
		refused('a button that does nothing known', withButton({ actionType: '={{ "call" }}' }), /Action” .+ Choose one of/),
		refused(
			'callback values that are no JSON',
			withButton({ actionType: 'webhook', actionMap: '{foo' }),
			/Callback Values \(JSON\)” .+ not a JSON object of texts/,
		),
		refused(
			'callback values that are no texts',
			withButton({ actionType: 'webhook', actionMap: '{"a": 1}' }),
			/Callback Values \(JSON\)” .+ not a JSON object of texts/,
		),
	],
	messages: {
		tables: [
			{
				title: 'Feed cards: Create Feed Cards, reasons of single cards',
				messages: Object.entries(createReasons).map(([number, { name, what, todo }]) => ({
					when: `${number}, ${name}`,
					text: `${what} ${todo}`,
				})),
			},
		],
		runs: [
			[
				'a user who has the card already',
				{ parameters: CARD_1, seed: (sandbox) => sandbox.seed.feedCards([{ ...ID, userId: PEOPLE[0]!.openId }]) },
			],
			['a user whom Feishu does not know', { parameters: { userIds: 'ou_nobody' } }],
			['a server that stays down', { fault: { kind: 'http500' } }],
			[
				'a failed card that nobody asked for',
				{ fault: { kind: 'answer', body: { data: { failed_cards: [{ biz_id: 'CARD', user_id: 'ou_9' }] } } } },
			],
		],
	},
};

export const operations: readonly OperationRow[] = [create];
