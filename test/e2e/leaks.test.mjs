import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Children } from '../laboratory/children.mjs';
import { findLeaks, readWritten } from '../laboratory/leaks.mjs';
import { findFreePort } from '../laboratory/ports.mjs';
import { app, startSandbox } from '../laboratory/sandbox.mjs';

describe('the search for leaks', () => {
	const children = new Children();
	const home = mkdtempSync(join(tmpdir(), 'feishu-cleanup-'));
	const log = join(home, 'n8n.log');
	let sandbox;
	let token;

	before(async () => {
		sandbox = await startSandbox(children, await findFreePort());
		const asked = { app_id: app.appId, app_secret: app.appSecret };
		const answer = await fetch(`${sandbox.url}/open-apis/auth/v3/tenant_access_token/internal`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(asked),
		});
		token = (await answer.json()).tenant_access_token;
		await sandbox.reset({ tenantTokens: [{ token: 't-made-by-hand' }] });
	});
	after(async () => {
		await children.stopAll();
		rmSync(home, { recursive: true, force: true });
	});

	test('finds what a sandbox has issued, was given, or starts with, in whichever form', async () => {
		const secrets = await sandbox.secrets();
		const base64 = (text) => Buffer.from(text).toString('base64');
		const texts = {
			issued: `Bearer ${token}`,
			cut: token.slice(4, 36),
			given: JSON.stringify({ deep: ['t-made-by-hand'] }),
			secret: `a ${base64(`${app.appId}:${app.appSecret}`)}`,
			nothing: 'Bearer t-, sandbox, secret, cli_sandbox',
		};
		assert.deepEqual(findLeaks(texts, secrets), [
			'a token that the sandbox made in issued',
			'a token that the sandbox made in cut',
			'a tenant token in given',
			`the secret of the app ${app.appId} in secret`,
		]);
		assert.ok(!findLeaks(texts, secrets).join().includes('t-made-by-hand'));
	});

	test('looks at the log and the database of n8n', async () => {
		mkdirSync(join(home, '.n8n'));
		writeFileSync(join(home, '.n8n', 'database.sqlite'), Buffer.concat([Buffer.from([0, 255, 128]), Buffer.from(token)]));
		writeFileSync(join(home, '.n8n', 'database.sqlite-wal'), Buffer.from([0, 255]));
		writeFileSync(log, `said ${app.appSecret}\n`);
		assert.deepEqual(findLeaks(readWritten(home, log), await sandbox.secrets()), [
			`a token that the sandbox made in ${join(home, '.n8n', 'database.sqlite')}`,
			`the secret of the app ${app.appId} in ${log}`,
		]);
		assert.deepEqual(readWritten(join(home, 'none'), join(home, 'none.log')), {});
	});
});
