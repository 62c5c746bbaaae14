import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { playground } from './paths.mjs';
import { app } from './sandbox.mjs';

const folder = join(playground, 'workflows');

/** The address that stands in the files, so that each can also be imported by hand. */
const usualSandbox = 'http://127.0.0.1:8787';

/** What the example workflows refer to by its id. */
export const credentialId = 'feishuSandbox001';

/** @param {string} sandbox - its address */
export function credentials(sandbox) {
	return [
		{
			id: credentialId,
			name: 'Feishu sandbox',
			type: 'feishuTenantApi',
			data: { region: 'custom', baseUrl: sandbox, ...app },
		},
	];
}

/** @param {string} sandbox - its address */
export function workflows(sandbox) {
	const files = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
	return files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8').replaceAll(usualSandbox, sandbox)));
}
