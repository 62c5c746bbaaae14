import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { playground } from '../test/laboratory/paths.mjs';
import { tenantCredential } from '../test/laboratory/sandbox.mjs';

const folder = join(playground, 'workflows');

/** The addresses that stand in the files, so that each can also be imported by hand. */
const usualSandbox = 'http://127.0.0.1:8787';
const usualN8n = 'http://localhost:5678';

/** What the example workflows refer to by its id. */
export const credentialId = 'feishuSandbox001';

/** @param {string} sandbox - its address */
export function credentials(sandbox) {
	return [{ id: credentialId, name: 'Feishu sandbox', ...tenantCredential(sandbox) }];
}

/**
 * @param {string} sandbox - its address
 * @param {string} n8n - and that of the n8n that is to run them
 */
export function workflows(sandbox, n8n) {
	const files = readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.sort();
	return files.map((name) =>
		JSON.parse(readFileSync(join(folder, name), 'utf8').replaceAll(usualSandbox, sandbox).replaceAll(usualN8n, n8n)),
	);
}

/**
 * An example whose deletion is released, as its note says: it is activated, and its dry run is over.
 * @param {object} workflow
 * @param {string} deletion - the name of the node
 */
export function released(workflow, deletion) {
	const release = ({ parameters, ...node }) => ({ ...node, disabled: false, parameters: { ...parameters, dryRun: false } });
	return { ...workflow, nodes: workflow.nodes.map((node) => (node.name === deletion ? release(node) : node)) };
}
