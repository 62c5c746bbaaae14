import type { EnumValue, Field, RateLimit, Spec } from '../../specs/spec';

export const HUNDRED_PER_MINUTE: readonly RateLimit[] = [{ calls: 100, windowMs: 60_000 }];

const values = (meanings: Readonly<Record<string, string>>): EnumValue[] =>
	Object.entries(meanings).map(([value, meaning]) => ({ value, meaning }));

const DOCUMENTS = {
	doc: 'a document of the older kind',
	sheet: 'a sheet',
	file: 'a file of the cloud drive',
	wiki: 'a page of a wiki',
	bitable: 'a Base',
	docx: 'a document',
	mindnote: 'a mind map',
	minutes: 'minutes',
	slides: 'slides',
};

/** The kind of a document. The page of the list has no folders, though the SDK knows them there. */
export const documentType = (others: Readonly<Record<string, string>> = { folder: 'a folder' }): Field => ({
	type: 'string',
	required: true,
	description: 'What the token is of; the two must fit.',
	enum: values({ ...DOCUMENTS, ...others }),
	example: 'docx',
});

export const TOKEN: Field = {
	type: 'string',
	required: true,
	description: 'The document, folder or page of a wiki.',
	example: 'doccnBKgoMyY5OMbUG6Fioabcef',
};

export const MEMBER_TYPE: Field = {
	type: 'string',
	required: true,
	description: 'What kind of ID names the collaborator.',
	enum: values({
		email: 'an email address',
		openid: 'an open ID',
		openchat: 'the ID of a group chat',
		opendepartmentid: 'the open ID of a department; only with the token of a person',
		userid: 'a user ID',
		unionid: 'a union ID',
		groupid: 'the ID of a user group',
		wikispaceid: 'the ID of a wiki space, for pages of a wiki',
	}),
	example: 'openid',
};

export const COLLABORATOR_TYPE: Field = {
	type: 'string',
	required: false,
	default: '',
	description:
		'What the collaborator is. A wiki space needs it: one of its members where editors and readers are not told apart, else one of the two others.',
	enum: values({
		user: 'a person',
		chat: 'a group chat',
		department: 'a department',
		group: 'a user group',
		wiki_space_member: 'the members of a wiki space',
		wiki_space_viewer: 'those of them who only read',
		wiki_space_editor: 'those of them who write',
	}),
	example: 'user',
};

export const PERM_TYPE: Field = {
	type: 'string',
	required: false,
	default: 'container',
	description: 'Which right to a page of a wiki.',
	enum: values({ container: 'to the page and those below it', single_page: 'to the page alone' }),
	example: 'container',
};

export const spec: Spec = {
	name: 'driveCollaborator',
	title: 'Remove a collaborator of a document',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/permission-member/delete',
	lastUpdated: '2025-07-03',
	method: 'DELETE',
	path: '/open-apis/drive/v1/permissions/:token/members/:member_id',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: [
		'bitable:app',
		'bitable:bitable',
		'docs:doc',
		'docs:permission.member:delete',
		'drive:drive',
		'drive:file',
		'sheets:spreadsheet',
		'wiki:wiki',
	],
	botAbility: 'not mentioned',
	rateLimits: HUNDRED_PER_MINUTE,
	contentType: 'application/json; charset=utf-8',
	pathParameters: {
		token: TOKEN,
		member_id: { type: 'string', required: true, description: 'The collaborator.', example: 'ou_7dab8a3d3cdcc9da365777c7ad5abcef' },
	},
	queryParameters: { type: documentType(), member_type: MEMBER_TYPE },
	body: { type: COLLABORATOR_TYPE, perm_type: PERM_TYPE },
	combinedLimits: [],
	response: {},
	successMsg: 'success',
	errors: [
		{ code: 1063001, status: 400, description: 'Invalid parameter', advice: 'Check the parameters, and that they fit each other.' },
		{ code: 1063002, status: 403, description: 'Permission denied', advice: 'The caller must be able to manage the collaborators.' },
		{ code: 1063003, status: 400, description: 'Invalid operation', advice: 'The right of the owner stays; a policy may forbid it.' },
		{ code: 1063004, status: 403, description: 'User has no share permission', advice: 'The caller must be able to share.' },
		{ code: 1063005, status: 404, description: 'Resource is deleted', advice: 'The document is gone.' },
		{ code: 1066001, status: 500, description: 'Internal Error', advice: 'Ask support.' },
		{ code: 1066002, status: 500, description: 'Concurrency error, please retry', advice: 'Repeat it.' },
	],
	rateCodes: [1066002],
	notes: [
		'An app is a collaborator by its open ID.',
		'An app may manage a folder that it owns, or that a group chat with its bot is a collaborator of.',
		'A page of a wiki has two rights of one person.',
		'Nothing is said of somebody who is no collaborator: the call succeeds, say others.',
	],
};
