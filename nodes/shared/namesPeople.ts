import type { IDataObject } from 'n8n-workflow';
import type { UserIdType } from './idKinds';

/** Where people are named by user IDs: an address there is looked up before anything is sent. */
export interface NamesPeople {
	/** A key of a record, or of what is sent of it. */
	key: string;
	/** Display name of the field that fills it, for messages. */
	field: string;
	/** The kind of user ID, if it is not what `userIdKind` says. */
	type?: UserIdType;
}

/** A list in the body of a search that holds people by user IDs, besides others. */
export interface ListsPeople {
	property: string;
	/** Display name of the field that fills it, for messages. */
	field: string;
	/** Whose an email address is there: the engine looks up those of people, and keeps those that may be a guest's. */
	emailsAre: (body: IDataObject) => 'guests' | 'people' | 'either';
	/** If addresses cannot be looked up: what to do about that of a guest, in the imperative. */
	orGuest?: string;
}
