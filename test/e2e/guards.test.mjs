import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { byId } from '../laboratory/workflow.mjs';

const calendar = 'feishu.cn_e2e@group.calendar.feishu.cn';
const event = 'e2e-event_0';
const task = '83912691-2e43-47fc-94a4-d512e03984fa';
const cards = [
	{ bizId: 'card', userId: 'ou_1' },
	{ bizId: 'card', userId: 'ou_2' },
];
const attendees = [
	{ attendeeId: 'user_boss', target: 'ou_boss' },
	{ attendeeId: 'user_guest', target: 'ou_guest' },
];
/** All but three follow already. */
const crowd = Array.from({ length: 100 }, (_, index) => `ou_${index}`);
const world = {
	feedCards: cards,
	events: [{ calendarId: calendar, eventId: event, attendees }],
	tasks: [{ taskId: task, followers: crowd.slice(3) }],
	batchMessages: [{ id: 'bm-e2e', recipients: 1_000 }],
};

for (const line of lines) {
	describe(`who is to be kept is kept in ${line.name}`, () => {
		const laboratory = Laboratory.shared(line);
		const onError = 'continueRegularOutput';
		const cardsOf = (neverDelete) =>
			laboratory.prepare({
				node: 'feishuAppFeedCard',
				onError,
				items: [{}],
				parameters: { feedCards: { cards: [{ bizId: 'card', userIds: 'ou_1, ou_2' }] }, options: { neverDelete } },
			});
		const unclear = cardsOf('ou_1; ou_2');
		const attendeesBut = (neverDelete) =>
			laboratory.prepare({
				node: 'feishuCalendarEventAttendee',
				onError,
				items: [{ id: 'user_boss' }, { id: 'user_guest' }],
				parameters: { calendarId: byId(calendar), eventId: byId(event), attendeeIds: '={{ $json.id }}', options: { neverDelete } },
			});
		const kept = attendeesBut('ou_boss');
		const unmatched = attendeesBut('on_boss');
		const onlyThese = laboratory.prepare({
			node: 'feishuCalendarEventAttendee',
			onError,
			items: [{}],
			parameters: {
				operation: 'getAll',
				scope: 'period',
				calendarId: byId(calendar),
				periodFrom: '2027-03-01T00:00:00+08:00',
				periodTo: '2027-04-01T00:00:00+08:00',
				options: { onlyThese: 'on_boss' },
			},
		});
		const putBack = laboratory.prepare({
			node: 'feishuTaskFollower',
			onError,
			items: [{ ids: crowd }],
			parameters: { operation: 'create', taskId: byId(task), followers: '={{ $json.ids }}' },
		});
		const recall = laboratory.prepare({
			node: 'feishuBatchMessage',
			onError,
			items: [{ id: 'bm-e2e' }],
			parameters: { batchMessageId: '={{ $json.id }}', options: { waitUntilRecalled: true, longestWait: 5 } },
		});
		const statusesOf = (items) => items.map(({ json }) => json.status);
		const sent = async (endpoint) => (await laboratory.sandbox.calls(endpoint)).length;

		before(() => laboratory.open());
		after(() => laboratory.close());

		test('a list of Never Delete that cannot be taken apart stops the run', async () => {
			await laboratory.sandbox.reset(world);

			const { outputs } = await laboratory.run(unclear);
			assert.deepEqual([...new Set(statusesOf(outputs[0]))], ['refused']);
			assert.match(outputs[0][0].json.reason, /Never Delete/);
			assert.equal(await sent('appFeedCard'), 0);
		});

		test('a person is kept behind an attendee ID', async () => {
			await laboratory.sandbox.reset(world);

			const { outputs } = await laboratory.run(kept);
			assert.deepEqual(statusesOf(outputs[0]), ['not_sent', 'deleted']);
		});

		test('an ID that can match nobody stops the run', async () => {
			await laboratory.sandbox.reset(world);

			const { outputs } = await laboratory.run(unmatched);
			assert.deepEqual(statusesOf(outputs[0]), ['not_sent', 'not_sent']);
			assert.match(outputs[0][0].json.reason, /on_boss/);
			assert.equal(await sent('calendarEventAttendee'), 0);
		});

		test('a filter that can match nobody says so', async () => {
			await laboratory.sandbox.reset(world);

			const { outputs } = await laboratory.run(onlyThese);
			assert.deepEqual(statusesOf(outputs[0]), ['refused']);
			assert.match(outputs[0][0].json.reason, /Only These/);
			assert.equal((await laboratory.sandbox.calls()).filter((call) => call.endpoint !== 'tenantToken').length, 0);
		});

		test('followers who are put back a second time are all there', async () => {
			await laboratory.sandbox.reset(world);
			await laboratory.sandbox.options({ answers: { existingFollowers: 'refuse' } });

			const { outputs } = await laboratory.run(putBack);
			const created = outputs[0].filter(({ json }) => json.status === 'created').map(({ json }) => json.follower_id);
			assert.deepEqual(created, crowd.slice(0, 3));
			assert.equal((await laboratory.sandbox.state()).tasks[0].followers.length, 100);
		});

		test('a message is not recalled while it is still being sent', async () => {
			await laboratory.sandbox.reset(world);
			await laboratory.sandbox.fault({
				endpoint: 'batchMessageProgress',
				kind: 'answer',
				on: 'every',
				body: {
					code: 0,
					data: {
						batch_message_send_progress: { valid_user_ids_count: 1_000, success_user_ids_count: 10, read_user_ids_count: 0 },
						batch_message_recall_progress: { recall: true, recall_count: 10 },
					},
				},
			});

			const { outputs } = await laboratory.run(recall);
			assert.deepEqual(statusesOf(outputs[0]), ['recall_requested']);
		});
	});
}
