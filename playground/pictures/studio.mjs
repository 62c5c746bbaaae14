import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Editor, login } from '../../test/laboratory/editor.mjs';
import { Failure } from '../../test/laboratory/failure.mjs';
import { N8n } from '../../test/laboratory/n8n.mjs';
import { playground, state } from '../../test/laboratory/paths.mjs';
import { findFreePort } from '../../test/laboratory/ports.mjs';
import { startSandbox } from '../../test/laboratory/sandbox.mjs';
import { packTarball } from '../../test/laboratory/tarball.mjs';
import { credentials } from '../examples.mjs';
import { openBrowser } from './browser.mjs';
import { archived, failing, panels, rollback, rollbackToShow } from './workflows.mjs';

/** Large enough for all columns of a result, and for the longest panel of parameters. */
const viewport = { width: 1500, height: 1100 };

/** An n8n that nobody has used before, with our package in it, and a browser in which its owner is signed in. */
export class Studio {
	#children;

	#home;

	#browser;

	#address;

	/** @type {import('playwright-core').Page} */
	page;

	/** @param {import('../../test/laboratory/children.mjs').Children} children */
	constructor(children) {
		this.#children = children;
	}

	async open() {
		// Before the minute that n8n takes: it may be missing.
		this.#browser = await openBrowser();
		this.#home = mkdtempSync(join(tmpdir(), 'feishu-pictures-'));
		const sandbox = await startSandbox(this.#children, await findFreePort());
		await seedArchived(sandbox);
		const n8n = new N8n({ children: this.#children, installation: playground, home: this.#home, log: join(state, 'logs', 'pictures.log') });
		await n8n.installPackage(await packTarball(this.#children));
		await n8n.importCredentials(credentials(sandbox));
		await n8n.importWorkflows([rollback(sandbox), rollbackToShow(), failing, panels]);
		this.#address = await n8n.start(await findFreePort());
		await new Editor(this.#address).signIn();
		await this.#signIn();
	}

	/**
	 * Opens a workflow, and where one is named, a node of it.
	 * @param {string} workflow - its ID
	 * @param {string} [node] - its ID
	 */
	async show(workflow, node) {
		await this.page.goto([this.#address, 'workflow', workflow, node].filter(Boolean).join('/'));
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
		await this.#children.stopAll();
		if (this.#home) rmSync(this.#home, { recursive: true, force: true });
	}

	async #signIn() {
		const context = await this.#browser.newContext({
			viewport,
			deviceScaleFactor: 1.5,
			colorScheme: 'light',
			locale: 'en-US',
			reducedMotion: 'reduce',
		});
		const answer = await context.request.post(`${this.#address}/rest/login`, {
			data: { emailOrLdapLoginId: login.email, password: login.password },
		});
		if (!answer.ok()) throw new Failure(`n8n did not let the browser in (${answer.status()}).`);
		this.page = await context.newPage();
	}
}

async function seedArchived(sandbox) {
	const answer = await fetch(`${sandbox}/__sandbox/seed`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ attendanceRecords: [{ ids: archived, about: { failsWith: 'attendance of this day is archived' } }] }),
	});
	if (!answer.ok) throw new Failure(`The sandbox refused the records of the pictures (${answer.status}).`);
}
