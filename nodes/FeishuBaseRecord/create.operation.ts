import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { idIn, objectsIn } from '../shared/answer';
import type { Endpoint, Verdict } from '../shared/endpoint';
import { onPage } from '../shared/fields';
import { paginationOf } from '../shared/operation';
import { keptBy, withoutMissing } from '../shared/snapshot';
import { readBoolean } from '../shared/values';
import { oneAtATime, WRITE_RATES } from './calls';
import { clientTokenOf } from '../shared/clientToken';
import { ignoreConsistencyCheck } from './delete.operation';
import { pathOfTable } from './fields';
import { createRefusals } from './refusals';
import { readSnapshots } from './restore';
import { inWiki } from './wiki';

const SNAPSHOTS = 'Snapshots to Restore';

const show = { operation: ['create'] };

const UNMATCHED: Verdict = {
	status: 'unknown',
	reason: 'Feishu accepted the call, but answered with another number of records',
	todo: 'Look at the table in Feishu before you run the workflow again.',
};

const NAMELESS: Pick<Verdict, 'reason' | 'todo'> = {
	reason: 'Feishu restored it, but gave no record ID',
	todo: 'Look for the record with Get Many.',
};

export const endpoint: Endpoint = {
	kind: 'create',
	noun: { one: 'base record', many: 'base records', done: 'restored' },
	field: SNAPSHOTS,
	parameters: { app_token: 'appToken', table_id: 'tableId', records: 'records' },
	...pathOfTable,
	alias: inWiki,
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/batch_create',
	limit: 1_000,
	rates: WRITE_RATES,
	refusals: createRefusals,
	...oneAtATime,
	idempotent: 'call',
	undo: { key: 'record_id', todo: 'Delete these records to undo it.' },
	whenUnknown:
		'This may already be restored. Look at the table in Feishu before you run the workflow again, because it would add the record once more.',
	read({ records: given, ...body }, { query = {}, raw, uniqueMark = '' }) {
		if ('ignore_consistency_check' in query) readBoolean(query.ignore_consistency_check, ignoreConsistencyCheck.displayName);
		const snapshots = readSnapshots(withoutMissing(given, raw?.('records')), SNAPSHOTS);
		return {
			records: snapshots.map(({ restored }) => ({ restored_from: restored.record_id })),
			contents: snapshots.map(({ restored }) => ({ ...restored, run: uniqueMark })),
			kept: snapshots.map(({ snapshot }) => keptBy(snapshot)),
			notRestored: snapshots.map(({ notRestored }) => notRestored),
			body,
		};
	},
	write: (_records, contents) => ({ records: contents.map(({ fields }) => ({ fields })) }),
	// Of its table, too: Feishu does not say that a token is of one table alone.
	queryOf: (contents, keys) => ({ client_token: clientTokenOf(JSON.stringify([keys, contents])) }),
	judge(answer, records) {
		if (answer.code !== 0) return undefined;
		const rows = objectsIn(answer.data.records);
		if (rows.length !== records.length) return records.map(() => UNMATCHED);
		return rows.map((row): Verdict => {
			const record_id = idIn(row, 'record_id') || idIn(row, 'id');
			return { status: 'created', ...(record_id === '' ? NAMELESS : { yields: { record_id } }) };
		});
	},
};

export const createOperation: INodePropertyOptions = {
	name: 'Restore Base Records',
	value: 'create',
	action: 'Restore base records',
	description: 'Add records again from the snapshots that Keep a Copy made',
	routing: {
		request: { method: 'POST', url: '/bitable/v1/apps/:app_token/tables/:table_id/records/batch_create' },
		send: { paginate: true },
		operations: { pagination: paginationOf(endpoint) },
	},
};

export const createNotices: INodeProperties[] = [
	{
		displayName: onPage('base-record', 'Restored records get new record IDs.'),
		name: 'createNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];

export const createFields: INodeProperties[] = [
	{
		displayName: SNAPSHOTS,
		name: 'records',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.snapshot }}',
		description:
			'The records to restore: one snapshot, an array of them, or either as JSON text. A record that was not deleted is not added again. Values that Feishu makes itself, such as formulas and automatic numbers, are left out and named under not_restored.',
		displayOptions: { show },
	},
];

export const createOptions: INodeProperties[] = [ignoreConsistencyCheck];
