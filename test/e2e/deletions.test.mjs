import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from './laboratory.mjs';
import { lines } from './lines.mjs';
import { byId } from './workflow.mjs';

const calendar = 'feishu.cn_e2e@group.calendar.feishu.cn';
const event = 'e2e-event_0';
const task = '83912691-2e43-47fc-94a4-d512e03984fa';

/** One of each deletion: what is there, what is asked, what goes over the wire, and what comes of each record. */
const deletions = [
	{
		node: 'feishuAttendanceRecord',
		endpoint: 'attendanceRecord',
		world: { attendanceRecords: [{ ids: ['6709359313699356941'] }, { ids: ['6709359313699356942'], about: { failsWith: 'the day is archived' } }] },
		parameters: { recordIds: '={{ $json.id }}' },
		items: [{ id: '6709359313699356941' }, { id: '6709359313699356942' }],
		wire: {
			method: 'POST',
			path: '/open-apis/attendance/v1/user_flows/batch_del',
			query: {},
			body: { record_ids: ['6709359313699356941', '6709359313699356942'] },
		},
		records: [
			{ record_id: '6709359313699356941', status: 'deleted' },
			{ record_id: '6709359313699356942', status: 'refused', code: null, reason: 'the day is archived' },
		],
		left: ({ attendanceRecords }) => attendanceRecords.map(({ recordId }) => recordId),
		remains: ['6709359313699356942'],
	},
	{
		node: 'feishuCalendarEventAttendee',
		endpoint: 'calendarEventAttendee',
		world: { events: [{ calendarId: calendar, eventId: event, attendees: ['user_ou_lin', 'user_ou_zhou', 'third_party_a@example.com'] }] },
		parameters: {
			calendarId: byId(calendar),
			eventId: byId(event),
			attendeeIds: '={{ $json.id }}',
			deleteIds: { ids: [{ type: 'third_party', thirdPartyEmail: 'a@example.com' }] },
			options: { needNotification: false },
		},
		items: [{ id: 'user_ou_lin' }],
		wire: {
			method: 'POST',
			path: '/open-apis/calendar/v4/calendars/feishu.cn_e2e@group.calendar.feishu.cn/events/e2e-event_0/attendees/batch_delete',
			query: {},
			body: {
				attendee_ids: ['user_ou_lin'],
				delete_ids: [{ type: 'third_party', third_party_email: 'a@example.com' }],
				need_notification: false,
			},
		},
		records: [
			{ calendar_id: calendar, event_id: event, attendee_id: 'user_ou_lin', status: 'deleted' },
			{ calendar_id: calendar, event_id: event, type: 'third_party', third_party_email: 'a@example.com', status: 'deleted' },
		],
		left: ({ calendars }) => calendars[0].events[0].attendees.map(({ attendeeId }) => attendeeId),
		remains: ['user_ou_zhou'],
	},
	{
		node: 'feishuTaskFollower',
		endpoint: 'taskFollower',
		world: { tasks: [{ taskId: task, followers: ['ou_lin', 'ou_zhou'] }] },
		parameters: { taskId: byId(task), followerIds: '={{ $json.ids }}', options: { userIdType: 'open_id' } },
		items: [{ ids: ['ou_lin'] }],
		wire: {
			method: 'POST',
			path: `/open-apis/task/v1/tasks/${task}/batch_delete_follower`,
			query: { user_id_type: 'open_id' },
			body: { id_list: ['ou_lin'] },
		},
		records: [{ task_id: task, follower_id: 'ou_lin', status: 'deleted' }],
		left: ({ tasks }) => tasks[0].followers.map(({ openId }) => openId),
		remains: ['ou_zhou'],
	},
	{
		node: 'feishuAppFeedCard',
		endpoint: 'appFeedCard',
		world: { feedCards: [{ bizId: 'a, b', userId: 'ou_lin' }, { bizId: 'a, b', userId: 'ou_zhou', reason: 'NO_PERMISSION' }] },
		parameters: { feedCards: { cards: [{ bizId: '={{ $json.card }}', userIds: '={{ $json.users }}' }] } },
		items: [{ card: 'a, b', users: 'ou_lin, ou_zhou' }],
		wire: {
			method: 'DELETE',
			path: '/open-apis/im/v2/app_feed_card/batch',
			query: {},
			body: { feed_cards: [{ biz_id: 'a, b', user_id: 'ou_lin' }, { biz_id: 'a, b', user_id: 'ou_zhou' }] },
		},
		records: [
			{ biz_id: 'a, b', user_id: 'ou_lin', status: 'deleted' },
			{ biz_id: 'a, b', user_id: 'ou_zhou', status: 'refused', code: 1, reason: 'NO_PERMISSION' },
		],
		left: ({ feedCards }) => feedCards.map(({ openId }) => openId),
		remains: ['ou_zhou'],
	},
	{
		node: 'feishuBatchMessage',
		endpoint: 'batchMessage',
		world: { batchMessages: [{ id: 'bm-recent' }] },
		parameters: { batchMessageId: '={{ $json.id }}' },
		items: [{ id: 'bm-recent' }],
		wire: { method: 'DELETE', path: '/open-apis/im/v1/batch_messages/bm-recent', query: {} },
		records: [{ batch_message_id: 'bm-recent', status: 'recall_requested' }],
		left: ({ batchMessages }) => batchMessages.filter(({ recalledAt }) => recalledAt === undefined).map(({ id }) => id),
		remains: [],
	},
];

for (const line of lines) {
	describe(`deletions in ${line.name}`, () => {
		const laboratory = new Laboratory(line);
		const prepared = deletions.map((deletion) => [deletion, laboratory.prepare({ ...deletion, onError: 'continueRegularOutput' })]);

		before(() => laboratory.open());
		after(() => laboratory.close());

		for (const [{ node, endpoint, world, wire, records, left, remains }, workflow] of prepared) {
			test(`${node} deletes, and tells what became of each record`, async () => {
				await laboratory.sandbox.reset(world);
				const { error, outputs } = await laboratory.run(workflow);

				assert.equal(error, undefined);
				assert.deepEqual(await laboratory.sandbox.wire(endpoint), [wire]);
				assert.deepEqual(outputs[0].map(({ json }) => withoutAdvice(json)), records.map(complete));
				for (const { json } of outputs[0]) assertAdvised(json);
				assert.deepEqual(left(await laboratory.sandbox.state()), remains);
			});
		}
	});
}

/** A record's output in full; what all went well with has no code and no reason. */
function complete(record) {
	return { ...(record.status !== 'recall_requested' && { deleted: record.status === 'deleted' }), code: null, reason: null, ...record };
}

function withoutAdvice(json) {
	const { what_to_do: advice, log_id: logId, ...rest } = json;
	assert.ok(advice !== undefined && logId !== undefined);
	return rest;
}

/** Advice stands where something is to be done, and there alone; the log ID always. */
function assertAdvised({ status, what_to_do: advice, log_id: logId }) {
	assert.match(logId, /^\d{14}[0-9A-F]{20}$/);
	if (status === 'refused') assert.match(advice, /\w+\./);
	else assert.equal(advice, null);
}
