import { callDeletion, fetchTenantToken, gist, httpClient, ManualClock } from './sandboxClient';
import type { JsonObject } from './json';
import { SANDBOX_APP, startSandbox, type Sandbox } from './index';

const clock = new ManualClock();
const BODY = { record_ids: ['1'] };
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ clock, world: 'empty' });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const withToken = (token: string) => callDeletion(sandbox, 'attendanceRecord', { token, body: BODY });

describe('the tenant token call', () => {
	it('hands the same token out for as long as it has half an hour left, then a new one beside it', async () => {
		const first = await fetchTenantToken(sandbox);
		expect(first).toEqual({ code: 0, msg: 'ok', tenant_access_token: expect.stringMatching(/^t-/) as string, expire: 7_200 });
		clock.advance(5_400_000);
		expect(await fetchTenantToken(sandbox)).toEqual({ ...first, expire: 1_800 });
		clock.advance(1_000);
		const second = await fetchTenantToken(sandbox);
		expect(second['tenant_access_token']).not.toBe(first['tenant_access_token']);
		expect(second['expire']).toBe(7_200);
		expect(gist(await withToken(String(first['tenant_access_token'])))).toEqual([200, 0]);
		clock.advance(1_800_000);
		expect(gist(await withToken(String(first['tenant_access_token'])))).toEqual([400, 99991663]);
		expect(sandbox.calls('tenantToken')).toHaveLength(3);
	});

	it('reports wrong credentials with status 200', async () => {
		expect(await fetchTenantToken(sandbox, { ...SANDBOX_APP, appId: 'cli_none' })).toMatchObject({ code: 10003 });
		expect(await fetchTenantToken(sandbox, { ...SANDBOX_APP, secret: 'wrong' })).toMatchObject({ code: 10014 });
		expect(sandbox.log.map(({ status }) => status)).toEqual([200, 200]);
	});
});

describe('the calls that say who a token belongs to', () => {
	it('need no permission', async () => {
		sandbox.seed.app({ ...SANDBOX_APP, scopes: [] });
		const answer = await fetch(`${sandbox.url}/open-apis/bot/v3/info`, {
			headers: { authorization: `Bearer ${sandbox.seed.tenantToken()}` },
		});
		expect([answer.status, ((await answer.json()) as JsonObject)['code']]).toEqual([200, 0]);
	});
});

describe('the gateway', () => {
	it.each([
		['t-unknown', 400, 99991663],
		['a-unknown', 400, 99991664],
		['u-unknown', 400, 99991668],
		['eyJunknown', 400, 99991668],
		['nonsense', 400, 99991671],
	])('answers the token %s with %i and %i', async (token, status, code) => {
		expect(gist(await withToken(token))).toEqual([status, code]);
	});

	it('answers a missing token, and one without Bearer, with 99991661', async () => {
		const path = '/open-apis/attendance/v1/user_flows/batch_del';
		expect(gist(await httpClient(sandbox).post<JsonObject>(path, BODY))).toEqual([400, 99991661]);
		const headers = { Authorization: sandbox.seed.tenantToken() };
		expect(gist(await httpClient(sandbox).post<JsonObject>(path, BODY, { headers }))).toEqual([400, 99991661]);
	});

	it('takes user tokens only where the page allows them', async () => {
		const token = sandbox.seed.userToken();
		const answer = await withToken(token);
		expect(gist(answer)).toEqual([400, 99991668]);
		expect(answer.data['msg']).toContain('user access token not support');
		sandbox.seed.task({ taskId: 't', followers: ['ou_a'] });
		const call = { token, params: { task_id: 't' }, body: { id_list: ['ou_a'] } };
		expect(gist(await callDeletion(sandbox, 'taskFollower', call))).toEqual([200, 0]);
		clock.advance(7_200_000);
		expect(gist(await callDeletion(sandbox, 'taskFollower', call))).toEqual([401, 99991677]);
	});

	it('names the scope that an app or a user lacks', async () => {
		sandbox.seed.app({ appId: 'cli_bare', secret: 'another-secret', scopes: [] });
		const app = await withToken(sandbox.seed.tenantToken({ appId: 'cli_bare' }));
		expect(gist(app)).toEqual([400, 99991672]);
		expect(app.data['error']).toMatchObject({
			permission_violations: [{ type: 'action_scope_required', subject: 'attendance:task' }],
			helps: [{ url: expect.stringContaining('cli_bare') as string }],
		});
		const user = await callDeletion(sandbox, 'taskFollower', {
			token: sandbox.seed.userToken({ scopes: [] }),
			params: { task_id: 't' },
			body: { id_list: ['ou_a'] },
		});
		expect(gist(user)).toEqual([400, 99991679]);
	});

	it('wants the field permission for user_id', async () => {
		sandbox.seed.app({ appId: 'cli_tasks', secret: 'another-secret', scopes: ['task:task'] });
		const call = {
			token: sandbox.seed.tenantToken({ appId: 'cli_tasks' }),
			params: { task_id: 't' },
			query: { user_id_type: 'user_id' },
			body: { id_list: ['a'] },
		};
		const answer = await callDeletion(sandbox, 'taskFollower', call);
		expect(gist(answer)).toEqual([400, 99991672]);
		expect(answer.data['error']).toMatchObject({
			permission_violations: [{ type: 'field_scope_required', subject: 'contact:user.employee_id:readonly' }],
		});
	});

	it('wants JSON', async () => {
		const headers = { Authorization: `Bearer ${sandbox.seed.tenantToken()}`, 'Content-Type': 'text/plain' };
		const answer = await httpClient(sandbox).post<JsonObject>('/open-apis/attendance/v1/user_flows/batch_del', JSON.stringify(BODY), {
			headers,
		});
		expect(gist(answer)).toEqual([400, 1220001]);
	});

	it('knows no other path or method', async () => {
		const client = httpClient(sandbox);
		for (const answer of [await client.get('/open-apis/im/v2/app_feed_card/batch'), await client.post('/open-apis/nowhere', {})]) {
			expect([answer.status, answer.data, answer.headers['content-type']]).toEqual([
				404,
				'404 page not found',
				'text/plain; charset=utf-8',
			]);
		}
	});

	it('takes bodies of many megabytes', async () => {
		sandbox.seed.task({ taskId: 't' });
		const id_list = Array.from({ length: 400_000 }, (_, index) => `ou_${String(index).padStart(36, '0')}`);
		expect(gist(await callDeletion(sandbox, 'taskFollower', { params: { task_id: 't' }, body: { id_list } }))).toEqual([200, 0]);
	});

	it('logs the request whole', async () => {
		const token = sandbox.seed.tenantToken();
		await callDeletion(sandbox, 'taskFollower', {
			token,
			params: { task_id: 'a@b' },
			query: { user_id_type: 'open_id' },
			body: { id_list: ['ou_a'] },
		});
		expect(sandbox.log).toEqual([
			{
				sequence: 1,
				at: clock.now(),
				method: 'POST',
				path: '/open-apis/task/v1/tasks/a%40b/batch_delete_follower',
				query: { user_id_type: 'open_id' },
				headers: expect.objectContaining({ authorization: `Bearer ${token}` }) as object,
				body: { id_list: ['ou_a'] },
				rawBody: '{"id_list":["ou_a"]}',
				endpoint: 'taskFollower',
				app: SANDBOX_APP.appId,
				status: 400,
				code: 1470602,
				answeredAt: clock.now(),
			},
		]);
	});
});

describe('the rate limiter', () => {
	it('lets ten calls a second through and says when the next may come', async () => {
		for (let call = 0; call < 10; call += 1) {
			await withToken(sandbox.seed.tenantToken());
			clock.advance(50);
		}
		const refused = await withToken(sandbox.seed.tenantToken());
		expect(gist(refused)).toEqual([429, 99991400]);
		expect(refused.headers).toMatchObject({ 'x-ogw-ratelimit-limit': '10', 'x-ogw-ratelimit-reset': '1' });
		clock.advance(500);
		expect(gist(await withToken(sandbox.seed.tenantToken()))).toEqual([200, 0]);
		expect(gist(await withToken(sandbox.seed.tenantToken()))).toEqual([429, 99991400]);
		expect(sandbox.refusals()).toHaveLength(2);
	});

	it('holds 50 a second and 1000 a minute at once', async () => {
		sandbox.setOptions({ rateLimits: { scale: 0.02 } });
		const recall = async () => gist(await callDeletion(sandbox, 'batchMessage', { params: { batch_message_id: 'bm-none' } }));
		for (let call = 0; call < 20; call += 1) {
			expect(await recall()).toEqual([400, 230030]);
			expect(await recall()).toEqual([429, 99991400]);
			clock.advance(1_000);
		}
		expect(await recall()).toEqual([429, 99991400]);
		expect(sandbox.log.at(-1)?.code).toBe(99991400);
		clock.advance(40_000);
		expect(await recall()).toEqual([400, 230030]);
	});

	it('counts each app and each endpoint by itself, and nothing when off', async () => {
		sandbox.setOptions({ rateLimits: { scale: 0.1 } });
		sandbox.seed.app({ appId: 'cli_second', secret: 'another-secret' });
		expect(gist(await withToken(sandbox.seed.tenantToken()))).toEqual([200, 0]);
		expect(gist(await withToken(sandbox.seed.tenantToken({ appId: 'cli_second' })))).toEqual([200, 0]);
		expect(gist(await callDeletion(sandbox, 'appFeedCard', { body: { feed_cards: [{ biz_id: 'b', user_id: 'ou_a' }] } }))).toEqual([
			200, 0,
		]);
		expect(gist(await withToken(sandbox.seed.tenantToken()))).toEqual([429, 99991400]);
		sandbox.setOptions({ rateLimits: 'off' });
		expect(gist(await withToken(sandbox.seed.tenantToken()))).toEqual([200, 0]);
	});
});
