import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Children } from '../laboratory/children.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { current } from '../laboratory/lines.mjs';
import { Soak } from './soak.mjs';

/** After so many executions it is looked at what the process holds. By the first look, n8n has loaded what it loads once. */
const looks = [200, 1_000, 2_000];

/**
 * What an execution may leave behind, in bytes, by the growth between the last two looks. One whose runs are kept leaves
 * some 135,000; where none is kept, 3,700 were measured.
 */
const mostPerExecution = 30_000;

describe(`${looks.at(-1)} executions in one process of ${current.name}`, () => {
	const children = new Children();
	const laboratory = new Laboratory(current, children);
	const soak = new Soak(laboratory, children, looks.at(-1));
	const held = [];

	before(async () => {
		await soak.open();
		for (const executions of looks) held.push(await soak.executeUntil(executions));
	});
	after(() => laboratory.close());

	test('delete all that they name, with each node', async () => {
		const left = Object.entries(await soak.countLeft()).filter(([, records]) => records > 0);
		assert.deepEqual(left, []);
	});

	test('leave nothing on the heap', (t) => {
		const [before, last] = held.slice(-2).map(({ heapUsed }) => heapUsed);
		const [executionsBefore, executions] = looks.slice(-2);
		t.diagnostic(`heap after ${looks.join(', ')} executions: ${held.map(({ heapUsed }) => Math.round(heapUsed / 1_000)).join(', ')} kB`);
		assert.ok((last - before) / (executions - executionsBefore) < mostPerExecution);
	});

	test('leave no socket, timer or other handle open', async (t) => {
		const [first] = held;
		t.diagnostic(`open after ${looks[0]} executions: ${JSON.stringify(first.resources)}`);
		assert.deepEqual(await soak.findNewlyOpen(first.resources), []);
	});
});
