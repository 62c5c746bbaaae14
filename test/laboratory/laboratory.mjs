import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';

import { Children } from './children.mjs';
import { Editor } from './editor.mjs';
import { Failure } from './failure.mjs';
import { findLeaks, readWritten } from './leaks.mjs';
import { N8n } from './n8n.mjs';
import { state } from './paths.mjs';
import { findFreePort } from './ports.mjs';
import { startSandbox, tenantCredential } from './sandbox.mjs';
import { SharedN8n, sharedOf } from './sharedN8n.mjs';
import { packTarball } from './tarball.mjs';
import { waitUntil } from './waiting.mjs';
import { composeWorkflow, stepName } from './workflow.mjs';

/** An n8n with our package in it, beside a sandbox of its own. Nobody has used the n8n before, unless it is shared. */
export class Laboratory {
	#line;

	/** The n8n that test files share, if this one does. */
	#shared;

	#children;

	#settings;

	#home;

	#log;

	#prepared = [];

	/** @type {N8n | SharedN8n} */
	#n8n;

	#port;

	/** Bytes of the log that others have written. */
	#logStart = 0;

	/** What n8n has printed of the executions. */
	#said = [];

	/** @type {import('./sandboxControl.mjs').SandboxControl} */
	sandbox;

	/**
	 * @param {typeof import('./lines.mjs').lines[number]} line
	 * @param {Children} [children] - those that it starts, and stops when it closes
	 * @param {NodeJS.ProcessEnv} [settings] - of its n8n, besides those that each n8n here has
	 */
	constructor(line, children = new Children(), settings = {}) {
		this.#line = line;
		this.#children = children;
		this.#settings = settings;
	}

	/**
	 * A laboratory in the n8n that test files share: for tests that only run workflows.
	 * @param {typeof import('./lines.mjs').lines[number]} line
	 */
	static shared(line) {
		const laboratory = new Laboratory(line);
		laboratory.#shared = sharedOf(line);
		return laboratory;
	}

	/** Where the editor is, once it is served. */
	get address() {
		return `http://localhost:${this.#port}`;
	}

	/**
	 * Announces a workflow, which `open` imports together with all others: a command takes n8n seconds.
	 * Each gets a credential of its own, since the token that n8n stores in it would carry over to the next test.
	 * @param {object} parts - as `composeWorkflow` takes them; with the `credential` of another one, it shares that
	 * @param {(sandbox: string) => object | Promise<object>} [makeCredential]
	 */
	prepare(parts, makeCredential = tenantCredential) {
		const id = `workflow${this.#prepared.length}`;
		const isShared = parts.credential !== undefined;
		this.#prepared.push({ id, workflow: composeWorkflow({ credential: id, ...parts, id }), ...(!isShared && { makeCredential }) });
		return id;
	}

	async open() {
		this.sandbox = await startSandbox(this.#children, await findFreePort());
		await (this.#shared ? this.#visit(this.#shared) : this.#found());
		if (this.#prepared.length > 0) await this.#importPrepared();
	}

	/**
	 * @param {object[]} credentials - in plain text
	 * @param {object[]} workflows
	 */
	async import(credentials, workflows) {
		await this.#n8n.importCredentials(credentials);
		if (workflows.length > 0) await this.#n8n.importWorkflows(workflows);
	}

	/**
	 * Starts the server, for what only the editor does.
	 * @param {string[]} [flags] - for the Node that it runs on
	 * @returns {Promise<Editor>}
	 */
	async serve(flags) {
		const editor = new Editor(await this.#n8n.start(this.#port, flags), this.#children);
		// n8n 1.x says that it is ready before it has the editor's routes.
		await waitUntil('the editor', this.#children, async () => (await fetch(`http://127.0.0.1:${this.#port}/rest/settings`)).ok);
		await editor.signIn();
		return editor;
	}

	/**
	 * Starts a worker of the server, where that has a queue.
	 * @param {Parameters<N8n['startWorker']>} how
	 */
	async startWorker(...how) {
		return await this.#n8n.startWorker(...how);
	}

	/**
	 * Stops everything, and fails where a secret of the sandbox stands in what n8n has written or said.
	 * @param {{ isSearched?: boolean, written?: Record<string, string> }} [how] - whether it is searched for, and what else n8n has
	 *   written, by what it is
	 */
	async close({ isSearched = true, written = {} } = {}) {
		try {
			const leaks = isSearched && this.sandbox ? await this.#findLeaks(written) : [];
			if (leaks.length > 0) throw new Failure(`Secrets stand where they must not: ${leaks.join('; ')}`);
		} finally {
			await this.#children.stopAll();
			if (this.#home && !this.#shared) rmSync(this.#home, { recursive: true, force: true });
		}
	}

	/**
	 * Executes a workflow: in an n8n process of its own, unless n8n is shared.
	 * @param {string} workflow
	 * @returns {Promise<object>} the execution
	 */
	async execute(workflow) {
		const execution = await this.#n8n.execute(workflow);
		this.#said.push(JSON.stringify(execution));
		return execution;
	}

	/**
	 * Executes a prepared workflow.
	 * @param {string} workflow
	 * @returns {Promise<{ error?: { message: string, description?: string }, outputs: object[][], runs: object[][][],
	 *   outputsOf: (step: number) => object[][] }>} the outputs of the node's first run, the regular one, and where it has one, that
	 *   for errors; those of all its runs; and those of each node of several in a row
	 */
	async run(workflow) {
		return outcomeOf(await this.execute(workflow));
	}

	/**
	 * Executes a prepared workflow as the "Execute workflow" button does, with what its owner may use.
	 * @param {Editor} editor
	 * @param {string} workflow
	 */
	async runIn(editor, workflow) {
		const prepared = this.#prepared.find(({ id }) => id === workflow);
		return outcomeOf(await editor.run(prepared.workflow));
	}

	/** Makes an n8n of its own. */
	async #found() {
		this.#home = mkdtempSync(join(tmpdir(), 'feishu-cleanup-'));
		// Test files that run side by side have a log each.
		const file = basename(process.argv[1] ?? 'laboratory').replace(/\..*$/, '');
		this.#log = join(state, 'logs', `${this.#line.name.replace(' ', '-')}-${file}.log`);
		this.#port = await findFreePort();
		if (existsSync(this.#log)) this.#logStart = statSync(this.#log).size;
		this.#n8n = new N8n({
			children: this.#children,
			installation: this.#line.installation,
			home: this.#home,
			log: this.#log,
			settings: this.#settings,
		});
		await this.#n8n.installPackage(await packTarball(this.#children));
	}

	#visit({ url, home, log }) {
		this.#home = home;
		this.#log = log;
		if (existsSync(log)) this.#logStart = statSync(log).size;
		this.#n8n = new SharedN8n(new Editor(url, this.#children));
	}

	async #findLeaks(written) {
		return findLeaks(
			{ ...written, ...readWritten(this.#home, this.#log, this.#logStart), 'an execution': this.#said.join('\n') },
			await this.sandbox.secrets(),
		);
	}

	async #importPrepared() {
		const { url } = this.sandbox;
		const credentials = this.#prepared
			.filter(({ makeCredential }) => makeCredential)
			.map(async ({ id, makeCredential }) => ({ id, name: id, ...(await makeCredential(url)) }));
		const workflows = this.#prepared.map(({ workflow }) => workflow);
		await this.import(await Promise.all(credentials), workflows);
	}
}

function outcomeOf({ data }) {
	const { error, runData } = data.resultData;
	const runsOf = (step) => (runData[stepName(step)] ?? []).map((run) => run.data?.main ?? []);
	const runs = runsOf(0);
	return { error, outputs: runs[0] ?? [], runs, outputsOf: (step) => runsOf(step)[0] ?? [] };
}
