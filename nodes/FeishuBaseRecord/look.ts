import type { IDataObject } from 'n8n-workflow';
import { idIn, objectIn, objectsIn, textsIn } from '../shared/answer';
import type { CallContext, Reader, RecordKeys, Observation } from '../shared/endpoint';
import { Unread } from '../shared/unread';
import { RECORDS_PER_LOOK, batchGet } from './calls';
import { nameOf } from './cells';
import { columnsOf, isWritable, type BaseColumn } from './columns';
import { NO_RECORD } from './refusals';

/** Codes that one record, or the size of the answer, may be the reason for. */
const OF_ONE_RECORD: ReadonlyArray<number | null> = [1254006, NO_RECORD, 1254030];

const HIDDEN = new Unread(
	null,
	'This account may not see this record',
	'Ask somebody who manages the Base to give the app, or the person of the credential, the right to read it under Advanced Permissions.',
);

const NOT_NAMED = new Unread(
	null,
	'Feishu neither shows this record nor says that it is not there, as it does if this account may not see it',
	'Look the record up in Feishu. Under Advanced Permissions, the app or the person of the credential needs the right to read it.',
);

/** The kind of ID by which copies name people. */
const PEOPLE = 'open_id';

/** What was seen of records. */
interface Seen {
	there: Map<string, IDataObject>;
	absent: Set<string>;
	hidden: Set<string>;
	unread: Map<string, Unread>;
}

/** Why Feishu did not show something. Anything else that was thrown goes on. */
function asWhy(error: unknown): Unread {
	if (error instanceof Unread) return error;
	throw error;
}

async function look(ids: readonly string[], path: RecordKeys, reader: Reader, seen: Seen): Promise<void> {
	const body = { record_ids: [...ids], user_id_type: PEOPLE, automatic_fields: true };
	const answer = await reader.ask(batchGet, { path, body }).catch(asWhy);
	if (!(answer instanceof Unread)) {
		for (const row of objectsIn(answer.data.records)) seen.there.set(idIn(row, 'record_id'), row);
		for (const id of textsIn(answer.data.absent_record_ids)) seen.absent.add(id);
		for (const id of textsIn(answer.data.forbidden_record_ids)) seen.hidden.add(id);
		return;
	}
	if (answer.isFinal) throw answer;
	if (ids.length === 1 || !OF_ONE_RECORD.includes(answer.code)) {
		for (const id of ids) seen.unread.set(id, answer);
		return;
	}
	const middle = Math.ceil(ids.length / 2);
	await look(ids.slice(0, middle), path, reader, seen);
	await look(ids.slice(middle), path, reader, seen);
}

/** What is kept of a record, from which it can be restored. */
function copyOf(row: IDataObject, columns: readonly BaseColumn[]): IDataObject {
	const fields = objectIn(row.fields);
	const record_name = nameOf(fields, columns, 'UTC');
	const not_restored = columns.filter((column) => column.name in fields && !isWritable(column)).map(({ name }) => name);
	const { created_time, created_by, last_modified_time, last_modified_by } = row;
	return {
		...(record_name !== '' && { record_name }),
		record_id: idIn(row, 'record_id'),
		fields,
		...(not_restored.length > 0 && { not_restored }),
		...Object.fromEntries(
			Object.entries({ created_time, created_by, last_modified_time, last_modified_by }).filter(([, value]) => value !== undefined),
		),
	};
}

/**
 * Looks records up by their IDs. One that the answer does not name is not gone: under Advanced Permissions, Feishu
 * answers with less, and without a code.
 */
export async function lookAtRecords(records: readonly RecordKeys[], { keys }: CallContext, reader: Reader): Promise<Observation[]> {
	const { app_token = '', table_id = '' } = keys;
	const path = { app_token, table_id };
	const ids = [...new Set(records.map(({ record_id = '' }) => record_id))];
	const seen: Seen = { there: new Map(), absent: new Set(), hidden: new Set(), unread: new Map() };
	for (let start = 0; start < ids.length; start += RECORDS_PER_LOOK) {
		await look(ids.slice(start, start + RECORDS_PER_LOOK), path, reader, seen);
	}
	// Whether a record is there does not depend on the fields of its table.
	const columns = seen.there.size > 0 ? await columnsOf(path, reader).catch(asWhy) : [];
	return records.map(({ record_id = '' }): Observation => {
		const row = seen.there.get(record_id);
		if (row !== undefined) {
			return columns instanceof Unread ? { is: 'there', copy: row, noCopy: columns } : { is: 'there', copy: copyOf(row, columns) };
		}
		if (seen.hidden.has(record_id)) return { is: 'unseen', why: HIDDEN };
		return seen.absent.has(record_id) ? { is: 'gone' } : { is: 'unseen', why: seen.unread.get(record_id) ?? NOT_NAMED };
	});
}
