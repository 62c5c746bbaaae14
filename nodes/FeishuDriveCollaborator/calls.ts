import type { Rate, ReadCall } from '../shared/endpoint';
import { folderRefusals, readRefusals } from './refusals';

/** Of the calls that change collaborators. */
export const WRITE_RATES: readonly Rate[] = [{ calls: 100, perMs: 60_000 }];

/** Who may open a document by a right of their own. */
export const memberList: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/permission-member/list',
	method: 'GET',
	path: '/drive/v1/permissions/:token/members',
	rates: [
		{ calls: 50, perMs: 1_000 },
		{ calls: 1_000, perMs: 60_000 },
	],
	refusals: readRefusals,
};

/** What is in a folder, one level of it. */
export const folderList: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/file/list',
	method: 'GET',
	path: '/drive/v1/files',
	nextPage: 'next_page_token',
	rates: [{ calls: 20, perMs: 1_000 }],
	refusals: folderRefusals,
};

/** Most entries on a page of `folderList`. */
export const FILES_PER_PAGE = 200;
