import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { current } from '../laboratory/lines.mjs';
import { grantedCredential } from '../laboratory/person.mjs';
import { QueueLaboratory } from '../laboratory/queue.mjs';
import { tenantCredential } from '../laboratory/sandbox.mjs';
import { SandboxControl } from '../laboratory/sandboxControl.mjs';
import { byId } from '../laboratory/workflow.mjs';
import { tellFigures, tooSoon } from './figures.mjs';
import { assertAccounts, deletionWith, ids, prepare, readRun, startAll } from './requests.mjs';

const names = ['worker 1', 'worker 2'];
const tasks = Array.from({ length: 8 }, (_, index) => ({ taskId: `task-${index}`, followers: ['ou_lin'] }));

/** One of a person whose access token is worth nothing any more when it is first used. */
async function expiredCredential(url) {
	const sandbox = new SandboxControl(url);
	await sandbox.options({ userTokenSeconds: 1 });
	const credential = await grantedCredential(url);
	await sandbox.options({ userTokenSeconds: 7_200 });
	return credential;
}

describe('two workers', () => {
	const laboratory = new QueueLaboratory(current);
	const workersOf = (runs) => [...new Set(runs.map(({ worker }) => worker))].sort();

	before(async () => {
		await laboratory.open({ app: tenantCredential, person: expiredCredential });
		await Promise.all(names.map((name) => laboratory.startWorker(name)));
	});
	after(() => laboratory.close());

	test('that find the same token of a person expired lose none to a refresh token that works once', async () => {
		const { sandbox } = laboratory;
		// So slow that all executions have sent the expired token before one of them knows.
		await sandbox.options({ latencyMs: 1_000 });
		await sandbox.seed({ tasks });
		const workflow = await laboratory.publish('person', {
			node: 'feishuTaskFollower',
			parameters: { taskId: byId('={{ $json.task }}'), followerIds: '={{ $json.follower }}' },
			authentication: 'feishuOAuth2Api',
			credential: 'person',
		});
		const renewals = async () => (await sandbox.calls('oauthToken')).filter(({ body }) => body.grant_type === 'refresh_token');
		await Promise.all(tasks.map(({ taskId }) => workflow.start({ task: taskId, follower: 'ou_lin' })));
		const runs = (await workflow.finish(tasks.length)).map(readRun);

		assert.deepEqual(
			runs.map(({ status, records }) => [status, records.map((record) => record.status)]),
			tasks.map(() => ['success', ['deleted']]),
		);
		assert.deepEqual(workersOf(runs), names);
		const refused = (await sandbox.calls('taskFollower')).filter(({ code }) => code !== 0);
		assert.ok(refused.length > 1, 'several have met the expired token');
		const codes = (await renewals()).map(({ code }) => code);
		assert.ok(codes.includes(0));

		const [{ taskId }] = tasks;
		await sandbox.seed({ tasks });
		await workflow.start({ task: taskId, follower: 'ou_lin' });
		const [next] = (await workflow.finish(tasks.length + 1)).map(readRun);
		assert.deepEqual([next.status, next.records[0].status], ['success', 'deleted']);
		assert.equal((await renewals()).length, codes.length, 'the token that is stored works');
	});

	test('that share an app delete each of 5,000 records once, whatever is refused for the rate', async () => {
		const { sandbox } = laboratory;
		await prepare(sandbox);
		const workflow = await laboratory.publish('app', deletionWith());
		const runs = (await workflow.finish(await startAll(workflow))).map(readRun);
		const calls = await sandbox.calls('attendanceRecord');
		tellFigures('Two workers', calls);

		for (const run of runs) assertAccounts(run, ['deleted']);
		assert.deepEqual(runs.flatMap(({ asked }) => asked).sort(), ids);
		assert.deepEqual(workersOf(runs), names);

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
