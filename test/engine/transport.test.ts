import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchTenantToken } from '../../credentials/tenantToken';
import { SANDBOX_APP } from '../sandbox';
import { CredentialStore } from '../support/credentialStore';
import { attendance, deletions, itemsOf, nodeOf, sandboxCredentials } from '../support/deletions';
import { runNode } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

/** An HTTP proxy, and the addresses it was asked for. */
const asked: string[] = [];
let proxy: Server;

beforeAll(async () => {
	proxy = createServer((incoming, outgoing) => {
		asked.push(incoming.url ?? '');
		const onward = request(incoming.url ?? '', { method: incoming.method, headers: incoming.headers }, (answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		});
		incoming.pipe(onward);
	});
	await new Promise<void>((resolve) => {
		proxy.listen(0, '127.0.0.1', resolve);
	});
});
afterAll(async () => {
	await new Promise((resolve) => {
		proxy.close(resolve);
		proxy.closeAllConnections();
	});
});
beforeEach(() => {
	asked.length = 0;
});

const proxyUrl = () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

describe('a proxy in Request Options', () => {
	test.each([
		['none is stored', ''],
		['the stored one has ended', 't-ended'],
	])('is used for the token as for the calls, where %s', async (_what, accessToken) => {
		const names = attendance.names(2);
		attendance.seed(world.sandbox, names);
		const stored = {
			...sandboxCredentials(world.sandbox).tenant,
			accessToken,
			tokenOwner: accessToken === '' ? '' : `${SANDBOX_APP.appId}@${world.sandbox.url}`,
		};
		const node = nodeOf(attendance, { parameters: { requestOptions: { proxy: proxyUrl() } } });
		const { error, json } = await runNode(itemsOf(attendance, names), node, new CredentialStore({ tenant: stored }));
		expect(error).toBeUndefined();
		expect(json.map(({ status }) => status)).toEqual(['deleted', 'deleted']);
		expect(asked).toHaveLength(world.sandbox.log.length);
		expect(asked).toContain(`${world.sandbox.url}/open-apis/auth/v3/tenant_access_token/internal`);
	});

	test('is not used where there is none', async () => {
		const names = attendance.names(1);
		attendance.seed(world.sandbox, names);
		await runNode([attendance.item(names[0] ?? '')], nodeOf(attendance), sandboxCredentials(world.sandbox));
		expect(asked).toEqual([]);
		expect(world.sandbox.log).toHaveLength(2);
	});
});

describe('a web page in place of an answer', () => {
	const page = (endpoint: string, done: boolean) => ({ kind: 'http200html', endpoint, on: 'every', done }) as const;

	test.each(deletions)('to a deletion leaves its records unknown, is not asked again, and ends the run: $type', async (deletion) => {
		const names = deletion.names(deletion.limit + 1);
		deletion.seed(world.sandbox, names);
		world.sandbox.fault(page(deletion.endpoint, true));
		// One that looks at its records first has looked at this one by then.
		const looked = deletion.looksFirst === undefined ? 0 : deletion.limit;
		if (deletion.look !== undefined) world.sandbox.fault({ ...page(deletion.look, false), on: [looked + 1, looked + 2] });
		const node = nodeOf(deletion, { settings: { onError: 'continueRegularOutput' } });
		const { json } = await runNode(itemsOf(deletion, names), node, sandboxCredentials(world.sandbox));
		const [sent, left] = [json.slice(0, deletion.limit), json.slice(deletion.limit)];
		const reason = `${world.sandbox.url} answered HTTP 200 with a web page, which is not how Feishu answers`;
		for (const record of sent) {
			expect(record).toMatchObject({ status: 'unknown', reason });
			expect(record.what_to_do).toMatch(/^This may already be done\..* Check the region, or the Base URL, of the credential\.$/);
		}
		for (const record of left) expect(record).toMatchObject({ status: 'not_sent', reason });
		expect(json).toHaveLength(names.length);
		expect(world.sandbox.calls(deletion.endpoint)).toHaveLength(1);
		if (deletion.look !== undefined) expect(world.sandbox.calls(deletion.look)).toHaveLength(looked + 1);
	});

	test('to a mass message leaves it unknown, and is not asked again', async () => {
		world.sandbox.fault(page('batchMessageSend', true));
		const { error } = await runNode(
			[{}],
			{
				type: 'feishuBatchMessage',
				credentials: { feishuTenantApi: 'tenant' },
				parameters: { authentication: 'feishuTenantApi', operation: 'create', text: 'Hello', recipients: { openIds: 'ou_1' } },
			},
			sandboxCredentials(world.sandbox),
		);
		expect(error?.message).toContain('1 unknown');
		expect(error?.description).toContain('running the workflow again could do it twice');
		expect(world.sandbox.log.map(({ endpoint }) => endpoint)).toEqual(['tenantToken', 'batchMessageSend']);
	});

	test('to a look shows nothing: what would be copied is not deleted', async () => {
		const names = attendance.names(2);
		attendance.seed(world.sandbox, names);
		world.sandbox.fault(page(attendance.look ?? '', false));
		const node = nodeOf(attendance, { parameters: { options: { keepCopy: true } }, settings: { onError: 'continueRegularOutput' } });
		const { json } = await runNode(itemsOf(attendance, names), node, sandboxCredentials(world.sandbox));
		expect(json.map(({ status }) => status)).toEqual(['not_sent', 'not_sent']);
		expect(json[0]?.reason).toContain('answered HTTP 200 with a web page');
		expect(world.sandbox.log.map(({ endpoint }) => endpoint)).toEqual(['tenantToken', attendance.look]);
	});

	test('to a search ends it, and says where to look', async () => {
		world.sandbox.fault({ ...page('*', false) });
		const { error } = await runNode(
			[{}],
			{
				type: 'feishuTaskFollower',
				credentials: { feishuAccessTokenApi: 'token' },
				parameters: {
					authentication: 'feishuAccessTokenApi',
					operation: 'getAll',
					from: 'task',
					taskId: { __rl: true, mode: 'id', value: 'a-task' },
				},
			},
			{ token: { region: 'custom', baseUrl: world.sandbox.url, accessToken: 't-given' } },
		);
		expect(`${error?.message} ${error?.description}`).toMatch(/answered HTTP 200 with a web page.*Check the region, or the Base URL/s);
		expect(world.sandbox.log).toHaveLength(1);
	});
});

describe('the request for a token', () => {
	const transports = [{}, { skipSslCertificateValidation: true }, { proxy: { host: 'proxy.example.com', port: 3128 } }];

	test('takes a code that a gateway has made text of', async () => {
		const credential = { region: 'feishu', appId: 'cli_a', appSecret: 'secret' };
		const answer = (body: object) => async () => ({ statusCode: 200, headers: {}, body });
		const given = fetchTenantToken(answer({ code: '0', tenant_access_token: 't-token' }), credential);
		await expect(given).resolves.toMatchObject({ accessToken: 't-token' });
		const refused = fetchTenantToken(answer({ code: '99991400', msg: 'busy' }), credential);
		await expect(refused).rejects.toMatchObject({ context: { tokenRefusal: { code: 99991400, passing: true } } });
	});

	test.each(transports)('travels as the calls do: %j', async (transport) => {
		const sent: unknown[] = [];
		const ask = async (options: unknown) => {
			sent.push(options);
			return { statusCode: 200, headers: {}, body: { code: 0, tenant_access_token: 't-token' } };
		};
		const credential = { region: 'feishu', appId: 'cli_a', appSecret: 'secret' };
		expect(await fetchTenantToken(ask, credential, transport)).toEqual({
			accessToken: 't-token',
			tokenOwner: 'cli_a@https://open.feishu.cn',
		});
		expect(sent).toEqual([expect.objectContaining(transport)]);
		for (const key of ['proxy', 'skipSslCertificateValidation']) expect(Object.hasOwn(sent[0] as object, key)).toBe(key in transport);
	});

	test('refused, throws Feishu’s words without the secret, and the code', async () => {
		const ask = async () => ({ statusCode: 200, headers: {}, body: { code: 10014, msg: 'wrong: my-app-secret' } });
		const asking = fetchTenantToken(ask, { region: 'feishu', appId: 'cli_a', appSecret: 'my-app-secret' });
		await expect(asking).rejects.toMatchObject({
			message: expect.stringMatching(/wrong: \[secret\] \(code 10014\)/) as string,
			context: { tokenRefusal: { code: 10014, passing: false } },
		});
	});

	test('is sent as one whose status is judged here, and which does not wait for ever', async () => {
		const sent: unknown[] = [];
		const ask = async (options: unknown) => {
			sent.push(options);
			return { statusCode: 200, headers: {}, body: { code: 0, tenant_access_token: 't-token' } };
		};
		await fetchTenantToken(ask, { region: 'lark', appId: 'cli_a', appSecret: 'secret' });
		expect(sent).toEqual([
			{
				method: 'POST',
				url: 'https://open.larksuite.com/open-apis/auth/v3/tenant_access_token/internal',
				headers: { 'Content-Type': 'application/json; charset=utf-8' },
				body: { app_id: 'cli_a', app_secret: 'secret' },
				json: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: 30_000,
			},
		]);
	});

	test.each([
		[200, { code: 99991400, msg: 'busy' }, true],
		[429, { code: 10999, msg: 'busy' }, true],
		[429, '<html>', true],
		[500, '<html>', true],
		[499, '<html>', false],
		[200, { code: 10014, msg: 'wrong' }, false],
	])('answered with HTTP %i and %j, may pass by itself: %s', async (statusCode, body, passing) => {
		const asking = fetchTenantToken(async () => ({ statusCode, headers: {}, body }), { region: 'feishu', appId: 'a', appSecret: 'b' });
		await expect(asking).rejects.toMatchObject({ context: { tokenRefusal: { passing } } });
	});

	test.each([
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', /certificate .* self-signed .* Ignore SSL Issues/, false],
		['', 'The request was blocked because it resolves to a restricted IP address', /SSRF protection.* N8N_SSRF_ALLOWED_HOSTNAMES/, false],
		['ENOTFOUND', 'getaddrinfo ENOTFOUND x', /The host name is not known\. Check the region/, true],
		['ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:3128', /The connection was refused\. Check the region/, true],
		['ECONNRESET', 'read ECONNRESET', /could not be reached for a tenant token\. Check the region/, true],
	])('that gets no answer names the cause and what to do: %s %s', async (code, message, words, passing) => {
		const ask = async () => {
			throw Object.assign(new Error(message), { ...(code && { code }), config: { data: 'my-app-secret' } });
		};
		const asking = fetchTenantToken(ask, { region: 'feishu', appId: 'cli_a', appSecret: 'my-app-secret' });
		await expect(asking).rejects.toMatchObject({
			message: expect.stringMatching(words) as string,
			context: { tokenRefusal: { passing } },
		});
	});

	test.each([
		['the App Secret', SANDBOX_APP.secret],
		['the App Secret in a URL', encodeURIComponent('secret/with+signs')],
		['a token', 't-0123456789abcdef0123456789abcdef'],
	])('never shows %s that Feishu repeats in its refusal', async (_what, secret) => {
		const tenant = { ...sandboxCredentials(world.sandbox).tenant, ...(secret.includes('%') && { appSecret: 'secret/with+signs' }) };
		world.sandbox.fault({
			kind: 'answer',
			endpoint: 'tenantToken',
			on: 'every',
			done: false,
			body: { code: 10014, msg: `wrong: ${secret} ${'x'.repeat(100_000)}` },
		});
		const item = attendance.item(attendance.names(1)[0] ?? '');
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			const { json, error } = await runNode([item], nodeOf(attendance, { settings: { onError } }), { tenant });
			const words = JSON.stringify([json, error?.message, error?.description]);
			expect(words).not.toContain(secret);
			expect(words).toContain('10014');
			expect(words.length).toBeLessThan(6_000);
		}
	});

	test('nor does a log ID that repeats one', async () => {
		const names = attendance.names(1);
		attendance.seed(world.sandbox, names);
		world.sandbox.fault({
			kind: 'answer',
			endpoint: 'attendanceRecord',
			on: 1,
			done: false,
			body: { code: 99991672 },
			headers: { 'x-tt-logid': `log-${SANDBOX_APP.secret}` },
		});
		const { json } = await runNode(
			[attendance.item(names[0] ?? '')],
			nodeOf(attendance, { settings: { onError: 'continueRegularOutput' } }),
			sandboxCredentials(world.sandbox),
		);
		expect(json[0]?.log_id).toBe('log-[secret]');
		expect(JSON.stringify(json)).not.toContain(SANDBOX_APP.secret);
	});
});
