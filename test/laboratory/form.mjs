import { waitUntil } from './waiting.mjs';

/** A form of n8n, and the pages that come after it, over HTTP as the browser has them. */
export class Form {
	#children;

	/**
	 * @param {string} url
	 * @param {import('./children.mjs').Children} children - n8n among them
	 */
	constructor(url, children) {
		this.url = url.replace('localhost', '127.0.0.1');
		this.#children = children;
	}

	/** Whether n8n serves it. */
	async isThere() {
		return (await fetch(this.url)).ok;
	}

	/**
	 * Fills it in, and opens the page that comes next.
	 * @param {...string} values - of its fields, in their order
	 * @returns {Promise<{ page: string, shown: string }>} the address of the page, and what it shows
	 */
	async fill(...values) {
		const { formWaitingUrl } = await (await this.send(this.url, ...values)).json();
		const page = formWaitingUrl.replace('localhost', '127.0.0.1');
		return { page, shown: await this.#open(page) };
	}

	/**
	 * Fills a page in, and opens the next one.
	 * @param {string} page
	 * @param {...string} values
	 * @returns {Promise<string>} what that shows
	 */
	async answer(page, ...values) {
		await this.send(page, ...values);
		return await this.#open(page);
	}

	/**
	 * @param {string} url
	 * @param {...string} values
	 */
	async send(url, ...values) {
		const body = new FormData();
		for (const [index, value] of values.entries()) body.append(`field-${index}`, value);
		return await fetch(url, { method: 'POST', body });
	}

	/** What the browser does: it asks whether there is a page yet, and gets it. */
	async #open(page) {
		const status = new URL(page);
		status.pathname += '/n8n-execution-status';
		await waitUntil('the page', this.#children, async () => (await (await fetch(status)).text()).trim() === 'form-waiting');
		return await (await fetch(page)).text();
	}
}
