import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Everything that n8n has written down: its log, and its database with the executions, which holds all but
 * credentials as plain text. Read byte by byte, since a database is no text.
 * @param {string} home - n8n's user folder
 * @param {string} log - the file of its log
 * @param {number} [from] - what stood there before, in bytes
 * @returns {Record<string, string>} by the name of the file
 */
export function readWritten(home, log, from = 0) {
	const folder = join(home, '.n8n');
	const databases = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('database.sqlite')) : [];
	const files = [...databases.map((name) => [join(folder, name), 0]), ...(existsSync(log) ? [[log, from]] : [])];
	return Object.fromEntries(files.map(([file, start]) => [file, readFileSync(file).subarray(start).toString('latin1')]));
}

/**
 * Where texts hold a secret: by the names of both, and not by the secret itself.
 * @param {Record<string, string>} texts - by what they are
 * @param {Array<{ name: string, forms: string[] }>} secrets
 * @returns {string[]}
 */
export function findLeaks(texts, secrets) {
	return Object.entries(texts).flatMap(([where, text]) =>
		secrets.filter(({ forms }) => forms.some((form) => text.includes(form))).map(({ name }) => `${name} in ${where}`),
	);
}
