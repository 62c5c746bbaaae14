/** Calls of one run that are under way at the same time, at most. */
const MAX_CONCURRENT_CALLS = 64;

/** Does all work, some of it side by side. */
export async function inPool<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
	const queue = [...all].reverse();
	const worker = async () => {
		for (let one = queue.pop(); one !== undefined; one = queue.pop()) await work(one);
	};
	await Promise.all(Array.from({ length: Math.min(MAX_CONCURRENT_CALLS, queue.length) }, worker));
}
