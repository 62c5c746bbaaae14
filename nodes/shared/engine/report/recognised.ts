import type { IDataObject } from 'n8n-workflow';
import type { RecordKeys } from '../../endpoint';

/** By what a person recognises a record: names, titles and times, as the searches of this package return them. */
const RECOGNISED = [
	'record_name',
	'display_name',
	'summary',
	'member_name',
	'chat_name',
	'task_summary',
	'document_name',
	'start_time',
	'punch_time',
	'user_id',
	'external_id',
] as const;

function knownIn(about: IDataObject): IDataObject {
	const isKnown = (value: unknown) => (typeof value === 'string' && value !== '') || typeof value === 'number';
	return Object.fromEntries(RECOGNISED.filter((key) => isKnown(about[key])).map((key) => [key, about[key]]));
}

/**
 * What a person recognises a record by: from the copy that was kept of it, or from the input item, if that is about
 * this record, which has the record's own ID under the same key, and no other ID under any of its keys.
 */
export function recognised(keys: RecordKeys, copy: IDataObject | undefined, input: IDataObject | undefined): IDataObject {
	const named = Object.entries(keys).filter(([key]) => input?.[key] !== undefined);
	const isAbout = named.at(-1)?.[0] === Object.keys(keys).at(-1) && named.every(([key, id]) => input?.[key] === id);
	return { ...(isAbout && input !== undefined && knownIn(input)), ...(copy !== undefined && knownIn(copy)) };
}
