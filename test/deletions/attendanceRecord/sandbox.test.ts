import type { JsonObject } from '../../sandbox/json';
import { callPage, dataOf, gist, httpClient } from '../../sandbox/sandboxClient';
import { sandboxed } from '../../support/sandboxed';
import { BAD_IMPORT } from './world';

const world = sandboxed();

const post = (path: string, body: object, params: object = { employee_type: 'employee_id' }) =>
	httpClient(world.sandbox).post<JsonObject>(`/open-apis/attendance/v1/user_flows/${path}`, body, {
		params,
		headers: { Authorization: `Bearer ${world.sandbox.seed.tenantToken()}` },
	});
const flowsOf = (answer: Awaited<ReturnType<typeof post>>, list: string) => dataOf(answer)[list] as JsonObject[];
const everybody = { user_ids: ['emp_lin', 'emp_zhou'], check_time_from: '0', check_time_to: '9999999999' };

describe('attendance records', () => {
	const remove = (...record_ids: unknown[]) => callPage(world.sandbox, 'attendanceRecord', { body: { record_ids } });

	it('deletes imported punches and gives the reason for every other one', async () => {
		world.sandbox.seed.attendanceRecords(['1', '2']);
		world.sandbox.seed.attendanceRecords(['3'], { imported: false });
		const answer = await remove('1', '3', '4', '2');
		expect(answer.data).toEqual({
			code: 0,
			msg: expect.any(String) as string,
			data: { success_record_ids: ['1', '2'], fail_record_ids: ['3', '4'] },
		});
		expect(JSON.parse(String(answer.data['msg']))).toEqual({
			3: 'record was not imported through the open platform',
			4: 'record not found',
		});
		expect([...world.sandbox.state.attendanceRecords.keys()]).toEqual(['3']);
	});

	it('lists an ID named twice as deleted and as failed', async () => {
		world.sandbox.seed.attendanceRecords(['1']);
		expect(dataOf(await remove('1', '1'))).toEqual({ success_record_ids: ['1'], fail_record_ids: ['1'] });
	});

	it('says success, or another code, for a partial failure when told to', async () => {
		world.sandbox.setOptions({ answers: { attendanceMsg: 'success', attendancePartialCode: 1220001 } });
		const { data } = await remove('9');
		expect([data['msg'], data['code']]).toEqual(['success', 1220001]);
	});

	it('refuses the whole call for one record and leaves the others alone', async () => {
		world.sandbox.seed.attendanceRecords(['1', '3']);
		world.sandbox.seed.attendanceRecords(['2'], { refuses: 1220001 });
		expect(gist(await remove('1', '2', '3'))).toEqual([400, 1220001]);
		expect(world.sandbox.state.attendanceRecords.size).toBe(3);
	});

	it.each([
		['no records', { record_ids: [] }],
		['eleven records', { record_ids: Array.from({ length: 11 }, (_, index) => String(index)) }],
		['numbers', { record_ids: [1] }],
		['a lone string', { record_ids: '1' }],
		['a blank', { record_ids: [' '] }],
		['an unknown field', { record_ids: ['1'], employee_type: 'employee_id' }],
		['no body', undefined],
	])('refuses %s', async (_name, body) => {
		const answer = await callPage(world.sandbox, 'attendanceRecord', { body });
		expect(gist(answer)).toEqual([400, 1220001]);
		expect(answer.data['error']).toMatchObject({
			field_violations: [{ field: expect.any(String) as string }],
			log_id: answer.headers['x-tt-logid'] as string,
		});
	});

	it('refuses a query, as the page has none', async () => {
		expect(
			gist(await callPage(world.sandbox, 'attendanceRecord', { query: { user_id_type: 'open_id' }, body: { record_ids: ['1'] } })),
		).toEqual([400, 1220001]);
	});
});

describe('the attendance calls around the deletion', () => {
	it('find the punches of a bad import, of which one cannot be deleted', async () => {
		world.sandbox.reset('demo');
		const bad = flowsOf(await post('query', everybody), 'user_flow_results').filter((flow) => flow['external_id'] === BAD_IMPORT);
		expect(bad).toHaveLength(15);
		expect(new Set(bad.map((flow) => flow['user_id']))).toEqual(new Set(['emp_lin', 'emp_zhou']));
		const ids = bad.map((flow) => flow['record_id']);
		const answers = [
			await callPage(world.sandbox, 'attendanceRecord', { body: { record_ids: ids.slice(0, 10) } }),
			await callPage(world.sandbox, 'attendanceRecord', { body: { record_ids: ids.slice(10) } }),
		];
		expect(answers.flatMap((answer) => dataOf(answer)['fail_record_ids'])).toHaveLength(1);
		expect(world.sandbox.state.attendanceRecords.size).toBe(20 - 14);
	});

	it('hold the range open at its end', async () => {
		world.sandbox.seed.attendanceRecords(['1'], { userId: 'emp_new', checkTime: '100' });
		const from = async (check_time_from: string, check_time_to: string) =>
			flowsOf(await post('query', { user_ids: ['emp_new'], check_time_from, check_time_to }), 'user_flow_results').length;
		expect([await from('100', '101'), await from('99', '100'), await from('101', '102')]).toEqual([1, 0, 0]);
	});

	it('import punches that can be deleted again', async () => {
		const flow = {
			user_id: 'emp_new',
			creator_id: 'emp_admin',
			location_name: 'x',
			check_time: '1700000000',
			comment: 'y',
			external_id: 'import-test',
		};
		const [created] = flowsOf(await post('batch_create', { flow_records: [flow] }), 'flow_records');
		expect(created).toMatchObject(flow);
		const record_ids = [created?.['record_id']];
		expect(dataOf(await callPage(world.sandbox, 'attendanceRecord', { body: { record_ids } }))).toEqual({
			success_record_ids: record_ids,
			fail_record_ids: [],
		});
	});

	it('want an employee type and keep to their limits', async () => {
		expect(gist(await post('query', everybody, {}))).toEqual([400, 1220001]);
		expect(gist(await post('query', { ...everybody, user_ids: Array.from({ length: 51 }, (_, index) => `e${index}`) }))).toEqual([
			400, 1220001,
		]);
		expect(gist(await post('batch_create', { flow_records: [{ user_id: 'a' }] }))).toEqual([400, 1220001]);
	});
});
