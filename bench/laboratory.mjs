import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Failure } from '../test/laboratory/failure.mjs';
import { n8n2 } from '../test/laboratory/installation.mjs';
import { N8n } from '../test/laboratory/n8n.mjs';
import { findFreePort } from '../test/laboratory/ports.mjs';
import { app, startSandbox } from '../test/laboratory/sandbox.mjs';
import { SandboxControl } from '../test/laboratory/sandboxControl.mjs';
import { packTarball } from '../test/laboratory/tarball.mjs';
import { tested } from '../test/laboratory/workflow.mjs';
import { deletions, idsOf } from './deletions.mjs';
import { UsageWatch } from './usage.mjs';
import { credentialId, httpWorkflow, ourWorkflow } from './workflows.mjs';

/**
 * @typedef {object} Subject - a workflow to be measured
 * @property {string} id
 * @property {import('./deletions.mjs').Deletion} deletion
 * @property {number} records
 * @property {'ours' | 'http'} by - our node, or an HTTP Request node
 * @property {boolean} [oneItem] - one item holds all IDs
 * @property {object} [batching] - of the HTTP Request node
 * @property {boolean} [unpaced] - our node does not wait for Feishu's rate
 * @property {object} [fault] - what the sandbox does to its calls
 */

/**
 * @typedef {object} Measurement
 * @property {number} ms - n8n's own execution time of the node
 * @property {number} done - records that the sandbox has lost
 * @property {import('./usage.mjs').Usage | undefined} before - what n8n had used when the node began
 * @property {import('./usage.mjs').Usage | undefined} after - and when it was done
 */

/** Deletes the first record of a world, so that n8n fetches and stores a token, and the disk's cache is warm. */
const warmUp = { id: 'warmUp', deletion: deletions[0], records: 1, by: 'ours' };

const wholeOutput = ['--import', new URL('wholeOutput.mjs', import.meta.url).href];
const unpaced = ['--import', new URL('unpaced.mjs', import.meta.url).href];

/** A real n8n that nobody has used before, with this package in it, beside a sandbox of its own. */
export class Laboratory {
	#children;

	#home = mkdtempSync(join(tmpdir(), 'feishu-cleanup-bench-'));

	#usage;

	#profileOptions;

	#n8n;

	#url;

	#token;

	/** @type {SandboxControl} */
	sandbox;

	/** Set where the whole run is being stopped: what fails from then on is no result. */
	abandoned = false;

	/**
	 * @param {import('../test/laboratory/children.mjs').Children} children
	 * @param {string} [profiles] - the folder for a CPU profile of each run, if wanted
	 */
	constructor(children, profiles) {
		this.#children = children;
		this.#usage = new UsageWatch(children);
		this.#profileOptions = profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [];
	}

	/** @param {Subject[]} subjects - all of them: importing takes n8n seconds */
	async open(subjects) {
		this.#url = await startSandbox(this.#children, await findFreePort());
		this.sandbox = new SandboxControl(this.#url);
		// Its log holds whatever n8n prints, and n8n prints every item.
		this.#n8n = new N8n({ children: this.#usage, installation: n8n2.folder, home: this.#home, log: join(this.#home, 'n8n.log') });
		await this.#n8n.installPackage(await packTarball(this.#children));
		await this.#n8n.importCredentials([
			{ id: credentialId, name: credentialId, type: 'feishuTenantApi', data: { region: 'custom', baseUrl: this.#url, ...app } },
		]);
		await this.#n8n.importWorkflows([warmUp, ...subjects].map((subject) => this.#compose(subject)));
		await this.measure(warmUp, {});
		const [{ headers }] = await this.sandbox.calls(warmUp.deletion.endpoint);
		this.#token = headers.authorization.replace('Bearer ', '');
	}

	/** Removes what it has made. The programs are stopped by their owner. */
	close() {
		rmSync(this.#home, { recursive: true, force: true });
	}

	/**
	 * Runs a workflow once, in an n8n process of its own.
	 * @param {Subject} subject
	 * @param {object} options - of the sandbox
	 * @returns {Promise<Measurement>}
	 */
	async measure(subject, options) {
		const { id, deletion, records } = subject;
		await this.sandbox.reset({
			...deletion.world(idsOf(deletion, records)),
			...(this.#token && { tenantTokens: [{ token: this.#token }] }),
		});
		await this.#setOptions(options);
		if (subject.fault) await this.sandbox.fault(subject.fault);
		this.#usage.nodeOptions = [...wholeOutput, ...this.#profileOptions, ...(subject.unpaced ? unpaced : [])];
		const { data } = await this.#n8n.execute(id);
		const { error, runData } = data.resultData;
		const [run] = runData[tested] ?? [];
		if (!run) throw new Failure(`n8n did not come to the node of ${id}: ${error?.message}`);
		return {
			ms: run.executionTime,
			done: records - deletion.left(await this.sandbox.state()),
			before: this.#usage.at(run.startTime),
			after: this.#usage.at(run.startTime + run.executionTime),
		};
	}

	#compose({ id, deletion, records, by, oneItem, batching }) {
		const ids = idsOf(deletion, records);
		const items = oneItem ? [{ id: ids }] : ids.map((each) => ({ id: each }));
		return by === 'ours' ? ourWorkflow(id, deletion, items) : httpWorkflow(id, deletion, items, this.#url, batching);
	}

	async #setOptions(options) {
		const answer = await fetch(`${this.#url}/__sandbox/options`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(options),
		});
		if (!answer.ok) throw new Failure(`The sandbox refused its options: ${await answer.text()}`);
	}
}
