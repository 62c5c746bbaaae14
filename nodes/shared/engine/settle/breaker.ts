import type { Access } from '../token/access';
import type { Answer, Api } from '../../endpoint';
import type { Reach } from '../../refusal';
import { wordsOf } from '../report/wording';
import { CANCELLED } from '../judge/unsent';
import type { Ending, Explanation, Target } from '../record';
import { blockedBy, type Sent } from '../send/send';

/**
 * Calls in a row, each with all of its repeats, that Feishu did not answer, or answered with a fault
 * of its own. After so many the run ends: at the default timeout each has taken two minutes.
 */
export const MAX_CONSECUTIVE_FAILURES = 3;

const NOT_SENT = 'This record was not sent. Once this is fixed, run the workflow again.';

/** What a refusal says of the records that are not sent because of it. */
export function endingBy({ code, reason, what_to_do, what, failure }: Explanation): Ending {
	return { code, reason, what_to_do, ...(what !== undefined && { what }), ...(failure !== undefined && { failure }) };
}

/** Ends the run once it is clear that no other call would succeed. It is asked before each call. */
export class CircuitBreaker {
	/** Set as soon as nothing more may be sent: the app lacks a permission, the quota is spent, … */
	ending: Ending | undefined;

	/** The same of single targets. */
	private readonly targets = new WeakMap<Target, Ending>();

	/** Whether Feishu has answered a call. */
	hasAnswered = false;
	private consecutiveFailures = 0;

	constructor(
		private readonly access: Access,
		private readonly signal: AbortSignal | undefined,
	) {}

	/** Why nothing more is sent, of a target or of any. */
	endingOf(target: Target): Ending | undefined {
		return this.ending ?? this.targets.get(target) ?? (this.signal?.aborted === true ? CANCELLED : undefined);
	}

	/** Whether nothing more is sent of a target, unless the execution is stopped. */
	hasEnded(target: Target): boolean {
		return this.ending !== undefined || this.targets.has(target);
	}

	end(why: Ending): void {
		this.ending ??= why;
	}

	endTarget(target: Target, why: Ending): void {
		if (!this.targets.has(target)) this.targets.set(target, why);
	}

	/** Feishu has read what it was asked for. */
	found(): void {
		this.hasAnswered = true;
		this.consecutiveFailures = 0;
	}

	answered({ reach }: Pick<Answer, 'reach'>): void {
		this.hasAnswered = true;
		this.consecutiveFailures = reach === 'transient' ? this.consecutiveFailures + 1 : 0;
	}

	/** A refusal of a whole call, which is not that of a single record of it. */
	refused(reach: Reach | undefined, target: Target, explanation: Explanation): void {
		if (reach === 'target') this.endTarget(target, endingBy(explanation));
		// A rate that does not clear within all repeats of one call will not clear for the next one.
		const isOver = reach === 'run' || reach === 'token' || reach === 'rate';
		if (isOver || this.consecutiveFailures >= MAX_CONSECUTIVE_FAILURES) this.end(endingBy(explanation));
	}

	/** A call, and all of its repeats, had no answer. */
	lost(reason: string): void {
		this.consecutiveFailures += 1;
		if (this.hasAnswered && this.consecutiveFailures < MAX_CONSECUTIVE_FAILURES) return;
		const calls = this.consecutiveFailures === 1 ? 'the first call' : `${this.consecutiveFailures} calls in a row`;
		this.end({
			code: null,
			reason: `${this.access.baseUrl} did not answer ${calls}: ${reason}`,
			what_to_do: `Check that Feishu can be reached from the n8n server. ${NOT_SENT}`,
			failure: { cause: 'temporarily-unavailable' },
		});
	}

	/** A call that n8n or the credential did not send, or that somebody else answered. */
	blocked(api: Api, sent: Extract<Sent, { kind: 'blocked' }>): void {
		const { todo, ...why } = blockedBy(api, sent, (words) => this.access.redact(words));
		this.end({ ...why, what_to_do: `${todo && `${todo} `}${NOT_SENT}`, remedy: todo });
	}

	/** Anything that is thrown here is a fault of this package or of n8n's store. The report must survive it. */
	defect(error: unknown): string {
		const reason = this.access.redact(`Something unexpected happened in the node: ${wordsOf(error)}`);
		this.end({
			code: null,
			reason,
			what_to_do: `Report this to the authors of the node. ${NOT_SENT}`,
			failure: { cause: 'node-defect' },
		});
		return reason;
	}
}
