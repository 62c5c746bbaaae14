import { join } from 'node:path';

import { root, state } from './paths.mjs';
import { SandboxControl } from './sandboxControl.mjs';
import { waitUntil } from './waiting.mjs';

/** The app that the local Feishu knows. */
export const app = { appId: 'cli_sandbox', appSecret: 'sandbox-secret' };

/**
 * The credential of that app, or of one like it, without its ID and name.
 * @param {string} sandbox - its address
 * @param {object} [more]
 */
export function tenantCredential(sandbox, more = {}) {
	return { type: 'feishuTenantApi', data: { region: 'custom', baseUrl: sandbox, ...app, ...more } };
}

/**
 * Starts the local Feishu.
 * @param {import('./children.mjs').Children} children
 * @param {number} port
 */
export async function startSandbox(children, port) {
	const sandbox = new SandboxControl(`http://127.0.0.1:${port}`);
	children.startService({
		name: 'The sandbox',
		args: ['--import', 'tsx', 'test/sandbox/main.ts', '--port', String(port), '--tls'],
		cwd: root,
		log: join(state, 'logs', 'sandbox.log'),
	});
	await waitUntil('the sandbox', children, async () => Array.isArray(await sandbox.calls()));
	return sandbox;
}
