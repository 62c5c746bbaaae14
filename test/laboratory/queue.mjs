import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Children } from './children.mjs';
import { hasEnded } from './editor.mjs';
import { Laboratory } from './laboratory.mjs';
import { findPostgres, Postgres } from './postgres.mjs';
import { findRedis, startRedis } from './redis.mjs';
import { tenantCredential } from './sandbox.mjs';
import { waitUntil } from './waiting.mjs';
import { composeWorkflow } from './workflow.mjs';

/** Longer than an execution takes here, and than n8n takes to give up one whose worker has died. */
const patience = 240_000;

/** Seconds that n8n gives a process that is to end: its own default. */
const grace = 30;

/** @returns {string[]} the Debian packages that the system lacks */
export function missingForQueue() {
	return [...(findRedis() ? [] : ['redis-server']), ...(findPostgres() ? [] : ['postgresql'])];
}

/** n8n's queue mode: Redis, Postgres, a server and workers, beside a sandbox. */
export class QueueLaboratory {
	#line;

	#settings;

	#children = new Children();

	#homes = [];

	/** @type {Postgres} */
	#postgres;

	/** @type {Laboratory} */
	#laboratory;

	/** @type {import('./editor.mjs').Editor} */
	#editor;

	/**
	 * @param {typeof import('./lines.mjs').lines[number]} line
	 * @param {NodeJS.ProcessEnv} [settings] - of n8n, besides those that a queue needs
	 */
	constructor(line, settings = {}) {
		this.#line = line;
		this.#settings = settings;
	}

	/** @type {import('./sandboxControl.mjs').SandboxControl} */
	get sandbox() {
		return this.#laboratory.sandbox;
	}

	/**
	 * Starts all but the workers.
	 * @param {Record<string, (sandbox: string) => object | Promise<object>>} [credentials] - how each is made, by its ID
	 */
	async open(credentials = { app: tenantCredential }) {
		this.#postgres = new Postgres(this.#children, this.#makeHome());
		this.#laboratory = new Laboratory(this.#line, this.#children, {
			...(await startRedis(this.#children, this.#makeHome())),
			...(await this.#postgres.start()),
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64'),
			N8N_BLOCK_ENV_ACCESS_IN_NODE: 'false',
			N8N_GRACEFUL_SHUTDOWN_TIMEOUT: String(grace),
			...this.#settings,
		});
		await this.#laboratory.open();
		const made = Object.entries(credentials).map(async ([id, make]) => ({ id, name: id, ...(await make(this.sandbox.url)) }));
		await this.#laboratory.import(await Promise.all(made), []);
		this.#editor = await this.#laboratory.serve();
	}

	/** Stops everything, and fails where a secret of the sandbox stands in what n8n has written. */
	async close() {
		let how = { isSearched: false };
		try {
			if (this.#editor) how = { written: { Postgres: await this.#postgres.dump() } };
		} finally {
			await this.#closeAll(how);
		}
	}

	async #closeAll(how) {
		try {
			await this.#laboratory?.close(how);
		} finally {
			await this.#children.stopAll();
			for (const home of this.#homes) rmSync(home, { recursive: true, force: true });
		}
	}

	/**
	 * @param {string} name
	 * @param {number} [concurrency] - executions at a time
	 */
	async startWorker(name, concurrency = 10) {
		return await this.#laboratory.startWorker(name, concurrency);
	}

	/** Stops a worker as a system does that wants it to end in order. */
	async stopWorker(worker) {
		await this.#children.stop(worker, (grace + 5) * 1_000);
	}

	/** Ends a worker as a lack of memory does. */
	async killWorker(worker) {
		await this.#children.kill(worker);
	}

	/**
	 * Waits until the executions are in the middle.
	 * @param {string} endpoint
	 * @param {number} count - calls of it that the sandbox has accepted
	 */
	async waitForCalls(endpoint, count) {
		const accepted = async () => (await this.sandbox.calls(endpoint)).filter(({ code }) => code === 0).length;
		await waitUntil(`${count} calls`, this.#children, async () => (await accepted()) >= count);
	}

	/**
	 * Publishes a workflow that calls start.
	 * @param {string} id
	 * @param {object} parts - as `composeWorkflow` takes them
	 * @returns {Promise<PublishedWorkflow>}
	 */
	async publish(id, parts) {
		return await this.publishWorkflow(id, composeWorkflow({ start: 'webhook', credential: 'app', ...parts, id }));
	}

	/**
	 * Publishes a workflow of its own kind.
	 * @param {string} id - also the path of its webhook
	 * @param {object} workflow
	 * @returns {Promise<PublishedWorkflow>}
	 */
	async publishWorkflow(id, workflow) {
		const made = await this.#editor.createWorkflow(workflow);
		const address = `${this.#laboratory.address.replace('localhost', '127.0.0.1')}/webhook/${id}`;
		// A webhook that is there says what it may be asked from elsewhere, and starts nothing.
		const listens = async () => {
			const { headers } = await fetch(address, { method: 'OPTIONS', headers: { origin: address } });
			return headers.get('access-control-allow-methods')?.includes('POST');
		};
		await this.#editor.activate(made, listens);
		return new PublishedWorkflow(made, address, this.#editor, this.#children);
	}

	#makeHome() {
		const home = mkdtempSync(join(tmpdir(), 'feishu-cleanup-'));
		this.#homes.push(home);
		return home;
	}
}

/** A workflow that is started by calls. */
class PublishedWorkflow {
	#id;

	#address;

	#editor;

	#children;

	constructor(id, address, editor, children) {
		this.#id = id;
		this.#address = address;
		this.#editor = editor;
		this.#children = children;
	}

	/** @param {object} item */
	async start(item) {
		const answer = await fetch(this.#address, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(item),
		});
		if (!answer.ok) throw new Error(`The webhook answered ${answer.status}: ${await answer.text()}`);
	}

	/**
	 * Waits until its executions are over.
	 * @param {number} count - how many it has been started for, at most 20: n8n's page of them
	 * @returns {Promise<object[]>} them, with their data
	 */
	async finish(count) {
		const list = async () => await this.#editor.listExecutions(this.#id);
		const areOver = (executions) => executions.length === count && executions.every(hasEnded);
		await waitUntil('the executions', this.#children, async () => areOver(await list()), { limitMs: patience, pauseMs: 1_000 });
		return await Promise.all((await list()).map(async ({ id }) => await this.#editor.openExecution(id)));
	}
}
