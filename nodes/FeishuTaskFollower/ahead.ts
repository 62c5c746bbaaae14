/** Most that is begun before its turn. */
const WIDEST = 16;

/** Something under way. */
export interface Begun {
	/** Settled when the call that it began with is over. Never rejects. */
	readonly first: Promise<unknown>;
}

/**
 * Begins something for each of a list, several ahead of the one whose turn it is, and yields them in the
 * order of the list. The first goes alone, and each turn doubles how many go ahead: what concerns all,
 * such as a missing permission, costs one call, and whoever stops early has not asked for much. It ends
 * when nothing is under way any more.
 */
export async function* ahead<One, Work extends Begun>(list: AsyncIterable<One>, begin: (one: One) => Work): AsyncGenerator<Work> {
	const underWay: Work[] = [];
	try {
		let width = 1;
		for await (const one of list) {
			underWay.push(begin(one));
			if (underWay.length < width) continue;
			const [head] = underWay.splice(0, 1);
			width = Math.min(width * 2, WIDEST);
			if (head !== undefined) yield head;
		}
		while (underWay.length > 0) yield* underWay.splice(0, 1);
	} finally {
		await Promise.all(underWay.map(async ({ first }) => await first));
	}
}
