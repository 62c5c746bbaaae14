import { UnreadCall } from '../send/reader';
import type { Unread } from '../../unread';
import { MAX_CONSECUTIVE_FAILURES } from './breaker';
import { keepsAll } from './failedCall';
import type { Session } from './session';

/** Whether the records of a run can still be looked at. */
export class Eyes {
	/** Why no record can be looked at. */
	lookUpFailure: Unread | undefined;
	private haveSeen = false;
	/** Why the last looks in a row had no answer: one each, however many records waited for it. */
	private readonly lost = new Set<Unread>();

	/** Whether the last look had no answer. */
	get areDoubtful(): boolean {
		return this.lost.size > 0;
	}

	answered(): void {
		this.haveSeen = true;
		this.lost.clear();
	}

	/** A look that failed. Without an answer it says nothing of the next one, until as many in a row fail as end a run of calls. */
	failed({ breaker }: Pick<Session, 'breaker'>, why: Unread): void {
		// A look that was broken off since the run has ended says nothing of others.
		if (why instanceof UnreadCall && why.sent.kind === 'stopped') return;
		if (keepsAll(why)) this.lookUpFailure = why;
		else if (!why.isFinal) this.answered();
		else {
			this.lost.add(why);
			const isFirst = !this.haveSeen && !breaker.hasAnswered;
			if (isFirst || this.lost.size >= MAX_CONSECUTIVE_FAILURES) this.lookUpFailure = why;
		}
	}
}
