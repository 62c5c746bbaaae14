import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { journeys } from '../deletions/live.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';

for (const line of lines) {
	describe(`operations in ${line.name}`, () => {
		const laboratory = Laboratory.shared(line);
		const prepared = journeys.map((journey) => [journey, laboratory.prepare(journey)]);

		before(() => laboratory.open());
		after(() => laboratory.close());

		for (const [{ node, does, world, fault, steps, left, remains }, workflow] of prepared) {
			test(`${node} ${does}`, async () => {
				await laboratory.sandbox.reset(world);
				if (fault) await laboratory.sandbox.fault(fault);
				const { error, outputsOf } = await laboratory.run(workflow);

				assert.equal(error, undefined, error?.message);
				steps.forEach(({ gives, refuses = [] }, step) => {
					const [regular = [], errors = []] = outputsOf(step).map((items) => (items ?? []).map(({ json }) => json));
					assert.deepEqual(likened(regular, gives), gives);
					assert.deepEqual(likened(errors, refuses), refuses);
				});
				assert.deepEqual(left(await laboratory.sandbox.state()), remains);
			});
		}
	});
}

/** Of what there is, as much as is expected. */
function likened(actual, expected) {
	if (typeof actual !== 'object' || actual === null || typeof expected !== 'object' || expected === null) return actual;
	if (Array.isArray(actual)) return actual.map((entry, index) => (index in expected ? likened(entry, expected[index]) : entry));
	return Object.fromEntries(Object.keys(expected).map((key) => [key, likened(actual[key], expected[key])]));
}
