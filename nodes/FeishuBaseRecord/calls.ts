import type { Api, Rate, ReadCall } from '../shared/endpoint';
import { CONFLICT, readRefusals, wikiRefusals } from './refusals';

/** Of the calls that change records. */
export const WRITE_RATES: readonly Rate[] = [{ calls: 50, perMs: 1_000 }];

const READ_RATES: readonly Rate[] = [{ calls: 20, perMs: 1_000 }];

/** Feishu refuses a call to a table while another one is at work there, whatever the two do. */
export const oneAtATime = { oneCallAtATime: ['app_token', 'table_id'], conflictCode: CONFLICT } as const satisfies Partial<Api>;

/** The records of a table, page by page. */
export const search: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/search',
	method: 'POST',
	path: '/bitable/v1/apps/:app_token/tables/:table_id/records/search',
	rates: READ_RATES,
	refusals: readRefusals,
	...oneAtATime,
};

/** Most records on a page of `search`. */
export const RECORDS_PER_PAGE = 500;

/** Records by their IDs: which are there, which are not, and which may not be seen. */
export const batchGet: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/batch_get',
	method: 'POST',
	path: '/bitable/v1/apps/:app_token/tables/:table_id/records/batch_get',
	rates: READ_RATES,
	refusals: readRefusals,
	...oneAtATime,
};

/** Most records in one call of `batchGet`. */
export const RECORDS_PER_LOOK = 100;

/** The fields of a table. */
export const fieldList: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-field/list',
	method: 'GET',
	path: '/bitable/v1/apps/:app_token/tables/:table_id/fields',
	rates: READ_RATES,
	refusals: readRefusals,
	...oneAtATime,
};

/** Most fields, and most tables, on one page of their lists. */
export const ROWS_PER_PAGE = 100;

/** The tables of a Base. */
export const tableList: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table/list',
	method: 'GET',
	path: '/bitable/v1/apps/:app_token/tables',
	rates: READ_RATES,
	refusals: readRefusals,
};

/** What a page of a wiki is of. */
export const wikiNode: ReadCall = {
	documentation: 'https://open.feishu.cn/document/ukTMukTMukTM/uUDN04SN0QjL1QDN/wiki-v2/space/get_node',
	method: 'GET',
	path: '/wiki/v2/spaces/get_node',
	rates: [{ calls: 100, perMs: 60_000 }],
	refusals: wikiRefusals,
};
