import { idIn, objectIn } from '../shared/answer';
import type { Answer, RecordKeys, Verdict } from '../shared/endpoint';
import type { CardReason, CardReasons } from './refusals';

/** A card that Feishu says it did not do, as far as it names it. */
interface FailedCard {
	bizId: string | undefined;
	userId: string | undefined;
	reason: CardReason;
	/** Feishu's own word. */
	word: string;
	code: number | undefined;
}

/** What a call about feed cards is for. */
export interface CardDeed {
	status: 'deleted' | 'created';
	/** What the reasons mean for it. */
	reasons: CardReasons;
	/** The reason that, on a repeat, shows of a card that an attempt whose answer was lost had worked. */
	shownBy: (place: number) => CardReason['name'] | undefined;
}

/** A card's reason by its digit or its name: the table of the page has digits, its example names. */
function readFailed(given: unknown, known: CardReasons): FailedCard {
	const card = objectIn(given);
	const word = idIn(card, 'reason');
	const reasons: Array<[string, CardReason]> = Object.entries(known);
	const [digit, reason] = reasons.find(([key, { name }]) => key === word || name === word) ?? ['0', known[0]];
	return {
		bizId: idIn(card, 'biz_id') || undefined,
		userId: idIn(card, 'user_id') || undefined,
		reason,
		word: /^\d*$/.test(word) ? reason.name : word,
		// 0 would read as success.
		code: digit === '0' ? undefined : Number(digit),
	};
}

function verdictOf({ reason, word, code }: FailedCard, repeated: boolean, { status, shownBy }: CardDeed, place: number): Verdict {
	if (repeated && reason.name === shownBy(place)) return { status, confirmedByRepeat: true };
	const verdict = { ...(code !== undefined && { code }), reason: word, what: reason.what, todo: `${reason.what} ${reason.todo}` };
	if (reason.reach === 'rate') return { ...verdict, status: 'again' };
	// After a lost answer only a missing permission says that the lost call did not do it either.
	return {
		...verdict,
		status: repeated && reason.name !== 'NO_PERMISSION' ? 'unknown' : 'refused',
		...(status === 'deleted' && reason.name === 'NOT_CREATED' && { isMissing: true }),
	};
}

/** Without the permission for user IDs, Feishu leaves them out: which user's card is it? */
const NAMELESS_ADVICE =
	'Feishu did not name the user. Switch on the permission contact:user.employee_id:readonly for the app, or set User ID Type to Open ID, and run the workflow again.';

/** Reads card by card an answer that lists the cards with which a call did not do what it is for. */
export function judgeCards(
	answer: Answer,
	records: readonly RecordKeys[],
	repeated: readonly boolean[],
	deed: CardDeed,
): Verdict[] | undefined {
	const { failed_cards: given } = answer.data;
	const failed = Array.isArray(given) ? given.map((card) => readFailed(card, deed.reasons)) : [];
	const isFor = ({ biz_id, user_id }: RecordKeys, card: FailedCard) =>
		card.bizId === biz_id && (card.userId === undefined || card.userId === user_id);
	const isUnclear = failed.some((card) => !records.some((record) => isFor(record, card)));
	if (answer.code !== 0 && !records.some((record) => failed.some((card) => isFor(record, card)))) return undefined;
	return records.map((record, index): Verdict => {
		const repeat = repeated[index] === true;
		const [own, ...others] = failed.filter((card) => isFor(record, card));
		const named = [own, ...others].find((card) => card?.userId !== undefined);
		if (named !== undefined) return verdictOf(named, repeat, deed, index);
		if (own !== undefined) {
			const isOnly = records.filter(({ biz_id }) => biz_id === record.biz_id).length === 1;
			if (isOnly) return verdictOf(own, repeat, deed, index);
			return { status: 'unknown', reason: `${own.word}, for this card or for that of another user`, todo: NAMELESS_ADVICE };
		}
		if (answer.code === 0 && !isUnclear) return { status: deed.status };
		return {
			status: 'unknown',
			...(isUnclear && { reason: 'Feishu refused a card of this call, but does not name it by the IDs that were sent' }),
		};
	});
}
