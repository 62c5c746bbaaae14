import type { INodeParameters } from 'n8n-workflow';
import { fieldList, wikiNode as wikiCall } from '../../../nodes/FeishuBaseRecord/calls';
import { endpoint as create } from '../../../nodes/FeishuBaseRecord/create.operation';
import { reading } from '../../../nodes/FeishuBaseRecord/getAll.operation';
import type { Sandbox } from '../../sandbox';
import { pagesOf } from '../../sandbox/sdkClient';
import type { WireRow } from '../deletion';
import type { OperationRow } from '../operation';
import { rl, USER_ID_TYPES } from '../values';
import { LINK, WIKI_LINK } from './deletion';
import { baseCreate, baseSearch } from './recordCalls';
import { APP_TOKEN, TABLE_ID } from './spec';
import { text, type Column } from './world';

const BASE = APP_TOKEN.example;
const TABLE = TABLE_ID.example;

const path = { app_token: BASE, table_id: TABLE };

const link = (value: string) => ({ __rl: true, mode: 'link', value });

const COLUMNS: Column[] = [
	{ name: 'Name', type: 1 },
	{ name: 'State', type: 3 },
	{ name: 'Due', type: 5 },
	{ name: 'Hours', type: 2 },
];

/** 2026-03-15T13:00:00 in the time zone of the tests, which is that of Shanghai. */
const MS = '1773550800000';

function seedTable(sandbox: Sandbox): void {
	const records = Array.from({ length: 600 }, (_, index) => ({
		recordId: `rec${1_000 + index}`,
		fields: { Name: text(`Row ${index}`), State: index % 2 === 0 ? 'Done' : 'Open', Due: Number(MS) + index, Hours: index },
		createdAt: Number(MS) + index,
	}));
	sandbox.seed.base({ appToken: BASE, tables: [{ tableId: TABLE, columns: COLUMNS, records, views: { vewOne: ['rec1001'] } }] });
	sandbox.seed.wikiNode({ nodeToken: 'wikcnKQ1k3pNode', objToken: BASE, objType: 'bitable' });
}

type Payload = NonNullable<Parameters<Parameters<WireRow['sdk']>[0]['bitable']['v1']['appTableRecord']['search']>[0]>;
type Body = NonNullable<Payload['data']>;

function found(name: string, parameters: INodeParameters, body: Body = {}, params: Payload['params'] = {}): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) =>
			await pagesOf((next) =>
				client.bitable.v1.appTableRecord.search(
					{ path, params: { page_size: 500, ...params, ...next }, data: { ...body, automatic_fields: true } },
					options,
				),
			),
	};
}

type Filter = NonNullable<Body['filter']>;
type Operator = NonNullable<Filter['conditions']>[number]['operator'];

const filter = (field_name: string, operator: Operator, value: string[]): Body => ({
	filter: { conjunction: 'and', conditions: [{ field_name, operator, value }] },
});

const where = (...condition: INodeParameters[]): INodeParameters => ({ filterBy: 'conditions', conditions: { condition } });

const TEXT = [
	['is', 'Done'],
	['isNot', 'Done'],
	['contains', 'Do'],
	['doesNotContain', 'Do'],
] as const;

const NUMBER = ['isGreater', 'isGreaterEqual', 'isLess', 'isLessEqual'] as const;

const list: OperationRow = {
	operation: 'getAll',
	contract: reading,
	spec: baseSearch.rules,
	parameters: { appToken: rl(BASE), tableId: rl(TABLE), returnAll: true },
	seed: seedTable,
	wire: [
		found('all records', {}),
		found('a Base and a table by their links', { appToken: link(LINK), tableId: link(LINK) }),
		found('a Base in a wiki', { appToken: link(WIKI_LINK) }),
		found('raw records', { options: { simplify: false } }),
		found('a view', { options: { viewId: 'vewOne' } }, { view_id: 'vewOne' }),
		found('a view by its link', { options: { viewId: LINK } }, { view_id: 'vewOne' }),
		found('some fields', { options: { fieldNames: 'Name, State' } }, { field_names: ['Name', 'State'] }),
		found('fields of an array', { options: { fieldNames: '={{ ["Name"] }}' } }, { field_names: ['Name'] }),
		found(
			'an order',
			{ options: { sort: { field: [{ fieldName: 'State', descending: true }, { fieldName: 'Hours' }] } } },
			{
				sort: [
					{ field_name: 'State', desc: true },
					{ field_name: 'Hours', desc: false },
				],
			},
		),
		found('what is older', { options: { olderThan: '2026-03-15T13:00:00' } }),
		found('what is not changed since', { options: { olderThan: '2026-03-15T13:00:00', ageBy: 'changed' } }),
		...TEXT.map(([operator, value]) =>
			found(`a text that ${operator}`, where({ fieldName: 'State', operator, value }), filter('State', operator, [value])),
		),
		...NUMBER.map((operator) =>
			found(`a number that ${operator}`, where({ fieldName: 'Hours', operator, value: '={{ 5 }}' }), filter('Hours', operator, ['5'])),
		),
		...(['isEmpty', 'isNotEmpty'] as const).map((operator) =>
			found(`a field that ${operator}`, where({ fieldName: 'State', operator }), filter('State', operator, [])),
		),
		found(
			'several values',
			where({ fieldName: 'State', operator: 'contains', value: '={{ ["Done", "Open"] }}' }),
			filter('State', 'contains', ['Done', 'Open']),
		),
		found(
			'a date',
			where({ fieldName: 'Due', operator: 'isLess', valueType: 'date', date: '2026-03-15T13:00:00' }),
			filter('Due', 'isLess', ['ExactDate', MS]),
		),
		found('a day', where({ fieldName: 'Due', operator: 'is', valueType: 'Today' }), filter('Due', 'is', ['Today'])),
		found(
			'any of two conditions',
			{ ...where({ fieldName: 'State', value: 'Done' }, { fieldName: 'Hours', operator: 'isGreater', value: '5' }), match: 'or' },
			{
				filter: {
					conjunction: 'or',
					conditions: [
						{ field_name: 'State', operator: 'is', value: ['Done'] },
						{ field_name: 'Hours', operator: 'isGreater', value: ['5'] },
					],
				},
			},
		),
		found(
			'a filter as JSON',
			{ filterBy: 'json', filterJson: JSON.stringify(filter('State', 'is', ['Done']).filter) },
			filter('State', 'is', ['Done']),
		),
		...USER_ID_TYPES.map(([type]) => found(`user_id_type ${type}`, { options: { userIdType: type } }, {}, { user_id_type: type })),
	],
	without: {},
	refused: [
		{ name: 'a blank Base', parameters: { appToken: rl('={{ "" }}') }, words: /“Base” of item 0 is blank/ },
		{
			name: 'the address of a document',
			parameters: { appToken: link('={{ "https://x.feishu.cn/docx/a" }}') },
			words: /not the address of a Base/,
		},
		{ name: 'a blank table', parameters: { tableId: rl('={{ "" }}') }, words: /“Table” of item 0 is blank/ },
		{
			name: 'an address without a table',
			parameters: { tableId: link(`={{ "https://x.feishu.cn/base/${BASE}" }}`) },
			words: /no table= in it/,
		},
		{ name: 'a field for a table', parameters: { tableId: rl('fldOne') }, words: /the ID of a field/ },
		{ name: 'no condition', parameters: { filterBy: 'conditions' }, words: /“Conditions” of item 0 is blank/ },
		{
			name: 'a condition on no field',
			parameters: where({ fieldName: '={{ "" }}', value: 'x' }),
			words: /“Field Name” of item 0 is blank/,
		},
		{
			name: 'a condition on a list',
			parameters: where({ fieldName: '={{ ["a"] }}', value: 'x' }),
			words: /“Field Name” of item 0 holds a list/,
		},
		{
			name: 'a condition without a value',
			parameters: where({ fieldName: 'State', value: '={{ undefined }}' }),
			words: /“Value” of item 0 is blank/,
		},
		{
			name: 'a condition with an object',
			parameters: where({ fieldName: 'State', value: '={{ ({}) }}' }),
			words: /“Value” of item 0 holds a value/,
		},
		{
			name: 'a condition with an empty list',
			parameters: where({ fieldName: 'State', value: '={{ [] }}' }),
			words: /a list with nothing in it/,
		},
		{
			name: 'an operator that is none',
			parameters: where({ fieldName: 'State', operator: '={{ "like" }}', value: 'x' }),
			words: /“Operator”/,
		},
		{
			name: 'an operator that does not compare dates',
			parameters: where({ fieldName: 'Due', operator: 'contains', valueType: 'Today' }),
			words: /does not compare dates/,
		},
		{
			name: 'a date that is none',
			parameters: where({ fieldName: 'Due', operator: 'isLess', valueType: 'date', date: '={{ "soon" }}' }),
			words: /“Date” of item 0 holds "soon"/,
		},
		{
			name: 'too many conditions',
			parameters: where(...Array.from({ length: 51 }, () => ({ fieldName: 'State', value: 'x' }))),
			words: /has 51 conditions/,
		},
		{
			name: 'conditions that are too long',
			parameters: where({ fieldName: 'State', value: 'x'.repeat(2_000) }),
			words: /characters long/,
		},
		{ name: 'a filter that is no JSON', parameters: { filterBy: 'json', filterJson: 'State = Done' }, words: /is not a JSON object/ },
		{
			name: 'a filter without conditions',
			parameters: { filterBy: 'json', filterJson: '{"conjunction":"and"}' },
			words: /has no conditions/,
		},
		{
			name: 'a filter that is not joined',
			parameters: { filterBy: 'json', filterJson: '{"conditions":[{"field_name":"State","operator":"is","value":["Done"]}]}' },
			words: /for conjunction/,
		},
		{
			name: 'conditions that are no list',
			parameters: { filterBy: 'json', filterJson: '{"conjunction":"and","conditions":{"field_name":"State"}}' },
			words: /not a list of objects/,
		},
		...(
			[
				['no field', '{"operator":"is","value":["Done"]}', /without field_name/],
				['no operator', '{"field_name":"State","value":["Done"]}', /without operator, for "State"/],
				['no value', '{"field_name":"State","operator":"is","value":[]}', /without a value, for "State"/],
			] as const
		).map(([what, condition, words]) => ({
			name: `a condition with ${what}`,
			parameters: { filterBy: 'json', filterJson: `{"conjunction":"and","conditions":[${condition}]}` },
			words,
		})),
		{ name: 'a blank view', parameters: { options: { viewId: '={{ "" }}' } }, words: /“View ID” of item 0 is blank/ },
		{
			name: 'a view beside a filter',
			parameters: { ...where({ fieldName: 'State', value: 'Done' }), options: { viewId: 'vewOne' } },
			words: /“View ID” of item 0 is set together with/,
		},
		{ name: 'blank field names', parameters: { options: { fieldNames: '={{ "" }}' } }, words: /“Field Names” of item 0 is blank/ },
		{ name: 'an order of nothing', parameters: { options: { sort: {} } }, words: /“Sort” of item 0 is blank/ },
		{ name: 'no age', parameters: { options: { olderThan: '={{ "" }}' } }, words: /“Older Than” of item 0 holds ""/ },
		{ name: 'an age by nothing', parameters: { options: { ageBy: 'changed' } }, words: /“Age By” of item 0 is set without Older Than/ },
		{ name: 'a switch that is none', parameters: { options: { simplify: '={{ "some" }}' } }, words: /Simplify.+on or off/ },
		{ name: 'an unknown user ID type', parameters: { options: { userIdType: '={{ "email" }}' } }, words: /“User ID Type”/ },
	],
	reads: [fieldList, wikiCall],
	messages: {
		runs: [
			['a table that is not there', { parameters: { tableId: rl('tblAbsent') } }],
			[
				'a record whose age Feishu does not tell',
				{ parameters: { options: { olderThan: '2026-03-15' } }, fault: { kind: 'omit', field: 'created_time' } },
			],
			[
				'records whose age Feishu does not tell',
				{
					parameters: { options: { olderThan: '2026-03-15' } },
					fault: { kind: 'answer', body: { data: { items: [{ record_id: 'rec1' }, { record_id: 'rec2' }], has_more: false } } },
				},
			],
		],
	},
};

const TOKEN = 'fe599b60-450f-46ff-b2ef-9f6675625b97';

type Fields = NonNullable<
	NonNullable<Parameters<Parameters<WireRow['sdk']>[0]['bitable']['v1']['appTableRecord']['batchCreate']>[0]>['data']
>['records'][number]['fields'];

const snapshot = (number: number) => ({ record_id: `recOld${number}`, fields: { Name: text(`recOld${number}`) } });

function restored(
	name: string,
	parameters: INodeParameters,
	fields: Fields[],
	params: { ignore_consistency_check?: boolean } = {},
): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) =>
			await client.bitable.v1.appTableRecord.batchCreate(
				{ path, params: { client_token: TOKEN, ...params }, data: { records: fields.map((one) => ({ fields: one })) } },
				options,
			),
	};
}

/** As an expression, which must not end in the middle. */
const asJson = (value: unknown) => `={{ (${JSON.stringify(value).replaceAll(/}(?=})/g, '} ')}) }}`;

const one = { Name: 'recOld1' };

const restore: OperationRow = {
	operation: 'create',
	contract: create,
	spec: baseCreate.rules,
	parameters: { appToken: rl(BASE), tableId: rl(TABLE) },
	seed: (sandbox) => {
		sandbox.seed.base({
			appToken: BASE,
			files: ['boxcn1'],
			tables: [
				{
					tableId: TABLE,
					columns: [...COLUMNS, ...([4, 7, 11, 13, 15, 17, 18, 20, 22, 23, 1005] as const).map((type) => ({ name: `Type ${type}`, type }))],
					records: [{ recordId: 'recThere' }],
				},
			],
		});
		sandbox.seed.wikiNode({ nodeToken: 'wikcnKQ1k3pNode', objToken: BASE, objType: 'bitable' });
	},
	wire: [
		restored('a snapshot', { records: asJson(snapshot(1)) }, [one]),
		restored('snapshots', { records: asJson([snapshot(1), snapshot(2)]) }, [one, { Name: 'recOld2' }]),
		restored('a snapshot as JSON text', { records: JSON.stringify(snapshot(1)) }, [one]),
		restored('snapshots as JSON text', { records: JSON.stringify([snapshot(1), snapshot(2)]) }, [one, { Name: 'recOld2' }]),
		restored('a snapshot into a Base in a wiki', { appToken: link(WIKI_LINK), records: asJson(snapshot(1)) }, [one]),
		restored(
			'every type of field, but for those that Feishu fills itself',
			{
				records: asJson({
					record_id: 'recOld1',
					fields: {
						Name: [
							{ text: 'recOld', type: 'text' },
							{ text: '1', type: 'mention', id_: 'x' },
						],
						State: 'Done',
						Due: Number(MS),
						Hours: 0,
						'Type 4': ['a', 'b'],
						'Type 7': false,
						'Type 11': [{ id: 'ou_wire1', name: 'Wire', email: 'wire@example.com' }],
						'Type 13': '+8613800138000',
						'Type 15': { text: 'Page', link: 'https://example.com' },
						'Type 17': [{ file_token: 'boxcn1', name: 'a.pdf', size: 1, url: 'https://example.com/a.pdf' }],
						'Type 18': { link_record_ids: ['recThere'] },
						'Type 20': { type: 2, value: [4] },
						'Type 22': { location: '116.397755,39.903179', full_address: 'Beijing' },
						'Type 23': [{ id: 'oc_1', name: 'Group', avatar_url: '' }],
						'Type 1005': '7',
						Empty: null,
					},
					not_restored: ['Type 1005', 'Type 20'],
				}),
			},
			[
				{
					Name: 'recOld1',
					State: 'Done',
					Due: Number(MS),
					Hours: 0,
					'Type 4': ['a', 'b'],
					'Type 7': false,
					'Type 11': [{ id: 'ou_wire1' }],
					'Type 13': '+8613800138000',
					'Type 15': { text: 'Page', link: 'https://example.com' },
					'Type 17': [{ file_token: 'boxcn1' }],
					'Type 18': ['recThere'],
					'Type 22': '116.397755,39.903179',
					'Type 23': [{ id: 'oc_1' }],
				},
			],
		),
		...[true, false].map((is) =>
			restored(`ignore_consistency_check ${is}`, { records: asJson(snapshot(1)), options: { ignoreConsistencyCheck: is } }, [one], {
				ignore_consistency_check: is,
			}),
		),
	],
	countOf: ({ state }, { restored_from }) => {
		const rows = [...(state.bases.get(BASE)?.tables.get(TABLE)?.records.values() ?? [])];
		return rows.filter(({ fields }) => JSON.stringify(fields.Name) === JSON.stringify(text(String(restored_from)))).length;
	},
	without: {
		'query.user_id_type': 'Snapshots name people by open ID, which is Feishu’s default.',
		'body.records.shared_url': 'It has no effect.',
		'body.records.record_url': 'It has no effect.',
	},
	refused: [
		{ name: 'no snapshot', parameters: { records: '={{ undefined }}' }, words: /“Snapshots to Restore” of item 0 is blank/ },
		{ name: 'text that is no JSON', parameters: { records: 'rec1' }, words: /which is not JSON/ },
		{ name: 'an ID', parameters: { records: '={{ ["rec1"] }}' }, words: /which is not a snapshot/ },
		{ name: 'an object without fields', parameters: { records: asJson({ record_id: 'rec1' }) }, words: /an object without fields/ },
		{ name: 'a snapshot without an ID', parameters: { records: asJson({ fields: {} }) }, words: /Snapshots to Restore: record_id/ },
		{
			name: 'a switch that is none',
			parameters: { records: asJson(snapshot(1)), options: { ignoreConsistencyCheck: '={{ "some" }}' } },
			words: /Ignore Consistency Check.+on or off/,
		},
	],
	messages: {
		runs: [
			[
				'an answer with another number of records',
				{ parameters: { records: asJson(snapshot(1)) }, fault: { kind: 'answer', body: { data: { records: [] } } } },
			],
			['an answer without record IDs', { parameters: { records: asJson(snapshot(1)) }, fault: { kind: 'omit', field: 'record_id' } }],
			['an answer that stays lost', { parameters: { records: asJson(snapshot(1)) }, fault: { kind: 'resetBefore' } }],
		],
	},
};

export const operations: readonly OperationRow[] = [list, restore];
