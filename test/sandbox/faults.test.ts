import type { AxiosError } from 'axios';
import { followerList } from '../deletions/taskFollower/followerCalls';
import { callAsSpecified, callDeletion, dataOf, fetchTenantToken, gist, ManualClock } from './sandboxClient';
import { startSandbox, type FaultAction, type Sandbox } from './index';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ clock: new ManualClock(), world: 'empty', rateLimits: 'off' });
});
beforeEach(() => sandbox.seed.attendanceRecords(['1', '2', '3']));
afterEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const remove = (id = '1', token?: string) =>
	callDeletion(sandbox, 'attendanceRecord', { body: { record_ids: [id] }, ...(token !== undefined && { token }) });
const remaining = () => [...sandbox.state.attendanceRecords.keys()];
const inject = (action: FaultAction) => sandbox.fault({ endpoint: 'attendanceRecord', on: 1, ...action });

describe('when a fault strikes', () => {
	it('is decided by the calls counted since it was added', async () => {
		await remove();
		sandbox.fault({ endpoint: 'attendanceRecord', on: [1, 3], kind: 'code', code: 1225000 });
		const answers = [await remove(), await remove(), await remove(), await remove()];
		expect(answers.map(({ status }) => status)).toEqual([500, 200, 500, 200]);
		expect(sandbox.log.map(({ fault }) => fault)).toEqual([undefined, 'code', undefined, 'code', undefined]);
	});

	it('ends after a number of times, and at once when faults are cleared', async () => {
		sandbox.fault({ endpoint: '*', on: 'every', times: 2, kind: 'http500' });
		expect([(await remove()).status, (await remove()).status, (await remove()).status]).toEqual([500, 500, 200]);
		sandbox.fault({ endpoint: '*', on: 'every', kind: 'http500' });
		sandbox.clearFaults();
		expect((await remove()).status).toBe(200);
	});

	it('leaves other endpoints alone', async () => {
		sandbox.fault({ endpoint: 'taskFollower', on: 'every', kind: 'http500' });
		expect((await remove()).status).toBe(200);
	});
});

describe('a refused token', () => {
	it.each([
		[200, 99991663],
		[400, 99991663],
		[401, 99991663],
		[401, 99991677],
		[400, 99991664],
		[400, 99991671],
	] as const)('with status %i and code %i works no more, so that a new one is issued', async (status, code) => {
		const first = String((await fetchTenantToken(sandbox))['tenant_access_token']);
		inject({ kind: 'token', status, code });
		expect(gist(await remove('1', first))).toEqual([status, code]);
		expect(gist(await remove('1', first))).toEqual([status, code]);
		expect(remaining()).toHaveLength(3);
		const second = String((await fetchTenantToken(sandbox))['tenant_access_token']);
		expect(second).not.toBe(first);
		expect(gist(await remove('1', second))).toEqual([200, 0]);
	});

	it('that stays valid is handed out again', async () => {
		const first = await fetchTenantToken(sandbox);
		inject({ kind: 'token', status: 400, code: 99991663, invalidate: false });
		expect(gist(await remove('1', String(first['tenant_access_token'])))).toEqual([400, 99991663]);
		expect(await fetchTenantToken(sandbox)).toEqual(first);
	});
});

describe('a scripted refusal', () => {
	it.each([
		[99991400, 429],
		[190010, 429],
		[1470450, 400],
		[1470451, 400],
	])('for rate says %i with %i and when to come back', async (code, status) => {
		inject({ kind: 'rate', code, resetSeconds: 7 });
		const answer = await remove();
		expect(gist(answer)).toEqual([status, code]);
		expect(answer.headers['x-ogw-ratelimit-reset']).toBe('7');
		expect(sandbox.refusals()).toHaveLength(1);
	});

	it('can come as an older API would, without headers', async () => {
		inject({ kind: 'rate', code: 99991400, status: 400 });
		const answer = await remove();
		expect(gist(answer)).toEqual([400, 99991400]);
		expect(answer.headers).not.toHaveProperty('x-ogw-ratelimit-reset');
	});

	it('carries whatever it is told to say', async () => {
		const permissionViolations = [{ type: 'action_privilege_required', subject: 'x' }];
		const helps = [{ url: 'https://example.com', description: 'look' }];
		inject({ kind: 'code', code: 42, status: 418, msg: 'no', permissionViolations, helps, troubleshooter: 'ask' });
		const answer = await remove();
		expect(gist(answer)).toEqual([418, 42]);
		expect(answer.data).toMatchObject({ msg: 'no', error: { troubleshooter: 'ask', permission_violations: permissionViolations, helps } });
	});

	it('of the token call keeps status 200', async () => {
		sandbox.fault({ endpoint: 'tenantToken', on: 1, kind: 'code', code: 10012 });
		expect(await fetchTenantToken(sandbox)).toMatchObject({ code: 10012 });
		expect(sandbox.log[0]?.status).toBe(200);
	});
});

describe('a lost or spoilt answer', () => {
	it.each([
		[{ kind: 'resetBefore' }, 3],
		[{ kind: 'resetAfter' }, 2],
		[{ kind: 'tlsAfter' }, 2],
	] as const)('%j cuts the connection', async (action, left) => {
		inject(action);
		await expect(remove()).rejects.toMatchObject({ code: 'ECONNRESET' } satisfies Partial<AxiosError>);
		expect(remaining()).toHaveLength(left);
		expect(sandbox.log[0]).toMatchObject({ status: undefined, answeredAt: undefined, fault: action.kind });
	});

	it.each([
		[{ kind: 'http500' }, 500, 3],
		[{ kind: 'http500', done: true }, 500, 2],
		[{ kind: 'http502html' }, 502, 3],
		[{ kind: 'http200html' }, 200, 3],
		[{ kind: 'brokenJson' }, 200, 3],
		[{ kind: 'brokenJson', done: true }, 200, 2],
		[{ kind: 'emptyBody', done: true }, 200, 2],
	] as const)('%j answers %i and leaves %i', async (action, status, left) => {
		inject(action);
		const answer = await remove();
		expect(answer.status).toBe(status);
		expect(typeof answer.data).toBe('string');
		expect(remaining()).toHaveLength(left);
	});

	it('may send the client elsewhere', async () => {
		inject({ kind: 'redirect', location: 'https://elsewhere.example/x' });
		const answer = await remove();
		expect([answer.status, answer.headers['location']]).toEqual([302, 'https://elsewhere.example/x']);
	});

	it('may never come, which keeps no sandbox from stopping', async () => {
		const other = await startSandbox({ world: 'empty' });
		other.fault({ endpoint: 'attendanceRecord', on: 1, kind: 'hang', done: true });
		other.seed.attendanceRecords(['1']);
		const hung = callDeletion(other, 'attendanceRecord', { body: { record_ids: ['1'] } });
		const failure = expect(hung).rejects.toMatchObject({ code: 'ECONNRESET' });
		while (other.state.attendanceRecords.size > 0) await new Promise(setImmediate);
		await other.stop();
		await failure;
	});
});

describe('a missing field permission', () => {
	it('hides the followers that were removed', async () => {
		const task = sandbox.seed.task({ taskId: 't', followers: ['ou_a'] });
		sandbox.fault({ endpoint: 'taskFollower', on: 'every', kind: 'omit', field: 'followers' });
		const answer = await callDeletion(sandbox, 'taskFollower', { params: { task_id: 't' }, body: { id_list: ['ou_a'] } });
		expect(answer.data).toEqual({ code: 0, msg: '', data: {} });
		expect(task.followers).toEqual([]);
	});

	it('is another thing than IDs of another kind', async () => {
		sandbox.seed.task({ taskId: 't', followers: ['ou_a', 'ou_b'] });
		sandbox.fault({ endpoint: 'followerList', on: 1, kind: 'otherKind', field: 'id', prefix: 'on_' });
		const list = async () => dataOf(await callAsSpecified(sandbox, followerList.rules, { params: { task_id: 't' } }))['items'];
		expect(await list()).toMatchObject([{ id: 'on_ou_a' }, { id: 'on_ou_b' }]);
		expect(await list()).toMatchObject([{ id: 'ou_a' }, { id: 'ou_b' }]);
	});

	it('hides whose cards failed', async () => {
		sandbox.fault({ endpoint: 'appFeedCard', on: 'every', kind: 'omit', field: 'user_id' });
		const answer = await callDeletion(sandbox, 'appFeedCard', { body: { feed_cards: [{ biz_id: 'b', user_id: 'ou_a' }] } });
		expect(dataOf(answer)).toEqual({ failed_cards: [{ biz_id: 'b', reason: 'NOT_CREATED' }] });
	});
});
