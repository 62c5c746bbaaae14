import { clock } from './clock';

/** Work in one go, in milliseconds. */
const LONGEST_MS = 25;

/**
 * Breaks in long work that waits for nothing: without them, n8n's process would not respond, neither to
 * another execution nor a health check.
 */
export class Breaks {
	private since = clock.now();

	/** Whether the work has gone on for long enough. */
	get isDue(): boolean {
		return clock.now() - this.since >= LONGEST_MS;
	}

	/** Lets everything else have its turn. */
	async take(): Promise<void> {
		await clock.sleep(0);
		this.since = clock.now();
	}
}
