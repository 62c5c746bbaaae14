import { jsonParse, type IDataObject } from 'n8n-workflow';
import { isObject, objectsIn, textIn } from '../shared/answer';
import { InvalidField, isBlankText, quote, show as shown } from '../shared/values';
import { readRecordId } from './fields';

type Cell = IDataObject[string];

/** A value that cannot be written: Feishu makes it itself, or shows it in a form that it does not take. */
const UNWRITABLE = Symbol('unwritable');

/** A list of Feishu's objects as it takes them: files by their tokens, people and groups by their IDs, parts of a text as one. */
function listToWrite(list: readonly unknown[]): Cell | typeof UNWRITABLE {
	const objects = objectsIn(list);
	if (objects.length === 0) return list;
	if (objects.length < list.length) return UNWRITABLE;
	if (objects.every(({ file_token }) => typeof file_token === 'string')) return objects.map(({ file_token }) => ({ file_token }));
	if (objects.every(({ record_ids }) => Array.isArray(record_ids))) return objects.flatMap(({ record_ids }) => record_ids as string[]);
	if (objects.every(({ id }) => typeof id === 'string')) return objects.map(({ id }) => ({ id }));
	return objects.every(({ text }) => typeof text === 'string') ? objects.map((part) => textIn(part, 'text')).join('') : UNWRITABLE;
}

/** A cell as Feishu takes it, from the form in which it shows it; undefined for one that is empty. */
function toWrite(cell: unknown): Cell | typeof UNWRITABLE | undefined {
	if (cell === null || cell === undefined || cell === '' || (Array.isArray(cell) && cell.length === 0)) return undefined;
	if (Array.isArray(cell)) return listToWrite(cell);
	if (!isObject(cell)) return cell;
	if ('link_record_ids' in cell) {
		const { link_record_ids: ids } = cell;
		return Array.isArray(ids) && ids.length > 0 ? ids : undefined;
	}
	if (typeof cell.link === 'string') return { text: textIn(cell, 'text') || cell.link, link: cell.link };
	return typeof cell.location === 'string' ? cell.location : UNWRITABLE;
}

/** What is sent of a record, and what is told of it. */
export interface Restored extends IDataObject {
	/** The ID that it had. */
	record_id: string;
	fields: IDataObject;
}

/** A snapshot as it is read. */
interface Read {
	snapshot: IDataObject;
	restored: Restored;
	/** Its fields whose values cannot be written. */
	notRestored: string[];
}

function readOne(entry: unknown, field: string): Read {
	const copyIt = 'Map the snapshot of Keep a Copy, or a record of Get Many with Simplify off.';
	if (!isObject(entry)) throw new InvalidField(field, `holds ${shown(entry)}, which is not a snapshot`, copyIt);
	if (!isObject(entry.fields)) throw new InvalidField(field, 'holds an object without fields', copyIt);
	const record_id = readRecordId(entry.record_id, `${field}: record_id`);
	const leftOut = new Set<unknown>(Array.isArray(entry.not_restored) ? entry.not_restored : []);
	const fields: IDataObject = {};
	const notRestored: string[] = [];
	for (const [name, cell] of Object.entries(entry.fields)) {
		const value = leftOut.has(name) ? UNWRITABLE : toWrite(cell);
		if (value === UNWRITABLE) notRestored.push(name);
		else if (value !== undefined) fields[name] = value;
	}
	return { snapshot: entry, restored: { record_id, fields }, notRestored };
}

/**
 * The snapshots in a field: one, an array of them, or either as JSON text.
 * @throws {InvalidField}
 */
export function readSnapshots(value: unknown, field: string): Read[] {
	if (isBlankText(value)) {
		throw new InvalidField(field, 'is blank', 'Use an expression that returns a snapshot, such as {{ $json.snapshot }}.');
	}
	const given: unknown = typeof value === 'string' ? jsonParse(value, { fallbackValue: '' }) : value;
	if (given === '') {
		throw new InvalidField(field, `holds ${quote(String(value))}, which is not JSON`, 'Use an expression that returns the snapshots.');
	}
	return (Array.isArray(given) ? given : [given]).map((entry: unknown) => readOne(entry, field));
}
