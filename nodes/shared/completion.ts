import type { IDataObject } from 'n8n-workflow';
import type { Call, RecordKeys } from './call';
import type { Endpoint } from './endpoint';

/** A second call, after a creation, that gives records what the creation does not take. */
export interface Completion {
	call: Call;
	/** Most records in a call, and most things that it gives each of them. */
	limit: number;
	/** The body that gives all of some records the same. */
	write(records: readonly RecordKeys[], things: readonly string[]): IDataObject;
	/** Reads an answer: what is `created` was given all of it. */
	judge: Endpoint['judge'];
	/** A thing, as it is told if it is not restored. */
	named(thing: string): string;
	/** What is said of a record that was not given it, before the reason, and what to do after that. */
	failed: string;
	todo: string;
}
