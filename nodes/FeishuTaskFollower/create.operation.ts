import type { INodeProperties } from 'n8n-workflow';
import { objectIn } from '../shared/answer';
import type { Verdict } from '../shared/endpoint';
import { putBackById } from '../shared/putBackById';
import { USER_ID_PERMISSION } from '../shared/refusal';
import { rates } from './calls';
import { task } from './fields';
import { idsOf, lookAtFollowers } from './followers';
import { refusals } from './refusals';
import { onPage } from '../shared/fields';

/** A person follows the task already. */
const FOLLOWS_ALREADY = 1470430;

const LOOK = 'Look at the followers of the task.';

export const {
	endpoint,
	createOperation,
	field: followers,
} = putBackById({
	noun: { one: 'task follower', many: 'task followers', done: 'added' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/task-v1/task-follower/create',
	request: { method: 'POST', url: '/task/v1/tasks/:task_id/followers' },
	path: { task_id: task },
	list: {
		parameter: 'id_list',
		field: {
			displayName: 'Followers or Snapshots to Restore',
			name: 'followers',
			example: 'ou_xxxxxxxx or name@company.com',
			description:
				'The people to add: IDs, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. To restore followers, map the snapshot of Keep a Copy, or an array of snapshots. IDs must match User ID Type in Options, which is Open ID (ou_…) by default.',
		},
	},
	key: 'follower_id',
	copyIt: 'Map the snapshot of Keep a Copy, an item of Get Many, or the ID itself.',
	// The page gives no limit for `id_list`; this is ours, as for the deletion.
	limit: 100,
	rates,
	oneCallAtATime: ['task_id'],
	undo: { key: 'follower_id', todo: 'Remove these followers to undo it.' },
	refusals: {
		...Object.fromEntries(Object.entries(refusals).filter(([code]) => code !== '1470712')),
		1470711: {
			what: 'Feishu did not add this follower to the task.',
			todo: 'Read the reason, then check this ID and User ID Type. If both are right, run the workflow again later, or give the log ID to Feishu support.',
			reach: 'record',
		},
		1470412: {
			what: 'Feishu does not know a person with this ID.',
			todo: 'Check this ID, and that User ID Type in Options matches it. An open ID (ou_…) is valid only for the app that received it.',
			reach: 'record',
		},
		1470428: {
			what: 'The task already has as many followers as Feishu allows.',
			todo: 'Remove some of its followers first, or add fewer.',
			reach: 'record',
		},
		[FOLLOWS_ALREADY]: {
			what: 'This person already follows the task.',
			todo: 'Leave this person out: nothing needs to be done.',
			reach: 'record',
		},
	},
	presentCode: FOLLOWS_ALREADY,
	judge(answer, records) {
		if (answer.code !== 0) return undefined;
		const { follower } = answer.data;
		const ids = idsOf(objectIn(follower));
		if (ids.length === 0) {
			return records.map(() => ({
				status: 'unknown',
				reason: 'Feishu accepted the call, but did not say whom it added',
				todo: `${LOOK} ${USER_ID_PERMISSION}`,
			}));
		}
		const added = new Set(ids);
		return records.map(({ follower_id = '' }): Verdict =>
			added.has(follower_id)
				? { status: 'created' }
				: {
						status: 'unknown',
						reason: 'Feishu accepted the call, but does not list this person among the followers it added',
						todo: `${LOOK} Check that User ID Type matches this ID, because Feishu may name people by another type.`,
					},
		);
	},
	lookUp: lookAtFollowers,
	operation: {
		name: 'Add Followers',
		action: 'Add followers',
		description: 'Add followers to a task, or restore removed ones',
	},
});

const show = { operation: ['create'] };

export const createNotices: INodeProperties[] = [
	{
		displayName: onPage('task-follower', 'The app or person must have the right to edit the task.'),
		name: 'createNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];

export const createFields: INodeProperties[] = [followers];
