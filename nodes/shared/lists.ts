import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { Reader } from './endpoint';
import { readForEditor } from './engine/n8n/editor';

/** What the editor asks of a list. */
export interface ListQuestion {
	/** What the person has typed, without the blanks around it. */
	filter: string;
	/** Where to go on, as the page before has said. */
	page: string | undefined;
	/** What another field of the node holds; blank where it has no value yet. */
	field: (name: string) => string;
	/** IANA time zone of the workflow. */
	timezone: string;
}

/** One page of a list. */
export interface ListPage {
	results: INodeListSearchItems[];
	/** Where the next page begins; nothing on the last one. */
	next?: string | undefined;
}

/**
 * Where the page after an answer begins; nothing if there is none. Scrolling would never end if the token of
 * a page led back to it.
 * @param asked the tokens of the pages that were asked for
 */
export function pageAfter({ has_more, page_token }: IDataObject, asked: ReadonlyArray<string | undefined>): string | undefined {
	if (has_more === false || typeof page_token !== 'string' || page_token === '' || asked.includes(page_token)) return undefined;
	return page_token;
}

/** The entries of a list, each once: a list that changes while its pages are read names some twice. */
function eachOnce(results: readonly INodeListSearchItems[]): INodeListSearchItems[] {
	return [...new Map([...results].reverse().map((entry) => [entry.value, entry])).values()].reverse();
}

/**
 * A list that the editor offers for a field, for `methods.listSearch` of a node. It is read with the
 * node's own credential, below the documented rate.
 * @param read reads one page. @throws {Unread} and {UserError}, whose words the editor shows
 */
export function listOf(read: (question: ListQuestion, reader: Reader) => Promise<ListPage>) {
	return async function (this: ILoadOptionsFunctions, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
		const field = (name: string) => {
			const value = this.getCurrentNodeParameter(name, { extractValue: true });
			return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
		};
		const question = { filter: (filter ?? '').trim(), page: paginationToken, field, timezone: this.getTimezone() };
		const { results, next } = await readForEditor(this, async (reader) => await read(question, reader));
		return { results: eachOnce(results), ...(next !== undefined && next !== '' && { paginationToken: next }) };
	};
}
