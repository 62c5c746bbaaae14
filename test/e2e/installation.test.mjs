import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

import { Children } from '../laboratory/children.mjs';
import { lines } from '../laboratory/lines.mjs';
import { N8n } from '../laboratory/n8n.mjs';
import { root, state } from '../laboratory/paths.mjs';
import { findFreePort } from '../laboratory/ports.mjs';
import { tenantCredential } from '../laboratory/sandbox.mjs';
import { packTarball } from '../laboratory/tarball.mjs';
import { composeWorkflow, tested } from '../laboratory/workflow.mjs';

/** The commands of the README, as they stand there. */
const [, section] = /^## Installation\n(.*?)^## /ms.exec(readFileSync(join(root, 'README.md'), 'utf8'));
const blocks = [...section.matchAll(/^```sh\n(.*?)^```/gms)].map(([, commands]) => commands);
const installing = blocks.find((commands) => commands.includes('tar -xzf') && !commands.includes('docker'));
const inDocker = blocks.find((commands) => commands.includes('docker exec'));
const removing = blocks.find((commands) => commands.startsWith('rm -rf ~'));

const id = 'installed';
const workflow = composeWorkflow({
	id,
	node: 'feishuAttendanceRecord',
	parameters: { recordIds: '={{ $json.id }}', dryRun: true },
	items: [{ id: '6709359313699356941' }],
	credential: id,
});

/** What may be there before. */
const homes = {
	'an empty home': () => {},
	'a home with a package.json of another program': (home) => {
		writeFileSync(join(home, 'package.json'), '{}');
	},
};

for (const line of lines) {
	describe(`the installation of the README in ${line.name}`, () => {
		const children = new Children();
		const folders = [];
		const newFolder = () => {
			const folder = mkdtempSync(join(tmpdir(), 'feishu-cleanup-'));
			folders.push(folder);
			return folder;
		};
		const n8nIn = (home) =>
			new N8n({ children, installation: line.installation, home, log: join(state, 'logs', `${line.name.replace(' ', '-')}.log`) });
		let download;

		before(async () => {
			const { file } = await packTarball(children);
			download = newFolder();
			copyFileSync(file, join(download, basename(file)));
		});
		after(async () => {
			await children.stopAll();
			for (const folder of folders) rmSync(folder, { recursive: true, force: true });
		});

		const run = (commands, home) => promisify(execFile)('sh', ['-ec', commands], { cwd: download, env: { ...process.env, HOME: home } });
		const statusIn = async (n8n) => {
			const { runData, error } = (await n8n.execute(id)).data.resultData;
			return error ? error.message : runData[tested][0].data.main[0][0].json.status;
		};

		for (const [what, prepare] of Object.entries(homes)) {
			test(`${what}: n8n finds the nodes, and after the removal it does not`, async () => {
				const home = newFolder();
				prepare(home);
				await run(installing, home);
				// The same commands update it.
				await run(installing, home);
				const n8n = n8nIn(home);
				await n8n.importCredentials([{ id, name: id, ...tenantCredential('http://127.0.0.1:9') }]);
				await n8n.importWorkflows([workflow]);
				assert.equal(await statusIn(n8n), 'dry_run');

				await run(removing, home);
				assert.match(await statusIn(n8n).catch(({ message }) => message), /Unrecognized node type: n8n-nodes-feishu-cleanup\./);
			});
		}

		test('the package.json of n8n stays as n8n has made it, so that n8n goes on installing from its settings', async () => {
			const home = newFolder();
			const manifest = join(home, '.n8n', 'nodes', 'package.json');
			const start = async () => {
				const server = new Children();
				const n8n = new N8n({ children: server, installation: line.installation, home, log: join(state, 'logs', 'installation.log') });
				await n8n.start(await findFreePort());
				await server.stopAll();
				return readFileSync(manifest, 'utf8');
			};
			const made = await start();
			assert.deepEqual(JSON.parse(made).dependencies, {});
			await run(installing, home);
			assert.equal(await start(), made);
			assert.ok(existsSync(join(home, '.n8n/nodes/node_modules/n8n-nodes-feishu-cleanup/package.json')), 'nor does n8n take it away');
			await run(removing, home);
			assert.equal(readFileSync(manifest, 'utf8'), made);
		});
	});
}

test('the commands for Docker do the same in its container', () => {
	const file = /tar -xzf (\S+)/.exec(installing)[1];
	const [, container] = /sh -c '(.*)'/.exec(inDocker);
	const steps = (commands) => commands.split(/\n|; /).filter(Boolean);
	assert.deepEqual(
		steps(container.replaceAll('/home/node/', '~/').replace(`/tmp/${file}`, file)).flatMap((step) => step.split(' && ')),
		steps(installing).flatMap((step) => step.split(' && ')),
	);
});
