import { areaOf, downTo } from './area.mjs';

/** A node that is open: its fields, and what came out of it. */
export class NodeView {
	#page;

	/** @param {import('playwright-core').Page} page */
	constructor(page) {
		this.#page = page;
	}

	get fields() {
		return this.#page.locator('.node-settings');
	}

	get output() {
		return this.#page.getByTestId('output-panel');
	}

	/** What stands in the output where the node has failed. */
	get failure() {
		return this.output.locator('.node-error-view');
	}

	/** @returns {import('playwright-core').Locator} the lines of the output as a table, that of the names first */
	get rows() {
		return this.output.locator('table').first().locator('tr');
	}

	/** What stands below the last field that is always there. */
	get addOption() {
		return this.#page.getByPlaceholder('Add option', { exact: true });
	}

	/** What n8n finds missing in the fields. */
	get issues() {
		return this.fields.getByTestId('parameter-issues');
	}

	/**
	 * The icons of our nodes that the view shows, beside that of the node on the canvas behind it.
	 * @returns {Promise<string[]>} names of the files that the browser could draw, each once
	 */
	async drawnIcons() {
		const icons = this.#page.getByTestId('ndv').locator('img[src*="/icons/n8n-nodes-feishu-cleanup/"]');
		await icons.first().waitFor();
		const files = await icons.evaluateAll((all) =>
			all.filter(({ complete, naturalWidth }) => complete && naturalWidth > 0).map(({ src }) => src.split('/').at(-1)),
		);
		return [...new Set(files)];
	}

	/**
	 * @param {string} field - its internal name
	 * @param {string} text
	 */
	async fill(field, text) {
		await this.#page.getByTestId(`parameter-input-${field}`).locator('input, textarea').first().fill(text);
	}

	/**
	 * Opens the list of a field.
	 * @param {string} field - its internal name
	 * @returns {Promise<string[]>} what stands in it
	 */
	async openList(field) {
		await this.#page.getByTestId(`resource-locator-${field}`).getByTestId('rlc-input').click();
		await this.entries.first().waitFor();
		return await this.entries.allInnerTexts();
	}

	get #listSearch() {
		return this.#page.getByTestId('rlc-search').filter({ visible: true });
	}

	/** What stands in the list that is open. */
	get entries() {
		return this.#page.getByTestId('rlc-item').filter({ visible: true });
	}

	/**
	 * Types into the search of the list that is open.
	 * @param {string} words
	 * @param {number} count - of what is to be left
	 */
	async narrowList(words, count) {
		await this.#listSearch.fill(words);
		// The list is empty while it is asked for.
		await this.entries.nth(count).waitFor({ state: 'detached' });
		await this.entries.first().waitFor();
		return await this.entries.allInnerTexts();
	}

	/** @param {string} entry - a part of it */
	async pick(entry) {
		await this.entries.filter({ hasText: entry }).click();
	}

	/** @param {string} field - its internal name */
	async chosen(field) {
		return await this.#page.getByTestId(`resource-locator-${field}`).getByTestId('rlc-input').inputValue();
	}

	/** Where a field and its open list are. */
	async listArea(field) {
		const row = await areaOf(this.fields);
		const input = await areaOf(this.#page.getByTestId(`resource-locator-${field}`));
		const list = await areaOf(this.#page.locator('[role="dialog"], .el-popper').filter({ has: this.#listSearch }).last());
		const y = input.y - 36;
		return { ...row, y, height: list.y + list.height + 6 - y };
	}

	async execute() {
		await this.#page.getByTestId('node-execute-button').click();
	}

	/** Shows the output as a table, over most of the page. */
	async showTable() {
		await this.output.getByTestId('radio-button-table').click();
		await this.widenOutput();
	}

	/** Drags the fields to the left edge. */
	async widenOutput() {
		const { x, y, width, height } = await areaOf(this.#page.getByTestId('panel-drag-button'));
		const { mouse } = this.#page;
		await mouse.move(x + width / 2, y + height / 2);
		await mouse.down();
		await mouse.move(0, y + height / 2, { steps: 10 });
		await mouse.up();
	}

	/** Shows only those records that hold these words, as JSON. */
	async searchOutput(words) {
		const search = this.output.getByTestId('ndv-search');
		await search.click();
		await search.or(search.locator('input')).last().fill(words);
		await this.output.getByText(/\d of \d+ items?/).waitFor();
		await this.output.getByTestId('radio-button-json').click();
		await this.#jsonLines.last().waitFor();
	}

	get #jsonLines() {
		return this.output.locator('.vjs-tree-node');
	}

	/**
	 * The records in the table.
	 * @returns {Promise<object[]>} by the names of the columns
	 */
	async records() {
		const [names, ...lines] = await this.rows.evaluateAll((rows) =>
			rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.innerText.trim())),
		);
		return lines.map((line) => Object.fromEntries(names.map((name, column) => [name, line[column]]).filter(([name]) => name !== '')));
	}

	/** Closes what n8n says at the bottom of the page for a few seconds, in front of it. */
	async closeNotice() {
		await this.#page.locator('.el-notification__closeBtn').first().click();
	}

	async fieldsArea() {
		return downTo(await areaOf(this.fields), await areaOf(this.addOption), 20);
	}

	async resultArea() {
		return downTo(await areaOf(this.output), await areaOf(this.output.locator('table').first()), 10);
	}

	async jsonArea() {
		return downTo(await areaOf(this.output), await areaOf(this.#jsonLines), 20);
	}

	async failureArea() {
		return downTo(await areaOf(this.output), await areaOf(this.failure.locator('.node-error-view__info')), 10);
	}
}
