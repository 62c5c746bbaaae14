import type { IDataObject } from 'n8n-workflow';
import { newBy } from './answer';
import type { Finding } from './endpoint';
import { readEach, untilBroken, type Search } from './readEach';
import { USER_ID_PERMISSION } from './refusal';
import { Unread } from './unread';

/** A search for what belongs to one thing, or to each of many, such as the followers of tasks. */
export interface FindAll<One, Row> extends Omit<Search<One, Row>, 'findings'> {
	/** What is found in a row: nothing if it is not wanted. */
	items: (row: Row, one: One) => IDataObject[];
	/** Which option leaves a row out of which nothing is found, by its display name. */
	leftOutBy?: (row: Row) => string | undefined;
	/** What names an item: a list that changes while its pages are read may name one twice. Without it, each row is an item. */
	key?: string;
	/** Whether a row may be wanted, and lacks the ID that would tell. */
	isNameless: (row: Row) => boolean;
	/** What is said of so many of those. */
	nameless: (count: number) => string;
	/** What to do about it, if the kind of their IDs is said by another field than User ID Type. */
	namelessTodo?: string;
	/** Whether the search is only planned: nothing is read of the things, and of the only one nothing is asked. */
	plans: boolean | undefined;
}

/** What a search would read, one thing after the other. */
async function* planOf<One, Row>({ things, keys, keysOf }: FindAll<One, Row>, isOne: boolean): AsyncGenerator<Finding> {
	if (isOne) yield { wouldRead: keys };
	else for await (const thing of things) yield { wouldRead: keysOf(thing) };
}

async function* findingsIn<One, Row>(search: FindAll<One, Row>, one: One, rows: AsyncIterable<Row>): AsyncGenerator<Finding> {
	const isNew = search.key === undefined ? () => true : newBy(search.key);
	let nameless = 0;
	for await (const row of rows) {
		if (search.isNameless(row)) nameless += 1;
		for (const item of search.items(row, one)) if (isNew(item)) yield { of: 0, item };
		const leftOutBy = search.leftOutBy?.(row);
		if (leftOutBy !== undefined) yield { leftOutBy };
	}
	if (nameless === 0) return;
	yield { of: 0, keys: search.keysOf(one), why: new Unread(null, search.nameless(nameless), search.namelessTodo ?? USER_ID_PERMISSION) };
}

/**
 * Finds what belongs to each of many things, each list once and in its order.
 * @param one reads the only thing that is asked for, if it is one
 */
export async function* findAll<One, Row>(search: FindAll<One, Row>, one?: () => Promise<One>): AsyncGenerator<Finding> {
	if (search.plans === true) {
		yield* planOf(search, one !== undefined);
		return;
	}
	if (one === undefined) {
		yield* readEach({ ...search, findings: (thing, rows) => findingsIn(search, thing, rows) });
		return;
	}
	const thing = await one();
	yield* untilBroken(findingsIn(search, thing, search.read(thing)), search.keysOf(thing));
}
