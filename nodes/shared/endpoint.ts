import type { IDataObject } from 'n8n-workflow';
import type { Answer, Api, Follower, Reader, RecordKeys } from './call';
import type { Barred, Check } from './check';
import type { Completion } from './completion';
import type { IdKind } from './idKinds';
import type { ListsPeople, NamesPeople } from './namesPeople';
import type { ItemContext, Selection } from './selection';
import type { UserIdKind } from './userIdKind';
import type { Finding, Observation, Remark, Verdict } from './verdict';

export type { Answer, Api, Call, Follower, ReadRequest, Rate, ReadCall, Reader, RecordKeys } from './call';
export type { Check } from './check';
export type { Completion } from './completion';
export type { ListsPeople, NamesPeople } from './namesPeople';
export type { Account, ItemContext, Selection } from './selection';
export type { Finding, Found, Remark, Observation, Verdict } from './verdict';

/** A word that Feishu takes in place of an ID. */
export interface Alias {
	/** The key that may hold it, of a path or of a record of a search. */
	key: string;
	isWord: (text: string) => boolean;
	/** What is said if it is not known what it means, and what else to do. */
	whyUnknown: string;
	todo: string;
	/**
	 * Asks for the ID.
	 * @throws {Unread}
	 */
	meaning(reader: Reader, word: string): Promise<string>;
}

/** What the records of one call have in common. */
export interface CallContext {
	/** Path parameters by their name. */
	keys: RecordKeys;
	query: IDataObject;
	body: IDataObject;
}

/** What all operations state, whatever they do. Method, path and optional parameters are in the node's `routing`. */
interface OperationBase extends Api {
	/** What a record is called in messages. */
	noun: {
		one: string;
		many: string;
		/** Instead of "deleted", "created" or "read". */
		done?: string;
		/** What is found by a record, if a search finds any number of things by it. */
		found?: { one: string; many: string };
	};
	/** Display name of the field that names the records, for messages. */
	field: string;
	/**
	 * The node parameters that name the records and their target, by the body property or path
	 * parameter that each fills. They have no `routing` of their own: n8n would evaluate their
	 * expressions once more, and once more again to find the base URL, for every item.
	 */
	parameters: Readonly<Record<string, string>>;
	/** The part of the path that names a record: `read` reads it, and each record is a call of its own. */
	recordInPath?: string;
	/** A key of a record holds a text that the app chose, and not an ID of Feishu's. */
	hasOwnText?: boolean;
	/** Keys of the output that show a time, by the key under which a record, or a copy of it, has that in Unix seconds. */
	times?: Readonly<Record<string, string>>;
	/** The key of a record that holds a user ID. */
	userKey?: string;
	/** What says of which kind its user IDs are, if it is not `user_id_type`. */
	userIdKind?: UserIdKind;
	people?: readonly NamesPeople[];
	listsPeople?: ListsPeople;
	/** The kinds of ID that its fields take, besides user IDs of that kind and IDs without a prefix. */
	kinds?: readonly IdKind[];
	/** Before anything is sent for it, the ID is asked for, once a run: nothing is compared, locked or sent by two names. */
	alias?: Alias;
	/** What IDs without a prefix look like in its fields, besides User IDs. They may look like anything if it does not say. */
	bareIds?: readonly RegExp[];
	/**
	 * The key under which an ID may name a part of something, such as an occurrence of an event that repeats, and the ID of
	 * the whole if it does. What is done to the whole is done to its parts: Never Delete keeps both if it names either.
	 */
	parts?: { key: string; wholeOf: (id: string) => string | undefined };
	/** Most records in one call. It may depend on a parameter of the call. */
	limit: number | ((common: CallContext) => number);
	/** Of some records fewer than `limit` fit into one call. */
	limits?: ReadonlyArray<{ isOne: (record: RecordKeys) => boolean; most: number }>;
	/** Records that are any number of people each, though Stop If More Than counts one, and the field that names them. */
	crowds?: { isOne: (record: RecordKeys) => boolean; field: string };
	/** Codes with which a lone record is reported as not there. */
	missingCodes?: readonly number[];
	/** @throws {InvalidField} if a field holds what Feishu cannot take. */
	read(body: IDataObject, item: ItemContext): Selection;
}

/**
 * One call of the Feishu Open Platform that changes something: everything the engine in `shared/` has
 * to know of it.
 */
export interface Endpoint extends OperationBase {
	kind: 'delete' | 'create';
	/** Code with which a call is refused because something that it would create exists already. */
	presentCode?: number;
	/** A call names a record once: what is asked for twice is sent twice, by calls of their own. */
	uniquePerCall?: true;
	/** The key, among what Feishu gives for a record, under which all records of a call get the same: the summary lists it. */
	sharedYield?: string;
	/** The key of what Feishu gives for a record, or of the record, by which a creation is undone, and how: an imperative sentence. */
	undo?: { key: string; todo: string };
	/** The key of a record that holds an ID made by the node. A dry run leaves it out: the run makes another one. */
	mintedKey?: string;
	/** Display names of the path parameters, for messages. */
	pathFields?: Readonly<Record<string, string>>;
	/** How a path parameter is read that may be given otherwise than by its ID, such as by a link. `before`: those before it in the path. */
	readPath?: Readonly<Record<string, (value: unknown, field: string, before: RecordKeys) => string>>;
	/** What a dry run says besides: a sentence about what would be done to the records of a target. */
	dryRunNote?: (common: CallContext) => string | undefined;
	/** What a dry run shows of a record that would be created, besides its keys: short, as each of its output items has it. */
	preview?: (content: IDataObject, common: CallContext) => IDataObject;
	/** What is done for records that are created. */
	completion?: Completion;
	/** Status of a record that Feishu has accepted, if it is not `deleted` or `created`. */
	accepted?: 'recall_requested';
	/** Query parameters that depend on the records of a call, such as one by which Feishu knows the same call again. */
	queryOf?: (contents: readonly IDataObject[], keys: RecordKeys) => IDataObject;
	/** The part of the body that names the records; `undefined` if the path names the record. `keys`: of the path. */
	write(records: readonly RecordKeys[], contents: readonly IDataObject[], keys?: RecordKeys): IDataObject | undefined;
	/**
	 * Reads an answer record by record, in the order of `records`; `undefined` if it does not
	 * speak of single records. `repeated[i]`: the answer to an earlier attempt was lost. `minted[i]`: Feishu
	 * knows the record by an ID that this node made up.
	 */
	judge(answer: Answer, records: readonly RecordKeys[], repeated: readonly boolean[], minted: readonly boolean[]): Verdict[] | undefined;
	/**
	 * Looks at records, one sight for each in their order: before they are deleted, to keep a copy, and
	 * after, if no answer says what became of them. `isForCopy`: all that is kept is read, and else what tells whether a record is there.
	 * @throws {Unread} if none of them can be read
	 */
	lookUp?: (
		records: readonly RecordKeys[],
		common: CallContext,
		reader: Reader,
		minted: readonly boolean[],
		isForCopy?: boolean,
	) => Promise<Observation[]>;
	/** A call whose outcome is open is not repeated before a look at its records: it would be refused for those that are done. */
	lookBeforeRepeat?: true;
	/**
	 * Feishu accepts a record that is not there without a word: only a look beforehand tells, and if that counts as done,
	 * there is one.
	 */
	passesMissing?: true;
	/** A deletion that looks at its records first, by `lookUp`. What cannot be looked at is not deleted. */
	check?: Check;
	/** Of what nothing is sent. */
	barred?: Barred;
	/** What is said of a record that is already gone, if that is not all there is to say. */
	whenGone?: Remark;
	/** By which IDs a copy of a record names what it is of: Never Delete finds it there by any of them. */
	namesIn?: (copy: IDataObject) => string[];
	/**
	 * The key of a record whose ID says nothing of whom it names, such as a number in a list: Never Delete looks at it, and
	 * finds out by `namesIn`. `shows`: whether what a look shows says who it is.
	 */
	opaque?: { key: string; shows: (copy: IDataObject) => boolean };
	/** The page does not say whether a call that is refused because a record is not there has deleted the others nevertheless. */
	missingInPart?: true;
	/** Parameters of the query that only its looks take: the call itself is sent without them. */
	lookQuery?: readonly string[];
	/**
	 * Follows an accepted record until Feishu has carried it out, or the time is over.
	 * @param follower ends after `seconds`, the longest that the builder wants to wait
	 * @throws {Unread}
	 */
	follow?: (record: RecordKeys, common: CallContext, follower: Follower, seconds: number) => Promise<Verdict>;
}

/** An operation that only reads. Its records are what its field names: each yields any number of items. */
export interface FindOperation extends OperationBase {
	kind: 'find';
	/** It can be planned: with Dry Run, it only counts what it would search. */
	canPlan?: true;
	/** What a planned search would ask for one by one, if that is not what its records are. */
	planNoun?: (common: CallContext) => Pick<OperationBase['noun'], 'one' | 'many'> | undefined;
	/**
	 * Reads what some records (at most `limit`) name, by as many calls as it takes. The caller may stop
	 * before the end.
	 * @throws {Unread} if nothing can be read
	 */
	find(records: readonly RecordKeys[], common: CallContext, reader: Reader, item: ItemContext): AsyncIterable<Finding>;
}

/** What one operation of a node does. */
export type Operation = Endpoint | FindOperation;
