import {
	EMPLOYEE_ID_SCOPE,
	HUNDRED_PER_MINUTE,
	JSON_CONTENT_TYPE,
	USER_ID_TYPE,
	type Field,
	type Fields,
	type Spec,
} from '../../specs/spec';

export const PATH: Fields = {
	role_id: { type: 'string', required: true, description: 'The role: no call lists roles.', example: '7vrj3vk70xk7v5r' },
};

export const MEMBERS: Field = {
	type: 'string[]',
	minItems: 1,
	maxItems: 100,
	description: 'The users.',
	example: ['ou_7dab8a3d3cdcc9da365777c7ad535d62'],
};

/** What became of each member of a call. */
export const RESULTS: Field = {
	type: 'object[]',
	description: 'One for each member.',
	fields: {
		user_id: { type: 'string', description: 'The member.' },
		reason: {
			type: 'int',
			minimum: 1,
			maximum: 6,
			description: '1 done, 2 no valid user ID, 3 no permission, 4 in the role already, 5 not in the role, 6 no permission for the scope.',
		},
	},
};

export const NO_ROLE = { code: 41202, status: 404, description: 'role id is not exist', advice: 'Check the ID of the role.' };

export const spec: Spec = {
	name: 'roleMember',
	title: 'Remove members of a role',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/batch_delete',
	lastUpdated: '2026-04-07',
	method: 'PATCH',
	path: '/open-apis/contact/v3/functional_roles/:role_id/members/batch_delete',
	tokens: ['tenant'],
	appKinds: ['custom'],
	scopes: ['contact:functional_role'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'not mentioned',
	rateLimits: HUNDRED_PER_MINUTE,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: PATH,
	queryParameters: { user_id_type: USER_ID_TYPE },
	body: { members: { ...MEMBERS, required: false } },
	combinedLimits: [],
	response: { result: RESULTS },
	successMsg: 'success',
	errors: [NO_ROLE],
	notes: [
		'The list is called result here, and results on the other pages.',
		'A body without members fits the table, and removes nobody.',
		'Members must be in the contact scope of the app.',
	],
};
