/** The sandbox in its own process, driven over its control routes. */
export class SandboxControl {
	/** @param {string} url */
	constructor(url) {
		this.url = url;
	}

	/** @param {object} options - such as its latency, and the rates it holds */
	async options(options) {
		await this.#post('options', options);
	}

	/**
	 * Begins anew, with an empty log.
	 * @param {object} [world] - all that is to be there, as the sandbox's control route takes it; else what was there at its start
	 */
	async reset(world) {
		await this.#post('reset', world ? { world: 'empty' } : {});
		if (world) await this.seed(world);
	}

	/** @param {object} world */
	async seed(world) {
		await this.#post('seed', world);
	}

	/** @param {object} fault - to be met by one of the next calls */
	async fault(fault) {
		await this.#post('faults', fault);
	}

	/** @param {string} [endpoint] */
	async calls(endpoint) {
		return await this.#get(endpoint === undefined ? 'log' : `log?endpoint=${endpoint}`);
	}

	/** What has been asked of an endpoint, without what differs from run to run. `@` in a path may be escaped or not. */
	async wire(endpoint) {
		const calls = await this.calls(endpoint);
		return calls.map(({ method, path, query, body }) => ({
			method,
			path: decodeURIComponent(path),
			query,
			...(body !== undefined && { body }),
		}));
	}

	/**
	 * What must be seen nowhere outside of it and of n8n's encrypted credentials, in the forms in which it may be found.
	 * @returns {Promise<Array<{ name: string, forms: string[] }>>}
	 */
	async secrets() {
		return await this.#get('secrets');
	}

	/** @returns {Promise<string>} where it is called over TLS, with a certificate that nobody trusts */
	async tlsUrl() {
		const { tlsUrl } = await this.#get('address');
		return tlsUrl;
	}

	/** Everything that exists in it now. */
	async state() {
		return await this.#get('state');
	}

	async #get(route) {
		const answer = await fetch(`${this.url}/__sandbox/${route}`);
		return await answer.json();
	}

	async #post(route, body) {
		const answer = await fetch(`${this.url}/__sandbox/${route}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (!answer.ok) throw new Error(`The sandbox refused ${route}: ${await answer.text()}`);
	}
}
