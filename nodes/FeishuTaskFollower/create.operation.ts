import { jsonParse, type IDataObject, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import type { Endpoint, Selection, Verdict } from '../shared/endpoint';
import { readIds, readPerson } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { USER_ID_PERMISSION } from '../shared/refusal';
import { keptBy, withoutMissing, type KeptBy } from '../shared/snapshot';
import { InvalidField, show as shown } from '../shared/values';
import { rates } from './calls';
import { idsOf, lookAtFollowers } from './followers';
import { refusals } from './refusals';

const FIELD = 'Followers';

/** Somebody follows the task already. */
const FOLLOWS_ALREADY = 1470430;

const COPY_IT = 'Map the snapshot that Keep a Copy has made, an item of Get Many, or the ID itself.';

const LOOK = 'Look at the followers of the task.';

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A person, named by an ID, or by a copy that was kept of a follower, or by an item of a search.
 * @param type the kind of ID that is sent
 */
function readFollower(entry: unknown, field: string, type: unknown): string {
	if (!isObject(entry)) return readPerson(entry, field);
	const { follower_id: id, user_id_type: own = type } = entry;
	if (id === undefined) {
		throw new InvalidField(field, 'holds an object without follower_id', COPY_IT);
	}
	if (own !== type) {
		throw new InvalidField(
			field,
			`holds a copy whose ID is of the kind ${shown(own)}, and User ID Type says ${shown(type)}`,
			'Choose for User ID Type in Options the kind that it was when the copy was made.',
		);
	}
	return readPerson(id, field);
}

/** The people to add, in whichever form, and which of them are not put back. */
function readPeople(value: unknown, type: unknown): Pick<Selection, 'records' | 'kept'> {
	const isObjectText = typeof value === 'string' && value.trim().startsWith('{');
	if (isObjectText && jsonParse<unknown>(`[${value}]`, { fallbackValue: null }) === null) {
		throw new InvalidField(FIELD, `holds ${shown(value)}, which is no JSON`, COPY_IT);
	}
	const kept: Array<KeptBy | undefined> = [];
	const ids = readIds(isObject(value) ? [value] : isObjectText ? `[${value}]` : value, FIELD, (entry, field) => {
		kept.push(isObject(entry) ? keptBy(entry) : undefined);
		return readFollower(entry, field, type);
	});
	return { records: ids.map((follower_id) => ({ follower_id })), kept };
}

export const endpoint: Endpoint = {
	kind: 'create',
	noun: { one: 'task follower', many: 'task followers', done: 'added' },
	field: FIELD,
	parameters: { task_id: 'taskId', id_list: 'followers' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/task-v1/task-follower/create',
	pathFields: { task_id: 'Task' },
	userKey: 'follower_id',
	people: [{ key: 'follower_id', field: FIELD }],
	// The page gives no limit for `id_list`; this is ours, as for the deletion.
	limit: 100,
	rates,
	oneCallAtATime: ['task_id'],
	undo: { key: 'follower_id', todo: 'To undo it, remove these followers.' },
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
	read: ({ id_list, ...body }, { query, raw }) => ({
		...readPeople(withoutMissing(id_list, raw?.('followers')), query?.user_id_type ?? 'open_id'),
		body,
	}),
	presentCode: FOLLOWS_ALREADY,
	write: (records) => ({ id_list: records.map((record) => record.follower_id) }),
	judge(answer, records) {
		if (answer.code !== 0) return undefined;
		const { follower } = answer.data;
		const ids = typeof follower === 'object' && follower !== null ? idsOf(follower as IDataObject) : [];
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
};

export const createOperation: INodePropertyOptions = {
	name: 'Add Followers',
	value: 'create',
	action: 'Add task followers',
	description: 'Make people follow a task, or put followers back that were removed',
	routing: {
		request: { method: 'POST', url: '/task/v1/tasks/:task_id/followers' },
		send: { paginate: true },
		operations: { pagination: paginationOf(endpoint) },
	},
};

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

export const createFields: INodeProperties[] = [
	{
		displayName: FIELD,
		name: 'followers',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. ou_99e1a581b36ecc4862cbfbce473f3123',
		description:
			'The people to add: one user ID, a list separated by commas or line breaks, or an array. To put followers back, map the snapshot that Keep a Copy made, one or an array of them. IDs must be of the kind set in Options under User ID Type, which is Open ID (ou_…) unless you change it.',
		displayOptions: { show },
	},
];
