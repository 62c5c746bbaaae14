import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { root } from '../test/laboratory/paths.mjs';

/** Outside of the checkout: an `npm start` of another one can have the port as well. */
const noteOf = (port) => join(tmpdir(), `n8n-nodes-feishu-cleanup-${port}.json`);

/**
 * Notes that this process has these ports, until it ends, so that another `npm start` can say which one to stop.
 * @param {number[]} ports
 */
export function noteRunning(ports) {
	for (const note of ports.map(noteOf)) {
		attempt(() => writeFileSync(note, JSON.stringify({ pid: process.pid, folder: root })));
		process.once('exit', () => attempt(() => rmSync(note, { force: true })));
	}
}

/**
 * @param {number} port - one that something listens on
 * @returns {{ pid: number, folder: string } | undefined} the `npm start` that has it
 */
export function findRunning(port) {
	const running = attempt(() => JSON.parse(readFileSync(noteOf(port), 'utf8')));
	return running && isAlive(running.pid) ? running : undefined;
}

/** A process that was killed has left its note. */
function isAlive(pid) {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/** A note is a courtesy: without it, the port is taken by "another program". */
function attempt(work) {
	try {
		return work();
	} catch {
		return undefined;
	}
}
