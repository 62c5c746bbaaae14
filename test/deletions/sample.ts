import type { Client } from '@larksuiteoapi/node-sdk';
import type { Sandbox } from '../sandbox';
import type { SpecCall } from '../sandbox/sandboxClient';
import type { SdkOptions } from './deletion';
import { readFolders } from './folders';

/** A call that an endpoint answers with success. Where it says nothing, the examples of the page are taken. */
export interface Sample extends Omit<SpecCall, 'token'> {
	/** What has to be there. */
	seed?: (sandbox: Sandbox) => void;
	/** If it answers a list. */
	list?: SampleList;
}

/** A list that is answered in pages. */
export interface SampleList {
	/** Puts so many rows there, and gives the value that tells each, in order. */
	seed: (sandbox: Sandbox, count: number) => string[];
	/** Where the answer has its rows, and in which column the value is. */
	rows: string;
	column: string;
	/** What of the call makes it another list, which takes no page token of this one. */
	others: ReadonlyArray<Pick<SpecCall, 'query' | 'params' | 'body'>>;
	/** The same call by the official SDK, with what is added to its query. */
	sdk: (client: Client, query: object, options: SdkOptions) => Promise<{ data?: object | undefined }>;
}

/** By the name of the page. */
export type Samples = Readonly<Record<string, Sample>>;

export const SAMPLES: Samples = Object.assign(
	{},
	...readFolders<{ samples: Samples }>('samples').map(([, { samples }]) => samples),
) as Samples;
