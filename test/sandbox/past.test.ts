import { callAsSpecified, callDeletion, dataOf, httpClient, ManualClock } from './sandboxClient';
import { ENDPOINTS } from './endpoints';
import { startSandbox, type Sandbox } from './index';
import { attendanceGet, attendanceQuery } from '../deletions/attendanceRecord/flows';
import { followerCreate, followerList } from '../deletions/taskFollower/followerCalls';

const clock = new ManualClock();
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ clock, world: 'empty', lagMs: 3_000 });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const seconds = (ms: number) => String(Math.floor(ms / 1_000));

async function punches(): Promise<unknown> {
	const answer = await callAsSpecified(sandbox, attendanceQuery.rules, {
		query: { employee_type: 'employee_id' },
		body: { user_ids: ['e'], check_time_from: seconds(clock.now() - 60_000), check_time_to: seconds(clock.now() + 60_000) },
	});
	return (dataOf(answer)['user_flow_results'] as Array<{ record_id: string }>).map(({ record_id: id }) => id);
}

async function isShown(id: string): Promise<boolean> {
	const query = { employee_type: 'employee_id' };
	const { data } = await callAsSpecified(sandbox, attendanceGet.rules, { params: { user_flow_id: id }, query });
	return data['code'] === 0;
}

async function followers(query: Record<string, string> = {}) {
	const answer = dataOf(await callAsSpecified(sandbox, followerList.rules, { params: { task_id: 't' }, query }));
	return { ids: (answer['items'] as Array<{ id: string }>).map(({ id }) => id), token: String(answer['page_token']) };
}

const remove = async (...ids: string[]) =>
	dataOf(await callDeletion(sandbox, 'attendanceRecord', { body: { record_ids: ids } }))['success_record_ids'];

describe('reads that lag', () => {
	it('show for a while what a call has deleted, whatever their method', async () => {
		sandbox.seed.attendanceRecords(['1', '2'], { userId: 'e' });
		expect(await remove('1')).toEqual(['1']);
		expect([...sandbox.state.attendanceRecords.keys()]).toEqual(['2']);
		expect([await isShown('1'), await punches()]).toEqual([true, ['1', '2']]);
		clock.advance(2_999);
		expect([await isShown('1'), await punches()]).toEqual([true, ['1', '2']]);
		clock.advance(1);
		expect([await isShown('1'), await punches()]).toEqual([false, ['2']]);
	});

	it('show each of several writes in its time', async () => {
		sandbox.seed.attendanceRecords(['1', '2'], { userId: 'e' });
		await remove('1');
		clock.advance(2_000);
		await remove('2');
		expect(await punches()).toEqual(['1', '2']);
		clock.advance(1_000);
		expect(await punches()).toEqual(['2']);
		clock.advance(2_000);
		expect(await punches()).toEqual([]);
	});

	it('let writes see what is there', async () => {
		sandbox.seed.attendanceRecords(['1']);
		await remove('1');
		expect(await remove('1')).toEqual([]);
	});

	it('show later what a call has created', async () => {
		sandbox.seed.task({ taskId: 't' });
		await callAsSpecified(sandbox, followerCreate.rules, { params: { task_id: 't' }, body: { id_list: ['ou_1'] } });
		expect((await followers()).ids).toEqual([]);
		clock.advance(3_000);
		expect((await followers()).ids).toEqual(['ou_1']);
	});

	it('go on with a list that they began before a write shows', async () => {
		sandbox.seed.task({ taskId: 't', followers: ['ou_1', 'ou_2', 'ou_3'] });
		await callDeletion(sandbox, 'taskFollower', { params: { task_id: 't' }, body: { id_list: ['ou_3'] } });
		const { ids, token } = await followers({ page_size: '2' });
		expect(ids).toEqual(['ou_1', 'ou_2']);
		clock.advance(3_000);
		expect((await followers({ page_size: '2', page_token: token })).ids).toEqual([]);
	});

	it('show everything at once unless told otherwise, and after a reset nothing of before', async () => {
		sandbox.seed.attendanceRecords(['1'], { userId: 'e' });
		await remove('1');
		sandbox.reset();
		expect(await punches()).toEqual([]);
		await httpClient(sandbox).post('/__sandbox/options', { lagMs: 0 });
		sandbox.seed.attendanceRecords(['2'], { userId: 'e' });
		await remove('2');
		expect(await punches()).toEqual([]);
	});

	it('are all that say so, or whose method does', () => {
		const writing = ENDPOINTS.filter(({ rules, onlyReads }) => rules.method !== 'GET' && onlyReads !== true);
		expect(writing.map(({ rules }) => rules.name).filter((name) => /(?<!mailing)list|search|query|get/i.test(name))).toEqual([]);
	});
});
