import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Endpoint, RecordKeys, Verdict } from '../shared/endpoint';
import { alreadyGone, optionsField, toolDescription, userIdType } from '../shared/fields';
import { readIds, refuseWords } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { InvalidField, readText } from '../shared/values';
import { cardReasons, refusals, type CardReason } from './refusals';

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
		const users = readIds(userIds, 'User IDs');
		const biz_id = readBizId(bizId);
		return users.map((user_id) => ({ biz_id, user_id }));
	});
}

/** A card that Feishu says it did not delete, as far as it names it. */
interface FailedCard {
	bizId: string | undefined;
	userId: string | undefined;
	reason: CardReason;
	/** Feishu's own word. */
	word: string;
	code: number | undefined;
}

const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** A card's reason by its digit or its name: the table of the page has digits, its example names. */
function readFailed(given: unknown): FailedCard {
	const card = (typeof given === 'object' && given !== null ? given : {}) as IDataObject;
	const word = textOf(card.reason);
	const reasons: Array<[string, CardReason]> = Object.entries(cardReasons);
	const [digit, reason] = reasons.find(([key, { name }]) => key === word || name === word) ?? ['0', cardReasons[0]];
	return {
		bizId: textOf(card.biz_id) || undefined,
		userId: textOf(card.user_id) || undefined,
		reason,
		word: /^\d*$/.test(word) ? reason.name : word,
		// 0 would read as success.
		code: digit === '0' ? undefined : Number(digit),
	};
}

function verdictOf({ reason, word, code }: FailedCard, repeated: boolean): Verdict {
	if (repeated && reason.name === 'NOT_CREATED') return { status: 'deleted', confirmedByRepeat: true };
	const verdict = { ...(code !== undefined && { code }), reason: word, todo: `${reason.what} ${reason.todo}` };
	if (reason.concerns === 'rate') return { ...verdict, status: 'again' };
	// After a lost answer only a missing permission says that the lost call did not delete it either.
	return {
		...verdict,
		status: repeated && reason.name !== 'NO_PERMISSION' ? 'unknown' : 'refused',
		...(reason.name === 'NOT_CREATED' && { isMissing: true }),
	};
}

/** Without the permission for user IDs, Feishu leaves them out: which user's card is it? */
const NAMELESS_ADVICE =
	'Feishu did not name the user. Switch on the permission contact:user.employee_id:readonly for the app, or set User ID Type to Open ID, and run the workflow again.';

export const endpoint: Endpoint = {
	noun: { one: 'feed card', many: 'feed cards' },
	field: 'Feed Cards',
	parameters: { feed_cards: 'feedCards' },
	userKey: 'user_id',
	hasOwnText: true,
	documentation: 'https://open.feishu.cn/document/im-v2/app_feed_card/delete',
	limit: 20,
	rates: [{ calls: 10, perMs: 1_000 }],
	refusals,
	read: ({ feed_cards, ...body }) => ({ records: readCards(feed_cards), body }),
	write: (records) => ({ feed_cards: [...records] }),
	judge(answer, records, repeated) {
		const { failed_cards: given } = answer.data;
		const failed = Array.isArray(given) ? given.map(readFailed) : [];
		const isFor = ({ biz_id, user_id }: RecordKeys, card: FailedCard) =>
			card.bizId === biz_id && (card.userId === undefined || card.userId === user_id);
		const isUnclear = failed.some((card) => !records.some((record) => isFor(record, card)));
		if (answer.code !== 0 && !records.some((record) => failed.some((card) => isFor(record, card)))) return undefined;
		return records.map((record, index): Verdict => {
			const repeat = repeated[index] === true;
			const [own, ...others] = failed.filter((card) => isFor(record, card));
			const named = [own, ...others].find((card) => card?.userId !== undefined);
			if (named !== undefined) return verdictOf(named, repeat);
			if (own !== undefined) {
				const isOnly = records.filter(({ biz_id }) => biz_id === record.biz_id).length === 1;
				if (isOnly) return verdictOf(own, repeat);
				return { status: 'unknown', reason: `${own.word}, for this card or for that of another user`, todo: NAMELESS_ADVICE };
			}
			if (answer.code === 0 && !isUnclear) return { status: 'deleted' };
			return {
				status: 'unknown',
				...(isUnclear && { reason: 'Feishu refused a card of this call and does not name it as it was asked for' }),
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
		operations: { pagination: paginationOf(endpoint) },
	},
};

const show = { operation: ['delete'] };

export const deleteFields: INodeProperties[] = [
	toolDescription(
		'Permanently deletes app feed cards from the message lists of users in Feishu or Lark. This cannot be undone. Needs the business ID of the card. Users: one user ID or several separated by commas. Returns how many cards were deleted, and which were not and why.',
	),
	{
		displayName: "Deletes cards that this app itself put into people's message feed. The app needs the permission im:app_feed_card:write.",
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
						description:
							'The biz_id of the card: the one that the app gave it, or that creating it returned. It is sent exactly as it stands here.',
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
	optionsField({ delete: [alreadyGone, userIdType] }),
];
