import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { NodeSetup } from '../support/engine';
import { runNode } from '../support/engine';
import { CONTINUE, sandboxCredentials } from '../support/deletions';
import { sandboxed } from '../support/sandboxed';
import { toldBy } from '../support/told';

const world = sandboxed();

const BRANCH = { onError: 'continueErrorOutput' } as const;

/** 1 January 2026 in the workflow's zone, which is Shanghai. */
const FROM = 1_767_196_800;
const DAY = { checkTimeFrom: '2026-01-01T00:00:00', checkTimeTo: '2026-01-02T00:00:00' };

async function run(operation: string, items: readonly IDataObject[], parameters: INodeParameters, settings: NodeSetup['settings'] = {}) {
	return await runNode(
		items,
		{
			type: 'feishuAttendanceRecord',
			credentials: { feishuTenantApi: 'tenant' },
			parameters: { authentication: 'feishuTenantApi', operation, options: {}, ...parameters },
			settings,
		},
		sandboxCredentials(world.sandbox),
	);
}

const find = (items: readonly IDataObject[], parameters: INodeParameters = {}, settings?: NodeSetup['settings']) =>
	run('getAll', items, { employeeIds: '={{ $json.id }}', ...DAY, returnAll: true, simplify: true, ...parameters }, settings);
const look = (ids: string[], parameters: INodeParameters = {}, settings?: NodeSetup['settings']) =>
	run('get', [{ ids }], { recordIds: '={{ $json.ids }}', simplify: true, ...parameters }, settings);
const FIELDS = {
	source: 'fields',
	employeeId: '={{ $json.id }}',
	creatorId: 'admin',
	locationName: 'Gate',
	checkTime: '2026-01-01T09:00:00',
	comment: 'In',
	additionalFields: {},
};
const add = (items: readonly IDataObject[], parameters: INodeParameters = {}, settings?: NodeSetup['settings']) =>
	run('create', items, { ...FIELDS, ...parameters }, settings);
const putBack = (snapshots: IDataObject['snapshots'], settings?: NodeSetup['settings'], options: INodeParameters = {}) =>
	run('create', [{ snapshots }], { source: 'snapshots', snapshots: '={{ $json.snapshots }}', options }, settings);
const remove = (ids: readonly string[], options: INodeParameters = {}, settings: NodeSetup['settings'] = CONTINUE) =>
	run('delete', [{ ids }], { recordIds: '={{ $json.ids }}', options }, settings);

const calls = (endpoint: string) => world.sandbox.calls(endpoint);
const punches = () => [...world.sandbox.state.attendanceRecords.values()];
const people = (count: number) => Array.from({ length: count }, (_, index) => `e${index}`);
const items = (ids: readonly string[]) => ids.map((id) => ({ id }));
const seed = (id: string, about: Parameters<typeof world.sandbox.seed.attendanceRecords>[1] = {}) =>
	world.sandbox.seed.attendanceRecords([id], { userId: 'e0', checkTime: String(FROM + 60), ...about });
const hire = (ids: readonly string[]) =>
	ids.forEach((employeeId) => world.sandbox.seed.employee({ employeeId, employeeNo: `no-${employeeId}` }));
const noPermission = (endpoint: string) => world.sandbox.fault({ endpoint, kind: 'code', code: 99991672, status: 400, on: 'every' });

describe('Get Many', () => {
	it('looks back a month, in whole days of the workflow’s zone, unless a period is chosen', async () => {
		hire(['e0']);
		const before = Date.now() / 1_000;
		await run('getAll', [{}], { employeeIds: 'e0', simplify: true });
		const [from, to] = ['check_time_from', 'check_time_to'].map((key) => Number((calls('attendanceQuery')[0]?.body as IDataObject)[key]));
		const DAY_SECONDS = 86_400;
		// Shanghai is eight hours ahead, all year.
		for (const time of [from, to]) expect((time! + 8 * 3_600) % DAY_SECONDS).toBe(0);
		expect(to).toBeGreaterThan(before);
		expect(to! - DAY_SECONDS).toBeLessThanOrEqual(Date.now() / 1_000);
		expect([29, 30, 31, 32]).toContain((to! - from!) / DAY_SECONDS);
	});

	it('asks for fifty employees at once, and gives each item its own', async () => {
		const ids = people(120);
		ids.forEach((userId, index) => seed(`1${index}`, { userId }));
		seed('200', { userId: 'e7' });
		const { outputs, error } = await find(items(ids));
		expect(error).toBeUndefined();
		expect(calls('attendanceQuery').map(({ body }) => (body as { user_ids: string[] }).user_ids.length)).toEqual([50, 50, 20]);
		const found = outputs[0]!.map(({ json, pairedItem }) => [json.user_id, (pairedItem as { item: number }).item]);
		expect(found).toEqual(
			ids.flatMap((id, index) =>
				index === 7
					? [
							[id, 7],
							[id, 7],
						]
					: [[id, index]],
			),
		);
	});

	it('asks once for items with the same period, whoever asks twice, and again for another one', async () => {
		seed('1');
		const rows = [
			{ id: 'e0', to: '2026-01-02T00:00:00' },
			{ id: 'e1', to: '2026-01-02T00:00:00' },
			{ id: ['e1', 'e0'], to: FROM + 86_400 },
			{ id: 'e0', to: '2026-01-03T00:00:00' },
		];
		const { outputs } = await find(rows, { checkTimeTo: '={{ $json.to }}' });
		expect(outputs[0]!.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual([0, 2, 3]);
		expect(calls('attendanceQuery')).toHaveLength(2);
	});

	it('gives each item as many as its own Limit allows, though others ask for the same employee', async () => {
		for (let index = 0; index < 9; index += 1) seed(`${index}`);
		const { outputs } = await find([{ most: 1 }, { most: 4 }], { employeeIds: 'e0', returnAll: false, limit: '={{ $json.most }}' });
		expect(outputs[0]!.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual([0, 1, 1, 1, 1]);
	});

	it('returns so many for each item as Limit allows', async () => {
		for (let index = 0; index < 9; index += 1) seed(`${index}`, { userId: index % 2 === 0 ? 'e0' : 'e1' });
		const limited = await find([{ id: ['e0', 'e1'] }, { id: 'e1' }], { returnAll: false, limit: 3 });
		expect(limited.json.map(({ user_id }) => user_id)).toEqual(['e0', 'e0', 'e0', 'e1', 'e1', 'e1']);
		expect((await find([{ id: ['e0', 'e1'] }])).json).toHaveLength(9);
	});

	it('has the first second in it and not the last', async () => {
		seed('1', { checkTime: String(FROM) });
		seed('2', { checkTime: String(FROM + 86_400) });
		expect((await find([{ id: 'e0' }])).json.map(({ record_id }) => record_id)).toEqual(['1']);
	});

	it('finds one employee among fifty whom Feishu does not know', async () => {
		const ids = people(50);
		hire(ids.filter((id) => id !== 'e31'));
		ids.forEach((userId, index) => seed(`1${index}`, { userId }));
		const { json } = await find(items(ids), {}, CONTINUE);
		expect(json).toHaveLength(50);
		expect(json[31]).toMatchObject({ user_id: 'e31', status: 'refused', code: 1220004 });
		expect(json.filter(({ status }) => status === undefined).map(({ user_id }) => user_id)).toEqual(ids.filter((id) => id !== 'e31'));
		expect(calls('attendanceQuery').length).toBeLessThanOrEqual(14);

		const branched = await find(items(ids), {}, BRANCH);
		expect([branched.json.length, branched.errorJson.length]).toEqual([49, 1]);
		expect((await find(items(ids))).error?.message).toMatch(/^49 attendance records found, 1 employee refused\. /);
	});

	it('an app without the permission learns it by one call', async () => {
		noPermission('attendanceQuery');
		const { json } = await find(items(people(120)), {}, CONTINUE);
		expect(calls('attendanceQuery')).toHaveLength(1);
		expect(json[119]).toMatchObject({ user_id: 'e119', code: 99991672 });
	});

	it('asks again where an answer is lost', async () => {
		seed('1');
		world.sandbox.fault({ endpoint: 'attendanceQuery', kind: 'resetAfter', on: 1 });
		expect((await find([{ id: 'e0' }])).json).toHaveLength(1);
		expect(calls('attendanceQuery')).toHaveLength(2);
	});

	it('leaves out what was not imported, by all that tells it', async () => {
		seed('by type');
		seed('by external ID', { externalId: 'x' });
		seed('by idempotent ID', { idempotentId: 'y' });
		seed('by hand', { imported: false, type: 0 });
		seed('by machine', { imported: false, type: 5 });
		const found = async (options: INodeParameters) => (await find([{ id: 'e0' }], { options })).json.map(({ record_id }) => record_id);
		expect(await found({ importedOnly: true })).toEqual(['by type', 'by external ID', 'by idempotent ID']);
		expect(await found({ importedOnly: false })).toHaveLength(5);
		world.sandbox.setOptions({ answers: { attendanceImportedType: 'given' } });
		expect(await found({ importedOnly: true })).toEqual(['by external ID', 'by idempotent ID']);
	});

	it('finds by external ID to the letter, one or many', async () => {
		['a', 'b', 'a,b', 'A', undefined].forEach((externalId, index) => seed(String(index), externalId === undefined ? {} : { externalId }));
		const found = async (externalId: string) =>
			(await find([{ id: 'e0' }], { options: { externalId } })).json.map(({ record_id }) => record_id);
		expect(await found('a')).toEqual(['0']);
		expect(await found('a,b')).toEqual(['0', '1', '2']);
		expect(await found('={{ ["a,b"] }}')).toEqual(['2']);
		expect(await found('={{ ["a", "A"] }}')).toEqual(['0', '3']);
		expect(await found('none of them')).toEqual([]);
	});

	it('simplifies, or returns all that Feishu says', async () => {
		seed('1', { ssid: 'Office', externalId: 'x', deviceId: 'd' });
		const [simple] = (await find([{ id: 'e0' }])).json;
		expect(Object.keys(simple!)).toEqual([
			'user_id',
			'punch_time',
			'location_name',
			'comment',
			'record_id',
			'external_id',
			'check_time',
			'type',
			'creator_id',
			'employee_type',
		]);
		expect(simple).toMatchObject({ punch_time: '2026-01-01T00:01:00+08:00', check_time: String(FROM + 60) });
		const [raw] = (await find([{ id: 'e0' }], { simplify: false })).json;
		expect(raw).toMatchObject({ ...simple, ssid: 'Office', device_id: 'd', is_wifi: false, check_result: 'None' });
	});

	it('knows employees by their numbers', async () => {
		hire(['e0']);
		seed('1');
		const { json } = await find([{ id: 'no-e0' }], { options: { employeeIdType: 'employee_no' } });
		expect(json).toMatchObject([{ user_id: 'no-e0', record_id: '1' }]);
	});
});

describe('Get', () => {
	it('looks each record up by a call of its own, in their order', async () => {
		const ids = Array.from({ length: 20 }, (_, index) => `67093593136993569${index + 10}`);
		world.sandbox.seed.attendanceRecords(ids);
		const { json, error } = await look([...ids, ids[0]!]);
		expect(error).toBeUndefined();
		expect(json.map(({ record_id }) => record_id)).toEqual(ids);
		expect(calls('attendanceGet')).toHaveLength(20);
	});

	it('one that is not there costs the others nothing', async () => {
		world.sandbox.seed.attendanceRecords(['1', '3']);
		const { json } = await look(['1', '2', '3'], { simplify: false }, CONTINUE);
		expect(json).toMatchObject([
			{ record_id: '1', is_wifi: false },
			{ record_id: '2', status: 'refused', code: 1220001 },
			{ record_id: '3' },
		]);
		expect((await look(['1', '2'], {}, BRANCH)).errorJson).toMatchObject([{ error: { record_id: '2' } }]);
	});

	it('an answer without a record is none', async () => {
		world.sandbox.fault({ endpoint: 'attendanceGet', kind: 'answer', body: { data: {} }, on: 1 });
		expect((await look(['1'], {}, CONTINUE)).json).toMatchObject([
			{ record_id: '1', status: 'refused', reason: 'Feishu has no such attendance record' },
		]);
	});

	it('an app without the permission learns it by one call', async () => {
		noPermission('attendanceGet');
		await look(['1', '2', '3'], {}, CONTINUE);
		expect(calls('attendanceGet')).toHaveLength(1);
	});
});

describe('Import', () => {
	it('imports fifty records at once, and gives each item its own', async () => {
		const ids = people(120);
		const { json, error } = await add(items(ids));
		expect(error).toBeUndefined();
		expect(calls('attendanceImport').map(({ body }) => (body as { flow_records: unknown[] }).flow_records.length)).toEqual([50, 50, 20]);
		expect(json.map(({ user_id, status, created }) => [user_id, status, created])).toEqual(ids.map((id) => [id, 'created', true]));
		const made = world.sandbox.state.attendanceRecords;
		for (const { record_id, user_id, idempotent_id } of json)
			expect(made.get(String(record_id))).toMatchObject({ userId: user_id, idempotentId: idempotent_id, checkTime: String(FROM + 32_400) });
		expect(made.size).toBe(120);
	});

	it('imports what is the same in every field once', async () => {
		const { json } = await add(items(['e0', 'e0', 'e1']));
		expect(json.map(({ status }) => status)).toEqual(['created', 'created', 'created']);
		expect(json[0]?.record_id).toBe(json[1]?.record_id);
		expect(punches()).toHaveLength(2);
	});

	it.each(['resetAfter', 'resetBefore', 'http500', 'http502html', 'hang'] as const)(
		'imports nothing twice where an answer is lost: %s',
		async (kind) => {
			const done = kind === 'http500' || kind === 'http502html' || kind === 'hang' ? { done: true } : {};
			world.sandbox.fault({ endpoint: 'attendanceImport', kind, on: [1, 3], ...done });
			const { json, error } = await add(items(people(60)), { requestOptions: { timeout: 300 } });
			expect(error).toBeUndefined();
			expect(new Set(json.map(({ status }) => status))).toEqual(new Set(['created']));
			expect(punches()).toHaveLength(60);
		},
	);

	it('finds out by a look where every answer is lost', async () => {
		world.sandbox.fault({ endpoint: 'attendanceImport', kind: 'resetAfter', on: 'every' });
		const { json } = await add(items(people(3)), {}, CONTINUE);
		expect(punches()).toHaveLength(3);
		expect(json).toMatchObject(punches().map(({ recordId }) => ({ status: 'created', record_id: recordId, confirmed_by: 'read' })));
	});

	it('never says that it was not done: it stays unknown, with the ID that makes another run safe', async () => {
		world.sandbox.fault({ endpoint: 'attendanceImport', kind: 'resetBefore', on: 'every', times: 4 });
		const [unknown] = (await add(items(['e0']), {}, CONTINUE)).json;
		expect(unknown).toMatchObject({
			status: 'unknown',
			created: false,
			what_to_do: expect.stringContaining('same idempotent_id') as string,
		});
		const again = { additionalFields: { idempotentId: String(unknown?.idempotent_id) } };
		await add(items(['e0']), again);
		await add(items(['e0']), again);
		expect(punches()).toHaveLength(1);
	});

	it('stays unknown where the app may not look', async () => {
		noPermission('attendanceQuery');
		world.sandbox.fault({ endpoint: 'attendanceImport', kind: 'resetAfter', on: 'every' });
		expect((await add(items(['e0']), {}, CONTINUE)).json).toMatchObject([{ status: 'unknown' }]);
	});

	it('another try of the node imports nothing twice', async () => {
		noPermission('attendanceQuery');
		world.sandbox.fault({ endpoint: 'attendanceImport', kind: 'resetAfter', on: [1, 2, 3, 4] });
		const { json, error } = await add(items(people(60)), {}, { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
		expect(error).toBeUndefined();
		expect(json.map(({ status }) => status)).toEqual(people(60).map(() => 'created'));
		expect(punches()).toHaveLength(60);
	});

	it('finds one record among fifty that Feishu refuses', async () => {
		const ids = people(50);
		hire([...ids.filter((id) => id !== 'e31'), 'admin']);
		const { json } = await add(items(ids), {}, CONTINUE);
		expect(json[31]).toMatchObject({ user_id: 'e31', status: 'refused', code: 1220004 });
		expect(json.filter(({ status }) => status === 'created')).toHaveLength(49);
		expect(punches()).toHaveLength(49);
		expect((await add(items(ids), {}, BRANCH)).errorJson).toHaveLength(1);
	});

	it('tells records apart by employee and time where the answer has no idempotent IDs', async () => {
		world.sandbox.fault({ endpoint: 'attendanceImport', kind: 'omit', field: 'idempotent_id', on: 1 });
		const { json } = await add(items(people(3)));
		for (const { record_id, user_id } of json) expect(world.sandbox.state.attendanceRecords.get(String(record_id))?.userId).toBe(user_id);
		expect(calls('attendanceQuery')).toEqual([]);
	});

	it('says so where Feishu gives no record ID', async () => {
		world.sandbox.fault({ endpoint: 'attendanceImport', kind: 'omit', field: 'record_id', on: 1 });
		const { json, error } = await add(items(['e0']));
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{ status: 'created', created: true, record_id: null, what_to_do: expect.stringContaining('Get Many') as string },
		]);
	});

	it('says nothing of what the answer does not list', async () => {
		world.sandbox.fault({ endpoint: 'attendanceImport', kind: 'answer', body: { data: { flow_records: [] } }, done: false, on: 1 });
		expect((await add(items(['e0']), {}, CONTINUE)).json).toMatchObject([{ status: 'unknown', created: false }]);
	});

	it('an idempotent ID that Feishu knows from another record imports nothing, and says so', async () => {
		const own = { additionalFields: { idempotentId: 'mine' } };
		expect((await add(items(['e0', 'e1']), own, CONTINUE)).json.map(({ status }) => status)).toEqual(['created', 'refused']);
		expect((await add(items(['e2']), own, CONTINUE)).json).toMatchObject([
			{ status: 'unknown', created: false, what_to_do: expect.stringContaining('its own Idempotent ID') as string },
		]);
		expect((await add(items(['e0']), own)).json).toMatchObject([{ status: 'created' }]);
		expect(punches()).toHaveLength(1);
	});

	it.each(['without the employee', 'by another ID', 'in capitals', 'to the minute'] as const)(
		'a punch that Feishu describes otherwise, %s, is imported under an ID of the node’s; nobody knows under one of the builder’s',
		async (attendanceImported) => {
			if (attendanceImported === 'without the employee') {
				world.sandbox.fault({ endpoint: 'attendanceImport', kind: 'omit', field: 'user_id', on: 'every' });
			} else world.sandbox.setOptions({ answers: { attendanceImported } });
			noPermission('attendanceQuery');
			const checkTime = '2026-01-01T09:00:01';
			expect((await add(items(['e0']), { checkTime }, CONTINUE)).json).toMatchObject([
				{ status: 'created', created: true, record_id: punches()[0]?.recordId },
			]);
			const own = { checkTime, additionalFields: { idempotentId: 'mine' } };
			expect((await add(items(['e0']), own, CONTINUE)).json).toMatchObject([{ status: 'unknown', created: false }]);
		},
	);

	it('a look finds a punch by an ID of the node’s, however Feishu describes it; by one of the builder’s only what was asked for', async () => {
		world.sandbox.fault({ endpoint: 'attendanceImport', kind: 'resetAfter', on: 'every' });
		world.sandbox.fault({ endpoint: 'attendanceQuery', kind: 'omit', field: 'user_id', on: 'every' });
		expect((await add(items(['e0']), {}, CONTINUE)).json).toMatchObject([{ status: 'created', confirmed_by: 'read' }]);
		const own = { additionalFields: { idempotentId: 'mine' } };
		expect((await add(items(['e0']), own, CONTINUE)).json).toMatchObject([{ status: 'unknown' }]);
	});

	it('two records with one idempotent ID are two where Feishu imports both', async () => {
		const flow = { idempotent_id: 'mine', check_time: String(FROM + 32_400) };
		const flow_records = [
			{ ...flow, user_id: 'e1', record_id: '11' },
			{ ...flow, user_id: 'e0', record_id: '10' },
		];
		world.sandbox.fault({ endpoint: 'attendanceImport', kind: 'answer', body: { data: { flow_records } }, on: 1 });
		const { json } = await add(items(['e0', 'e1']), { additionalFields: { idempotentId: 'mine' } }, CONTINUE);
		expect(json.map(({ status, record_id }) => [status, record_id])).toEqual([
			['created', '10'],
			['created', '11'],
		]);
	});

	it('takes the same digits for two employees where one is a number and one an ID', async () => {
		hire(['7', '8', 'admin', 'no-admin']);
		world.sandbox.seed.employee({ employeeId: '8', employeeNo: '7' });
		const types = [{ type: 'employee_id' }, { type: 'employee_no' }];
		world.sandbox.seed.employee({ employeeId: 'admin', employeeNo: 'admin' });
		await add(types, { employeeId: '7', options: { employeeIdType: '={{ $json.type }}' } });
		expect(punches().map(({ userId }) => userId)).toEqual(['7', '8']);
	});

	it('of two records with one idempotent ID imports the first, as Feishu does, and says so', async () => {
		const twice = { employeeId: 'e0', comment: '={{ $json.comment }}', additionalFields: { idempotentId: 'mine' } };
		const { json } = await add([{ comment: 'In' }, { comment: 'Out' }], twice, CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(['created', 'refused']);
		expect(punches()).toMatchObject([{ comment: 'In' }]);
	});

	it('says in a summary how many', async () => {
		expect((await add(items(people(3)), { options: { output: 'summary' } })).json).toMatchObject([{ asked: 3, created: 3, calls: 1 }]);
	});

	it('one item that cannot be read costs the others nothing, or stops them all', async () => {
		const { json } = await add(items(['e0', '', 'e2']), {}, CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(['created', 'refused', 'created']);
		world.sandbox.reset('empty');
		expect((await add(items(['e0', '', 'e2']))).error?.message).toMatch(/Employee ID.+item 1 is blank/);
		expect(punches()).toEqual([]);
	});
});

describe('a deletion straight after an import', () => {
	it('waits until a look shows what was imported, instead of taking it for gone', async () => {
		hire(['e0', 'admin']);
		world.sandbox.setOptions({ lagMs: 3_000 });
		await add([{ id: 'e0' }]);
		const [{ recordId } = { recordId: '' }] = punches();
		const { outputs } = await remove([recordId], { keepCopy: true, alreadyGone: true });
		expect(outputs[0]?.map(({ json }) => [json.status, (json.snapshot as IDataObject | undefined)?.record_id])).toEqual([
			['deleted', recordId],
		]);
	});
});

describe('a copy', () => {
	const ABOUT = {
		creatorId: 'admin',
		locationName: 'Gate',
		comment: 'In',
		isField: true,
		isWifi: true,
		ssid: 'Office',
		bssid: 'b0:b8:67:5c:1d:72',
		type: 2,
		photoUrls: ['https://example.com/1.jpg'],
		externalId: 'import-1',
		idempotentId: 'spent',
	};
	const without = () =>
		punches()
			.map(({ recordId: _record, idempotentId: _once, ...rest }) => rest)
			.sort((a, b) => a.userId.localeCompare(b.userId));

	it.each(['free after deletion', 'spent for good'] as const)(
		'puts the world back as it was, idempotent IDs being %s',
		async (attendanceIdempotentIds) => {
			world.sandbox.setOptions({ answers: { attendanceImportedType: 'given', attendanceIdempotentIds } });
			const ids = people(13).map((userId, index) => {
				seed(`67093593136993569${index + 10}`, index % 2 === 0 ? { userId } : { ...ABOUT, userId, idempotentId: `spent-${index}` });
				return `67093593136993569${index + 10}`;
			});
			const before = without();
			const { json, error } = await remove(ids, { keepCopy: true });
			expect(error).toBeUndefined();
			expect(calls('attendanceGet')).toHaveLength(13);
			expect(punches()).toEqual([]);
			const back = await putBack(json.map(({ snapshot }) => snapshot));
			expect(back.json.map(({ status }) => status)).toEqual(ids.map(() => 'created'));
			expect(calls('attendanceImport')).toHaveLength(1);
			expect(without()).toEqual(before);
			for (const { recordId, idempotentId } of punches()) {
				expect(ids).not.toContain(recordId);
				expect(idempotentId).toMatch(/^n8n_/);
			}
		},
	);

	it('is taken as it is: an object, a list, or JSON text of either, from an item each', async () => {
		seed('1');
		const copies = (await remove(['1'], { keepCopy: true })).json.map(({ snapshot }) => snapshot as IDataObject);
		const forms = [copies[0], copies, JSON.stringify(copies[0]), JSON.stringify(copies)];
		for (const form of forms) expect((await putBack(form)).json).toMatchObject([{ status: 'created' }]);
		expect(punches()).toHaveLength(4);
		expect((await putBack([])).json).toEqual([]);
	});

	it('of two records that are the same but for their IDs puts both back', async () => {
		seed('1');
		seed('2');
		const { json } = await remove(['1', '2'], { keepCopy: true });
		await putBack(json.map(({ snapshot }) => snapshot));
		expect(punches()).toHaveLength(2);
	});

	it('reads as it did, though an imported punch has type 7', async () => {
		seed('1', { type: 2 });
		const [before] = (await find([{ id: 'e0' }])).json;
		await putBack((await remove(['1'], { keepCopy: true })).json[0]?.snapshot);
		const [after] = (await find([{ id: 'e0' }])).json;
		expect({ ...after, record_id: undefined, idempotent_id: undefined }).toEqual({
			...before,
			record_id: undefined,
			idempotent_id: undefined,
		});
	});

	it('what Get Many finds can be imported, too', async () => {
		seed('1', ABOUT);
		const { json } = await find([{ id: 'e0' }], { simplify: false });
		world.sandbox.state.attendanceRecords.clear();
		expect((await putBack(json)).json).toMatchObject([{ status: 'created' }]);
	});

	it('of a record that cannot be read: it is not deleted', async () => {
		seed('1');
		seed('2');
		hire(['somebody']);
		world.sandbox.seed.employee({ employeeId: 'e9', employeeNo: '9', outOfReach: true });
		seed('3', { userId: 'e9' });
		const { json } = await remove(['1', '3', '4'], { keepCopy: true });
		expect(json).toMatchObject([
			{ status: 'deleted', snapshot: { record_id: '1' } },
			{ status: 'not_sent', code: 1220005 },
			{ status: 'not_sent', reason: 'Keep a Copy found no such record in Feishu' },
		]);
		expect(punches().map(({ recordId }) => recordId)).toEqual(['2', '3']);
	});

	it.each<[string, Parameters<typeof seed>[1], RegExp]>([
		['a time before 2022', { checkTime: '1611476284' }, /check_time .+before 2022/],
		['no location', { locationName: '' }, /location_name is blank/],
		['no comment', { comment: ' ' }, /comment is blank/],
		['no creator', { creatorId: '' }, /creator_id is blank/],
		['no employee', { userId: '' }, /user_id is blank/],
		['a type that no page knows', { type: 8 }, /type holds the number 8/],
	])('of a record that Import would not take back: with %s, it is not deleted', async (_name, about, reason) => {
		world.sandbox.setOptions({ answers: { attendanceImportedType: 'given' } });
		seed('1', about);
		seed('2');
		const { json } = await remove(['1', '2'], { keepCopy: true });
		expect(json).toMatchObject([
			{
				status: 'not_sent',
				deleted: false,
				reason: expect.stringMatching(reason) as string,
				what_to_do: expect.stringContaining('Switch Keep a Copy off') as string,
			},
			{ status: 'deleted' },
		]);
		expect(json[0]).not.toHaveProperty('snapshot');
		expect((await remove(['1'])).json).toMatchObject([{ status: 'deleted' }]);
	});

	it('says what kind of employee IDs it has, and so does what is found', async () => {
		hire(['e0']);
		seed('1');
		const numbers = { options: { employeeIdType: 'employee_no' } };
		for (const simplify of [true, false]) {
			expect((await find([{ id: 'e0' }], { simplify })).json).toMatchObject([{ user_id: 'e0', employee_type: 'employee_id' }]);
			expect((await find([{ id: 'no-e0' }], { simplify, ...numbers })).json).toMatchObject([
				{ user_id: 'no-e0', employee_type: 'employee_no' },
			]);
			expect((await look(['1'], { simplify, ...numbers })).json).toMatchObject([{ user_id: 'no-e0', employee_type: 'employee_no' }]);
		}
		expect((await remove(['1'], { keepCopy: true })).json).toMatchObject([{ snapshot: { user_id: 'e0', employee_type: 'employee_id' } }]);
	});

	it('is imported by the kind of employee IDs that it has alone', async () => {
		hire(['e0', 'admin']);
		seed('1', ABOUT);
		seed('2', { ...ABOUT, idempotentId: 'other' });
		const numbers = { employeeIdType: 'employee_no' };
		const byNumber = (await find([{ id: 'no-e0' }], { simplify: false, options: numbers })).json;
		const byId = (await find([{ id: 'e0' }], { simplify: false })).json;
		const older = byId.map(({ employee_type: _type, ...flow }, index) => (index === 0 ? flow : { ...flow, employee_type: '' }));
		world.sandbox.state.attendanceRecords.clear();
		expect(toldBy((await putBack([...byId, ...byNumber])).error)).toMatch(
			/employee_type of record 3.+"employee_no".+Choose Employee Number/,
		);
		expect(toldBy((await putBack(byId, {}, numbers)).error)).toMatch(/"employee_id".+Choose Employee ID for/);
		expect((await putBack({ ...older[0], employee_type: 'open_id' })).error?.message).toMatch(/employee_type of record 1.+holds "open_id"/);
		expect(calls('attendanceImport')).toEqual([]);
		expect((await putBack(byNumber, {}, numbers)).error).toBeUndefined();
		expect((await putBack(byId)).error).toBeUndefined();
		expect((await putBack(older)).error).toBeUndefined();
		expect(punches().map(({ userId }) => userId)).toEqual(Array.from({ length: 6 }, () => 'e0'));
	});

	it('an app that may not read learns it by one call, and deletes nothing', async () => {
		const ids = Array.from({ length: 30 }, (_, index) => `1${index}`);
		world.sandbox.seed.attendanceRecords(ids);
		noPermission('attendanceGet');
		const { json } = await remove(ids, { keepCopy: true });
		expect(new Set(json.map(({ status }) => status))).toEqual(new Set(['not_sent']));
		expect([calls('attendanceGet').length, calls('attendanceRecord').length]).toEqual([1, 0]);
	});
});

describe('what cannot be a record', () => {
	const GOOD = { user_id: 'e0', creator_id: 'admin', location_name: 'Gate', check_time: String(FROM), comment: 'In' };

	it.each<[string, unknown, RegExp]>([
		['a comment that is an object', { ...GOOD, comment: { a: 1 } }, /comment of record 1.+instead of text/],
		['a list of comments', { ...GOOD, comment: ['In'] }, /comment of record 1.+a list instead of text/],
		['photos that are an object', { ...GOOD, photo_urls: { a: 1 } }, /photo_urls of record 1/],
		['a kind that is text', { ...GOOD, type: 'punch' }, /type of record 1/],
		['a time before 2022', { ...GOOD, check_time: '1611476284' }, /check_time of record 1.+before 2022/],
		['a time in words', { ...GOOD, check_time: 'yesterday' }, /check_time of record 1.+not a date/],
		['a second one without an employee', [GOOD, { ...GOOD, user_id: null }], /user_id of record 2.+is blank/],
		['everybody', { ...GOOD, user_id: 'all' }, /user_id of record 1.+is not an ID/],
		['what an expression leaves behind', { ...GOOD, user_id: 'undefined' }, /user_id of record 1.+Check the expression/],
		['an ID that leaves its place', { ...GOOD, user_id: '../../x' }, /user_id of record 1.+is not a Feishu ID/],
		['a list in a list', [[GOOD]], /a list as record 1/],
		['a number', 42, /number 42 as record 1/],
		['JSON text of nothing', 'null', /nothing as record 1/],
	])('%s: nothing is sent', async (_name, snapshots, words) => {
		const { error } = await putBack(snapshots as IDataObject);
		expect(toldBy(error)).toMatch(words);
		expect(calls('attendanceImport')).toEqual([]);
	});

	it('columns that no page knows are not sent, nor those without effect', async () => {
		const odd = { ...GOOD, record_id: '1', device_id: 'd', check_result: 'Late', idempotent_id: 'old', longitude: 1, constructor: 'x' };
		const { error } = await putBack(odd);
		expect(error).toBeUndefined();
		const [{ body } = { body: {} }] = calls('attendanceImport');
		expect(body).toEqual({ flow_records: [{ ...GOOD, idempotent_id: expect.stringMatching(/^n8n_\w{24}$/) as string }] });
	});
});

describe('a repeat after a lost answer', () => {
	/** The answer to the first call is lost, and nothing is done; the repeat lists the punch as not deleted. */
	const repeatSays = (msg: string) => {
		world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'resetBefore', on: 1 });
		const body = { msg, data: { success_record_ids: [], fail_record_ids: ['1'] } };
		world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'answer', done: false, body, on: 2 });
	};
	const because = (reason: unknown) => JSON.stringify({ 1: reason });

	it.each(['attendance group not found', 'user not exist', '考勤组不存在', 'record not found', 'only imported punches can be deleted'])(
		'proves nothing by its reason, “%s”: a look shows the punch',
		async (reason) => {
			seed('1');
			repeatSays(because(reason));
			expect((await remove(['1'])).json).toMatchObject([
				{ status: 'refused', deleted: false, confirmed_by: 'read', reason: expect.stringContaining(reason) as string },
			]);
			expect(calls('attendanceGet')).toHaveLength(2);
		},
	);

	it.each([
		['as text', because('attendance group not found'), 'attendance group not found'],
		['as an object', because({ text: 'group not found' }), '{"text":"group not found"}'],
		['that is null', 'null', 'Feishu listed it as not deleted when the call was repeated'],
		['of another record', '{"2":"record not found"}', 'Feishu listed it as not deleted when the call was repeated'],
	])('is unknown where nobody may look, with its reason %s', async (_name, msg, reason) => {
		noPermission('attendanceGet');
		repeatSays(msg);
		expect((await remove(['1'])).json).toMatchObject([{ status: 'unknown', deleted: false, reason }]);
	});

	it('is confirmed by a look where the lost call deleted the punch', async () => {
		seed('1');
		world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'resetAfter', on: 1 });
		expect((await remove(['1'])).json).toMatchObject([{ status: 'deleted', confirmed_by: 'read' }]);
	});
});

describe('a look after a deletion', () => {
	it('tells what became of records whose answers were lost', async () => {
		seed('1');
		seed('2', { imported: false });
		world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'resetAfter', on: 'every' });
		expect((await remove(['1', '2'])).json).toMatchObject([
			{ status: 'deleted', deleted: true, confirmed_by: 'read' },
			{ status: 'refused', deleted: false, confirmed_by: 'read' },
		]);
	});

	it('tells which refused records are gone, whatever Feishu’s words', async () => {
		world.sandbox.setOptions({ answers: { attendanceMsg: 'success' } });
		seed('1');
		seed('2', { imported: false });
		seed('3', { failsWith: 'record not found' });
		const { json } = await remove(['1', '2', '3', '4'], { alreadyGone: true });
		expect(json.map(({ status }) => status)).toEqual(['deleted', 'refused', 'refused', 'already_gone']);
		expect(json[3]).toMatchObject({ confirmed_by: 'read' });
		expect(calls('attendanceGet').map(({ path }) => path.split('/').pop())).toEqual(['2', '3', '4']);
	});

	it.each([
		[1220001, 'internal server error'],
		[1220001, 'employee_type invalid'],
		[1220001, 'access denied'],
		[1220001, 'service unavailable'],
		[1220001, 'param is invalid'],
		[1220001, 'user_flow_id invalid'],
		[1220001, 'employee not found'],
		[1220001, 'user not exist'],
		[1220001, 'attendance group not found'],
		[1220001, 'the user of this record is not found'],
		[1220001, 'record group not found'],
		[1220001, 'no such employee'],
		[1220001, '没有权限'],
		[1220001, '系统繁忙'],
		[1220001, '服务异常'],
		[1220001, '考勤组不存在'],
		[1220001, '记录人不存在'],
		[1220001, 'record 44 not found'],
		[1220004, 'user_id is not exist or does not have permission'],
		[1220004, 'record not found'],
		[1220005, 'no permission'],
	])('that is refused with %i, %s, tells nothing', async (code, msg) => {
		world.sandbox.fault({ endpoint: 'attendanceGet', kind: 'code', code, status: 400, msg, on: 'every' });
		expect((await remove(['4'], { alreadyGone: true })).json).toMatchObject([{ status: 'refused' }]);
		world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'resetBefore', on: 'every' });
		expect((await remove(['4'])).json).toMatchObject([{ status: 'unknown' }]);
	});

	it.each([
		'record not found',
		'Record does not exist.',
		'param is invalid: user_flow_id not found',
		'user flow not exist',
		'the flow record was already deleted',
		'no such attendance record',
		'4 not found',
		'record 4 is not exist',
		'user_flow_id "4" not found; log',
		'打卡流水不存在',
		'参数错误：该记录已被删除',
	])('that is refused since the record itself is not there, “%s”, shows that it is gone', async (msg) => {
		world.sandbox.fault({ endpoint: 'attendanceGet', kind: 'code', code: 1220001, status: 400, msg, on: 'every' });
		expect((await remove(['4'], { alreadyGone: true })).json).toMatchObject([{ status: 'already_gone', confirmed_by: 'read' }]);
	});

	it.each(['refused without a word', 'empty', 'null'] as const)(
		'that the pages leave open, “%s”, tells nothing',
		async (attendanceMissing) => {
			world.sandbox.setOptions({ answers: { attendanceMissing } });
			seed('1');
			const { json } = await remove(['1', '4'], { alreadyGone: true });
			expect(json.map(({ status }) => status)).toEqual(['deleted', 'refused']);
			expect((await remove(['4'], { keepCopy: true })).json).toMatchObject([
				{ status: 'not_sent', reason: expect.not.stringContaining('no such record') as string },
			]);
		},
	);

	it('that shows the record wrapped in another tells nothing', async () => {
		const body = { data: { user_flow: { record_id: '4' } } };
		world.sandbox.fault({ endpoint: 'attendanceGet', kind: 'answer', body, on: 'every' });
		expect((await remove(['4'], { alreadyGone: true })).json).toMatchObject([{ status: 'refused' }]);
	});

	it('that shows another record tells nothing', async () => {
		world.sandbox.fault({
			endpoint: 'attendanceGet',
			kind: 'answer',
			status: 200,
			body: { code: 0, data: { record_id: '5' } },
			on: 'every',
		});
		expect((await remove(['4'], { alreadyGone: true })).json).toMatchObject([{ status: 'refused' }]);
		seed('4');
		expect((await remove(['4'], { keepCopy: true })).json).toMatchObject([{ status: 'not_sent' }]);
		expect(punches()).toHaveLength(1);
	});

	it('is not taken where nobody wants to know', async () => {
		await remove(['4']);
		expect(calls('attendanceGet')).toEqual([]);
	});
});
