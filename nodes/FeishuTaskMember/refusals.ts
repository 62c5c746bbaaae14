import type { Refusal, Refusals } from '../shared/refusal';

/** What the codes of all pages on tasks mean, by whom they concern. */
const of = (reach: Refusal['reach'], what: string, todo: string): Refusal => ({ what, todo, reach });

const noSuchTask = of(
	'target',
	'Feishu finds no task with this ID, or the task is deleted.',
	'Check Task: copy the link of the task in Feishu and choose By Link, so that no character is missing. A deleted task has no members to remove.',
);

const trouble = of(
	'transient',
	'Feishu had trouble, or took too long, even when asked again.',
	'Run the workflow again in a few minutes. If it happens again, give the log ID to Feishu support.',
);

/**
 * The codes of the page on removing task members:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/task-v2/task/remove_members
 */
export const refusals: Refusals = {
	1470400: of(
		'record',
		'Feishu does not accept a value for this member.',
		'Check this ID, and that User ID Type and Member Type in Options match it. An open ID (ou_…) is valid only for the app that received it.',
	),
	1470403: of(
		'target',
		'This account is not allowed to edit the task. Following it is not enough.',
		'Use an account that created the task, is assigned to it, or can edit a task list that it is in. With a tenant token, the app itself needs that right.',
	),
	1470404: noSuchTask,
	1470500: trouble,
};

/** The codes of the pages that read, of one task or of one list of tasks. */
export const readRefusals: Refusals = {
	1470400: of(
		'record',
		'Feishu does not accept a value of this search.',
		'Check the ID, and the options. If they are right, give the log ID to Feishu support.',
	),
	1470403: of(
		'record',
		'This account is not allowed to see this.',
		'Use an account that created the task, is one of its members, or can see a task list that it is in. With a tenant token, the app itself needs that right.',
	),
	1470404: { ...noSuchTask, reach: 'record' },
	1470500: trouble,
};

/** The codes of the page on adding task members. */
export const createRefusals: Refusals = {
	...refusals,
	1470404: { ...noSuchTask, todo: noSuchTask.todo.replace('has no members to remove', 'takes no members') },
	1470610: of('record', 'The task already has as many assignees as Feishu allows.', 'Remove some of its assignees first, or add fewer.'),
	1470611: of('record', 'The task already has as many followers as Feishu allows.', 'Remove some of its followers first, or add fewer.'),
	1470422: of(
		'transient',
		'Feishu is still working on the same call.',
		'Look at the members of the task in a few minutes, and run the workflow again if somebody is missing.',
	),
};
