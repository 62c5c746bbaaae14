/** Most lists whose reading is begun before their turn. */
const WIDEST = 16;

/** A list that is being read: its first entry is on the way, the others are asked for when its turn comes. */
interface Begun<One, Entry> {
	one: One;
	first: Promise<IteratorResult<Entry, unknown>>;
	rest: AsyncGenerator<Entry>;
}

async function* entriesOf<One, Entry>({ first, rest }: Begun<One, Entry>): AsyncGenerator<Entry> {
	const begun = await first;
	if (begun.done === true) return;
	yield begun.value;
	yield* rest;
}

/**
 * Reads a list for each of many things, and yields them in the order of the things. The first calls of
 * several lists are under way at the same time. It begins with one list, and each turn doubles how many go
 * ahead: what concerns all, such as a missing permission, costs one call, and if the caller stops early,
 * little more than needed has been asked for. When it ends, nothing is under way any more.
 * @param read must not leave out entries: until it yields the first one, it reads on
 */
export async function* inOrder<One, Entry>(
	things: AsyncIterable<One>,
	read: (one: One) => AsyncGenerator<Entry>,
): AsyncGenerator<{ one: One; entries: AsyncGenerator<Entry> }> {
	const underWay: Array<Begun<One, Entry>> = [];
	async function* head() {
		for (const begun of underWay.slice(0, 1)) yield { one: begun.one, entries: entriesOf(begun) };
		underWay.shift();
	}
	try {
		let width = 1;
		for await (const one of things) {
			const rest = read(one);
			const first = rest.next();
			// If the caller stops early, nothing else handles it.
			first.catch(() => {});
			underWay.push({ one, first, rest });
			if (underWay.length < width) continue;
			width = Math.min(width * 2, WIDEST);
			yield* head();
		}
		while (underWay.length > 0) yield* head();
	} finally {
		await Promise.allSettled(underWay.map(async ({ first }) => await first));
	}
}
