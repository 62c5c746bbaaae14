import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';

const ids = Array.from({ length: 25 }, (_, index) => String(6709359313699356900n + BigInt(index)));
const [first, second, third] = ids;

/** The third item's expression names a node that there isn't: n8n throws while it resolves that item. */
const throwingForThird = "={{ $itemIndex === 2 ? $('No such node').first().json.id : $json.id }}";

for (const line of lines) {
	describe(`On Error in ${line.name}`, () => {
		const laboratory = Laboratory.shared(line);
		const prepare = (count, more) =>
			laboratory.prepare({
				node: 'feishuAttendanceRecord',
				parameters: { recordIds: '={{ $json.id }}' },
				items: ids.slice(0, count).map((id) => ({ id })),
				...more,
			});
		const many = prepare(25);
		const throwing = prepare(3, { parameters: { recordIds: throwingForThird } });
		const throwingAmong = prepare(3, { parameters: { recordIds: throwingForThird }, onError: 'continueRegularOutput' });
		const throwingAside = prepare(3, { parameters: { recordIds: throwingForThird }, onError: 'continueErrorOutput' });
		const blank = prepare(3, { parameters: { recordIds: "={{ $json.none ?? '' }}" }, onError: 'continueErrorOutput' });
		const stopping = prepare(3);
		const continuing = prepare(3, { onError: 'continueRegularOutput' });
		const branching = prepare(3, { onError: 'continueErrorOutput' });

		before(() => laboratory.open());
		after(() => laboratory.close());

		/** All that are asked for are there, and the second stays. */
		const secondRefuses = { attendanceRecords: [{ ids }, { ids: [second], about: { failsWith: 'the day is archived' } }] };

		test('25 items become 3 calls, and each item gets its own record back', async () => {
			await laboratory.sandbox.reset({ attendanceRecords: [{ ids }] });
			const { error, outputs } = await laboratory.run(many);

			assert.equal(error, undefined);
			const calls = await laboratory.sandbox.wire('attendanceRecord');
			assert.deepEqual(
				calls.map(({ body }) => body.record_ids.length),
				[10, 10, 5],
			);
			assert.deepEqual(
				calls.flatMap(({ body }) => body.record_ids),
				ids,
			);
			assert.deepEqual(
				outputs[0].map(({ json, pairedItem }) => [json.record_id, json.status, pairedItem]),
				ids.map((id, item) => [id, 'deleted', { item }]),
			);
			assert.equal((await laboratory.sandbox.calls('tenantToken')).length, 1);
		});

		test('Stop: an item whose expression throws keeps all others from being sent', async () => {
			await laboratory.sandbox.reset({ attendanceRecords: [{ ids }] });
			const { error } = await laboratory.run(throwing);

			assert.equal(error.context.itemIndex, 2);
			assert.deepEqual(await laboratory.sandbox.calls('attendanceRecord'), []);
		});

		test('Continue: n8n itself puts out an item for one whose expression throws, with its words alone', async () => {
			await laboratory.sandbox.reset({ attendanceRecords: [{ ids }] });
			const { error, outputs } = await laboratory.run(throwingAmong);

			assert.equal(error, undefined);
			const [done, thrown] = [outputs[0].slice(0, 2), outputs[0].slice(2)];
			assert.deepEqual(
				done.map(({ json }) => [json.record_id, json.status]),
				[
					[first, 'deleted'],
					[second, 'deleted'],
				],
			);
			assert.deepEqual(
				thrown.map(({ json }) => [Object.keys(json), typeof json.error]),
				[[['error'], 'string']],
			);
		});

		test('Continue (using error output): the same on the error branch, without the fields of the input item', async () => {
			await laboratory.sandbox.reset({ attendanceRecords: [{ ids }] });
			const { error, outputs } = await laboratory.run(throwingAside);

			assert.equal(error, undefined);
			assert.deepEqual(
				outputs[0].map(({ json }) => [json.record_id, json.status]),
				[
					[first, 'deleted'],
					[second, 'deleted'],
				],
			);
			assert.deepEqual(
				outputs[1].map(({ json }) => [Object.keys(json), typeof json.error]),
				[[['error'], 'string']],
			);
		});

		test('Continue (using error output): an expression that returns a blank value gets the full report', async () => {
			await laboratory.sandbox.reset({ attendanceRecords: [{ ids }] });
			const { outputs } = await laboratory.run(blank);

			assert.deepEqual(outputs[0], []);
			assert.deepEqual(
				outputs[1].map(({ json, pairedItem }) => [json.id, json.error.status, pairedItem]),
				[first, second, third].map((id, item) => [id, 'refused', { item }]),
			);
			assert.match(outputs[1][1].json.message, /^The field “Record IDs” of item 1 /);
		});

		test('Stop: a refused record makes the node fail with the counts of the run', async () => {
			await laboratory.sandbox.reset(secondRefuses);
			const { error, outputs } = await laboratory.run(stopping);

			assert.match(error.message, /^2 of 3 attendance records deleted, 1 refused\. /);
			assert.match(error.description, new RegExp(`^Read the reason, .*<br>${second}<br>Log ID `));
			assert.deepEqual(outputs, []);
		});

		test('Continue: a refused record comes among the others', async () => {
			await laboratory.sandbox.reset(secondRefuses);
			const { error, outputs } = await laboratory.run(continuing);

			assert.equal(error, undefined);
			assert.deepEqual(
				outputs[0].map(({ json, error: itemError, pairedItem }) => [json.record_id, json.status, itemError, pairedItem]),
				[
					[first, 'deleted', undefined, { item: 0 }],
					[second, 'refused', undefined, { item: 1 }],
					[third, 'deleted', undefined, { item: 2 }],
				],
			);
		});

		test('Continue (using error output): a refused record, and it alone, takes the error branch', async () => {
			await laboratory.sandbox.reset(secondRefuses);
			const { error, outputs } = await laboratory.run(branching);

			assert.equal(error, undefined);
			assert.deepEqual(
				outputs[0].map(({ json }) => [json.record_id, json.status]),
				[
					[first, 'deleted'],
					[third, 'deleted'],
				],
			);
			assert.equal(outputs[1].length, 1);
			const [{ json, pairedItem }] = outputs[1];
			assert.equal(json.id, second, 'the fields of the input item are there');
			assert.equal(json.message, `the day is archived. ${json.error.what_to_do}`);
			assert.deepEqual(
				{ ...json.error, what_to_do: undefined, log_id: undefined },
				{
					record_id: second,
					status: 'refused',
					deleted: false,
					reason: 'the day is archived',
					what_to_do: undefined,
					log_id: undefined,
				},
			);
			assert.deepEqual(pairedItem, { item: 1 });
		});
	});
}
