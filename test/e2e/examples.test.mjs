import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { credentials, workflows } from '../../playground/examples.mjs';
import { badImport, findFault, mainWorkflow, readRollback } from '../../playground/rollback.mjs';
import { Children } from '../laboratory/children.mjs';
import { Editor } from '../laboratory/editor.mjs';
import { n8n2 } from '../laboratory/installation.mjs';
import { N8n } from '../laboratory/n8n.mjs';
import { state } from '../laboratory/paths.mjs';
import { findFreePort } from '../laboratory/ports.mjs';
import { recordsOfImport, startSandbox } from '../laboratory/sandbox.mjs';
import { SandboxControl } from '../laboratory/sandboxControl.mjs';
import { packTarball } from '../laboratory/tarball.mjs';

/** As `npm start` shows them: in the editor's server, started by their own triggers. */
describe('The example workflows', () => {
	const children = new Children();
	const home = mkdtempSync(join(tmpdir(), 'feishu-cleanup-'));
	let sandbox;
	let address;
	let editor;
	let examples;

	before(async () => {
		sandbox = await startSandbox(children, await findFreePort());
		const port = await findFreePort();
		examples = workflows(sandbox, `http://localhost:${port}`);
		const n8n = new N8n({ children, installation: n8n2.folder, home, log: join(state, 'logs', 'examples.log') });
		await n8n.installPackage(await packTarball(children));
		await n8n.importCredentials(credentials(sandbox));
		await n8n.importWorkflows(examples);
		address = await n8n.start(port);
		editor = new Editor(address);
		await editor.signIn();
	});
	after(async () => {
		await children.stopAll();
		rmSync(home, { recursive: true, force: true });
	});

	const example = (id) => examples.find((workflow) => workflow.id === id);
	const run = async (id) => {
		const { status, data } = await editor.run(example(id), children);
		assert.equal(status, 'success');
		const output = (node, index = 0) => data.resultData.runData[node][0].data.main[index].map(({ json }) => json);
		return { output };
	};
	const sandboxState = () => new SandboxControl(sandbox).state();

	test('roll back a bad attendance import', async () => {
		const rollback = readRollback(await editor.run(example(mainWorkflow), children));

		assert.equal(rollback.asked.length, 15);
		assert.equal(findFault(rollback, await recordsOfImport(sandbox, badImport)), undefined);
		const [refused] = rollback.results.filter(({ status }) => status === 'refused');
		assert.match(findFault(rollback, [...rollback.asked]), /the sandbox still has other records/, 'the check itself can fail');
		assert.deepEqual(await recordsOfImport(sandbox, badImport), [refused.record_id]);
	});

	test('take leavers out of an event and a task', async () => {
		const { output } = await run('leaversOut000001');

		assert.deepEqual(
			output('Take them out of the event').map(({ user_id: id, status }) => [id, status]),
			[['ou_zhou', 'deleted']],
		);
		assert.deepEqual(
			output('Take them off the task').map(({ follower_id: id, status }) => [id, status]),
			[['ou_zhou', 'deleted']],
		);
		const { calendars, tasks } = await sandboxState();
		assert.ok(!JSON.stringify(calendars[0].events[0].attendees).includes('zhou'));
		assert.deepEqual(
			calendars[0].events[0].deletions.map(({ needNotification }) => needNotification),
			[false],
		);
		assert.deepEqual(tasks[0].followers, [{ openId: 'ou_lin' }, { openId: 'ou_wang' }]);
	});

	test('clear feed cards when a case is closed', async () => {
		assert.ok((await editor.trigger(example('clearFeedCards01'))).waitingForWebhook);
		const { parameters } = example('clearFeedCards01').nodes.find(({ name }) => name === 'Note');
		const [, told] = /^curl (\S+)/m.exec(parameters.content);
		assert.equal(told, `${address}/webhook-test/case-closed`);
		const answer = await fetch(told.replace('localhost', '127.0.0.1'), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ biz_id: 'sandbox-card-1', user_ids: ['ou_lin', 'ou_zhou'] }),
		});

		assert.deepEqual(
			(await answer.json()).map(({ user_id: id, status }) => [id, status]),
			[
				['ou_lin', 'deleted'],
				['ou_zhou', 'deleted'],
			],
		);
		assert.deepEqual(
			(await sandboxState()).feedCards.map(({ bizId }) => bizId),
			['sandbox-card-2'],
		);
	});

	test('recall a mass message', async () => {
		const { output } = await run('recallMessage001');

		assert.deepEqual(
			output('Recall requested').map(({ batch_message_id: id, status }) => [id, status]),
			[['bm-sandbox-recent', 'recall_requested']],
		);
		assert.deepEqual(
			output('To be told by hand').map(({ error }) => [error.batch_message_id, error.status, error.code]),
			[['bm-sandbox-old', 'refused', 230009]],
		);
	});
});
