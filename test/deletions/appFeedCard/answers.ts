import { FEED_CARD_REASONS, type FeedCardReason } from './spec';

interface Answers {
	/** How reasons are written. */
	feedCardReasons: 'names' | 'digits' | 'numbers';
}

export const answers: Answers = { feedCardReasons: 'names' };

export function writeReason(name: FeedCardReason['name'], form: Answers['feedCardReasons']): string | number {
	const number = FEED_CARD_REASONS.find((reason) => reason.name === name)?.number ?? 0;
	if (form === 'names') return name;
	return form === 'digits' ? String(number) : number;
}
