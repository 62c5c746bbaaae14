import type { Rate, ReadCall } from '../shared/endpoint';
import { readRefusals as refusals } from './refusals';

/** Of the calls that add and remove members. */
export const WRITE_RATES: readonly Rate[] = [{ calls: 100, perMs: 60_000 }];

/** Of the calls that list. */
export const LIST_RATES: readonly Rate[] = [
	{ calls: 50, perMs: 1_000 },
	{ calls: 1_000, perMs: 60_000 },
];

/** Most rows on a page of any list. */
export const PER_PAGE = 100;

/** One task. */
export const taskGet: ReadCall = {
	method: 'GET',
	path: '/task/v2/tasks/:task_guid',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/task-v2/task/get',
	rates: [{ calls: 10, perMs: 1_000 }],
	refusals,
};

/** The tasks that a person is responsible for. It takes a user token only. */
export const myTasks: ReadCall = {
	method: 'GET',
	path: '/task/v2/tasks',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/task-v2/task/list',
	rates: LIST_RATES,
	refusals,
};

/** The task lists that the token can read. */
export const tasklists: ReadCall = {
	method: 'GET',
	path: '/task/v2/tasklists',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/task-v2/tasklist/list',
	rates: LIST_RATES,
	refusals,
};

/** The tasks of one of them, with their members. */
export const tasksOfList: ReadCall = {
	method: 'GET',
	path: '/task/v2/tasklists/:tasklist_guid/tasks',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/task-v2/tasklist/tasks',
	rates: LIST_RATES,
	refusals,
};
