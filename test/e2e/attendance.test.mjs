import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';

const id = '6709359313699356941';

for (const line of lines) {
	describe(`attendance records in ${line.name}`, () => {
		const laboratory = Laboratory.shared(line);
		const parts = { node: 'feishuAttendanceRecord', onError: 'continueRegularOutput' };
		const deletion = { ...parts, parameters: { recordIds: '={{ $json.id }}' }, items: [{ id }] };
		const deleting = ['resetBefore', 'resetAfter'].map((kind) => [kind, laboratory.prepare(deletion)]);
		const punch = {
			operation: 'create',
			source: 'fields',
			employeeId: '={{ $json.id }}',
			creatorId: 'emp_admin',
			locationName: 'Head office',
			checkTime: '2026-01-01T09:00:00',
			comment: 'In',
			additionalFields: {},
		};
		const importing = laboratory.prepare({ ...parts, parameters: punch, items: [{ id: 'emp_1' }] });
		const importingNow = laboratory.prepare({
			node: 'feishuAttendanceRecord',
			parameters: { ...punch, checkTime: '={{ $now }}' },
			items: [{ id: 'emp_1' }],
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1_000 },
		});

		before(() => laboratory.open());
		after(() => laboratory.close());

		const punches = async () => (await laboratory.sandbox.state()).attendanceRecords;

		for (const [kind, workflow] of deleting) {
			const isDeleted = kind === 'resetAfter';
			test(`a reason of Feishu’s own on a repeat settles nothing, a look does: ${isDeleted ? 'deleted' : 'still there'}`, async () => {
				await laboratory.sandbox.reset({ attendanceRecords: [{ ids: [id] }] });
				await laboratory.sandbox.fault({ endpoint: 'attendanceRecord', kind, on: 1 });
				const msg = JSON.stringify({ [id]: 'attendance group not found' });
				const body = { msg, data: { success_record_ids: [], fail_record_ids: [id] } };
				await laboratory.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'answer', done: false, body, on: 2 });

				const { outputs } = await laboratory.run(workflow);
				const [{ json }] = outputs[0];
				assert.deepEqual([json.status, json.deleted, json.confirmed_by], [isDeleted ? 'deleted' : 'refused', isDeleted, 'read']);
				assert.equal((await punches()).length, isDeleted ? 0 : 1);
			});
		}

		test('a punch is imported though Feishu does not say whose it is', async () => {
			await laboratory.sandbox.reset({});
			await laboratory.sandbox.fault({ endpoint: 'attendanceImport', kind: 'omit', field: 'user_id', on: 'every' });

			const { outputs } = await laboratory.run(importing);
			const [{ recordId }] = await punches();
			assert.deepEqual([outputs[0][0].json.status, outputs[0][0].json.record_id], ['created', recordId]);
		});

		test('a punch of now is imported once, whatever the time is in the next try', async () => {
			await laboratory.sandbox.reset({});
			await laboratory.sandbox.fault({ endpoint: 'attendanceImport', kind: 'resetAfter', on: [1, 2, 3, 4] });
			await laboratory.sandbox.fault({ endpoint: 'attendanceQuery', kind: 'code', code: 99991672, status: 400, on: 'every' });

			const { error, outputs } = await laboratory.run(importingNow);
			assert.equal(error, undefined, error?.message);
			assert.equal((await laboratory.sandbox.calls('attendanceImport')).length, 5);
			const [{ recordId, checkTime }, ...others] = await punches();
			assert.deepEqual(others, []);
			const [{ json }] = outputs[0];
			assert.deepEqual([json.status, json.record_id, json.check_time], ['created', recordId, checkTime]);
		});
	});
}
