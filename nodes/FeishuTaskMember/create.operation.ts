import type { INodeProperties } from 'n8n-workflow';
import { objectIn } from '../shared/answer';
import { clientTokenOf } from '../shared/clientToken';
import type { RecordKeys } from '../shared/endpoint';
import { onPage, userIdType } from '../shared/fields';
import { putBackById } from '../shared/putBackById';
import { WRITE_RATES } from './calls';
import { beside, elsewhere, entry, memberType, readTaskGuid, role, task, userIdKind } from './fields';
import { lookAtMembers, verdictsBy } from './members';
import { createRefusals } from './refusals';

export const {
	endpoint,
	createOperation,
	field: members,
} = putBackById({
	noun: { one: 'task member', many: 'task members', done: 'added' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/task-v2/task/add_members',
	request: { method: 'POST', url: '/task/v2/tasks/:task_guid/add_members' },
	path: { task_guid: task },
	readPath: { task_guid: readTaskGuid },
	list: {
		parameter: 'members',
		field: {
			displayName: 'Members or Snapshots to Restore',
			name: 'members',
			example: 'ou_xxxxxxxx or name@company.com',
			description:
				'The members to add: IDs, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. To restore members, map the snapshot of Keep a Copy, or an array of snapshots: each gets the role that it had. IDs must match User ID Type in Options, which is Open ID (ou_…) by default.',
		},
	},
	key: 'member_id',
	with: beside,
	beside: { role },
	elsewhere,
	copyIt: 'Map the snapshot of Keep a Copy, an item of Get Many, or the ID itself.',
	userIdKind,
	limit: 50,
	rates: WRITE_RATES,
	oneCallAtATime: ['task_guid'],
	undo: { key: 'member_id', todo: 'Remove these members to undo it.' },
	refusals: createRefusals,
	// A repeat of a call has the token of that call, and no other call has it: not of another task, and not of another run.
	write: (_records, contents, keys) => ({
		members: contents.map(({ member_id, ...about }) => entry(member_id as string, about as RecordKeys)),
		client_token: clientTokenOf(JSON.stringify([keys, contents])),
	}),
	judge(answer, records) {
		if (answer.code !== 0) return undefined;
		return verdictsBy(objectIn(answer.data).task, records, (_record, isMember) =>
			isMember
				? { status: 'created' }
				: {
						status: 'unknown',
						reason: 'Feishu accepted the call, but does not list this member in this role',
						todo: 'Look at the members of the task in Feishu.',
					},
		);
	},
	lookUp: lookAtMembers,
	operation: {
		name: 'Add Task Members',
		action: 'Add task members',
		description: 'Add assignees or followers to a task, or restore removed ones',
	},
});

const show = { operation: ['create'] };

export const createNotices: INodeProperties[] = [
	{
		displayName: onPage('task-member', 'The app or person must have the right to edit the task.'),
		name: 'createNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];

export const createFields: INodeProperties[] = [members];

export const createOptions: INodeProperties[] = [memberType, userIdType];
