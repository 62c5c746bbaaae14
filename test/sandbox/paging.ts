import type { Refusal } from './refusal';
import type { ApiCall, Result } from './endpoint';
import type { JsonObject } from './json';

/** How long a mark for changes lasts: 90 days, says the page of the calendar list. */
const SYNC_MS = 90 * 86_400_000;

/** A list that somebody began to read. */
export interface Reading {
	/** Endpoint, caller and filters: a token of one list is none of another. */
	of: string;
	at: number;
	/** What there was when it began, in order: pages are cut from this, so that nothing comes twice or not at all. */
	ids: readonly string[];
	/** What the answers showed of each by then. */
	shown: ReadonlyMap<string, string>;
	/** The reading whose end this one began at; it answers what has changed since. */
	since?: Reading;
}

/** A list to be answered in pages. */
export interface Listing<Item> {
	/** What tokens begin with. */
	prefix: string;
	items: ReadonlyMap<string, Item>;
	/** As the answer shows it. What it does not show leaves its place on the page empty: a page may be short, even empty, before the last. */
	row: (item: Item) => JsonObject | undefined;
	size: number;
	/** What of the request decides which rows there are. */
	filters: JsonObject;
	/** Where one page is all there is, however much there would be. */
	truncated?: boolean;
	/** The refusal of a token that is too old, or was never given out for this list. */
	lapsed: () => Refusal;
}

export interface PageOfRows {
	rows: JsonObject[];
	/** Undefined on the last page. */
	pageToken: string | undefined;
	/** For what changes after this reading began. */
	syncToken: string;
}

/** The page that the tokens in a call's query ask for, the first without any. */
export function pageOf<Item>({ platform, caller, query, at }: ApiCall, listing: Listing<Item>): PageOfRows {
	const { prefix, items, row, size, lapsed } = listing;
	const { readings: known } = platform;
	const of = JSON.stringify([prefix, caller.app.appId, caller.identity, listing.filters]);
	const find = (kind: string, token: string): { id: string; reading: Reading; position: number } => {
		const [, ofKind, id = '', position = '0'] = /^(\w+?)_(\d+)(?:_(\d+))?$/.exec(token) ?? [];
		const reading = known.get(id);
		if (ofKind !== `${prefix}${kind}` || reading?.of !== of) throw lapsed();
		if (kind === 'SyncToken' && at - reading.at > SYNC_MS) throw lapsed();
		return { id, reading, position: Number(position) };
	};
	const begin = (since?: Reading): { id: string; reading: Reading; position: number } => {
		const id = platform.mint.digits(19);
		const shown = new Map([...items].map(([key, item]) => [key, JSON.stringify(row(item))]));
		const reading: Reading = { of, at, ids: [...items.keys()], shown, ...(since && { since }) };
		known.set(id, reading);
		return { id, reading, position: 0 };
	};
	const { page_token: pageToken, sync_token: syncToken } = query;
	const { id, reading, position } =
		pageToken !== undefined
			? find('PageToken', pageToken)
			: begin(syncToken === undefined ? undefined : find('SyncToken', syncToken).reading);
	const rows = reading.ids.slice(position, position + size).flatMap((key) => {
		const item = items.get(key);
		const shown = item === undefined ? undefined : row(item);
		return shown === undefined || reading.since?.shown.get(key) === JSON.stringify(shown) ? [] : [shown];
	});
	const more = listing.truncated !== true && position + size < reading.ids.length;
	return { rows, pageToken: more ? `${prefix}PageToken_${id}_${position + size}` : undefined, syncToken: `${prefix}SyncToken_${id}` };
}

/** The page as most answers have it: the rows in a list, where to go on, and whether there is more. */
export function pagedAnswer<Item>(call: ApiCall, listing: Listing<Item>, list = 'items'): Result {
	const { rows, pageToken } = pageOf(call, listing);
	return { data: { [list]: rows, ...(pageToken !== undefined && { page_token: pageToken }), has_more: pageToken !== undefined } };
}

/** The page size that a call asks for, or the documented default. */
export function sizeOf({ query }: ApiCall, fallback: number): number {
	return Number(query['page_size'] ?? fallback);
}
