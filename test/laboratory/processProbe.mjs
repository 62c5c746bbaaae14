const file = new URL('probe.mjs', import.meta.url);

/**
 * @typedef {object} Holdings - what a process holds
 * @property {number} heapUsed - bytes of its JavaScript heap
 * @property {number} rss - bytes of its memory
 * @property {number} peakRss - bytes of it that it has held at most
 * @property {Record<string, number>} resources - how many of each kind keep it alive, such as sockets and timers
 * @property {Record<string, { at: number, detail: unknown }>} marks - what was marked by `performance.mark`, and when, in
 *   milliseconds since the epoch
 */

/** A look into an n8n process, from outside. */
export class ProcessProbe {
	#port;

	/** @param {number} port - a free one */
	constructor(port) {
		this.#port = port;
	}

	/** What the process must be started with. */
	get flags() {
		return ['--import', `${file.href}?port=${this.#port}`];
	}

	/** @returns {Promise<Holdings>} as it is */
	async read() {
		return await this.#ask('/');
	}

	/** @returns {Promise<Holdings>} once all garbage is collected */
	async collect() {
		return await this.#ask('/collect');
	}

	async #ask(path) {
		const answer = await fetch(`http://127.0.0.1:${this.#port}${path}`);
		return await answer.json();
	}
}
