import { UserError } from 'n8n-workflow';
import { textIn } from '../shared/answer';
import { listOf, readOn, type ListPage, type ListQuestion } from '../shared/lists';
import type { Reader } from '../shared/endpoint';
import { objectsIn } from '../shared/answer';
import { ROWS_PER_PAGE, tableList } from './calls';
import { readBase } from './fields';
import { resolved } from './wiki';

/** A Base has at most 100 tables and dashboards, so that one page is all there is; some more do no harm. */
const MOST_PAGES = 10;

function baseIn({ field }: ListQuestion): string {
	const base = field('appToken');
	if (base === '' || base.startsWith('=')) throw new UserError('Enter the Base first. Or enter the table By ID.');
	return readBase(base, 'Base');
}

async function readTables(question: ListQuestion, reader: Reader): Promise<ListPage> {
	const { filter, page } = question;
	const app_token = await resolved(reader, baseIn(question));
	const wanted = filter.toLowerCase();
	const { rows, next } = await readOn({
		page,
		ask: async (place) => await reader.ask(tableList, { path: { app_token }, query: { page_size: ROWS_PER_PAGE, ...place } }),
		rowsIn: ({ items }) =>
			objectsIn(items).filter((row) => textIn(row, 'table_id') !== '' && textIn(row, 'name').toLowerCase().includes(wanted)),
		most: MOST_PAGES,
	});
	if (rows.length === 0 && filter === '' && page === undefined) {
		throw new UserError('Feishu lists no table of this Base that this account may see. Check the Base, or enter the table By ID.');
	}
	return { results: rows.map((row) => ({ name: textIn(row, 'name') || textIn(row, 'table_id'), value: textIn(row, 'table_id') })), next };
}

/** The tables of the Base that is entered. */
export const searchTables = listOf(readTables);
