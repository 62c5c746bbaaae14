import { endpoint } from '../../../nodes/FeishuBaseRecord/delete.operation';
import { FeishuBaseRecord } from '../../../nodes/FeishuBaseRecord/FeishuBaseRecord.node.ts';
import type { Sandbox } from '../../sandbox';
import { rowById } from '../byId';
import type { DeletionRow, WireRow } from '../deletion';
import { numbered } from '../values';
import { APP_TOKEN, spec, TABLE_ID } from './spec';
import { text } from './world';

const BASE = APP_TOKEN.example;
const TABLE = TABLE_ID.example;

const RECORD = 'recwNXzPQv';

export const LINK = `https://example.feishu.cn/base/${BASE}?table=${TABLE}&view=vewOne`;

const WIKI_NODE = 'wikcnKQ1k3pNode';

export const WIKI_LINK = `https://example.feishu.cn/wiki/${WIKI_NODE}?table=${TABLE}`;

const link = (value: string) => ({ __rl: true, mode: 'link', value });

function seed(sandbox: Sandbox, names: readonly string[], about: { refuses?: number } = {}): void {
	sandbox.seed.base({ appToken: BASE, tables: [{ tableId: TABLE, records: names.map((recordId) => ({ recordId, ...about })) }] });
	sandbox.seed.wikiNode({ nodeToken: WIKI_NODE, objToken: BASE, objType: 'bitable' });
}

const seedTwo = (sandbox: Sandbox) => seed(sandbox, [RECORD, `${RECORD}2`]);

const base: DeletionRow = rowById({
	node: new FeishuBaseRecord(),
	contract: endpoint,
	spec,
	key: 'record_id',
	title: 'Base records',
	subtitle: 'delete: base records',
	phrases: [
		'base record',
		'feishu base',
		'lark base',
		'bitable',
		'delete base record',
		'delete base records',
		'remove base record',
		'delete row',
		'delete rows',
		'clear table',
		'old rows',
		'get base records',
		'restore base record',
		'multidimensional table',
		'多维表格',
		'飞书多维表格',
		'删除多维表格',
		'删除记录',
		'清空数据表',
	],
	look: 'baseBatchGet',
	seenBy: { column: 'record_id' },
	recordCodes: [1254006],
	sdk: async (client, payload, options) => await client.bitable.v1.appTableRecord.batchDelete(payload, options),
	deliberate: [],
});

function removed(name: string, parameters: WireRow['parameters'], params?: { ignore_consistency_check: boolean }): WireRow {
	return {
		name,
		parameters: { recordIds: RECORD, ...parameters },
		sdk: async (client, options) =>
			await client.bitable.v1.appTableRecord.batchDelete(
				{ path: { app_token: BASE, table_id: TABLE }, data: { records: [RECORD] }, ...(params && { params }) },
				options,
			),
	};
}

export const deletion: DeletionRow = {
	...base,
	seed,
	listNames: (group, count) => numbered(count, (index) => `${RECORD}g${group}n${1_000 + index}`),
	exists: (sandbox, name) => sandbox.state.bases.get(BASE)?.tables.get(TABLE)?.records.has(name) === true,
	places: { ...base.places, seed: seedTwo },
	wire: {
		seed: seedTwo,
		rows: [
			...base.wire.rows,
			removed('a record of a Base by its link', { appToken: link(LINK) }),
			removed('a record of a Base in a wiki', { appToken: link(WIKI_LINK) }),
			removed('a record of a table by its link', { tableId: link(LINK) }),
			removed('a link in the place of an ID', { appToken: { __rl: true, mode: 'id', value: LINK } }),
			...[true, false].map((is) =>
				removed(`ignore_consistency_check ${is}`, { options: { ignoreConsistencyCheck: is } }, { ignore_consistency_check: is }),
			),
		],
	},
	messages: {
		lists: [
			['tables without a Base', { method: 'searchTables', parameters: { appToken: link('') } }],
			[
				'no tables',
				{ method: 'searchTables', parameters: { appToken: link(LINK) }, seed: (sandbox) => sandbox.seed.base({ appToken: BASE }) },
			],
			['tables of a Base that is not there', { method: 'searchTables', parameters: { appToken: link(LINK) } }],
			['tables of a document', { method: 'searchTables', parameters: { appToken: link('https://example.feishu.cn/docx/abc') } }],
			['tables of a Base in a wiki that is not there', { method: 'searchTables', parameters: { appToken: link(WIKI_LINK) } }],
		],
		fields: [
			['the address of something else than a Base', { appToken: link('={{ $json.bad }}') }, 'https://example.feishu.cn/docx/abc'],
			['an address without a table', { tableId: link('={{ $json.bad }}') }, `https://example.feishu.cn/base/${BASE}`],
			[
				'the address of a table of another Base',
				{ appToken: link(`https://example.feishu.cn/base/${BASE}`), tableId: link('={{ $json.bad }}') },
				'https://example.feishu.cn/base/bascnOther00000000000000001?table=tblOther0001',
			],
			['the ID of a view for a table', { tableId: { __rl: true, mode: 'id', value: '={{ $json.bad }}' } }, 'vewTpR1urY'],
		],
		runs: [
			[
				'a link of a wiki that leads elsewhere',
				{
					parameters: { appToken: link(WIKI_LINK) },
					seed: (sandbox) => sandbox.seed.wikiNode({ nodeToken: WIKI_NODE, objToken: 'doxcn1', objType: 'docx' }),
				},
			],
			[
				'a record that Feishu says it did not delete',
				{
					seed: (sandbox) =>
						sandbox.seed.base({
							appToken: BASE,
							tables: [{ tableId: TABLE, records: [{ recordId: `${RECORD}1000`, stays: true, fields: { Name: text('x') } }] }],
						}),
				},
			],
			[
				'a record that the account may not see, so that no copy can be kept',
				{
					parameters: { options: { keepCopy: true } },
					seed: (sandbox) =>
						sandbox.seed.base({
							appToken: BASE,
							managers: [],
							tables: [{ tableId: TABLE, records: [{ recordId: `${RECORD}1000`, isHidden: true }] }],
						}),
				},
			],
			[
				'a record that a look leaves out, so that no copy can be kept',
				{
					parameters: { options: { keepCopy: true } },
					fault: { endpoint: 'baseBatchGet', kind: 'answer', body: { data: { records: [] } } },
				},
			],
		],
	},
};
