import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { credentialId } from '../../playground/examples.mjs';
import { current } from '../laboratory/lines.mjs';
import { placesOf, removals } from '../laboratory/places.mjs';
import { QueueLaboratory } from '../laboratory/queue.mjs';
import { tenantCredential } from '../laboratory/sandbox.mjs';
import { tellCalls, tooSoon } from './figures.mjs';
import { leaversOut, people, placesOfEach, readRemovals, world } from './offboarding.mjs';

/** What Feishu answers if a call comes while another one changes the same thing. */
const conflicts = [232019, 1066002, 190010];

const names = ['worker 1', 'worker 2'];

describe('twenty people who leave at once, with two workers that share an app', () => {
	const laboratory = new QueueLaboratory(current);

	before(async () => {
		await laboratory.open({ [credentialId]: tenantCredential });
		await Promise.all(names.map((name) => laboratory.startWorker(name)));
	});
	after(() => laboratory.close());

	test('everybody is taken out of everything once, whatever is refused for the rate', async () => {
		const { sandbox } = laboratory;
		await sandbox.options({ latencyMs: 50, rateLimits: 'documented' });
		await sandbox.reset(world);
		const workflow = await laboratory.publishWorkflow('offboarding', leaversOut('offboarding'));
		await Promise.all(people.map(({ email }) => workflow.start({ person: email })));
		const runs = (await workflow.finish(people.length)).map(readRemovals);
		const calls = await sandbox.calls();
		tellCalls('Twenty people', calls);

		for (const { status, person, records } of runs) {
			assert.equal(status, 'success');
			for (const record of records) assert.equal(record.status, 'deleted', JSON.stringify(record));
			assert.equal(records.length, placesOfEach, person);
			assert.equal(new Set(records.map((record) => JSON.stringify(record))).size, placesOfEach, 'each place once');
		}
		assert.deepEqual(runs.map(({ person }) => person).toSorted(), people.map(({ email }) => email).toSorted());
		assert.deepEqual([...new Set(runs.map(({ worker }) => worker))].toSorted(), names);

		const state = await sandbox.state();
		for (const { openId } of people) assert.deepEqual(Object.values(placesOf(state, openId)).flat(), []);
		const refused = calls.filter(({ code }) => code !== 0 && code !== tooSoon && !conflicts.includes(code));
		assert.deepEqual(refused, [], 'no call is refused but for the rate');
		const removed = calls
			.filter(({ endpoint, code }) => removals.includes(endpoint) && code === 0)
			.map(({ path, query, body }) => JSON.stringify([path, query, body]));
		assert.equal(new Set(removed).size, removed.length, 'nothing is removed twice');
	});
});
