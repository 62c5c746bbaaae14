import type { IDataObject } from 'n8n-workflow';
import { idIn, objectIn } from '../shared/answer';
import type { RecordKeys } from '../shared/endpoint';
import { flat, momentOf, nameOf } from './cells';
import type { BaseColumn } from './columns';

/** A record as it is found, in one level: its cells by the names of their fields, and what names it to Feishu. */
export function rowOf(
	row: IDataObject,
	{ app_token, table_id }: RecordKeys,
	columns: readonly BaseColumn[],
	timezone: string,
): IDataObject {
	const fields = objectIn(row.fields);
	const known = new Map(columns.map((column) => [column.name, column]));
	// Those that the list of fields does not have yet come last.
	const names = [...columns.map(({ name }) => name), ...Object.keys(fields).filter((name) => !known.has(name))];
	const cells = names.flatMap((name): Array<[string, IDataObject[string]]> => {
		const value = flat(fields[name], known.get(name), timezone);
		return value === undefined || value === null ? [] : [[name, value]];
	});
	const name = nameOf(fields, columns, timezone);
	const own: IDataObject = {
		...(name !== '' && { record_name: name }),
		record_id: idIn(row, 'record_id'),
		...(row.created_time !== undefined && { created_time: momentOf(row.created_time, timezone) }),
		...(row.last_modified_time !== undefined && { last_modified_time: momentOf(row.last_modified_time, timezone) }),
		table_id,
		app_token,
	};
	const { record_name, ...ids } = own;
	// A field may have the name of an ID, which must stay one.
	const renamed = cells.map(([field, value]) => [field in own ? `${field} (field)` : field, value]);
	return { ...(record_name !== undefined && { record_name }), ...(Object.fromEntries(renamed) as IDataObject), ...ids };
}
