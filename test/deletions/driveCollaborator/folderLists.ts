import { EMPLOYEE_ID_SCOPE, USER_ID_TYPE, type ErrorCode, type Field, type SiblingSpec } from '../../specs/spec';
import { inWords, type SiblingEndpoint } from '../../sandbox/endpoint';
import { pageOf, sizeOf } from '../../sandbox/paging';
import { specRefusal, type FieldViolation } from '../../sandbox/refusal';

const text = (description: string): Field => ({ type: 'string', description });

const row = (code: number, status: number, description: string): ErrorCode => ({ code, status, description, advice: 'See the page.' });

const SPEC: SiblingSpec = {
	name: 'driveFileList',
	title: 'List what is in a folder',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/file/list',
	method: 'GET',
	path: '/open-apis/drive/v1/files',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['space:document:retrieve', 'drive:drive:readonly', 'drive:drive'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'not mentioned',
	rateLimits: [{ calls: 20, windowMs: 1_000 }],
	pathParameters: {},
	queryParameters: {
		page_size: { type: 'int', required: false, minimum: 1, maximum: 200, default: 100, description: 'The most to answer.', example: 50 },
		page_token: { type: 'string', required: false, description: 'Where to go on.', example: 'the next_page_token of the last answer' },
		folder_token: {
			type: 'string',
			required: false,
			description: 'The folder; without it, the root.',
			example: 'fldbcO1UuPz8VwnpPx5a92abcef',
		},
		order_by: {
			type: 'string',
			required: false,
			default: 'EditedTime',
			description: 'The order.',
			enum: [
				{ value: 'EditedTime', meaning: 'by the last change' },
				{ value: 'CreatedTime', meaning: 'by the creation' },
			],
			example: 'EditedTime',
		},
		direction: {
			type: 'string',
			required: false,
			default: 'DESC',
			description: 'The order.',
			enum: [
				{ value: 'ASC', meaning: 'the first first' },
				{ value: 'DESC', meaning: 'the last first' },
			],
			example: 'DESC',
		},
		user_id_type: USER_ID_TYPE,
	},
	response: {
		files: {
			type: 'object[]',
			description: 'What is in it, one level.',
			fields: {
				token: text('Its token.'),
				name: text('Its name.'),
				type: text('doc, sheet, mindnote, bitable, file, docx, folder or shortcut.'),
				parent_token: text('The folder.'),
				url: text('Its address.'),
				shortcut_info: {
					type: 'object',
					description: 'What a shortcut leads to.',
					fields: { target_type: text('Its kind.'), target_token: text('Its token.') },
				},
				created_time: text('When it was created, in seconds.'),
				modified_time: text('When it was changed, in seconds.'),
				owner_id: text('Whose it is.'),
			},
		},
		next_page_token: text('Where to go on, if there is more.'),
		has_more: { type: 'boolean', description: 'Whether there is more.' },
	},
	successMsg: 'success',
	errors: [
		row(1061001, 500, 'internal error.'),
		row(1061002, 400, 'params error.'),
		row(1061003, 404, 'not found.'),
		row(1061004, 403, 'forbidden.'),
		row(1061005, 401, 'auth failed.'),
		row(1061007, 404, 'file has been delete.'),
		row(1064001, 400, 'file version conflict.'),
	],
	notes: ['One level only.', 'The root is not paged, and has no shortcuts.', 'With a tenant token, the root is that of the app.'],
};

const invalid = (violations: readonly FieldViolation[]) => specRefusal(SPEC, 1061002, inWords(violations), { fieldViolations: violations });

/** Lists what is in a folder, page by page. */
export const driveFileList: SiblingEndpoint = {
	rules: SPEC,
	invalid,
	work(call) {
		const { platform, query, caller } = call;
		const { folder_token: folder, order_by: order, direction } = query;
		if (folder !== undefined) {
			const own = platform.state.documents.get(folder);
			if (own?.type !== 'folder') throw specRefusal(SPEC, 1061003);
			if (own.deleted === true) throw specRefusal(SPEC, 1061007);
			if (own.managers?.includes(caller.identity) === false) throw specRefusal(SPEC, 1061004);
		}
		const inside = [...platform.state.documents].filter(([, { parent, deleted }]) => parent === folder && deleted !== true);
		const { rows, pageToken } = pageOf(call, {
			prefix: 'ListFiles',
			items: new Map(inside),
			row: ({ token, type, name, parent, target }) => ({
				token,
				name,
				type,
				...(parent !== undefined && { parent_token: parent }),
				url: `https://example.feishu.cn/${type}/${token}`,
				...(target !== undefined && { shortcut_info: { target_type: target.type, target_token: target.token } }),
				created_time: '1700000000',
				modified_time: '1700000000',
				owner_id: 'ou_owner',
			}),
			size: folder === undefined ? inside.length + 1 : sizeOf(call, 100),
			filters: { folder: folder ?? '', order, direction, userIdType: call.userIdType },
			lapsed: () => invalid([{ field: 'page_token', value: query['page_token'] ?? '', description: 'is none of this list' }]),
		});
		return { data: { files: rows, ...(pageToken !== undefined && { next_page_token: pageToken }), has_more: pageToken !== undefined } };
	},
};
