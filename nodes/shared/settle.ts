import type { IDataObject, IExecutePaginationFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { Access } from './access';
import { chunk, halve } from './chunk';
import { clock } from './clock';
import type { Answer, Endpoint, RecordKeys, Verdict } from './endpoint';
import { concernsOf, explain, refusalOf, type Explanation } from './feishuError';
import { laneOf, oneAtATime, type Lane } from './pacer';
import { send, type Sent } from './send';

/** How a record ended. */
export interface Outcome {
	status: 'deleted' | 'recall_requested' | 'refused' | 'unknown' | 'not_sent';
	/** What is said of it where it was not deleted. */
	explanation?: Explanation;
	logId: string | null;
	confirmedByRepeat?: boolean;
	/** Another try of the node (Retry On Fail) may send the record again. */
	open: boolean;
}

/** One record that a run is asked to delete, however many items name it. */
export interface Entry {
	record: RecordKeys;
	/** An earlier attempt may have deleted it, though the answer was lost. */
	mayBeDone: boolean;
	outcome?: Outcome;
}

/** What the records of one call have in common: the path, the query, the rest of the body. */
export interface Target {
	context: IExecutePaginationFunctions;
	/** Path parameters by their name, as the output shows them. */
	keys: RecordKeys;
	/** Path below the base URL, with its parameters percent-encoded. */
	path: string;
	/** The request without the records and without the base URL. */
	options: IHttpRequestOptions;
	body: IDataObject;
	entries: Map<string, Entry>;
}

/** Why nothing more is sent. */
export type Ending = Omit<Explanation, 'log_id'>;

/** Calls of one run that are under way at the same time, at most. */
const MAX_CONCURRENT_CALLS = 64;

/** Repeats of a record that was refused for now inside an accepted call, such as a feed card's reason 3. */
const MAX_RECORD_REPEATS = 3;

const CANCELLED: Ending = {
	code: null,
	reason: 'The execution was stopped before this record was sent',
	what_to_do: 'Run the workflow again to delete it.',
};

/** The same for a record that had left when the execution was stopped. */
const CANCELLED_MIDWAY = 'The execution was stopped before an answer came';

const STAYED_UNKNOWN = 'It may have worked all the same. Look it up in Feishu, or run the workflow again.';

/** The calls of one run. */
export class Calls {
	/** Attempts that left. */
	made = 0;

	/** Set as soon as nothing more may be sent: the app lacks a permission, the quota is spent, … */
	ending: Ending | undefined;

	constructor(
		private readonly endpoint: Endpoint,
		private readonly access: Access,
		private readonly signal: AbortSignal | undefined,
	) {}

	/** Settles every record of the targets that has no outcome yet. Never rejects for a record's sake. */
	async settle(targets: Iterable<Target>): Promise<void> {
		const lanes = new Map<string, Array<() => Promise<void>>>();
		for (const target of targets) {
			const open = [...target.entries.values()].filter((entry) => entry.outcome === undefined);
			let ended: Ending | undefined;
			for (const entries of chunk(open, this.endpoint.limit)) {
				const work = async () => {
					ended = (await this.settleChunk(target, entries, ended)) ?? ended;
				};
				const key = this.endpoint.oneCallAtATime === true ? target.path : String(lanes.size);
				const lane = lanes.get(key);
				if (lane) lane.push(work);
				else lanes.set(key, [work]);
			}
		}
		const queue = [...lanes.values()].reverse();
		// The first call goes alone: what ends the run, such as a missing permission, costs one call.
		await queue.at(-1)?.shift()?.();
		const worker = async () => {
			for (let lane = queue.pop(); lane !== undefined; lane = queue.pop()) {
				for (const work of lane) await work();
			}
		};
		await Promise.all(Array.from({ length: Math.min(MAX_CONCURRENT_CALLS, queue.length) }, worker));
	}

	/**
	 * Settles the records of one call. A refusal that may concern a single record is halved until the
	 * culprit stands alone: at most 2n − 1 calls for n records.
	 * @returns why the other records of the target are not sent, where they are not
	 */
	private async settleChunk(
		target: Target,
		entries: Entry[],
		ended: Ending | undefined,
		repeats = 0,
	): Promise<Ending | undefined> {
		const stop = this.ending ?? ended ?? (this.signal?.aborted === true ? CANCELLED : undefined);
		if (stop !== undefined) {
			this.leave(entries, stop);
			return ended;
		}
		const sent = await this.send(target, entries);
		if (sent.repeated) for (const entry of entries) entry.mayBeDone = true;
		if (sent.kind === 'stopped') {
			this.leave(entries, this.ending ?? CANCELLED);
			return undefined;
		}
		if (sent.kind === 'lost') {
			const explanation = { code: null, reason: sent.reason, what_to_do: STAYED_UNKNOWN, log_id: null };
			for (const entry of entries) entry.outcome = { status: 'unknown', explanation, logId: null, open: true };
			return undefined;
		}
		if (sent.kind === 'blocked') {
			const refusal = sent.code === null ? undefined : refusalOf(this.endpoint, sent.code);
			const advice = refusal ? `${refusal.what} ${refusal.todo}` : sent.reason.replace(/\.?$/, '.');
			this.ending = { code: sent.code, reason: sent.reason, what_to_do: `${advice} This record was not sent: run the workflow again once that is settled.` };
			this.leave(entries, this.ending);
			return undefined;
		}
		const verdicts = this.endpoint.settle(
			sent.answer,
			entries.map((entry) => entry.record),
			entries.map((entry) => entry.mayBeDone),
		);
		if (verdicts === undefined) return await this.applyRefusal(target, entries, sent.answer);

		entries.forEach((entry, index) => {
			entry.outcome = this.outcomeOf(verdicts[index] ?? { status: 'unknown' }, sent.answer);
		});
		const again = entries.filter((_entry, index) => verdicts[index]?.status === 'again');
		if (again.length === 0 || repeats === MAX_RECORD_REPEATS) return undefined;
		await clock.sleep(1_000 * 2 ** repeats, this.signal);
		return await this.settleChunk(target, again, undefined, repeats + 1);
	}

	private outcomeOf(verdict: Verdict, answer: Answer): Outcome {
		const { status } = verdict;
		if (status === 'deleted' || status === 'recall_requested') {
			return {
				status,
				logId: answer.logId,
				open: false,
				...(verdict.confirmedByRepeat === true && { confirmedByRepeat: true }),
			};
		}
		return {
			status: status === 'again' ? 'refused' : status,
			logId: answer.logId,
			open: status !== 'refused',
			explanation: {
				code: verdict.code ?? (answer.code === 0 ? null : answer.code),
				reason: this.access.redact(verdict.reason ?? (answer.msg || 'Feishu does not say')),
				what_to_do: verdict.todo ?? STAYED_UNKNOWN,
				log_id: answer.logId,
			},
		};
	}

	/** An answer that speaks of the whole call. */
	private async applyRefusal(
		target: Target,
		entries: Entry[],
		answer: Answer,
	): Promise<Ending | undefined> {
		const { endpoint } = this;
		const explanation = explain(endpoint, answer, (words) => this.access.redact(words));
		const { code, reason, what_to_do } = explanation;
		const concerns = concernsOf(endpoint, answer);

		if (concerns === 'record' && entries.length > 1) {
			let ended: Ending | undefined;
			for (const half of halve(entries)) ended = (await this.settleChunk(target, half, ended)) ?? ended;
			return ended;
		}
		for (const entry of entries) {
			if (entry.mayBeDone && answer.code === endpoint.missingCode) {
				entry.outcome = { status: 'deleted', logId: answer.logId, confirmedByRepeat: true, open: false };
			} else if (concerns === 'passing' || (entry.mayBeDone && concerns !== 'record')) {
				entry.outcome = { status: 'unknown', explanation, logId: answer.logId, open: true };
			} else {
				const open = concerns === 'rate' || concerns === 'token' || concerns === 'run';
				entry.outcome = { status: 'refused', explanation, logId: answer.logId, open };
			}
		}
		if (concerns === 'run' || concerns === 'token') this.ending = { code, reason, what_to_do };
		return concerns === 'target' ? { code, reason, what_to_do } : undefined;
	}

	/** Gives up on records, all of them or those that are left. */
	private leave(entries: readonly Entry[], why: Ending): void {
		for (const entry of entries) {
			const reason = why === CANCELLED ? CANCELLED_MIDWAY : why.reason;
			const explanation = entry.mayBeDone ? { ...why, reason, what_to_do: STAYED_UNKNOWN } : why;
			entry.outcome = { status: entry.mayBeDone ? 'unknown' : 'not_sent', explanation: { ...explanation, log_id: null }, logId: null, open: true };
		}
	}

	private async send(target: Target, entries: readonly Entry[]): Promise<Sent> {
		const { access, endpoint } = this;
		const list = endpoint.write(entries.map((entry) => entry.record));
		const call = {
			context: target.context,
			endpoint,
			access,
			lane: this.laneOf(target),
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
			signal: this.signal,
			stopped: () => this.ending !== undefined,
			count: () => {
				this.made += 1;
			},
		};
		return endpoint.oneCallAtATime === true
			? await oneAtATime(`${access.baseUrl}${target.path}`, async () => await send(call))
			: await send(call);
	}

	private laneOf(target: Target): Lane {
		return laneOf(this.access.app, `${String(target.options.method)} ${this.endpoint.documentation}`, this.endpoint.rates);
	}
}
