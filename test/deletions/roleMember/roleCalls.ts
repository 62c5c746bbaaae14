import { EMPLOYEE_ID_SCOPE, HUNDRED_PER_MINUTE, JSON_CONTENT_TYPE, USER_ID_TYPE, type Fields, type SiblingSpec } from '../../specs/spec';
import type { ApiCall, SiblingEndpoint } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { pagedAnswer, sizeOf } from '../../sandbox/paging';
import { fromOpenId } from '../../sandbox/people';
import { specRefusal } from '../../sandbox/refusal';
import { findRole, malformed, namedIn, personBy } from './access';
import { MEMBERS, NO_ROLE, PATH, RESULTS } from './spec';
import type { RoleMember } from './world';

const LIST_PATH = '/open-apis/contact/v3/functional_roles/:role_id/members';

const COMMON = {
	tokens: ['tenant'],
	appKinds: ['custom'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'not mentioned',
	rateLimits: HUNDRED_PER_MINUTE,
	successMsg: 'success',
	notes: [],
} as const satisfies Partial<SiblingSpec>;

const READ_SCOPES = ['contact:functional_role', 'contact:functional_role:readonly'];

const KINDS: Fields = {
	user_id_type: USER_ID_TYPE,
	department_id_type: {
		type: 'string',
		required: false,
		default: 'open_department_id',
		description: 'The kind of department IDs.',
		enum: [
			{ value: 'department_id', meaning: 'the company’s own' },
			{ value: 'open_department_id', meaning: 'Feishu’s' },
		],
		example: 'open_department_id',
	},
};

const MEMBER: Fields = {
	user_id: { type: 'string', description: 'The user.' },
	scope_type: { type: 'string', description: 'All, Part or None.' },
	department_ids: { type: 'string[]', description: 'The departments, if the scope is a part.' },
};

const LIST_SPEC: SiblingSpec = {
	...COMMON,
	name: 'roleMemberList',
	title: 'List the members of a role',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/list',
	method: 'GET',
	path: LIST_PATH,
	scopes: READ_SCOPES,
	pathParameters: PATH,
	queryParameters: {
		page_size: { type: 'int', required: false, minimum: 1, maximum: 100, default: 20, description: 'The most to answer.', example: 50 },
		page_token: { type: 'string', required: false, description: 'Where to go on.', example: 'the page_token of the last answer' },
		...KINDS,
	},
	response: {
		members: { type: 'object[]', description: 'The members.', fields: MEMBER },
		page_token: { type: 'string', description: 'Only where there are more pages.' },
		has_more: { type: 'boolean', description: 'Whether there are more pages.' },
	},
	errors: [{ code: 40001, status: 400, description: 'param error', advice: 'Check the parameters.' }, NO_ROLE],
};

const GET_SPEC: SiblingSpec = {
	...COMMON,
	name: 'roleMemberGet',
	title: 'Look up a member of a role',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/get',
	method: 'GET',
	path: `${LIST_PATH}/:member_id`,
	scopes: READ_SCOPES,
	pathParameters: {
		...PATH,
		member_id: { type: 'string', required: true, description: 'The user.', example: 'ou_7dab8a3d3cdcc9da365777c7ad535d62' },
	},
	queryParameters: KINDS,
	response: { member: { type: 'object', description: 'The member.', fields: MEMBER } },
	errors: [NO_ROLE, { code: 41203, status: 404, description: 'member is not exist', advice: 'The user is not in the role.' }],
};

const CREATE_SPEC: SiblingSpec = {
	...COMMON,
	name: 'roleMemberCreate',
	title: 'Add members to a role',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/batch_create',
	method: 'POST',
	path: `${LIST_PATH}/batch_create`,
	scopes: ['contact:functional_role'],
	contentType: JSON_CONTENT_TYPE,
	pathParameters: PATH,
	queryParameters: { user_id_type: USER_ID_TYPE },
	body: { members: { ...MEMBERS, required: true } },
	response: { results: RESULTS },
	errors: [{ code: 41209, status: 400, description: 'role member exceeds limit', advice: 'A role has up to 1,000 members.' }, NO_ROLE],
	notes: ['Members must be in the contact scope of the app.'],
};

const SCOPES_SPEC: SiblingSpec = {
	...COMMON,
	name: 'roleMemberScopes',
	title: 'Set the departments of role members',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/scopes',
	method: 'PATCH',
	path: `${LIST_PATH}/scopes`,
	scopes: ['contact:functional_role'],
	contentType: JSON_CONTENT_TYPE,
	pathParameters: PATH,
	queryParameters: KINDS,
	body: {
		members: { ...MEMBERS, required: true },
		departments: {
			type: 'string[]',
			required: true,
			minItems: 1,
			maxItems: 100,
			description: 'The departments that all of them get.',
			example: ['od-4e6ac4d14bcd5071a37a39de902c7141'],
		},
	},
	response: { results: RESULTS },
	errors: [
		{ code: 41210, status: 400, description: 'department is invalid', advice: 'Check the departments.' },
		{ code: 41211, status: 400, description: 'no authority', advice: 'Check the contact scope of the app.' },
		NO_ROLE,
	],
	notes: ['Members and departments must be in the contact scope of the app.', 'The root department is refused.'],
};

/** The department that is the whole company. */
const ROOT = '0';

/** Most members of a role. */
const MOST = 1_000;

function shown({ platform: { state }, userIdType }: ApiCall, { openId, scope, departments }: RoleMember): JsonObject {
	return {
		user_id: fromOpenId(state.people, userIdType, openId),
		scope_type: scope,
		...(scope === 'Part' && { department_ids: departments }),
	};
}

export const roleMemberList: SiblingEndpoint = {
	rules: LIST_SPEC,
	invalid: malformed,
	work(call) {
		const { roleId, members } = findRole(call, LIST_SPEC);
		return pagedAnswer(
			call,
			{
				prefix: 'ListRoleMembers',
				items: new Map(members.filter(({ isHidden }) => isHidden !== true).map((member) => [member.openId, member])),
				row: (member) => shown(call, member),
				size: sizeOf(call, 20),
				filters: { roleId, userIdType: call.userIdType },
				lapsed: () => malformed([{ field: 'page_token', value: call.query['page_token'] ?? '', description: 'is none of this list' }]),
			},
			'members',
		);
	},
};

export const roleMemberGet: SiblingEndpoint = {
	rules: GET_SPEC,
	invalid: malformed,
	work(call) {
		const { members } = findRole(call, GET_SPEC);
		const { openId } = personBy(call, call.params['member_id'] ?? '');
		const member = members.find((one) => one.openId === openId);
		if (member === undefined) throw specRefusal(GET_SPEC, 41203);
		return { data: { member: shown(call, member) } };
	},
};

export const roleMemberCreate: SiblingEndpoint = {
	rules: CREATE_SPEC,
	invalid: malformed,
	work(call) {
		const role = findRole(call, CREATE_SPEC);
		const results = namedIn(call).map((user_id) => {
			const { openId, reason } = personBy(call, user_id);
			return { user_id, openId, reason: reason ?? (role.members.some((one) => one.openId === openId) ? 4 : 1) };
		});
		const joining = new Set(results.flatMap(({ openId, reason }) => (reason === 1 ? [openId] : [])));
		if (role.members.length + joining.size > MOST) throw specRefusal(CREATE_SPEC, 41209);
		role.members.push(...[...joining].map((openId) => ({ openId, scope: 'None' as const, departments: [] })));
		return { data: { results: results.map(({ user_id, reason }) => ({ user_id, reason })) } };
	},
};

export const roleMemberScopes: SiblingEndpoint = {
	rules: SCOPES_SPEC,
	invalid: malformed,
	work(call) {
		const role = findRole(call, SCOPES_SPEC);
		const departments = call.body['departments'] as string[];
		if (departments.includes(ROOT)) throw specRefusal(SCOPES_SPEC, 41210);
		const results = namedIn(call).map((user_id) => {
			const { openId, reason } = personBy(call, user_id);
			const member = role.members.find((one) => one.openId === openId);
			if (reason !== undefined || member === undefined) return { user_id, reason: reason ?? 5 };
			if (member.refuses !== undefined) return { user_id, reason: member.refuses };
			Object.assign(member, { scope: 'Part', departments: [...departments] });
			return { user_id, reason: 1 };
		});
		return { data: { results } };
	},
};
