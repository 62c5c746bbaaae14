import type { IDataObject } from 'n8n-workflow';
import type { RecordKeys } from './call';
import type { KeptBy } from './snapshot';

/** What one n8n item asks for, read from the body that n8n resolved from the node's fields. */
export interface Selection {
	records: RecordKeys[];
	/** What is sent of each record, in their order, if that is more than its keys. */
	contents?: IDataObject[];
	/** The rest of the body, the same for every record of the call. */
	body: IDataObject;
	/**
	 * What decides, besides path and record, which thing is deleted, such as the instance of an event
	 * that repeats. All else in `body` is how, not what: a record named with two sets of options is sent
	 * with the first.
	 */
	instance?: string;
	/** Feishu knows these records by an ID that this node made up: nobody else has it. */
	isMinted?: true;
	/** Which records are not to be put back, in their order, if they are read from snapshots. */
	kept?: ReadonlyArray<KeptBy | undefined>;
	/** What of each record is not restored, in their order and in words, if they are read from snapshots. */
	notRestored?: ReadonlyArray<readonly string[]>;
	/** What each record is given by a second call once it is created, in their order. */
	gives?: ReadonlyArray<readonly string[]>;
}

/** What `read` may ask about the item besides its body. */
export interface ItemContext {
	/** IANA time zone of the workflow. */
	timezone: string;
	/** The query that n8n resolved from the node's fields. */
	query?: IDataObject;
	/** Text that no other run has; over the batches and tries of a run it stays the same. */
	uniqueMark?: string;
	/** The content of a field of the node, before n8n evaluates it. */
	raw?: (parameter: string) => unknown;
	/** What the fields of the path hold, by the parameter that each fills: a link may say more than the ID. */
	path?: Readonly<Record<string, unknown>>;
	/** Whose calls these are; a search is told. */
	account?: Account;
	/** A search is to list only what it would read, one `wouldRead` each. */
	plans?: boolean;
}

/** On whose behalf a credential acts. */
export interface Account {
	/** The App ID; blank if the credential does not say. */
	appId: string;
	isPerson: boolean;
}
