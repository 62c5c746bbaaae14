import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { isObject, newBy, objectsIn } from '../shared/answer';
import type { CallContext, Finding, FindOperation, ItemContext, Reader, RecordKeys, Selection } from '../shared/endpoint';
import { readEntries } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { untilBroken } from '../shared/readEach';
import { Unread } from '../shared/unread';
import { InvalidField, isBlankText, readBoolean, readChoice, readSeconds } from '../shared/values';
import { RECORDS_PER_PAGE, fieldList, search } from './calls';
import { columnsOf } from './columns';
import { readBase, readTable, readView } from './fields';
import { readFieldName, readFilter } from './filter';
import { AGE_BY, FIELD_NAMES, OLDER_THAN, SORT, VIEW_ID } from './getAllOptions';
import { rowOf } from './rows';
import { inWiki } from './wiki';

/** Which of Feishu's times tells how old a record is. */
const TIMES = { created: 'created_time', changed: 'last_modified_time' } as const;

function readSort(value: unknown): IDataObject[] {
	const entries = objectsIn((isObject(value) ? value : {}).field);
	if (entries.length === 0) throw new InvalidField(SORT, 'is blank', 'Add at least one field, or remove the option.');
	return entries.map(({ fieldName, descending = false }) => ({
		field_name: readFieldName(fieldName, `${SORT}: Field Name`),
		desc: readBoolean(descending, 'Descending'),
	}));
}

function readFieldNames(value: unknown): string[] {
	const names = readEntries(value, FIELD_NAMES).map((entry) => readFieldName(entry, FIELD_NAMES).trim());
	if (names.length === 0) throw new InvalidField(FIELD_NAMES, 'is blank', 'Enter at least one name, or remove the option.');
	return [...new Set(names)];
}

/** The options that narrow what is found. One that is there and says nothing is a mistake: it would find more than is wanted. */
function readOptions(source: IDataObject, timezone: string): IDataObject {
	const body: IDataObject = { simplify: !('simplify' in source) || readBoolean(source.simplify, 'Simplify') };
	if ('view_id' in source) body.view_id = readView(source.view_id, VIEW_ID);
	if ('field_names' in source) body.field_names = readFieldNames(source.field_names);
	if ('sort' in source) body.sort = readSort(source.sort);
	const by = readChoice(source.age_by ?? 'created', ['created', 'changed'], AGE_BY);
	if (!('older_than' in source)) {
		if (!isBlankText(source.age_by))
			throw new InvalidField(AGE_BY, `is set without ${OLDER_THAN}`, `Add the option ${OLDER_THAN}, or remove this one.`);
		return body;
	}
	return { ...body, time: TIMES[by], before: Number(readSeconds(source.older_than, OLDER_THAN, timezone)) * 1_000 };
}

function readQuestion(source: IDataObject, { timezone }: ItemContext): Selection {
	const base = { app_token: readBase(source.app_token, 'Base') };
	const record = { ...base, table_id: readTable(source.table_id, 'Table', base) };
	const filter = readFilter(source, timezone);
	const body = readOptions(source, timezone);
	if (body.view_id !== undefined && (filter !== undefined || body.sort !== undefined)) {
		throw new InvalidField(
			VIEW_ID,
			'is set together with a filter or a sort order',
			'Feishu ignores the view then: remove View ID, or set Filter to None and remove Sort.',
		);
	}
	return { records: [record], body: { ...body, ...(filter !== undefined && { filter }) } };
}

/** The records of one table that are wanted, each once. */
async function* findingsIn(record: RecordKeys, { query, body }: CallContext, reader: Reader, timezone: string): AsyncGenerator<Finding> {
	const { app_token = '', table_id = '' } = record;
	const { simplify, time, before, ...asked } = body;
	const columns = simplify === true ? await columnsOf(record, reader) : [];
	const isNew = newBy('record_id');
	let timeless = 0;
	const question = {
		path: { app_token, table_id },
		query: { ...query, page_size: RECORDS_PER_PAGE },
		body: { ...asked, automatic_fields: true },
	};
	for await (const row of reader.pages(search, 'items', question)) {
		if (!isNew(row)) continue;
		const at = typeof time === 'string' ? row[time] : undefined;
		if (typeof time === 'string' && typeof at !== 'number') timeless += 1;
		else if (typeof at !== 'number' || at < Number(before)) {
			yield { of: 0, item: simplify === true ? rowOf(row, record, columns, timezone) : { ...row, table_id, app_token } };
		}
	}
	if (timeless === 0) return;
	const reason = `Feishu does not say how old ${timeless === 1 ? 'one record' : `${timeless} records`} of this table ${timeless === 1 ? 'is' : 'are'}`;
	yield { of: 0, keys: record, why: new Unread(null, reason, `Use a filter on a date field of the table instead of ${OLDER_THAN}.`) };
}

export const reading: FindOperation = {
	kind: 'find',
	...search,
	noun: { one: 'table', many: 'tables', found: { one: 'base record', many: 'base records' } },
	field: 'Table',
	parameters: {
		app_token: 'appToken',
		table_id: 'tableId',
		filter_by: 'filterBy',
		match: 'match',
		conditions: 'conditions',
		filter_json: 'filterJson',
	},
	alias: inWiki,
	// One table is one search: what is wrong with it keeps none of the others from being read.
	limit: 1,
	read: readQuestion,
	find: ([record = {}], common, reader, { timezone }) => untilBroken(findingsIn(record, common, reader, timezone), record),
};

/** What it asks besides. */
export const reads = [fieldList];

export const getAllOperation: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many base records',
	description: 'Find records of a table: all, those of a view, those that match a filter, or old ones',
	routing: {
		request: { method: 'POST', url: search.path },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};
