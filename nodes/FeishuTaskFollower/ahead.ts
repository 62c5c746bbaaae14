/** Most pieces of work under way at once. */
const WIDEST = 16;

/**
 * Does work for each of a list, several at once, and yields what comes of it in the order of the list. It
 * begins with one alone, and takes on twice as many with each that is done: what concerns all, such
 * as a missing permission, costs one call, and whoever stops early has not asked for much.
 * @param work never rejects
 */
export async function* inOrder<One, Result>(
	list: AsyncIterable<One>,
	work: (one: One) => Promise<Result>,
): AsyncGenerator<{ one: One; result: Result }> {
	const underWay: Array<{ one: One; result: Promise<Result> }> = [];
	let width = 1;
	const next = async () => {
		const first = underWay.shift();
		if (first === undefined) return undefined;
		width = Math.min(width * 2, WIDEST);
		return { one: first.one, result: await first.result };
	};
	for await (const one of list) {
		underWay.push({ one, result: work(one) });
		while (underWay.length >= width) {
			const done = await next();
			if (done !== undefined) yield done;
		}
	}
	for (let done = await next(); done !== undefined; done = await next()) yield done;
}
