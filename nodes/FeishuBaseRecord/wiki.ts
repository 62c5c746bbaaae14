import { objectIn, textIn } from '../shared/answer';
import type { Alias, Reader } from '../shared/endpoint';
import { Unread } from '../shared/unread';
import { wikiNode } from './calls';

/** What stands for a Base in a wiki until its ID is known: no ID of Feishu's has a colon. */
const WORD = /^wiki:(\w+)$/;

export function wikiWord(nodeToken: string): string {
	return `wiki:${nodeToken}`;
}

export function isWikiWord(text: string): boolean {
	return WORD.test(text);
}

/**
 * The ID of the Base that a page of a wiki is.
 * @throws {Unread}
 */
async function baseOf(reader: Reader, nodeToken: string): Promise<string> {
	const { data, logId } = await reader.ask(wikiNode, { query: { token: nodeToken } });
	const node = objectIn(data.node);
	const type = textIn(node, 'obj_type');
	const id = textIn(node, 'obj_token');
	if (type !== 'bitable' || id === '') {
		throw new Unread(null, 'this page of the wiki is not a Base', 'Open the Base itself in Feishu and copy its address.', logId);
	}
	return id;
}

/** A Base in a wiki has a page there, whose link names that page. Calls want the ID of the Base. */
export const inWiki: Alias = {
	key: 'app_token',
	isWord: isWikiWord,
	whyUnknown: 'Feishu does not say which Base the link of the wiki leads to',
	todo: 'Or enter the ID of the Base.',
	meaning: async (reader, word) => await baseOf(reader, WORD.exec(word)?.[1] ?? ''),
};

/** The ID of a Base, however it is named. @throws {Unread} */
export async function resolved(reader: Reader, base: string): Promise<string> {
	const [, nodeToken] = WORD.exec(base) ?? [];
	return nodeToken === undefined ? base : await baseOf(reader, nodeToken);
}
