import { textOf } from './host';

/** A token as it was pasted in, without the word Bearer, spaces around it, and invisible characters. */
export function givenTokenOf(pasted: unknown): string {
	return textOf(pasted)
		.replace(/\p{Cf}/gu, '')
		.trim()
		.replace(/^Bearer(\s+|$)/i, '');
}
