import { connect, createServer } from 'node:net';

import { Failure } from '../test/laboratory/failure.mjs';

/**
 * Says so before minutes of installing, not after.
 * @param {number} port
 * @param {string} who - what was to listen there
 * @param {string} option - how to choose another
 */
export async function claimPort(port, who, option) {
	const reason = (await answers(port, '127.0.0.1')) || (await answers(port, '::1')) ? 'is taken by another program' : await refusal(port);
	if (reason)
		throw new Failure(
			`Port ${port}, for ${who}, ${reason}. Choose another: npm start -- ${option} ${port === 65_535 ? port - 1 : port + 1}`,
		);
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
		server.once('error', (error) =>
			resolve(error.code === 'EADDRINUSE' ? 'is taken by another program' : `can't be opened (${error.code})`),
		);
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
	});
}
