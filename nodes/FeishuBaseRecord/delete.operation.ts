import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { textIn } from '../shared/answer';
import { deletionById } from '../shared/deletionById';
import type { Verdict } from '../shared/endpoint';
import { alreadyGone, keepCopy, onPage } from '../shared/fields';
import { readIds } from '../shared/ids';
import { readBoolean } from '../shared/values';
import { oneAtATime, WRITE_RATES } from './calls';
import { baseField, pathOfTable, readRecordId, tableField } from './fields';
import { lookAtRecords } from './look';
import { NO_RECORD, refusals } from './refusals';
import { inWiki } from './wiki';

const RECORD_IDS = 'Record IDs';

const CONSISTENCY = 'Ignore Consistency Check';

/** What the answer says of one record: it is deleted, or it is not, without a reason. */
function listed(entry: IDataObject | string): Verdict {
	if (typeof entry === 'object' && entry.deleted === true) return { status: 'deleted' };
	return {
		status: 'refused',
		// Feishu gives no reason: it may be one that is not there.
		mayBeMissing: true,
		reason: 'Feishu says that it did not delete this record, and not why',
		todo: 'Check in Feishu whether the record is still there, and whether the app or the person of the credential may delete it. Then run the workflow again.',
	};
}

export const {
	endpoint,
	deleteOperation,
	notices: deleteNotices,
	fields: deleteFields,
} = deletionById({
	noun: { one: 'base record', many: 'base records' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/batch_delete',
	request: { method: 'POST', url: '/bitable/v1/apps/:app_token/tables/:table_id/records/batch_delete' },
	ids: {
		app_token: baseField,
		table_id: tableField,
		records: {
			displayName: RECORD_IDS,
			name: 'recordIds',
			example: 'recwNXzPQv',
			description:
				'The records to delete: one ID, a list separated by commas or line breaks, or an array. Get Many returns the IDs as record_id. They begin with rec.',
		},
	},
	key: 'record_id',
	...pathOfTable,
	alias: inWiki,
	bareIds: [/^(rec|tbl)\w+$/, /^\w{20,}$/],
	limit: 500,
	rates: WRITE_RATES,
	refusals,
	...oneAtATime,
	missingCodes: [NO_RECORD],
	answer: { list: ({ records }) => records, nameOf: (entry) => (typeof entry === 'string' ? '' : textIn(entry, 'record_id')), listed },
	read({ records, ...body }, { query = {} }) {
		if ('ignore_consistency_check' in query) readBoolean(query.ignore_consistency_check, CONSISTENCY);
		return { records: readIds(records, RECORD_IDS, readRecordId).map((record_id) => ({ record_id })), body };
	},
	lookUp: lookAtRecords,
	lookBeforeRepeat: true,
	operation: {
		name: 'Delete Base Records',
		action: 'Delete base records',
		description: 'Delete records (rows) of a table in a Base',
		notice: onPage('base-record', 'The app or person must have the right to edit the Base.'),
	},
	tool: 'Permanently deletes records (rows) of a table in a Feishu or Lark Base. This cannot be undone. Record IDs begin with rec: one ID or several separated by commas. Returns how many were deleted, and which were not and why.',
});

/** Of everything that changes records. */
export const ignoreConsistencyCheck: INodeProperties = {
	displayName: CONSISTENCY,
	name: 'ignoreConsistencyCheck',
	type: 'boolean',
	default: false,
	description:
		'Whether Feishu can answer before all of its servers know of the change. This is faster. For a moment, the table can still show the old records.',
	routing: { send: { type: 'query', property: 'ignore_consistency_check' } },
};

export const deleteOptions: INodeProperties[] = [
	alreadyGone,
	ignoreConsistencyCheck,
	keepCopy('It takes one call for each 100 records, and one for the fields of the table. To restore snapshots, use Restore Base Records.'),
];
