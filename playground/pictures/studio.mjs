import { openBrowser, openSignedIn } from '../../test/laboratory/browser.mjs';
import { Laboratory } from '../../test/laboratory/laboratory.mjs';
import { current } from '../../test/laboratory/lines.mjs';
import { credentials } from '../examples.mjs';
import { archived, examplesToShow, failing, panels, rollback, rollbackToShow } from './workflows.mjs';

/** Large enough for all columns of a result, and for the longest panel of parameters. */
const viewport = { width: 1500, height: 1100 };

/** A laboratory, and a browser in which the owner of its n8n is signed in. */
export class Studio {
	#laboratory;

	#browser;

	/** @type {import('playwright-core').Page} */
	page;

	/** @param {import('../../test/laboratory/children.mjs').Children} children */
	constructor(children) {
		this.#laboratory = new Laboratory(current, children);
	}

	async open() {
		// Before the minute that n8n takes: it may be missing.
		this.#browser = await openBrowser();
		await this.#laboratory.open();
		const { sandbox } = this.#laboratory;
		await sandbox.seed({ attendanceRecords: [{ ids: archived, about: { failsWith: 'attendance of this day is archived' } }] });
		await this.#laboratory.import(credentials(sandbox.url), [
			rollback(sandbox.url),
			rollbackToShow(),
			...examplesToShow(),
			failing,
			panels,
		]);
		await this.#laboratory.serve();
		this.page = await openSignedIn(this.#browser, this.#laboratory.address, { viewport, deviceScaleFactor: 1.5 });
	}

	/**
	 * Opens a workflow, and where one is named, a node of it.
	 * @param {string} workflow - its ID
	 * @param {string} [node] - its ID
	 */
	async show(workflow, node) {
		await this.page.goto([this.#laboratory.address, 'workflow', workflow, node].filter(Boolean).join('/'));
		await this.page
			.getByTestId(node ? 'ndv' : 'canvas-node')
			.first()
			.waitFor();
		await this.settle();
	}

	/** Waits until nothing moves any more: n8n fits the canvas, and evaluates previews, after it has drawn. */
	async settle() {
		await this.page.waitForTimeout(2_000);
		await this.page.mouse.move(0, 0);
	}

	async close() {
		await this.#browser?.close();
		await this.#laboratory.close({ isSearched: false });
	}
}
