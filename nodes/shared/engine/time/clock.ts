import { sleep } from 'n8n-workflow';

/**
 * Where the rate limiter and the sender get the time from. It is an object so that a test can put another
 * clock in its place and wait no time at all; production code never changes it.
 */
export interface Clock {
	/** Milliseconds since some moment. It never goes back, as the clock of the machine does when it is set. */
	now(): number;
	/** Resolves after `ms` milliseconds, or as soon as `signal` is aborted. Never rejects. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Resolves when `promise` does, or as soon as `signal` is aborted. */
export async function unlessAborted(promise: Promise<void>, signal?: AbortSignal): Promise<void> {
	if (signal === undefined) {
		await promise;
		return;
	}
	if (signal.aborted) return;
	let wake = () => {};
	const aborted = new Promise<void>((resolve) => {
		wake = resolve;
	});
	signal.addEventListener('abort', wake, { once: true });
	await Promise.race([promise, aborted]);
	signal.removeEventListener('abort', wake);
}

export const clock: Clock = {
	now: () => performance.now(),
	// n8n 1.x ignores the signal of its own `sleep`.
	sleep: async (ms, signal) => {
		await unlessAborted(sleep(ms), signal);
	},
};
