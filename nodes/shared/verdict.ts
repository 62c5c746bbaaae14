import type { IDataObject } from 'n8n-workflow';
import type { RecordKeys } from './call';
import type { Unread } from './unread';

/** What the answer of a call says of one of its records. */
export interface Verdict {
	/** `again`: refused for now, nothing done; the record is sent once more after a wait. */
	status: 'deleted' | 'created' | 'recall_requested' | 'recalled' | 'refused' | 'unknown' | 'again';
	/** Feishu's code for this record, if it gives one. */
	code?: number;
	/** Feishu's words. */
	reason?: string;
	/** Our advice. */
	todo?: string;
	/** What happened, in our words, if `reason` is in Feishu's: `todo` says it, too. */
	what?: string;
	/** The answer to an earlier attempt was lost, and the repeat shows that the attempt had worked. */
	confirmedByRepeat?: boolean;
	/** Feishu names the record as one that is not there. */
	isMissing?: boolean;
	/** Feishu's words leave open whether the record is there: a look at it would tell. */
	mayBeMissing?: boolean;
	/** What Feishu gives for the record, as its output item shows it: a new ID, for instance. */
	yields?: IDataObject;
}

/**
 * What a look at a record showed: what it holds, that it is not there, or why this is not known.
 * `noCopy`: why the record could not be put back from `copy`. `yields`: what the output item of a record
 * shows that the look finds created. `isEarly`: a look a moment later may tell. `allows`: the deletion does
 * no harm, whatever the look does not tell; what is said of the record once it is deleted.
 */
export type Observation =
	| { is: 'there'; copy: IDataObject; noCopy?: Unread; yields?: IDataObject }
	/** `why`: what Feishu says of it. */
	| { is: 'gone'; why?: Unread }
	| { is: 'unseen'; why: Unread; isEarly?: true; allows?: Remark };

/** What is said of a record besides its status, and what to do about it. */
export interface Remark {
	reason: string;
	todo: string;
}

/** One thing that was found, or one that could not be read. */
export type Found = {
	/** Which of the records it was found for, by its place among them. */
	of: number;
} & ({ item: IDataObject } | { keys: RecordKeys; why: Unread });

/**
 * What a search comes upon, among it what an option leaves out: by the display name of that option. `wouldRead`: what
 * names a list that it would read, if it is only planned.
 */
export type Finding = Found | { leftOutBy: string } | { wouldRead: RecordKeys };
