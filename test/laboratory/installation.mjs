import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { runNpm } from './npm.mjs';
import { playground, root, state } from './paths.mjs';
import { withProgress } from './progress.mjs';
import { findRuntime } from './runtime.mjs';

/**
 * @typedef {object} Part - what is to be told before it is installed
 * @property {string} name
 * @property {number} gigabytes - what it takes on disk
 * @property {number} minutes - how long it takes
 * @property {number} slowly - how many minutes it takes a machine that is slow, or busy
 */

/**
 * @typedef {object} Folder - one with a package.json and a lockfile
 * @property {string} folder
 * @property {string[]} flags - for `npm ci`
 * @property {Part} [database] - SQLite, where it is needed: it is compiled or downloaded apart
 *
 * @typedef {Part & Folder} Installation
 */

/** @type {Part} */
const sqlite = { name: 'SQLite, which n8n keeps its data in', gigabytes: 0, minutes: 2, slowly: 4 };

const sqliteNeeds = 'It takes github.com, for a ready-made one, or else Python 3 and a C++ compiler';

/** This package's own tools: compiler, sandbox. */
export const tools = { name: 'the tools of this package', folder: root, flags: [], gigabytes: 0.6, minutes: 1, slowly: 2 };

/** n8n 2.x in playground/, with the Node it needs. */
export const n8n2 = {
	name: 'n8n 2.x and the Node it runs on',
	folder: playground,
	flags: ['--legacy-peer-deps', '--ignore-scripts'],
	gigabytes: 2.3,
	minutes: 4,
	slowly: 6,
	database: sqlite,
};

/** The older line, still in the field. It runs on the Node of the newer one. */
export const n8n1 = {
	name: 'n8n 1.x',
	folder: join(root, 'test', 'e2e', 'n8n-1'),
	flags: ['--legacy-peer-deps', '--ignore-scripts'],
	gigabytes: 1.4,
	minutes: 4,
	slowly: 6,
	database: sqlite,
};

/**
 * npm writes down what it has installed once all of it is there: comparing that with the lockfile needs no stamp
 * of our own, sees an installation that was broken off, and honours one that somebody made by hand.
 * @param {Installation} installation
 * @returns {Part[]} what `install` has to do
 */
export function missingParts({ name, gigabytes, minutes, slowly, folder, database }) {
	return [
		...(hasPackages(folder) ? [] : [{ name, gigabytes, minutes, slowly }]),
		...(!database || existsSync(sqliteBinary(folder)) ? [] : [database]),
	];
}

/**
 * @param {Installation} installation
 * @param {import('./children.mjs').Children} children
 */
export async function install({ name, folder, flags, database }, children) {
	const log = join(state, 'logs', 'install.log');
	if (!hasPackages(folder)) {
		const places = Object.keys(readLock(folder))
			.filter(Boolean)
			.map((place) => join(folder, place, 'package.json'));
		await withProgress(`Installing ${name}`, places, () =>
			runNpm(children, { args: ['ci', ...flags], cwd: folder, log, task: `Installing ${name}` }),
		);
	}
	if (database && !existsSync(sqliteBinary(folder))) {
		const { env } = await findRuntime();
		const task = 'Setting up SQLite, which may have to be compiled';
		// This one script is needed, whatever .npmrc says of the others: npm hands that on to what it starts.
		await withProgress(task, [], () =>
			runNpm(children, {
				args: ['rebuild', 'sqlite3', '--foreground-scripts', '--ignore-scripts=false'],
				cwd: folder,
				log,
				env,
				task,
				needs: sqliteNeeds,
			}),
		);
	}
}

function hasPackages(folder) {
	const installed = read(join(folder, 'node_modules', '.package-lock.json'));
	if (!installed) return false;
	return Object.entries(readLock(folder)).every(([place, { version, optional }]) => {
		if (place === '') return true;
		const there = installed.packages[place];
		// Optional ones are for other systems.
		return there ? there.version === version : optional;
	});
}

function readLock(folder) {
	return read(join(folder, 'package-lock.json')).packages;
}

function read(file) {
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function sqliteBinary(folder) {
	return join(folder, 'node_modules/sqlite3/build/Release/node_sqlite3.node');
}
