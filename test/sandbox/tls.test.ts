import { request } from 'node:https';
import { startSandbox, type Sandbox } from './index';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ world: 'empty', tls: true });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.reset());

/** @returns the HTTP status, or the code of why there is none */
const call = async (rejectUnauthorized: boolean) =>
	await new Promise((resolve) => {
		const path = '/open-apis/auth/v3/tenant_access_token/internal';
		request(`${sandbox.tlsUrl}${path}`, { method: 'POST', rejectUnauthorized, agent: false }, (response) => {
			response.resume();
			resolve(response.statusCode);
		})
			.on('error', (error: Error & { code?: string }) => {
				resolve(error.code);
			})
			.end('{}');
	});

test('the sandbox answers over TLS', async () => {
	expect([await call(false), sandbox.log.length]).toEqual([200, 1]);
});

test('its certificate is refused before anything arrives, as nobody knows who issued it', async () => {
	expect([await call(true), sandbox.log.length]).toEqual(['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 0]);
});

test('its TLS breaks once the request has arrived', async () => {
	sandbox.fault({ endpoint: 'tenantToken', kind: 'tlsAfter', on: 1 });
	expect([await call(false), sandbox.log.length]).toEqual([expect.stringMatching(/^ERR_SSL_/), 1]);
});

test('tells its address over the control route', async () => {
	const answer = await fetch(`${sandbox.url}/__sandbox/address`);
	expect(await answer.json()).toEqual({ url: sandbox.url, tlsUrl: sandbox.tlsUrl });
});
