import { areaOf } from './area.mjs';
import { CredentialDialog } from './credentialDialog.mjs';

/** How the button is called: in n8n 2.x, in n8n 1.x, and in both where an account is connected already. */
const connects = /^(Connect|Connect my account|Switch account|Reconnect)$/;

/** Where an account is connected: the dialog of a Feishu User Token OAuth2 API credential, among all credentials. */
export class AccountDialog extends CredentialDialog {
	#page;

	#address;

	#dialog;

	/**
	 * @param {import('playwright-core').Page} page - in which the owner is signed in
	 * @param {string} address - of n8n
	 */
	constructor(page, address) {
		super(page);
		this.#page = page;
		this.#address = address;
		this.#dialog = page.getByTestId('editCredential-modal');
	}

	/** Begins a credential, as one is found by its name. */
	async add() {
		await this.#page.goto(`${this.#address}/home/credentials/create`);
		await this.#page.getByTestId('new-credential-type-select').getByRole('combobox').fill('Feishu User');
		await this.#page.getByTestId('new-credential-type-select-option').filter({ hasText: 'Feishu User Token OAuth2 API' }).click();
		await this.#page.getByTestId('new-credential-type-button').click();
		await this.#dialog.waitFor();
	}

	/**
	 * Opens one that is there.
	 * @param {string} credential - its ID
	 */
	async open(credential) {
		await this.#page.goto(`${this.#address}/home/credentials/${credential}`);
		await this.#dialog.waitFor();
	}

	/** What is to be entered in the developer console. */
	async redirectUrl() {
		const shown = await this.#dialog.getByTestId('copy-input').innerText();
		return /https?:\/\/\S+/.exec(shown)[0];
	}

	/**
	 * Presses the button that connects.
	 * @returns {Promise<import('playwright-core').Page>} the window that it opens, with a page of Feishu's
	 */
	async connect() {
		const opened = this.#page.waitForEvent('popup');
		await this.#dialog.getByRole('button', { name: connects }).filter({ visible: true }).first().click();
		const window = await opened;
		// n8n 2.x opens the window before it knows where to.
		await window.getByRole('heading').waitFor();
		return window;
	}

	/** Waits until it says that an account is connected. */
	async waitUntilConnected() {
		await this.#dialog.getByTestId('oauth-connect-success-banner').filter({ visible: true }).waitFor();
	}

	/** Whether it can be connected for the first time, so that no account is. */
	async offersToConnect() {
		return await this.#dialog
			.getByRole('button', { name: /^Connect( my account)?$/ })
			.filter({ visible: true })
			.isVisible();
	}

	/** Where the dialog is. */
	async area() {
		return await areaOf(this.#dialog);
	}
}

/**
 * Answers the consent page.
 * @param {import('playwright-core').Page} window
 * @param {'Approve' | 'Deny'} answer
 */
export async function answerConsent(window, answer) {
	await window.getByRole('link', { name: answer }).click();
}

/**
 * What n8n says in the window where it does not connect, the details unfolded; closes it.
 * @param {import('playwright-core').Page} window
 */
export async function readDenial(window) {
	await window.getByText('More details').click();
	const words = await window.locator('body').innerText();
	await window.close();
	return words;
}
