import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Children } from '../test/laboratory/children.mjs';

const own = `/proc/self/task/${process.pid}/children`;
const every = 50;

/** Linux alone tells what another process has used, and which processes are ours. */
export const canMeasure = existsSync(own);

/**
 * @typedef {object} Usage - what a process had used by some moment
 * @property {number} peak - bytes it had held at most
 * @property {number} cpuMs - of all its threads, in user and in kernel mode
 */

/**
 * Follows what each `n8n execute` uses while it runs.
 *
 * n8n ends a command by turning the whole execution into text, which costs time and memory of its own: so the figures
 * are kept with their times, and can be read for the moments at which a node began and ended.
 */
export class WatchedChildren extends Children {
	#samples = [];

	/** @type {string[]} for the Node that runs `n8n execute` */
	nodeOptions = [];

	/** @param {import('../test/laboratory/children.mjs').Program} program */
	async run(program) {
		if (program.name !== 'n8n execute') return await super.run(program);
		const before = new Set(processes());
		// n8n prints every item: that log goes with n8n's own folder.
		const running = super.run({ ...program, args: [...this.nodeOptions, ...program.args], log: join(program.cwd, 'execute.log') });
		this.#samples = [];
		const pid = processes().find((candidate) => !before.has(candidate));
		const timer = pid && setInterval(() => this.#sample(pid), every);
		try {
			return await running;
		} finally {
			clearInterval(timer);
		}
	}

	/**
	 * @param {number} time - since the epoch
	 * @returns {Usage | undefined} what the last execution had used by then, undefined where that is not known
	 */
	usageAt(time) {
		return this.#samples.findLast((sample) => sample.at <= time);
	}

	#sample(pid) {
		try {
			const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
			// The second field is the program's name in brackets, which may hold anything.
			const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
				.replace(/^.*\) /s, '')
				.split(' ');
			const ticks = Number(fields[11]) + Number(fields[12]);
			this.#samples.push({ at: Date.now(), peak: Number(kilobytes) * 1_024, cpuMs: (ticks * 1_000) / ticksPerSecond() });
		} catch {
			// It has ended.
		}
	}
}

function processes() {
	return canMeasure ? readFileSync(own, 'utf8').split(' ').filter(Boolean) : [];
}

let ticks;

function ticksPerSecond() {
	ticks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
	return ticks;
}
