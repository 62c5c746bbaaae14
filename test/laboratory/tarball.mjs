import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { runNpm } from './npm.mjs';
import { root, state } from './paths.mjs';
import { withProgress } from './progress.mjs';

/** Whatever decides what the tarball holds. */
const sources = [
	'nodes',
	'credentials',
	'icons',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'tsconfig.build.json',
	'gulpfile.js',
	'README.md',
	'LICENSE',
	'CHANGELOG.md',
];
const folder = join(state, 'package');
const stamp = join(folder, 'stamp.json');

/**
 * @typedef {object} Tarball
 * @property {string} file
 * @property {string} digest - of its sources: another digest, another package
 */

/**
 * Builds and packs what a user would get from npm, unless nothing has changed since the last time.
 * @param {import('./children.mjs').Children} children
 * @returns {Promise<Tarball>}
 */
export async function packTarball(children) {
	const digest = digestSources();
	const last = readStamp();
	if (last?.digest === digest && existsSync(last.file)) return last;

	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	// Files whose source is gone would be packed as well.
	rmSync(join(root, 'dist'), { recursive: true, force: true });
	const log = join(state, 'logs', 'build.log');
	const filename = await withProgress('Building and packing', [], async () => {
		await runNpm(children, { args: ['run', 'build'], cwd: root, log, task: 'Building' });
		const listing = await runNpm(children, {
			args: ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
			cwd: root,
			log,
			task: 'Packing',
		});
		return JSON.parse(listing)[0].filename;
	});
	const tarball = { file: join(folder, filename), digest };
	writeFileSync(stamp, JSON.stringify(tarball));
	return tarball;
}

function readStamp() {
	return existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : undefined;
}

function digestSources() {
	const hash = createHash('sha256');
	for (const source of sources) {
		for (const file of filesOf(source))
			hash
				.update(file)
				.update('\0')
				.update(readFileSync(join(root, file)))
				.update('\0');
	}
	return hash.digest('hex');
}

function filesOf(path) {
	const full = join(root, path);
	if (!existsSync(full)) return [];
	if (!statSync(full).isDirectory()) return [path];
	return readdirSync(full)
		.sort()
		.flatMap((name) => filesOf(`${path}/${name}`));
}
