import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { current } from '../laboratory/lines.mjs';
import { QueueLaboratory } from '../laboratory/queue.mjs';
import { tellFigures, tooSoon } from './figures.mjs';
import { assertAccounts, deletionWith, ids, prepare, readRun, startAll } from './requests.mjs';

describe('two workers that share an app', () => {
	const laboratory = new QueueLaboratory(current);

	before(async () => {
		await laboratory.open();
		await Promise.all(['worker 1', 'worker 2'].map((name) => laboratory.startWorker(name)));
	});
	after(() => laboratory.close());

	test('delete each of 5,000 records once, whatever is refused for the rate', async () => {
		const { sandbox } = laboratory;
		await prepare(sandbox);
		const workflow = await laboratory.publish('shared', deletionWith());
		const runs = (await workflow.finish(await startAll(workflow))).map(readRun);
		const calls = await sandbox.calls('attendanceRecord');
		tellFigures('Two workers', calls);

		for (const run of runs) assertAccounts(run, ['deleted']);
		assert.deepEqual(runs.flatMap(({ asked }) => asked).sort(), ids);
		assert.deepEqual([...new Set(runs.map(({ worker }) => worker))].sort(), ['worker 1', 'worker 2']);

		assert.deepEqual(
			calls.filter(({ code }) => code !== 0 && code !== tooSoon),
			[],
			'no call is refused but for the rate',
		);
		const sent = calls.filter(({ code }) => code === 0).flatMap(({ body }) => body.record_ids);
		assert.deepEqual(sent.sort(), ids, 'each record is in one call that Feishu accepted');
		assert.deepEqual((await sandbox.state()).attendanceRecords, []);
	});
});
