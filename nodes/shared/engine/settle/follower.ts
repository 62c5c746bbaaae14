import { clock } from '../time/clock';
import type { Deadline } from '../send/deadline';
import type { Follower } from '../../endpoint';
import { CallReader, type Circumstances } from '../send/reader';

/** Reads until a time is over, and lets other calls of the app go first. */
export class CallFollower extends CallReader implements Follower {
	constructor(
		circumstances: Circumstances,
		private readonly deadline: Deadline,
	) {
		super({
			...circumstances,
			signal: deadline.signal,
			stopped: () => deadline.ended !== undefined || circumstances.stopped(),
			patience: deadline,
		});
	}

	get ended(): Follower['ended'] {
		return this.deadline.ended;
	}

	get leftMs(): number {
		return this.deadline.leftMs;
	}

	async wait(ms: number): Promise<void> {
		await clock.sleep(ms, this.deadline.signal);
	}
}
