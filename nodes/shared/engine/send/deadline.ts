import { clock } from '../time/clock';

/** The time in which something is to happen. It is over after some milliseconds, or as soon as the execution is stopped. */
export class Deadline {
	/** Aborted as soon as it is over. */
	readonly signal: AbortSignal;
	/** By the clock of the engine. */
	private readonly at: number;
	private readonly end = new AbortController();

	constructor(
		ms: number,
		private readonly stop: AbortSignal | undefined,
	) {
		this.at = clock.now() + ms;
		this.signal = stop === undefined ? this.end.signal : AbortSignal.any([stop, this.end.signal]);
		void clock.sleep(ms, this.end.signal).then(() => this.close());
	}

	get leftMs(): number {
		return Math.max(0, this.at - clock.now());
	}

	/** How long a request may take, in milliseconds: as the user has set, or what is left. */
	timeout({ timeout = Number.POSITIVE_INFINITY }: { timeout?: number }): number {
		// n8n takes 0 for no timeout.
		return Math.max(1, Math.ceil(Math.min(timeout, this.leftMs)));
	}

	/** Why it is over. */
	get ended(): 'over' | 'stopped' | undefined {
		if (this.stop?.aborted === true) return 'stopped';
		return this.end.signal.aborted || this.leftMs === 0 ? 'over' : undefined;
	}

	/** Ends it: nothing waits for it any more. */
	close(): void {
		this.end.abort();
	}
}
