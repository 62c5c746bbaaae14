import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Failure } from './failure.mjs';
import { shown } from './paths.mjs';
import { findFreePort } from './ports.mjs';
import { findRuntime } from './runtime.mjs';
import { waitUntil } from './waiting.mjs';

/** Settings of the user's own n8n (its database, above all) must not reach this one. */
const foreign = /^(N8N|DB|EXECUTIONS|QUEUE|WEBHOOK|GENERIC|NODE|CREDENTIALS|EXTERNAL|VUE_APP|OFFLOAD|npm)_/;

const settings = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: 'localhost',
	N8N_SECURE_COOKIE: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
	N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
};

/** With one connection, which is the default of n8n 1.x, requests that come at the same time break each other's transactions. */
const connections = '4';

/** One n8n: an installation of it, and the folder that holds what one user has made of it. */
export class N8n {
	#children;

	#program;

	#home;

	#log;

	#settings;

	/**
	 * @param {object} means
	 * @param {import('./children.mjs').Children} means.children
	 * @param {string} means.installation - the folder whose node_modules hold n8n
	 * @param {string} means.home - n8n's user folder
	 * @param {string} means.log
	 * @param {NodeJS.ProcessEnv} [means.settings] - besides those that each n8n here has
	 */
	constructor({ children, installation, home, log, settings: own = {} }) {
		this.#children = children;
		this.#program = join(installation, 'node_modules', 'n8n', 'bin', 'n8n');
		this.#home = home;
		this.#log = log;
		this.#settings = { ...settings, ...own };
		mkdirSync(home, { recursive: true });
	}

	/**
	 * Installs a package as its README tells users to.
	 * @param {import('./tarball.mjs').Tarball} tarball
	 */
	async installPackage({ file, digest }) {
		await this.#unlessDone('package', digest, async () => {
			const folder = join(this.#home, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-feishu-cleanup');
			rmSync(folder, { recursive: true, force: true });
			mkdirSync(folder, { recursive: true });
			await promisify(execFile)('tar', ['-xzf', file, '-C', folder, '--strip-components=1']);
		});
	}

	/**
	 * Imported anew each time: a sandbox that has just started does not know the token that n8n has stored.
	 * @param {object[]} credentials - in plain text: n8n encrypts them
	 */
	async importCredentials(credentials) {
		await this.#import('credentials', JSON.stringify(credentials));
	}

	/** @param {object[]} workflows */
	async importWorkflows(workflows) {
		const text = JSON.stringify(workflows);
		await this.#unlessDone('workflows', text, () => this.#import('workflow', text));
	}

	/**
	 * Executes a workflow once, without a server.
	 * @param {string} id
	 * @returns {Promise<object>} the execution
	 */
	async execute(id) {
		const { code, output, words } = await this.#command(['execute', `--id=${id}`, '--rawOutput']);
		const execution = readExecution(output);
		if (!execution) throw new Failure(`n8n did not execute ${id} (it ended with ${code}): ${words.trim().split('\n').at(-1)}`);
		return execution;
	}

	/**
	 * Starts the server with the editor.
	 * @param {number} port
	 * @param {string[]} [flags] - for the Node that it runs on
	 * @returns {Promise<string>} its address
	 */
	async start(port, flags = []) {
		const { node, env } = await this.#environment();
		this.#children.startService({
			name: 'n8n',
			node,
			args: [...flags, this.#program, 'start'],
			cwd: this.#home,
			env: { ...env, N8N_PORT: String(port), DB_SQLITE_POOL_SIZE: connections },
			log: this.#log,
		});
		const url = `http://localhost:${port}`;
		await waitUntil('n8n', this.#children, async () => (await fetch(`http://127.0.0.1:${port}/healthz/readiness`)).ok);
		return url;
	}

	/**
	 * Starts a worker, which executes what the server has put into the queue.
	 * @param {string} name - which expressions find in `$env.WORKER`
	 * @param {number} concurrency - executions at a time
	 * @returns {Promise<import('./children.mjs').Child>}
	 */
	async startWorker(name, concurrency) {
		const { node, env } = await this.#environment();
		const port = await findFreePort();
		const worker = this.#children.startService({
			name,
			node,
			args: [this.#program, 'worker', `--concurrency=${concurrency}`],
			cwd: this.#home,
			env: { ...env, WORKER: name, QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) },
			log: this.#log,
		});
		await waitUntil(name, this.#children, async () => (await fetch(`http://127.0.0.1:${port}/healthz/readiness`)).ok);
		return worker;
	}

	async #import(kind, text) {
		const file = join(this.#home, `${kind}.json`);
		writeFileSync(file, text);
		const { code } = await this.#command([`import:${kind}`, `--input=${file}`]);
		rmSync(file);
		if (code !== 0) throw new Failure(`n8n did not import the ${kind} (it ended with ${code}). Its log: ${shown(this.#log)}`);
	}

	async #command(args) {
		const { node, env } = await this.#environment();
		return await this.#children.run({ name: `n8n ${args[0]}`, node, args: [this.#program, ...args], cwd: this.#home, env, log: this.#log });
	}

	async #environment() {
		const { node, env } = await findRuntime();
		const own = Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
		const direct = [env.NO_PROXY ?? env.no_proxy, 'localhost', '127.0.0.1'].filter(Boolean).join(',');
		return {
			node,
			env: {
				...own,
				...this.#settings,
				N8N_USER_FOLDER: this.#home,
				N8N_RUNNERS_BROKER_PORT: String(await findFreePort()),
				NO_PROXY: direct,
				no_proxy: direct,
			},
		};
	}

	/** A command takes n8n seconds: a second start repeats none. */
	async #unlessDone(name, outcome, work) {
		const stamp = join(this.#home, `${name}.done`);
		if (existsSync(stamp) && readFileSync(stamp, 'utf8') === outcome) return;
		await work();
		writeFileSync(stamp, outcome);
	}
}

/** n8n writes lines of its own around the JSON. */
function readExecution(output) {
	const json = /^\{$.*?^\}$/ms.exec(output);
	return json ? JSON.parse(json[0]) : undefined;
}
