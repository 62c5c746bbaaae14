import { byId } from '../../laboratory/workflow.mjs';

const base = 'appbcbWCzen6D8dezhoCH2RpMAh';
const table = 'tblsRc9GRRXKqhvW';

const benchBase = 'appBench0000000000000000000';
const benchTable = 'tblBench';

const at = { appToken: byId(base), tableId: byId(table) };

const text = (words) => [{ text: words, type: 'text' }];

/** A world with one table of so many records. */
const worldOf = (records, more = {}) => ({ bases: [{ appToken: base, ...more, tables: [{ tableId: table, name: 'Requests', records }] }] });

const tableOf = ({ bases }) => bases[0].tables[0];

const idsOf = (state) => tableOf(state).records.map(({ recordId }) => recordId);

/** @type {import('../live.mjs').Deed} */
export const deed = {
	world: worldOf([{ recordId: 'recOne' }, { recordId: 'recTwo' }]),
	parameters: { ...at, recordIds: '={{ $json.id }}', options: { ignoreConsistencyCheck: false } },
	items: [{ id: 'recOne' }],
	wire: {
		method: 'POST',
		path: `/open-apis/bitable/v1/apps/${base}/tables/${table}/records/batch_delete`,
		query: { ignore_consistency_check: 'false' },
		body: { records: ['recOne'] },
	},
	records: [{ app_token: base, table_id: table, record_id: 'recOne', status: 'deleted' }],
	left: idsOf,
	remains: ['recTwo'],
};

/** @type {import('../live.mjs').Load} */
export const load = {
	name: 'base-record',
	title: 'Records of one Base table',
	refuses: 1254006,
	limit: 500,
	rates: [{ calls: 50, perMs: 1_000 }],
	oneAtATime: true,
	id: (index) => `rec${index}`,
	world: (ids) => ({ bases: [{ appToken: benchBase, tables: [{ tableId: benchTable, records: ids.map((recordId) => ({ recordId })) }] }] }),
	left: (state) => tableOf(state).records.length,
	parameters: { appToken: byId(benchBase), tableId: byId(benchTable), recordIds: '={{ $json.id }}' },
	request: {
		method: 'POST',
		path: `/bitable/v1/apps/${benchBase}/tables/${benchTable}/records/batch_delete`,
		body: '{ "records": ["{{ $json.id }}"] }',
	},
};

/** @type {import('../live.mjs').Tool} */
export const tool = {
	destroys: 'records',
	parameters: {
		appToken: byId(benchBase),
		tableId: byId(benchTable),
		recordIds: "={{ $fromAI('record_ids', 'Record IDs (rec…) of the rows to delete, separated by commas', 'string') }}",
	},
	arguments: (ids) => ({ record_ids: ids.join(', ') }),
};

/** More records than a page of the search has, half of them old. */
const rows = Array.from({ length: 620 }, (_, index) => ({
	recordId: `rec${1_000 + index}`,
	ageDays: index % 2 === 0 ? 100 : 10,
	fields: { Name: text(`Row ${index}`) },
}));

const old = rows.filter(({ ageDays }) => ageDays === 100);

/** @type {import('../live.mjs').Journey[]} */
export const journeys = [
	{
		does: 'finds the records of a Base in a wiki that are older than 90 days, deletes them with copies, and restores them',
		world: { ...worldOf(rows), wikiNodes: [{ nodeToken: 'wikcnE2eBase', objToken: base, objType: 'bitable' }] },
		items: [{ link: `https://example.feishu.cn/wiki/wikcnE2eBase?table=${table}` }],
		steps: [
			{
				parameters: {
					operation: 'getAll',
					appToken: { __rl: true, mode: 'link', value: '={{ $json.link }}' },
					tableId: { __rl: true, mode: 'link', value: '={{ $json.link }}' },
					returnAll: true,
					options: { olderThan: '={{ $now.minus({ days: 90 }) }}' },
				},
				gives: old.map(({ recordId, fields }) => ({ record_id: recordId, record_name: fields.Name[0].text, Name: fields.Name[0].text })),
			},
			{
				parameters: {
					appToken: byId('={{ $json.app_token }}'),
					tableId: byId('={{ $json.table_id }}'),
					recordIds: '={{ $json.record_id }}',
					options: { keepCopy: true },
				},
				onError: 'continueRegularOutput',
				gives: old.map(({ recordId, fields }) => ({ status: 'deleted', record_id: recordId, snapshot: { record_id: recordId, fields } })),
			},
			{
				parameters: { operation: 'create', ...at, records: '={{ $json.snapshot }}' },
				gives: old.map(({ recordId }) => ({ status: 'created', restored_from: recordId })),
			},
		],
		left: (state) =>
			tableOf(state)
				.records.map(({ fields }) => fields.Name[0].text)
				.sort(),
		remains: rows.map(({ fields }) => fields.Name[0].text).sort(),
	},
	{
		does: 'deletes, though every answer is lost: a look comes before each repeat',
		world: worldOf([{ recordId: 'recOne' }, { recordId: 'recTwo' }]),
		fault: [{ endpoint: 'baseRecord', kind: 'resetAfter', on: 'every' }],
		items: [{ id: 'recOne' }],
		steps: [
			{
				parameters: { ...at, recordIds: '={{ $json.id }}' },
				onError: 'continueRegularOutput',
				gives: [{ status: 'deleted', confirmed_by: 'read' }],
			},
		],
		left: idsOf,
		remains: ['recTwo'],
	},
	{
		does: 'restores once, though the first answer is lost: Feishu knows the call again',
		world: worldOf([]),
		fault: [{ endpoint: 'baseCreate', kind: 'resetAfter', on: 1 }],
		items: [{ snapshot: { record_id: 'recOld', fields: { Name: text('Old') }, deletion_status: 'deleted' } }],
		steps: [
			{
				parameters: { operation: 'create', ...at, records: '={{ $json.snapshot }}' },
				onError: 'continueRegularOutput',
				gives: [{ status: 'created', restored_from: 'recOld' }],
			},
		],
		left: (state) => tableOf(state).records.length,
		remains: 1,
	},
];
