import { areaOf, downTo } from './area.mjs';

/** Where a credential is filled in and tested. */
export class CredentialDialog {
	#page;

	/** @param {import('playwright-core').Page} page - which shows a node */
	constructor(page) {
		this.#page = page;
	}

	get #form() {
		return this.#page.getByTestId('credential-edit-dialog');
	}

	get #dialog() {
		return this.#page.getByRole('dialog').filter({ has: this.#form });
	}

	/** What it says of the test that went well. */
	get success() {
		return this.#form.getByTestId('credentials-config-container-test-success');
	}

	/**
	 * Opens the dialog for a new credential.
	 * @param {string} kind - as n8n names it among those that the node takes
	 */
	async openNew(kind) {
		await this.#page.getByTestId('node-credentials-select').first().click();
		await this.#page.getByTestId('node-credentials-select-item-new').last().click();
		const choice = this.#form.getByText(kind);
		await choice.waitFor();
		// n8n 1.x shows all kinds and begins with the first; n8n 2.x has chosen.
		if (await this.#form.getByText('Connect using').isVisible()) await choice.click();
	}

	/** Opens the credential that the node has, once nothing else is open: it is tested again. */
	async open() {
		await this.#form.waitFor({ state: 'hidden' });
		await this.#page.getByTestId('credential-edit-button').first().click();
		await this.#form.waitFor();
	}

	/**
	 * @param {string} field - its internal name
	 * @param {string} option
	 */
	async choose(field, option) {
		await this.#form.getByTestId(`parameter-input-${field}`).click();
		await this.#page.getByRole('option', { name: option }).click();
	}

	/**
	 * @param {string} field - its internal name
	 * @param {string} text
	 */
	async fill(field, text) {
		await this.#form.getByTestId(`parameter-input-${field}`).locator('input').fill(text);
	}

	/** Saves it, and thereby has it tested. */
	async save() {
		await this.#page.getByTestId('credential-save-button').click();
	}

	/** Opens the reason why the test went wrong, and says what stands there. */
	async readRefusal() {
		await this.#form.getByText('More details').click();
		return await this.#form.innerText();
	}

	async close() {
		await this.#dialog.getByRole('button', { name: 'Close this dialog' }).click();
		await this.#form.waitFor({ state: 'hidden' });
	}

	/** Where the dialog is, as far as the secret. */
	async area() {
		const box = this.#page.locator('.el-dialog').filter({ has: this.#form });
		return downTo(await areaOf(box), await areaOf(this.#form.getByTestId('parameter-input-appSecret')), 25);
	}
}
