import type { Sandbox } from '../../sandbox';
import type { Samples } from '../sample';
import { numbered } from '../values';
import { text } from './world';

const BASE = 'appBase1';
const TABLE = 'tblOne';

const params = { app_token: BASE, table_id: TABLE };

const others = [{ params: { app_token: BASE, table_id: 'tblTwo' } }];

const seed = ({ seed }: Sandbox) => {
	seed.base({
		appToken: BASE,
		tables: [
			{ tableId: TABLE, records: [{ recordId: 'rec1', fields: { Name: text('x') } }], views: { vew1: ['rec1'] } },
			{ tableId: 'tblTwo' },
		],
	});
};

export const samples: Samples = {
	baseRecord: { params, seed, body: { records: ['rec1'] } },
	baseBatchGet: { params, seed, body: { record_ids: ['rec1'] } },
	baseCreate: { params, seed, body: { records: [{ fields: { Name: 'x' } }] } },
	baseSearch: {
		params,
		seed,
		body: { filter: { conjunction: 'and', conditions: [{ field_name: 'Name', operator: 'isNotEmpty', value: [] }] } },
		list: {
			seed: ({ seed, state }, count) => {
				state.bases.clear();
				const ids = numbered(count, (index) => `rec${index}`);
				const records = ids.map((recordId) => ({ recordId }));
				seed.base({
					appToken: BASE,
					tables: [
						{ tableId: TABLE, records },
						{ tableId: 'tblTwo', records },
					],
				});
				return ids;
			},
			rows: 'items',
			column: 'record_id',
			others: [...others, { query: { user_id_type: 'union_id' } }],
			sdk: (client, query, options) =>
				client.bitable.v1.appTableRecord.search(
					{
						path: params,
						params: query,
						data: { filter: { conjunction: 'and', conditions: [{ field_name: 'Name', operator: 'isNotEmpty', value: [] }] } },
					},
					options,
				),
		},
	},
	baseTables: {
		params: { app_token: BASE },
		seed,
		list: {
			seed: ({ seed, state }, count) => {
				const ids = numbered(count, (index) => `tbl${index}`);
				state.bases.clear();
				for (const appToken of [BASE, 'appOther']) seed.base({ appToken, tables: ids.map((tableId) => ({ tableId })) });
				return ids;
			},
			rows: 'items',
			column: 'table_id',
			others: [{ params: { app_token: 'appOther' } }],
			sdk: (client, query, options) => client.bitable.v1.appTable.list({ path: { app_token: BASE }, params: query }, options),
		},
	},
	baseFields: {
		params,
		seed,
		list: {
			seed: ({ seed, state }, count) => {
				const names = numbered(count, (index) => `Field ${index}`);
				const columns = names.map((name) => ({ name, type: 1 }));
				state.bases.clear();
				seed.base({ appToken: BASE, tables: [TABLE, 'tblTwo'].map((tableId) => ({ tableId, columns })) });
				return names;
			},
			rows: 'items',
			column: 'field_name',
			others: [...others, { query: { text_field_as_array: 'true' } }],
			sdk: (client, query, options) => client.bitable.v1.appTableField.list({ path: params, params: query }, options),
		},
	},
	wikiNode: {
		query: { token: 'wikOne' },
		seed: ({ seed }) => {
			seed.wikiNode({ nodeToken: 'wikOne', objToken: BASE, objType: 'bitable' });
		},
	},
};
