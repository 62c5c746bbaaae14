import { setTimeout as sleep } from 'node:timers/promises';

import { Failure } from './failure.mjs';

const limit = 120_000;

/**
 * Asks again until the answer is yes.
 * @param {string} what
 * @param {import('./children.mjs').Children} children - where one of them dies, there is nothing to wait for
 * @param {() => Promise<boolean>} ask
 */
export async function waitUntil(what, children, ask) {
	const deadline = Date.now() + limit;
	while (!(await ask().catch(() => false))) {
		if (Date.now() > deadline)
			throw new Failure(`Waited ${limit / 60_000} minutes for ${what}, in vain. The logs are in .playground/logs.`);
		await Promise.race([sleep(200), children.crashed]);
	}
}
