import type { Finding, RecordKeys } from './endpoint';
import { inOrder } from './inOrder';
import { Unread } from './unread';

/** Lists in a row that cannot be read for a reason that is none of theirs: after so many the search ends. */
const MAX_CONSECUTIVE_FAILURES = 3;

/** A search through a list for each of many things, such as the followers of all tasks. */
export interface Search<One, Row> {
	things: AsyncIterable<One>;
	/** What they are called in messages. */
	many: string;
	/** What names all of them, and what names one. */
	keys: RecordKeys;
	keysOf(one: One): RecordKeys;
	/** The list of one of them, without leaving out any row. */
	read(one: One): AsyncGenerator<Row>;
	findings(one: One, rows: AsyncIterable<Row>): AsyncIterable<Finding>;
}

/** Anything else that is thrown is a fault of this package, and must not look like a list without rows. */
export function asUnread(error: unknown): Unread {
	if (error instanceof Unread) return error;
	return new Unread(null, error instanceof Error ? error.message : String(error), 'Report this to the authors of the node.', null, true);
}

/** The things, and at the end why there are no more of them. */
async function* orWhy<One>(things: AsyncIterable<One>): AsyncGenerator<One | Unread> {
	try {
		yield* things;
	} catch (error) {
		yield asUnread(error);
	}
}

/** The line that says that a search ended early. */
function endedBy({ code, reason, todo, logId, isFinal }: Unread, { many, keys }: { many: string; keys: RecordKeys }): Finding {
	return { of: 0, keys, why: new Unread(code, `The ${many} after this one were not read: ${reason}`, todo, logId, isFinal) };
}

/**
 * Reads a list for each of many things. What was found stays, whatever happens later: a list that cannot be
 * read is a line of its own, and so is the end of a search that can go no further.
 * @throws {Unread} if nothing at all can be read
 */
export async function* readEach<One, Row>(search: Search<One, Row>): AsyncGenerator<Finding> {
	let hasRead = false;
	let consecutiveFailures = 0;
	const lists = inOrder(orWhy(search.things), (one) => (one instanceof Unread ? nothing() : search.read(one)));
	for await (const { one, entries } of lists) {
		if (one instanceof Unread) {
			if (!hasRead) throw one;
			yield endedBy(one, search);
			return;
		}
		try {
			for await (const finding of search.findings(one, entries)) {
				hasRead = true;
				yield finding;
			}
			hasRead = true;
			consecutiveFailures = 0;
		} catch (error) {
			const why = asUnread(error);
			if (why.isFinal && !hasRead) throw why;
			yield { of: 0, keys: search.keysOf(one), why };
			consecutiveFailures = why.isFinal ? consecutiveFailures + 1 : 0;
			if (consecutiveFailures < MAX_CONSECUTIVE_FAILURES) continue;
			yield endedBy(why, search);
			return;
		}
	}
}

async function* nothing(): AsyncGenerator<never> {
	yield* [];
}

/**
 * The findings of a single list. If it breaks off, what was found stays, and a line says why there is no more.
 * @throws {Unread} if there is nothing to keep
 */
export async function* untilBroken(findings: AsyncIterable<Finding>, keys: RecordKeys): AsyncGenerator<Finding> {
	let hasFound = false;
	try {
		for await (const finding of findings) {
			hasFound ||= 'of' in finding;
			yield finding;
		}
	} catch (error) {
		const why = asUnread(error);
		if (!hasFound) throw why;
		yield { of: 0, keys, why };
	}
}
