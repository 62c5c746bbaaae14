import {
	HUNDRED_PER_MINUTE,
	JSON_CONTENT_TYPE,
	THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	USER_ID_TYPE,
	type SiblingSpec,
} from '../../specs/spec';
import type { SiblingEndpoint } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { pagedAnswer, sizeOf } from '../../sandbox/paging';
import { fromOpenId, type UserIdType } from '../../sandbox/people';
import { specRefusal } from '../../sandbox/refusal';
import { assertCustomApp, findGroup, malformed, personIn } from './access';
import { MEMBER, PATH } from './spec';

const GROUP_ERRORS: SiblingSpec['errors'] = [
	{ code: 42002, status: 400, description: 'invalid group_id', advice: 'Check the ID of the group.' },
	{ code: 42009, status: 403, description: 'no group authority', advice: 'The group is outside the contact scope of the app.' },
	{ code: 40003, status: 500, description: 'internal error', advice: 'Try again, or ask support.' },
	{ code: 41071, status: 400, description: 'invalid member_id_type', advice: 'Only the kinds of the table.' },
	{ code: 41074, status: 400, description: 'invalid member_type', advice: 'Only those of the table.' },
];

const LIST_SPEC: SiblingSpec = {
	name: 'groupMemberList',
	title: 'List the members of a user group',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group-member/simplelist',
	method: 'GET',
	path: '/open-apis/contact/v3/group/:group_id/member/simplelist',
	tokens: ['tenant'],
	appKinds: ['custom', 'store'],
	scopes: ['contact:group:readonly'],
	botAbility: 'not mentioned',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: PATH,
	queryParameters: {
		page_size: { type: 'int', required: false, minimum: 1, maximum: 100, default: 50, description: 'The most to answer.', example: 50 },
		page_token: { type: 'string', required: false, description: 'Where to go on.', example: 'the page_token of the last answer' },
		member_id_type: {
			...USER_ID_TYPE,
			description: 'The kind of ID; that of departments only with departments.',
			enum: [...(USER_ID_TYPE.enum ?? []), { value: 'department_id', meaning: 'a department' }],
		},
		member_type: {
			type: 'string',
			required: false,
			default: 'user',
			description: 'People or departments.',
			enum: [
				{ value: 'user', meaning: 'people' },
				{ value: 'department', meaning: 'departments' },
			],
			example: 'user',
		},
	},
	response: {
		memberlist: {
			type: 'object[]',
			description: 'The members.',
			fields: {
				member_id: { type: 'string', description: 'The member.' },
				member_type: { type: 'string', description: 'What it is.' },
			},
		},
		page_token: { type: 'string', description: 'Only where there are more pages.' },
		has_more: { type: 'boolean', description: 'Whether there are more pages.' },
	},
	successMsg: 'success',
	errors: [
		{ code: 40011, status: 400, description: 'page size is invalid', advice: 'Check page_size.' },
		{ code: 40012, status: 400, description: 'page token is invalid', advice: 'Take the page_token of the last answer.' },
		{ code: 41072, status: 400, description: 'member_type and member_id_type do not fit', advice: 'Departments have IDs of their own.' },
		...GROUP_ERRORS,
	],
	notes: [
		'The table has member_id_type among the answers, which do not have it.',
		'Without a contact scope of all staff, only members of groups in it are listed.',
	],
};

const ADD_SPEC: SiblingSpec = {
	name: 'groupMemberAdd',
	title: 'Add members to a user group',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group-member/batch_add',
	method: 'POST',
	path: '/open-apis/contact/v3/group/:group_id/member/batch_add',
	tokens: ['tenant'],
	appKinds: ['custom'],
	scopes: ['contact:group'],
	botAbility: 'not mentioned',
	rateLimits: HUNDRED_PER_MINUTE,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: PATH,
	queryParameters: {},
	body: {
		members: { type: 'object[]', required: false, minItems: 1, maxItems: 100, description: 'The members to add.', fields: MEMBER },
	},
	response: {
		results: {
			type: 'object[]',
			description: 'What became of each.',
			fields: {
				member_id: { type: 'string', description: 'The member.' },
				code: { type: 'int', minimum: 0, description: '0, or why not.' },
			},
		},
	},
	successMsg: 'success',
	errors: [
		{ code: 42005, status: 200, description: 'is a member already', advice: 'Nothing needs to be done.' },
		{ code: 40001, status: 400, description: 'param error', advice: 'Check the parameters.' },
		{ code: 42012, status: 400, description: 'too many members', advice: 'The group, or all groups together, are full.' },
		{ code: 42006, status: 400, description: 'the user has left', advice: 'People who have left cannot be added.' },
		{ code: 41073, status: 400, description: 'invalid member_id', advice: 'Check the IDs of the members.' },
		{ code: 41050, status: 403, description: 'no user authority error', advice: 'A user is outside the contact scope of the app.' },
		...GROUP_ERRORS,
	],
	notes: ['A body without members fits the tables, and adds nobody.'],
};

export const groupMemberList: SiblingEndpoint = {
	rules: LIST_SPEC,
	invalid(violations) {
		const CODES: Readonly<Record<string, number>> = { page_size: 40011, member_id_type: 41071, member_type: 41074 };
		const code = violations.map(({ field }) => CODES[field]).find((one) => one !== undefined);
		return code === undefined ? malformed(violations) : specRefusal(LIST_SPEC, code, undefined, { fieldViolations: violations });
	},
	work(call) {
		const { member_type = 'user', member_id_type = 'open_id' } = call.query;
		const group = findGroup(call, LIST_SPEC);
		if (group.refusesReading !== undefined) throw specRefusal(LIST_SPEC, group.refusesReading);
		const isOfDepartments = member_type === 'department';
		if (member_id_type === 'department_id' && !isOfDepartments) throw specRefusal(LIST_SPEC, 41072);
		const { people } = call.platform.state;
		const ids = isOfDepartments
			? group.departments
			: group.members
					.filter(({ isHidden }) => isHidden !== true)
					.map(({ openId }) => fromOpenId(people, member_id_type as UserIdType, openId));
		return pagedAnswer(
			call,
			{
				prefix: 'ListGroupMembers',
				items: new Map(ids.map((id) => [id, id])),
				row: (member_id) => ({ member_id, member_type }),
				size: sizeOf(call, 50),
				filters: { groupId: group.groupId, member_type, member_id_type },
				lapsed: () => specRefusal(LIST_SPEC, 40012),
			},
			'memberlist',
		);
	},
};

export const groupMemberAdd: SiblingEndpoint = {
	rules: ADD_SPEC,
	invalid(violations) {
		const isType = violations.some(({ field }) => field.endsWith('member_type'));
		return isType ? specRefusal(ADD_SPEC, 41074, undefined, { fieldViolations: violations }) : malformed(violations);
	},
	work(call) {
		assertCustomApp(call);
		const group = findGroup(call, ADD_SPEC);
		if (group.kind === 'dynamic') throw specRefusal(ADD_SPEC, 42002);
		const entries = (call.body['members'] ?? []) as JsonObject[];
		if (entries.length === 0) throw call.invalid([{ field: 'members', value: '[]', description: 'at least one entry is needed' }]);
		if (group.refusesAdding !== undefined) throw specRefusal(ADD_SPEC, group.refusesAdding);
		const codeOf = (entry: JsonObject): number => {
			const { openId, code = 0 } = personIn(call, entry);
			if (group.members.some((one) => one.openId === openId)) return 42005;
			const hasLeft = call.platform.state.people.some((person) => person.openId === openId && person.hasLeft === true);
			return hasLeft ? 42006 : code;
		};
		const results = entries.map((entry) => ({ member_id: entry['member_id'], code: codeOf(entry) }));
		const present = results.some(({ code }) => code === 42005);
		if (present && call.platform.settings.answers.groupPresent === 'refuse') throw specRefusal(ADD_SPEC, 42005);
		const joining = new Set(entries.filter((_entry, index) => results[index]?.code === 0).map((entry) => personIn(call, entry).openId));
		group.members.push(...[...joining].map((openId) => ({ openId })));
		return { data: { results } };
	},
};
