import { callAsSpecified, callDeletion, dataOf, gist, type SpecCall } from '../../sandbox/sandboxClient';
import { sandboxed } from '../../support/sandboxed';
import { baseBatchGet, baseCreate, baseSearch } from './recordCalls';
import { wikiNode } from './wiki';
import { text } from './world';

const world = sandboxed();

const params = { app_token: 'appOne', table_id: 'tblOne' };

const TOKEN = 'fe599b60-450f-46ff-b2ef-9f6675625b97';

const rows = () => [...world.sandbox.state.bases.get('appOne')!.tables.get('tblOne')!.records.keys()];

const seed = (...ids: string[]) =>
	world.sandbox.seed.base({ appToken: 'appOne', tables: [{ tableId: 'tblOne', records: ids.map((recordId) => ({ recordId })) }] });

const remove = (records: unknown, more: SpecCall = {}) => callDeletion(world.sandbox, 'baseRecord', { params, body: { records }, ...more });
const get = (record_ids: unknown, more: object = {}) =>
	callAsSpecified(world.sandbox, baseBatchGet.rules, { params, body: { record_ids, ...more } });
const create = (fields: object, query: Record<string, string> = {}) =>
	callAsSpecified(world.sandbox, baseCreate.rules, { params, query, body: { records: [{ fields }] } });
const search = (body: object) => callAsSpecified(world.sandbox, baseSearch.rules, { params, body });
const found = async (body: object) =>
	(dataOf(await search(body))['items'] as Array<{ record_id: string }>).map(({ record_id }) => record_id);

describe('records that are deleted', () => {
	it('are named, each once', async () => {
		seed('rec1', 'rec2');
		expect(dataOf(await remove(['rec1', 'rec1']))).toEqual({ records: [{ deleted: true, record_id: 'rec1' }] });
		expect(rows()).toEqual(['rec2']);
	});

	it('sink their call where one is not there, or are named when told to', async () => {
		seed('rec1');
		expect(gist(await remove(['rec1', 'rec9']))).toEqual([200, 1254043]);
		expect(rows()).toEqual(['rec1']);
		world.sandbox.setOptions({ answers: { missingBaseRecords: 'name' } });
		expect(dataOf(await remove(['rec1', 'rec9']))).toEqual({
			records: [
				{ deleted: true, record_id: 'rec1' },
				{ deleted: false, record_id: 'rec9' },
			],
		});
	});

	it('are refused for other Bases, tables and accounts', async () => {
		seed('rec1');
		expect(gist(await remove(['rec1'], { params: { ...params, app_token: 'appNone' } }))).toEqual([200, 1254040]);
		expect(gist(await remove(['rec1'], { params: { ...params, table_id: 'tblNone' } }))).toEqual([200, 1254041]);
		world.sandbox.seed.base({ appToken: 'appOne', managers: ['ou_boss'] });
		expect(gist(await remove(['rec1']))).toEqual([403, 1254302]);
		expect(gist(await remove(['rec1'], { token: world.sandbox.seed.userToken({ openId: 'ou_boss' }) }))).toEqual([200, 0]);
	});

	it('are not deleted while another call is at work on the table, even one that reads', async () => {
		seed('rec1');
		world.sandbox.setOptions({ latencyMs: 200 });
		const answers = await Promise.all([get(['rec1']), remove(['rec1']), search({})]);
		expect(answers.map(gist).map(([, code]) => code)).toEqual([0, 1254291, 1254291]);
	});
});

describe('records that are looked up', () => {
	it('are there, or not there, or hidden, or left out when told to', async () => {
		world.sandbox.seed.base({
			appToken: 'appOne',
			managers: [],
			tables: [{ tableId: 'tblOne', records: [{ recordId: 'rec1' }, { recordId: 'rec2', isHidden: true }] }],
		});
		expect(dataOf(await get(['rec1', 'rec2', 'rec3']))).toEqual({
			records: [{ fields: { Name: text('Row rec1') }, record_id: 'rec1' }],
			forbidden_record_ids: ['rec2'],
			absent_record_ids: ['rec3'],
		});
		world.sandbox.setOptions({ answers: { hiddenBaseRecords: 'leftOut' } });
		expect(dataOf(await get(['rec2']))).toEqual({ records: [], forbidden_record_ids: [], absent_record_ids: [] });
	});

	it('name people in the kind of ID that the body says, and tell their age when asked', async () => {
		world.sandbox.seed.person({ openId: 'ou_a', unionId: 'on_a', userId: 'a1' });
		world.sandbox.seed.base({
			appToken: 'appOne',
			tables: [
				{
					tableId: 'tblOne',
					columns: [{ name: 'Owner', type: 11 }],
					records: [{ recordId: 'rec1', createdAt: 5, fields: { Owner: [{ id: 'ou_a' }] } }],
				},
			],
		});
		expect(dataOf(await get(['rec1'], { user_id_type: 'union_id', automatic_fields: true }))['records']).toEqual([
			{ fields: { Owner: [{ id: 'on_a' }] }, record_id: 'rec1', created_time: 5, last_modified_time: 5 },
		]);
	});
});

describe('records that are created', () => {
	it('are there once for a client token, or are refused when told to', async () => {
		seed();
		const first = dataOf(await create({ Name: 'x' }, { client_token: TOKEN }));
		expect(dataOf(await create({ Name: 'x' }, { client_token: TOKEN }))).toEqual(first);
		expect(rows()).toHaveLength(1);
		world.sandbox.setOptions({ answers: { repeatedBaseCalls: 'refuse' } });
		expect(gist(await create({ Name: 'x' }, { client_token: TOKEN }))).toEqual([403, 1254608]);
		expect(gist(await create({ Name: 'x' }, { client_token: 'x' }))).toEqual([400, 1254037]);
	});

	it.each<[number, number, unknown]>([
		[1254060, 1, 7],
		[1254061, 2, '7'],
		[1254062, 3, ['a']],
		[1254063, 4, 'a'],
		[1254064, 5, '2026'],
		[1254065, 7, 'true'],
		[1254066, 11, [{ id: 'on_1' }]],
		[1254072, 13, 7],
		[1254068, 15, 'https://example.com'],
		[1254069, 17, [{ file_token: 'box', name: 'a' }]],
		[1254303, 17, [{ file_token: 'boxOther' }]],
		[1254067, 18, ['recNone']],
		[1254015, 20, 7],
		[1254015, 22, { location: '1,2' }],
		[1254015, 1005, '7'],
	])('are refused with %i where a field of the type %i holds %j', async (code, type, value) => {
		world.sandbox.seed.base({ appToken: 'appOne', tables: [{ tableId: 'tblOne', columns: [{ name: 'Field', type }] }] });
		expect(gist(await create({ Field: value }))[1]).toBe(code);
		expect(gist(await create({ Other: value }))[1]).toBe(1254045);
		expect(rows()).toEqual([]);
	});
});

describe('records that are searched for', () => {
	const condition = (field_name: string, operator: string, value: string[] = []) => ({
		filter: { conjunction: 'and', conditions: [{ field_name, operator, value }] },
	});

	beforeEach(() => {
		world.sandbox.seed.base({
			appToken: 'appOne',
			tables: [
				{
					tableId: 'tblOne',
					columns: [
						{ name: 'Name', type: 1 },
						{ name: 'Hours', type: 2 },
					],
					records: [
						{ recordId: 'rec1', fields: { Name: text('one'), Hours: 3 } },
						{ recordId: 'rec2', fields: { Name: text('two'), Hours: 1 } },
						{ recordId: 'rec3', fields: { Hours: 2 } },
					],
					views: { vewOne: ['rec2'] },
				},
			],
		});
	});

	it.each<[object, string[]]>([
		[{}, ['rec1', 'rec2', 'rec3']],
		[{ view_id: 'vewOne' }, ['rec2']],
		[{ view_id: 'vewOne', ...condition('Hours', 'isGreater', ['1']) }, ['rec1', 'rec3']],
		[condition('Name', 'is', ['one']), ['rec1']],
		[condition('Name', 'isNot', ['one']), ['rec2', 'rec3']],
		[condition('Name', 'contains', ['w', 'x']), ['rec2']],
		[condition('Name', 'doesNotContain', ['w']), ['rec1', 'rec3']],
		[condition('Name', 'isEmpty'), ['rec3']],
		[condition('Name', 'isNotEmpty'), ['rec1', 'rec2']],
		[condition('Hours', 'isGreaterEqual', ['2']), ['rec1', 'rec3']],
		[condition('Hours', 'isLess', ['ExactDate', '2']), ['rec2']],
		[condition('Hours', 'isLessEqual', ['2']), ['rec2', 'rec3']],
		[{ sort: [{ field_name: 'Hours' }] }, ['rec2', 'rec3', 'rec1']],
		[{ sort: [{ field_name: 'Hours', desc: true }] }, ['rec1', 'rec3', 'rec2']],
	])('by %j are %j', async (body, ids) => {
		expect(await found(body)).toEqual(ids);
	});

	it('are refused by a field, a view or a table that is not there', async () => {
		expect(gist(await search(condition('Other', 'isEmpty')))).toEqual([200, 1254045]);
		expect(gist(await search({ view_id: 'vewNone' }))).toEqual([200, 1254005]);
	});
});

it('says what a page of a wiki is of', async () => {
	world.sandbox.seed.wikiNode({ nodeToken: 'wik1', objToken: 'appOne', objType: 'bitable' });
	const asked = (token: string) => callAsSpecified(world.sandbox, wikiNode.rules, { query: { token } });
	expect(dataOf(await asked('wik1'))['node']).toMatchObject({ obj_token: 'appOne', obj_type: 'bitable' });
	expect(gist(await asked('wik2'))).toEqual([400, 131005]);
});
