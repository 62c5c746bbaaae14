import type { Refusals } from '../shared/refusal';

/**
 * The codes of the page on deleting task followers:
 * https://open.feishu.cn/document/server-docs/task-v1/task-follower/batch_delete_follower
 */
export const refusals: Refusals = {
	1470403: {
		what: 'Feishu takes neither a user nor an app from the access token that was sent.',
		todo: 'Choose a Feishu Tenant Token API or a Feishu User Token OAuth2 API credential. With Feishu Access Token API, paste a token that starts with t- or u-, or one that the API Explorer shows as tenant or user token.',
		concerns: 'run',
	},
	1470404: {
		what: 'The credential may not change this task.',
		todo: 'Use the credential of someone who may edit the task: its creator or an assignee, since a follower may not. With a tenant token, the app itself needs that right, as it has on the tasks that it created.',
		concerns: 'target',
	},
	1470450: {
		what: 'Feishu received too many calls at once, and still did after waiting.',
		todo: 'Run the workflow again in a few minutes, and start fewer workflows that use the same app at the same time.',
		concerns: 'rate',
	},
	1470451: {
		what: 'Something else was changing the same task, and still was after waiting.',
		todo: 'Run the workflow again in a few minutes. Make sure that no two workflows change the same task at the same time.',
		concerns: 'rate',
	},
	1470602: {
		what: 'The value in Task is not the ID of a task.',
		todo: 'Put the whole task ID into Task, as it stands after guid= in the link of the task. It is not the short number that starts with t.',
		concerns: 'target',
	},
	1470712: {
		what: 'Feishu did not remove this follower from the task.',
		todo: 'Check that Follower IDs holds a current follower of the task and that User ID Type matches. If both are right, run the workflow again later, or give the log ID to Feishu support.',
		concerns: 'record',
	},
};
