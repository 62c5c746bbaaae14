import { callPage, dataOf, gist, httpClient, ManualClock } from './sandboxClient';
import type { JsonObject } from './json';
import { BAD_IMPORT } from '../deletions/attendanceRecord/world';
import { startSandbox, type Sandbox } from './index';

const clock = new ManualClock();
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ clock });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const headers = () => ({ Authorization: `Bearer ${sandbox.seed.tenantToken()}` });
const post = (path: string, body: object, params: object = { employee_type: 'employee_id' }) =>
	httpClient(sandbox).post<JsonObject>(`/open-apis/attendance/v1/user_flows/${path}`, body, { params, headers: headers() });
const flowsOf = (answer: Awaited<ReturnType<typeof post>>, list: string) => dataOf(answer)[list] as JsonObject[];
const everybody = { user_ids: ['emp_lin', 'emp_zhou'], check_time_from: '0', check_time_to: '9999999999' };

describe('the attendance calls around the deletion', () => {
	it('find the punches of a bad import, of which one cannot be deleted', async () => {
		const bad = flowsOf(await post('query', everybody), 'user_flow_results').filter((flow) => flow['external_id'] === BAD_IMPORT);
		expect(bad).toHaveLength(15);
		expect(new Set(bad.map((flow) => flow['user_id']))).toEqual(new Set(['emp_lin', 'emp_zhou']));
		const ids = bad.map((flow) => flow['record_id']);
		const answers = [
			await callPage(sandbox, 'attendanceRecord', { body: { record_ids: ids.slice(0, 10) } }),
			await callPage(sandbox, 'attendanceRecord', { body: { record_ids: ids.slice(10) } }),
		];
		expect(answers.flatMap((answer) => dataOf(answer)['fail_record_ids'])).toHaveLength(1);
		expect(sandbox.state.attendanceRecords.size).toBe(20 - 14);
	});

	it('hold the range open at its end', async () => {
		sandbox.seed.attendanceRecords(['1'], { userId: 'emp_new', checkTime: '100' });
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
		expect(dataOf(await callPage(sandbox, 'attendanceRecord', { body: { record_ids } }))).toEqual({
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

describe('the progress of a recall', () => {
	const progress = async () => {
		const answer = await httpClient(sandbox).get<JsonObject>('/open-apis/im/v1/batch_messages/bm-sandbox-recent/get_progress', {
			headers: headers(),
		});
		return dataOf(answer)['batch_message_recall_progress'];
	};

	it('starts with the recall and ends some time later', async () => {
		expect(await progress()).toEqual({ recall: false, recall_count: 0 });
		await callPage(sandbox, 'batchMessage', { params: { batch_message_id: 'bm-sandbox-recent' } });
		expect(await progress()).toEqual({ recall: true, recall_count: 0 });
		clock.advance(500);
		expect(await progress()).toEqual({ recall: true, recall_count: 6 });
		clock.advance(500);
		expect(await progress()).toEqual({ recall: true, recall_count: 12 });
	});
});

describe('the demo world', () => {
	it('comes back with a reset', async () => {
		sandbox.state.tasks.clear();
		sandbox.fault({ endpoint: '*', on: 'every', kind: 'http500' });
		sandbox.reset();
		expect(sandbox.state.tasks.size).toBe(1);
		expect(sandbox.state.attendanceRecords.size).toBe(20);
		const [event] = [...sandbox.state.calendars.values()].flatMap((calendar) => [...calendar.events.values()]);
		expect(new Set(event?.attendees.map(({ type }) => type))).toEqual(new Set(['user', 'chat', 'resource', 'third_party']));
	});
});
