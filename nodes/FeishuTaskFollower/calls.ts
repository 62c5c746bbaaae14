import type { Rate, ReadCall } from '../shared/endpoint';
import type { Refusal, Refusals } from '../shared/refusal';
import { refusals as writeRefusals } from './refusals';

/** Of every call about tasks. */
export const rates: readonly Rate[] = [
	{ calls: 50, perMs: 1_000 },
	{ calls: 1_000, perMs: 60_000 },
];

/** A refusal that concerns one task, and not the others of the run. */
function ofOneTask(code: number, own?: Pick<Refusal, 'what' | 'todo'>): Refusals {
	const refusal = writeRefusals[code];
	const { what = '', todo = '' } = own ?? refusal ?? {};
	return { [code]: { what, todo, reach: 'record' } };
}

const wrongToken: Refusals = Object.fromEntries(Object.entries(writeRefusals).filter(([code]) => code === '1470403'));

const oneTask: Refusals = {
	...wrongToken,
	...ofOneTask(1470602),
	...ofOneTask(1470432, {
		what: 'This account is not allowed to see the task.',
		todo: 'Use an account that created the task, follows it or is assigned to it. With a tenant token, the app sees only the tasks that it created.',
	}),
};

/** The tasks that the token sees: an app those that it created itself, a person those that concern them. */
export const taskList: ReadCall = {
	method: 'GET',
	path: '/task/v1/tasks',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/task-v1/task/list',
	rates,
	refusals: {
		...wrongToken,
		1470605: {
			what: 'Feishu could not list the tasks, even when asked again.',
			todo: 'Try again in a few minutes. If it happens again, give the log ID to Feishu support.',
			reach: 'transient',
		},
		1470421: {
			what: 'Feishu allows fewer tasks on a page than this node asks for.',
			todo: 'Give the log ID to the authors of the node.',
			reach: 'run',
		},
		1470422: {
			what: 'Feishu no longer knows where to continue in the list of tasks.',
			todo: 'Open the list again, or run the workflow again.',
			reach: 'record',
		},
	},
};

/** Most tasks on a page of `taskList`. */
export const TASKS_PER_PAGE = 100;

/** One task. */
export const taskGet: ReadCall = {
	method: 'GET',
	path: '/task/v1/tasks/:task_id',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/task-v1/task/get',
	rates,
	refusals: oneTask,
};

/** Who follows a task. Its page states no rate: this is that of all other calls about tasks. */
export const followerList: ReadCall = {
	method: 'GET',
	path: '/task/v1/tasks/:task_id/followers',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/task-v1/task-follower/list',
	rates,
	refusals: oneTask,
};

/** Most followers on a page of `followerList`. */
export const FOLLOWERS_PER_PAGE = 50;
