import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { numbered, rl } from '../deletions/values';
import { text, type SeedTable } from '../deletions/baseRecord/world';
import { CONTINUE, sandboxCredentials } from '../support/deletions';
import { agentWith, runNode, startWorkflow, type NodeSetup } from '../support/engine';
import { CredentialStore } from '../support/credentialStore';
import { listFrom } from '../support/lists';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

const BASE = 'appBase1';
const TABLE = 'tblOne';

const link = (value: string) => ({ __rl: true, mode: 'link', value });

const AT = { appToken: rl(BASE), tableId: rl(TABLE) };

function setup(operation: string, parameters: INodeParameters, settings: NodeSetup['settings'] = CONTINUE): NodeSetup {
	return {
		type: 'feishuBaseRecord',
		credentials: { feishuTenantApi: 'tenant' },
		parameters: { authentication: 'feishuTenantApi', operation, options: {}, ...AT, ...parameters },
		settings,
	};
}

const run = async (operation: string, parameters: INodeParameters, items: IDataObject[] = [{}], settings?: NodeSetup['settings']) =>
	await runNode(items, setup(operation, parameters, settings), sandboxCredentials(world.sandbox));

const remove = async (ids: readonly string[], options: INodeParameters = {}, settings?: NodeSetup['settings']) =>
	await run('delete', { recordIds: ids.join(), options }, [{}], settings);

const seed = (ids: readonly string[], more: Partial<SeedTable> = {}) =>
	world.sandbox.seed.base({ appToken: BASE, tables: [{ tableId: TABLE, records: ids.map((recordId) => ({ recordId })), ...more }] });

const left = () => [...(world.sandbox.state.bases.get(BASE)?.tables.get(TABLE)?.records.keys() ?? [])];

const named = (count: number) => numbered(count, (index) => `rec${1_000 + index}`);

const statusesOf = (json: readonly IDataObject[]) => {
	const counts: Record<string, number> = {};
	for (const { status } of json) counts[String(status)] = (counts[String(status)] ?? 0) + 1;
	return counts;
};

const callsOf = (endpoint: string) => world.sandbox.calls(endpoint);

describe('a record that is not there', () => {
	test.each(['refuse', 'name'] as const)('is found among 500, where Feishu would %s it', async (missingBaseRecords) => {
		world.sandbox.setOptions({ answers: { missingBaseRecords } });
		const ids = named(500);
		seed(ids.filter((id) => id !== 'rec1234'));
		const { json } = await remove(ids);
		expect(statusesOf(json)).toEqual({ deleted: 499, refused: 1 });
		expect(json.find(({ status }) => status === 'refused')?.record_id).toBe('rec1234');
		expect(callsOf('baseRecord').length).toBeLessThanOrEqual(missingBaseRecords === 'name' ? 1 : 30);
	});

	test.each(['refuse', 'name'] as const)('is already gone if that counts, by one look, where Feishu would %s it', async (answer) => {
		world.sandbox.setOptions({ answers: { missingBaseRecords: answer } });
		const ids = named(300);
		seed(ids.slice(100));
		const { json } = await remove(ids, { alreadyGone: true });
		expect(statusesOf(json)).toEqual({ already_gone: 100, deleted: 200 });
		expect(callsOf('baseRecord').length).toBeLessThanOrEqual(2);
		expect(callsOf('baseBatchGet').length).toBeLessThanOrEqual(3);
	});

	test.each(['forbidden', 'leftOut'] as const)('is no record that may not be seen: %s', async (hiddenBaseRecords) => {
		world.sandbox.setOptions({ answers: { hiddenBaseRecords, missingBaseRecords: 'name' } });
		world.sandbox.seed.base({
			appToken: BASE,
			managers: [],
			tables: [{ tableId: TABLE, records: [{ recordId: 'rec1', isHidden: true }] }],
		});
		// Feishu says that it did not delete it, and the look does not see it.
		world.sandbox.fault({
			endpoint: 'baseRecord',
			kind: 'answer',
			on: 'every',
			done: false,
			body: { data: { records: [{ deleted: false, record_id: 'rec1' }] } },
		});
		const { json } = await remove(['rec1'], { alreadyGone: true });
		expect(json).toMatchObject([{ status: 'refused', record_id: 'rec1' }]);
	});
});

describe('Advanced Permissions', () => {
	test('end the table for an account without the right, and leave other tables alone', async () => {
		seed(['rec1']);
		world.sandbox.seed.base({ appToken: 'appClosed', managers: [], tables: [{ tableId: TABLE, records: [{ recordId: 'rec2' }] }] });
		const { json } = await run('delete', { appToken: rl('={{ $json.base }}'), recordIds: '={{ $json.id }}' }, [
			{ base: 'appClosed', id: 'rec2' },
			{ base: BASE, id: 'rec1' },
		]);
		expect(json.map(({ status, code }) => [status, code])).toEqual([
			['refused', 1254302],
			['deleted', undefined],
		]);
	});

	test('make a search empty, which says nothing of what is there', async () => {
		world.sandbox.seed.base({
			appToken: BASE,
			managers: [],
			tables: [{ tableId: TABLE, records: [{ recordId: 'rec1', isHidden: true }] }],
		});
		expect((await run('getAll', { returnAll: true })).json).toEqual([]);
	});
});

test('the same snapshot for two tables is sent under two tokens', async () => {
	world.sandbox.seed.base({ appToken: BASE, tables: [{ tableId: TABLE }, { tableId: 'tblTwo' }] });
	const records = '={{ ({ record_id: "rec1", fields: {} }) }}';
	await run('create', { tableId: rl('={{ $json.table }}'), records }, [{ table: TABLE }, { table: 'tblTwo' }]);
	const tokens = callsOf('baseCreate').map(({ query }) => query.client_token);
	expect([tokens.length, new Set(tokens).size]).toEqual([2, 2]);
});

describe('a table by an address', () => {
	const address = (base: string) => `https://example.feishu.cn/${base}?table=${TABLE}&view=vew1`;

	test.each([
		['of another Base', rl(BASE), 'base/appCopy'],
		['of another Base, by two addresses', link(address(`base/${BASE}`)), 'base/appCopy'],
		['of another page of a wiki', link(address('wiki/wikOne')), 'wiki/wikTwo'],
	])('%s is refused: a copy of a Base may have the same tables', async (_what, appToken, base) => {
		seed(['rec1']);
		const tableId = link(address(base));
		for (const [operation, fields] of [
			['delete', { recordIds: 'rec1' }],
			['getAll', { returnAll: true }],
			['create', { records: '={{ ({ record_id: "rec1", fields: { Name: "A" } }) }}' }],
		] as const) {
			const { json } = await run(operation, { appToken, tableId, ...fields });
			expect(json).toMatchObject([{ status: 'refused', reason: expect.stringContaining('of another Base') as string }]);
		}
		expect(left()).toEqual(['rec1']);
	});

	test('of the same Base is taken', async () => {
		seed(['rec1']);
		const { json } = await run('delete', { appToken: rl(BASE), tableId: link(address(`base/${BASE}`)), recordIds: 'rec1' });
		expect(json).toMatchObject([{ status: 'deleted' }]);
	});
});

describe('one call at a time for a table', () => {
	test('holds over deletions, searches and copies, within a run and between runs', async () => {
		world.sandbox.setOptions({ latencyMs: 5 });
		const ids = named(1_200);
		seed(ids);
		const store = new CredentialStore(sandboxCredentials(world.sandbox));
		const half = ids.slice(0, 600);
		const executions = [
			startWorkflow([{}], [setup('delete', { recordIds: half.join(), options: { keepCopy: true } })], store),
			startWorkflow([{}], [setup('delete', { recordIds: ids.slice(600).join() })], store),
			startWorkflow([{}, {}], [setup('getAll', { returnAll: true })], store),
		];
		await Promise.all(executions.map(async ({ finished }) => await finished));
		expect(left()).toEqual([]);
		expect(world.sandbox.log.filter(({ code }) => code === 1254291)).toEqual([]);
	});

	test('is waited for where somebody else is at work there, and calls keep apart then', async () => {
		const ids = named(1_001);
		seed(ids);
		world.sandbox.fault({ endpoint: 'baseRecord', kind: 'code', code: 1254291, on: 1 });
		const { json } = await remove(ids);
		expect(statusesOf(json)).toEqual({ deleted: 1_001 });
		const times = callsOf('baseRecord').map(({ at }) => at);
		expect(times).toHaveLength(4);
		for (const [index, at] of times.slice(1).entries()) expect(at - times[index]!).toBeGreaterThanOrEqual(500);
	});
});

describe('an answer that does not come', () => {
	test.each([
		['is lost', { kind: 'resetAfter' }],
		['says that data is not ready', { kind: 'answer', status: 400, body: { code: 1254607, msg: 'Data not ready' } }],
		['says that the call came before', { kind: 'answer', status: 403, body: { code: 1254608, msg: 'ReqRecommited' } }],
		['says that it took too long', { kind: 'answer', status: 504, body: { code: 1255040, msg: 'timed out' } }],
	] as const)('is followed by a look, and by no repeat of what is done, where it %s', async (_what, fault) => {
		const ids = named(250);
		seed(ids);
		world.sandbox.fault({ endpoint: 'baseRecord', on: 1, ...fault });
		const { json } = await remove(ids);
		expect(statusesOf(json)).toEqual({ deleted: 250 });
		expect(json.every(({ confirmed_by }) => confirmed_by === 'read')).toBe(true);
		expect([callsOf('baseRecord').length, callsOf('baseBatchGet').length]).toEqual([1, 3]);
	});

	test('is followed by a look, and by a repeat of what is still there', async () => {
		const ids = named(3);
		seed(ids);
		world.sandbox.fault({ endpoint: 'baseRecord', kind: 'resetBefore', on: 1 });
		const { json } = await remove(ids);
		expect(statusesOf(json)).toEqual({ deleted: 3 });
		expect(world.sandbox.log.filter(({ endpoint }) => /^base(Record|BatchGet)$/.test(endpoint)).map(({ endpoint }) => endpoint)).toEqual([
			'baseRecord',
			'baseBatchGet',
			'baseBatchGet',
			'baseRecord',
		]);
	});

	test('is repeated all the same where nobody may look', async () => {
		seed(['rec1']);
		world.sandbox.fault({ endpoint: 'baseRecord', kind: 'resetBefore', on: 1 });
		world.sandbox.fault({ endpoint: 'baseBatchGet', kind: 'code', code: 99991672, on: 'every' });
		expect((await remove(['rec1'])).json).toMatchObject([{ status: 'deleted' }]);
		expect(callsOf('baseRecord')).toHaveLength(2);
	});
});

describe('a Base in a wiki', () => {
	const WIKI = 'https://example.feishu.cn/wiki/wikOne?table=tblOne';

	test('is looked up once a run, whoever names it, and is one Base with its ID', async () => {
		seed(['rec1', 'rec2', 'rec3']);
		world.sandbox.seed.wikiNode({ nodeToken: 'wikOne', objToken: BASE, objType: 'bitable' });
		const { json } = await run('delete', { appToken: link('={{ $json.base }}'), tableId: link(WIKI), recordIds: '={{ $json.id }}' }, [
			{ base: WIKI, id: 'rec1' },
			{ base: `https://example.feishu.cn/base/${BASE}`, id: 'rec2' },
			{ base: WIKI, id: 'rec3' },
			{ base: WIKI, id: 'rec2' },
		]);
		expect(json.map(({ status, app_token }) => [status, app_token])).toEqual(numbered(4, () => 'deleted').map((status) => [status, BASE]));
		expect([callsOf('wikiNode').length, callsOf('baseRecord').length]).toEqual([1, 1]);
	});

	test('that is no Base is told so, and nothing is sent for it', async () => {
		seed(['rec1']);
		world.sandbox.seed.wikiNode({ nodeToken: 'wikOne', objToken: 'docx1', objType: 'docx' });
		const { json } = await run('delete', { appToken: link(WIKI), recordIds: 'rec1' });
		expect(json).toMatchObject([{ status: 'not_sent', reason: expect.stringContaining('is not a Base') as string }]);
		expect(left()).toEqual(['rec1']);
	});

	test('is found by the list of tables', async () => {
		seed([]);
		world.sandbox.seed.wikiNode({ nodeToken: 'wikOne', objToken: BASE, objType: 'bitable' });
		const list = await listFrom(
			'feishuBaseRecord',
			'searchTables',
			{ parameters: { authentication: 'feishuTenantApi', appToken: link(WIKI) }, credentials: { feishuTenantApi: 'tenant' } },
			sandboxCredentials(world.sandbox),
		);
		expect(list.results).toEqual([{ name: 'Table tblOne', value: TABLE }]);
	});
});

const COLUMNS = [
	['Name', 1],
	['Amount', 2],
	['State', 3],
	['Tags', 4],
	['Due', 5],
	['Done', 7],
	['Owner', 11],
	['Page', 15],
	['Files', 17],
	['Before', 18],
	['Sum', 20],
	['Place', 22],
	['No.', 1005],
	['record_id', 1],
] as const;

const FIELDS: IDataObject = {
	Name: text('First'),
	Amount: 0,
	State: 'Open',
	Tags: ['a', 'b'],
	Due: Date.UTC(2026, 2, 15, 5),
	Done: false,
	Owner: [
		{ id: 'ou_lin', name: 'Lin' },
		{ id: 'ou_zhou', en_name: 'Zhou' },
	],
	Page: { text: 'Page', link: 'https://example.com' },
	Files: [{ file_token: 'boxcn1', name: 'a.pdf' }],
	Before: { link_record_ids: ['rec2'] },
	Sum: { type: 5, value: [Date.UTC(2026, 2, 15, 5)] },
	Place: { location: '116.3,39.9', full_address: 'Beijing' },
	'No.': '7',
	record_id: text('mine'),
};

function seedFull(): void {
	world.sandbox.seed.base({
		appToken: BASE,
		files: ['boxcn1'],
		tables: [
			{
				tableId: TABLE,
				columns: COLUMNS.map(([name, type]) => ({ name, type })),
				records: [
					{ recordId: 'rec1', fields: FIELDS, createdAt: Date.UTC(2026, 0, 1) },
					{ recordId: 'rec2', fields: { Name: text('Second') }, createdAt: Date.UTC(2026, 5, 1), modifiedAt: Date.UTC(2026, 6, 1) },
				],
			},
		],
	});
}

describe('Get Many', () => {
	test('returns a record in one level, as people read it', async () => {
		seedFull();
		const { json } = await run('getAll', { returnAll: true });
		expect(json[0]).toEqual({
			record_name: 'First',
			Name: 'First',
			Amount: 0,
			State: 'Open',
			Tags: 'a, b',
			Due: '2026-03-15T13:00:00+08:00',
			Done: false,
			Owner: 'Lin, Zhou',
			Page: 'https://example.com',
			Files: 'a.pdf',
			Before: 'rec2',
			Sum: '2026-03-15T13:00:00+08:00',
			Place: 'Beijing',
			'No.': '7',
			'record_id (field)': 'mine',
			record_id: 'rec1',
			created_time: '2026-01-01T08:00:00+08:00',
			last_modified_time: '2026-01-01T08:00:00+08:00',
			table_id: TABLE,
			app_token: BASE,
		});
		expect(Object.keys(json[0] ?? {})[0]).toBe('record_name');
	});

	test('returns it as Feishu answers it, where that is wanted, without asking for the fields', async () => {
		seedFull();
		const { json } = await run('getAll', { returnAll: true, options: { simplify: false } });
		expect(json[0]).toMatchObject({ record_id: 'rec1', fields: FIELDS, table_id: TABLE, app_token: BASE });
		expect(callsOf('baseFields')).toEqual([]);
	});

	test.each([
		['created', '2026-03-01', ['rec1']],
		['created', '2026-06-02', ['rec1', 'rec2']],
		['changed', '2026-06-15', ['rec1']],
		['created', '2025-01-01', []],
	])('finds what is older, by when it was %s: before %s', async (ageBy, olderThan, ids) => {
		seedFull();
		const { json } = await run('getAll', { returnAll: true, options: { olderThan, ageBy } });
		expect(json.map(({ record_id }) => record_id)).toEqual(ids);
	});

	test('never takes a record for old whose age Feishu does not tell', async () => {
		seedFull();
		world.sandbox.fault({ endpoint: 'baseSearch', kind: 'omit', field: 'created_time', on: 'every' });
		const { json } = await run('getAll', { returnAll: true, options: { olderThan: '2030-01-01' } });
		expect(json).toMatchObject([{ status: 'refused', reason: 'Feishu does not say how old 2 records of this table are' }]);
	});

	test('reads a table by pages of 500, and no more of it than Limit wants', async () => {
		seed(named(1_201));
		expect((await run('getAll', { returnAll: true })).json).toHaveLength(1_201);
		expect(callsOf('baseSearch').map(({ query }) => query.page_size)).toEqual(['500', '500', '500']);
		world.sandbox.log.length = 0;
		expect((await run('getAll', { returnAll: false, limit: 3 })).json).toHaveLength(3);
		expect(callsOf('baseSearch')).toHaveLength(1);
	});

	const done = { field_name: 'State', operator: 'is', value: ['Done'] };

	test.each<[string, IDataObject]>([
		['a group with nothing in it', { conjunction: 'and', children: [{}] }],
		['a group without conditions', { conjunction: 'and', conditions: [done], children: [{ conjunction: 'or', conditions: [] }] }],
		['a group without its conjunction', { conjunction: 'and', children: [{ conditions: [done] }] }],
		['conditions that are no objects', { conjunction: 'or', conditions: [done, null, 'State'] }],
		['a condition without a field', { conjunction: 'and', conditions: [{ operator: 'is', value: ['Done'] }] }],
		['a condition without an operator', { conjunction: 'and', conditions: [{ field_name: 'State', value: ['Done'] }] }],
		['a blank value', { conjunction: 'and', conditions: [{ ...done, operator: 'isNot', value: [''] }] }],
		['a value that an expression did not find', { conjunction: 'and', conditions: [{ ...done, value: [null] }] }],
		['no value', { conjunction: 'and', children: [{ conjunction: 'and', conditions: [{ ...done, value: [] }] }] }],
	])('a JSON filter with %s finds nothing, and not everything', async (_what, filter) => {
		seed(['rec1', 'rec2']);
		for (const filterJson of [JSON.stringify(filter), `={{ ${JSON.stringify(filter)} }}`]) {
			const { json } = await run('getAll', { returnAll: true, filterBy: 'json', filterJson });
			expect(json).toMatchObject([{ status: 'refused', reason: expect.stringContaining('Filter (JSON)') as string }]);
		}
		expect(callsOf('baseSearch')).toEqual([]);
	});

	test('a JSON filter may have groups, and conditions that need no value', async () => {
		seed(['rec1']);
		const isEmpty = { field_name: 'State', operator: 'isEmpty' };
		const filter = { conjunction: 'or', children: [{ conjunction: 'and', conditions: [isEmpty, { ...isEmpty, value: [] }] }] };
		await run('getAll', { returnAll: true, filterBy: 'json', filterJson: JSON.stringify(filter) });
		expect(callsOf('baseSearch')[0]?.body).toMatchObject({ filter });
	});

	test('keeps the pages before one that is refused, and says so', async () => {
		seed(named(600));
		world.sandbox.fault({ endpoint: 'baseSearch', kind: 'code', code: 1254030, on: 2 });
		const { json } = await run('getAll', { returnAll: true });
		expect(json.length).toBe(501);
		expect(json.at(-1)).toMatchObject({ status: 'refused', code: 1254030, table_id: TABLE });
	});

	test('is a tool for an agent', async () => {
		seedFull();
		const agent = agentWith({ ...setup('getAll', { limit: 5 }), name: 'Find' }, new CredentialStore(sandboxCredentials(world.sandbox)));
		expect(await agent.call({})).toContain('"record_id":"rec2"');
	});
});

describe('Keep a Copy', () => {
	test('reads 100 records a call and the fields once, and the copies restore what can be', async () => {
		seedFull();
		const removed = await remove(['rec1', 'rec2'], { keepCopy: true });
		expect(removed.json.map(({ status, record_name }) => [status, record_name])).toEqual([
			['deleted', 'First'],
			['deleted', 'Second'],
		]);
		expect(removed.json[0]?.snapshot).toMatchObject({
			record_id: 'rec1',
			fields: FIELDS,
			not_restored: ['Sum', 'No.'],
			created_time: Date.UTC(2026, 0, 1),
		});
		expect(left()).toEqual([]);

		// What it links to comes back first, under another ID.
		const second = await run('create', { records: '={{ $json.snapshot }}' }, [removed.json[1]!]);
		const [{ record_id: other } = {}] = second.json;
		expect(other).not.toBe('rec2');
		const snapshot = removed.json[0]?.snapshot as IDataObject;
		const fields = { ...(snapshot.fields as IDataObject), Before: { link_record_ids: [other] } };
		const { json } = await run('create', { records: '={{ $json.snapshot }}' }, [{ snapshot: { ...snapshot, fields } }]);
		expect(json).toMatchObject([{ status: 'created', restored_from: 'rec1', not_restored: ['Sum', 'No.'] }]);
		const [, row] = [...world.sandbox.state.bases.get(BASE)!.tables.get(TABLE)!.records.values()];
		expect(row?.fields).toMatchObject({ Name: text('First'), Amount: 0, Done: false, Tags: ['a', 'b'], Due: FIELDS.Due });
	});

	test('takes 500 records in five looks', async () => {
		const ids = named(500);
		seed(ids);
		const { json } = await remove(ids, { keepCopy: true });
		expect(statusesOf(json)).toEqual({ deleted: 500 });
		expect([callsOf('baseRecord').length, callsOf('baseBatchGet').length, callsOf('baseFields').length]).toEqual([1, 5, 1]);
	});

	test('deletes nothing of which the fields cannot be read', async () => {
		seed(['rec1']);
		world.sandbox.fault({ endpoint: 'baseFields', kind: 'code', code: 1254302, on: 'every' });
		const { json } = await remove(['rec1'], { keepCopy: true });
		expect(json).toMatchObject([{ status: 'not_sent', code: 1254302 }]);
		expect(left()).toEqual(['rec1']);
	});

	test('does not let one malformed ID keep the others from being read', async () => {
		seed(['rec1', 'rec2']);
		const { json } = await remove(['rec1', 'rec.2', 'rec2'], { keepCopy: true });
		expect(json.map(({ status, code }) => [status, code])).toEqual([
			['deleted', undefined],
			['not_sent', 1254006],
			['deleted', undefined],
		]);
	});
});

describe('what is restored', () => {
	const snapshot = (number: number) => ({ record_id: `recOld${number}`, fields: { Name: text(`Old ${number}`) } });
	const restore = async (snapshots: readonly IDataObject[], settings?: NodeSetup['settings']) =>
		await run('create', { records: '={{ $json.snapshots }}' }, [{ snapshots }] as IDataObject[], settings);

	test('goes 1,000 a call, each with a token of its own', async () => {
		seed([]);
		const { json } = await restore(numbered(1_001, String).map((_one, index) => snapshot(index)));
		expect(statusesOf(json)).toEqual({ created: 1_001 });
		const tokens = callsOf('baseCreate').map(({ query }) => query.client_token);
		expect(new Set(tokens).size).toBe(2);
		expect(left()).toHaveLength(1_001);
	});

	test('is there once, though the answer is lost: the same call has the same token', async () => {
		seed([]);
		world.sandbox.fault({ endpoint: 'baseCreate', kind: 'resetAfter', on: 1 });
		const { json } = await restore([snapshot(1), snapshot(2)]);
		expect(statusesOf(json)).toEqual({ created: 2 });
		expect(left()).toHaveLength(2);
		expect(new Set(callsOf('baseCreate').map(({ query }) => query.client_token)).size).toBe(1);
	});

	test('is unknown where Feishu refuses the same token, and no other try sends it again', async () => {
		seed([]);
		world.sandbox.setOptions({ answers: { repeatedBaseCalls: 'refuse' } });
		world.sandbox.fault({ endpoint: 'baseCreate', kind: 'resetAfter', on: 1 });
		const { error } = await restore([snapshot(1)], { onError: 'stopWorkflow', retryOnFail: true, maxTries: 2, waitBetweenTries: 0 });
		expect(error?.message).toMatch(/^0 of 1 base record restored, 1 unknown\./);
		expect(left()).toHaveLength(1);
		expect(callsOf('baseCreate')).toHaveLength(4);
	});

	test('twice in two executions is there twice: the tokens differ', async () => {
		seed([]);
		await restore([snapshot(1)]);
		await restore([snapshot(1)]);
		expect(left()).toHaveLength(2);
	});

	test('is refused by itself where one of its values does not fit, and the others are restored', async () => {
		seed([]);
		const bad = { record_id: 'recBad', fields: { Name: text('Bad'), Gone: 'x' } };
		const { json } = await restore([snapshot(1), bad, snapshot(2)]);
		expect(json.map(({ status, code }) => [status, code])).toEqual([
			['created', undefined],
			['refused', 1254045],
			['created', undefined],
		]);
	});
});
