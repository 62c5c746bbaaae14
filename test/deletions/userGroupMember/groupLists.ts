import { THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, USER_ID_TYPE, type SiblingSpec } from '../../specs/spec';
import type { SiblingEndpoint } from '../../sandbox/endpoint';
import { pagedAnswer, sizeOf } from '../../sandbox/paging';
import { specRefusal } from '../../sandbox/refusal';
import { malformed, personIn } from './access';
import type { UserGroup } from './world';

const PAGING_ERRORS: SiblingSpec['errors'] = [
	{ code: 40011, status: 400, description: 'page size is invalid', advice: 'Check page_size.' },
	{ code: 40012, status: 400, description: 'page token is invalid', advice: 'Take the page_token of the last answer.' },
	{ code: 40003, status: 500, description: 'internal error', advice: 'Try again, or ask support.' },
];

const COMMON = {
	method: 'GET',
	tokens: ['tenant'],
	appKinds: ['custom', 'store'],
	scopes: ['contact:group:readonly'],
	botAbility: 'not mentioned',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	successMsg: 'success',
} as const satisfies Partial<SiblingSpec>;

const PAGE_TOKEN = {
	type: 'string',
	required: false,
	description: 'Where to go on.',
	example: 'the page_token of the last answer',
} as const;

const KINDS = [
	{ value: '1', meaning: 'ordinary' },
	{ value: '2', meaning: 'dynamic' },
];

const LIST_SPEC: SiblingSpec = {
	...COMMON,
	name: 'userGroupList',
	title: 'List the user groups',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group/simplelist',
	path: '/open-apis/contact/v3/group/simplelist',
	pathParameters: {},
	queryParameters: {
		page_size: { type: 'int', required: false, minimum: 1, maximum: 100, default: 50, description: 'The most to answer.', example: 50 },
		page_token: PAGE_TOKEN,
		type: { type: 'int', required: false, minimum: 1, maximum: 2, default: 1, description: 'The kind of group.', enum: KINDS, example: 1 },
	},
	response: {
		grouplist: {
			type: 'object[]',
			description: 'The groups.',
			fields: {
				id: { type: 'string', description: 'The group, as other calls take it for group_id.' },
				name: { type: 'string', minLength: 0, description: 'Its name.' },
				description: { type: 'string', minLength: 0, description: 'What it is for.' },
				member_user_count: { type: 'int', minimum: 0, description: 'How many users are in it.' },
				member_department_count: { type: 'int', minimum: 0, description: 'How many departments are in it.' },
				type: { type: 'int', minimum: 1, maximum: 2, description: 'The kind of group.' },
				department_scope_list: { type: 'string[]', description: 'The departments of a dynamic group.' },
				group_id: { type: 'string', description: 'An ID of the company’s own.' },
			},
		},
		page_token: { type: 'string', description: 'Only where there are more pages.' },
		has_more: { type: 'boolean', description: 'Whether there are more pages.' },
	},
	errors: PAGING_ERRORS,
	notes: ['Without a contact scope of all staff, only the groups in it are listed.'],
};

const BELONG_SPEC: SiblingSpec = {
	...COMMON,
	name: 'userGroupsOf',
	title: 'List the user groups of a user',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group/member_belong',
	path: '/open-apis/contact/v3/group/member_belong',
	pathParameters: {},
	queryParameters: {
		member_id: { type: 'string', required: true, description: 'The user.', example: 'ou_7dab8a3d3cdcc9da365777c7ad535d62' },
		member_id_type: USER_ID_TYPE,
		group_type: {
			type: 'int',
			required: false,
			minimum: 1,
			maximum: 2,
			description: 'The kind of group; both without it.',
			enum: KINDS,
			example: 1,
		},
		page_size: { type: 'int', required: false, minimum: 1, maximum: 1_000, default: 500, description: 'The most to answer.', example: 500 },
		page_token: PAGE_TOKEN,
	},
	response: {
		group_list: { type: 'string[]', description: 'The IDs of the groups.' },
		page_token: { type: 'string', description: 'Only where there are more pages.' },
		has_more: { type: 'boolean', description: 'Whether there are more pages.' },
	},
	errors: [
		...PAGING_ERRORS,
		{ code: 40001, status: 400, description: 'param error', advice: 'Check the parameters.' },
		{ code: 41071, status: 400, description: 'invalid member_id_type', advice: 'Only the kinds of the table.' },
		{ code: 41073, status: 400, description: 'invalid member_id', advice: 'Check the ID, and that its kind fits.' },
		{ code: 41074, status: 400, description: 'invalid member_type', advice: 'It means the kind of group.' },
		{ code: 41050, status: 403, description: 'no user authority error', advice: 'The user is outside the contact scope of the app.' },
	],
	notes: [
		'Without a contact scope of all staff, only the groups in it are listed.',
		'It does not say whether the groups of the departments of the user are listed.',
	],
};

const KIND_NUMBER = { ordinary: 1, dynamic: 2 } as const;

const lapsedOn = (spec: SiblingSpec) => () => specRefusal(spec, 40012);

/** The refusal of what is malformed, with the code that the page has for it. */
function invalidBy(spec: SiblingSpec, own: Readonly<Record<string, number>>): SiblingEndpoint['invalid'] {
	return (violations) => {
		const code = violations.map(({ field }) => own[field]).find((one) => one !== undefined);
		return code === undefined ? malformed(violations) : specRefusal(spec, code, undefined, { fieldViolations: violations });
	};
}

function isListed({ isHidden }: UserGroup): boolean {
	return isHidden !== true;
}

export const userGroupList: SiblingEndpoint = {
	rules: LIST_SPEC,
	invalid: invalidBy(LIST_SPEC, { page_size: 40011 }),
	work(call) {
		const { type = '1' } = call.query;
		const groups = [...call.platform.state.userGroups].filter(([, group]) => isListed(group) && String(KIND_NUMBER[group.kind]) === type);
		return pagedAnswer(
			call,
			{
				prefix: 'ListUserGroups',
				items: new Map(groups),
				row: ({ groupId, name, kind, members, departments }) => ({
					id: groupId,
					name,
					description: '',
					member_user_count: members.length,
					member_department_count: departments.length,
					type: KIND_NUMBER[kind],
				}),
				size: sizeOf(call, 50),
				filters: { type },
				lapsed: lapsedOn(LIST_SPEC),
			},
			'grouplist',
		);
	},
};

export const userGroupsOf: SiblingEndpoint = {
	rules: BELONG_SPEC,
	invalid: invalidBy(BELONG_SPEC, { page_size: 40011, member_id_type: 41071, group_type: 41074 }),
	work(call) {
		const { query, platform } = call;
		const { member_id = '', member_id_type = 'open_id', group_type } = query;
		const { openId, code } = personIn(call, { member_id, member_id_type });
		if (code !== undefined) throw specRefusal(BELONG_SPEC, code);
		const byDepartment = platform.settings.answers.groupsByDepartment === 'list';
		const isIn = ({ members, departments }: UserGroup) =>
			members.some((one) => one.openId === openId) || (byDepartment && departments.length > 0);
		const groups = [...platform.state.userGroups].filter(
			([, group]) => isListed(group) && isIn(group) && (group_type === undefined || String(KIND_NUMBER[group.kind]) === group_type),
		);
		const { data } = pagedAnswer(
			call,
			{
				prefix: 'ListGroupsOf',
				items: new Map(groups),
				row: ({ groupId }) => ({ groupId }),
				size: sizeOf(call, 500),
				filters: { member_id, member_id_type, ...(group_type !== undefined && { group_type }) },
				lapsed: lapsedOn(BELONG_SPEC),
			},
			'group_list',
		);
		const { group_list: rows, ...rest } = data as { group_list: Array<{ groupId: string }> };
		return { data: { group_list: rows.map(({ groupId }) => groupId), ...rest } };
	},
};
