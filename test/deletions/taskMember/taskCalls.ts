import {
	EMPLOYEE_ID_SCOPE,
	JSON_CONTENT_TYPE,
	TEN_PER_SECOND,
	THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	type Fields,
	type SiblingSpec,
} from '../../specs/spec';
import { inWords, type ApiCall, type SiblingEndpoint } from '../../sandbox/endpoint';
import { pagedAnswer, sizeOf } from '../../sandbox/paging';
import { specRefusal } from '../../sandbox/refusal';
import type { Task } from '../taskFollower/world';
import { namedIn } from './members';
import { ERRORS, KIND, LIST_ERRORS, MEMBER, MEMBER_ENTRY, TASK, TASK_IN_PATH } from './spec';
import { findEditable, findVisible, memberRow, readableLists, shortRow, taskRow } from './taskRow';

const READS = {
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'not mentioned',
	successMsg: 'success',
} as const;

const PAGED: Fields = {
	page_size: { type: 'int', required: false, minimum: 1, maximum: 100, default: 50, description: 'The most rows to answer.', example: 50 },
	page_token: {
		type: 'string',
		required: false,
		maxLength: 100,
		description: 'Where to go on.',
		example: 'the page_token of the last answer',
	},
};

const MORE: Fields = {
	page_token: { type: 'string', description: 'Only where there are more pages.' },
	has_more: { type: 'boolean', description: 'Whether there are more pages.' },
};

const COMPLETED: Fields = {
	completed: { type: 'boolean', required: false, description: 'Only completed tasks, or only others.', example: true },
};

const GET_SPEC: SiblingSpec = {
	...READS,
	name: 'taskV2Get',
	title: 'Look up a task, version 2',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/task-v2/task/get',
	method: 'GET',
	path: '/open-apis/task/v2/tasks/:task_guid',
	scopes: ['task:task:read', 'task:task:write'],
	rateLimits: TEN_PER_SECOND,
	pathParameters: TASK_IN_PATH,
	queryParameters: { user_id_type: KIND },
	response: { task: { type: 'object', description: 'The task.', fields: TASK } },
	errors: ERRORS,
	notes: [],
};

const MINE_SPEC: SiblingSpec = {
	...READS,
	name: 'myTasks',
	title: 'List the tasks of a person',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/task-v2/task/list',
	method: 'GET',
	path: '/open-apis/task/v2/tasks',
	tokens: ['user'],
	scopes: ['task:task:read', 'task:task:write'],
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: {},
	queryParameters: {
		...PAGED,
		...COMPLETED,
		type: {
			type: 'string',
			required: false,
			default: 'my_tasks',
			description: 'Which tasks.',
			enum: [{ value: 'my_tasks', meaning: 'those that the person is responsible for' }],
			example: 'my_tasks',
		},
		user_id_type: KIND,
	},
	response: { items: { type: 'object[]', description: 'The tasks.', fields: TASK }, ...MORE },
	errors: LIST_ERRORS,
	notes: ['A user token alone, and only the tasks that the person is responsible for.'],
};

const LISTS_SPEC: SiblingSpec = {
	...READS,
	name: 'tasklists',
	title: 'List task lists',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/task-v2/tasklist/list',
	method: 'GET',
	path: '/open-apis/task/v2/tasklists',
	scopes: ['task:tasklist:read', 'task:tasklist:write'],
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: {},
	queryParameters: { ...PAGED, user_id_type: KIND },
	response: {
		items: {
			type: 'object[]',
			description: 'The lists.',
			fields: {
				guid: { type: 'string', description: 'The list.' },
				name: { type: 'string', description: 'Its name.' },
				owner: { type: 'object', description: 'Who owns it.', fields: MEMBER },
			},
		},
		...MORE,
	},
	errors: LIST_ERRORS,
	notes: ['All lists that the caller may read.'],
};

const OF_LIST_SPEC: SiblingSpec = {
	...READS,
	name: 'tasksOfList',
	title: 'List the tasks of a list',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/task-v2/tasklist/tasks',
	method: 'GET',
	path: '/open-apis/task/v2/tasklists/:tasklist_guid/tasks',
	scopes: ['task:tasklist:read', 'task:tasklist:write'],
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: {
		tasklist_guid: { type: 'string', required: true, description: 'The list.', example: 'd300a75f-c56a-4be9-80d1-e47653028ceb' },
	},
	queryParameters: {
		...PAGED,
		...COMPLETED,
		created_from: { type: 'string', required: false, description: 'The first millisecond of creation.', example: '1675742789470' },
		created_to: { type: 'string', required: false, description: 'The last millisecond of creation.', example: '1675742789470' },
		user_id_type: KIND,
	},
	response: { items: { type: 'object[]', description: 'The tasks.', fields: TASK }, ...MORE },
	errors: ERRORS,
	notes: ['A page may be empty before the last one.', 'Rows have the members of their tasks.'],
};

const ADD_SPEC: SiblingSpec = {
	...READS,
	name: 'taskMemberAdd',
	title: 'Add members to a task',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/task-v2/task/add_members',
	method: 'POST',
	path: '/open-apis/task/v2/tasks/:task_guid/add_members',
	scopes: ['task:personnel:writeonly', 'task:task:write'],
	rateLimits: [{ calls: 100, windowMs: 60_000 }],
	contentType: JSON_CONTENT_TYPE,
	pathParameters: TASK_IN_PATH,
	queryParameters: { user_id_type: KIND },
	body: {
		members: {
			type: 'object[]',
			required: true,
			minItems: 1,
			description: 'Whom to add.',
			fields: { ...MEMBER_ENTRY, name: { type: 'string', required: false, description: 'Ignored.', example: 'Zhang' } },
		},
		client_token: {
			type: 'string',
			required: false,
			minLength: 10,
			maxLength: 100,
			description: 'By which a call that is repeated is known.',
			example: 'daa2237f-8310-4707-a83b-52c8a81e0fb7',
		},
	},
	response: { task: { type: 'object', description: 'The task as it is now.', fields: TASK } },
	errors: [
		...ERRORS,
		{ code: 1470610, status: 400, description: '任务负责人数量超限', advice: 'There are too many assignees.' },
		{ code: 1470611, status: 400, description: '任务关注人数量超限', advice: 'There are too many followers.' },
		{ code: 1470422, status: 500, description: '请求并发冲突', advice: 'The same client_token twice at once.' },
	],
	notes: [
		'At most 50 members, counted once each.',
		'Somebody who is a member already is passed over.',
		'The page does not say how many assignees and followers a task can have.',
	],
};

/** Most members that a call adds, each counted once. */
const MOST_ADDED = 50;

const invalidBy =
	(spec: SiblingSpec): SiblingEndpoint['invalid'] =>
	(violations) =>
		specRefusal(spec, 1470400, inWords(violations), { fieldViolations: violations });

function tasksListed(call: ApiCall, spec: SiblingSpec, tasks: readonly Task[], row: (task: Task) => ReturnType<typeof shortRow>) {
	const { completed, created_from: from, created_to: to, page_token: token = '' } = call.query;
	const isListed = ({ completedAt, createdAt }: Task) =>
		(completed === undefined || (completedAt !== undefined) === (completed === 'true')) &&
		(from === undefined || createdAt >= Number(from)) &&
		(to === undefined || createdAt <= Number(to));
	return pagedAnswer(call, {
		prefix: spec.name,
		items: new Map(tasks.filter(isListed).map((task) => [task.taskId, task])),
		row,
		size: sizeOf(call, 50),
		filters: { completed, from, to, list: call.params['tasklist_guid'], userIdType: call.userIdType },
		lapsed: () => call.invalid([{ field: 'page_token', value: token, description: 'is none of this list' }]),
	});
}

export const taskV2Get: SiblingEndpoint = {
	rules: GET_SPEC,
	invalid: invalidBy(GET_SPEC),
	work: (call) => ({ data: { task: taskRow(call, findVisible(call, GET_SPEC)) } }),
};

export const myTasks: SiblingEndpoint = {
	rules: MINE_SPEC,
	invalid: invalidBy(MINE_SPEC),
	work(call) {
		const mine = [...call.platform.state.tasks.values()].filter(({ collaborators }) => collaborators.includes(call.caller.identity));
		return tasksListed(call, MINE_SPEC, mine, (task) => taskRow(call, task));
	},
};

export const tasklists: SiblingEndpoint = {
	rules: LISTS_SPEC,
	invalid: invalidBy(LISTS_SPEC),
	work: (call) =>
		pagedAnswer(call, {
			prefix: 'tasklists',
			items: new Map(readableLists(call).map((list) => [list.guid, list])),
			row: ({ guid, name, owner }) => ({ guid, name, owner: memberRow(call, owner, 'owner') }),
			size: sizeOf(call, 50),
			filters: { userIdType: call.userIdType },
			lapsed: () => call.invalid([{ field: 'page_token', value: call.query['page_token'] ?? '', description: 'is none of this list' }]),
		}),
};

export const tasksOfList: SiblingEndpoint = {
	rules: OF_LIST_SPEC,
	invalid: invalidBy(OF_LIST_SPEC),
	work(call) {
		const { state } = call.platform;
		const list = state.tasklists.get(call.params['tasklist_guid'] ?? '');
		if (list === undefined) throw specRefusal(OF_LIST_SPEC, 1470404);
		if (!readableLists(call).includes(list)) throw specRefusal(OF_LIST_SPEC, 1470403);
		const tasks = list.taskIds.flatMap((id) => state.tasks.get(id) ?? []);
		return tasksListed(call, OF_LIST_SPEC, tasks, (task) => shortRow(call, task));
	},
};

/** Adds members: all that the call names, or none. */
export const taskMemberAdd: SiblingEndpoint = {
	rules: ADD_SPEC,
	invalid: invalidBy(ADD_SPEC),
	work(call) {
		const named = namedIn(call);
		if (named.length > MOST_ADDED) {
			throw call.invalid([{ field: 'members', value: String(named.length), description: `the max len is ${MOST_ADDED}` }]);
		}
		const task = findEditable(call, ADD_SPEC);
		const token = call.body['client_token'];
		const { taskTokens } = call.platform.state;
		if (typeof token === 'string') {
			// Feishu knows the call, and has done it.
			if (taskTokens.has(token)) return { data: { task: taskRow(call, task) } };
			taskTokens.set(token, { at: call.at });
		}
		for (const { openId, role } of named) {
			const isIn = role === 'assignee' ? task.collaborators.includes(openId) : task.followers.some((one) => one.openId === openId);
			if (isIn) continue;
			if (role === 'assignee') task.collaborators.push(openId);
			else task.followers.push({ openId });
		}
		return { data: { task: taskRow(call, task) } };
	},
};
