import { EMPLOYEE_ID_SCOPE, JSON_CONTENT_TYPE, THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, USER_ID_TYPE, type Spec } from '../../specs/spec';

export const spec: Spec = {
	name: 'taskFollower',
	title: 'Delete followers of a task',
	url: 'https://open.feishu.cn/document/server-docs/task-v1/task-follower/batch_delete_follower',
	lastUpdated: '2023-07-13',
	method: 'POST',
	path: '/open-apis/task/v1/tasks/:task_id/batch_delete_follower',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['task:task'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'not mentioned',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: {
		task_id: {
			type: 'string',
			required: true,
			description: 'The task.',
			example: '83912691-2e43-47fc-94a4-d512e03984fa',
		},
	},
	queryParameters: { user_id_type: USER_ID_TYPE },
	body: {
		id_list: {
			type: 'string[]',
			required: false,
			description: 'The followers to delete.',
			example: ['ou_99e1a581b36ecc4862cbfbce473f3123'],
		},
	},
	combinedLimits: [],
	response: {
		followers: { type: 'string[]', description: 'The followers that were really deleted.' },
	},
	successMsg: '',
	errors: [
		{
			code: 1470403,
			status: 403,
			description: 'The identity token is incorrect. It should be either user_access_token or tenant_access_token.',
			advice: 'Use a user or tenant token.',
		},
		{ code: 1470450, status: 400, description: 'request too fast', advice: 'Too many calls at once; repeat later.' },
		{ code: 1470451, status: 400, description: 'request api concurrently', advice: 'Calls for one task come too often; slow down.' },
		{ code: 1470602, status: 400, description: 'Invalid task id.', advice: 'Check the task ID.' },
		{
			code: 1470712,
			status: 500,
			description: 'failed to delete task followers',
			advice: 'The returned message tells more; give support the request ID.',
		},
		{
			code: 1470404,
			status: 400,
			description: 'be refused to create or update task',
			advice: 'The caller may not change the task; a mere follower may not, for instance.',
		},
	],
	rateCodes: [1470450, 1470451],
	notes: [
		'The page sets no limit on the length of id_list.',
		'Followers named in the request and missing in the answer were not deleted.',
		'The scope belongs to the older version of the task API.',
	],
};
