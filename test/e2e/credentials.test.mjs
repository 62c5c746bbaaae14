import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { tenantCredential } from '../laboratory/sandbox.mjs';

const second = { appId: 'cli_second', secret: 'second-secret' };
const given = 't-e2e0000000000000000000000000000000000';

for (const line of lines) {
	describe(`credentials in ${line.name}`, () => {
		const laboratory = new Laboratory(line);
		// Any workflow will do: what is tested is the credential that n8n keeps for it.
		const node = { node: 'feishuAttendanceRecord', parameters: { recordIds: '1' }, items: [{}] };
		const tenant = laboratory.prepare(node);
		const ready = laboratory.prepare({ ...node, authentication: 'feishuAccessTokenApi' }, (sandbox) => accessToken(sandbox, given));
		/** @type {import('../laboratory/editor.mjs').Editor} */
		let editor;

		before(async () => {
			await laboratory.open();
			editor = await laboratory.serve();
		});
		after(() => laboratory.close());

		const tested = (id, credential) => editor.testCredential({ id, name: id, ...credential });

		test('the right App ID and App Secret pass', async () => {
			const { url } = laboratory.sandbox;
			assert.deepEqual(await tested(tenant, tenantCredential(url)), { status: 'OK', message: 'Connection successful!' });
		});

		test("a wrong App Secret shows Feishu's own message, though Feishu answers HTTP 200", async () => {
			const { status, message } = await tested(tenant, tenantCredential(laboratory.sandbox.url, { appSecret: 'another' }));
			assert.equal(status, 'Error');
			assert.match(message, /10014/);
			assert.match(message, /Check App ID, App Secret and region/);
			assert.doesNotMatch(message, /another/);
		});

		test('once it holds a token, what is entered is judged all the same', async () => {
			const { sandbox } = laboratory;
			const opened = await editor.openCredential(tenant);
			assert.match(opened.data.accessToken, /^__n8n_BLANK_VALUE/, 'the test before has stored one, which the editor never sees');
			assert.equal(opened.data.tokenOwner, opened.data.accessToken);
			await sandbox.reset({ apps: [second] });
			const testedWith = (change) => editor.testCredential({ ...opened, data: { ...opened.data, ...change } });

			assert.equal((await testedWith({})).status, 'OK');
			assert.equal((await testedWith({ appId: second.appId, appSecret: second.secret })).status, 'OK');
			for (const [change, code] of [
				[{ appSecret: 'another' }, 10014],
				[{ appId: 'cli_none' }, 10003],
			]) {
				const { status, message } = await testedWith(change);
				assert.equal(status, 'Error');
				assert.match(message, new RegExp(`${code}.*Check App ID, App Secret and region`));
			}
			const calls = await sandbox.calls();
			assert.deepEqual(
				calls.map(({ endpoint, code }) => [endpoint, code]),
				[
					['tenantToken', 0],
					['tenantToken', 0],
					['tenantToken', 10014],
					['tenantToken', 10003],
				],
			);
			assert.deepEqual(
				calls.map(({ headers }) => headers.authorization),
				calls.map(() => undefined),
			);

			const { status, message } = await testedWith({ baseUrl: 'http://feishu.example.com' });
			assert.equal(status, 'Error');
			assert.match(message, /https:\/\//);
		});

		test('a Base URL without https is refused before anything is sent', async () => {
			await laboratory.sandbox.reset({});
			const { status, message } = await tested(tenant, tenantCredential('http://feishu.example.com'));
			assert.equal(status, 'Error');
			assert.match(message, /https:\/\//);
			assert.deepEqual(await laboratory.sandbox.calls(), []);
		});

		test('an access token passes as long as Feishu accepts it', async () => {
			const { sandbox } = laboratory;
			await sandbox.reset({ tenantTokens: [{ token: given }] });
			assert.equal((await tested(ready, accessToken(sandbox.url, given))).status, 'OK');
			const { status, message } = await tested(ready, accessToken(sandbox.url, 't-unknown'));
			assert.equal(status, 'Error');
			assert.match(message, /does not accept this token/);
		});
	});
}

function accessToken(baseUrl, token) {
	return { type: 'feishuAccessTokenApi', data: { region: 'custom', baseUrl, accessToken: token } };
}
