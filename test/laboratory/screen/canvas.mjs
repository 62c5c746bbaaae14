import { areaOf } from './area.mjs';

/** The nodes of a workflow, and what lies between them. */
export class Canvas {
	#page;

	#address;

	/**
	 * @param {import('playwright-core').Page} page - in which somebody is signed in
	 * @param {string} address - of n8n
	 */
	constructor(page, address) {
		this.#page = page;
		this.#address = address;
	}

	/**
	 * Opens a workflow, and where one is named, a node of it.
	 * @param {string} workflow - its ID
	 * @param {string} [node] - its ID
	 */
	async open(workflow, node) {
		await this.#page.goto([this.#address, 'workflow', workflow, node].filter(Boolean).join('/'));
		await this.#page
			.getByTestId(node ? 'ndv' : 'canvas-node')
			.first()
			.waitFor();
	}

	/** Opens a workflow that has nothing in it yet. */
	async openNew() {
		await this.#page.goto(`${this.#address}/workflow/new`);
		await this.#page.getByTestId('canvas-add-button').waitFor();
	}

	/** @param {string} name - a part of it */
	node(name) {
		return this.#page.getByTestId('canvas-node').filter({ hasText: name });
	}

	/** What n8n finds missing in the nodes. */
	get issues() {
		return this.#page.getByTestId('node-issues');
	}

	/** Executes the workflow, until a node has ended well. */
	async execute(name) {
		await this.#page.getByTestId('execute-workflow-button').click();
		await this.node(name).getByTestId('canvas-node-status-success').waitFor();
	}

	/** Where all of the workflow is: the names of nodes hang below their boxes, and the last has a handle. */
	async area() {
		const things = this.#page.locator('[data-test-id="canvas-node"], [data-test-id="sticky"]');
		return await areaOf(things, { left: 60, top: 25, right: 95, bottom: 95 });
	}
}
