import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { approve, grantedCredential, userCredential } from '../laboratory/person.mjs';
import { app } from '../laboratory/sandbox.mjs';
import { byId } from '../laboratory/workflow.mjs';

const task = 'e2e-task';
const world = { tasks: [{ taskId: task, followers: ['ou_lin', 'ou_zhou'] }] };

for (const line of lines) {
	describe(`user tokens in ${line.name}`, () => {
		const laboratory = new Laboratory(line);
		const parts = {
			node: 'feishuTaskFollower',
			parameters: { taskId: byId(task), followerIds: '={{ $json.id }}' },
			items: [{ id: 'ou_lin' }, { id: 'ou_zhou' }],
			authentication: 'feishuOAuth2Api',
		};
		const granted = laboratory.prepare(parts, grantedCredential);
		const unconnected = laboratory.prepare(parts, userCredential);

		before(() => laboratory.open());
		after(() => laboratory.close());

		/** Executes a workflow, and tells what the sandbox was asked meanwhile. */
		const run = async (workflow) => {
			const { sandbox } = laboratory;
			await sandbox.seed(world);
			const before = (await sandbox.calls()).length;
			const { error, outputs } = await laboratory.run(workflow);
			assert.equal(error, undefined);
			assert.deepEqual(
				outputs[0].map(({ json }) => json.status),
				['deleted', 'deleted'],
			);
			return (await sandbox.calls()).slice(before);
		};
		const steps = (calls) => calls.map(({ endpoint, code }) => [endpoint, code]);

		test('a token that Feishu rejects with HTTP 400 is renewed once, and the new one stored', async () => {
			assert.deepEqual(steps(await run(granted)), [['taskFollower', 0]]);

			await laboratory.sandbox.fault({ kind: 'token', status: 400, code: 99991668, endpoint: 'taskFollower', on: 1 });
			const calls = await run(granted);
			assert.deepEqual(steps(calls), [
				['taskFollower', 99991668],
				['oauthToken', 0],
				['taskFollower', 0],
			]);
			assert.equal(calls[1].body.grant_type, 'refresh_token');

			const [next] = await run(granted);
			assert.deepEqual(next.headers.authorization, calls[2].headers.authorization, 'the stored token is the new one');
		});

		test(`a person connects in the editor, with the app in the body and ${line.connectsWithPkce ? 'PKCE' : 'without PKCE'}`, async () => {
			const { sandbox } = laboratory;
			const editor = await laboratory.serve();
			const consent = await connect(editor, unconnected);
			assert.equal(
				consent.get('scope'),
				'calendar:calendar:read calendar:calendar.event:read task:task:readonly calendar:calendar.event:update task:task offline_access',
			);
			assert.equal(consent.get('prompt'), 'consent');
			assert.equal(consent.has('code_challenge'), line.connectsWithPkce);

			const { code, headers, body } = (await sandbox.calls('oauthToken')).at(-1);
			assert.equal(code, 0);
			assert.equal(headers.authorization, undefined);
			assert.equal(body.grant_type, 'authorization_code');
			assert.deepEqual([body.client_id, body.client_secret], [app.appId, app.appSecret]);
			assert.equal(typeof body.code_verifier, line.connectsWithPkce ? 'string' : 'undefined');
			assert.deepEqual(steps(await run(unconnected)), [['taskFollower', 0]]);

			const credential = await editor.openCredential(unconnected);
			await editor.saveCredential({ ...credential, data: { ...credential.data, allow: ['task:task'] } });
			const again = await connect(editor, unconnected);
			assert.equal(again.get('scope'), 'task:task offline_access', 'what is chosen anew is what is asked for');
			assert.deepEqual(steps(await run(unconnected)), [['taskFollower', 0]]);
		});
	});
}

/**
 * Presses "Connect my account" in the editor, and "Approve" on the page that it opens.
 * @returns {Promise<URLSearchParams>} what that page was asked for
 */
async function connect(editor, credential) {
	const consent = await editor.startConnecting(credential);
	const page = await editor.finishConnecting(await approve(consent));
	assert.ok(page.includes('Connection successful'), /<h4>.*<\/h4>/.exec(page)?.[0]);
	return new URL(consent).searchParams;
}
