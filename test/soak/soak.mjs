import { loads } from '../deletions/live.mjs';
import { ProcessProbe } from '../laboratory/processProbe.mjs';
import { findFreePort } from '../laboratory/ports.mjs';
import { tenantCredential } from '../laboratory/sandbox.mjs';

const id = 'soak';

/** Input items of an execution: records that each node deletes. */
const itemsPerExecution = 3;

/** Executions that are under way at the same time. */
const concurrency = 4;

/** How long sockets that are kept open for the next call may take to close. */
const patienceMs = 60_000;

/** How many more of a kind may be open: n8n has timers of its own, which come and go. */
const slack = 5;

/** One n8n process that executes a workflow with all of our nodes, over and over. */
export class Soak {
	#laboratory;

	#children;

	#executions;

	#done = 0;

	/** @type {ProcessProbe} */
	#probe;

	/**
	 * @param {import('../laboratory/laboratory.mjs').Laboratory} laboratory
	 * @param {import('../laboratory/children.mjs').Children} children - those of the laboratory
	 * @param {number} executions - there will be, at most
	 */
	constructor(laboratory, children, executions) {
		this.#laboratory = laboratory;
		this.#children = children;
		this.#executions = executions;
	}

	/** Publishes the workflow in an n8n that serves. */
	async open() {
		const laboratory = this.#laboratory;
		await laboratory.open();
		await laboratory.import([{ id, name: id, ...tenantCredential(laboratory.sandbox.url) }], [workflow()]);
		const records = Array.from({ length: this.#executions * itemsPerExecution }, (_none, index) => index);
		await laboratory.sandbox.reset(Object.assign({}, ...loads.map((load) => load.world(records.map(load.id)))));
		this.#probe = new ProcessProbe(await findFreePort());
		const editor = await laboratory.serve(this.#probe.flags);
		await editor.activate(id, async () => (await this.#call([])).status !== 404);
	}

	/**
	 * Executes until there have been so many executions, and waits until n8n is at rest.
	 * @param {number} executions
	 * @returns {Promise<import('../laboratory/processProbe.mjs').Holdings>} what the process then holds
	 */
	async executeUntil(executions) {
		await Promise.all(
			Array.from({ length: concurrency }, async () => {
				while (this.#done < executions) {
					this.#done += 1;
					await this.#execute(this.#done - 1);
				}
			}),
		);
		return await this.#probe.collect();
	}

	/**
	 * Waits until no more is open than there was: what is kept open for the next call closes by itself.
	 * @param {Record<string, number>} before - how many of each kind
	 * @returns {Promise<string[]>} kinds of which there still are more
	 */
	async findNewlyOpen(before) {
		const deadline = Date.now() + patienceMs;
		for (;;) {
			const { resources } = await this.#probe.read();
			const more = Object.keys(resources).filter((kind) => resources[kind] > (before[kind] ?? 0) + slack);
			if (more.length === 0 || Date.now() > deadline) return more.map((kind) => `${kind}: ${before[kind] ?? 0}, now ${resources[kind]}`);
			await Promise.race([new Promise((resolve) => setTimeout(resolve, 1_000)), this.#children.crashed]);
		}
	}

	/** @returns {Promise<Record<string, number>>} how many records of each deletion are left */
	async countLeft() {
		const state = await this.#laboratory.sandbox.state();
		return Object.fromEntries(loads.map((load) => [load.title, load.left(state)]));
	}

	async #execute(execution) {
		const items = Array.from({ length: itemsPerExecution }, (_none, index) => {
			const record = execution * itemsPerExecution + index;
			return Object.fromEntries(loads.map((load) => [load.name, load.id(record)]));
		});
		const answer = await this.#call(items);
		const records = await answer.json();
		const failed = !answer.ok || records.length !== itemsPerExecution || records.some(({ status }) => status !== 'recall_requested');
		if (failed) throw new Error(`Execution ${execution} answered ${answer.status}: ${JSON.stringify(records)}`);
	}

	async #call(items) {
		return await fetch(`${this.#laboratory.address.replace('localhost', '127.0.0.1')}/webhook/${id}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ items }),
		});
	}
}

/** A webhook, and all of our nodes behind it in a row, the last one that which recalls messages. */
function workflow() {
	const nodes = [
		node('Webhook', 'n8n-nodes-base.webhook', 2, {
			httpMethod: 'POST',
			path: id,
			responseMode: 'lastNode',
			responseData: 'allEntries',
			options: {},
		}),
		node('Items', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'body.items', options: {} }),
		...loads.map((load) => ({
			...node(load.title, `n8n-nodes-feishu-cleanup.${load.node}`, 1, own(load)),
			credentials: { feishuTenantApi: { id, name: id } },
			onError: 'continueRegularOutput',
		})),
	];
	nodes[0].webhookId = id;
	return {
		id,
		name: id,
		active: false,
		// n8n would keep what it writes down, and its own memory of it would grow.
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none', saveDataErrorExecution: 'all' },
		nodes,
		connections: Object.fromEntries(
			nodes.slice(0, -1).map(({ name }, index) => [name, { main: [[{ node: nodes[index + 1].name, type: 'main', index: 0 }]] }]),
		),
	};
}

/** The node's fields, for a record of its own in each item. */
function own({ name, parameters }) {
	const text = JSON.stringify({ authentication: 'feishuTenantApi', operation: 'delete', options: {}, ...parameters });
	return JSON.parse(text.replaceAll('$json.id', `$('Items').item.json.${name}`));
}

function node(name, type, typeVersion, parameters) {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}
