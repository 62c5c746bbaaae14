/**
 * Does work on each entry, some of it side by side, and yields the results in the order of the entries.
 * It begins with one and doubles, so that what stops all costs one call, and whoever stops early has
 * asked for little more.
 * @param most works that are under way at the same time, at most
 */
export async function* inOrder<Entry, Result>(
	entries: AsyncIterable<Entry>,
	most: number,
	work: (entry: Entry) => Promise<Result>,
): AsyncGenerator<Result> {
	const underWay: Array<Promise<Result>> = [];
	let width = 1;
	for await (const entry of entries) {
		const result = work(entry);
		// Whoever stops no longer listens.
		result.catch(() => {});
		underWay.push(result);
		if (underWay.length < width) continue;
		const first = underWay.shift();
		if (first !== undefined) yield await first;
		width = Math.min(most, width * 2);
	}
	for (const result of underWay) yield await result;
}
