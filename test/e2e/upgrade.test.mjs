/**
 * Workflows and credentials as the editors of both lines saved them with the first version of this package, at commit
 * bbac051, before there were other operations than the deletions: they must run as they did, for good.
 *
 * Nothing in the folder saved/ is ever changed. What a later version saves comes into a folder beside it.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';

const read = (path) => readFileSync(new URL(`saved/${path}`, import.meta.url), 'utf8');

/** What there is: the tokens that the credentials hold, and everything that the workflows ask for. */
const world = {
	people: ['lin', 'zhou'].map((name) => ({ openId: `ou_${name}`, unionId: `on_${name}`, userId: name })),
	tenantTokens: [{ token: 't-saved-by-the-first-version' }],
	userTokens: [
		{ token: 'u-saved-by-the-first-version', scopes: ['calendar:calendar.event:update', 'task:task'] },
		{ token: 'u-pasted-in-the-first-version', scopes: ['calendar:calendar.event:update', 'task:task'] },
	],
	attendanceRecords: [
		{ ids: ['6709359313699356941', '6709359313699356943'] },
		{ ids: ['6709359313699356942'], about: { failsWith: 'the day is archived' } },
	],
	events: [
		{
			calendarId: 'feishu.cn_saved@group.calendar.feishu.cn',
			eventId: 'saved-event_0',
			attendees: ['user_ou_lin', 'user_ou_zhou', 'chat_oc_1', 'resource_omm_1', 'third_party_a@example.com'],
		},
	],
	tasks: [
		{ taskId: '83912691-2e43-47fc-94a4-d512e03984fa', followers: ['ou_lin', 'ou_zhou'] },
		{ taskId: 'saved-task', followers: ['ou_lin'] },
	],
	feedCards: [
		{ bizId: 'saved-card', userId: 'ou_lin' },
		{ bizId: 'saved-card', userId: 'ou_zhou' },
		{ bizId: 'saved-other', userId: 'ou_lin' },
	],
	batchMessages: [{ id: 'bm-saved' }],
};

/** Names of everything that the sandbox still has. */
const namesOf = ({ attendanceRecords, calendars, tasks, feedCards, batchMessages }) => [
	...attendanceRecords.map(({ recordId }) => recordId),
	...calendars.flatMap(({ events }) => events.flatMap(({ attendees }) => attendees.map(({ attendeeId }) => attendeeId))),
	...tasks.flatMap(({ taskId, followers }) => followers.map(({ openId }) => `${openId} of ${taskId}`)),
	...feedCards.map(({ bizId, openId }) => `${bizId} of ${openId}`),
	...batchMessages.filter(({ recalledAt }) => recalledAt === undefined).map(({ id }) => id),
];

const attendeesPath =
	'/open-apis/calendar/v4/calendars/feishu.cn_saved@group.calendar.feishu.cn/events/saved-event_0/attendees/batch_delete';
const recordsCall = (...record_ids) => ({
	method: 'POST',
	path: '/open-apis/attendance/v1/user_flows/batch_del',
	query: {},
	body: { record_ids },
});
const cardsCall = (...cards) => ({
	method: 'DELETE',
	path: '/open-apis/im/v2/app_feed_card/batch',
	query: {},
	body: { feed_cards: cards.map(([biz_id, user_id]) => ({ biz_id, user_id })) },
});
const messageCall = { method: 'DELETE', path: '/open-apis/im/v1/batch_messages/bm-saved', query: {} };

/**
 * What each workflow did when it was saved: the calls that Feishu accepted, what they took away, and the statuses in
 * the outputs of its last node, the one for errors as well.
 */
const expected = {
	attendanceRecord: {
		calls: [recordsCall('6709359313699356941', '6709359313699356942')],
		gone: ['6709359313699356941'],
		statuses: [['deleted', 'not_sent'], ['refused']],
	},
	calendarEventAttendee: {
		calls: [
			{
				method: 'POST',
				path: attendeesPath,
				query: { user_id_type: 'open_id' },
				body: {
					attendee_ids: ['chat_oc_1'],
					delete_ids: [
						{ type: 'user', user_id: 'ou_lin' },
						{ type: 'resource', room_id: 'omm_1' },
						{ type: 'third_party', third_party_email: 'a@example.com' },
					],
					is_enable_admin: true,
					// 9:00 in the time zone that n8n has by itself.
					instance_start_time_admin: String(Date.parse('2026-11-20T09:00:00-05:00') / 1_000),
					need_notification: false,
				},
			},
		],
		gone: ['user_ou_lin', 'chat_oc_1', 'resource_omm_1', 'third_party_a@example.com'],
		statuses: [['deleted', 'deleted', 'deleted', 'deleted']],
	},
	taskFollower: {
		calls: [
			{
				method: 'POST',
				path: '/open-apis/task/v1/tasks/83912691-2e43-47fc-94a4-d512e03984fa/batch_delete_follower',
				query: { user_id_type: 'union_id' },
				body: { id_list: ['on_lin', 'on_zhou'] },
			},
		],
		gone: ['ou_lin of 83912691-2e43-47fc-94a4-d512e03984fa', 'ou_zhou of 83912691-2e43-47fc-94a4-d512e03984fa'],
		counts: { asked: 2, deleted: 2, refused: 0 },
	},
	appFeedCard: {
		calls: [cardsCall(['saved-card', 'ou_lin'], ['saved-card', 'ou_zhou'], ['saved-other', 'ou_lin'])],
		gone: ['saved-card of ou_lin', 'saved-card of ou_zhou', 'saved-other of ou_lin'],
		statuses: [['deleted', 'deleted', 'deleted']],
	},
	batchMessage: { calls: [messageCall], gone: ['bm-saved'], statuses: [['recall_requested']] },
	offboarding: {
		calls: [
			recordsCall('6709359313699356941'),
			{ method: 'POST', path: '/open-apis/task/v1/tasks/saved-task/batch_delete_follower', query: {}, body: { id_list: ['ou_lin'] } },
			{ method: 'POST', path: attendeesPath, query: {}, body: { attendee_ids: ['user_ou_lin'] } },
			cardsCall(['saved-card', 'ou_lin']),
			messageCall,
		],
		gone: ['6709359313699356941', 'user_ou_lin', 'ou_lin of saved-task', 'saved-card of ou_lin', 'bm-saved'],
		counts: { asked: 1, recall_requested: 1, refused: 0 },
	},
};

const folders = { 'n8n 2.x': 'n8n-2', 'n8n 1.x': 'n8n-1' };

for (const line of lines) {
	describe(`what the first version saved in ${line.name}`, () => {
		const laboratory = new Laboratory(line);
		const workflows = Object.keys(expected).map((name) => JSON.parse(read(`${folders[line.name]}/${name}.json`)));
		let editor;

		before(async () => {
			await laboratory.open();
			// Where Feishu is differs from one laboratory to the next.
			const credentials = read('credentials.json').replaceAll('https://feishu.example.com', laboratory.sandbox.url);
			await laboratory.import(JSON.parse(credentials), workflows);
			editor = await laboratory.serve();
		});
		after(() => laboratory.close());

		for (const workflow of workflows) {
			test(`${workflow.name}: asks for the same, deletes the same and says the same`, async () => {
				const { sandbox } = laboratory;
				await sandbox.reset(world);
				const everything = namesOf(await sandbox.state());
				const { data } = await editor.run(workflow);
				const { error, runData } = data.resultData;
				const { calls, gone, statuses, counts } = expected[workflow.id];

				assert.equal(error, undefined, error?.message);
				assert.deepEqual(await acceptedDeletions(sandbox), calls);
				const left = namesOf(await sandbox.state());
				assert.deepEqual(everything.filter((name) => !left.includes(name)).sort(), [...gone].sort());
				const [last] = runData[workflow.nodes.at(-1).name];
				const outputs = last.data.main.map((items) => (items ?? []).map(({ json }) => json));
				if (counts) assert.deepEqual(Object.fromEntries(Object.keys(counts).map((key) => [key, outputs[0][0][key]])), counts);
				else
					assert.deepEqual(
						outputs.map((items) => items.map((json) => (json.error ?? json).status)),
						statuses,
					);
				assert.deepEqual(await sandbox.calls('tenantToken'), [], 'the token that the credential holds is good');
			});
		}
	});
}

/** The calls of a run that Feishu carried out, in their order; reads are none of them. */
async function acceptedDeletions(sandbox) {
	const log = await sandbox.calls();
	return log
		.filter(({ method, code }) => method !== 'GET' && code === 0)
		.map(({ method, path, query, body }) => ({ method, path: decodeURIComponent(path), query, ...(body !== undefined && { body }) }));
}
