import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const everyMs = 20;

/** Asks an n8n over and over whether it is well, one question after the other: how long does it leave us without an answer? */
export class Heartbeat {
	#address;

	/** Moments of each question and of its answer, in milliseconds since the epoch. */
	#beats = [];

	#stopping = false;

	#beating;

	/** @param {string} address - of n8n */
	constructor(address) {
		this.#address = address.replace('localhost', '127.0.0.1');
	}

	start() {
		this.#beating = this.#beat();
	}

	async stop() {
		this.#stopping = true;
		await this.#beating;
	}

	/**
	 * @param {number} from - in milliseconds since the epoch
	 * @param {number} until
	 * @returns {number} the longest time within these in which a question waited for its answer, in milliseconds
	 */
	longestSilence(from, until) {
		return this.#beats.reduce((longest, { asked, answered }) => Math.max(longest, Math.min(answered, until) - Math.max(asked, from)), 0);
	}

	async #beat() {
		while (!this.#stopping) {
			const asked = Date.now();
			await this.#ask();
			this.#beats.push({ asked, answered: Date.now() });
			await sleep(everyMs);
		}
	}

	// Unlike `fetch`, it waits as long as it takes.
	#ask() {
		return new Promise((resolve, reject) => {
			get(`${this.#address}/healthz`, { agent: false }, (answer) => answer.resume().once('end', resolve)).once('error', reject);
		});
	}
}
