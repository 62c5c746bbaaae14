import { HUNDRED_PER_MINUTE, JSON_CONTENT_TYPE, USER_ID_TYPE, type Field, type Fields, type Spec } from '../../specs/spec';

/** Each member says of which kind its ID is. */
const MEMBER_ID_TYPE: Field = {
	type: 'string',
	required: false,
	description: 'The kind of ID; the table says that it may be missing, the text that a user has it.',
	...(USER_ID_TYPE.enum && { enum: USER_ID_TYPE.enum }),
	example: 'open_id',
};

/** A person, as the calls that change a group name one. */
export const MEMBER: Fields = {
	member_id: { type: 'string', required: true, description: 'The user.', example: 'ou_7dab8a3d3cdcc9da365777c7ad535d62' },
	member_type: {
		type: 'string',
		required: true,
		description: 'Users only.',
		enum: [{ value: 'user', meaning: 'a person' }],
		example: 'user',
	},
	member_id_type: MEMBER_ID_TYPE,
};

export const PATH: Fields = {
	group_id: { type: 'string', required: true, description: 'An ordinary user group.', example: 'g187131' },
};

export const spec: Spec = {
	name: 'userGroupMember',
	title: 'Remove members of a user group',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group-member/batch_remove',
	lastUpdated: '2026-04-07',
	method: 'POST',
	path: '/open-apis/contact/v3/group/:group_id/member/batch_remove',
	tokens: ['tenant'],
	appKinds: ['custom'],
	scopes: ['contact:group'],
	botAbility: 'not mentioned',
	rateLimits: HUNDRED_PER_MINUTE,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: PATH,
	queryParameters: {},
	body: {
		members: { type: 'object[]', required: true, minItems: 1, maxItems: 100, description: 'The members to remove.', fields: MEMBER },
	},
	combinedLimits: [],
	response: {},
	successMsg: 'success',
	errors: [
		{ code: 40001, status: 400, description: 'param error', advice: 'Check the parameters.' },
		{ code: 40003, status: 500, description: 'internal error', advice: 'Try again, or ask support.' },
		{
			code: 40022,
			status: 400,
			description: 'partial failed, see Results field for more details',
			advice: 'The results tell which ones.',
		},
		{ code: 41073, status: 400, description: 'invalid member_id', advice: 'Check the IDs of the members.' },
		{ code: 41074, status: 400, description: 'invalid member_type', advice: 'Only user is taken.' },
		{ code: 42002, status: 400, description: 'invalid group_id', advice: 'Check the ID of the group.' },
		{ code: 42009, status: 403, description: 'no group authority', advice: 'The group is outside the contact scope of the app.' },
		{ code: 41050, status: 403, description: 'no user authority error', advice: 'A user is outside the contact scope of the app.' },
	],
	notes: [
		'The page speaks of results, and its tables have none; the call that adds members answers them.',
		'It does not say what is answered of a user who is no member.',
		'Only ordinary groups can be changed, and only the users in them: no dynamic groups, no departments.',
		'The contact scope of the app must be all staff, or have both the group and the users in it.',
	],
};
