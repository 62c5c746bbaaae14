import type { IDataObject } from 'n8n-workflow';
import type { Reach, Refusal, Refusals } from './refusal';

/** At most `calls` calls in any `perMs` milliseconds. */
export interface Rate {
	calls: number;
	perMs: number;
}

/** The keys of one record, in Feishu's snake_case, as its output item shows them. */
export type RecordKeys = Readonly<Record<string, string>>;

/** What sending has to know of a documented call. */
export interface Api {
	/** The documentation page that its facts come from. */
	documentation: string;
	rates: readonly Rate[];
	refusals: Refusals;
	/**
	 * Whether saying it twice does it once, as it is unless said. What does it twice is never repeated after a lost
	 * answer. `call`: the very same call may be repeated, and another try of the node may not.
	 */
	idempotent?: boolean | 'call';
	/**
	 * The path parameters that name what Feishu lets one call at a time use, such as an event: no two calls
	 * to the same one overlap, whichever operations make them.
	 */
	oneCallAtATime?: readonly string[];
	/** The code with which Feishu refuses a call while another one is at work there: from then on, calls keep apart. */
	conflictCode?: number;
	/** What to do about a record whose outcome is not known, if it is not safe to run again. */
	whenUnknown?: string;
}

/** A documented call with its address. */
export interface Call extends Api {
	method: 'GET' | 'POST' | 'PATCH';
	/** Below the base URL; parameters as `:name`. */
	path: string;
}

/** A documented call that only reads. */
export interface ReadCall extends Call {
	method: 'GET' | 'POST';
	/** Whether a page of its list says that Feishu leaves some rows out, and on purpose: then why, and what to do. */
	cut?: (data: IDataObject) => { reason: string; todo: string } | undefined;
	/** Its list holds texts, such as IDs: each is yielded under this key. */
	textKey?: string;
	/** The property of its answer with the token of the next page; `page_token` unless given. */
	nextPage?: string;
}

/** What a call that reads is asked. */
export interface ReadRequest {
	path?: RecordKeys;
	query?: IDataObject;
	body?: IDataObject;
}

/** What Feishu answered to one call. */
export interface Answer {
	/** HTTP status. */
	status: number;
	/** Feishu's own code; 0 is success. */
	code: number;
	/** How far the refusal reaches; undefined if the call was not refused. */
	reach: Reach | undefined;
	msg: string;
	data: IDataObject;
	/** The `error` object of a refusal: violations, links, troubleshooter. */
	error: IDataObject;
	logId: string | null;
	/** How long Feishu says to wait before the next call, in milliseconds. */
	retryAfterMs?: number;
	/** Why the token that it refuses was not renewed. */
	notRenewed?: Refusal;
}

/** Sends calls that read: with the credential of the run, below the documented rate, and again if an answer is lost. */
export interface Reader {
	/**
	 * Asks once.
	 * @throws {Unread} if Feishu refuses, or does not answer
	 */
	ask(call: ReadCall, question: ReadRequest): Promise<Answer>;
	/**
	 * Yields the entries of a list over all of its pages. A page may be short, or empty, before the last.
	 * @param list the property of the answer that holds them
	 * @throws {Unread} also if an answer does not have the list, and after its last row if Feishu leaves some out
	 */
	pages(call: ReadCall, list: string, question: ReadRequest): AsyncGenerator<IDataObject>;
}

/** A reader that has a time: its calls let others of the app go first, and none outlasts it. */
export interface Follower extends Reader {
	/** Why it reads no more. */
	readonly ended: 'over' | 'stopped' | undefined;
	/** Milliseconds that are left. */
	readonly leftMs: number;
	/** Waits, or returns sooner if it ends. */
	wait(ms: number): Promise<void>;
}
