import { textIn } from '../shared/answer';
import type { Reader, RecordKeys } from '../shared/endpoint';
import { fieldList, ROWS_PER_PAGE } from './calls';

/** A field of a table. */
export interface BaseColumn {
	name: string;
	/** Feishu's number for the type of its values. */
	type: number;
	/** The one that names a record to people. */
	isPrimary: boolean;
}

/** Types whose values are moments in milliseconds: a date, and when a record was created and changed. */
const MOMENTS: readonly number[] = [5, 1001, 1002];

/** Types whose values Feishu makes itself: lookup, formula, who made a record and when, its number, and a button. */
const MADE_BY_FEISHU: readonly number[] = [19, 20, 1001, 1002, 1003, 1004, 1005, 3001];

export function isMoment({ type }: BaseColumn): boolean {
	return MOMENTS.includes(type);
}

/** Whether values can be written into it. */
export function isWritable({ type }: BaseColumn): boolean {
	return !MADE_BY_FEISHU.includes(type);
}

/**
 * The fields of a table, in their order.
 * @throws {Unread}
 */
export async function columnsOf({ app_token = '', table_id = '' }: RecordKeys, reader: Reader): Promise<BaseColumn[]> {
	const columns: BaseColumn[] = [];
	const question = { path: { app_token, table_id }, query: { page_size: ROWS_PER_PAGE } };
	for await (const row of reader.pages(fieldList, 'items', question)) {
		const name = textIn(row, 'field_name');
		if (name !== '') columns.push({ name, type: Number(row.type), isPrimary: row.is_primary === true });
	}
	return columns;
}
