import { EMPLOYEE_ID_SCOPE, JSON_CONTENT_TYPE, USER_ID_TYPE, type ErrorCode, type Field, type Fields, type Spec } from '../../specs/spec';

/** Which kind of user ID a call uses. The pages print no values, and name no permission for any. */
export const KIND: Field = USER_ID_TYPE;

/** Who is asked for, in which role. */
export const MEMBER_ENTRY: Fields = {
	id: {
		type: 'string',
		required: true,
		maxLength: 100,
		description: 'A user ID, or an App ID.',
		example: 'ou_2cefb2f014f8d0c6c2d2eb7bafb0e54f',
	},
	type: {
		type: 'string',
		required: false,
		default: 'user',
		description: 'What the ID is of.',
		enum: [
			{ value: 'user', meaning: 'a person' },
			{ value: 'app', meaning: 'an app' },
		],
		example: 'user',
	},
	role: {
		type: 'string',
		required: true,
		maxLength: 20,
		description: 'In which role.',
		enum: [
			{ value: 'assignee', meaning: 'is responsible for the task' },
			{ value: 'follower', meaning: 'follows the task' },
		],
		example: 'assignee',
	},
};

/** A member as answers show it. */
export const MEMBER: Fields = {
	id: { type: 'string', description: 'Who it is.' },
	type: { type: 'string', description: 'A person or an app.' },
	role: { type: 'string', description: 'In which role.' },
	name: { type: 'string', description: 'What the person or app is called.' },
};

/** A task, as far as an answer says more of it than of a row of a list. */
export const TASK: Fields = {
	guid: { type: 'string', description: 'The task.' },
	summary: { type: 'string', minLength: 0, description: 'Its title.' },
	description: { type: 'string', minLength: 0, description: 'What it is about.' },
	due: {
		type: 'object',
		description: 'When it is due.',
		fields: {
			timestamp: { type: 'string', description: 'In milliseconds; midnight UTC for a whole day.' },
			is_all_day: { type: 'boolean', description: 'Whether it is due some time that day.' },
		},
	},
	creator: { type: 'object', description: 'Who created it.', fields: MEMBER },
	members: { type: 'object[]', description: 'Who is responsible for it, and who follows it.', fields: MEMBER },
	completed_at: { type: 'string', description: 'When it was completed, in milliseconds; 0 until then.' },
	repeat_rule: { type: 'string', description: 'How it repeats.' },
	tasklists: {
		type: 'object[]',
		description: 'The lists that it is in.',
		fields: { tasklist_guid: { type: 'string', description: 'A list.' }, section_guid: { type: 'string', description: 'Where in it.' } },
	},
	task_id: { type: 'string', description: 'The number that people see.' },
	created_at: { type: 'string', description: 'When it was created, in milliseconds.' },
	updated_at: { type: 'string', description: 'When it was changed.' },
	status: { type: 'string', description: 'todo or done.' },
	url: { type: 'string', description: 'Its link.' },
	subtask_count: { type: 'int', description: 'How many tasks belong to it.' },
};

const INVALID: ErrorCode = {
	code: 1470400,
	status: 400,
	description: '请求参数错误',
	advice: 'A parameter is wrong; the message tells which.',
};

const TROUBLE: ErrorCode = {
	code: 1470500,
	status: 500,
	description: '服务器错误',
	advice: 'Repeat the call; ask support if that does not help.',
};

/** The codes of pages without a task or a list in their path. */
export const LIST_ERRORS: readonly ErrorCode[] = [INVALID, TROUBLE];

/** The codes of all other pages. */
export const ERRORS: readonly ErrorCode[] = [
	INVALID,
	{ code: 1470403, status: 403, description: '没有权限', advice: 'Check the rights of who calls.' },
	{ code: 1470404, status: 404, description: '任务不存在或已被删除', advice: 'Check the GUID.' },
	TROUBLE,
];

export const TASK_IN_PATH: Fields = {
	task_guid: { type: 'string', required: true, maxLength: 100, description: 'The task.', example: 'd300a75f-c56a-4be9-80d1-e47653028ceb' },
};

export const spec: Spec = {
	name: 'taskMember',
	title: 'Remove members of a task',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/task-v2/task/remove_members',
	lastUpdated: '2023-08-07',
	method: 'POST',
	path: '/open-apis/task/v2/tasks/:task_guid/remove_members',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['task:task:write'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'not mentioned',
	rateLimits: [{ calls: 100, windowMs: 60_000 }],
	contentType: JSON_CONTENT_TYPE,
	pathParameters: TASK_IN_PATH,
	queryParameters: { user_id_type: KIND },
	body: {
		members: { type: 'object[]', required: true, minItems: 1, maxItems: 500, description: 'Whom to remove.', fields: MEMBER_ENTRY },
	},
	combinedLimits: [],
	response: { task: { type: 'object', description: 'The task as it is now.', fields: TASK } },
	successMsg: 'success',
	errors: ERRORS,
	notes: [
		'Somebody who is no member is passed over: the answer lists who is left.',
		'The page does not say whether calls for one task may overlap.',
		'Whoever only follows a task may not change its members.',
		'The page names no permission for user IDs of the kind user_id: here it is the one that all other calls need.',
	],
};
