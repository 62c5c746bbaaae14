import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { Answer, ReadRequest, ReadCall, Reader } from './endpoint';
import { objectsIn } from './answer';
import { readForEditor } from './engine/n8n/editor';

/** What the editor asks of a list. */
export interface ListQuestion {
	/** What the person has typed, without the blanks around it. */
	filter: string;
	/** Where to go on, as the page before has said. */
	page: string | undefined;
	/** What another field of the node holds; blank if it has no value yet. */
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
function pageAfter({ has_more, page_token }: IDataObject, asked: ReadonlyArray<string | undefined>): string | undefined {
	if (has_more === false || typeof page_token !== 'string' || page_token === '' || asked.includes(page_token)) return undefined;
	return page_token;
}

/** How a list of Feishu's is read until there is something to show. */
interface Pages {
	/** Where to begin. */
	page: string | undefined;
	/** Asks for the page at a place. */
	ask: (place: { page_token?: string }) => Promise<Answer>;
	/** What a page has to show. */
	rowsIn: (data: IDataObject) => IDataObject[];
	/** As many rows are enough; one unless given. */
	enough?: number;
	/** Most pages that are read. */
	most: number;
}

/** Reads on until there is something to show: pages of Feishu's may be empty, and the editor would show “No results”. */
export async function readOn({ page, ask, rowsIn, enough = 1, most }: Pages): Promise<{ rows: IDataObject[]; next: string | undefined }> {
	const rows: IDataObject[] = [];
	const asked = [page];
	let next = page;
	do {
		const { data } = await ask(next === undefined ? {} : { page_token: next });
		rows.push(...rowsIn(data));
		next = pageAfter(data, asked);
		asked.push(next);
	} while (next !== undefined && rows.length < enough && asked.length <= most);
	return { rows, next };
}

/** A list of Feishu's that the editor offers as it is. */
export interface PagedList {
	call: ReadCall;
	/** The property of the answer that holds its rows; `items` unless given. */
	list?: string;
	/** What is asked besides the place of the page. */
	ask: (question: ListQuestion) => ReadRequest;
	/** Whether a row can be chosen. All can unless it says. */
	isShown?: (row: IDataObject) => boolean;
	/** What is searched for what a person types, if Feishu does not search by itself. */
	text?: (row: IDataObject) => string;
	entry: (row: IDataObject, question: ListQuestion) => INodeListSearchItems;
	/** Most pages of it that are read for one page of the editor. */
	most: number;
	/** Why there is nothing to choose from, and nothing was typed. */
	nothing: (question: ListQuestion) => Error;
	/** Why nothing is shown, though there are more pages. */
	nothingYet: (question: ListQuestion) => Error;
}

/** As many rows fill the list, so that the editor can be scrolled, which is what makes it ask for more. */
const ENOUGH = 20;

/** A list of Feishu's for `methods.listSearch` of a node. */
export function pagedList({ call, list = 'items', ask, isShown = () => true, text, entry, most, nothing, nothingYet }: PagedList) {
	return listOf(async (question, reader) => {
		const { filter, page } = question;
		const wanted = filter.toLowerCase();
		const { query, ...asked } = ask(question);
		const { rows, next } = await readOn({
			page,
			ask: async (place) => await reader.ask(call, { ...asked, query: { ...query, ...place } }),
			rowsIn: ({ [list]: listed }) =>
				objectsIn(listed).filter((row) => isShown(row) && (text === undefined || text(row).toLowerCase().includes(wanted))),
			enough: wanted === '' || text === undefined ? 1 : ENOUGH,
			most,
		});
		if (rows.length === 0 && page === undefined) {
			if (next !== undefined) throw nothingYet(question);
			if (wanted === '') throw nothing(question);
		}
		return { results: rows.map((row) => entry(row, question)), next };
	});
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
