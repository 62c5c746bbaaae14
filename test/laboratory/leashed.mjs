/**
 * `node --import leash.mjs leashed.mjs <program> <arguments>`: a program that is not Node's, on the leash of one
 * that is. Both are of one process group, which gets the signal to end; this one waits for the other.
 */
import { spawn } from 'node:child_process';

const [program, ...args] = process.argv.slice(2);
const started = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
process.on('SIGTERM', () => {});
started.once('error', ({ message }) => {
	console.error(message);
	process.exit(1);
});
started.once('exit', (code) => process.exit(code ?? 1));
