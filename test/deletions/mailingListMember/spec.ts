import { DEPARTMENT_ID_TYPE, PAGED, PAGES, SPECIAL_RATE, TWENTY_PER_SECOND } from '../../specs/mail';
import {
	EMPLOYEE_ID_SCOPE,
	JSON_CONTENT_TYPE,
	USER_ID_TYPE,
	type ErrorCode,
	type Fields,
	type SiblingSpec,
	type Spec,
} from '../../specs/spec';

const PATH = '/open-apis/mail/v1/mailgroups';

const PAGE = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/mail-v1';

const LIST: Fields = {
	mailgroup_id: {
		type: 'string',
		required: true,
		description: 'The mailing list, by its ID or its address.',
		example: 'xxxxxxxxxxxxxxx',
	},
};

const NOT_FOUND: ErrorCode = {
	code: 1234013,
	status: 404,
	description: 'mail group not found',
	advice: 'Check whether there is such a list.',
};

const INVALID: ErrorCode = { code: 1234008, status: 400, description: 'parameter error', advice: 'Check the parameters.' };

const MEMBER_TYPES = [
	{ value: 'USER', meaning: 'a person of the company' },
	{ value: 'DEPARTMENT', meaning: 'a department' },
	{ value: 'COMPANY', meaning: 'everybody' },
	{ value: 'EXTERNAL_USER', meaning: 'an address outside the company' },
	{ value: 'MAIL_GROUP', meaning: 'another mailing list' },
	{ value: 'PUBLIC_MAILBOX', meaning: 'a public mailbox' },
	{ value: 'OTHER_MEMBER', meaning: 'another address inside the company' },
];

const MEMBER: Fields = {
	member_id: { type: 'string', required: false, description: 'The member, as the list knows it.', example: 'xxxxxxxxxxxxxxx' },
	email: { type: 'string', required: false, description: 'The address, of what has no other ID.', example: 'test_memeber@xxx.xx' },
	user_id: { type: 'string', required: false, description: 'The person.', example: 'ou_xxxxxxxx' },
	department_id: { type: 'string', required: false, description: 'The department.', example: 'od-xxxxxxxx' },
	type: { type: 'string', required: false, description: 'What it is.', enum: MEMBER_TYPES, example: 'USER' },
};

const PLACE: Fields = {
	mailgroup_id: { type: 'string', description: 'The ID.' },
	email: { type: 'string', description: 'The address.' },
	name: { type: 'string', description: 'The name.' },
	description: { type: 'string', minLength: 0, description: 'What it is for.' },
	direct_members_count: { type: 'string', description: 'How many members it has, in digits.' },
	include_external_member: { type: 'boolean', description: 'Whether there is one from outside.' },
	include_all_company_member: { type: 'boolean', description: 'Whether it is for everybody.' },
	who_can_send_mail: { type: 'string', description: 'Who may send to it.' },
};

const common = {
	tokens: ['tenant'],
	appKinds: ['custom'],
	botAbility: 'not mentioned',
	successMsg: 'success',
} as const;

const read = { ...common, method: 'GET', scopes: ['mail:mailgroup', 'mail:mailgroup:readonly'], rateLimits: SPECIAL_RATE } as const;

export const spec: Spec = {
	...common,
	name: 'mailingListMember',
	title: 'Remove members of a mailing list',
	url: `${PAGE}/mailgroup-member/batch_delete`,
	lastUpdated: '2026-03-20',
	method: 'DELETE',
	path: `${PATH}/:mailgroup_id/members/batch_delete`,
	scopes: ['mail:mailgroup'],
	rateLimits: TWENTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: LIST,
	queryParameters: {},
	body: {
		member_id_list: {
			type: 'string[]',
			required: false,
			minItems: 1,
			maxItems: 200,
			description: 'The members, by the IDs that the list of members shows; not by user IDs.',
			example: ['xxxxxxxxxxxxxxx'],
		},
	},
	combinedLimits: [],
	response: {},
	errors: [
		NOT_FOUND,
		{ code: 1234014, status: 404, description: 'mail group member not found', advice: 'Check whether there is such a member.' },
	],
	notes: [
		'The answer names nobody.',
		'The page does not say whether the others are removed if one is not a member.',
		'The list is optional by the table, and has a least length of 1.',
		'The page has no code for parameters that are not valid; that of the call that adds members is 1234008.',
	],
};

export const LIST_SPEC: SiblingSpec = {
	...read,
	name: 'mailgroupList',
	title: 'List mailing lists',
	url: `${PAGE}/mailgroup/list`,
	path: PATH,
	fieldScope: EMPLOYEE_ID_SCOPE,
	pathParameters: {},
	queryParameters: {
		manager_user_id: { type: 'string', required: false, description: 'Only those that this person manages.', example: 'ou_xxxxxxxx' },
		user_id_type: USER_ID_TYPE,
		...PAGES,
	},
	response: { ...PAGED, items: { type: 'object[]', description: 'The mailing lists.', fields: PLACE } },
	errors: [{ code: 1235003, status: 503, description: 'get mail group list failed', advice: 'Try again later.' }],
	notes: ['The page calls its rate special.'],
};

export const GET_SPEC: SiblingSpec = {
	...read,
	name: 'mailgroupGet',
	title: 'Look up a mailing list',
	url: `${PAGE}/mailgroup/get`,
	path: `${PATH}/:mailgroup_id`,
	pathParameters: LIST,
	queryParameters: {},
	response: PLACE,
	errors: [NOT_FOUND],
	notes: ['The page calls its rate special.'],
};

export const MEMBERS_SPEC: SiblingSpec = {
	...read,
	name: 'mailgroupMembers',
	title: 'List the members of a mailing list',
	url: `${PAGE}/mailgroup-member/list`,
	path: `${PATH}/:mailgroup_id/members`,
	fieldScope: EMPLOYEE_ID_SCOPE,
	pathParameters: LIST,
	queryParameters: { user_id_type: USER_ID_TYPE, department_id_type: DEPARTMENT_ID_TYPE, ...PAGES },
	response: { ...PAGED, items: { type: 'object[]', description: 'The members.', fields: MEMBER } },
	errors: [NOT_FOUND],
	notes: ['The page calls its rate special.', 'Which columns a member of each type has, the page does not say.'],
};

export const CREATE_SPEC: SiblingSpec = {
	...common,
	name: 'mailgroupMemberCreate',
	title: 'Add members to a mailing list',
	url: `${PAGE}/mailgroup-member/batch_create`,
	method: 'POST',
	path: `${PATH}/:mailgroup_id/members/batch_create`,
	scopes: ['mail:mailgroup'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	rateLimits: TWENTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: LIST,
	queryParameters: { user_id_type: USER_ID_TYPE, department_id_type: DEPARTMENT_ID_TYPE },
	body: { items: { type: 'object[]', required: false, minItems: 1, maxItems: 200, description: 'The members to add.', fields: MEMBER } },
	response: { items: { type: 'object[]', description: 'Those that were added.', fields: MEMBER } },
	errors: [
		NOT_FOUND,
		INVALID,
		{
			code: 1234030,
			status: 400,
			description: 'mail group member count exceeds the limit',
			advice: 'The list is full; no number is given.',
		},
	],
	notes: [
		'The page has a column for each type but COMPANY and PUBLIC_MAILBOX.',
		'The page does not say what becomes of somebody who is a member already.',
	],
};
