import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Children } from './children.mjs';
import { Editor } from './editor.mjs';
import { N8n } from './n8n.mjs';
import { state } from './paths.mjs';
import { findFreePort } from './ports.mjs';
import { app, startSandbox } from './sandbox.mjs';
import { SandboxControl } from './sandboxControl.mjs';
import { packTarball } from './tarball.mjs';
import { waitUntil } from './waiting.mjs';
import { composeWorkflow, tested } from './workflow.mjs';

/** An n8n that nobody has used before, with our package in it, beside a sandbox of its own. */
export class Laboratory {
	#line;

	#children = new Children();

	#home;

	#prepared = [];

	/** @type {N8n} */
	#n8n;

	/** @type {SandboxControl} */
	sandbox;

	/** @param {typeof import('./lines.mjs').lines[number]} line */
	constructor(line) {
		this.#line = line;
	}

	/**
	 * Announces a workflow, which `open` imports together with all others: a command takes n8n seconds.
	 * Each gets a credential of its own, since the token that n8n stores in it would carry over to the next test.
	 * @param {object} parts - as `composeWorkflow` takes them
	 * @param {(sandbox: string) => object | Promise<object>} [makeCredential]
	 */
	prepare(parts, makeCredential = tenantCredential) {
		const id = `workflow${this.#prepared.length}`;
		this.#prepared.push({ id, workflow: composeWorkflow({ ...parts, id, credential: id }), makeCredential });
		return id;
	}

	async open() {
		this.#home = mkdtempSync(join(tmpdir(), 'feishu-cleanup-'));
		const url = await startSandbox(this.#children, await findFreePort());
		this.sandbox = new SandboxControl(url);
		const n8n = new N8n({
			children: this.#children,
			installation: this.#line.installation,
			home: this.#home,
			log: join(state, 'logs', `${this.#line.name.replace(' ', '-')}.log`),
		});
		await n8n.installPackage(await packTarball(this.#children));
		const credentials = this.#prepared.map(async ({ id, makeCredential }) => ({ id, name: id, ...(await makeCredential(url)) }));
		await n8n.importCredentials(await Promise.all(credentials));
		await n8n.importWorkflows(this.#prepared.map(({ workflow }) => workflow));
		this.#n8n = n8n;
	}

	/**
	 * Starts the server, for what only the editor does.
	 * @returns {Promise<Editor>}
	 */
	async serve() {
		const port = await findFreePort();
		const editor = new Editor(await this.#n8n.start(port));
		// n8n 1.x says that it is ready before it has the editor's routes.
		await waitUntil('the editor', this.#children, async () => (await fetch(`http://127.0.0.1:${port}/rest/settings`)).ok);
		await editor.signIn();
		return editor;
	}

	async close() {
		await this.#children.stopAll();
		if (this.#home) rmSync(this.#home, { recursive: true, force: true });
	}

	/**
	 * Executes a prepared workflow.
	 * @param {string} workflow
	 * @returns {Promise<{ error?: { message: string, description?: string }, outputs: object[][], runs: object[][][] }>} the
	 *   outputs of the node's first run, the regular one, and where it has one, that for errors; and those of all its runs
	 */
	async run(workflow) {
		return outcomeOf(await this.#n8n.execute(workflow));
	}

	/**
	 * Executes a prepared workflow as the "Execute workflow" button does, with what its owner may use.
	 * @param {Editor} editor
	 * @param {string} workflow
	 */
	async runIn(editor, workflow) {
		const prepared = this.#prepared.find(({ id }) => id === workflow);
		return outcomeOf(await editor.run(prepared.workflow, this.#children));
	}
}

/** The credential of the sandbox's own app, or of one like it. */
export function tenantCredential(sandbox, more = {}) {
	return { type: 'feishuTenantApi', data: { region: 'custom', baseUrl: sandbox, ...app, ...more } };
}

function outcomeOf({ data }) {
	const { error, runData } = data.resultData;
	const runs = (runData[tested] ?? []).map((run) => run.data?.main ?? []);
	return { error, outputs: runs[0] ?? [], runs };
}
