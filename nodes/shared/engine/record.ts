import type { Failure, IDataObject, IExecutePaginationFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { Found, RecordKeys, Remark } from '../endpoint';
import type { FieldFault } from './report/fieldFault';

/** What is said of a record that was not deleted. */
export interface Explanation {
	/** Feishu's code. */
	code: number | null;
	/** Feishu's words, or ours if Feishu was not asked. */
	reason: string;
	/** What happened and the next step, in our words. */
	what_to_do: string;
	/** What happened, in our words, if `reason` is in Feishu's: `what_to_do` says it, too. */
	what?: string;
	/** The field that cannot be sent, if that is why. */
	fault?: FieldFault;
	/** Feishu's log ID, which its support asks for. */
	log_id: string | null;
	/** The next step for an agent, if it is another one. */
	for_agent?: string;
	/** Where Feishu itself explains the refusal. */
	link?: string;
	/** Why the node fails, if more than this record is concerned, as n8n 2.40 and later can be told. */
	failure?: Failure;
}

/** `dry_run`: would be sent. `already_gone`: refused as not there, if the builder counts that as well. */
export type Status =
	'deleted' | 'created' | 'found' | 'already_gone' | 'recall_requested' | 'recalled' | 'dry_run' | 'refused' | 'unknown' | 'not_sent';

/** How a record ended. */
export interface Outcome {
	status: Status;
	/** What is said of it if it was not deleted. */
	explanation?: Explanation;
	logId: string | null;
	/** What showed it, if the answer to the call did not. */
	confirmedBy?: 'repeat' | 'read';
	/** Feishu names the record as one that is not there. */
	isMissing?: boolean;
	/** Feishu's words leave open whether the record is there. */
	mayBeMissing?: boolean;
	/** What Feishu gave for the record: a new ID, for instance. */
	yields?: IDataObject;
	/** What a search found. */
	findings?: readonly Found[];
	/** How many things its options have left out, by the option. */
	leftOut?: Readonly<Record<string, number>>;
	/** What is said of it holds for all of a dry run: a summary says it, and no single record. */
	isCommon?: boolean;
	/** What a dry run says of this record besides. */
	note?: string;
	/** Another try of the node (Retry On Fail) may send the record again. */
	retryable: boolean;
}

/** One record that a run is asked for, however many items name it. */
export interface Entry {
	record: RecordKeys;
	/** What is sent of it, if that is more than its keys. */
	content?: IDataObject;
	/** What was there before it was deleted, if that is kept. */
	copy?: IDataObject;
	/** What is said of it once it is deleted. */
	remark?: Remark;
	/** With which other options it is named besides those of the first item. */
	others?: Set<Target>;
	/** What a second call is to give it once it is created. */
	gives?: Set<string>;
	/** What that call gave it, as it is named if it is not restored. */
	given?: ReadonlySet<string>;
	/** An earlier attempt may have deleted it, though the answer was lost. */
	possiblyApplied: boolean;
	/** Feishu knows it by an ID that this node made up. */
	isMinted?: boolean;
	/** Of a dry run: why the address that names it was not looked up. */
	notLookedUp?: string;
	outcome?: Outcome;
}

/** Why nothing more is sent: of a target, or of the run. */
export interface Ending extends Omit<Explanation, 'log_id'> {
	/** The part of what to do that holds as well for a record that may be done. */
	remedy?: string;
}

/** A refusal of a whole call that one of its records may have caused. */
export interface CallRefusal {
	code: number;
	explanation: Explanation;
}

/** What the records of one call have in common: the path, the query, the rest of the body. */
export interface Target {
	/** Its records are reported and not sent. */
	readonly isDry: boolean;
	readonly context: IExecutePaginationFunctions;
	/** Path parameters by their name, as the output shows them. */
	readonly keys: RecordKeys;
	/** Path below the base URL, with its parameters percent-encoded, but for the one that each record fills. */
	readonly path: string;
	/** The request without the records and without the base URL. */
	readonly options: IHttpRequestOptions;
	readonly body: IDataObject;
	/** Most things that are wanted of each of its records, if it is a search that has a limit. */
	readonly limit?: number;
	/** It is a search that is only planned. */
	readonly plans: boolean;
}

/** A record that an item asks for. */
export interface Claim {
	/** What is asked for, the same whether it is sent or part of a dry run. */
	identity: object;
	target: Target;
	entry: Entry;
	/** The address that this item names it by, if the ID was looked up. */
	lookedUp?: string;
	/** What of the snapshot that this item names it by is not restored. */
	notRestored?: readonly string[];
}

/** A record that an item asks for, and what became of it. */
export interface Line {
	/** All keys of the record: those of its target, then its own. None if the item was refused before sending. */
	keys: RecordKeys;
	/** The record as a person names it. */
	name: string;
	outcome: Outcome;
	/** The one of its keys that is not shown. */
	hidden?: string;
	/** Its times, as a person reads them. */
	times?: IDataObject;
	/** What was there before it was deleted. */
	copy?: IDataObject;
	/** The address by which the ID was looked up. */
	lookedUp?: string;
	/** What of its snapshot is not restored, though the record is. */
	notRestored?: readonly string[];
	/** What a search found: the line is about it, and not about a record. */
	item?: IDataObject;
}
