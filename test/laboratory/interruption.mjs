import { Failure } from './failure.mjs';

/** The wish of the user or the system that we end. */
class Interruption extends Failure {
	/** @param {number} exitCode */
	constructor(exitCode) {
		super('Stopping …');
		this.exitCode = exitCode;
	}
}

const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/** npm hands a Ctrl-C on to us, which the terminal has sent us already: two at once are one. */
const sameKeystroke = 1_000;

/**
 * Rejects with an `Interruption` when the user or the system wants an end. A second Ctrl-C ends without waiting.
 * @param {import('./children.mjs').Children} children
 * @returns {Promise<never>}
 */
export function interruption(children) {
	let asked;
	return new Promise((_resolve, reject) => {
		const ask = (signal) => {
			const exitCode = 128 + numbers[signal];
			if (Date.now() - asked < sameKeystroke) return;
			if (asked) {
				children.killAll();
				process.exit(exitCode);
			}
			asked = Date.now();
			reject(new Interruption(exitCode));
		};
		for (const signal of Object.keys(numbers)) process.on(signal, ask);
		watchNpm(() => ask('SIGTERM'));
	});
}

/** `kill` of npm ends npm and the shell between us, which hands nothing on: all we see is another parent. */
function watchNpm(onGone) {
	const parent = process.ppid;
	if (!process.env.npm_lifecycle_event) return;
	const timer = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(timer);
		onGone();
	}, 500);
	timer.unref();
}
