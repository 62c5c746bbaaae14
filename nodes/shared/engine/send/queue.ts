import type { Api, RecordKeys } from '../../endpoint';
import { clock, unlessAborted } from '../time/clock';

const queues = new Map<string, Promise<void>>();

/** How long calls keep apart after one was refused since another one was at work, in milliseconds. */
const APART_FOR_MS = 60_000;

/** The shortest pause between them; it is up to twice as long, so that two processes do not keep the same beat. */
const PAUSE_MS = 500;

/** Until when the calls of a queue keep apart. */
const apart = new Map<string, number>();

/** The queue of calls that must not overlap, if there is one: it is the same for all operations. */
export function queueOf({ oneCallAtATime: names }: Pick<Api, 'oneCallAtATime'>, keys: RecordKeys): string | undefined {
	return names && JSON.stringify(names.map((name) => [name, keys[name]]));
}

/** Says that Feishu refused a call of a queue because another one was at work, possibly another app's. */
export function keepApart(key: string): void {
	apart.set(key, clock.now() + APART_FOR_MS);
}

async function pause(key: string, signal: AbortSignal | undefined): Promise<void> {
	const until = apart.get(key);
	if (until === undefined) return;
	if (clock.now() < until) await clock.sleep(PAUSE_MS * (1 + Math.random()), signal);
	else apart.delete(key);
}

/**
 * Runs `work` when all work queued earlier under the same key is done: calls to one event, or one
 * task, must not overlap, over all executions of the process.
 * @returns undefined if `signal` was aborted meanwhile, so that `work` was not begun
 */
export async function serialize<T>(key: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T | undefined> {
	const before = queues.get(key) ?? Promise.resolve();
	const begin = async () => {
		if (apart.has(key)) await pause(key, signal);
		return signal?.aborted === true ? undefined : await work();
	};
	const result = unlessAborted(before, signal).then(begin);
	// One that gives up keeps the order of those around it.
	const settled = Promise.allSettled([before, result]).then(() => {});
	queues.set(key, settled);
	try {
		return await result;
	} finally {
		void settled.then(() => {
			if (queues.get(key) === settled) queues.delete(key);
		});
	}
}
