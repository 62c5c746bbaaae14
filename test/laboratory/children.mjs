import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Failure } from './failure.mjs';
import { shown } from './paths.mjs';

const leash = new URL('leash.mjs', import.meta.url).href;
const leashed = fileURLToPath(new URL('leashed.mjs', import.meta.url));
const patience = 5_000;

/**
 * @typedef {object} Program - a Node program, as npm, n8n and the sandbox are, unless `program` names another
 * @property {string} name
 * @property {string} [program]
 * @property {string[]} args
 * @property {string} cwd
 * @property {string} log - the file that gets its output
 * @property {string} [node] - the Node that runs it, ours unless given
 * @property {NodeJS.ProcessEnv} [env]
 *
 * @typedef {object} Child - a program that was started
 * @property {import('node:child_process').ChildProcess} process
 * @property {boolean} stopping - whether its end was asked for
 * @property {Promise<number | string>} exited - its exit code, or what has ended it
 */

/**
 * The programs we have started, so that none outlives us.
 *
 * Each leads a process group of its own: Ctrl-C then reaches us alone, we stop them in order, and whatever a
 * program has started itself (n8n its task runner, npm a compiler) goes with it.
 */
export class Children {
	#living = new Set();

	#stopping = false;

	#reportCrash;

	/** Rejects when a service ends that nobody has stopped. */
	crashed = new Promise((_resolve, reject) => {
		this.#reportCrash = reject;
	});

	constructor() {
		this.crashed.catch(() => {});
	}

	/**
	 * Starts a program that is to keep running.
	 * @param {Program} program
	 * @returns {Child}
	 */
	startService(program) {
		const child = this.#start(program);
		child.exited.then((how) => {
			if (!child.stopping) this.#reportCrash(new Failure(`${program.name} ended unexpectedly (${how}). Its log: ${shown(program.log)}`));
		});
		return child;
	}

	/**
	 * Runs a program to its end.
	 * @param {Program} program
	 * @returns {Promise<{ code: number | string, output: string, words: string }>} what it wrote to standard output, and all it wrote
	 */
	async run(program) {
		const child = this.#start(program);
		const said = { output: '', words: '' };
		child.process.stdout.on('data', (text) => {
			said.output += text;
			said.words += text;
		});
		child.process.stderr.on('data', (text) => {
			said.words += text;
		});
		const drained = new Promise((resolve) => {
			child.process.once('close', resolve);
		});
		const code = await child.exited;
		if (child.stopping) throw new Failure(`${program.name} was stopped.`);
		await drained;
		return { code, ...said };
	}

	/**
	 * Stops one program, and what it has started.
	 * @param {Child} child
	 * @param {number} [graceMs] - after so many milliseconds without asking
	 */
	async stop(child, graceMs = patience) {
		child.stopping = true;
		signalGroup(child.process, 'SIGTERM');
		const timer = setTimeout(() => signalGroup(child.process, 'SIGKILL'), graceMs);
		await child.exited;
		clearTimeout(timer);
	}

	/** Ends one program without asking, as a lack of memory does. */
	async kill(child) {
		child.stopping = true;
		signalGroup(child.process, 'SIGKILL');
		await child.exited;
	}

	/** Stops everything, the youngest first: n8n before the sandbox it talks to. Nothing starts afterwards. */
	async stopAll() {
		this.#stopping = true;
		for (const child of [...this.#living].reverse()) await this.stop(child);
	}

	/** For a user who can't wait. */
	killAll() {
		this.#stopping = true;
		for (const child of this.#living) {
			child.stopping = true;
			signalGroup(child.process, 'SIGKILL');
		}
	}

	#start({ name, program, node = process.execPath, args, cwd, env = process.env, log }) {
		if (this.#stopping) throw new Failure(`${name} was not started: stopping.`);
		mkdirSync(dirname(log), { recursive: true });
		const file = createWriteStream(log, { flags: 'a' });
		const started = spawn(node, ['--import', leash, ...(program ? [leashed, program] : []), ...args], {
			cwd,
			env,
			detached: process.platform !== 'win32',
			stdio: 'pipe',
			windowsHide: true,
		});
		for (const stream of [started.stdout, started.stderr]) stream.setEncoding('utf8').pipe(file, { end: false });
		started.once('close', () => file.end());
		// The pipe that is its leash: nothing is written to it, and it breaks when the program ends.
		started.stdin.on('error', () => {});

		const child = { process: started, stopping: false, exited: undefined };
		child.exited = new Promise((resolve) => {
			started.once('error', (error) => resolve(error.code ?? error.message));
			started.once('exit', (code, killedBy) => resolve(code ?? killedBy));
		}).then((how) => {
			this.#living.delete(child);
			// Whoever of its group is left has lost the program it worked for.
			if (process.platform !== 'win32') signalGroup(started, 'SIGKILL');
			return how;
		});
		this.#living.add(child);
		return child;
	}
}

function signalGroup({ pid }, name) {
	if (pid === undefined) return;
	if (process.platform === 'win32') {
		spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
		return;
	}
	try {
		process.kill(-pid, name);
	} catch (error) {
		// macOS answers EPERM for a group of which only a zombie is left.
		if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error;
	}
}
