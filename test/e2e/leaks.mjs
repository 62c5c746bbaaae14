import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What must be seen nowhere outside of a sandbox and of n8n's encrypted credentials, in the forms in which it may be found.
 * @param {string} sandbox - its address
 * @returns {Promise<Array<{ name: string, forms: string[] }>>}
 */
export async function fetchSecrets(sandbox) {
	return await (await fetch(`${sandbox}/__sandbox/secrets`)).json();
}

/**
 * Everything that n8n has written down: its log, and its database with the executions, which holds all but
 * credentials as plain text. Read byte by byte, since a database is no text.
 * @param {string} home - n8n's user folder
 * @param {string} log - the file of its log
 * @returns {Record<string, string>} by the name of the file
 */
export function readWritten(home, log) {
	const folder = join(home, '.n8n');
	const databases = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('database.sqlite')) : [];
	const files = [...databases.map((name) => join(folder, name)), ...(existsSync(log) ? [log] : [])];
	return Object.fromEntries(files.map((file) => [file, readFileSync(file, 'latin1')]));
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
