import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

import { credentials, workflows } from '../../playground/examples.mjs';
import { findFault, mainWorkflow, readLeft, readRollback } from '../../playground/rollback.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { current } from '../laboratory/lines.mjs';

/** As `npm start` shows them: in the editor's server, started by their own triggers. */
describe('The example workflows', () => {
	const laboratory = new Laboratory(current);
	let editor;
	let examples;

	before(async () => {
		await laboratory.open();
		const { sandbox, address } = laboratory;
		examples = workflows(sandbox.url, address);
		await laboratory.import(credentials(sandbox.url), examples);
		editor = await laboratory.serve();
	});
	beforeEach(() => laboratory.sandbox.reset());
	after(() => laboratory.close());

	const example = (id) => examples.find((workflow) => workflow.id === id);
	const run = async (id) => {
		const { status, data } = await editor.run(example(id));
		assert.equal(status, 'success');
		const output = (node, index = 0) => data.resultData.runData[node][0].data.main[index].map(({ json }) => json);
		return { output };
	};

	test('roll back a bad attendance import', async () => {
		const rollback = readRollback(await editor.run(example(mainWorkflow)));

		assert.equal(rollback.asked.length, 15);
		assert.equal(findFault(rollback, await readLeft(laboratory.sandbox)), undefined);
		const [refused] = rollback.results.filter(({ status }) => status === 'refused');
		assert.match(findFault(rollback, [...rollback.asked]), /the sandbox still has other records/, 'the check itself can fail');
		assert.deepEqual(await readLeft(laboratory.sandbox), [refused.record_id]);
		const deleted = rollback.results.filter(({ status }) => status === 'deleted');
		assert.deepEqual(
			deleted.map(({ snapshot }) => snapshot.record_id),
			deleted.map(({ record_id: id }) => id),
			'a copy of each stays',
		);
	});

	test('take a person out of all future meetings', async () => {
		const { output } = await run('personOut0000001');

		const found = output('Find their meetings');
		assert.ok(found.length > 0);
		assert.ok(found.every(({ user_id: id }) => id === 'ou_lin'));
		assert.deepEqual(
			output('Rehearse').map(({ attendee_id: id, status }) => [id, status]),
			found.map(({ attendee_id: id }) => [id, 'dry_run']),
		);
		const [{ asked, deleted }] = output('Take them out');
		assert.deepEqual([asked, deleted], [found.length, found.length]);
		const { calendars } = await laboratory.sandbox.state();
		const left = (event) => calendars.flatMap(({ events }) => events).find(({ eventId }) => eventId === event).attendees;
		for (const { event_id: event } of found) assert.ok(left(event).every(({ target }) => target !== 'ou_lin'));
	});

	test('take the followers off finished tasks', async () => {
		const { output } = await run('tidyTasks0000001');

		const found = output('Followers of finished tasks');
		assert.ok(found.length > 0);
		const taken = output('Take them off');
		assert.deepEqual(
			taken.map(({ follower_id: id, status, snapshot }) => [id, status, snapshot !== undefined]),
			found.map(({ follower_id: id }) => [id, 'deleted', true]),
		);
		const { tasks } = await laboratory.sandbox.state();
		const followers = (task) => tasks.find(({ taskId }) => taskId === task).followers;
		for (const { task_id: task } of found) assert.deepEqual(followers(task), []);
	});

	test('take leavers out of an event and a task', async () => {
		const { output } = await run('leaversOut000001');

		assert.deepEqual(
			output('Take them out of the event').map(({ user_id: id, status }) => [id, status]),
			[['ou_zhou', 'deleted']],
		);
		assert.deepEqual(
			output('Take them off the task').map(({ follower_id: id, status }) => [id, status]),
			[['ou_zhou', 'deleted']],
		);
		const { calendars, tasks } = await laboratory.sandbox.state();
		assert.ok(!JSON.stringify(calendars[0].events[0].attendees).includes('zhou'));
		assert.deepEqual(
			calendars[0].events[0].deletions.map(({ needNotification }) => needNotification),
			[false],
		);
		assert.deepEqual(tasks[0].followers, [{ openId: 'ou_lin' }, { openId: 'ou_wang' }]);
	});

	test('clear feed cards when a case is closed', async () => {
		assert.ok((await editor.trigger(example('clearFeedCards01'))).waitingForWebhook);
		const { parameters } = example('clearFeedCards01').nodes.find(({ name }) => name === 'Note');
		const [, told] = /^curl (\S+)/m.exec(parameters.content);
		assert.equal(told, `${laboratory.address}/webhook-test/case-closed`);
		const answer = await fetch(told.replace('localhost', '127.0.0.1'), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ biz_id: 'sandbox-card-1', user_ids: ['ou_lin', 'ou_zhou'] }),
		});

		assert.deepEqual(
			(await answer.json()).map(({ user_id: id, status }) => [id, status]),
			[
				['ou_lin', 'deleted'],
				['ou_zhou', 'deleted'],
			],
		);
		assert.deepEqual(
			(await laboratory.sandbox.state()).feedCards.map(({ bizId }) => bizId),
			['sandbox-card-2'],
		);
	});

	test('recall a mass message', async () => {
		const { output } = await run('recallMessage001');

		assert.deepEqual(
			output('Recalled').map(({ batch_message_id: id, status }) => [id, status]),
			[['bm-sandbox-recent', 'recalled']],
		);
		assert.deepEqual(
			output('To be told by hand').map(({ error }) => [error.batch_message_id, error.status, error.code]),
			[['bm-sandbox-old', 'refused', 230009]],
		);
	});
});
