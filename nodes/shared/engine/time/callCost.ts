import { clock } from './clock';

/** What a run has cost so far. */
export interface Cost {
	/** Attempts that left. */
	calls: number;
	/** Those among them that said again what an attempt before had said. */
	repeats: number;
	/** Milliseconds in which at least one call waited for the documented rate. */
	waitedMs: number;
}

/** Counts what a run costs. */
export class CallCost implements Cost {
	calls = 0;
	repeats = 0;
	waitedMs = 0;
	readonly startedAt = clock.now();
	private waiting = 0;
	private since = 0;

	/** An attempt leaves. */
	left(isRepeat: boolean): void {
		this.calls += 1;
		if (isRepeat) this.repeats += 1;
	}

	/** The attempt did not leave after all. */
	withdraw(isRepeat: boolean): void {
		this.calls -= 1;
		if (isRepeat) this.repeats -= 1;
	}

	/** Calls wait side by side: what counts is the time, and not its sum over them. */
	async waited<T>(work: Promise<T>): Promise<T> {
		if (this.waiting === 0) this.since = clock.now();
		this.waiting += 1;
		try {
			return await work;
		} finally {
			this.waiting -= 1;
			if (this.waiting === 0) this.waitedMs += clock.now() - this.since;
		}
	}
}
