import { sleep } from 'n8n-workflow';

/**
 * Where the pacer and the sender get the time from. It is an object so that a test can put another
 * clock in its place and wait no time at all; production code never changes it.
 */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Resolves after `ms` milliseconds, or as soon as `signal` is aborted. Never rejects. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Waits on n8n's `sleep`. n8n 1.x ignores its signal, so the abort is raced here. */
async function sleepUnlessAborted(ms: number, signal?: AbortSignal): Promise<void> {
	if (signal === undefined) {
		await sleep(ms);
		return;
	}
	if (signal.aborted) return;
	let wake = () => {};
	const aborted = new Promise<void>((resolve) => {
		wake = resolve;
	});
	signal.addEventListener('abort', wake, { once: true });
	await Promise.race([sleep(ms), aborted]);
	signal.removeEventListener('abort', wake);
}

export const clock: Clock = { now: () => Date.now(), sleep: sleepUnlessAborted };
