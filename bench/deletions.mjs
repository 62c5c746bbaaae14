import { byId } from '../test/e2e/workflow.mjs';

const calendar = 'feishu.cn_bench@group.calendar.feishu.cn';
const event = 'bench-event_0';
const task = 'bench-task';
const user = 'ou_bench';

const tenPerSecond = [{ calls: 10, perMs: 1_000 }];
const fiftyPerSecond = [{ calls: 50, perMs: 1_000 }, { calls: 1_000, perMs: 60_000 }];

/**
 * @typedef {object} Deletion
 * @property {string} name - as `--only` takes it
 * @property {string} title
 * @property {string} endpoint - its name in the sandbox's log
 * @property {number} refuses - a documented code that may concern a single record
 * @property {number} limit - records of one call. From the documentation, not from the nodes: a wrong constant there has to show
 * @property {{ calls: number, perMs: number }[]} rates - documented, all to be held at once
 * @property {boolean} oneAtATime - calls to one target must not overlap
 * @property {(index: number) => string} id
 * @property {(ids: string[]) => object} world - what has to be there, as the sandbox's control route takes it
 * @property {(state: object) => number} left - how many of them the sandbox still has
 * @property {string} node - our node
 * @property {object} parameters - its fields, for an item `{ id }`
 * @property {{ method: string, path: string, body?: string }} request - the same for an HTTP Request node
 */

/** @type {Deletion[]} */
export const deletions = [
	{
		name: 'attendance',
		title: 'Attendance records',
		endpoint: 'attendanceRecord',
		refuses: 1220001,
		limit: 10,
		rates: tenPerSecond,
		oneAtATime: false,
		id: (index) => `67${String(index).padStart(17, '0')}`,
		world: (ids) => ({ attendanceRecords: [{ ids }] }),
		left: ({ attendanceRecords }) => attendanceRecords.length,
		node: 'feishuAttendanceRecord',
		parameters: { recordIds: '={{ $json.id }}' },
		request: { method: 'POST', path: '/attendance/v1/user_flows/batch_del', body: '{ "record_ids": ["{{ $json.id }}"] }' },
	},
	{
		name: 'attendee',
		title: 'Attendees of one event',
		endpoint: 'calendarEventAttendee',
		refuses: 190002,
		limit: 500,
		rates: fiftyPerSecond,
		oneAtATime: true,
		id: (index) => `user_ou_${index}`,
		world: (ids) => ({ events: [{ calendarId: calendar, eventId: event, attendees: ids }] }),
		left: ({ calendars }) => calendars[0].events[0].attendees.length,
		node: 'feishuCalendarEventAttendee',
		parameters: { calendarId: byId(calendar), eventId: byId(event), attendeeIds: '={{ $json.id }}' },
		request: {
			method: 'POST',
			path: `/calendar/v4/calendars/${calendar}/events/${event}/attendees/batch_delete`,
			body: '{ "attendee_ids": ["{{ $json.id }}"] }',
		},
	},
	{
		name: 'follower',
		title: 'Followers of one task',
		endpoint: 'taskFollower',
		refuses: 1470712,
		// The page gives no limit. 100 is what this package allows itself.
		limit: 100,
		rates: fiftyPerSecond,
		oneAtATime: true,
		id: (index) => `ou_${index}`,
		world: (ids) => ({ tasks: [{ taskId: task, followers: ids }] }),
		left: ({ tasks }) => tasks[0].followers.length,
		node: 'feishuTaskFollower',
		parameters: { taskId: byId(task), followerIds: '={{ $json.id }}' },
		request: { method: 'POST', path: `/task/v1/tasks/${task}/batch_delete_follower`, body: '{ "id_list": ["{{ $json.id }}"] }' },
	},
	{
		name: 'card',
		title: 'App feed cards',
		endpoint: 'appFeedCard',
		refuses: 230001,
		limit: 20,
		rates: tenPerSecond,
		oneAtATime: false,
		id: (index) => `card-${index}`,
		world: (ids) => ({ feedCards: ids.map((bizId) => ({ bizId, userId: user })) }),
		left: ({ feedCards }) => feedCards.length,
		node: 'feishuAppFeedCard',
		parameters: { feedCards: { cards: [{ bizId: '={{ $json.id }}', userIds: user }] } },
		request: {
			method: 'DELETE',
			path: '/im/v2/app_feed_card/batch',
			body: `{ "feed_cards": [{ "biz_id": "{{ $json.id }}", "user_id": "${user}" }] }`,
		},
	},
	{
		name: 'message',
		title: 'Batch messages',
		endpoint: 'batchMessage',
		refuses: 230009,
		limit: 1,
		rates: fiftyPerSecond,
		oneAtATime: false,
		id: (index) => `bm-${index}`,
		world: (ids) => ({ batchMessages: ids.map((id) => ({ id })) }),
		left: ({ batchMessages }) => batchMessages.filter(({ recalledAt }) => recalledAt === undefined).length,
		node: 'feishuBatchMessage',
		parameters: { batchMessageId: '={{ $json.id }}' },
		request: { method: 'DELETE', path: '/im/v1/batch_messages/{{ $json.id }}' },
	},
];

/**
 * The records that a run is to delete.
 * @param {Deletion} deletion
 * @param {number} count
 */
export function idsOf(deletion, count) {
	return Array.from({ length: count }, (_none, index) => deletion.id(index));
}
