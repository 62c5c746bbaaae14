import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { FeishuAccessTokenApi } from '../../credentials/FeishuAccessTokenApi.credentials';
import { FeishuTenantApi } from '../../credentials/FeishuTenantApi.credentials';
import { SANDBOX_APP, startSandbox, type Sandbox } from '../sandbox';
import { redact, testCredential } from '../support/credentialTest';
import { sandboxCredentials } from '../support/deletions';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ world: 'empty', rateLimits: 'off' });
});
afterAll(async () => {
	await sandbox.stop();
});
beforeEach(() => {
	sandbox.reset('empty');
});

describe('saving a Feishu Tenant Token API credential', () => {
	const save = async (change: ICredentialDataDecryptedObject = {}) =>
		await testCredential(new FeishuTenantApi(), { ...sandboxCredentials(sandbox).tenant, ...change });

	test('succeeds with the right App ID and App Secret', async () => {
		expect(await save()).toMatchObject({ status: 'OK' });
		expect(sandbox.log.length).toBeGreaterThan(0);
		expect(new Set(sandbox.log.map(({ endpoint }) => endpoint))).toEqual(new Set(['tenantToken']));
	});

	test.each(['/', '/open-apis', '/open-apis/', ' '])('succeeds with %j at the end of the Base URL, as a run does', async (end) => {
		expect(await save({ baseUrl: `${sandbox.url}${end}` })).toMatchObject({ status: 'OK' });
		expect(sandbox.log.map(({ status }) => status)).toEqual(sandbox.log.map(() => 200));
	});

	test.each([
		['App Secret', { appSecret: 'wrong' }, 10014],
		['App ID', { appId: 'cli_none' }, 10003],
	])('shows Feishu’s message for a wrong %s, though it comes with HTTP 200', async (_what, change, code) => {
		const { status, message } = await save(change);
		expect(status).toBe('Error');
		expect(message).toMatch(/^Feishu gave no tenant token: /);
		expect(message).toContain(`code ${code}`);
		// The app may be one of the other region.
		expect(message).toMatch(/\bregion\b/);
		expect(message).not.toContain(SANDBOX_APP.secret);
	});

	test.each([
		['plain http', 'http://feishu.example.com', 'https://'],
		['none', '', 'Base URL'],
	])('shows what is wrong with a Base URL that is %s', async (_what, baseUrl, what) => {
		const { status, message } = await save({ baseUrl });
		expect(status).toBe('Error');
		expect(message).toContain(what);
		expect(sandbox.log).toEqual([]);
	});

	test('says so where nobody is at the Base URL', async () => {
		const gone = await startSandbox({ world: 'empty' });
		await gone.stop();
		const { status, message } = await save({ baseUrl: gone.url });
		expect(status).toBe('Error');
		// A message that names the network's code is replaced by n8n's own sentence.
		expect(message).toMatch(/^http\S+ could not be reached for a tenant token: The connection was refused\. Check the region/);
	});
});

describe('saving a Feishu Tenant Token API credential that holds a token', () => {
	const stored = () => ({
		...sandboxCredentials(sandbox).tenant,
		accessToken: sandbox.seed.tenantToken(),
		tokenOwner: `${SANDBOX_APP.appId}@${sandbox.url}`,
	});
	/** As the editor does: what it was never shown, it posts as a sentinel. */
	const saveAgain = async (change: ICredentialDataDecryptedObject = {}) => {
		const held = stored();
		return await testCredential(new FeishuTenantApi(), { ...redact(new FeishuTenantApi(), held), ...change }, held);
	};
	const calls = () => sandbox.log.map(({ endpoint, headers }) => [endpoint, headers['authorization']]);

	test('asks Feishu again, without that token', async () => {
		expect(await saveAgain()).toMatchObject({ status: 'OK' });
		expect(calls()).toEqual([['tenantToken', undefined]]);
	});

	test.each([
		['App Secret', { appSecret: 'wrong' }, 10014],
		['App ID', { appId: 'cli_none' }, 10003],
	])('says so where the %s is wrong', async (_what, change, code) => {
		const { status, message } = await saveAgain(change);
		expect(status).toBe('Error');
		expect(message).toMatch(/^Feishu gave no tenant token: /);
		expect(message).toContain(`code ${code}`);
		expect(message).toContain('Check App ID, App Secret and region');
	});

	test.each([
		['10015', { kind: 'code', code: 10015, msg: 'app secret wrong', status: 200 }, 'code 10015'],
		['99991543', { kind: 'code', code: 99991543, msg: 'app id or secret wrong', status: 200 }, 'code 99991543'],
		['HTTP 400 and 10014', { kind: 'code', code: 10014, msg: 'app secret invalid', status: 400 }, 'code 10014'],
		['a code nobody has heard of', { kind: 'code', code: 12345, msg: 'no', status: 200 }, 'Check App ID, App Secret and region'],
		['trouble', { kind: 'http500' }, 'Check App ID, App Secret and region'],
		['nothing', { kind: 'emptyBody' }, 'Check App ID, App Secret and region'],
		['a page', { kind: 'http502html' }, 'Check App ID, App Secret and region'],
		['a redirect', { kind: 'redirect', location: 'https://example.com' }, 'Check App ID, App Secret and region'],
		['broken JSON', { kind: 'brokenJson' }, 'Check App ID, App Secret and region'],
	] as const)('says so where Feishu answers with %s: %o', async (_what, fault, words) => {
		sandbox.fault({ ...fault, endpoint: 'tenantToken', on: 'every' });
		const { status, message } = await saveAgain();
		expect(status).toBe('Error');
		expect(message).toContain(words);
	});

	test('passes with another App ID and its secret', async () => {
		sandbox.seed.app({ appId: 'cli_second', secret: 'second-secret' });
		expect(await saveAgain({ appId: 'cli_second', appSecret: 'second-secret' })).toMatchObject({ status: 'OK' });
		expect(calls()).toEqual([['tenantToken', undefined]]);
	});

	test('passes with another host, which never sees the token', async () => {
		const other = await startSandbox({ world: 'empty' });
		try {
			expect(await saveAgain({ baseUrl: other.url })).toMatchObject({ status: 'OK' });
			expect(other.log.map(({ headers }) => headers['authorization'])).toEqual([undefined]);
			expect(sandbox.log).toEqual([]);
		} finally {
			await other.stop();
		}
	});

	test('sends no secret to a Base URL that is plain http', async () => {
		const { status, message } = await saveAgain({ baseUrl: 'http://feishu.example.com' });
		expect(status).toBe('Error');
		expect(message).toContain('https://');
	});
});

describe('a token of another app', () => {
	test('is replaced where any other node of n8n calls with the credential', async () => {
		const second = sandbox.seed.app({ appId: 'cli_second', secret: 'second-secret' });
		const held = {
			...sandboxCredentials(sandbox).tenant,
			accessToken: sandbox.seed.tenantToken(),
			tokenOwner: `${SANDBOX_APP.appId}@${sandbox.url}`,
		};
		const edited = { ...held, appId: second.appId, appSecret: second.secret };
		const call = Object.assign(new FeishuTenantApi(), {
			test: { request: { method: 'GET' as const, baseURL: sandbox.url, url: '/open-apis/bot/v3/info' } },
		});
		expect(await testCredential(call, edited)).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(sandbox.log.map(({ path, app }) => [path, app])).toEqual([
			['/open-apis/auth/v3/tenant_access_token/internal', 'cli_second'],
			['/open-apis/bot/v3/info', 'cli_second'],
		]);
		expect(edited.tokenOwner).toBe(`cli_second@${sandbox.url}`);
	});
});

describe('saving a Feishu Access Token API credential', () => {
	const save = async (accessToken: string) =>
		await testCredential(new FeishuAccessTokenApi(), { region: 'custom', baseUrl: sandbox.url, accessToken });

	test.each([
		['an unknown tenant token', 't-unknown'],
		['an unknown user token', 'u-unknown'],
	])('asks Feishu about %s, at a call that needs no permission', async (_what, token) => {
		await save(token);
		expect(sandbox.log.map(({ method, path }) => [method, path])).toEqual([
			['GET', token.startsWith('t-') ? '/open-apis/bot/v3/info' : '/open-apis/authen/v1/user_info'],
		]);
		expect(sandbox.log[0]?.headers['authorization']).toBe(`Bearer ${token}`);
	});

	test.each(['Bearer ', 'bearer  ', ' ', '\u200B', '\uFEFF Bearer \u200B'])('takes %j for no part of a token', async (before) => {
		await save(`${before}t-unknown`);
		expect(sandbox.log.map(({ path }) => path)).toEqual(['/open-apis/bot/v3/info']);
	});

	test('says so where there is no token', async () => {
		expect((await save('')).message).toContain('no usable access token');
		expect(sandbox.log).toEqual([]);
	});

	test('asks there whatever stands at the end of the Base URL', async () => {
		await testCredential(new FeishuAccessTokenApi(), { region: 'custom', baseUrl: `${sandbox.url}/open-apis/`, accessToken: 'u-unknown' });
		expect(sandbox.log.map(({ path }) => path)).toEqual(['/open-apis/authen/v1/user_info']);
	});

	test.each([
		[400, 99991661, 'Error'],
		[400, 99991663, 'Error'],
		[400, 99991664, 'Error'],
		[400, 99991668, 'Error'],
		[400, 99991671, 'Error'],
		[401, 99991677, 'Error'],
		[200, 0, 'OK'],
		// The app has no bot, or lacks a permission: the token itself is good.
		[400, 11205, 'OK'],
		[400, 99991672, 'OK'],
	] as const)('takes HTTP %i with code %i for: %s', async (httpStatus, code, status) => {
		const server = createServer((_request, response) => {
			response
				.writeHead(httpStatus, { 'content-type': 'application/json; charset=utf-8' })
				.end(JSON.stringify({ code, msg: 'as it may be' }));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		try {
			const { port } = server.address() as AddressInfo;
			const result = await testCredential(new FeishuAccessTokenApi(), {
				region: 'custom',
				baseUrl: `http://127.0.0.1:${port}`,
				accessToken: 't-some',
			});
			expect(result.status).toBe(status);
			if (status === 'Error') expect(result.message).toMatch(/^Feishu does not accept this token/);
		} finally {
			server.close();
		}
	});

	test.each([
		[404, 'text/html', '<html>Not found</html>'],
		[200, 'text/html', '<html>Welcome</html>'],
		[200, 'application/json', '{"status":"ok"}'],
		[302, 'text/plain', ''],
	])('says of a host that answers HTTP %i, %s, %j that it is not Feishu’s', async (httpStatus, type, body) => {
		const server = createServer((_request, response) => {
			response.writeHead(httpStatus, { 'content-type': type, location: 'https://example.com' }).end(body);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		try {
			const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
			const result = await testCredential(new FeishuAccessTokenApi(), { region: 'custom', baseUrl, accessToken: 't-some' });
			expect(result).toMatchObject({ status: 'Error', message: expect.stringContaining('does not answer like Feishu') as string });
		} finally {
			server.close();
		}
	});
});
