import type { IDataObject } from 'n8n-workflow';
import type { Endpoint, ReadCall, Observation } from '../../nodes/shared/endpoint';
import { Unread } from '../../nodes/shared/unread';
import { refusals } from './callsTo';

/** A list of all records. */
export const LIST: ReadCall = {
	method: 'GET',
	path: '/all-records',
	documentation: 'https://open.feishu.cn/document/list-page',
	rates: [{ calls: 1_000, perMs: 1_000 }],
	refusals,
};

/** Looks records up in that list. What holds "dark" in its ID nobody can see. */
export const lookUp: NonNullable<Endpoint['lookUp']> = async (records, _common, reader) => {
	const there = new Map<string, IDataObject>();
	for await (const one of reader.pages(LIST, 'items', {})) there.set(String(one.id), one);
	return records.map(({ id = '' }): Observation => {
		if (id.includes('dark')) return { is: 'unseen', why: new Unread(7, 'dark, says app-secret', 'Light it.', 'log') };
		const copy = there.get(id);
		return copy === undefined ? { is: 'gone' } : { is: 'there', copy };
	});
};
