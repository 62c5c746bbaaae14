import type { Access } from './access';
import { chunk } from './chunk';
import { clock } from './clock';
import type { Answer, Endpoint } from '../endpoint';
import { concernsOf, explain, failureOf, refusalOf } from './feishuError';
import { CANCELLED, inTwo, judgedOutcome, leftOutcome, lostOutcome, refusedOutcome, untriedOutcome, wordsOf } from './outcome';
import { laneOf, oneAtATime } from './pacer';
import type { Claim, Ending, Entry, Explanation, Refused, Target } from './record';
import { MAX_REPEATS, backoffMs } from './retry';
import { isAlike, searchForCulprits, sampleOf } from './search';
import { sendCall, type Sent } from './send';
import type { Tally } from './tally';

/** Calls of one run that are under way at the same time, at most. */
const MAX_CONCURRENT_CALLS = 64;

/**
 * Calls in a row, each with all of its repeats, that Feishu did not answer, or answered with trouble
 * of its own. After so many the run ends: at the default timeout each has taken two minutes.
 */
const MAX_FRUITLESS_CALLS = 3;

const NOT_SENT = 'This record was not sent: run the workflow again once that is settled.';

/** The calls of one run, over n8n's Batching and until the node is tried again. */
export class Calls {
	/** Set as soon as nothing more may be sent: the app lacks a permission, the quota is spent, … */
	ending: Ending | undefined;

	private fruitless = 0;
	private hasAnswered = false;
	/** Whether it counts as well where Feishu names a record as not there. */
	private missingIsWell = false;

	constructor(
		private readonly endpoint: Endpoint,
		readonly access: Access,
		private readonly signal: AbortSignal | undefined,
		private readonly tally: Tally,
	) {}

	/**
	 * Settles every record asked for that has no outcome yet. Never rejects.
	 * @param missingIsWell whether it counts as well where Feishu names a record as not there
	 */
	async settle(claims: Iterable<Claim>, missingIsWell: boolean): Promise<void> {
		this.missingIsWell ||= missingIsWell;
		const targets = new Set<Target>();
		for (const { target, entry } of claims) {
			if (entry.outcome !== undefined) continue;
			target.pending.add(entry);
			targets.add(target);
		}
		const sequences = new Map<string, Array<() => Promise<void>>>();
		for (const target of targets) {
			for (const entries of chunk([...target.pending], this.endpoint.limit)) {
				const work = async () => {
					await this.settleChunk(target, entries);
				};
				const key = this.endpoint.oneCallAtATime === true ? target.path : String(sequences.size);
				const sequence = sequences.get(key);
				if (sequence) sequence.push(work);
				else sequences.set(key, [work]);
			}
		}
		const queue = [...sequences.values()].reverse();
		// The first call goes alone: what ends the run, such as a missing permission, costs one call.
		await queue.at(-1)?.shift()?.();
		const worker = async () => {
			for (let sequence = queue.pop(); sequence !== undefined; sequence = queue.pop()) {
				for (const work of sequence) await work();
			}
		};
		await Promise.all(Array.from({ length: Math.min(MAX_CONCURRENT_CALLS, queue.length) }, worker));
	}

	/** Settles the records of one call. Where it is refused as a whole, the bad ones among them are searched for. */
	private async settleChunk(target: Target, given: readonly Entry[]): Promise<void> {
		// The search in another call may have taken some of them.
		const called = given.filter((entry) => target.pending.delete(entry));
		if (called.length === 0) return;
		const refused = await this.call(target, called);
		if (refused === undefined) return;
		// Where Feishu had accepted the call and refused a repeat of a part of it, the rest is settled.
		const entries = called.filter(({ outcome }) => outcome === undefined);

		// While one search does not know yet whether single records are the cause, no other begins.
		while (target.search !== undefined) await target.search;
		const ending = this.endingOf(target);
		if (ending !== undefined) {
			this.takeAsRefused(entries, refused, `nothing more is sent, since: ${ending.reason.replace(/\.?$/, '.')}`);
			return;
		}
		let clear = () => {};
		target.search = new Promise((resolve) => {
			clear = () => {
				delete target.search;
				resolve();
			};
		});
		const alone = async (entry: Entry) => {
			await this.call(target, [entry]);
			return isAlike(entry, refused);
		};
		const search = {
			call: async (part: readonly Entry[]) => await this.call(target, part),
			alone,
			found: clear,
			takeAsRefused: (part: readonly Entry[], why: Refused) => {
				this.takeAsRefused(part, why, `${target.refusedAlone} others were, and Feishu refused each of them for the same reason.`);
			},
			isEachAlone: ({ code }: Refused) => this.missingIsWell && code === this.endpoint.missingCode,
		};
		try {
			if (await searchForCulprits(entries, refused, search)) {
				delete target.refusedAlike;
				return;
			}
			if (search.isEachAlone(refused)) return;
			// All of them fared alike. Do those of the target's other calls, too? With n8n's Batching, these
			// may still be to come, or have been before.
			const wasAlike = target.refusedAlike === refused.code;
			target.refusedAlike = refused.code;
			if (target.pending.size === 0 && !wasAlike) return;
			for (const entry of sampleOf([...target.pending])) {
				if (target.pending.delete(entry) && !(await alone(entry))) return;
			}
			const { what_to_do, ...why } = endingBy(refused.explanation);
			target.ending ??= {
				...why,
				what_to_do: `${what_to_do} Feishu refused every record tried for this reason, so this one was not sent.`,
			};
		} finally {
			clear();
		}
	}

	/**
	 * Sends records in one call and gives each its outcome.
	 * @returns the refusal, where it may concern a single one of several records: none has its outcome yet
	 */
	private async call(target: Target, entries: readonly Entry[]): Promise<Refused | undefined> {
		try {
			return await this.callWithAgains(target, entries);
		} catch (error) {
			// Whatever comes here is a fault of this package or of n8n's store. The report must survive it.
			const reason = this.access.redact(`The node met something that it did not expect: ${wordsOf(error)}`);
			this.ending ??= {
				code: null,
				reason,
				what_to_do: `Report this to the authors of the node. ${NOT_SENT}`,
				failure: { cause: 'node-defect' },
			};
			for (const entry of entries) entry.outcome ??= lostOutcome(reason);
			return undefined;
		}
	}

	/** Sends once more, after a wait, the records that an accepted call refused for now. */
	private async callWithAgains(target: Target, given: readonly Entry[]): Promise<Refused | undefined> {
		let entries = given;
		for (let repeats = 0; ; repeats += 1) {
			const ending = this.endingOf(target);
			if (ending !== undefined) {
				for (const entry of entries) entry.outcome = leftOutcome(entry, ending);
				return undefined;
			}
			const sent = await this.dispatch(target, entries, repeats > 0);
			if (sent.repeated) for (const entry of entries) entry.mayBeDone = true;
			if (sent.kind !== 'answered') {
				this.giveUp(entries, sent);
				return undefined;
			}
			const { answer } = sent;
			const concerns = concernsOf(this.endpoint, answer);
			this.hasAnswered = true;
			this.fruitless = concerns === 'passing' ? this.fruitless + 1 : 0;
			const verdicts = this.endpoint.judge(
				answer,
				entries.map((entry) => entry.record),
				entries.map((entry) => entry.mayBeDone),
			);
			if (verdicts === undefined) return this.applyRefusal(target, entries, answer);
			const clean = (words: string) => this.access.redact(words);
			entries.forEach((entry, index) => {
				const verdict = verdicts[index] ?? { status: 'unknown' };
				entry.outcome = judgedOutcome(verdict, answer, clean);
				// Another try of the node must not take what this call deleted for a record that was never there.
				if (verdict.status === 'unknown') entry.mayBeDone = true;
			});
			const again = entries.filter((_entry, index) => verdicts[index]?.status === 'again');
			if (again.length === 0) return undefined;
			if (repeats === MAX_REPEATS) {
				// A single one may be held back for its own sake.
				if (again.length > 1 && again.length === given.length) this.endBy(again[0]?.outcome?.explanation);
				return undefined;
			}
			await clock.sleep(backoffMs(repeats, 0), this.signal);
			entries = again;
		}
	}

	/** What is left of a call that Feishu did not answer. */
	private giveUp(entries: readonly Entry[], sent: Exclude<Sent, { kind: 'answered' }>): void {
		if (sent.kind === 'lost') {
			for (const entry of entries) entry.outcome = lostOutcome(sent.reason);
			this.fruitless += 1;
			if (this.hasAnswered && this.fruitless < MAX_FRUITLESS_CALLS) return;
			const calls = this.fruitless === 1 ? 'the first call' : `${this.fruitless} calls in a row`;
			this.ending ??= {
				code: null,
				reason: `${this.access.baseUrl} did not answer ${calls}: ${sent.reason}`,
				what_to_do: `Check that Feishu can be reached from the n8n server. ${NOT_SENT}`,
				failure: { cause: 'temporarily-unavailable' },
			};
			return;
		}
		if (sent.kind === 'blocked') {
			const refusal = sent.code === null ? undefined : refusalOf(this.endpoint, sent.code);
			const { reason, todo } = inTwo(this.access.redact(sent.reason));
			const advice = refusal ? `${refusal.what} ${refusal.todo} ` : todo && `${todo} `;
			this.ending ??= {
				code: sent.code,
				reason,
				what_to_do: `${advice}${NOT_SENT}`,
				failure: failureOf(refusal, refusal?.concerns) ?? { cause: sent.passing ? 'temporarily-unavailable' : 'configuration-invalid' },
			};
		}
		for (const entry of entries) entry.outcome = leftOutcome(entry, this.ending ?? CANCELLED);
	}

	/** An answer that speaks of the whole call. */
	private applyRefusal(target: Target, entries: readonly Entry[], answer: Answer): Refused | undefined {
		const explanation = explain(this.endpoint, answer, (words) => this.access.redact(words));
		const concerns = concernsOf(this.endpoint, answer);
		if (concerns === 'record' && entries.length > 1) {
			// An accepted call may have told them to wait.
			for (const entry of entries) delete entry.outcome;
			return { code: answer.code, explanation };
		}
		for (const entry of entries) entry.outcome = refusedOutcome(this.endpoint, entry, answer, explanation);
		if (concerns === 'record') target.refusedAlone += 1;
		if (concerns === 'target') target.ending ??= endingBy(explanation);
		// A rate that does not clear within all repeats of one call will not clear for the next one.
		const isOver = concerns === 'run' || concerns === 'token' || concerns === 'rate';
		if (isOver || this.fruitless >= MAX_FRUITLESS_CALLS) this.endBy(explanation);
		return undefined;
	}

	private endBy(why: Explanation | undefined): void {
		if (why !== undefined) this.ending ??= endingBy(why);
	}

	private takeAsRefused(entries: readonly Entry[], { explanation }: Refused, because: string): void {
		for (const entry of entries) entry.outcome ??= untriedOutcome(entry, explanation, because);
	}

	private endingOf(target: Target): Ending | undefined {
		return this.ending ?? target.ending ?? (this.signal?.aborted === true ? CANCELLED : undefined);
	}

	private async dispatch(target: Target, entries: readonly Entry[], isRepeat: boolean): Promise<Sent> {
		const { access, endpoint, signal } = this;
		const list = endpoint.write(entries.map((entry) => entry.record));
		const call = {
			context: target.context,
			endpoint,
			access,
			lane: laneOf(access.app, `${String(target.options.method)} ${endpoint.documentation}`, endpoint.rates),
			options: {
				...target.options,
				url: `${access.baseUrl}/open-apis${target.path}`,
				// The credential's own host is always allowed, as n8n has it. n8n itself only knows the host
				// in the node's description, which is not that of another region.
				...(target.options.allowedDomains !== undefined && {
					allowedDomains: `${new URL(access.baseUrl).hostname}, ${target.options.allowedDomains}`,
				}),
				...(list !== undefined && { body: { ...list, ...target.body } }),
			},
			signal,
			stopped: () => this.ending !== undefined || target.ending !== undefined,
			tally: this.tally,
			isRepeat,
		};
		if (endpoint.oneCallAtATime !== true) return await sendCall(call);
		const sent = await oneAtATime(`${access.baseUrl}${target.path}`, signal, async () => await sendCall(call));
		return sent ?? { kind: 'stopped', repeated: false };
	}
}

/** What a refusal says of the records that are not sent because of it. */
function endingBy({ code, reason, what_to_do, failure }: Explanation): Ending {
	return { code, reason, what_to_do, ...(failure !== undefined && { failure }) };
}
