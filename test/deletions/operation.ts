import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Call, Operation } from '../../nodes/shared/endpoint';
import type { SiblingSpec } from '../specs/spec';
import type { Sandbox } from '../sandbox';
import type { OwnMessages, TellingRun, WireRow } from './deletion';

/** A run that leads to a message, on top of what `seed` puts there. */
export type OperationRun = Omit<TellingRun, 'records'>;

/** An operation of a node beside its deletion, for tests that run over all of them. */
export interface OperationRow {
	/** Its value in the node. */
	operation: 'create' | 'get' | 'getAll';
	/** What the engine is told of it. */
	contract: Operation;
	/** The page of the call that does its work. */
	spec: SiblingSpec;
	/** Puts into the sandbox what the rows need; the people of `PEOPLE` are there already. */
	seed: (sandbox: Sandbox) => void;
	/** What every row fills in. */
	parameters: INodeParameters;
	/** Inputs said twice. Over all rows together, each parameter of the page is sent at least once. */
	wire: readonly WireRow[];
	/** Of an operation that creates: how many there are in the sandbox of what an output item of a row speaks of. */
	countOf?: (sandbox: Sandbox, json: IDataObject) => number;
	/** Of an operation that creates: code 0 alone says that it is done, since Feishu may leave out an empty list of failures. */
	isDoneByCode?: true;
	/** Parameters of the page, as `query.page_size` or `body.attendees.type`, that no field fills in, with the reason. */
	without: Readonly<Record<string, string>>;
	/** Runs that must be refused before anything is sent, each with words that the message holds. */
	refused: ReadonlyArray<{ name: string; parameters: INodeParameters; words: RegExp }>;
	/** Calls that it asks besides the one of `contract`: their refusals are told, too. */
	reads?: readonly Call[];
	/** What else a person gets to read. */
	messages?: Partial<Pick<OwnMessages, 'tables'> & { runs: ReadonlyArray<[when: string, run: OperationRun]> }>;
}

/** An operation with the node that it belongs to. */
export interface OwnOperation extends OperationRow {
	type: `feishu${string}`;
	/** Every call to this endpoint of the sandbox's log is its work. */
	endpoint: string;
}
