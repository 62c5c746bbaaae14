import type { Client, withTenantToken } from '@larksuiteoapi/node-sdk';
import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import type { Endpoint } from '../../nodes/shared/endpoint';
import type { Fields, Spec } from '../specs';
import type { Fault, Sandbox } from '../sandbox';
import type { OwnFault } from './fault';
import type { DeletionName } from './sandbox';

/** The name of a deletion's node, which workflows hold. */
export type NodeName = `feishu${Capitalize<DeletionName>}`;

/** A point in which a node differs from its page on purpose. */
export interface Deliberate {
	/** The statement in which they differ, as `test/conformance/facts.ts` words it. */
	fact: string;
	/** What each of the two says; `undefined` where one of them does not make the statement. */
	spec: unknown;
	node: unknown;
	why: string;
	/** Where the statement is of a call with certain parameters, and they decide whether it is `allowed` or `refused`. */
	call?: INodeParameters;
}

/** How to fill in the fields of a node. */
export interface Filling {
	/** Every field and option filled in, each choice between fields among them. */
	everything: INodeParameters;
	/** Only what the page calls required; n8n itself refuses blank text in a required field, but no expression. */
	required: INodeParameters;
	/** Parameters that let every input item `{ id }` have a target of its own, so that each is a call. */
	ownTarget: INodeParameters;
}

/** A field that a bad value is put into, by the expression `BAD`. */
export interface Place {
	/** Property names from the node down to the field. */
	field: string[];
	/** Whether it takes one ID or many; `other` where it takes no ID, and has a test of its own. */
	takes: 'one' | 'many' | 'other';
	/** Whether a field that takes no IDs takes several of what it takes, in the forms of a list of IDs. */
	isList?: boolean;
	/** Whether another field may name the record instead, so that this one may be left blank. */
	optional?: boolean;
	/** Parameters whose field takes the value from the item; the other fields are filled in well. */
	parameters: INodeParameters;
	/** What is in the field of the good items. */
	good: string;
}

export type SdkOptions = ReturnType<typeof withTenantToken>;

/** One input, said twice: in the fields of our node, and in the arguments of the official SDK. */
export interface WireRow {
	name: string;
	/** Input items; one empty item unless given. */
	items?: IDataObject[];
	parameters: INodeParameters;
	sdk(client: Client, options: SdkOptions): Promise<unknown>;
}

/** A run that leads to a message; what is not said is well. */
export interface TellingRun {
	fault?: Partial<Fault>;
	/** One unless given. */
	records?: number;
	items?: IDataObject[];
	/** What the node has besides the parameters of its row. */
	parameters?: INodeParameters;
	/** Puts things into the world instead of the records. */
	seed?: (sandbox: Sandbox) => void;
	/** Stops the execution as soon as a call to this endpoint has arrived. */
	stoppedAt?: string;
	/** Of several items that say something, the one whose advice has these words; the last one otherwise. */
	said?: RegExp;
}

/** What a list of the editor is asked; what is not said is well. */
export interface TellingList {
	/** Its name in the node's `methods.listSearch`. */
	method: string;
	authentication?: 'feishuTenantApi' | 'feishuAccessTokenApi' | 'feishuOAuth2Api';
	/** What the fields of the node hold at that moment. */
	parameters?: INodeParameters;
	/** What is typed. */
	filter?: string;
	fault?: Fault;
	seed?: (sandbox: Sandbox) => void;
}

/** What a person gets to read of one deletion alone, besides what its refusals say. */
export interface OwnMessages {
	/** Tables of its own, ready to be read. */
	tables: ReadonlyArray<{ title: string; messages: Array<{ when: string; text: string }> }>;
	/** Fields that take a bad value by the expression `BAD`. */
	fields: ReadonlyArray<[when: string, parameters: INodeParameters, bad: unknown]>;
	/** Runs of which a record is told. */
	runs: ReadonlyArray<[when: string, run: TellingRun]>;
	/** Runs that fail the node under Stop. */
	stops: ReadonlyArray<[when: string, run: TellingRun]>;
	/** Lists in the editor that have nothing to show. */
	lists: ReadonlyArray<[when: string, list: TellingList]>;
}

/** Everything that is particular to one deletion, for tests that run over all of them. */
export interface DeletionRow {
	node: INodeType;
	/** What the engine is told of it. */
	contract: Endpoint;
	/** What its records are called, as a title. */
	title: string;
	/** What the editor shows below the node's name. */
	subtitle: string;
	/** What somebody may type into n8n's search, and find this node first. */
	phrases: readonly string[];
	/** Most records in one call. */
	limit: number;
	/** The status of a record that Feishu deleted; `recall_requested` where it answers before it has done so. */
	done: 'deleted' | 'recall_requested';
	/** The record's own keys in an output item, in their order. */
	keys: readonly string[];

	/** Parameters of a node that deletes the record of each input item. */
	parameters: INodeParameters;
	/** Names of n different records. */
	names(count: number): string[];
	/** Puts the records into the sandbox. */
	seed(sandbox: Sandbox, names: readonly string[], about?: { refuses?: number }): void;
	/** The input item that asks for a record; its last field stands in the call as it is. */
	item(name: string): IDataObject;
	/** The same for items that hold a list of records. */
	listParameters: INodeParameters;
	/** Names of n records that one item can hold, different for each `group`. */
	listNames(group: number, count: number): string[];
	listItem(names: readonly string[]): IDataObject;
	/** An item whose list is empty, where that is nothing to do and no mistake. */
	emptyItem?: IDataObject;
	/** The record that an output item speaks of. */
	nameOf(json: IDataObject): string;
	/** Whether the record is still there in the sandbox (for a message: not recalled). */
	exists(sandbox: Sandbox, name: string): boolean;

	filling: Filling;
	/** Every point in which the node differs from its page, besides those in which every node does. */
	deliberate: readonly Deliberate[];
	places: {
		/** Puts the records of the good items into the sandbox. */
		seed(sandbox: Sandbox): void;
		fields: readonly Place[];
	};
	/** Feishu's answer does not tell a record that is not there from one that is deleted: it lets both pass. */
	passesMissing?: true;
	/** The body of the page as the fields of the node have it, if its list holds objects that they fill with one ID each. */
	bodyInFields?: Fields;
	/** Codes of an answer to a call that was carried out in part: what became of a record that it does not name, nobody knows. */
	partCodes?: readonly number[];
	/** Codes of the whole call that concern a single record of it, but for the one that says that it is not there. */
	recordCodes: readonly number[];
	/** The name in the sandbox's log of the call that looks its records up, where there is one. */
	look?: string;
	/** The same of the call that looks many of them up at once, if that is another one. */
	lookAtMany?: string;
	/** The column of its answer that names a record, and, if there are several kinds of such IDs, what those of another kind begin with. */
	seenBy?: { column: string; otherKind?: string };
	/**
	 * If it looks at each record before it deletes it: lets these IDs be there, each as a record, and as what a
	 * record belongs to, so that nothing is held back.
	 */
	looksFirst?: (sandbox: Sandbox, ids: readonly string[]) => void;
	/** The name in the sandbox's log of the call that tells, once a run, what nothing is sent of. */
	asksFirst?: string;
	/** Faults that can happen at this endpoint, besides those that can at any. */
	faults: readonly OwnFault[];
	wire: {
		/** Puts into the sandbox what the rows delete; the people of `PEOPLE` are there already. */
		seed(sandbox: Sandbox): void;
		rows: readonly WireRow[];
	};
	messages?: Partial<OwnMessages>;
}

/** A row of the roster. */
export interface Deletion extends DeletionRow {
	/** The endpoint's name in the sandbox's log. */
	endpoint: DeletionName;
	type: NodeName;
	spec: Spec;
}
