import { connect, createServer } from 'node:net';

import { Failure } from '../test/laboratory/failure.mjs';
import { findRunning } from './running.mjs';

/**
 * Says so before minutes of installing, not after.
 * @param {number} port
 * @param {string} who - what was to listen there
 * @param {string} option - how to choose another
 */
export async function claimPort(port, who, option) {
	const isTaken = (await answers(port, '127.0.0.1')) || (await answers(port, '::1'));
	const reason = isTaken ? taken(port) : await refusal(port);
	if (reason)
		throw new Failure(`Port ${port}, for ${who}, ${reason} another port: npm start -- ${option} ${port === 65_535 ? port - 1 : port + 1}`);
}

function taken(port) {
	const running = findRunning(port);
	if (!running) return 'is taken by another program. Choose';
	const { pid, folder } = running;
	return `is taken by an npm start that is still running (process ${pid}, in ${folder}). Press Ctrl-C in its terminal, end that process, or choose`;
}

/** Listening beside a program that has the same port on all addresses works on macOS: so knock first. */
function answers(port, host) {
	return new Promise((resolve) => {
		const socket = connect({ port, host });
		const end = (taken) => {
			socket.destroy();
			resolve(taken);
		};
		socket.once('connect', () => end(true));
		socket.once('error', () => end(false));
		socket.setTimeout(1_000, () => end(false));
	});
}

function refusal(port) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', (error) => resolve(error.code === 'EADDRINUSE' ? taken(port) : `can't be opened (${error.code}). Choose`));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
	});
}
