import { join } from 'node:path';

import { Children } from '../test/laboratory/children.mjs';
import { Editor, login } from '../test/laboratory/editor.mjs';
import { Failure, tellFailure } from '../test/laboratory/failure.mjs';
import { install, missingParts, n8n2, tools } from '../test/laboratory/installation.mjs';
import { interruption } from '../test/laboratory/interruption.mjs';
import { N8n } from '../test/laboratory/n8n.mjs';
import { checkNetwork } from '../test/laboratory/npm.mjs';
import { playground, root, shown, state } from '../test/laboratory/paths.mjs';
import { duration, withProgress } from '../test/laboratory/progress.mjs';
import { app, startSandbox } from '../test/laboratory/sandbox.mjs';
import { packTarball } from '../test/laboratory/tarball.mjs';
import { credentials, released, workflows } from './examples.mjs';
import { help, readOptions } from './options.mjs';
import { claimPort } from './ports.mjs';
import { deleting, describeRollback, findFault, mainWorkflow, readLeft, readRollback } from './rollback.mjs';
import { noteRunning } from './running.mjs';

/**
 * The whole of `npm start`: sets the exit code, leaves nothing running.
 * @param {string[]} args
 */
export async function play(args) {
	const children = new Children();
	const interrupted = interruption(children);
	try {
		const { open } = await Promise.race([begin(args, children), children.crashed, interrupted]);
		if (open) await Promise.race([children.crashed, interrupted.catch(() => console.log('\nStopping …'))]);
		process.exitCode = 0;
	} catch (error) {
		process.exitCode = tellFailure(error);
	}
	await children.stopAll();
	process.exit();
}

/** @returns {Promise<{ open: boolean }>} whether the editor stays open */
async function begin(args, children) {
	const options = readOptions(args);
	if (options.help) {
		console.log(help);
		return { open: false };
	}

	const began = Date.now();
	await claimPort(options.port, 'n8n', '--port');
	await claimPort(options.sandboxPort, 'the sandbox', '--sandbox-port');
	noteRunning([options.port, options.sandboxPort]);
	await installMissing(children);
	const tarball = await packTarball(children);

	const sandbox = await startSandbox(children, options.sandboxPort);
	const n8n = new N8n({
		children,
		installation: playground,
		home: join(state, `n8n-${options.port}`),
		log: join(state, 'logs', 'n8n.log'),
	});
	const examples = workflows(sandbox.url, `http://localhost:${options.port}`);
	const address = await withProgress('Starting n8n', [], async () => {
		await n8n.installPackage(tarball);
		await n8n.importCredentials(credentials(sandbox.url));
		await n8n.importWorkflows(examples);
		return await n8n.start(options.port);
	});
	console.log(`✔ Ready after ${duration(Date.now() - began)}\n`);

	try {
		const example = examples.find(({ id }) => id === mainWorkflow);
		await runMainExample(new Editor(address, children), example, sandbox);
	} catch (error) {
		if (options.once || !(error instanceof Failure)) throw error;
		console.log(`\n✘ ${error.message} n8n stays open all the same.`);
	}
	if (options.once) return { open: false };

	// What the run above has deleted is there again for the first click.
	await sandbox.reset();
	console.log(`
n8n       ${address}/workflow/${mainWorkflow}
login     ${login.email} with password ${login.password}
sandbox   ${sandbox.url} (a local Feishu; starts afresh with every npm start)
logs      ${shown(join(state, 'logs'))}

To make a credential of your own for the sandbox: Feishu Tenant Token API, with Region: Custom. Nothing of it is secret.
  Base URL    ${sandbox.url}
  App ID      ${app.appId}
  App Secret  ${app.appSecret}

Ctrl-C stops everything.`);
	return { open: true };
}

async function installMissing(children) {
	const installations = [tools, n8n2];
	const missing = installations.flatMap(missingParts);
	if (missing.length === 0) return;
	announce(missing);
	await checkNetwork(children, { cwd: root, log: join(state, 'logs', 'install.log') });
	for (const installation of installations) await install(installation, children);
}

/** @param {import('../test/laboratory/installation.mjs').Part[]} parts */
function announce(parts) {
	const sum = (what) => parts.reduce((total, part) => total + part[what], 0);
	console.log(
		`This start downloads, from the npm registry and into this folder: about ${sum('gigabytes').toFixed(1)} GB on disk, ${sum('minutes')} to ${sum('slowly')} min.`,
	);
	for (const part of parts)
		console.log(`  - ${part.name}: ${part.gigabytes > 0 ? `${part.gigabytes} GB, ` : ''}${part.minutes} to ${part.slowly} min`);
	console.log('Later starts take about half a minute.\n');
}

/** A pristine copy of it runs, and is gone afterwards: the user may have made something else of the original. */
async function runMainExample(editor, workflow, sandbox) {
	console.log(`Running "${workflow.name}" in n8n:\n`);
	await editor.signIn();
	const whole = released(workflow, deleting);
	const id = await editor.createWorkflow({ ...whole, name: `${workflow.name} (check)` });
	const rollback = readRollback(await editor.run({ ...whole, id }));
	await editor.deleteWorkflow(id);
	console.log(describeRollback(rollback));
	const fault = findFault(rollback, await readLeft(sandbox));
	if (fault) throw new Failure(`Not as it should be: ${fault}.`);
}
