import type { INodeProperties } from 'n8n-workflow';
import { objectIn } from '../shared/answer';
import { deletionById } from '../shared/deletionById';
import { alreadyGone, keepCopy, onPage, userIdType } from '../shared/fields';
import { BARE_IDS } from '../shared/idKinds';
import { WRITE_RATES } from './calls';
import { beside, elsewhere, entry, memberType, readTaskGuid, role, task, userIdKind } from './fields';
import { lookAtMembers, verdictsBy } from './members';
import { refusals } from './refusals';

export const {
	endpoint,
	deleteOperation,
	notices: deleteNotices,
	fields: deleteFields,
} = deletionById({
	noun: { one: 'task member', many: 'task members', done: 'removed' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/task-v2/task/remove_members',
	request: { method: 'POST', url: '/task/v2/tasks/:task_guid/remove_members' },
	ids: {
		task_guid: task,
		role,
		members: {
			displayName: 'Member IDs',
			name: 'memberIds',
			example: 'ou_xxxxxxxx or name@company.com',
			description:
				'The members to remove: IDs, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. Get Many returns the IDs. They must match User ID Type in Options, which is Open ID (ou_…) by default.',
		},
	},
	key: 'member_id',
	userKey: 'member_id',
	userIdKind,
	kinds: ['app_id'],
	bareIds: [BARE_IDS.task],
	with: beside,
	entry,
	elsewhere,
	readPath: { task_guid: readTaskGuid },
	limit: 500,
	rates: WRITE_RATES,
	// The page does not say so. In version 1 of these calls, Feishu refuses one while another changes the same task.
	oneCallAtATime: ['task_guid'],
	refusals,
	passesMissing: true,
	judge(answer, records) {
		if (answer.code !== 0) return undefined;
		// The task as it is now: whoever is not listed any more is removed, or was no member.
		return verdictsBy(objectIn(answer.data).task, records, (_record, isMember) =>
			isMember
				? {
						status: 'refused',
						reason: 'Feishu accepted the call, but still lists this member in this role',
						todo: 'Look at the task in Feishu, and run the workflow again. If it happens again, give the log ID to Feishu support.',
					}
				: { status: 'deleted' },
		);
	},
	lookUp: lookAtMembers,
	operation: {
		name: 'Remove Task Members',
		action: 'Remove task members',
		description: 'Remove assignees or followers from a task',
		notice: onPage('task-member', 'The app or person must have the right to edit the task.'),
	},
	tool: 'Permanently removes assignees or followers from a task in Feishu or Lark. This cannot be undone. Needs the ID of the task, and the role: assignee or follower. Members: user IDs, email addresses or mobile numbers with + and country code, one or several separated by commas. Returns how many were removed, and who was not and why.',
});

export const deleteOptions: INodeProperties[] = [
	alreadyGone,
	keepCopy('It takes one call for each task. To restore members, use Add Task Members.'),
	memberType,
	userIdType,
];
