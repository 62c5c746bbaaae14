import type { ErrorCode, SiblingSpec } from '../../specs/spec';
import { inWords, type ApiCall, type SiblingEndpoint } from '../../sandbox/endpoint';
import { pagedAnswer, sizeOf } from '../../sandbox/paging';
import { specRefusal } from '../../sandbox/refusal';
import { findBase, findTable, foreignToken, ofTable } from './access';
import { APP_TOKEN, OF_TABLES, RATE_CODES, TABLE_ID, TWENTY } from './spec';

const row = (code: number, status: number, description: string): ErrorCode => ({ code, status, description, advice: 'See the page.' });

const COMMON = {
	method: 'GET',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	botAbility: 'not mentioned',
	rateLimits: TWENTY,
	successMsg: 'success',
	rateCodes: RATE_CODES,
} as const;

const PAGING = {
	page_token: { type: 'string', required: false, description: 'Where to go on.', example: 'tblsRc9GRRXKqhvW' },
	page_size: { type: 'int', required: false, minimum: 1, maximum: 100, default: 20, description: 'The most rows to answer.', example: 10 },
} as const;

const PAGED = {
	has_more: { type: 'boolean', description: 'Whether there are more pages.' },
	page_token: { type: 'string', description: 'Only where there are more pages.' },
	total: { type: 'int', description: 'How many there are.' },
} as const;

const TABLES_SPEC: SiblingSpec = {
	...COMMON,
	name: 'baseTables',
	title: 'List the tables of a Base',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table/list',
	path: '/open-apis/bitable/v1/apps/:app_token/tables',
	scopes: ['base:table:read', 'bitable:app', 'bitable:app:readonly'],
	pathParameters: { app_token: APP_TOKEN },
	queryParameters: PAGING,
	response: {
		...PAGED,
		items: {
			type: 'object[]',
			description: 'The tables.',
			fields: {
				table_id: { type: 'string', description: 'The table.' },
				revision: { type: 'int', description: 'How often it was changed.' },
				name: { type: 'string', description: 'Its name.' },
			},
		},
	},
	errors: [...OF_TABLES, row(1254011, 400, 'Page size must greater than 0')],
	notes: [],
};

const FIELDS_SPEC: SiblingSpec = {
	...COMMON,
	name: 'baseFields',
	title: 'List the fields of a table',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-field/list',
	path: '/open-apis/bitable/v1/apps/:app_token/tables/:table_id/fields',
	scopes: ['base:field:read', 'bitable:app', 'bitable:app:readonly'],
	pathParameters: { app_token: APP_TOKEN, table_id: TABLE_ID },
	queryParameters: {
		...PAGING,
		view_id: { type: 'string', required: false, description: 'Only the fields of a view.', example: 'vewOVMEXPF' },
		text_field_as_array: { type: 'boolean', required: false, description: 'Whether a description is a list.', example: true },
	},
	response: {
		...PAGED,
		items: {
			type: 'object[]',
			description: 'The fields.',
			fields: {
				field_name: { type: 'string', description: 'Its name.' },
				type: { type: 'int', description: 'A number for the type of its values.' },
				is_primary: { type: 'boolean', description: 'Whether it names a record to people.' },
				field_id: { type: 'string', description: 'The field.' },
				ui_type: { type: 'string', description: 'How it looks.' },
				is_hidden: { type: 'boolean', description: 'Whether a view hides it.' },
				property: { type: 'object', description: 'What belongs to its type.' },
				description: { type: 'string', minLength: 0, description: 'What it is for.' },
			},
		},
	},
	errors: [
		...OF_TABLES,
		...[1254012, 1254013, 1254014, 1254015].map((code) => row(code, 200, 'A name, a type or a property is not valid.')),
	],
	notes: ['The codes for names and types are those of calls that change fields.'],
};

/** Lists the tables of a Base, in the order in which they came to be there. */
export const baseTables: SiblingEndpoint = {
	rules: TABLES_SPEC,
	invalid: (violations) => specRefusal(TABLES_SPEC, 1254001, inWords(violations), { fieldViolations: violations }),
	work(call) {
		const { tables, appToken } = findBase(call, TABLES_SPEC);
		return paged(call, new Map([...tables].map(([id, { name }]) => [id, { table_id: id, revision: 1, name }])), [appToken]);
	},
};

/** Lists the fields of a table, in their order. */
export const baseFields: SiblingEndpoint = {
	rules: FIELDS_SPEC,
	...ofTable(FIELDS_SPEC),
	work(call) {
		const { base, table } = findTable(call, FIELDS_SPEC);
		const rows = table.columns.map(({ name, type }, index): [string, object] => [
			name,
			{
				field_name: name,
				type,
				is_primary: index === 0,
				field_id: `fld${String(index).padStart(7, '0')}`,
				ui_type: 'Text',
				is_hidden: false,
			},
		]);
		return paged(call, new Map(rows), [base.appToken, table.tableId]);
	},
};

function paged(call: ApiCall, rows: ReadonlyMap<string, object>, of: readonly string[]) {
	const { page_token: _token, page_size: _size, ...filters } = call.query;
	const { data, ...rest } = pagedAnswer(call, {
		prefix: 'ListRows',
		items: rows,
		row: (one) => ({ ...one }),
		size: sizeOf(call, 20),
		filters: { ...filters, of },
		lapsed: foreignToken,
	});
	return { data: { ...data, total: rows.size }, ...rest };
}
