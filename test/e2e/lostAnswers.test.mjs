import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { findFreePort } from '../laboratory/ports.mjs';

const ids = ['6709359313699356941', '6709359313699356942'];
const token = 't-e2e0000000000000000000000000000000000';

for (const line of lines) {
	describe(`lost answers in ${line.name}`, () => {
		const laboratory = Laboratory.shared(line);
		const parts = { node: 'feishuAttendanceRecord', parameters: { recordIds: '={{ $json.id }}' }, items: ids.map((id) => ({ id })) };
		const deleting = laboratory.prepare({ ...parts, onError: 'continueRegularOutput' });
		const looking = laboratory.prepare({ ...parts, onError: 'continueRegularOutput' });
		const fetching = laboratory.prepare({ ...parts, onError: 'continueRegularOutput' });
		const refused = laboratory.prepare({ ...parts, onError: 'continueRegularOutput' });
		const unreachable = laboratory.prepare({ ...parts, authentication: 'feishuAccessTokenApi' }, async () => ({
			type: 'feishuAccessTokenApi',
			data: { region: 'custom', baseUrl: `http://127.0.0.1:${await findFreePort()}`, accessToken: token },
		}));
		const statuses = ({ outputs }) => outputs[0].map(({ json }) => json.status);

		before(() => laboratory.open());
		after(() => laboratory.close());

		const codes = async () => (await laboratory.sandbox.calls('attendanceRecord')).map(({ code }) => code);

		test('a call whose connection is cut is repeated', async () => {
			await laboratory.sandbox.reset({ attendanceRecords: [{ ids }] });
			await laboratory.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'resetBefore', on: 1 });

			assert.deepEqual(statuses(await laboratory.run(deleting)), ['deleted', 'deleted']);
			assert.equal((await codes()).at(-1), 0);
		});

		test('records are known to be deleted by a look, where no answer ever comes', async () => {
			// Not reset: the token of the call before still works, so that the very first call deletes.
			await laboratory.sandbox.seed({ attendanceRecords: [{ ids }] });
			await laboratory.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'resetAfter', on: 'every' });

			assert.deepEqual(statuses(await laboratory.run(deleting)), ['deleted', 'deleted']);
			assert.deepEqual((await laboratory.sandbox.state()).attendanceRecords, [], 'they are gone');
		});

		test('records are unknown, and never said to be not sent, where no look is answered either', async () => {
			await laboratory.sandbox.seed({ attendanceRecords: [{ ids }] });
			await laboratory.sandbox.fault({ endpoint: 'attendanceGet', kind: 'resetAfter', on: 'every' });

			assert.deepEqual(statuses(await laboratory.run(deleting)), ['unknown', 'unknown']);
			assert.deepEqual((await laboratory.sandbox.state()).attendanceRecords, [], 'they are gone');
		});

		test('records are known to be deleted by a second look, where the first comes before Feishu shows it', async () => {
			await laboratory.sandbox.reset({ attendanceRecords: [{ ids }] });
			await laboratory.sandbox.options({ lagMs: 3_000 });
			await laboratory.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'answer', body: { data: {} }, on: 'every' });

			const { outputs } = await laboratory.run(looking);
			assert.deepEqual(
				outputs[0].map(({ json }) => [json.status, json.confirmed_by]),
				ids.map(() => ['deleted', 'read']),
			);
			const looks = await laboratory.sandbox.calls('attendanceGet');
			assert.deepEqual(
				looks.map(({ code }) => code === 0),
				[true, true, false, false],
				'the first look still showed them',
			);
		});

		test('a token call that meets trouble of Feishu’s own is repeated', async () => {
			await laboratory.sandbox.reset({ attendanceRecords: [{ ids }] });
			await laboratory.sandbox.fault({ endpoint: 'tenantToken', kind: 'http500', on: 1 });

			assert.deepEqual(statuses(await laboratory.run(fetching)), ['deleted', 'deleted']);
		});

		test('a token that is refused is advised by Feishu’s code', async () => {
			await laboratory.sandbox.reset({ attendanceRecords: [{ ids }] });
			await laboratory.sandbox.fault({ endpoint: 'tenantToken', kind: 'code', code: 10014, on: 'every' });

			const { outputs } = await laboratory.run(refused);
			const [{ json }] = outputs[0];
			assert.deepEqual([json.status, json.code], ['not_sent', 10014]);
			assert.match(json.what_to_do, /App Secret/);
		});

		test('a host that refuses the connection is named', async () => {
			const { error } = await laboratory.run(unreachable);
			assert.match(`${error.message} ${error.description}`, /127\.0\.0\.1:\d+: The connection was refused/);
		});
	});
}
