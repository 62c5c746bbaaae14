import { join } from 'node:path';

import { root, state } from './paths.mjs';
import { waitUntil } from './waiting.mjs';

/** The app that the local Feishu knows. */
export const app = { appId: 'cli_sandbox', appSecret: 'sandbox-secret' };

/**
 * Starts the local Feishu.
 * @param {import('./children.mjs').Children} children
 * @param {number} port
 * @returns {Promise<string>} its address
 */
export async function startSandbox(children, port) {
	const url = `http://127.0.0.1:${port}`;
	children.startService({
		name: 'The sandbox',
		args: ['--import', 'tsx', 'test/sandbox/main.ts', '--port', String(port)],
		cwd: root,
		log: join(state, 'logs', 'sandbox.log'),
	});
	await waitUntil('the sandbox', children, async () => (await fetch(`${url}/__sandbox/log`)).ok);
	return url;
}

/**
 * Puts everything back that was there at its start.
 * @param {string} sandbox - its address
 */
export async function resetSandbox(sandbox) {
	await fetch(`${sandbox}/__sandbox/reset`, { method: 'POST' });
}

/**
 * What the local Feishu itself has, whatever n8n says.
 * @param {string} sandbox - its address
 * @param {string} externalId
 * @returns {Promise<string[]>} IDs of the attendance records that this import has left
 */
export async function recordsOfImport(sandbox, externalId) {
	const { attendanceRecords } = await (await fetch(`${sandbox}/__sandbox/state`)).json();
	return attendanceRecords.filter((record) => record.externalId === externalId).map(({ recordId }) => recordId);
}
