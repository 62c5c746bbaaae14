import { EMPLOYEE_ID_SCOPE, JSON_CONTENT_TYPE, USER_ID_TYPE, type ErrorCode, type Fields, type SiblingSpec } from '../../specs/spec';
import type { ApiCall, SiblingEndpoint } from '../../sandbox/endpoint';
import { isObject, type JsonObject } from '../../sandbox/json';
import { pagedAnswer, sizeOf } from '../../sandbox/paging';
import { fromOpenId, type UserIdType } from '../../sandbox/people';
import { specRefusal } from '../../sandbox/refusal';
import { findOwnTable, findTable, foreignToken, manages, ofTable } from './access';
import { found, namedIn, OPERATOR_NAMES } from './filtering';
import { APP_TOKEN, CONSISTENCY, FIFTY, OF_TABLES, OF_WRITES, RATE_CODES, TABLE_ID, TWENTY } from './spec';
import type { Base, BaseRow, Table } from './world';
import { Unfit, written } from './writing';

const PATH = '/open-apis/bitable/v1/apps/:app_token/tables/:table_id/records';

const row = (code: number, status: number, description: string): ErrorCode => ({ code, status, description, advice: 'See the page.' });

/** What the pages that read have besides. */
const OF_READS: readonly ErrorCode[] = [
	row(1254011, 400, 'Page size must greater than 0'),
	row(1254016, 200, 'InvalidSort'),
	row(1254018, 200, 'InvalidFilter'),
	row(1254024, 200, 'InvalidFieldNames'),
	row(1254045, 200, 'FieldNameNotFound'),
	row(1254107, 200, 'FilterLengthExceedLimit'),
	row(1254108, 200, 'SortLengthExceedLimit'),
	row(1254303, 200, 'AttachPermNotAllow'),
];

/** Under other statuses than those of the pages that write. */
const STATUSES: ReadonlyArray<[status: number, codes: readonly number[]]> = [
	[404, [1254040, 1254041, 1254043, 1254045]],
	[500, [1254002, 1255001, 1255002, 1255003, 1255004, 1255005, 1254607]],
	[504, [1255040]],
];

const asOfLooks = (error: ErrorCode): ErrorCode => ({
	...error,
	status: STATUSES.find(([, codes]) => codes.includes(error.code))?.[0] ?? 400,
	...(error.code === 1254030 && { description: 'InvalidPageToken' }),
});

const PERSON: Fields = {
	id: { type: 'string', description: 'The ID of the kind that was asked for.' },
	name: { type: 'string', description: 'The name.' },
	en_name: { type: 'string', minLength: 0, description: 'The English name.' },
	email: { type: 'string', minLength: 0, description: 'The address.' },
	avatar_url: { type: 'string', minLength: 0, description: 'The picture.' },
};

const RECORD: Fields = {
	fields: { type: 'object', description: 'Its cells by the names of the fields; empty ones are absent.' },
	record_id: { type: 'string', description: 'The record.' },
	created_by: { type: 'object', description: 'Who created it.', fields: PERSON },
	created_time: { type: 'int', description: 'When, in milliseconds.' },
	last_modified_by: { type: 'object', description: 'Who changed it last.', fields: PERSON },
	last_modified_time: { type: 'int', description: 'When, in milliseconds.' },
	shared_url: { type: 'string', description: 'An address to share.' },
	record_url: { type: 'string', description: 'Its address.' },
};

const PARAMETERS = { app_token: { ...APP_TOKEN, maxLength: 100 }, table_id: { ...TABLE_ID, maxLength: 50 } };

const COMMON = {
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'not mentioned',
	contentType: JSON_CONTENT_TYPE,
	successMsg: 'success',
	rateCodes: RATE_CODES,
} as const;

const AUTOMATIC = {
	type: 'boolean',
	required: false,
	default: false,
	description: 'Whether to tell who created and changed a record, and when.',
	example: false,
} as const;

const SEARCH_SPEC: SiblingSpec = {
	...COMMON,
	name: 'baseSearch',
	title: 'Find records of a table',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/search',
	method: 'POST',
	path: `${PATH}/search`,
	scopes: ['base:record:retrieve', 'bitable:app', 'bitable:app:readonly'],
	rateLimits: TWENTY,
	pathParameters: PARAMETERS,
	queryParameters: {
		user_id_type: USER_ID_TYPE,
		page_token: {
			type: 'string',
			required: false,
			description: 'Where to go on.',
			example: 'eVQrYzJBNDNONlk4VFZBZVlSdzlKdFJ4bVVHVExENDNKVHoxaVdiVnViQT0=',
		},
		page_size: {
			type: 'int',
			required: false,
			minimum: 1,
			maximum: 500,
			default: 20,
			description: 'The most records to answer.',
			example: 10,
		},
	},
	body: {
		view_id: {
			type: 'string',
			required: false,
			maxLength: 50,
			description: 'Overlooked beside a filter or a sort order.',
			example: 'vewqhz51lk',
		},
		field_names: { type: 'string[]', required: false, maxItems: 200, description: 'The fields to answer.', example: ['Name'] },
		sort: {
			type: 'object[]',
			required: false,
			maxItems: 100,
			description: 'The order.',
			fields: {
				field_name: { type: 'string', required: false, description: 'A field.', example: 'Name' },
				desc: { type: 'boolean', required: false, default: false, description: 'From the largest on.', example: true },
			},
		},
		filter: {
			type: 'object',
			required: false,
			description: 'What a record must be like.',
			fields: {
				conjunction: {
					type: 'string',
					required: true,
					description: 'How the conditions are joined.',
					enum: [
						{ value: 'and', meaning: 'all of them' },
						{ value: 'or', meaning: 'any of them' },
					],
					example: 'and',
				},
				conditions: {
					type: 'object[]',
					required: false,
					maxItems: 50,
					description: 'The conditions.',
					fields: {
						field_name: { type: 'string', required: true, description: 'A field.', example: 'Name' },
						operator: {
							type: 'string',
							required: true,
							description: 'How to compare. The page has like and in as well, which do not work yet.',
							enum: OPERATOR_NAMES.map((value) => ({ value, meaning: value })),
							example: 'is',
						},
						value: {
							type: 'string[]',
							required: false,
							maxItems: 10,
							description: 'Values; of a date, ExactDate and milliseconds.',
							example: ['x'],
						},
					},
				},
			},
		},
		automatic_fields: AUTOMATIC,
	},
	response: {
		items: { type: 'object[]', description: 'The records.', fields: RECORD },
		has_more: { type: 'boolean', description: 'Whether there are more pages.' },
		page_token: { type: 'string', description: 'Only where there are more pages.' },
		total: { type: 'int', description: 'How many there are.' },
	},
	errors: [...OF_TABLES, ...OF_READS],
	notes: [
		'Under advanced permissions, the call succeeds with less than there is, or with nothing.',
		'Empty cells are absent, and so are boxes that are not ticked.',
		'A filter may have 2,000 characters, a sort order 1,000, and the name of a field as many; here they are as long as they are.',
	],
};

const GET_SPEC: SiblingSpec = {
	...COMMON,
	name: 'baseBatchGet',
	title: 'Look up records of a table by their IDs',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/batch_get',
	method: 'POST',
	path: `${PATH}/batch_get`,
	scopes: ['base:record:read', 'bitable:app', 'bitable:app:readonly'],
	rateLimits: TWENTY,
	pathParameters: PARAMETERS,
	queryParameters: {},
	body: {
		record_ids: { type: 'string[]', required: true, minItems: 1, maxItems: 100, description: 'The records.', example: ['recwNXzPQv'] },
		// In the body here, and without a default.
		user_id_type: {
			type: 'string',
			required: false,
			description: USER_ID_TYPE.description,
			enum: USER_ID_TYPE.enum ?? [],
			example: 'open_id',
		},
		with_shared_url: {
			type: 'boolean',
			required: false,
			default: false,
			description: 'Whether to give an address to share.',
			example: false,
		},
		automatic_fields: AUTOMATIC,
	},
	response: {
		records: { type: 'object[]', description: 'The records that are there.', fields: RECORD },
		forbidden_record_ids: { type: 'string[]', description: 'Those that the caller may not see.' },
		absent_record_ids: { type: 'string[]', description: 'Those that are not there.' },
	},
	errors: [...OF_TABLES, ...OF_READS].map(asOfLooks),
	notes: ['The statuses of the codes are others than on the pages that write.', 'Under advanced permissions, the answer may lack records.'],
};

const CREATE_SPEC: SiblingSpec = {
	...COMMON,
	name: 'baseCreate',
	title: 'Create records of a table',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/batch_create',
	method: 'POST',
	path: `${PATH}/batch_create`,
	scopes: ['base:record:create', 'bitable:app'],
	rateLimits: FIFTY,
	pathParameters: { app_token: APP_TOKEN, table_id: TABLE_ID },
	queryParameters: {
		user_id_type: USER_ID_TYPE,
		client_token: {
			type: 'string',
			required: false,
			description: 'A UUID of version 4 that makes a repeat safe.',
			example: 'fe599b60-450f-46ff-b2ef-9f6675625b97',
		},
		ignore_consistency_check: CONSISTENCY,
	},
	body: {
		records: {
			type: 'object[]',
			required: true,
			minItems: 1,
			maxItems: 1_000,
			description: 'The records.',
			fields: {
				fields: { type: 'object', required: true, description: 'Values by the names of the fields.' },
				shared_url: { type: 'string', required: false, description: 'Without effect.' },
				record_url: { type: 'string', required: false, description: 'Without effect.' },
			},
		},
	},
	response: { records: { type: 'object[]', description: 'The records, in the order of the request.', fields: RECORD } },
	errors: [
		...OF_TABLES,
		...OF_WRITES,
		row(1254015, 400, 'Field types do not match.'),
		row(1254027, 403, 'UploadAttachNotAllowed'),
		row(1254037, 400, 'Invalid client token, please make sure that it complies with the specification.'),
		row(1254045, 200, 'FieldNameNotFound'),
		row(1254060, 200, 'TextFieldConvFail'),
		row(1254061, 200, 'NumberFieldConvFail'),
		row(1254062, 200, 'SingleSelectFieldConvFail'),
		row(1254063, 200, 'MultiSelectFieldConvFail'),
		row(1254064, 200, 'DatetimeFieldConvFail'),
		row(1254065, 200, 'CheckboxFieldConvFail'),
		row(1254066, 200, 'UserFieldConvFail'),
		row(1254067, 200, 'LinkFieldConvFail'),
		row(1254068, 200, 'URLFieldConvFail'),
		row(1254069, 200, 'AttachFieldConvFail'),
		row(1254072, 200, 'InvalidPhoneNumber'),
		row(1254074, 400, 'The parameters of Duplex Link field are invalid.'),
		row(1254303, 200, 'AttachPermNotAllow'),
		row(1254306, 403, 'The tenant or base owner is subject to plan limits.'),
		row(1255006, 400, 'Client token conflict, please generate a new client token and try again.'),
	],
	notes: [
		'The order of the answer is that of the request in the example; the page does not promise it.',
		'The same client token is answered with what the first call created; another page speaks of a code for a call that comes twice.',
		'A field is named by its name, which must match exactly.',
	],
};

/** What a caller sees of the people in a cell: their IDs in the kind that was asked for. */
function shownCell(cell: unknown, column: number | undefined, people: (openId: string) => string): unknown {
	if (column !== 11 || !Array.isArray(cell)) return cell;
	return cell.map((one: JsonObject) => ({ ...one, id: people(String(one['id'])) }));
}

function shown(call: ApiCall, table: Table, record: BaseRow, type: UserIdType, names?: readonly string[]): JsonObject {
	const { people } = call.platform.state;
	const typeOf = (name: string) => table.columns.find((column) => column.name === name)?.type;
	const cells = Object.entries(record.fields).filter(([name]) => names === undefined || names.includes(name));
	return {
		fields: Object.fromEntries(cells.map(([name, cell]) => [name, shownCell(cell, typeOf(name), (id) => fromOpenId(people, type, id))])),
		record_id: record.recordId,
		...(call.body['automatic_fields'] === true && { created_time: record.createdAt, last_modified_time: record.modifiedAt }),
	};
}

const sees = (call: ApiCall, base: Base) => (record: BaseRow) => record.isHidden !== true || manages(call, base);

/** Finds records of a table, page by page. */
export const baseSearch: SiblingEndpoint = {
	rules: SEARCH_SPEC,
	...ofTable(SEARCH_SPEC),
	onlyReads: true,
	work(call) {
		const { base, table } = findTable(call, SEARCH_SPEC);
		const { body } = call;
		if (namedIn(body).some((name) => !table.columns.some((column) => column.name === name))) throw specRefusal(SEARCH_SPEC, 1254045);
		if (typeof body['view_id'] === 'string' && !(body['view_id'] in table.views) && !isObject(body['filter']) && body['sort'] === undefined)
			throw specRefusal(SEARCH_SPEC, 1254005);
		const rows = found(table, body).filter(sees(call, base));
		const { page_token: _token, page_size: _size, ...filters } = call.query;
		const { data, ...rest } = pagedAnswer(call, {
			prefix: 'SearchRecords',
			items: new Map(rows.map((record) => [record.recordId, record])),
			row: (record) => shown(call, table, record, call.userIdType, body['field_names'] as string[] | undefined),
			size: sizeOf(call, 20),
			filters: { ...filters, ...body, of: [base.appToken, table.tableId] },
			lapsed: foreignToken,
		});
		return { data: { ...data, total: rows.length }, ...rest };
	},
};

/** Looks records up by their IDs. */
export const baseBatchGet: SiblingEndpoint = {
	rules: GET_SPEC,
	...ofTable(GET_SPEC),
	onlyReads: true,
	work(call) {
		const { base, table } = findTable(call, GET_SPEC);
		const ids = [...new Set(call.body['record_ids'] as string[])];
		if (ids.some((id) => !/^\w+$/.test(id))) throw specRefusal(GET_SPEC, 1254006);
		const { hiddenBaseRecords } = call.platform.settings.answers;
		const there = ids.flatMap((id) => table.records.get(id) ?? []);
		const visible = there.filter(sees(call, base));
		const type = (call.body['user_id_type'] ?? 'open_id') as UserIdType;
		return {
			data: {
				records: visible.map((record) => shown(call, table, record, type)),
				forbidden_record_ids:
					hiddenBaseRecords === 'forbidden' ? there.filter((record) => !visible.includes(record)).map(({ recordId }) => recordId) : [],
				absent_record_ids: ids.filter((id) => !table.records.has(id)),
			},
		};
	},
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Creates records: all that the call names, or none. */
export const baseCreate: SiblingEndpoint = {
	rules: CREATE_SPEC,
	...ofTable(CREATE_SPEC),
	work(call) {
		const { platform, body, query, userIdType, at } = call;
		const { base, table } = findOwnTable(call, CREATE_SPEC);
		const token = query['client_token'];
		if (token !== undefined && !UUID.test(token)) throw specRefusal(CREATE_SPEC, 1254037);
		const before = token === undefined ? undefined : base.created.get(token);
		if (before !== undefined && platform.settings.answers.repeatedBaseCalls === 'refuse') throw specRefusal(CREATE_SPEC, 1254608);
		const rows = before?.map((id) => table.records.get(id)) ?? create();
		if (token !== undefined && before === undefined)
			base.created.set(
				token,
				rows.flatMap((record) => record?.recordId ?? []),
			);
		const answered = rows.flatMap((record) => (record === undefined ? [] : [shown(call, table, record, userIdType)]));
		return { data: { records: answered } };

		function create(): BaseRow[] {
			try {
				const writing = { base, table, people: platform.state.people, type: userIdType };
				const all = (body['records'] as JsonObject[]).map(({ fields }) => written(fields as JsonObject, writing));
				return all.map((fields) => {
					const record: BaseRow = { recordId: `rec${platform.mint.hex(10)}`, fields, createdAt: at, modifiedAt: at };
					table.records.set(record.recordId, record);
					return record;
				});
			} catch (error) {
				if (error instanceof Unfit) throw specRefusal(CREATE_SPEC, error.code);
				throw error;
			}
		}
	},
};
