import type { JsonObject } from '../../sandbox/json';
import { callAsSpecified, callDeletion, dataOf, gist, type SpecCall } from '../../sandbox/sandboxClient';
import { as, sdkClient } from '../../sandbox/sdkClient';
import { fieldViolations } from '../../sandbox/shape';
import { sandboxed } from '../../support/sandboxed';
import { attendanceGet, attendanceImport, attendanceQuery } from './flows';
import { BAD_IMPORT } from './world';

const world = sandboxed();

const BY_ID = { employee_type: 'employee_id' } as const;
const BY_NO = { employee_type: 'employee_no' } as const;
const EVER = { check_time_from: '0', check_time_to: '9999999999' };
const FLOW = { user_id: 'emp_new', creator_id: 'emp_admin', location_name: 'Gate', check_time: '1700000000', comment: 'In' };
/** Every column that an import can set. */
const FULL_FLOW = {
	...FLOW,
	ssid: 'Office',
	bssid: 'b0:b8:67:5c:1d:72',
	is_field: true,
	is_wifi: true,
	type: 1,
	photo_urls: ['https://example.com/1.jpg'],
	external_id: 'external-1',
	idempotent_id: 'once-1',
};

const queried = (body: object, more: SpecCall = {}) =>
	callAsSpecified(world.sandbox, attendanceQuery.rules, { query: BY_ID, body, ...more });
const imported = (flow_records: unknown, more: SpecCall = {}) =>
	callAsSpecified(world.sandbox, attendanceImport.rules, { query: BY_ID, body: { flow_records }, ...more });
const got = (user_flow_id: string, more: SpecCall = {}) =>
	callAsSpecified(world.sandbox, attendanceGet.rules, { query: BY_ID, params: { user_flow_id }, ...more });
const removed = (record_ids: unknown) => callDeletion(world.sandbox, 'attendanceRecord', { body: { record_ids } });
const flowsIn = (data: JsonObject) => (data['user_flow_results'] ?? data['flow_records']) as JsonObject[];
const idsIn = (data: JsonObject) => flowsIn(data).map(({ record_id }) => record_id);
const recordsOf = () => [...world.sandbox.state.attendanceRecords.values()];
const seedEmployees = () => {
	world.sandbox.seed.employee({ employeeId: 'emp_new', employeeNo: '7' });
	world.sandbox.seed.employee({ employeeId: 'emp_admin', employeeNo: '8' });
	world.sandbox.seed.employee({ employeeId: 'emp_far', employeeNo: '9', outOfReach: true });
};

describe('the query for punches', () => {
	it('answers the official SDK with what there is of each', async () => {
		world.sandbox.seed.attendanceRecords(['1'], {
			userId: 'emp_new',
			creatorId: 'emp_admin',
			locationName: 'Gate',
			checkTime: '1700000000',
			comment: 'In',
			ssid: 'Office',
			bssid: 'b0:b8:67:5c:1d:72',
			isField: true,
			isWifi: true,
			photoUrls: ['https://example.com/1.jpg'],
			externalId: 'external-1',
			idempotentId: 'once-1',
		});
		world.sandbox.seed.attendanceRecords(['2'], {
			userId: 'emp_new',
			imported: false,
			type: 5,
			deviceId: 'd1',
			checkResult: 'Late',
			checkTime: '1700000001',
		});
		const answer = await sdkClient(world.sandbox).attendance.v1.userFlow.query(
			{ params: { ...BY_ID, include_terminated_user: true }, data: { user_ids: ['emp_new'], ...EVER } },
			as(world.sandbox),
		);
		expect(answer).toEqual({
			code: 0,
			msg: 'success',
			data: {
				user_flow_results: [
					{ ...FULL_FLOW, record_id: '1', type: 7, check_result: 'None' },
					{
						user_id: 'emp_new',
						creator_id: 'sandbox_employee',
						location_name: 'Sandbox',
						check_time: '1700000001',
						comment: 'Seeded',
						record_id: '2',
						is_field: false,
						is_wifi: false,
						type: 5,
						device_id: 'd1',
						check_result: 'Late',
					},
				],
			},
		});
	});

	it('has the first second in it, and not the last', async () => {
		world.sandbox.seed.attendanceRecords(['1'], { userId: 'emp_new', checkTime: '100' });
		const found = async (check_time_from: string, check_time_to: string) =>
			idsIn(dataOf(await queried({ user_ids: ['emp_new'], check_time_from, check_time_to }))).length;
		expect([await found('100', '101'), await found('99', '100'), await found('101', '102'), await found('100', '100')]).toEqual([
			1, 0, 0, 0,
		]);
	});

	it('answers for those who had an ID before only when it is told to', async () => {
		world.sandbox.seed.attendanceRecords(['now'], { userId: 'emp_new' });
		world.sandbox.seed.attendanceRecords(['before'], { userId: 'emp_new', byPredecessor: true });
		const found = async (query: Record<string, string>) =>
			idsIn(dataOf(await queried({ user_ids: ['emp_new'], ...EVER }, { query: { ...BY_ID, ...query } })));
		expect(await found({})).toEqual(['now']);
		expect(await found({ include_terminated_user: 'false' })).toEqual(['now']);
		expect(await found({ include_terminated_user: 'true' })).toEqual(['now', 'before']);
	});

	it('knows employees by their numbers, and writes them so', async () => {
		seedEmployees();
		world.sandbox.seed.attendanceRecords(['1'], { userId: 'emp_new', creatorId: 'emp_admin' });
		const data = dataOf(await queried({ user_ids: ['7'], ...EVER }, { query: BY_NO }));
		expect(flowsIn(data)).toMatchObject([{ user_id: '7', creator_id: '8', record_id: '1' }]);
		expect(gist(await queried({ user_ids: ['7'], ...EVER }))).toEqual([400, 1220004]);
		expect(gist(await queried({ user_ids: ['emp_new'], ...EVER }, { query: BY_NO }))).toEqual([400, 1220004]);
		expect(gist(await queried({ user_ids: ['emp_new', 'emp_far'], ...EVER }))).toEqual([400, 1220005]);
	});

	it('takes 50 employees, and none twice', async () => {
		world.sandbox.seed.attendanceRecords(['1'], { userId: 'e0' });
		const ids = Array.from({ length: 51 }, (_, index) => `e${index}`);
		expect(idsIn(dataOf(await queried({ user_ids: ids.slice(0, 50), ...EVER })))).toEqual(['1']);
		expect(idsIn(dataOf(await queried({ user_ids: ['e0', 'e0'], ...EVER })))).toEqual(['1']);
		expect(gist(await queried({ user_ids: ids, ...EVER }))).toEqual([400, 1220001]);
	});

	it.each([
		['no employees', { user_ids: [], ...EVER }],
		['a time in milliseconds', { user_ids: ['e'], ...EVER, check_time_to: '1700000000000' }],
		['a date', { user_ids: ['e'], ...EVER, check_time_from: '2026-01-01' }],
		['an end before its beginning', { user_ids: ['e'], check_time_from: '2', check_time_to: '1' }],
	])('refuses %s', async (_name, body) => {
		expect(gist(await queried(body))).toEqual([400, 1220001]);
	});
});

describe('the import of punches', () => {
	it('makes for the official SDK what can be looked up and deleted', async () => {
		const flows = sdkClient(world.sandbox).attendance.v1.userFlow;
		const { code, data } = await flows.batchCreate({ params: BY_ID, data: { flow_records: [FULL_FLOW, FLOW] } }, as(world.sandbox));
		expect(code).toBe(0);
		const [full, plain] = data?.flow_records ?? [];
		expect(full).toEqual({ ...FULL_FLOW, record_id: expect.stringMatching(/^\d{19}$/) as string, check_result: 'None' });
		expect(plain).toEqual({
			...FLOW,
			record_id: expect.stringMatching(/^\d{19}$/) as string,
			is_field: false,
			is_wifi: false,
			type: 0,
			check_result: 'None',
		});
		expect(full?.record_id).not.toBe(plain?.record_id);
		const looked = await flows.get({ path: { user_flow_id: full?.record_id ?? '' }, params: BY_ID }, as(world.sandbox));
		expect(looked.data).toEqual({ ...full, type: 7 });
		const ids = [full?.record_id, plain?.record_id];
		expect(dataOf(await removed(ids))).toEqual({ success_record_ids: ids, fail_record_ids: [] });
	});

	it('takes what a query answers, and makes the same of it once more', async () => {
		world.sandbox.setOptions({ answers: { attendanceImportedType: 'given' } });
		await imported([FULL_FLOW]);
		const query = async () => flowsIn(dataOf(await queried({ user_ids: ['emp_new'], ...EVER })));
		const [before] = await query();
		const { recordId: _old, ...kept } = recordsOf()[0]!;
		await removed([before?.['record_id']]);
		expect(await query()).toEqual([]);
		expect(gist(await imported([before]))).toEqual([200, 0]);
		const [after] = await query();
		expect(after).toEqual({ ...before, record_id: expect.stringMatching(/^\d{19}$/) as string });
		expect(after?.['record_id']).not.toBe(before?.['record_id']);
		expect(recordsOf()).toEqual([{ ...kept, recordId: after?.['record_id'] }]);
	});

	it('shows imported punches with type 7, or with the one they were given, as told', async () => {
		const id = String(idsIn(dataOf(await imported([{ ...FLOW, type: 2 }])))[0]);
		const shown = async () => [
			dataOf(await got(id))['type'],
			flowsIn(dataOf(await queried({ user_ids: ['emp_new'], ...EVER })))[0]?.['type'],
		];
		expect(await shown()).toEqual([7, 7]);
		world.sandbox.setOptions({ answers: { attendanceImportedType: 'given' } });
		expect(await shown()).toEqual([2, 2]);
		expect(recordsOf()).toMatchObject([{ imported: true, type: 2 }]);
	});

	it('makes nothing of an idempotent ID that it knows, in the same call or a later one', async () => {
		const once = { ...FLOW, idempotent_id: 'once' };
		const first = idsIn(dataOf(await imported([once, { ...once, comment: 'Out' }])));
		expect(first[0]).toBe(first[1]);
		const [again] = flowsIn(dataOf(await imported([{ ...once, comment: 'Later' }])));
		expect(again).toMatchObject({ record_id: first[0], comment: 'In' });
		expect(recordsOf()).toHaveLength(1);
		await imported([FLOW, FLOW]);
		expect(recordsOf()).toHaveLength(3);
	});

	it('knows the idempotent ID of a deleted punch no longer, or for good when told to', async () => {
		const once = { ...FLOW, idempotent_id: 'once' };
		const [first] = idsIn(dataOf(await imported([once])));
		await removed([first]);
		const [second] = idsIn(dataOf(await imported([once])));
		expect(second).not.toBe(first);
		await removed([second]);
		world.sandbox.setOptions({ answers: { attendanceIdempotentIds: 'spent for good' } });
		expect(idsIn(dataOf(await imported([once])))).toEqual([second]);
		expect(recordsOf()).toEqual([]);
	});

	it('decides about record, device and result by itself', async () => {
		const [flow] = flowsIn(dataOf(await imported([{ ...FLOW, record_id: '1', device_id: 'd1', check_result: 'Late' }])));
		expect(flow).toMatchObject({ record_id: expect.stringMatching(/^\d{19}$/) as string, check_result: 'None' });
		expect(flow).not.toHaveProperty('device_id');
	});

	it('keeps what is false or zero, and an empty list of photos', async () => {
		const falsy = { is_field: false, is_wifi: false, type: 0, photo_urls: [] };
		await imported([{ ...FLOW, ...falsy }]);
		expect(recordsOf()).toMatchObject([{ isField: false, isWifi: false, type: 0, photoUrls: [] }]);
	});

	it('knows employees by their numbers, and writes them so', async () => {
		seedEmployees();
		const [flow] = flowsIn(dataOf(await imported([{ ...FLOW, user_id: '7', creator_id: '8' }], { query: BY_NO })));
		expect(flow).toMatchObject({ user_id: '7', creator_id: '8' });
		expect(recordsOf()).toMatchObject([{ userId: 'emp_new', creatorId: 'emp_admin' }]);
		expect(dataOf(await got(String(flow?.['record_id'])))).toMatchObject({ user_id: 'emp_new', creator_id: 'emp_admin' });
	});

	it('takes all punches or none', async () => {
		seedEmployees();
		expect(gist(await imported([FLOW, { ...FLOW, user_id: 'nobody' }]))).toEqual([400, 1220004]);
		expect(gist(await imported([FLOW, { ...FLOW, creator_id: 'nobody' }]))).toEqual([400, 1220004]);
		expect(gist(await imported([FLOW, { ...FLOW, user_id: 'emp_far' }]))).toEqual([400, 1220005]);
		expect(gist(await imported([FLOW, { ...FLOW, check_time: '' }]))).toEqual([400, 1220001]);
		expect(recordsOf()).toEqual([]);
	});

	it('takes no punch from before 2022, as it begins in China', async () => {
		const first = Date.parse('2022-01-01T00:00:00+08:00') / 1_000;
		expect(gist(await imported([{ ...FLOW, check_time: String(first) }]))).toEqual([200, 0]);
		expect(gist(await imported([{ ...FLOW, check_time: String(first - 1) }]))).toEqual([400, 1220001]);
	});

	it('refuses no punches, and a time in milliseconds', async () => {
		for (const flows of [[], [{ ...FLOW, check_time: '1700000000000' }]]) expect(gist(await imported(flows))).toEqual([400, 1220001]);
	});
});

describe('a punch that is looked up', () => {
	it('is one that is there, and that the app may read', async () => {
		seedEmployees();
		world.sandbox.seed.attendanceRecords(['1'], { userId: 'emp_new' });
		world.sandbox.seed.attendanceRecords(['2'], { userId: 'emp_far' });
		expect(dataOf(await got('1', { query: BY_NO }))).toMatchObject({ user_id: '7', record_id: '1' });
		expect(gist(await got('2'))).toEqual([400, 1220005]);
		expect(gist(await got('3'))).toEqual([400, 1220001]);
		expect(gist(await got('0'))).toEqual([400, 1220001]);
		expect(gist(await got('1', { query: {} }))).toEqual([400, 1220001]);
		expect(gist(await got('1', { query: { employee_type: 'open_id' } }))).toEqual([400, 1220001]);
	});

	it('that is not there gets one of the answers that the page leaves open', async () => {
		const answers = ['refused by name', 'refused without a word', 'empty', 'null'] as const;
		const bodies = [];
		for (const attendanceMissing of answers) {
			world.sandbox.setOptions({ answers: { attendanceMissing } });
			bodies.push((await got('3')).data);
		}
		expect(bodies).toMatchObject([
			{ code: 1220001, msg: expect.stringContaining('record not found') as string },
			{ code: 1220001, msg: 'param is invalid' },
			{ code: 0, data: {} },
			{ code: 0, data: null },
		]);
	});
});

describe('the punches of the demo', () => {
	beforeEach(() => world.sandbox.reset('demo'));
	const everybody = { user_ids: ['emp_lin', 'emp_zhou'], ...EVER };

	it('say nothing that the pages do not have', async () => {
		const data = dataOf(await queried(everybody));
		expect(fieldViolations(attendanceQuery.rules.response, data)).toEqual([]);
		expect(flowsIn(data)).toHaveLength(20);
		for (const id of idsIn(data)) expect(fieldViolations(attendanceGet.rules.response, dataOf(await got(String(id))))).toEqual([]);
		const made = dataOf(await imported([{ ...FULL_FLOW, user_id: 'emp_lin' }]));
		expect(fieldViolations(attendanceImport.rules.response, made)).toEqual([]);
	});

	it('are those of a bad import, of which one cannot be deleted', async () => {
		const bad = flowsIn(dataOf(await queried(everybody))).filter((flow) => flow['external_id'] === BAD_IMPORT);
		expect(bad).toHaveLength(15);
		expect(new Set(bad.map((flow) => flow['user_id']))).toEqual(new Set(['emp_lin', 'emp_zhou']));
		const ids = bad.map((flow) => flow['record_id']);
		const answers = [await removed(ids.slice(0, 10)), await removed(ids.slice(10))];
		expect(answers.flatMap((answer) => dataOf(answer)['fail_record_ids'])).toHaveLength(1);
		expect(world.sandbox.state.attendanceRecords.size).toBe(20 - 14);
	});
});
