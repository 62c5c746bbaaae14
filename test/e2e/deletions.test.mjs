import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { deeds } from '../deletions/live.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';

for (const line of lines) {
	describe(`deletions in ${line.name}`, () => {
		const laboratory = Laboratory.shared(line);
		const prepared = deeds.map((deletion) => [deletion, laboratory.prepare({ ...deletion, onError: 'continueRegularOutput' })]);

		before(() => laboratory.open());
		after(() => laboratory.close());

		for (const [{ node, endpoint, world, wire, records, left, remains }, workflow] of prepared) {
			test(`${node} deletes, and tells what became of each record`, async () => {
				await laboratory.sandbox.reset(world);
				const { error, outputs } = await laboratory.run(workflow);

				assert.equal(error, undefined);
				assert.deepEqual(await laboratory.sandbox.wire(endpoint), [wire]);
				assert.deepEqual(
					outputs[0].map(({ json }) => withoutAdvice(json)),
					records.map(complete),
				);
				for (const { json } of outputs[0]) assertAdvised(json);
				assert.deepEqual(left(await laboratory.sandbox.state()), remains);
			});
		}
	});
}

/** A record's output in full; what went well has no code and no reason. */
function complete(record) {
	return { ...(record.status !== 'recall_requested' && { deleted: record.status === 'deleted' }), ...record };
}

function withoutAdvice(json) {
	return Object.fromEntries(Object.entries(json).filter(([key]) => !['what_to_do', 'log_id'].includes(key)));
}

/** Advice stands where something is to be done, and there alone; the log ID always. */
function assertAdvised({ status, what_to_do: advice, log_id: logId }) {
	assert.match(logId, /^\d{14}[0-9A-F]{20}$/);
	if (status === 'refused') assert.match(advice, /\w+\./);
	else assert.equal(advice, undefined);
}
