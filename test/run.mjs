// What `npm test` runs: installs what is missing, type-checks, then Jest with whatever arguments follow.
// With --full (`npm run test:full`) the tests run their whole fault matrix instead of a seeded part of it.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

function nodeIsTooOld() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}

/** npm writes this file at the end of each install: older than the lockfile means out of date. */
function dependenciesAreMissing() {
	const installed = path.join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(installed)) return true;
	return statSync(installed).mtimeMs < statSync(path.join(root, 'package-lock.json')).mtimeMs;
}

/** Runs a command in the repository's root and ends with its exit code where it does not succeed. */
function run(command, args) {
	const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
	if (error !== undefined) console.error(`${command} could not be started: ${error.message}`);
	if (status !== 0) process.exit(status ?? 1);
}

/** npm by way of the npm that runs this script: on Windows `npm` itself is no program. */
function npm(args) {
	const cli = process.env.npm_execpath;
	if (cli === undefined) run('npm', args);
	else run(process.execPath, [cli, ...args]);
}

function tool(relativePath, args) {
	run(process.execPath, [path.join(root, 'node_modules', relativePath), ...args]);
}

if (nodeIsTooOld()) {
	console.error(`Node.js ${process.versions.node} is too old: the tests need ${OLDEST_NODE.join('.')} or newer.`);
	process.exit(1);
}
if (dependenciesAreMissing()) {
	console.log('Installing the development dependencies with npm ci (about one minute, once) …');
	npm(['ci', '--no-audit', '--no-fund']);
}
console.log('Checking types …');
tool('typescript/bin/tsc', ['--noEmit']);
const jestArguments = process.argv.slice(2).filter((argument) => argument !== '--full');
if (process.argv.includes('--full')) process.env.FULL = '1';
tool('jest/bin/jest.js', jestArguments);
