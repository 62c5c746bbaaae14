import type { INodeProperties } from 'n8n-workflow';
import { objectIn } from '../shared/answer';
import type { Verdict } from '../shared/endpoint';
import { putBackById } from '../shared/putBackById';
import { USER_ID_PERMISSION } from '../shared/refusal';
import { rates } from './calls';
import { task } from './fields';
import { idsOf, lookAtFollowers } from './followers';
import { refusals } from './refusals';

/** Somebody follows the task already. */
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
			displayName: 'Followers',
			name: 'followers',
			example: 'ou_99e1a581b36ecc4862cbfbce473f3123',
			description:
				'The people to add: IDs, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. To put followers back, map the snapshot that Keep a Copy made, one or an array of them. IDs must be of the kind set in Options under User ID Type, which is Open ID (ou_…) unless you change it.',
		},
	},
	key: 'follower_id',
	copyIt: 'Map the snapshot that Keep a Copy has made, an item of Get Many, or the ID itself.',
	// The page gives no limit for `id_list`; this is ours, as for the deletion.
	limit: 100,
	rates,
	oneCallAtATime: ['task_id'],
	undo: { key: 'follower_id', todo: 'Remove these followers to undo it.' },
	refusals: {
		...Object.fromEntries(Object.entries(refusals).filter(([code]) => code !== '1470712')),
		1470711: {
			what: 'Feishu did not add this follower to the task.',
			todo: 'Read the reason, then check Followers and User ID Type. If both are right, run the workflow again later, or give the log ID to Feishu support.',
			reach: 'record',
		},
		1470412: {
			what: 'This is not the ID of a person whom Feishu knows.',
			todo: 'Check Followers, and that User ID Type in Options is the kind of these IDs. An open ID (ou_…) is good only for the app that it was given to.',
			reach: 'record',
		},
		1470428: {
			what: 'The task has as many followers as Feishu allows.',
			todo: 'Remove some of its followers first, or add fewer.',
			reach: 'record',
		},
		[FOLLOWS_ALREADY]: {
			what: 'This person follows the task already.',
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
				reason: 'Feishu accepted the call and did not say whom it added',
				todo: `${LOOK} ${USER_ID_PERMISSION}`,
			}));
		}
		const added = new Set(ids);
		return records.map(({ follower_id = '' }): Verdict =>
			added.has(follower_id)
				? { status: 'created' }
				: {
						status: 'unknown',
						reason: 'Feishu accepted the call and does not list this person among the followers it added',
						todo: `${LOOK} Check that User ID Type is the type of this ID, since Feishu may name people by another kind.`,
					},
		);
	},
	lookUp: lookAtFollowers,
	operation: {
		name: 'Add Followers',
		action: 'Add task followers',
		description: 'Make people follow a task, or put followers back that were removed',
	},
});

const show = { operation: ['create'] };

export const createNotices: INodeProperties[] = [
	{
		displayName:
			'Whoever adds followers (the app, or the person) needs the right to edit the task, and task:task, the older of the task permissions (historical version). People who are added may be notified by Feishu.',
		name: 'createNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];

export const createFields: INodeProperties[] = [followers];
