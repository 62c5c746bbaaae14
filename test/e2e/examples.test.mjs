import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

import { credentials, released, workflows } from '../../playground/examples.mjs';
import { deleting, findFault, mainWorkflow, readLeft, readRollback } from '../../playground/rollback.mjs';
import { Children } from '../laboratory/children.mjs';
import { Form } from '../laboratory/form.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { placesOf } from '../laboratory/places.mjs';

/** As `npm start` shows them: in the editor's server, started by their own triggers. */
for (const line of lines) {
	describe(`The example workflows in ${line.name}`, () => {
		const skip = !line.makesDataTables && 'the Data Table node of n8n 1.x makes no tables';
		const children = new Children();
		const laboratory = new Laboratory(line, children);
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
		/** Executes an example as it is, or with its deletion released. */
		const execute = async (id, deletion) => {
			const workflow = deletion === undefined ? example(id) : released(example(id), deletion);
			await editor.saveWorkflow(workflow);
			return await editor.run(workflow);
		};
		const run = async (id, deletion) => {
			const { status, data } = await execute(id, deletion);
			assert.equal(status, 'success');
			const output = (node, index = 0) => data.resultData.runData[node][0].data.main[index].map(({ json }) => json);
			return { output };
		};

		test('roll back a bad attendance import', async () => {
			const rehearsal = readRollback(await execute(mainWorkflow));
			assert.deepEqual([rehearsal.asked.length, rehearsal.counts.deleted], [15, 0], 'one click only rehearses');
			assert.equal((await readLeft(laboratory.sandbox)).length, 15);

			const rollback = readRollback(await execute(mainWorkflow, deleting));

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
			await run('personOut0000001');
			assert.equal((await laboratory.sandbox.calls('calendarEventAttendee')).length, 0, 'one click only rehearses');
			const { output } = await run('personOut0000001', 'Take them out');

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

		describe('cancel the meetings of a leaver', () => {
			const id = 'cancelLeaverMeet';
			const calendar = 'feishu.cn_lin@group.calendar.feishu.cn';
			const mockups = { calendarId: calendar, eventId: 'sandbox-mockups_0', summary: 'Mockups with Marketing' };
			const all = ['Design Handover', 'Mockups with Marketing', 'Lin / Zhou 1:1'];
			let form;

			before(async () => {
				form = new Form(`${laboratory.address}/form/cancel-meetings`, children);
				await editor.activate(id, () => form.isThere());
			});

			const left = async () => {
				const { calendars } = await laboratory.sandbox.state();
				const { events } = calendars.find(({ calendarId }) => calendarId === calendar);
				return events.filter(({ deleted }) => !deleted).map(({ summary }) => summary);
			};
			const cancelled = async () => {
				const [{ id: latest }] = await editor.listExecutions(id);
				const { data } = await editor.openExecution(latest);
				return data.resultData.runData.Cancel[0].data.main[0].map(({ json }) => json);
			};

			test('shows them, and has cancelled none by then', async () => {
				const { shown } = await form.fill(calendar);
				assert.ok(shown.includes(`3 of the calendar ${calendar} will be deleted for everybody.`));
				const time = String.raw`\d{4}-\d\d-\d\dT\d\d:00:00\+08:00`;
				for (const line of ['Design Handover', 'Mockups with Marketing', String.raw`Lin / Zhou 1:1 \(repeats: the whole series\)`])
					assert.match(shown, new RegExp(`${time} ${line}`));
				assert.deepEqual(await left(), all);
			});

			test('approved: they are cancelled, with a copy of each', async () => {
				const { page } = await form.fill(calendar);
				assert.match(await form.answer(page, 'Approve'), /3 of 3 cancelled/);
				assert.deepEqual(await left(), []);
				assert.deepEqual((await cancelled()).map(({ snapshot }) => snapshot.summary).toSorted(), all.toSorted());
			});

			test('approved, and one was cancelled in the meantime: the page says why', async () => {
				const { page } = await form.fill(calendar);
				await laboratory.sandbox.seed({ events: [{ ...mockups, deleted: true }] });
				const shown = await form.answer(page, 'Approve');
				assert.match(shown, /2 of 3 cancelled/);
				assert.match(shown, /Mockups with Marketing: Keep a Copy found no such record in Feishu\./);
				assert.match(shown, /1:1: The whole series was deleted\. Occurrences that were changed before are separate events and stay\./);
				assert.deepEqual(await left(), []);
			});

			test('rejected: nothing is sent', async () => {
				const { page } = await form.fill(calendar);
				assert.match(await form.answer(page, 'Reject'), /Nothing was cancelled/);
				assert.deepEqual(await laboratory.sandbox.calls('calendarEvent'), []);
				assert.deepEqual(await left(), all);
			});

			test('a calendar without meetings: the page says so', async () => {
				const empty = 'feishu.cn_empty@group.calendar.feishu.cn';
				await laboratory.sandbox.seed({ calendars: [{ calendarId: empty, role: 'writer' }] });
				const { shown } = await form.fill(empty);
				assert.ok(shown.includes(`The calendar ${empty} organizes no meetings in the next year.`));
			});
		});

		test('take the followers off finished tasks, and put them back from the data table', { skip }, async () => {
			const followers = async () => (await laboratory.sandbox.state()).tasks.map((task) => [task.taskId, task.followers]);
			const before = await followers();
			await run('tidyTasks0000001');
			assert.deepEqual(await followers(), before, 'one click only rehearses');

			const { output } = await run('tidyTasks0000001', 'Take them off');
			const found = output('Followers of finished tasks');
			assert.ok(found.length > 0);
			const namesOf = (items) => items.map(({ task_id: task, follower_id: id }) => [task, id]);
			assert.deepEqual(
				output('Take them off').map(({ follower_id: id, status }) => [id, status]),
				found.map(({ follower_id: id }) => [id, 'deleted']),
			);
			assert.deepEqual(namesOf(output('Keep the copies')), namesOf(found));
			const without = await followers();
			for (const { task_id: task } of found) assert.deepEqual(without.find(([id]) => id === task)[1], []);

			const back = await run('followersBack001');
			assert.deepEqual(
				back.output('Put them back').map(({ follower_id: id, status }) => [id, status]),
				found.map(({ follower_id: id }) => [id, 'created']),
			);
			assert.deepEqual(await followers(), before);
			assert.equal(back.output('Forget these copies').length, found.length);
			const { data } = await execute('followersBack001');
			assert.deepEqual(data.resultData.runData['Put them back'] ?? [], [], 'no copy is left');
		});

		test('take the followers off finished tasks with version 2', { skip }, async () => {
			const tasks = async () => (await laboratory.sandbox.state()).tasks.map((task) => [task.taskId, task.followers, task.collaborators]);
			const before = await tasks();
			await run('moveToMembers001');
			assert.deepEqual(await tasks(), before, 'one click only rehearses');

			const { output } = await run('moveToMembers001', 'Take them off');
			const found = output('Followers of finished tasks');
			assert.ok(found.length > 0);
			const namesOf = (items) => items.map(({ task_guid: task, member_id: id, role }) => [task, id, role]);
			assert.ok(found.every(({ role, completed }) => role === 'follower' && completed === true));
			assert.ok(output('Take them off').every(({ status }) => status === 'deleted'));
			assert.deepEqual(namesOf(output('Take them off')), namesOf(found));
			assert.deepEqual(namesOf(output('Keep the copies')), namesOf(found));
			const off = new Set(found.map(({ task_guid: task }) => task));
			assert.deepEqual(
				await tasks(),
				before.map(([id, followers, collaborators]) => [id, off.has(id) ? [] : followers, collaborators]),
			);
		});

		test('clear old records of a Base, and keep them in the data table', { skip }, async () => {
			const rows = async () => (await laboratory.sandbox.state()).bases[0].tables[0].records.map(({ recordId }) => recordId);
			const before = await rows();
			await run('clearOldRecords1');
			assert.deepEqual(await rows(), before, 'one click only rehearses');

			const { output } = await run('clearOldRecords1', 'Delete them');
			const found = output('Records older than 90 days').map(({ record_id: id }) => id);
			assert.ok(found.length > 0 && found.length < before.length);
			assert.deepEqual(
				output('Delete them').map(({ record_id: id, status }) => [id, status]),
				found.map((id) => [id, 'deleted']),
			);
			assert.deepEqual(
				output('Keep the copies').map(({ record_id: id }) => id),
				found,
			);
			assert.deepEqual(
				await rows(),
				before.filter((id) => !found.includes(id)),
			);
		});

		test('take leavers out of everything', async () => {
			const where = async (person) => placesOf(await laboratory.sandbox.state(), person);
			const others = { lin: await where('ou_lin'), wang: await where('ou_wang') };
			const before = await where('ou_zhou');

			const { output } = await run('leaversOut000001');

			assert.deepEqual(
				output('Who has left').map(({ Email }) => Email),
				['zhou@example.com'],
			);
			const after = await where('ou_zhou');
			assert.deepEqual([before.chats.length, after.chats], [3, ['Spring launch']]);
			assert.deepEqual([before.userGroups.length, after.userGroups], [2, []]);
			const [{ body }] = await laboratory.sandbox.calls('batchMessageSend');
			const [whom, ...lines] = body.content.text.split('\n');
			assert.equal(whom, 'zhou@example.com');
			assert.ok(lines.includes('Group chats: 2 of 3 removed'), body.content.text);
			assert.ok(lines.includes('User groups: 2 of 2 removed'), body.content.text);
			assert.match(body.content.text, /This person owns the group, and the owner cannot be removed\./);
			assert.deepEqual({ lin: await where('ou_lin'), wang: await where('ou_wang') }, others);
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

		test('recall what the bot posted by mistake', async () => {
			await run('botMessages00001');
			assert.equal((await laboratory.sandbox.calls('message')).length, 0, 'one click only rehearses');
			const { output } = await run('botMessages00001', 'Recall the messages');

			const ids = ['om_sandbox_1', 'om_sandbox_2', 'om_sandbox_3'];
			assert.deepEqual(
				output('What the bot posted').map(({ message_id: id }) => id),
				ids,
			);
			assert.deepEqual(
				output('Recall the messages').map(({ status, snapshot }) => [status, snapshot.message_id]),
				ids.map((id) => ['deleted', id]),
			);
			const { messages } = await laboratory.sandbox.state();
			assert.deepEqual(
				messages.filter(({ recalledAt }) => recalledAt !== undefined).map(({ messageId }) => messageId),
				ids,
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
}
