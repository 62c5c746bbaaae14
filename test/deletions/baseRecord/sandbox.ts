import { findOwnTable, ofTable } from './access';
import * as recordCalls from './recordCalls';
import { spec } from './spec';
import * as tableLists from './tableLists';
import { wikiNode } from './wiki';
import type { ApiEndpoint } from '../../sandbox/endpoint';
import { specRefusal } from '../../sandbox/refusal';

interface Answers {
	/** What becomes of a call that names a record that is not there: the page has a code for it, and a column for what was not deleted. */
	missingBaseRecords: 'refuse' | 'name';
	/** How a record that the caller may not see is answered where it is looked up. */
	hiddenBaseRecords: 'forbidden' | 'leftOut';
	/** How a call is answered that comes again with the same client token. */
	repeatedBaseCalls: 'same' | 'refuse';
}

export const answers: Answers = { missingBaseRecords: 'refuse', hiddenBaseRecords: 'forbidden', repeatedBaseCalls: 'same' };

/** Deletes records of a table, and names each of them. */
const baseRecordDeletion: ApiEndpoint = {
	rules: spec,
	...ofTable(spec),
	work(call) {
		const { body, platform } = call;
		const ids = [...new Set(body['records'] as string[])];
		if (ids.some((id) => !/^\w+$/.test(id))) throw specRefusal(spec, 1254006);
		const { table } = findOwnTable(call, spec);
		const refuses = ids.map((id) => table.records.get(id)?.refuses).find((code) => code !== undefined);
		if (refuses !== undefined) throw specRefusal(spec, refuses);
		const isMissing = ids.some((id) => !table.records.has(id));
		if (isMissing && platform.settings.answers.missingBaseRecords === 'refuse') throw specRefusal(spec, 1254043);
		const records = ids.map((id) => ({ deleted: table.records.get(id)?.stays !== true && table.records.delete(id), record_id: id }));
		return { data: { records } };
	},
};

export { spec };
export { createWorld, demo } from './world';

export const endpoints = [baseRecordDeletion, ...Object.values(recordCalls), ...Object.values(tableLists), wikiNode];

declare module '../sandbox' {
	interface Parts {
		baseRecord: typeof import('./sandbox');
	}
}
