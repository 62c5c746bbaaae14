import { connect } from 'node:net';
import { join } from 'node:path';

import { state } from './paths.mjs';
import { findFreePort } from './ports.mjs';
import { findProgram } from './programs.mjs';
import { waitUntil } from './waiting.mjs';

/** @returns {string | undefined} the program, where the system has it */
export function findRedis() {
	return findProgram(['redis-server']);
}

/**
 * Starts a Redis that keeps nothing.
 * @param {import('./children.mjs').Children} children
 * @param {string} home - an empty folder
 * @returns {Promise<NodeJS.ProcessEnv>} the settings with which n8n finds it
 */
export async function startRedis(children, home) {
	const port = await findFreePort();
	children.startService({
		name: 'Redis',
		program: findRedis(),
		args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', home],
		cwd: home,
		log: join(state, 'logs', 'redis.log'),
	});
	await waitUntil('Redis', children, async () => (await ping(port)) === '+PONG\r\n');
	return { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) };
}

function ping(port) {
	return new Promise((resolve, reject) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		socket.setEncoding('utf8').once('error', reject);
		socket.once('data', (text) => {
			socket.destroy();
			resolve(text);
		});
	});
}
