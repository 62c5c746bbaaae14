import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @param {string[]} names - the first that is found counts
 * @param {string[]} [folders] - where to look besides the PATH
 * @returns {string | undefined} the path of a program that the system has
 */
export function findProgram(names, folders = []) {
	const onPath = (process.env.PATH ?? '').split(delimiter);
	return [...onPath, ...folders].flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

/** @param {string} path */
export function isProgram(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
