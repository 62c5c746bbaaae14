import { Failure } from '../test/laboratory/failure.mjs';
import { Laboratory } from '../test/laboratory/laboratory.mjs';
import { current } from '../test/laboratory/lines.mjs';
import { tenantCredential } from '../test/laboratory/sandbox.mjs';
import { tested } from '../test/laboratory/workflow.mjs';
import { deletions, idsOf } from './deletions.mjs';
import { credentialId, httpWorkflow, ourWorkflow } from './workflows.mjs';

/**
 * @typedef {object} Subject - a workflow to be measured
 * @property {string} id
 * @property {import('./deletions.mjs').Deletion} deletion
 * @property {number} records
 * @property {'ours' | 'http'} by - our node, or an HTTP Request node
 * @property {boolean} [oneItem] - one item holds all IDs
 * @property {boolean} [dryRun] - our node sends nothing
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

/** Measures single runs of workflows, in a laboratory of the current line. */
export class Bench {
	#laboratory;

	#children;

	#profileOptions;

	#token;

	/** Set where the whole run is being stopped: what fails from then on is no result. */
	abandoned = false;

	/**
	 * @param {import('./usage.mjs').WatchedChildren} children
	 * @param {string} [profiles] - the folder for a CPU profile of each run, if wanted
	 */
	constructor(children, profiles) {
		this.#laboratory = new Laboratory(current, children);
		this.#children = children;
		this.#profileOptions = profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [];
	}

	get sandbox() {
		return this.#laboratory.sandbox;
	}

	/** @param {Subject[]} subjects - all of them: importing takes n8n seconds */
	async open(subjects) {
		await this.#laboratory.open();
		const { url } = this.sandbox;
		await this.#laboratory.import(
			[{ id: credentialId, name: credentialId, ...tenantCredential(url) }],
			[warmUp, ...subjects].map((subject) => compose(subject, url)),
		);
		await this.measure(warmUp, {});
		const [{ headers }] = await this.sandbox.calls(warmUp.deletion.endpoint);
		this.#token = headers.authorization.replace('Bearer ', '');
	}

	async close() {
		// What it prints may be larger than a text can be.
		await this.#laboratory.close({ isSearched: false });
	}

	/**
	 * Runs a workflow once.
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
		await this.sandbox.options(options);
		if (subject.fault) await this.sandbox.fault(subject.fault);
		this.#children.nodeOptions = [...wholeOutput, ...this.#profileOptions, ...(subject.unpaced ? unpaced : [])];
		const { data } = await this.#laboratory.execute(id);
		const { error, runData } = data.resultData;
		const [run] = runData[tested] ?? [];
		if (!run) throw new Failure(`n8n did not come to the node of ${id}: ${error?.message}`);
		return {
			ms: run.executionTime,
			done: records - deletion.left(await this.sandbox.state()),
			before: this.#children.usageAt(run.startTime),
			after: this.#children.usageAt(run.startTime + run.executionTime),
		};
	}
}

function compose({ id, deletion, records, by, oneItem, dryRun, batching }, sandbox) {
	const ids = idsOf(deletion, records);
	const items = oneItem ? [{ id: ids }] : ids.map((each) => ({ id: each }));
	return by === 'ours' ? ourWorkflow(id, deletion, items, dryRun) : httpWorkflow(id, deletion, items, sandbox, batching);
}
