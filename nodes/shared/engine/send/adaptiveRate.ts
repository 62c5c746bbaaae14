/** How long a share that stood is kept before more is tried, in milliseconds: rarely, as each try costs a refusal. */
const KEPT_MS = 10_000;

/** How long each step of a try has to show that it stands: a window of a second, and the way of an answer. */
const STEP_MS = 1_200;

/** A step, as part of the documented rate: from any share, all of it is reached within half a minute. */
const STEP = 0.1;

/** Refusals this close to each other, in milliseconds, belong together. */
const TOGETHER_MS = 5_000;

/** So many of them, one after the other, say that the share itself is too large. */
const TOO_LARGE = 5;

/** What is left of it then. */
const CUT = 0.7;

/** The least share: from there the whole rate is as near as from any other. */
const LEAST = 0.01;

/**
 * The part of a documented rate that this process may use, from 0.01 to 1. Other processes may call for the
 * same app, and tell nobody: only Feishu's refusals do.
 *
 * AIMD, additive increase and multiplicative decrease, as TCP has it: all of the rate, until a refusal says that
 * somebody else calls too; then half. What has stood is remembered. After ten seconds without a refusal, more is
 * tried step by step, until one comes: then what had stood before holds again, or half of the way there if several
 * steps have. A process that tries for more backs off at the first refusal; one at its settled rate backs off only
 * after several: otherwise one that tries would take from all that do not.
 * (Measured with two processes that delete as much as each other: with a share that is regained second by
 * second, they refuse each other all the time.)
 */
export class AdaptiveRate {
	private inUse = 1;
	/** What has stood. */
	private kept = 1;
	private nextStepAt = Number.POSITIVE_INFINITY;
	private changedAt = Number.NEGATIVE_INFINITY;
	private refusals = 0;
	private refusedAt = Number.NEGATIVE_INFINITY;
	private readonly step: number;

	/** @param calls the fewest that one of the documented windows allows: a share is a whole number of them */
	constructor(private readonly calls: number) {
		this.step = Math.max(STEP, 1 / calls);
	}

	/** @param now in milliseconds, as all times here */
	at(now: number): number {
		while (now >= this.nextStepAt) {
			if (this.inUse === 1) {
				this.kept = 1;
				this.nextStepAt = Number.POSITIVE_INFINITY;
			} else {
				this.inUse = this.whole(this.inUse + this.step);
				this.nextStepAt += this.inUse === 1 ? KEPT_MS : STEP_MS;
			}
		}
		return this.inUse;
	}

	/**
	 * A call was refused for its rate.
	 * @param leftAt when it had left: before the last change, it says nothing of what holds now
	 * @param until nothing leaves before: what is not sent is not refused either, so that time says nothing
	 */
	refused(now: number, leftAt: number, until: number): void {
		const share = this.at(now);
		if (leftAt < this.changedAt) return;
		this.changedAt = now;
		if (this.kept === 1) {
			this.keep(0.5, until);
		} else if (share > this.kept) {
			this.keep(Math.max(this.kept, (this.kept + share - this.step) / 2), until);
		} else {
			this.refusals = now - this.refusedAt < TOGETHER_MS ? this.refusals + 1 : 1;
			this.refusedAt = until;
			this.nextStepAt = Math.max(this.nextStepAt, until + KEPT_MS);
			if (this.refusals === TOO_LARGE) this.keep(share * CUT, until);
		}
	}

	private keep(share: number, from: number): void {
		this.kept = this.whole(share);
		this.inUse = this.kept;
		this.nextStepAt = from + KEPT_MS;
		this.refusals = 0;
	}

	private whole(share: number): number {
		// What is added up in tenths is a little off.
		const calls = Math.floor(share * this.calls + 1e-6);
		return Math.min(1, calls >= 1 ? calls / this.calls : Math.max(LEAST, share));
	}
}
