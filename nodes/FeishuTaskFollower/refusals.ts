import type { Refusals } from '../shared/refusal';

/**
 * The codes of the page on deleting task followers:
 * https://open.feishu.cn/document/server-docs/task-v1/task-follower/batch_delete_follower
 */
export const refusals: Refusals = {
	1470403: {
		what: 'The access token is neither a tenant nor a user token.',
		todo: 'Choose a Feishu Tenant Token API or a Feishu User Token OAuth2 API credential. With Feishu Access Token API, paste a token that starts with t- or u-, or one that the API Explorer shows as tenant or user token.',
		reach: 'run',
		failure: 'credential-invalid',
	},
	1470404: {
		what: 'This account is not allowed to edit the task. Following it is not enough.',
		todo: 'Use an account that is, such as its creator. With a tenant token, the app itself needs that right, which it has for tasks that it created.',
		reach: 'target',
	},
	1470450: {
		what: 'Feishu received too many calls at once, even after waiting.',
		todo: 'Run the workflow again in a few minutes, with fewer workflows that use the same app at the same time.',
		reach: 'rate',
	},
	1470451: {
		what: 'Too many calls changed this task at once, even after waiting.',
		todo: 'Run the workflow again in a few minutes, and let only one workflow change it.',
		reach: 'rate',
	},
	1470602: {
		what: 'The value in Task is not the ID of a task.',
		todo: 'Copy the link of the task and put the ID that follows guid= into Task. It is not the short number that starts with t.',
		reach: 'target',
	},
	1470712: {
		what: 'Feishu did not remove this follower from the task.',
		todo: 'Read the reason, then check that Follower IDs holds a current follower of the task and that User ID Type matches. If both are right, run the workflow again later, or give the log ID to Feishu support.',
		reach: 'record',
	},
};
