import { THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, type ErrorCode, type Field, type Fields, type SiblingSpec } from '../../specs/spec';
import type { ApiCall, SiblingEndpoint } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { toOpenId } from '../../sandbox/people';
import { Refusal, specRefusal } from '../../sandbox/refusal';
import { assertFits, findCollaborator, findDocument, findOwnDocument, ofDocument, type Named } from './access';
import { COLLABORATOR_TYPE, HUNDRED_PER_MINUTE, MEMBER_TYPE, PERM_TYPE, TOKEN, documentType, spec as removalSpec } from './spec';
import { keyOf, type Collaborator } from './world';

const errorsOf = (...codes: readonly number[]): ErrorCode[] => removalSpec.errors.filter(({ code }) => codes.includes(code));

const TOO_FAST: ErrorCode = { code: 1063006, status: 429, description: 'Too many requests', advice: 'Call less often.' };

const text = (description: string): Field => ({ type: 'string', description });

/** What both answers say of a collaborator. */
const ROW: Fields = {
	member_type: text('The kind of ID.'),
	member_id: text('The collaborator.'),
	perm: text('The right.'),
	perm_type: text('Of a page of a wiki: to it alone, or to those below as well.'),
	type: text('What the collaborator is.'),
};

const LIST_SPEC: SiblingSpec = {
	name: 'collaboratorList',
	title: 'List the collaborators of a document',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/permission-member/list',
	method: 'GET',
	path: '/open-apis/drive/v1/permissions/:token/members',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: [
		'bitable:app',
		'bitable:bitable',
		'docs:doc',
		'docs:permission.member:retrieve',
		'drive:drive',
		'sheets:spreadsheet',
		'wiki:wiki',
	],
	botAbility: 'not mentioned',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: { token: TOKEN },
	// Folders are not on the page; the SDK knows them.
	queryParameters: {
		type: documentType(),
		fields: { type: 'string', required: false, description: 'What is added to the IDs: names with commas, or all by *.', example: '*' },
		perm_type: PERM_TYPE,
	},
	response: {
		items: {
			type: 'object[]',
			description: 'Who has a right of their own.',
			fields: {
				...ROW,
				name: text('The name, if asked for.'),
				avatar: text('The picture, if asked for.'),
				external_label: { type: 'boolean', description: 'Whether of another company, if asked for.' },
			},
		},
	},
	successMsg: 'success',
	errors: [...errorsOf(1063001, 1063002, 1063003, 1063004, 1063005), TOO_FAST, ...errorsOf(1066001, 1066002)],
	notes: ['All are in one answer.', 'Rights from a folder, a page above, a group or a link are not in it.'],
};

function listedAs(
	{ platform: { state, settings } }: ApiCall,
	{ memberType, memberId }: Collaborator,
): { member_type: string; member_id: string } {
	const given = { member_type: memberType, member_id: memberId };
	if (settings.answers.listedCollaborators === 'asAdded') return given;
	const person =
		memberType === 'email'
			? state.people.find(({ email }) => email === memberId)?.openId
			: memberType === 'unionid' || memberType === 'userid'
				? toOpenId(state.people, memberType === 'unionid' ? 'union_id' : 'user_id', memberId)
				: undefined;
	return person === undefined ? given : { member_type: 'openid', member_id: person };
}

/** Lists who has a right of their own to a document. */
export const collaboratorList: SiblingEndpoint = {
	rules: LIST_SPEC,
	...ofDocument(LIST_SPEC),
	work(call) {
		const { query, platform } = call;
		const { type, fields = '', perm_type: permType = 'container' } = query;
		if (type === 'folder' && platform.settings.answers.folderCollaborators === 'refuse') throw specRefusal(LIST_SPEC, 1063001);
		if (query['perm_type'] !== undefined && type !== 'wiki') throw specRefusal(LIST_SPEC, 1063001);
		const document = findDocument(call, LIST_SPEC);
		if (document.managers?.includes(call.caller.identity) === false) throw specRefusal(LIST_SPEC, 1063002);
		const wanted = (field: string) => fields === '*' || fields.split(',').includes(field);
		const items = [...document.collaborators.values()]
			.filter((one) => one.memberType === 'wikispaceid' || one.permType === permType)
			.map((one): JsonObject => ({
				...listedAs(call, one),
				perm: one.perm,
				...(type === 'wiki' && one.memberType !== 'wikispaceid' && { perm_type: one.permType }),
				...(wanted('type') && { type: one.type }),
				...(wanted('name') && { name: one.name }),
				...(wanted('avatar') && { avatar: 'https://example.com/avatar' }),
				...(wanted('external_label') && { external_label: one.memberType === 'email' }),
			}));
		return { data: { items } };
	},
};

const CREATE_SPEC: SiblingSpec = {
	name: 'collaboratorCreate',
	title: 'Add several collaborators to a document',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/permission-member/batch_create',
	method: 'POST',
	path: '/open-apis/drive/v1/permissions/:token/members/batch_create',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['docs:permission.member', 'docs:permission.member:create'],
	botAbility: 'not mentioned',
	rateLimits: HUNDRED_PER_MINUTE,
	pathParameters: { token: TOKEN },
	queryParameters: {
		type: documentType(),
		need_notification: {
			type: 'boolean',
			required: false,
			default: false,
			description: 'Whether they are told; only with the token of a person.',
			example: false,
		},
	},
	body: {
		members: {
			type: 'object[]',
			required: true,
			minItems: 1,
			maxItems: 10,
			description: 'Whom to add.',
			fields: {
				member_type: MEMBER_TYPE,
				member_id: { type: 'string', required: true, description: 'The collaborator.', example: 'ou_7dab8a3d3cdcc9da365777c7ad5abcef' },
				perm: {
					type: 'string',
					required: true,
					description: 'The right; all of it nobody has on minutes.',
					enum: [
						{ value: 'view', meaning: 'to read' },
						{ value: 'edit', meaning: 'to write' },
						{ value: 'full_access', meaning: 'to manage' },
					],
					example: 'view',
				},
				perm_type: PERM_TYPE,
				type: COLLABORATOR_TYPE,
			},
		},
	},
	response: { members: { type: 'object[]', description: 'Those who were added.', fields: ROW } },
	successMsg: 'success',
	errors: [...errorsOf(1063001, 1063002, 1063003, 1063005), TOO_FAST, ...errorsOf(1066001)],
	notes: ['A part may be done under one of several codes: who was added, the list says, and not the code.'],
};

/** Adds those that it can. */
export const collaboratorCreate: SiblingEndpoint = {
	rules: CREATE_SPEC,
	...ofDocument(CREATE_SPEC),
	exclusive: ({ token }) => ({
		target: JSON.stringify(['document', token]),
		refusal: new Refusal(500, 1066002, 'Concurrency error, please retry'),
	}),
	work(call) {
		const { body, query, platform } = call;
		const members = body['members'] as Array<Named & { perm: string }>;
		const document = findOwnDocument(call, CREATE_SPEC);
		for (const named of members) {
			assertFits(call, named, CREATE_SPEC);
			if (named.perm === 'full_access' && query['type'] === 'minutes') throw specRefusal(CREATE_SPEC, 1063001);
		}
		const isRefused = (named: Named) => findCollaborator(call, document, named) !== undefined || named.member_id.includes('refused');
		const added = members.filter((named) => !isRefused(named));
		for (const { member_type, member_id, perm, perm_type = 'container', type = 'user' } of added) {
			const one: Collaborator = {
				memberType: member_type,
				memberId: member_id,
				perm,
				permType: perm_type,
				type,
				name: `Name of ${member_id}`,
			};
			document.collaborators.set(keyOf(one), one);
		}
		if (added.length === 0) throw specRefusal(CREATE_SPEC, 1063003);
		const isPart = added.length < members.length && platform.settings.answers.partlyAdded === 'refusal';
		return { data: { members: added }, ...(isPart && { code: 1063003, status: 400, msg: 'Invalid operation' }) };
	},
};
