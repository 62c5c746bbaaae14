import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { composeWorkflow } from '../laboratory/workflow.mjs';

const ids = Array.from({ length: 12 }, (_, index) => `67093593136993569${41 + index}`);

for (const line of lines) {
	describe(`sub-workflows in ${line.name}`, () => {
		const laboratory = new Laboratory(line);
		const parts = {
			start: 'subWorkflow',
			node: 'feishuAttendanceRecord',
			parameters: { recordIds: '={{ $json.id }}' },
			onError: 'continueRegularOutput',
		};
		const credential = laboratory.prepare(parts);
		const parent = laboratory.prepare({
			items: ids.map((id) => ({ id })),
			subWorkflow: composeWorkflow({ ...parts, id: credential, credential }),
		});

		before(() => laboratory.open());
		after(() => laboratory.close());

		test('the items that a sub-workflow is given share calls, and each gets its own record back', async () => {
			const { sandbox } = laboratory;
			await sandbox.reset({ attendanceRecords: [{ ids: ids.slice(1) }] });
			// n8n 2.x runs an inline sub-workflow with the credentials of the person who started it: from the
			// command line, that is nobody.
			const { error, outputs } = line.inlineNeedsOwner
				? await laboratory.runIn(await laboratory.serve(), parent)
				: await laboratory.run(parent);
			assert.equal(error, undefined);
			assert.deepEqual(
				outputs[0].map(({ json }) => [json.record_id, json.status]),
				ids.map((id, index) => [id, index === 0 ? 'refused' : 'deleted']),
			);
			assert.equal((await sandbox.calls('attendanceRecord')).length, 2);
		});
	});
}
