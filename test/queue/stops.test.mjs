import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { current } from '../laboratory/lines.mjs';
import { QueueLaboratory } from '../laboratory/queue.mjs';
import { tellReturn } from './figures.mjs';
import { assertAccounts, deletionsIn, deletionWith, ids, prepare, readRun, startAll } from './requests.mjs';

/** How soon n8n takes a worker for dead, in milliseconds: a fraction of its defaults, so that the test need not wait for a minute. */
const impatience = { QUEUE_WORKER_LOCK_DURATION: '15000', QUEUE_WORKER_LOCK_RENEW_TIME: '3000', QUEUE_WORKER_STALLED_INTERVAL: '5000' };

describe('a worker that ends while its executions run', () => {
	const laboratory = new QueueLaboratory(current, impatience);

	before(async () => {
		await laboratory.open();
		await laboratory.startWorker('worker 1');
	});
	after(() => laboratory.close());

	test('killed: its executions report nothing, and another run with Already Gone Counts as Deleted accounts for all', async () => {
		const { sandbox } = laboratory;
		const worker = await laboratory.startWorker('worker 2');
		const workflow = await laboratory.publish('killed', deletionWith());
		const again = await laboratory.publish('again', deletionWith({ alreadyGone: true }));
		await prepare(sandbox);

		const count = await startAll(workflow);
		await laboratory.waitForCalls('attendanceRecord', 150);
		await laboratory.killWorker(worker);
		const killedAt = Date.now();
		const runs = (await workflow.finish(count)).map(readRun);
		const callsBefore = await sandbox.calls('attendanceRecord');
		tellReturn('One of two workers killed', callsBefore, killedAt);

		const lost = runs.filter(({ status }) => status !== 'success');
		assert.ok(lost.length > 0, 'executions were lost');
		for (const { status, records } of lost) assert.deepEqual([status, records], ['error', []]);
		const survivors = runs.filter(({ status }) => status === 'success');
		for (const run of survivors) assertAccounts(run, ['deleted']);

		const repeats = (await again.finish(await startAll(again))).map(readRun);
		for (const run of repeats) assertAccounts(run, ['deleted', 'already_gone']);
		const records = repeats.flatMap((run) => run.records);
		assert.deepEqual(records.map(({ record_id }) => record_id).sort(), ids);
		assert.deepEqual((await sandbox.state()).attendanceRecords, []);

		const deletions = deletionsIn(await sandbox.calls('attendanceRecord'));
		const last = callsBefore.at(-1).sequence;
		for (const { record_id, status } of records) {
			assert.equal(status, deletions.get(record_id) > last ? 'deleted' : 'already_gone', `${record_id} is reported as what it was`);
		}
		for (const { record_id } of survivors.flatMap((run) => run.records)) assert.ok(deletions.get(record_id) <= last);
	});

	test('stopped: it finishes what it has begun, and the other one goes on', async () => {
		const { sandbox } = laboratory;
		// With few executions at a time, they are over before n8n's patience is.
		const worker = await laboratory.startWorker('worker 3', 2);
		const workflow = await laboratory.publish('stopped', deletionWith());
		await prepare(sandbox);

		const count = await startAll(workflow);
		await laboratory.waitForCalls('attendanceRecord', 100);
		await laboratory.stopWorker(worker);
		const stoppedAt = Date.now();
		assert.equal(await worker.exited, 0, 'it has ended by itself');
		const runs = (await workflow.finish(count)).map(readRun);
		const calls = await sandbox.calls('attendanceRecord');
		tellReturn('One of two workers stopped', calls, stoppedAt);

		for (const run of runs) assertAccounts(run, ['deleted']);
		assert.deepEqual(runs.flatMap(({ asked }) => asked).sort(), ids);
		assert.ok(runs.some((run) => run.worker === 'worker 3'));
		assert.deepEqual((await sandbox.state()).attendanceRecords, []);
	});
});
