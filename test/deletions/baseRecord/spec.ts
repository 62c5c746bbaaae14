import { JSON_CONTENT_TYPE, type ErrorCode, type RateLimit, type Spec } from '../../specs/spec';

/** The rate tier of the calls that change records. */
export const FIFTY: readonly RateLimit[] = [{ calls: 50, windowMs: 1_000 }];

/** The rate tier of those that read. */
export const TWENTY: readonly RateLimit[] = [{ calls: 20, windowMs: 1_000 }];

export const APP_TOKEN = {
	type: 'string',
	required: true,
	description: 'The Base. From its address behind /base/; of one in a wiki, the obj_token of its node.',
	example: 'appbcbWCzen6D8dezhoCH2RpMAh',
} as const;

export const TABLE_ID = { type: 'string', required: true, description: 'The table.', example: 'tblsRc9GRRXKqhvW' } as const;

export const CONSISTENCY = {
	type: 'boolean',
	required: false,
	default: false,
	description: 'Faster, but the servers of the table may differ for a while.',
	example: false,
} as const;

const row = (code: number, status: number, description: string, advice = 'See the page.'): ErrorCode => ({
	code,
	status,
	description,
	advice,
});

/** Codes that every page about tables has, with the status under which the pages that write print them. */
export const OF_TABLES: readonly ErrorCode[] = [
	row(1254000, 200, 'WrongRequestJson', 'The body is no JSON that the call expects.'),
	row(1254001, 200, 'WrongRequestBody', 'The body has another form.'),
	row(1254002, 200, 'Fail', 'Internal; later, with a smaller call, and not side by side.'),
	row(1254003, 200, 'WrongBaseToken', 'Check app_token.'),
	row(1254004, 200, 'WrongTableId', 'Check table_id.'),
	row(1254005, 200, 'WrongViewId', 'Check view_id.'),
	row(1254006, 200, 'WrongRecordId', 'Check record_id.'),
	row(1254010, 200, 'ReqConvError', 'The request could not be converted.'),
	row(1254030, 200, 'TooLargeResponse', 'The answer is too large.'),
	row(1254036, 400, 'Base is copying, please try again later.', 'The Base is being copied; wait.'),
	row(1254040, 200, 'BaseTokenNotFound', 'There is no such Base.'),
	row(1254041, 200, 'TableIdNotFound', 'There is no such table.'),
	row(1254043, 200, 'RecordIdNotFound', 'There is no such record.'),
	row(1254100, 200, 'TableExceedLimit', 'At most 100 tables and dashboards.'),
	row(1254103, 200, 'RecordExceedLimit', 'At most 20,000 records.'),
	row(1254104, 200, 'RecordAddOnceExceedLimit', 'Fewer records in a call.'),
	row(1254130, 200, 'TooLargeCell', 'A cell holds too much.'),
	row(1254290, 200, 'TooManyRequest', 'Too fast; wait.'),
	row(1254291, 200, 'Write conflict', 'Another call is at work on this table: one after another, half a second to a second apart.'),
	row(1254301, 200, 'OperationTypeError', 'Advanced permissions are off, or not supported.'),
	row(1255001, 200, 'InternalError', 'Internal.'),
	row(1255002, 200, 'RpcError', 'Internal.'),
	row(1255003, 200, 'MarshalError', 'Internal.'),
	row(1255004, 200, 'UmMarshalError', 'Internal.'),
	row(1255005, 200, 'ConvError', 'Internal.'),
	row(1255040, 504, 'Request timed out, please try again later.', 'It took too long.'),
	row(
		1254607,
		400,
		'Data not ready, please try again later',
		'Earlier changes are not finished, or the call is too heavy; wait, and send less.',
	),
	row(1254302, 403, 'Permission denied.', 'Under advanced permissions, the caller lacks the right.'),
];

/** What the pages that write have besides. */
export const OF_WRITES: readonly ErrorCode[] = [
	row(1254304, 403, 'Permission denied.', 'Advanced permissions are on, and the caller manages nothing.'),
	row(1254608, 403, 'ReqRecommited', 'The same call came again in a short time.'),
];

export const RATE_CODES: readonly number[] = [1254036, 1254290, 1254291];

export const spec: Spec = {
	name: 'baseRecord',
	title: 'Delete records of a table',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/batch_delete',
	lastUpdated: '2026-02-02',
	method: 'POST',
	path: '/open-apis/bitable/v1/apps/:app_token/tables/:table_id/records/batch_delete',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['base:record:delete', 'bitable:app'],
	botAbility: 'not mentioned',
	rateLimits: FIFTY,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: { app_token: APP_TOKEN, table_id: TABLE_ID },
	queryParameters: { ignore_consistency_check: CONSISTENCY },
	body: {
		records: {
			type: 'string[]',
			required: true,
			minItems: 1,
			maxItems: 500,
			description: 'The IDs of the records.',
			example: ['recwNXzPQv'],
		},
	},
	combinedLimits: [],
	response: {
		records: {
			type: 'object[]',
			description: 'Every record that was named.',
			fields: {
				deleted: { type: 'boolean', description: 'Whether it was deleted.' },
				record_id: { type: 'string', description: 'The record.' },
			},
		},
	},
	successMsg: 'success',
	errors: [...OF_TABLES, ...OF_WRITES],
	rateCodes: RATE_CODES,
	notes: [
		'The page does not say whether one record that is not there refuses all others, or is answered as not deleted.',
		'A record that is answered as not deleted comes without a reason.',
		'The page asks for one call at a time for a table. Pages of calls that read say that these collide, too.',
		'Tables that are synced from another source cannot be changed.',
		'The status under which a code is printed differs from page to page.',
	],
};
