import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

import { Editor } from './editor.mjs';
import { N8n } from './n8n.mjs';
import { state } from './paths.mjs';
import { findFreePort } from './ports.mjs';
import { packTarball } from './tarball.mjs';
import { waitUntil } from './waiting.mjs';

/** The variable that tells test processes of the n8n of a line. */
const variableOf = ({ name }) => `SHARED_${name.replace(/\W/g, '_')}`;

/**
 * Starts one n8n for each line, with our package in it. Test files that need no n8n of their own share it, because
 * starting n8n takes longer than most tests.
 * @param {typeof import('./lines.mjs').lines} lines
 * @param {import('./children.mjs').Children} children
 */
export async function startShared(lines, children) {
	await Promise.all(
		lines.map(async (line) => {
			const home = mkdtempSync(join(tmpdir(), 'feishu-cleanup-shared-'));
			const log = join(state, 'logs', `${line.name.replace(' ', '-')}-shared.log`);
			const n8n = new N8n({ children, installation: line.installation, home, log });
			await n8n.installPackage(await packTarball(children));
			const url = await n8n.start(await findFreePort());
			// n8n 1.x says that it is ready before it has the editor's routes.
			await waitUntil('the editor', children, async () => (await fetch(`${url}/rest/settings`)).ok);
			await new Editor(url, children).signIn();
			process.env[variableOf(line)] = JSON.stringify({ url, home, log });
		}),
	);
}

/**
 * @param {typeof import('./lines.mjs').lines[number]} line
 * @returns {{ url: string, home: string, log: string } | undefined} its n8n, if one was started
 */
export function sharedOf(line) {
	const text = process.env[variableOf(line)];
	return text === undefined ? undefined : JSON.parse(text);
}

/** The n8n that test files share, as one of them uses it: the IDs that it gives stand for those that n8n makes. */
export class SharedN8n {
	#editor;

	#credentials = new Map();

	#workflows = new Map();

	/** @param {Editor} editor - not yet signed in */
	constructor(editor) {
		this.#editor = editor;
	}

	/** @param {object[]} credentials - in plain text */
	async importCredentials(credentials) {
		await this.#editor.signIn();
		for (const { id, name, type, data } of credentials)
			this.#credentials.set(id, await this.#editor.createCredential({ name, type, data }));
	}

	/** @param {object[]} workflows */
	async importWorkflows(workflows) {
		for (const workflow of workflows) {
			const own = { ...workflow, nodes: workflow.nodes.map((node) => this.#withCredentials(node)) };
			this.#workflows.set(workflow.id, { ...own, id: await this.#editor.createWorkflow(own) });
		}
	}

	/**
	 * Executes a workflow.
	 * @param {string} id
	 * @returns {Promise<object>} the execution
	 */
	async execute(id) {
		return await this.#editor.run(this.#workflows.get(id));
	}

	#withCredentials(node) {
		const known = Object.entries(node.credentials ?? {}).map(([type, { id, name }]) => [
			type,
			{ id: this.#credentials.get(id) ?? id, name },
		]);
		return { ...node, ...(known.length > 0 && { credentials: Object.fromEntries(known) }) };
	}
}
