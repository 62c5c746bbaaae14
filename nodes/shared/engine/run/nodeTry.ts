import type { IExecutePaginationFunctions, IHttpRequestOptions, INode, INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import type { OptionReader } from '../n8n/options';
import type { ByAddress } from './addresses';
import { Directory } from './directory';
import { Protection } from './protection';
import type { Claim, Ending, Line } from '../record';
import type { ItemRequest } from '../n8n/request';
import type { Schedule } from '../n8n/execution';
import type { Settlement } from '../settle';
import type { Cost } from '../time/callCost';
import type { Unread } from '../../unread';
import type { InvalidField } from '../../values';

/** An n8n item that asks for something, and the promise it waits on. */
export interface Item {
	context: IExecutePaginationFunctions;
	node: INode;
	index: number;
	request: IHttpRequestOptions;
	resolve(items: INodeExecutionData[]): void;
	reject(error: Error): void;
}

/** An item whose fields have been read: its records, or why it is refused. */
export interface ReadItem extends Item {
	claims: Claim[];
	/** What it asks for by addresses of people, before their IDs are known. */
	byAddress?: ByAddress;
	/** What it asks for by a word, before anybody has said which ID that is. */
	byWord?: ItemRequest;
	invalid?: InvalidField;
	isDry: boolean;
	/** It is a search that is only planned. */
	plans: boolean;
	/** A record that Feishu names as not there counts as done. */
	missingIsDone: boolean;
	/** Records that the run may delete, as far as it has a say. */
	stopIfMoreThan: number;
	/** Things that it wants to be found, at most. */
	limit: number;
}

/** Items that n8n started in one turn of the event loop. */
export interface Turn {
	/** By the clock of the engine. */
	startedAt: number;
	items: Item[];
}

/** One try of the node. n8n may begin the next one while calls of the last are still under way. */
export class NodeTry {
	readonly seen = new Set<number>();
	/** Earlier turns that are not being settled yet. */
	readonly waiting: Turn[] = [];
	options: OptionReader | undefined;
	readonly protection = new Protection();
	/** What its turns have asked for so far, dry or not. */
	readonly asked = new Set<object>();
	/** Whether what earlier tries left open has been taken up. */
	isBegun = false;
	schedule: Schedule | undefined;
	settlement: Settlement | undefined;
	readonly directory = new Directory();
	/** The ID that each word means, or why it is not known. */
	readonly meanings = new Map<string, string | Unread>();
	ending: Ending | undefined;
	/** The part of the run's cost that has been reported. */
	told: Cost | undefined;
	/** Under Stop: every line so far, and what n8n is told if the node fails. */
	lines: Line[] = [];
	error: NodeOperationError | undefined;
	/** Items that will be rejected with it. */
	readonly failing: ReadItem[] = [];

	/** Nothing more is sent, not even by a batch that is under way. */
	end(why: Ending): void {
		this.ending ??= why;
		this.settlement?.end(why);
	}
}
