import type { IDataObject } from 'n8n-workflow';
import { isObject, objectsIn, textIn } from '../shared/answer';
import { timeOf } from '../shared/moment';
import { isMoment, type BaseColumn } from './columns';

type Cell = IDataObject[string];

const BETWEEN = ', ';

/** Milliseconds as all output shows a time, to the second; what no calendar reaches stays as it is. */
export function momentOf(milliseconds: unknown, timezone: string): Cell {
	if (typeof milliseconds !== 'number') return milliseconds as Cell;
	const time = timeOf(Math.floor(milliseconds / 1_000), timezone);
	return time?.toISO({ suppressMilliseconds: true }) ?? milliseconds;
}

/** The first of these properties that is text. */
function firstOf(source: IDataObject, ...names: string[]): string {
	return names.map((name) => textIn(source, name)).find((text) => text !== '') ?? '';
}

/** Parts of a text are one text; people, groups, files and links are named one after another. */
function wordsOf(list: readonly unknown[]): string {
	const parts = objectsIn(list);
	const isText =
		parts.length > 0 && parts.every((part) => typeof part.text === 'string' && part.id === undefined && part.record_ids === undefined);
	if (isText) return parts.map((part) => textIn(part, 'text')).join('');
	return list
		.map((entry) => (isObject(entry) ? firstOf(entry, 'name', 'en_name', 'text', 'email', 'id') : String(entry)))
		.filter((word) => word !== '')
		.join(BETWEEN);
}

/** A cell as one value that a table of n8n shows: text, a number, or true and false. */
export function flat(cell: unknown, column: BaseColumn | undefined, timezone: string): Cell {
	if (Array.isArray(cell)) {
		if (cell.length === 1 && typeof cell[0] === 'number') return flat(cell[0], column, timezone);
		return wordsOf(cell);
	}
	if (typeof cell === 'number') return column !== undefined && isMoment(column) ? momentOf(cell, timezone) : cell;
	if (!isObject(cell)) return cell as Cell;
	// A formula and a lookup say of which type their value is.
	if ('value' in cell && 'type' in cell) {
		const { type, value } = cell;
		return flat(value, { name: '', type: Number(type), isPrimary: false }, timezone);
	}
	if (Array.isArray(cell.link_record_ids)) return wordsOf(cell.link_record_ids);
	return firstOf(cell, 'full_address', 'link', 'text', 'name', 'location') || JSON.stringify(cell);
}

/** What a record is called: its cell in the primary field, on one line. */
export function nameOf(fields: IDataObject, columns: readonly BaseColumn[], timezone: string): string {
	const primary = columns.find(({ isPrimary }) => isPrimary);
	const value = primary === undefined ? undefined : flat(fields[primary.name], primary, timezone);
	if (value === undefined || value === null) return '';
	const words = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return words.replace(/\s+/g, ' ').trim();
}
