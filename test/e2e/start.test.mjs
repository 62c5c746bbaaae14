import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { workflows } from '../../playground/examples.mjs';
import { claimPort } from '../../playground/ports.mjs';
import { mainWorkflow, readRollback } from '../../playground/rollback.mjs';
import { Children } from '../laboratory/children.mjs';
import { Editor } from '../laboratory/editor.mjs';
import { root, state } from '../laboratory/paths.mjs';
import { findFreePort } from '../laboratory/ports.mjs';

describe('a port that npm start needs', () => {
	let port;
	let server;
	const note = () => join(tmpdir(), `n8n-nodes-feishu-cleanup-${port}.json`);
	const noteProcess = (pid) => writeFileSync(note(), JSON.stringify({ pid, folder: '/home/me/feishu' }));
	const claim = () =>
		claimPort(port, 'n8n', '--port').then(
			() => 'is free',
			({ message }) => message,
		);

	before(async () => {
		port = await findFreePort();
		server = createServer().listen(port, '127.0.0.1');
	});
	after(() => {
		server.close();
		rmSync(note(), { force: true });
	});

	test('is taken by another program', async () => {
		const words = `Port ${port}, for n8n, is taken by another program. Choose another port: npm start -- --port ${port + 1}`;
		assert.equal(await claim(), words);
		const gone = spawn(process.execPath, ['--version']);
		await new Promise((resolve) => {
			gone.once('close', resolve);
		});
		noteProcess(gone.pid);
		assert.equal(await claim(), words, 'the npm start that had it was killed');
	});

	test('is taken by an npm start in another folder', async () => {
		noteProcess(process.pid);
		assert.equal(
			await claim(),
			`Port ${port}, for n8n, is taken by an npm start that is still running (process ${process.pid}, in /home/me/feishu). ` +
				`Press Ctrl-C in its terminal, end that process, or choose another port: npm start -- --port ${port + 1}`,
		);
	});
});

describe('npm start', () => {
	let ports;
	let started;

	before(async () => {
		ports = [await findFreePort(), await findFreePort()];
	});
	after(async () => {
		await started?.stop();
		rmSync(join(state, `n8n-${ports[0]}`), { recursive: true, force: true });
	});

	const example = () => workflows(`http://127.0.0.1:${ports[1]}`, url()).find(({ id }) => id === mainWorkflow);
	const url = () => `http://localhost:${ports[0]}`;
	const signIn = async () => {
		const editor = new Editor(url(), new Children());
		await editor.signIn();
		return editor;
	};
	/** How many records the example finds, and how many of them it deletes. */
	const clickExecute = async (editor) => {
		const { asked, counts } = readRollback(await editor.run(example()));
		return { found: asked.length, deleted: counts.deleted };
	};

	test('leaves the demonstration untouched for the first click', async () => {
		started = await start(ports);
		assert.match(started.words, /15 asked for = 14 deleted \+ 1 refused/);
		assert.deepEqual(await clickExecute(await signIn()), { found: 15, deleted: 0 }, 'the first click rehearses');
	});

	test('says what a credential for the local Feishu needs', () => {
		assert.match(
			started.words,
			new RegExp(`Base URL +http://127.0.0.1:${ports[1]}\n +App ID +cli_sandbox\n +App Secret +sandbox-secret\n`),
		);
	});

	test('is named by another npm start that wants its port', async () => {
		const { pid } = started;
		await assert.rejects(start(ports), ({ message }) =>
			message.includes(`an npm start that is still running (process ${pid}, in ${root})`),
		);
	});

	test('comes up again after the example was edited, checks the original, and keeps what was made of it', async () => {
		const editor = await signIn();
		await editor.saveWorkflow({
			...example(),
			nodes: example().nodes.map((node) => ({ ...node, disabled: node.type.includes('feishu') })),
		});
		await started.stop();

		started = await start(ports);
		assert.match(started.words, /15 asked for = 14 deleted \+ 1 refused/);
		assert.doesNotMatch(started.words, /Not as it should be/);
		const again = await signIn();
		assert.deepEqual(await clickExecute(again), { found: 1, deleted: 0 }, 'deactivated, the search hands on the item of the trigger');
		assert.deepEqual(
			(await again.listWorkflows()).map(({ name }) => name).sort(),
			workflows('', '')
				.map(({ name }) => name)
				.sort(),
		);
	});
});

/** Runs it as a person does, until it waits for Ctrl-C. */
function start([port, sandboxPort]) {
	const child = spawn(process.execPath, ['playground/start.mjs', '--port', String(port), '--sandbox-port', String(sandboxPort)], {
		cwd: root,
	});
	const ended = new Promise((resolve) => {
		child.once('close', resolve);
	});
	const stop = async () => {
		child.kill('SIGINT');
		await ended;
	};
	return new Promise((resolve, reject) => {
		let words = '';
		const listen = (text) => {
			words += text;
			if (words.includes('Ctrl-C stops everything')) resolve({ words, stop, pid: child.pid });
		};
		for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', listen);
		ended.then((code) => reject(new Error(`npm start ended with ${code}:\n${words}`)));
	});
}
