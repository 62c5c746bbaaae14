import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { app, tenantCredential } from '../laboratory/sandbox.mjs';

const ids = ['6709359313699356941', '6709359313699356942', '6709359313699356943', '6709359313699356944'];
const records = { attendanceRecords: [{ ids }] };
const other = { appId: 'cli_other', secret: 'other-secret' };

/** n8n's own Batching: so many items at a time, and milliseconds between them. */
const batchesOf = (batchSize, batchInterval = 1) => ({ requestOptions: { batching: { batch: { batchSize, batchInterval } } } });

/** A credential that is another app's for each item. */
// The secrets stand in the credential, which n8n encrypts, and not in the items.
const secretOf = `$json.app === '${other.appId}' ? '${other.secret}' : '${app.appSecret}'`;
const byItem = (sandbox) => tenantCredential(sandbox, { appId: '={{ $json.app }}', appSecret: `={{ ${secretOf} }}` });
const ofOwn = { app: app.appId };
const ofOther = { app: other.appId };

for (const line of lines) {
	describe(`Batching, and expressions in credentials, in ${line.name}`, () => {
		const laboratory = Laboratory.shared(line);
		const attendance = (more) =>
			laboratory.prepare(
				{
					node: 'feishuAttendanceRecord',
					items: ids.map((id) => ({ id })),
					...more,
					parameters: { recordIds: '={{ $json.id }}', ...more.parameters },
				},
				more.makeCredential,
			);
		const mixed = attendance({
			parameters: batchesOf(1),
			items: [
				{ id: ids[0], ...ofOwn },
				{ id: ids[1], ...ofOther },
			],
			onError: 'continueRegularOutput',
			makeCredential: byItem,
		});
		const loop = laboratory.prepare(
			{
				node: 'feishuBatchMessage',
				parameters: { batchMessageId: '={{ $json.id }}' },
				items: [
					{ id: 'bm-own', ...ofOwn },
					{ id: 'bm-other', ...ofOther },
					{ id: 'bm-own-too', ...ofOwn },
				],
				onError: 'continueRegularOutput',
				loop: true,
			},
			byItem,
		);
		const throwing = attendance({
			parameters: { ...batchesOf(2, 2_000), recordIds: "={{ $itemIndex === 3 ? $('No such node').first().json.id : $json.id }}" },
		});
		const refused = attendance({ parameters: batchesOf(1) });

		before(() => laboratory.open());
		after(() => laboratory.close());

		test('a later batch whose records are of another app is not sent with the token of the first', async () => {
			await laboratory.sandbox.reset({ ...records, apps: [other] });
			const { outputs } = await laboratory.run(mixed);

			assert.deepEqual(
				outputs[0].map(({ json }) => json.status),
				['deleted', 'not_sent'],
			);
			assert.match(outputs[0][1].json.reason, /differently for item 0 and item 1/);
			const calls = await laboratory.sandbox.calls('attendanceRecord');
			assert.deepEqual(
				calls.map((call) => [call.app, call.body.record_ids]),
				[[app.appId, [ids[0]]]],
			);
		});

		test('a loop over items of two apps uses the token of each, also when it runs again', async () => {
			for (const time of ['first', 'second']) {
				await laboratory.sandbox.reset({
					apps: [other],
					batchMessages: [{ id: 'bm-own' }, { id: 'bm-other', appId: other.appId }, { id: 'bm-own-too' }],
				});
				const { runs } = await laboratory.run(loop);

				assert.deepEqual(
					runs.map(([[item]]) => item.json.status),
					['recall_requested', 'recall_requested', 'recall_requested'],
					time,
				);
				const calls = await laboratory.sandbox.calls('batchMessage');
				assert.deepEqual(
					calls.map((call) => call.app),
					[app.appId, other.appId, app.appId],
				);
				// One token for each app and execution, none of them stored.
				assert.equal((await laboratory.sandbox.calls('tenantToken')).length, 2);
			}
		});

		test('Stop: an expression that throws keeps its batch from being sent', async () => {
			await laboratory.sandbox.reset(records);
			const { error } = await laboratory.run(throwing);

			assert.equal(error.context.itemIndex, 3);
			const calls = await laboratory.sandbox.calls('attendanceRecord');
			assert.deepEqual(
				calls.map(({ body }) => body.record_ids),
				[ids.slice(0, 2)],
			);
		});

		test('Stop: the failure tells of all batches', async () => {
			await laboratory.sandbox.reset({ attendanceRecords: [{ ids }, { ids: [ids[1]], about: { failsWith: 'the day is archived' } }] });
			const { error } = await laboratory.run(refused);

			assert.equal(error.message, '3 of 4 attendance records deleted, 1 refused. The day is archived.');
			assert.match(error.description, new RegExp(ids[1]));
		});
	});
}
