/**
 * Loaded into every program we start (`node --import`). Its standard input is a pipe to us, which closes however
 * we end, `kill -9` included: then the program ends as well, and everything it has started.
 */
import { isMainThread } from 'node:worker_threads';

const patience = 5_000;

if (isMainThread) {
	process.stdin.on('end', leave).on('error', leave).resume();
	// A pipe that is being read keeps a process alive: this one must not.
	process.stdin.unref?.();
}

function leave() {
	signalGroup('SIGTERM');
	setTimeout(() => signalGroup('SIGKILL'), patience).unref();
}

function signalGroup(signal) {
	try {
		process.kill(-process.pid, signal);
	} catch {
		// Not the head of a group: Windows, or forked by a program that is.
		process.kill(process.pid, signal);
	}
}
