import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import type { Access } from '../token/access';
import { listedIn } from '../../answer';
import { clock } from '../time/clock';
import type { Deadline } from './deadline';
import type { Answer, Api, Call as AnyCall, ReadRequest, ReadCall, Reader } from '../../endpoint';
import { explain } from '../judge/feishuError';
import { keepApart, queueOf, serialize } from './queue';
import { limiterOf } from './rateLimiter';
import type { Explanation } from '../record';
import { addressed, pathOf } from '../n8n/request';
import { blockedBy, sendCall, type Call, type Sent } from './send';
import type { CallCost } from '../time/callCost';
import type { Caller } from '../token/caller';
import { Unread } from '../../unread';

/** A call that failed to read, with what the engine has to know of it. */
export class UnreadCall extends Unread {
	constructor(
		readonly sent: Sent,
		readonly api: Api,
		{ code, reason, what_to_do, log_id }: Explanation,
		isFinal: boolean,
	) {
		super(code, reason, what_to_do, log_id, isFinal);
	}
}

/** Pages of one list, at most: a list that never ends is none. */
const MOST_PAGES = 10_000;

/** Answers that a reader remembers, at most: a page may be 64 KB in memory. */
export const MOST_REMEMBERED = 100;

/** What all calls of a reader have in common. */
export interface Circumstances {
	access: Access;
	context: Caller;
	/** The user's own: proxy, timeout, certificates. */
	options: IHttpRequestOptions;
	signal: AbortSignal | undefined;
	cost: CallCost;
	/** Whether the run has ended, so that nothing more may be asked. */
	stopped: () => boolean;
	/** The time that its calls have, if they are to let others of the app go first. */
	patience?: Deadline;
}

/** The part of a path for a parameter: if it were missing, or only dots, the path would be that of another call. */
function segmentOf({ path }: AnyCall, value: string): string {
	if (/^\.*$/.test(value)) throw new Error(`${path} is asked without one of its IDs`);
	return value;
}

/** Reads with the engine's own means. */
export class CallReader implements Reader {
	/** What it shows is no older than this. */
	readonly startedAt = clock.now();
	/** Calls that it has sent so far, each once. */
	asked = 0;
	private readonly answers = new Map<string, Promise<Answer>>();

	/** @param remembers whether what was asked once is not asked again, up to a bound */
	constructor(
		private readonly circumstances: Circumstances,
		private readonly remembers = false,
	) {}

	ask(call: AnyCall, question: ReadRequest): Promise<Answer> {
		const asked = this.askOnce(call, question);
		// A caller that stops early leaves behind what it has asked for, and its failure would not be handled.
		asked.catch(() => {});
		return asked;
	}

	private async askOnce(call: AnyCall, question: ReadRequest): Promise<Answer> {
		if (!this.remembers) return await this.send(call, question);
		const key = JSON.stringify([call.method, call.path, question]);
		const known = this.answers.get(key);
		if (known !== undefined) return await known;
		if (this.answers.size >= MOST_REMEMBERED) return await this.send(call, question);
		const answer = this.send(call, question);
		this.answers.set(key, answer);
		// What failed may be asked again.
		answer.catch(() => this.answers.delete(key));
		return await answer;
	}

	async *pages(call: ReadCall, list: string, question: ReadRequest): AsyncGenerator<IDataObject> {
		const tokens = new Set<string>();
		let cut: ReturnType<NonNullable<ReadCall['cut']>>;
		for (let query = question.query; ;) {
			const answer = await this.ask(call, { ...question, ...(query !== undefined && { query }) });
			const { data, logId } = answer;
			const { [call.nextPage ?? 'page_token']: token, has_more: hasMore } = data;
			yield* listedIn(answer, list, call);
			cut ??= call.cut?.(data);
			if (hasMore === false || (hasMore !== true && !token)) {
				if (cut !== undefined) throw new Unread(null, cut.reason, cut.todo, logId);
				return;
			}
			if (typeof token !== 'string' || token === '' || tokens.has(token) || tokens.size === MOST_PAGES) {
				throw new Unread(
					null,
					'Feishu says that there are more pages, but does not give the next one',
					`Run the workflow again. If it happens again, give Feishu support the log ID and the page of this call: ${call.documentation}`,
					logId,
				);
			}
			tokens.add(token);
			query = { ...question.query, page_token: token };
		}
	}

	private async send(call: AnyCall, { path = {}, query, body }: ReadRequest): Promise<Answer> {
		this.asked += 1;
		const { access, context, options, signal, cost, stopped, patience } = this.circumstances;
		const { body: _body, qs: _qs, ...users } = options;
		const own = queueOf(call, path);
		const queue = own && `${access.baseUrl} ${own}`;
		const request: Call = {
			context,
			endpoint: call,
			access,
			limiter: limiterOf(access.app, `${call.method} ${call.documentation}`, call.rates),
			options: {
				...addressed(
					users,
					access.baseUrl,
					pathOf(call.path, (name) => segmentOf(call, path[name] ?? '')),
				),
				method: call.method,
				...(query !== undefined && { qs: query }),
				...(body !== undefined && { body }),
			},
			signal,
			stopped,
			cost,
			isRepeat: false,
			...(patience !== undefined && { patience }),
			...(queue !== undefined && { conflicted: () => keepApart(queue) }),
		};
		const sent: Sent =
			queue === undefined
				? await sendCall(request)
				: ((await serialize(queue, signal, async () => await sendCall(request))) ?? { kind: 'stopped', possiblyApplied: false });
		if (sent.kind === 'answered' && sent.answer.code === 0) return sent.answer;
		throw this.unread(call, sent);
	}

	private unread(call: AnyCall, sent: Sent): UnreadCall {
		const { access } = this.circumstances;
		const clean = (words: string) => access.redact(words);
		if (sent.kind === 'answered') {
			const { reach } = sent.answer;
			return new UnreadCall(sent, call, explain(call, sent.answer, clean, access.credential), reach !== 'record' && reach !== 'target');
		}
		if (sent.kind === 'blocked') {
			const { todo, ...why } = blockedBy(call, sent, clean);
			return new UnreadCall(sent, call, { ...why, what_to_do: todo || 'Open the credential and check it.', log_id: null }, true);
		}
		const why =
			sent.kind === 'stopped'
				? { code: null, reason: 'The execution was stopped before Feishu was asked', what_to_do: 'Run the workflow again.' }
				: { code: null, reason: sent.reason, what_to_do: 'Check that Feishu can be reached from the n8n server.' };
		return new UnreadCall(sent, call, { ...why, log_id: null }, true);
	}
}
