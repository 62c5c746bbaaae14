import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { tenantCredential } from '../laboratory/sandbox.mjs';
import { byId } from '../laboratory/workflow.mjs';

const task = 'e2e-task';
const ids = ['6709359313699356941', '6709359313699356942'];
const records = { attendanceRecords: [{ ids }] };

/** As the API Explorer would show it. */
const given = 't-e2e0000000000000000000000000000000000';

for (const line of lines) {
	describe(`tenant tokens in ${line.name}`, () => {
		const laboratory = Laboratory.shared(line);
		const delete2 = { node: 'feishuAttendanceRecord', parameters: { recordIds: '={{ $json.id }}' }, items: ids.map((id) => ({ id })) };
		const renewing = laboratory.prepare(delete2);
		const wrong = laboratory.prepare(delete2, (sandbox) => tenantCredential(sandbox, { appSecret: 'another' }));
		const ready = laboratory.prepare(
			{
				node: 'feishuTaskFollower',
				parameters: { taskId: byId(task), followerIds: '={{ $json.id }}' },
				items: [{ id: 'ou_lin' }],
				authentication: 'feishuAccessTokenApi',
			},
			(sandbox) => ({ type: 'feishuAccessTokenApi', data: { region: 'custom', baseUrl: sandbox, accessToken: given } }),
		);

		before(() => laboratory.open());
		after(() => laboratory.close());

		test('a token that Feishu rejects with HTTP 400 is renewed once, and the new one stored', async () => {
			const { sandbox } = laboratory;
			const steps = async () => (await sandbox.calls()).map(({ endpoint, code }) => [endpoint, code]);

			await sandbox.reset(records);
			assert.equal((await laboratory.run(renewing)).error, undefined);
			assert.deepEqual(await steps(), [
				['tenantToken', 0],
				['attendanceRecord', 0],
			]);

			await sandbox.seed(records);
			await sandbox.fault({ kind: 'token', status: 400, code: 99991663, endpoint: 'attendanceRecord', on: 1 });
			const { error, outputs } = await laboratory.run(renewing);
			assert.equal(error, undefined);
			assert.deepEqual(
				outputs[0].map(({ json }) => json.status),
				['deleted', 'deleted'],
			);
			assert.deepEqual((await steps()).slice(2), [
				['attendanceRecord', 99991663],
				['tenantToken', 0],
				['attendanceRecord', 0],
			]);

			await sandbox.seed(records);
			assert.equal((await laboratory.run(renewing)).error, undefined);
			assert.deepEqual((await steps()).slice(5), [['attendanceRecord', 0]], 'the stored token still works');
			const calls = await sandbox.calls('attendanceRecord');
			assert.equal(calls[3].headers.authorization, calls[2].headers.authorization);
			assert.notEqual(calls[2].headers.authorization, calls[1].headers.authorization);
		});

		test("a wrong secret shows Feishu's own message, and nothing is deleted", async () => {
			await laboratory.sandbox.reset(records);
			const { error } = await laboratory.run(wrong);

			assert.match(`${error.message} ${error.description}`, /10014/);
			assert.deepEqual(await laboratory.sandbox.calls('attendanceRecord'), []);
		});

		test('a token that one already has is used as it is, and its end is told', async () => {
			const world = { tasks: [{ taskId: task, followers: ['ou_lin'] }] };
			await laboratory.sandbox.reset({ ...world, tenantTokens: [{ token: given }] });
			const { error, outputs } = await laboratory.run(ready);
			assert.equal(error, undefined);
			assert.deepEqual(
				outputs[0].map(({ json }) => json.status),
				['deleted'],
			);

			await laboratory.sandbox.reset(world);
			const ended = await laboratory.run(ready);
			assert.match(`${ended.error.message} ${ended.error.description}`, /token/);
			assert.deepEqual(await laboratory.sandbox.calls('tenantToken'), []);
			assert.equal((await laboratory.sandbox.calls('taskFollower')).length, 1);
		});
	});
}
