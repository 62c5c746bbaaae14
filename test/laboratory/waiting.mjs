import { setTimeout as sleep } from 'node:timers/promises';

import { Failure } from './failure.mjs';

const limit = 120_000;
const pause = 200;

/**
 * Asks again until the answer is yes.
 * @param {string} what
 * @param {import('./children.mjs').Children} children - where one of them dies, there is nothing to wait for
 * @param {() => Promise<boolean>} ask
 * @param {{ limitMs?: number, pauseMs?: number }} [how] - when to give up, and how long to wait between two questions
 */
export async function waitUntil(what, children, ask, { limitMs = limit, pauseMs = pause } = {}) {
	const deadline = Date.now() + limitMs;
	while (!(await ask().catch(() => false))) {
		if (Date.now() > deadline)
			throw new Failure(`Waited ${limitMs / 60_000} minutes for ${what}, in vain. The logs are in .playground/logs.`);
		await Promise.race([sleep(pauseMs), children.crashed]);
	}
}
