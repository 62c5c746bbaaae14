import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';

import { Failure } from './failure.mjs';
import { shown } from './paths.mjs';

const unreachable = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT)\b/;
const quiet = ['--no-audit', '--no-fund', '--no-update-notifier'];

/**
 * Runs npm, and says what went wrong in one line.
 * @param {import('./children.mjs').Children} children
 * @param {object} command
 * @param {string[]} command.args
 * @param {string} command.cwd
 * @param {string} command.log
 * @param {string} command.task - what it is for, in words
 * @param {string} [command.needs] - what it most likely lacks when it does not work
 * @param {NodeJS.ProcessEnv} [command.env]
 * @returns {Promise<string>} what npm wrote to standard output
 */
export async function runNpm(children, { args, cwd, log, task, needs, env }) {
	const { code, output, words } = await children.run({ name: 'npm', args: [findNpm(), ...args, ...quiet], cwd, log, ...(env && { env }) });
	if (code === 0) return output;
	const what = `What npm said: ${shown(log)}`;
	if (needs) throw new Failure(`${task} did not work. ${needs}. ${what}`);
	const network = unreachable.exec(words);
	if (network) throw noNetwork(network[1]);
	if (/\bENOSPC\b/.test(words)) throw new Failure(`${task} found no space left on the disk: it takes about 3 GB.`);
	throw new Failure(`${task} did not work (npm ended with ${code}). ${what}`);
}

/**
 * npm itself repeats for minutes before it gives up on a network that isn't there. Asked first, once, we know in a second.
 * @param {import('./children.mjs').Children} children
 * @param {{ cwd: string, log: string }} where
 */
export async function checkNetwork(children, { cwd, log }) {
	// With its usual cache, npm would answer out of that.
	const cache = mkdtempSync(join(tmpdir(), 'npm-'));
	const args = [findNpm(), 'view', 'reflect-metadata', 'version', '--fetch-retries=0', '--fetch-timeout=20000', '--cache', cache, ...quiet];
	const { code, words } = await children
		.run({ name: 'npm', args, cwd, log })
		.finally(() => rmSync(cache, { recursive: true, force: true }));
	const network = unreachable.exec(words);
	if (code !== 0 && network) throw noNetwork(network[1]);
}

function noNetwork(code) {
	return new Failure(
		`No network: the npm registry can't be reached (${code}). The first start downloads n8n from it; connect, or set npm's proxy or registry, and run npm start again.`,
	);
}

let npm;

/** npm is run as the Node program that it is: no shell, the same on every system. */
function findNpm() {
	npm ??= [givenByNpm, besideNode, onPath].reduce((found, look) => found ?? look(), undefined);
	if (!npm) throw new Failure('npm was not found. It comes with Node: install Node from https://nodejs.org.');
	return npm;
}

function givenByNpm() {
	const path = process.env.npm_execpath;
	// yarn and pnpm set it too.
	return path && basename(path) === 'npm-cli.js' ? path : undefined;
}

function besideNode() {
	const folder = dirname(process.execPath);
	return existing(join(folder, 'node_modules/npm/bin/npm-cli.js')) ?? existing(join(folder, '../lib/node_modules/npm/bin/npm-cli.js'));
}

function onPath() {
	for (const folder of (process.env.PATH ?? '').split(delimiter)) {
		const path = existing(join(folder, 'npm'));
		if (path?.endsWith('.js')) return path;
	}
	return undefined;
}

function existing(path) {
	try {
		return realpathSync(path);
	} catch {
		return undefined;
	}
}
