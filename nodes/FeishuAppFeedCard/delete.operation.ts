import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { deletion } from '../shared/coalesce';
import type { Endpoint, RecordKeys, Verdict } from '../shared/endpoint';
import { optionsField, userIdType } from '../shared/fields';
import { InvalidField, readIds, readText } from '../shared/ids';
import { cardReasons, refusals } from './refusals';

/** An app's own string: sent as it is, with its spaces, commas and line breaks. */
function readBizId(value: unknown): string {
	const bizId = readText(value ?? '', 'Business ID');
	if (bizId.trim() === '') throw new InvalidField('Business ID', 'is blank', 'Enter the ID that the app gave the card.');
	return bizId;
}

function readCards(given: unknown): RecordKeys[] {
	const cards = ((given ?? {}) as { cards?: IDataObject[] }).cards ?? [];
	if (cards.length === 0) throw new InvalidField('Feed Cards', 'is empty', 'Add at least one card, with its Business ID and the users to take it from.');
	return cards.flatMap(({ bizId, userIds }) => {
		const users = readIds(userIds, 'User IDs');
		const biz_id = readBizId(bizId);
		return users.map((user_id) => ({ biz_id, user_id }));
	});
}

/** A card's reason by its digit; the table of the page has digits, its example names. */
function reasonOf(given: unknown) {
	const words = typeof given === 'string' || typeof given === 'number' ? String(given) : '';
	const digit = Object.keys(cardReasons).find((key) => key === words || cardReasons[key]?.name === words) ?? '0';
	return { code: Number(digit), reason: cardReasons[digit], words };
}

function verdictOf(failed: IDataObject, repeated: boolean): Verdict {
	const { code, reason, words } = reasonOf(failed.reason);
	if (repeated && reason?.name === 'NOT_CREATED') return { status: 'deleted', confirmedByRepeat: true };
	return {
		status: reason?.concerns === 'rate' ? 'again' : 'refused',
		code,
		reason: /^\d*$/.test(words) ? (reason?.name ?? words) : words,
		todo: `${reason?.what ?? ''} ${reason?.todo ?? ''}`,
	};
}

export const endpoint: Endpoint = {
	noun: { one: 'feed card', many: 'feed cards' },
	field: 'Feed Cards',
	parameters: { feed_cards: 'feedCards' },
	documentation: 'https://open.feishu.cn/document/im-v2/app_feed_card/delete',
	limit: 20,
	rates: [{ calls: 10, perMs: 1_000 }],
	refusals,
	read: ({ feed_cards, ...body }) => ({ records: readCards(feed_cards), body }),
	write: (records) => ({ feed_cards: [...records] }),
	settle(answer, records, repeated) {
		const { failed_cards: given } = answer.data;
		if (answer.code !== 0 && !Array.isArray(given)) return undefined;
		const failed = Array.isArray(given) ? (given as IDataObject[]) : [];
		return records.map(({ biz_id, user_id }, index): Verdict => {
			const own = failed.find((card) => card.biz_id === biz_id && card.user_id === user_id);
			if (own !== undefined) return verdictOf(own, repeated[index] === true);
			// Without the permission for user IDs, Feishu leaves them out: this card, or another user's?
			const nameless = failed.find((card) => card.biz_id === biz_id && (card.user_id === undefined || card.user_id === ''));
			if (nameless === undefined) return answer.code === 0 ? { status: 'deleted' } : { status: 'unknown' };
			if (records.filter((record) => record.biz_id === biz_id).length === 1) return verdictOf(nameless, repeated[index] === true);
			return {
				status: 'unknown',
				reason: `${reasonOf(nameless.reason).words}, for this card or for that of another user`,
				todo: 'Feishu did not name the user. Switch on the permission contact:user.employee_id:readonly for the app, or set User ID Type to Open ID, and run the workflow again.',
			};
		});
	},
};

export const deleteOperation: INodePropertyOptions = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete app feed cards',
	description: "Delete the app's cards from people's message feed",
	routing: {
		request: { method: 'DELETE', url: '/im/v2/app_feed_card/batch' },
		send: { paginate: true },
		operations: { pagination: deletion(endpoint) },
	},
};

const show = { operation: ['delete'] };

export const deleteFields: INodeProperties[] = [
	{
		displayName:
			'Deletes cards that this app itself put into people\'s message feed. The app needs the permission im:app_feed_card:write.',
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
						description: 'The biz_id of the card: the one that the app gave it, or that creating it returned. It is sent exactly as it stands here.',
					},
					{
						displayName: 'User IDs',
						name: 'userIds',
						type: 'string',
						default: '',
						placeholder: 'e.g. ou_88553eda9014',
						description:
							'The users to take the card from: one ID, a list separated by commas or line breaks, or an array. They must be of the kind set in Options under User ID Type, which is Open ID (ou_…) unless you change it; an app from the store cannot use User ID.',
					},
				],
			},
		],
	},
	optionsField([userIdType]),
];
