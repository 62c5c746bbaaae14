import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';

import { n8n2 } from '../test/laboratory/installation.mjs';
import { root } from '../test/laboratory/paths.mjs';
import { findRuntime } from '../test/laboratory/runtime.mjs';
import { megabytes } from './text.mjs';

/** Where and with what was measured: figures without it say nothing. */
export async function describeMachine() {
	const { node } = await findRuntime();
	const cpus = os.cpus();
	return [
		`- ${new Date().toISOString().slice(0, 10)}${commit()}`,
		`- ${cpus.length} cores (${cpus[0]?.model.trim() ?? 'unknown'}), ${megabytes(os.totalmem())} memory, ${os.type()} ${os.release()} ${os.arch()}`,
		`- load in the minute before: ${os.loadavg()[0].toFixed(2)}`,
		`- n8n ${versionOf(join(n8n2.folder, 'node_modules', 'n8n'))} on Node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1)}; sandbox on Node ${process.versions.node}`,
		`- ${versionOf(root, 'name')} ${versionOf(root)}, packed and installed as users do`,
	].join('\n');
}

function versionOf(folder, key = 'version') {
	return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))[key];
}

/** A tarball of the sources carries no git. */
function commit() {
	try {
		const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
		const changed = git('status', '--porcelain', '--', 'nodes', 'credentials', 'test/sandbox') !== '';
		return `, commit ${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
	} catch {
		return '';
	}
}
