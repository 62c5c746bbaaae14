import { existsSync } from 'node:fs';
import { isatty } from 'node:tty';

const terminal = isatty(1);
// A log file wants a line now and then, a terminal a living one.
const interval = terminal ? 1_000 : 15_000;

/**
 * npm says nothing for minutes. We count the packages that have arrived.
 * @template T
 * @param {string} task
 * @param {string[]} places - the files that are there when all is done; without any, only the time is shown
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(task, places, work) {
	const began = Date.now();
	const show = () => {
		const arrived = places.filter((place) => existsSync(place)).length;
		// npm looks all of them up before the first arrives.
		const count = arrived > 0 ? `: ${arrived} of ${places.length} packages` : '';
		write(`  ${task}${count}, ${duration(Date.now() - began)}`);
	};
	write(`  ${task} …`);
	const timer = setInterval(show, interval);
	let done = false;
	try {
		const result = await work();
		done = true;
		return result;
	} finally {
		clearInterval(timer);
		if (done) write(`✔ ${task}: ${duration(Date.now() - began)}`);
		if (terminal) process.stdout.write('\n');
	}
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
	if (milliseconds < 9_950) return `${(milliseconds / 1_000).toFixed(1)} s`;
	const seconds = Math.round(milliseconds / 1_000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function write(line) {
	process.stdout.write(terminal ? `\r\u001B[2K${line}` : `${line}\n`);
}
