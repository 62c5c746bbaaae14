import { areaOf, downTo } from './area.mjs';

/** How long a search may take, in milliseconds. */
const patience = 10_000;

/** The panel in which nodes are searched for. */
export class NodeCreator {
	#page;

	/** @param {import('playwright-core').Page} page - which shows a canvas */
	constructor(page) {
		this.#page = page;
	}

	get #panel() {
		return this.#page.getByTestId('node-creator');
	}

	/** The nodes that it shows, or the actions of one. */
	get items() {
		return this.#panel.getByTestId('node-creator-item-name');
	}

	/** @param {'canvas-add-button' | 'node-creator-plus-button'} button - that of an empty canvas, or the other */
	async open(button = 'node-creator-plus-button') {
		await this.#page.getByTestId(button).click();
		await this.#panel.getByTestId('node-creator-search-bar').waitFor();
	}

	/**
	 * Types into the box.
	 * @param {string} words
	 * @param {string[]} [names] - of nodes that are to be found
	 * @returns {Promise<string[]>} names of those that are found, best first
	 */
	async search(words, names = []) {
		const box = this.#panel.getByTestId('node-creator-search-bar');
		const before = await this.items.allInnerTexts();
		if (names.every((name) => before.includes(name))) {
			// What is found afterwards is then found by these words.
			await box.fill('no node is called so');
			await this.#panel.getByTestId('node-creator-no-results').waitFor();
		}
		await box.fill(words);
		const awaited = names.length === 0 ? [this.items.first()] : names.map((name) => this.item(name));
		// What is not found in time is missing in what is returned.
		await Promise.all(awaited.map((item) => item.waitFor({ timeout: patience }))).catch(() => {});
		return await this.items.allInnerTexts();
	}

	/**
	 * Searches for a node and opens what it can do.
	 * @param {string} words
	 * @param {string} name - of the node
	 */
	async openActions(words, name) {
		await this.search(words, [name]);
		await this.item(name).click();
		await this.#panel.getByTestId('node-creator-category-item').first().waitFor();
		// The nodes slide out while the actions slide in.
		await this.items.getByText(name, { exact: true }).waitFor({ state: 'detached' });
	}

	/** Returns from what a node can do to the nodes. */
	async back() {
		await this.#panel.locator('.nodes-list-panel-header button').first().click();
		await this.#panel.getByTestId('node-creator-category-item').first().waitFor({ state: 'detached' });
	}

	/** @param {string | RegExp} name - of a node or an action; as text, all of it: the name of a node may begin with that of another */
	item(name) {
		const literal = String(name).replaceAll(/[()[\]{}.*+?^$|\\]/g, String.raw`\$&`);
		const whole = typeof name === 'string' ? new RegExp(String.raw`^\s*${literal}\s*$`) : name;
		return this.items.filter({ hasText: whole }).first();
	}

	/**
	 * Drags something out of the panel.
	 * @param {string} name - of a node or an action
	 * @param {{ x: number, y: number }} to - in CSS pixels
	 */
	async drag(name, { x, y }) {
		const from = await this.item(name).boundingBox();
		const { mouse } = this.#page;
		await mouse.move(from.x + from.width / 2, from.y + from.height / 2);
		await mouse.down();
		// The browser takes it for a drag only after a few moves.
		await mouse.move(x, y, { steps: 12 });
		await mouse.up();
	}

	/** Where the box and what it found are. */
	async area() {
		const panel = await areaOf(this.#panel);
		return downTo(panel, await areaOf(this.#panel.getByTestId('item-iterator-item')), 20);
	}
}
