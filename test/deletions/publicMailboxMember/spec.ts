import { PAGED, PAGES, SPECIAL_RATE, TWENTY_PER_SECOND } from '../../specs/mail';
import {
	EMPLOYEE_ID_SCOPE,
	JSON_CONTENT_TYPE,
	USER_ID_TYPE,
	type ErrorCode,
	type Fields,
	type SiblingSpec,
	type Spec,
} from '../../specs/spec';

const PATH = '/open-apis/mail/v1/public_mailboxes';

const PAGE = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/mail-v1';

const LIST: Fields = {
	public_mailbox_id: {
		type: 'string',
		required: true,
		description: 'The public mailbox, by its ID or its address.',
		example: 'xxxxxxxxxxxxxxx',
	},
};

const NOT_FOUND: ErrorCode = {
	code: 1234016,
	status: 404,
	description: 'public mailbox not found',
	advice: 'Check whether there is such a mailbox.',
};

const INVALID: ErrorCode = { code: 1234008, status: 400, description: 'parameter error', advice: 'Check the parameters.' };

const MEMBER_TYPES = [{ value: 'USER', meaning: 'a person of the company' }];

const MEMBER: Fields = {
	member_id: { type: 'string', required: false, description: 'The member, as the mailbox knows it.', example: 'xxxxxxxxxxxxxxx' },
	user_id: { type: 'string', required: false, description: 'The person.', example: 'ou_xxxxxxxx' },
	type: { type: 'string', required: false, description: 'What it is.', enum: MEMBER_TYPES, example: 'USER' },
};

const PLACE: Fields = {
	public_mailbox_id: { type: 'string', description: 'The ID.' },
	email: { type: 'string', description: 'The address.' },
	name: { type: 'string', description: 'The name.' },
	geo: { type: 'string', description: 'Where it is kept; needs a permission of its own.' },
};

const common = {
	tokens: ['tenant'],
	appKinds: ['custom'],
	botAbility: 'not mentioned',
	successMsg: 'success',
} as const;

const read = {
	...common,
	method: 'GET',
	scopes: ['mail:public_mailbox', 'mail:public_mailbox:readonly'],
	rateLimits: SPECIAL_RATE,
} as const;

export const spec: Spec = {
	...common,
	name: 'publicMailboxMember',
	title: 'Remove members of a public mailbox',
	url: `${PAGE}/public_mailbox-member/batch_delete`,
	lastUpdated: '2025-04-28',
	method: 'DELETE',
	path: `${PATH}/:public_mailbox_id/members/batch_delete`,
	scopes: ['mail:public_mailbox'],
	rateLimits: TWENTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: LIST,
	queryParameters: {},
	body: {
		member_id_list: {
			type: 'string[]',
			required: true,
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
		{ code: 1234040, status: 404, description: 'public mailbox member not found', advice: 'Check whether there is such a member.' },
	],
	notes: [
		'The answer names nobody.',
		'The page does not say whether the others are removed if one is not a member.',
		'Beside this call stands one that takes everybody out: /members/clear.',
		'The page has no code for parameters that are not valid; that of the call that adds members is 1234008.',
	],
};

export const LIST_SPEC: SiblingSpec = {
	...read,
	tokens: ['tenant', 'user'],
	name: 'publicMailboxList',
	title: 'List public mailboxes',
	url: `${PAGE}/public_mailbox/list`,
	path: PATH,
	fieldScope: EMPLOYEE_ID_SCOPE,
	pathParameters: {},
	queryParameters: {
		...PAGES,
	},
	response: { ...PAGED, items: { type: 'object[]', description: 'The public mailboxes.', fields: PLACE } },
	errors: [{ code: 1235003, status: 503, description: 'get public mailbox list failed', advice: 'Try again later.' }],
	notes: ['The page calls its rate special.'],
};

export const GET_SPEC: SiblingSpec = {
	...read,
	name: 'publicMailboxGet',
	title: 'Look up a public mailbox',
	url: `${PAGE}/public_mailbox/get`,
	path: `${PATH}/:public_mailbox_id`,
	pathParameters: LIST,
	queryParameters: {},
	response: PLACE,
	errors: [NOT_FOUND],
	notes: ['The page calls its rate special.'],
};

export const MEMBERS_SPEC: SiblingSpec = {
	...read,
	name: 'publicMailboxMembers',
	title: 'List the members of a public mailbox',
	url: `${PAGE}/public_mailbox-member/list`,
	path: `${PATH}/:public_mailbox_id/members`,
	fieldScope: EMPLOYEE_ID_SCOPE,
	pathParameters: LIST,
	queryParameters: { user_id_type: USER_ID_TYPE, ...PAGES },
	response: { ...PAGED, items: { type: 'object[]', description: 'The members.', fields: MEMBER } },
	errors: [NOT_FOUND],
	notes: ['The page calls its rate special.'],
};

export const CREATE_SPEC: SiblingSpec = {
	...common,
	name: 'publicMailboxMemberCreate',
	title: 'Add members to a public mailbox',
	url: `${PAGE}/public_mailbox-member/batch_create`,
	method: 'POST',
	path: `${PATH}/:public_mailbox_id/members/batch_create`,
	scopes: ['mail:public_mailbox'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	rateLimits: TWENTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: LIST,
	queryParameters: { user_id_type: USER_ID_TYPE },
	body: { items: { type: 'object[]', required: true, minItems: 1, maxItems: 200, description: 'The members to add.', fields: MEMBER } },
	response: { items: { type: 'object[]', description: 'Those that were added.', fields: MEMBER } },
	errors: [
		NOT_FOUND,
		INVALID,
		{
			code: 1234027,
			status: 400,
			description: 'public mailbox member count exceeds the limit',
			advice: 'The list is full; no number is given.',
		},
	],
	notes: ['The page does not say what becomes of somebody who is a member already.'],
};
