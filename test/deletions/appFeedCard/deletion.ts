import type { INodeParameters } from 'n8n-workflow';
import { endpoint } from '../../../nodes/FeishuAppFeedCard/delete.operation';
import { FeishuAppFeedCard } from '../../../nodes/FeishuAppFeedCard/FeishuAppFeedCard.node.ts';
import { cardReasons } from '../../../nodes/FeishuAppFeedCard/refusals';
import type { DeletionRow, WireRow } from '../deletion';
import { answer, code, lostThen } from '../fault';
import { BAD, numbered, PEOPLE, USER_ID_TYPES, type UserIdType } from '../values';
import { feedCardKey } from './world';

function cardOf(name: string): { bizId: string; userId: string } {
	const [bizId = '', userId = ''] = name.split('|');
	return { bizId, userId };
}

function cards(
	name: string,
	given: INodeParameters[],
	feed_cards: Array<{ biz_id: string; user_id: string }>,
	user_id_type?: UserIdType,
): WireRow {
	return {
		name,
		parameters: { feedCards: { cards: given }, options: user_id_type === undefined ? {} : { userIdType: user_id_type } },
		sdk: async (client, options) =>
			await client.im.v2.appFeedCardBatch.delete({ data: { feed_cards }, ...(user_id_type && { params: { user_id_type } }) }, options),
	};
}

const rows: WireRow[] = [
	cards('one card of one user', [{ bizId: 'card-1', userIds: 'ou_wire1' }], [{ biz_id: 'card-1', user_id: 'ou_wire1' }]),
	cards(
		'one card of several users',
		[{ bizId: 'card-1', userIds: 'ou_wire1\nou_wire2' }],
		[
			{ biz_id: 'card-1', user_id: 'ou_wire1' },
			{ biz_id: 'card-1', user_id: 'ou_wire2' },
		],
	),
	cards(
		'a business ID with all that may stand in one',
		[
			{ bizId: 'a, "b"\n c%20 卡', userIds: 'ou_wire1' },
			{ bizId: 'card-1', userIds: 'ou_wire2' },
		],
		[
			{ biz_id: 'a, "b"\n c%20 卡', user_id: 'ou_wire1' },
			{ biz_id: 'card-1', user_id: 'ou_wire2' },
		],
	),
	...USER_ID_TYPES.map(([type, key]) =>
		cards(`user_id_type ${type}`, [{ bizId: 'card-1', userIds: PEOPLE[0]![key] }], [{ biz_id: 'card-1', user_id: PEOPLE[0]![key] }], type),
	),
];

export const deletion: DeletionRow = {
	node: new FeishuAppFeedCard(),
	contract: endpoint,
	title: 'Feed cards',
	subtitle: 'delete: feed cards',
	phrases: [
		'feed card',
		'lark card',
		'feishu card',
		'delete card',
		'remove card',
		'message feed',
		'卡片',
		'消息流',
		'飞书卡片',
		'删除卡片',
		'应用卡片',
	],
	limit: 20,
	done: 'deleted',
	keys: ['biz_id', 'user_id'],

	parameters: { feedCards: { cards: [{ bizId: '={{ $json.biz }}', userIds: '={{ $json.user }}' }] } },
	names: (count) => numbered(count, (index) => `card-${Math.floor(index / 3)}|ou_user${index % 3}`),
	seed: (sandbox, names, about = {}) => {
		sandbox.seed.feedCards(names.map((name) => ({ ...cardOf(name), ...about })));
	},
	item: (name) => ({ biz: cardOf(name).bizId, user: cardOf(name).userId }),
	listParameters: { feedCards: { cards: [{ bizId: '={{ $json.biz }}', userIds: '={{ $json.users }}' }] } },
	listNames: (group, count) => numbered(count, (index) => `card, ${group}|ou_user${1_000 + index}`),
	listItem: (names) => ({ biz: cardOf(names[0] ?? '').bizId, users: names.map((name) => cardOf(name).userId) }),
	nameOf: (json) => `${String(json.biz_id)}|${String(json.user_id)}`,
	exists: (sandbox, name) => sandbox.state.feedCards.has(feedCardKey(cardOf(name).bizId, cardOf(name).userId)),
	emptyItem: { biz: 'card', users: [] },

	filling: {
		everything: { feedCards: { cards: [{ bizId: 'a', userIds: 'ou_1' }] }, options: { userIdType: 'open_id' } },
		required: { feedCards: {} },
		ownTarget: { feedCards: { cards: [{ bizId: '={{ $json.id }}', userIds: 'ou_1' }] } },
	},
	deliberate: [
		{ fact: 'field alreadyGone', spec: undefined, node: 'is sent nowhere', why: 'It decides how an answer is reported.' },
		{
			fact: 'body feed_cards. biz_id, required',
			spec: true,
			node: false,
			why: 'Inside a list, n8n marks a blank required field red the moment the node is added; the node itself refuses a blank one.',
		},
		{
			fact: 'body feed_cards. user_id, required',
			spec: true,
			node: false,
			why: 'Inside a list, n8n marks a blank required field red the moment the node is added; the node itself refuses a blank one.',
		},
		{
			fact: 'body feed_cards, required',
			spec: false,
			node: true,
			why: 'Without it the call would delete nothing.',
		},
		{
			fact: 'body feed_cards. user_id, field',
			spec: 'userId',
			node: 'userIds',
			why: 'One card goes to many users: the field takes a list, and each user becomes an entry of feed_cards.',
		},
		{
			fact: 'a call with the required parameters alone',
			spec: 'allowed',
			node: 'refused',
			why: 'It would name no card: a call from the monthly quota that deletes nothing, where an expression went wrong.',
		},
	],
	places: {
		seed: (sandbox) => sandbox.seed.feedCards([{ bizId: 'card', userId: 'ou_1' }]),
		fields: [
			{
				field: ['feedCards', 'cards', 'userIds'],
				takes: 'many',
				parameters: { feedCards: { cards: [{ bizId: 'card', userIds: BAD }] } },
				good: 'ou_1',
			},
			{
				field: ['feedCards', 'cards', 'bizId'],
				takes: 'other',
				parameters: { feedCards: { cards: [{ bizId: BAD, userIds: 'ou_1' }] } },
				good: 'card',
			},
		],
	},
	recordCodes: [230001],
	faults: [
		{ name: 'failed cards lack their user', action: { kind: 'omit', field: 'user_id' } },
		code(230001, 400),
		...[true, false].flatMap((done) => [
			answer(`failed_cards holds null, ${done ? 'after' : 'before'} the work`, { data: { failed_cards: [null] } }, { done }),
			answer(
				`a failed card that nobody asked for, ${done ? 'after' : 'before'} the work`,
				{ data: { failed_cards: [{ biz_id: 'CARD', user_id: 'on_other', reason: '1' }] } },
				{ done },
			),
		]),
		lostThen(230001),
	],
	wire: {
		seed: (sandbox) =>
			sandbox.seed.feedCards(PEOPLE.flatMap(({ openId: userId }) => ['card-1', 'a, "b"\n c%20 卡'].map((bizId) => ({ bizId, userId })))),
		rows,
	},
	messages: {
		tables: [
			{
				title: 'Feed cards: reasons of single cards',
				messages: Object.entries(cardReasons).map(([number, { name, what, todo }]) => ({
					when: `${number}, ${name}`,
					text: `${what} ${todo}`,
				})),
			},
		],
		fields: [
			['no business ID', { feedCards: { cards: [{ bizId: BAD, userIds: 'ou_1' }] } }, ' '],
			['a business ID that is no text', { feedCards: { cards: [{ bizId: BAD, userIds: 'ou_1' }] } }, ['a']],
			['no card', { feedCards: BAD }, {}],
		],
		runs: [
			['a card that is named otherwise', { fault: { kind: 'answer', body: { data: { failed_cards: [{ biz_id: 'CARD' }] } } } }],
			[
				'a card without its user',
				{
					fault: { kind: 'omit', field: 'user_id' },
					items: [
						{ biz: 'card', user: 'ou_1' },
						{ biz: 'card', user: 'ou_2' },
					],
					seed: (sandbox) => sandbox.seed.feedCards([{ bizId: 'card', userId: 'ou_1' }]),
				},
			],
		],
		stops: [['feed cards', { records: 2, seed: () => {} }]],
	},
};
