import type { INodeProperties } from 'n8n-workflow';
import { textsIn } from '../shared/answer';
import { deletionById } from '../shared/deletionById';
import type { Verdict } from '../shared/endpoint';
import { alreadyGone, keepCopy, onPage, userIdType } from '../shared/fields';
import { BARE_IDS } from '../shared/idKinds';
import { USER_ID_PERMISSION } from '../shared/refusal';
import { rates } from './calls';
import { task } from './fields';
import { lookAtFollowers } from './followers';
import { refusals } from './refusals';

export const {
	endpoint,
	deleteOperation,
	notices: deleteNotices,
	fields: deleteFields,
} = deletionById({
	noun: { one: 'task follower', many: 'task followers', done: 'removed' },
	documentation: 'https://open.feishu.cn/document/server-docs/task-v1/task-follower/batch_delete_follower',
	request: { method: 'POST', url: '/task/v1/tasks/:task_id/batch_delete_follower' },
	ids: {
		task_id: task,
		id_list: {
			displayName: 'Follower IDs',
			name: 'followerIds',
			example: 'ou_xxxxxxxx or name@company.com',
			description:
				'The people to remove: IDs, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. Get Many returns the IDs. They must match User ID Type in Options, which is Open ID (ou_…) by default.',
		},
	},
	key: 'follower_id',
	userKey: 'follower_id',
	bareIds: [BARE_IDS.task],
	// The page gives no limit for `id_list`; this is ours.
	limit: 100,
	rates,
	oneCallAtATime: ['task_id'],
	refusals,
	judge(answer, records, repeated) {
		if (answer.code !== 0) return undefined;
		const { followers } = answer.data;
		if (!Array.isArray(followers)) {
			return records.map(() => ({
				status: 'unknown',
				reason: 'Feishu accepted the call, but did not say whom it removed',
				todo: `Look at the followers of the task. ${USER_ID_PERMISSION}`,
			}));
		}
		const removed = textsIn(followers);
		const asked = new Set(records.map(({ follower_id }) => follower_id));
		const isUnclear = followers.some((follower) => !asked.has(String(follower)));
		return records.map(({ follower_id = '' }, index): Verdict => {
			if (removed.has(follower_id)) return { status: 'deleted' };
			if (isUnclear) {
				return {
					status: 'unknown',
					reason: 'Feishu lists other people than those it was asked to remove, and not this person',
					todo: 'Check User ID Type, because Feishu may name people by another type of ID, and look at the followers of the task.',
				};
			}
			if (repeated[index] === true) {
				return {
					status: 'unknown',
					isMissing: true,
					reason: 'Feishu does not list this person among the followers it removed, but an earlier answer was lost',
					todo: 'Look at the followers of the task: an earlier attempt may have removed this person. If not, run the workflow again.',
				};
			}
			return {
				status: 'refused',
				isMissing: true,
				reason: 'Feishu does not list this person among the followers it removed',
				todo: 'Check that the person follows the task, and that User ID Type matches this ID.',
			};
		});
	},
	lookUp: lookAtFollowers,
	operation: {
		name: 'Remove Followers',
		action: 'Remove followers',
		description: 'Remove people from the followers of a task',
		notice: onPage('task-follower', 'Needs the right to edit the task. Feishu calls this version outdated: use Feishu Task Member (v2).'),
	},
	tool: 'Permanently removes followers from a task in Feishu or Lark. This cannot be undone. Needs the ID of the task. Followers: user IDs, email addresses or mobile numbers with + and country code, one or several separated by commas. Returns how many were removed, and who was not and why.',
});

export const deleteOptions: INodeProperties[] = [
	alreadyGone,
	keepCopy('It takes one call for each 50 followers of a task. To restore followers, use Add Followers.'),
	userIdType,
];
