import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Endpoint, RecordKeys } from '../shared/endpoint';
import { onPage, toolDescription } from '../shared/fields';
import { readIds, readPerson } from '../shared/ids';
import { refuseWords } from '../shared/notAnId';
import { paginationOf } from '../shared/operation';
import { InvalidField, readText } from '../shared/values';
import { judgeCards } from './failedCards';
import { cardReasons, refusals } from './refusals';

const USER_IDS = 'User IDs';

/** An app's own string: sent as it is, with its spaces, commas and line breaks. */
function readBizId(value: unknown): string {
	const bizId = readText(value ?? '', 'Business ID');
	if (bizId.trim() === '') throw new InvalidField('Business ID', 'is blank', 'Enter the ID that the app gave the card.');
	refuseWords(bizId, 'Business ID');
	return bizId;
}

function readCards(given: unknown): RecordKeys[] {
	const cards = ((given ?? {}) as { cards?: IDataObject[] }).cards ?? [];
	if (cards.length === 0)
		throw new InvalidField('Feed Cards', 'is empty', 'Add at least one card, with its Business ID and the users to take it from.');
	return cards.flatMap(({ bizId, userIds }) => {
		const users = readIds(userIds, USER_IDS, readPerson);
		const biz_id = readBizId(bizId);
		return users.map((user_id) => ({ biz_id, user_id }));
	});
}

export const endpoint: Endpoint = {
	kind: 'delete',
	noun: { one: 'feed card', many: 'feed cards' },
	field: 'Feed Cards',
	parameters: { feed_cards: 'feedCards' },
	userKey: 'user_id',
	people: [{ key: 'user_id', field: USER_IDS }],
	hasOwnText: true,
	documentation: 'https://open.feishu.cn/document/im-v2/app_feed_card/delete',
	limit: 20,
	rates: [{ calls: 10, perMs: 1_000 }],
	refusals,
	read: ({ feed_cards, ...body }) => ({ records: readCards(feed_cards), body }),
	write: (records) => ({ feed_cards: [...records] }),
	judge: (answer, records, repeated) =>
		judgeCards(answer, records, repeated, { status: 'deleted', reasons: cardReasons, shownBy: () => 'NOT_CREATED' }),
};

export const deleteOperation: INodePropertyOptions = {
	name: 'Delete Feed Cards',
	value: 'delete',
	action: 'Delete feed cards',
	description: "Delete the app's cards from people's message feed",
	routing: {
		request: { method: 'DELETE', url: '/im/v2/app_feed_card/batch' },
		send: { paginate: true },
		operations: { pagination: paginationOf(endpoint) },
	},
};

const show = { operation: ['delete'] };

export const deleteFields: INodeProperties[] = [
	toolDescription(
		'Permanently deletes app feed cards from the message lists of users in Feishu or Lark. This cannot be undone. Needs the business ID of the card. Users: user IDs, email addresses or mobile numbers with + and country code, one or several separated by commas. Returns how many cards were deleted, and which were not and why.',
	),
	{
		displayName: onPage('app-feed-card', 'Only cards that this app created can be deleted.'),
		name: 'deleteNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Feed Cards',
		name: 'feedCards',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add card',
		required: true,
		default: { cards: [{ bizId: '', userIds: '' }] },
		description: 'The cards to delete',
		displayOptions: { show },
		options: [
			{
				displayName: 'Cards',
				name: 'cards',
				values: [
					{
						displayName: 'Business ID',
						name: 'bizId',
						type: 'string',
						default: '',
						placeholder: 'e.g. ed381d34-49ac',
						description: 'The biz_id of the card, which the app set or Create Feed Cards returned. It is sent exactly as it is.',
					},
					{
						displayName: USER_IDS,
						name: 'userIds',
						type: 'string',
						default: '',
						placeholder: 'e.g. ou_88553eda9014 or name@company.com',
						description:
							'The users to take the card from: IDs, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. IDs must match User ID Type in Options, which is Open ID (ou_…) by default. A store app cannot use User ID.',
					},
				],
			},
		],
	},
];
