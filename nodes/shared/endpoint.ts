import type { IDataObject } from 'n8n-workflow';
import type { Refusals } from './refusal';

/** At most `calls` calls in any `perMs` milliseconds. */
export interface Rate {
	calls: number;
	perMs: number;
}

/** The keys of one record, in Feishu's snake_case, as its output item shows them. */
export type RecordKeys = Readonly<Record<string, string>>;

/** What Feishu answered to one call. */
export interface Answer {
	/** HTTP status. */
	status: number;
	/** Feishu's own code; 0 is success. */
	code: number;
	msg: string;
	data: IDataObject;
	/** The `error` object of a refusal: violations, links, troubleshooter. */
	error: IDataObject;
	logId: string | null;
	/** How long Feishu says to wait before the next call, in milliseconds. */
	retryAfterMs?: number;
}

/** What the answer of a call says of one of its records. */
export interface Verdict {
	/** `again`: refused for now, nothing done; the record is sent once more after a wait. */
	status: 'deleted' | 'recall_requested' | 'refused' | 'unknown' | 'again';
	/** Feishu's code for this record, where it gives one. */
	code?: number;
	/** Feishu's words. */
	reason?: string;
	/** Our advice. */
	todo?: string;
	/** The answer to an earlier attempt was lost, and the repeat shows that the attempt had worked. */
	confirmedByRepeat?: boolean;
	/** Feishu names the record as one that is not there. */
	isMissing?: boolean;
}

/** What one n8n item asks for, read from the body that n8n resolved from the node's fields. */
export interface Selection {
	records: RecordKeys[];
	/** The rest of the body, the same for every record of the call. */
	body: IDataObject;
	/**
	 * What decides, besides path and record, which thing is deleted, such as the instance of an event
	 * that repeats. All else in `body` is how, not what: a record named with two sets of options is sent
	 * with the first.
	 */
	instance?: string;
}

/** What `read` may ask about the item besides its body. */
export interface ItemContext {
	/** IANA time zone of the workflow. */
	timezone: string;
}

/**
 * One deletion of the Feishu Open Platform: everything the engine in `shared/` has to know of it.
 * Method, path and optional parameters are in the node's `routing`.
 */
export interface Endpoint {
	/** What a record is called in messages. */
	noun: { one: string; many: string; /** Instead of "deleted". */ done?: string };
	/** Display name of the field that names the records, for messages. */
	field: string;
	/** The documentation page that every number below comes from. */
	documentation: string;
	/**
	 * The node parameters that name the records and their target, by the body property or path
	 * parameter that each fills. They have no `routing` of their own: n8n would evaluate their
	 * expressions once more, and once more again to find the base URL, for every item.
	 */
	parameters: Readonly<Record<string, string>>;
	/** Display names of the path parameters, for messages. */
	pathFields?: Readonly<Record<string, string>>;
	/** A key of a record holds text of the app's own, which is no ID of Feishu's. */
	hasOwnText?: boolean;
	/** The key of a record that holds a user ID, of the kind that `user_id_type` says. */
	userKey?: string;
	/** Most records in one call. */
	limit: number;
	rates: readonly Rate[];
	/** Feishu refuses overlapping calls to the same path (the same event, the same task). */
	oneCallAtATime?: boolean;
	refusals: Refusals;
	/** Code with which a lone record is reported as not there. */
	missingCode?: number;
	/** @throws {InvalidField} where a field holds what Feishu cannot take. */
	read(body: IDataObject, item: ItemContext): Selection;
	/** The part of the body that names the records; `undefined` where the path names the record. */
	write(records: readonly RecordKeys[]): IDataObject | undefined;
	/**
	 * Reads an answer record by record, in the order of `records`; `undefined` where it does not
	 * speak of single records. `repeated[i]`: the answer to an earlier attempt was lost.
	 */
	judge(answer: Answer, records: readonly RecordKeys[], repeated: readonly boolean[]): Verdict[] | undefined;
}
