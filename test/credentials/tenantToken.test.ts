import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import { inspect } from 'node:util';
import { FeishuTenantApi } from '../../credentials/FeishuTenantApi.credentials';
import { SANDBOX_APP, startSandbox, type Sandbox } from '../sandbox';
import { CredentialStore } from '../support/credentialStore';
import { attendance, itemsOf, nodeOf, sandboxCredentials } from '../support/deletions';
import { runNode, type NodeResult } from '../support/engine';
import { VirtualClock } from '../support/virtualClock';

const names = attendance.names(2);
const items = itemsOf(attendance, names);

const clock = new VirtualClock();
let sandbox: Sandbox;
let otherSandbox: Sandbox;

beforeAll(async () => {
	clock.install();
	[sandbox, otherSandbox] = await Promise.all([
		startSandbox({ world: 'empty', rateLimits: 'off' }),
		startSandbox({ world: 'empty', rateLimits: 'off' }),
	]);
});
afterAll(async () => {
	clock.uninstall();
	await Promise.all([sandbox.stop(), otherSandbox.stop()]);
});
beforeEach(() => {
	// So that no call of one test takes another one's place in the app's rate.
	clock.advance(60_000);
	for (const one of [sandbox, otherSandbox]) {
		one.reset('empty');
		attendance.seed(one, names);
	}
});

function storeWith(change: ICredentialDataDecryptedObject = {}): CredentialStore {
	return new CredentialStore({ tenant: { ...sandboxCredentials(sandbox).tenant, ...change } });
}

const deleteAll = async (
	store: CredentialStore,
	onError: 'stopWorkflow' | 'continueRegularOutput' = 'continueRegularOutput',
	input = items,
) => await runNode(input, nodeOf(attendance, { settings: { onError } }), store);

const statuses = ({ json }: NodeResult) => json.map(({ status }) => status);

/** The tokens that a sandbox was sent. */
const tokensSentTo = ({ log }: Sandbox) => log.flatMap(({ headers }) => headers['authorization'] ?? []);

describe('a tenant token', () => {
	test('is fetched once for a run of many calls, and stored with the app and host it belongs to', async () => {
		const many = attendance.names(45);
		attendance.seed(sandbox, many);
		const store = storeWith();
		const result = await deleteAll(store, 'stopWorkflow', itemsOf(attendance, many));

		expect(result.error).toBeUndefined();
		expect(sandbox.log.map(({ endpoint }) => endpoint)).toEqual(['tenantToken', ...Array.from({ length: 5 }, () => 'attendanceRecord')]);
		expect(store.stored.tenant).toEqual({
			...sandboxCredentials(sandbox).tenant,
			accessToken: [...sandbox.state.tenantTokens.keys()][0],
			tokenOwner: `${SANDBOX_APP.appId}@${sandbox.url}`,
		});
	});

	test('that is stored is used as it is', async () => {
		const store = storeWith();
		await deleteAll(store);
		attendance.seed(sandbox, names);
		expect(statuses(await deleteAll(store))).toEqual(['deleted', 'deleted']);
		expect(sandbox.log.map(({ endpoint }) => endpoint)).toEqual(['tenantToken', 'attendanceRecord', 'attendanceRecord']);
	});

	test('is not used for another App ID', async () => {
		const second = sandbox.seed.app({ appId: 'cli_second', secret: 'second-secret' });
		const store = storeWith();
		await deleteAll(store);
		const [old] = tokensSentTo(sandbox);
		Object.assign(store.stored.tenant!, { appId: second.appId, appSecret: second.secret });
		attendance.seed(sandbox, names);
		expect(statuses(await deleteAll(store))).toEqual(['deleted', 'deleted']);

		const after = sandbox.log.slice(2);
		expect(after.map(({ endpoint, app }) => [endpoint, app])).toEqual([
			['tenantToken', 'cli_second'],
			['attendanceRecord', 'cli_second'],
		]);
		expect(after.map(({ headers }) => headers['authorization'])).not.toContain(old);
		expect(store.stored.tenant?.tokenOwner).toBe(`cli_second@${sandbox.url}`);
	});

	test('is never sent to another host', async () => {
		const store = storeWith();
		await deleteAll(store);
		const [old] = tokensSentTo(sandbox);
		Object.assign(store.stored.tenant!, { baseUrl: otherSandbox.url });
		// What the first host issues is unknown to the second: only a token of its own deletes there.
		otherSandbox.seed.tenantToken();
		expect(statuses(await deleteAll(store))).toEqual(['deleted', 'deleted']);

		expect(sandbox.log).toHaveLength(2);
		expect(otherSandbox.log.map(({ endpoint }) => endpoint)).toEqual(['tenantToken', 'attendanceRecord']);
		expect(tokensSentTo(otherSandbox)).toHaveLength(1);
		expect(tokensSentTo(otherSandbox)).not.toContain(old);
		expect(store.stored.tenant?.tokenOwner).toBe(`${SANDBOX_APP.appId}@${otherSandbox.url}`);
	});

	test('is fetched for whichever app an expression names, and never used for the next one', async () => {
		sandbox.seed.app({ appId: 'cli_second', secret: SANDBOX_APP.secret });
		const store = storeWith({ appId: '={{ $json.app }}' });
		for (const app of [SANDBOX_APP.appId, 'cli_second', SANDBOX_APP.appId]) {
			attendance.seed(sandbox, names);
			expect(
				statuses(
					await deleteAll(
						store,
						'continueRegularOutput',
						items.map((item) => ({ ...item, app })),
					),
				),
			).toEqual(['deleted', 'deleted']);
		}
		expect(sandbox.calls('attendanceRecord').map(({ app }) => app)).toEqual([SANDBOX_APP.appId, 'cli_second', SANDBOX_APP.appId]);
		expect(store.stored.tenant?.appId).toBe('={{ $json.app }}');
	});

	test('of one item is not used for another item whose expression names another app: nothing is sent', async () => {
		sandbox.seed.app({ appId: 'cli_second', secret: SANDBOX_APP.secret });
		const input = items.map((item, index) => ({ ...item, app: index === 0 ? SANDBOX_APP.appId : 'cli_second' }));
		const result = await deleteAll(storeWith({ appId: '={{ $json.app }}' }), 'continueRegularOutput', input);
		expect(statuses(result)).toEqual(['not_sent', 'not_sent']);
		expect(result.json[0]?.reason).toMatch(/resolves differently for item 0 and item 1/);
		expect(sandbox.log).toEqual([]);
	});

	test.each([99991663, 99991664, 99991671] as const)('that Feishu rejects with %i is replaced once for the whole run', async (code) => {
		const many = attendance.names(35);
		attendance.seed(sandbox, many);
		const store = storeWith();
		sandbox.fault({ kind: 'token', status: 400, code, endpoint: 'attendanceRecord', on: 2 });
		const result = await deleteAll(store, 'stopWorkflow', itemsOf(attendance, many));
		expect(result.error).toBeUndefined();
		expect(sandbox.calls('tenantToken')).toHaveLength(2);
		expect(store.stored.tenant?.accessToken).toBe([...sandbox.state.tenantTokens.keys()].at(-1));
	});

	test('that was stored and has ended is replaced, under any status that Feishu answers with', async () => {
		for (const status of [200, 400, 401] as const) {
			sandbox.reset('empty');
			attendance.seed(sandbox, names);
			const store = storeWith({ accessToken: sandbox.seed.tenantToken(), tokenOwner: `${SANDBOX_APP.appId}@${sandbox.url}` });
			sandbox.fault({ kind: 'token', status, code: 99991663, endpoint: 'attendanceRecord', on: 1 });
			expect(statuses(await deleteAll(store))).toEqual(['deleted', 'deleted']);
			expect(sandbox.log.map(({ endpoint }) => endpoint)).toEqual(['attendanceRecord', 'tenantToken', 'attendanceRecord']);
		}
	});

	test('that Feishu rejects again after its renewal ends the run and says so', async () => {
		sandbox.fault({ kind: 'token', status: 400, code: 99991663, endpoint: 'attendanceRecord', on: 'every', invalidate: false });
		const result = await deleteAll(storeWith());
		expect(statuses(result)).toEqual(['refused', 'refused']);
		expect(result.json[0]?.code).toBe(99991663);
		expect(sandbox.calls('attendanceRecord').length).toBeLessThanOrEqual(2);
	});
});

describe('a wrong secret', () => {
	test('which Feishu reports with HTTP 200 sends nothing else and gives Feishu’s message', async () => {
		const result = await deleteAll(storeWith({ appSecret: 'wrong-secret-of-mine' }));
		expect(result.error).toBeUndefined();
		expect(statuses(result)).toEqual(['not_sent', 'not_sent']);
		expect(result.json[0]).toMatchObject({ code: 10014, deleted: false });
		expect(result.json[0]?.reason).toMatch(/^Feishu gave no tenant token: .*\(code 10014\)/);
		expect(sandbox.log.map(({ endpoint }) => endpoint)).toEqual(['tenantToken']);
	});

	test('under Stop is what the node says', async () => {
		const { error } = await deleteAll(storeWith({ appSecret: 'wrong-secret-of-mine' }), 'stopWorkflow');
		expect(error?.message).toMatch(/^0 of 2 attendance records deleted, 2 not sent\. /);
		expect(error?.message).toMatch(/Feishu gave no tenant token: .+ \(code 10014\)\.$/);
		expect(error?.description).toContain('copy App ID and App Secret');
	});
});

describe('a base URL', () => {
	test.each([
		['plain http', { baseUrl: 'http://feishu.example.com' }, 'does not begin with https://'],
		['plain http to a name that begins like this machine', { baseUrl: 'http://127.0.0.1.example.com' }, 'does not begin with https://'],
		['another protocol', { baseUrl: 'ftp://feishu.example.com' }, 'does not begin with https://'],
		['none at all', { baseUrl: '' }, 'has no Base URL'],
		['white space', { baseUrl: '  ' }, 'has no Base URL'],
		['no URL', { baseUrl: 'open.feishu.cn' }, 'is not a URL'],
		['a user name and a password', { baseUrl: 'https://me:mine@feishu.example.com' }, 'contains more than an address'],
		['a query', { baseUrl: 'https://feishu.example.com/?to=me' }, 'contains more than an address'],
		['a region nobody knows and none', { region: 'mars', baseUrl: '' }, 'has no Base URL'],
	])('with %s is refused before anything is sent', async (_form, change, what) => {
		const result = await deleteAll(storeWith(change));
		expect(statuses(result)).toEqual(['not_sent', 'not_sent']);
		expect(result.json[0]?.reason).toContain(what);
		const { error } = await deleteAll(storeWith(change), 'stopWorkflow');
		expect(error?.message).toContain(what);
		expect(sandbox.log).toEqual([]);
	});

	test.each([
		['a slash at its end', '/'],
		['the path that all calls begin with', '/open-apis'],
		['both', '/open-apis/'],
	])('works with %s', async (_form, end) => {
		expect(statuses(await deleteAll(storeWith({ baseUrl: `${sandbox.url}${end}` })))).toEqual(['deleted', 'deleted']);
		expect(sandbox.log.map(({ status }) => status)).toEqual([200, 200]);
	});
});

describe('the call that fetches the token', () => {
	const helpers = {
		helpers: {
			httpRequest: async (options: { url: string; method: string; body: unknown; headers: Record<string, string> }) => {
				const response = await fetch(options.url, { method: options.method, headers: options.headers, body: JSON.stringify(options.body) });
				return { statusCode: response.status, headers: {}, body: await response.json() };
			},
		},
	} as unknown as IHttpRequestHelper;
	const type = new FeishuTenantApi();

	test('yields the token and whom it belongs to, and nothing else', async () => {
		expect(await type.preAuthentication.call(helpers, sandboxCredentials(sandbox).tenant)).toEqual({
			accessToken: [...sandbox.state.tenantTokens.keys()][0],
			tokenOwner: `${SANDBOX_APP.appId}@${sandbox.url}`,
		});
		expect(sandbox.log[0]?.body).toEqual({ app_id: SANDBOX_APP.appId, app_secret: SANDBOX_APP.secret });
	});

	test('is repeated where the host has trouble, and ends with what to check', async () => {
		sandbox.fault({ kind: 'http500', endpoint: 'tenantToken', on: 1 });
		expect(statuses(await deleteAll(storeWith()))).toEqual(['deleted', 'deleted']);
		expect(sandbox.calls('tenantToken')).toHaveLength(2);
	});

	test('does not follow a redirect with the secret', async () => {
		sandbox.fault({
			kind: 'redirect',
			status: 307,
			location: `${otherSandbox.url}/open-apis/auth/v3/tenant_access_token/internal`,
			endpoint: 'tenantToken',
			on: 'every',
		});
		expect(statuses(await deleteAll(storeWith()))).toEqual(['not_sent', 'not_sent']);
		expect(otherSandbox.log).toEqual([]);
	});
});

describe('secrets', () => {
	/** Everything that a run shows: its items and its error, with what hangs on it. */
	const shown = (result: NodeResult) =>
		`${JSON.stringify(result)} ${inspect(result, { depth: 20, showHidden: true, maxArrayLength: null, maxStringLength: null })}`;

	test.each([
		['all is well', undefined],
		[
			'the token is rejected for good',
			{ kind: 'token', status: 401, code: 99991663, endpoint: 'attendanceRecord', on: 'every', invalidate: false } as const,
		],
		['the call is refused', { kind: 'code', code: 99991672, endpoint: 'attendanceRecord', on: 'every' } as const],
		['the secret is refused', { kind: 'code', code: 10014, msg: 'app secret invalid', endpoint: 'tenantToken', on: 'every' } as const],
		[
			'the host answers with a page',
			{ kind: 'redirect', location: 'https://example.com', endpoint: 'attendanceRecord', on: 'every' } as const,
		],
	])('appear in nothing that a run shows when %s', async (_name, fault) => {
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			sandbox.reset('empty');
			attendance.seed(sandbox, names);
			if (fault) sandbox.fault(fault);
			const result = await deleteAll(storeWith(), onError);
			const tokens = [...sandbox.state.tenantTokens.keys()];
			for (const secret of [SANDBOX_APP.secret, ...tokens]) expect(shown(result).includes(secret)).toBe(false);
		}
	});

	test('appear in nothing that a run shows when Feishu repeats them in its message', async () => {
		const token = sandbox.seed.tenantToken();
		sandbox.fault({
			kind: 'code',
			code: 99991672,
			msg: `token ${token} of ${SANDBOX_APP.secret} lacks a scope`,
			endpoint: 'attendanceRecord',
			on: 'every',
		});
		const result = await deleteAll(storeWith({ accessToken: token, tokenOwner: `${SANDBOX_APP.appId}@${sandbox.url}` }));
		for (const secret of [SANDBOX_APP.secret, token]) expect(shown(result).includes(secret)).toBe(false);
	});
});
