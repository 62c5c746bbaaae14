/**
 * Runs `work` and collects the rejections that nobody has handled meanwhile. n8n drops the promises of
 * the items before one whose expression throws; its servers log what becomes of them.
 * @param work is handed what has been collected so far, to wait for what comes after n8n has ended the node
 */
export async function unhandledDuring(work: (collected: readonly Error[]) => Promise<void>): Promise<Error[]> {
	const listeners = process.listeners('unhandledRejection');
	const collected: Error[] = [];
	process.removeAllListeners('unhandledRejection');
	process.on('unhandledRejection', (reason) => collected.push(reason as Error));
	try {
		await work(collected);
		// Node.js tells of a rejection once the promise jobs of the turn are done.
		await new Promise(setImmediate);
	} finally {
		process.removeAllListeners('unhandledRejection');
		for (const listener of listeners) process.on('unhandledRejection', listener);
	}
	return collected;
}
