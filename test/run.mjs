/**
 * `npm test`: installs what is missing, checks types, runs Jest with whatever arguments follow. With --full
 * (`npm run test:full`) the tests run their whole fault matrix instead of a seeded part of it.
 *
 * Nothing may be installed yet when this runs, so it imports no package.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { Children } from './laboratory/children.mjs';
import { Failure, tellFailure } from './laboratory/failure.mjs';
import { install, missingParts, tools } from './laboratory/installation.mjs';
import { interruption } from './laboratory/interruption.mjs';
import { root, state } from './laboratory/paths.mjs';
import { duration } from './laboratory/progress.mjs';

const OLDEST_NODE = [20, 19];

const [full, args] = [process.argv.includes('--full'), process.argv.slice(2).filter((argument) => argument !== '--full')];
const children = new Children();
const interrupted = interruption(children);

try {
	await Promise.race([test(), interrupted]);
} catch (error) {
	process.exitCode = tellFailure(error);
}
await children.stopAll();
process.exit();

async function test() {
	const began = Date.now();
	assertNode();
	announce();
	if (missingParts(tools).length > 0) await install(tools, children);
	console.log('  Running the tests, and checking types meanwhile …');
	// Both to their ends: the compiler takes one core, and who mends one thing wants to know of the other.
	const outcomes = await Promise.allSettled([runJest(), checkTypes()]);
	const [failure, ...others] = outcomes.flatMap(({ reason }) => reason ?? []);
	others.forEach(tellFailure);
	if (failure) throw failure;
	console.log(`✔ Types and tests: ${duration(Date.now() - began)}`);
}

function assertNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
	throw new Failure(`Node.js ${process.versions.node} is too old: the tests need ${OLDEST_NODE.join('.')} or newer.`);
}

/** What it takes on two cores that have nothing else to do. */
function announce() {
	const minutes = missingParts(tools).reduce((sum, part) => sum + part.minutes, full ? 20 : 2);
	if (args.length === 0) console.log(`This takes about ${minutes} minutes. For some tests alone: npm test -- <part of a file's name>\n`);
}

async function checkTypes() {
	const tsc = join(root, 'node_modules/typescript/bin/tsc');
	const { code, words } = await children.run({
		name: 'The compiler',
		// The second time, only what has changed is checked.
		args: [tsc, '--noEmit', '--pretty', '--incremental', '--tsBuildInfoFile', join(state, 'types.tsbuildinfo')],
		cwd: root,
		log: join(state, 'logs', 'types.log'),
	});
	if (code !== 0) throw new Failure(`The types do not fit.\n\n${words}`);
}

/** Jest shows by itself how far it is, and asks the terminal how wide it is. */
function runJest() {
	return new Promise((resolve, reject) => {
		const jest = spawn(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), ...args], {
			cwd: root,
			stdio: 'inherit',
			env: { ...process.env, ...(full && { FULL: '1' }) },
		});
		jest.once('error', reject);
		jest.once('exit', (code, signal) => (code === 0 ? resolve() : reject(new Failure(`The tests did not pass (${code ?? signal}).`))));
	});
}
