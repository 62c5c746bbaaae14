import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { readAttendees } from '../../nodes/FeishuCalendarEventAttendee/attendee';
import {
	attendance,
	attendees,
	blind,
	deletions,
	followers,
	itemsOf,
	nodeOf,
	sandboxCredentials,
	type Deletion,
} from '../support/deletions';
import { runNode, type NodeResult, type NodeSetup } from '../support/engine';
import { expectEachOnce, reported, tally } from '../support/law';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed({ rateLimits: 'off' });

async function run(
	deletion: Deletion,
	items: readonly IDataObject[],
	parameters: INodeParameters = {},
	settings: NodeSetup['settings'] = { onError: 'continueRegularOutput' },
): Promise<NodeResult> {
	return await runNode(items, nodeOf(deletion, { parameters, settings }), sandboxCredentials(world.sandbox));
}

const bodies = (endpoint: string) => world.sandbox.calls(endpoint).map(({ body }) => body as IDataObject);

/** Deletes one attendee per item with the options given, and hands back the bodies that were sent. */
async function removeWith(options: INodeParameters, items: readonly IDataObject[] = [{}]): Promise<NodeResult> {
	const names = attendees.names(items.length);
	attendees.seed(world.sandbox, names);
	return await run(
		attendees,
		items.map((item, index) => ({ ...attendees.item(names[index]!), ...item })),
		{ options },
	);
}

describe('switches of an event', () => {
	test('are not sent unless they are set', async () => {
		await removeWith({});
		expect(Object.keys(bodies('calendarEventAttendee')[0]!)).toEqual(['attendee_ids']);
	});

	test.each([true, false])('are sent as they stand: %s', async (on) => {
		expect((await removeWith({ needNotification: on, isEnableAdmin: on })).json[0]?.status).toBe('deleted');
		expect(bodies('calendarEventAttendee')).toEqual([{ attendee_ids: attendees.names(1), need_notification: on, is_enable_admin: on }]);
		const [calendar] = world.sandbox.state.calendars.values();
		expect([...calendar!.events.values()][0]?.deletions.map(({ needNotification }) => needNotification)).toEqual([on]);
	});

	test.each(['true', 'false'])('may come as the text "%s" from an expression', async (text) => {
		await removeWith({ needNotification: '={{ $json.notify }}' }, [{ notify: text }]);
		expect(bodies('calendarEventAttendee')[0]?.need_notification).toBe(text === 'true');
	});

	test('that differ between items go in calls of their own', async () => {
		const result = await removeWith({ needNotification: '={{ $json.notify }}' }, [{ notify: true }, { notify: false }, { notify: true }]);
		expect(result.json.map(({ status }) => status)).toEqual(['deleted', 'deleted', 'deleted']);
		const [first, second, third] = attendees.names(3);
		const sent = bodies('calendarEventAttendee').sort((a, b) => Number(b.need_notification) - Number(a.need_notification));
		expect(sent).toEqual([
			{ attendee_ids: [first, third], need_notification: true },
			{ attendee_ids: [second], need_notification: false },
		]);
	});
});

describe('the start of an instance', () => {
	const WHEN = '1773550800'; // 2026-03-15T13:00:00+08:00

	test.each([
		['the text that the date picker gives', '2026-03-15 13:00:00', WHEN],
		['Unix seconds as a number', '={{ 1773550800 }}', WHEN],
		['Unix milliseconds as a number', '={{ 1773550800123 }}', WHEN],
		['a date of luxon’s in the workflow’s zone', '={{ DateTime.fromISO("2026-03-15T13:00:00") }}', WHEN],
		['a date of luxon’s in another zone', '={{ DateTime.fromISO("2026-03-15T05:00:00", { zone: "UTC" }) }}', WHEN],
		['a date of luxon’s as text', '={{ DateTime.fromISO("2026-03-15T13:00:00").toISO() }}', WHEN],
		['a date of JavaScript’s', '={{ new Date("2026-03-15T05:00:00Z") }}', WHEN],
		['a field of the input item', '={{ $json.start }}', WHEN],
	])('is sent as seconds in a string, given %s', async (_form, given, seconds) => {
		const { json } = await removeWith({ isEnableAdmin: true, instanceStartTimeAdmin: given }, [{ start: '2026-03-15T13:00:00' }]);
		expect(json[0]?.status).toBe('deleted');
		expect(bodies('calendarEventAttendee')[0]?.instance_start_time_admin).toBe(seconds);
	});

	test.each([
		['Asia/Shanghai', WHEN],
		['UTC', '1773579600'],
		['America/New_York', '1773594000'],
	])('is read in the zone of its own workflow, %s, whatever ran before', (timezone, seconds) => {
		const body = { attendee_ids: 'user_1', is_enable_admin: true, instance_start_time_admin: '2026-03-15T13:00:00' };
		expect(readAttendees(body, { timezone }).body.instance_start_time_admin).toBe(seconds);
	});

	test('may be now', async () => {
		const before = Math.floor(Date.now() / 1_000);
		await removeWith({ isEnableAdmin: true, instanceStartTimeAdmin: '={{ $now }}' });
		const sent = Number(bodies('calendarEventAttendee')[0]?.instance_start_time_admin);
		expect(sent).toBeGreaterThanOrEqual(before);
		expect(sent).toBeLessThanOrEqual(Math.ceil(Date.now() / 1_000));
	});

	test.each([
		['without the room administrator', { instanceStartTimeAdmin: '2026-03-15T13:00:00' }],
		['with the room administrator off', { isEnableAdmin: false, instanceStartTimeAdmin: '2026-03-15T13:00:00' }],
	])('is refused before anything is sent %s', async (_how, options) => {
		const { json } = await removeWith(options);
		expect(json[0]).toMatchObject({ status: 'refused', deleted: false });
		expect(json[0]?.reason).toMatch(/Instance Start \(Room Admin\).* of item 0 .*Act as Meeting Room Admin/);
		expect(world.sandbox.log).toEqual([]);
	});
});

describe('attendees by what they are', () => {
	const CALENDAR = 'feishu.cn_sandbox@group.calendar.feishu.cn';
	const EVENT = '00592a0e-7edf-4678-bc9d-1b77383ef08e_0';
	const everyone = [
		'user_1',
		'user_ou_a',
		'user_ou_b',
		'chat_oc_a',
		'resource_omm_a',
		'third_party_a@example.com',
		'third_party_b@example.com',
	];

	test('go in one call with those named by attendee ID, each list of IDs as one entry per ID', async () => {
		world.sandbox.seed.event({ calendarId: CALENDAR, eventId: EVENT, attendees: everyone });
		const { json } = await run(attendees, [{ ids: ['ou_a', 'ou_b'] }], {
			attendeeIds: 'user_1',
			deleteIds: {
				ids: [
					{ type: 'user', userId: '={{ $json.ids }}' },
					{ type: 'chat', chatId: 'oc_a' },
					{ type: 'resource', roomId: 'omm_a' },
					{ type: 'third_party', thirdPartyEmail: 'a@example.com, b@example.com' },
				],
			},
		});
		expect(bodies('calendarEventAttendee')).toEqual([
			{
				attendee_ids: ['user_1'],
				delete_ids: [
					{ type: 'user', user_id: 'ou_a' },
					{ type: 'user', user_id: 'ou_b' },
					{ type: 'chat', chat_id: 'oc_a' },
					{ type: 'resource', room_id: 'omm_a' },
					{ type: 'third_party', third_party_email: 'a@example.com' },
					{ type: 'third_party', third_party_email: 'b@example.com' },
				],
			},
		]);
		expect(json.map(({ status }) => status)).toEqual(everyone.map(() => 'deleted'));
		expect(Object.keys(json[1]!).slice(0, 5)).toEqual(['status', 'calendar_id', 'event_id', 'type', 'user_id']);
		expect([...world.sandbox.state.calendars.get(CALENDAR)!.events.get(EVENT)!.attendees]).toEqual([]);
	});

	test('count together with those by attendee ID to the 500 of one call', async () => {
		const byId = Array.from({ length: 300 }, (_, index) => `user_${index}`);
		const byEmail = Array.from({ length: 300 }, (_, index) => `guest${index}@example.com`);
		world.sandbox.seed.event({
			calendarId: CALENDAR,
			eventId: EVENT,
			attendees: [...byId, ...byEmail.map((email) => `third_party_${email}`)],
		});
		const { json } = await run(attendees, [{ byId, byEmail }], {
			attendeeIds: '={{ $json.byId }}',
			deleteIds: { ids: [{ type: 'third_party', thirdPartyEmail: '={{ $json.byEmail }}' }] },
		});
		expect(json.map(({ status }) => status)).toEqual(Array.from({ length: 600 }, () => 'deleted'));
		const sizes = bodies('calendarEventAttendee').map(({ attendee_ids = [], delete_ids = [] }) => [
			(attendee_ids as unknown[]).length,
			(delete_ids as unknown[]).length,
		]);
		expect(sizes).toEqual([
			[300, 200],
			[0, 100],
		]);
	});
});

describe('items that aim at different targets', () => {
	test('two tasks in one run go in calls of their own', async () => {
		for (const taskId of ['task-1', 'task-2']) world.sandbox.seed.task({ taskId, followers: ['ou_a', 'ou_b'] });
		const items = [
			{ task: 'task-1', id: 'ou_a' },
			{ task: 'task-2', id: 'ou_a' },
			{ task: 'task-1', id: 'ou_b' },
		];
		const { json } = await run(followers, items, { taskId: { __rl: true, mode: 'id', value: '={{ $json.task }}' } });
		expect(json.map(({ task_id, follower_id, status }) => [task_id, follower_id, status])).toEqual(
			items.map(({ task, id }) => [task, id, 'deleted']),
		);
		const sent = world.sandbox.calls('taskFollower').map(({ path, body }) => [path.split('/').at(-2), (body as IDataObject).id_list]);
		expect(sent.sort()).toEqual([
			['task-1', ['ou_a', 'ou_b']],
			['task-2', ['ou_a']],
		]);
	});

	test('the same ID in two events is two records', async () => {
		const events = ['event-1_0', 'event-2_0'];
		for (const eventId of events) world.sandbox.seed.event({ calendarId: 'cal@group.calendar.feishu.cn', eventId, attendees: ['user_1'] });
		const { json } = await run(
			attendees,
			events.map((event) => ({ event, id: 'user_1' })),
			{
				calendarId: { __rl: true, mode: 'id', value: 'cal@group.calendar.feishu.cn' },
				eventId: { __rl: true, mode: 'id', value: '={{ $json.event }}' },
			},
		);
		expect(json.map(({ event_id, status }) => [event_id, status])).toEqual(events.map((event) => [event, 'deleted']));
		expect(world.sandbox.calls('calendarEventAttendee')).toHaveLength(2);
	});

	test('two kinds of user ID go in calls of their own', async () => {
		world.sandbox.seed.person({ openId: 'ou_a', unionId: 'on_a', userId: 'a' });
		followers.seed(world.sandbox, ['ou_a', 'ou_b']);
		const { json } = await run(
			followers,
			[
				{ id: 'on_a', kind: 'union_id' },
				{ id: 'ou_b', kind: 'open_id' },
			],
			{ options: { userIdType: '={{ $json.kind }}' } },
		);
		expect(json.map(({ status }) => status)).toEqual(['deleted', 'deleted']);
		expect(
			world.sandbox
				.calls('taskFollower')
				.map(({ query }) => query.user_id_type)
				.sort(),
		).toEqual(['open_id', 'union_id']);
	});

	test('a kind of user ID that is none is refused, and the others are sent', async () => {
		followers.seed(world.sandbox, ['ou_a', 'ou_b']);
		const { json } = await run(
			followers,
			[
				{ id: 'ou_a', kind: 'email' },
				{ id: 'ou_b', kind: 'open_id' },
			],
			{ options: { userIdType: '={{ $json.kind }}' } },
		);
		expect(json.map(({ status }) => status)).toEqual(['refused', 'deleted']);
		expect(json[0]?.reason).toMatch(/User ID Type.* of item 0/);
	});
});

describe.each(deletions)('n8n’s own options on $type', (deletion) => {
	test('Batching: every item is answered, and no batch waits for the one after it', async () => {
		const names = deletion.names(5);
		deletion.seed(world.sandbox, names);
		const batching = { batch: { batchSize: 2, batchInterval: 1 } };
		const result = await run(deletion, itemsOf(deletion, names), { requestOptions: { batching } }, {});
		expect(result.error).toBeUndefined();
		expectEachOnce(deletion, result, names);
		expect(tally(deletion, result)).toEqual({ [deletion.done]: 5 });
		// What comes while a batch is under way may leave with the next one.
		const calls = world.sandbox.calls(deletion.endpoint).length;
		expect(calls).toBeGreaterThan(1);
		expect(calls).toBeLessThanOrEqual(deletion.limit === 1 ? 5 : 3);
	});

	test('Execute Once: only the first item counts', async () => {
		const names = deletion.names(3);
		deletion.seed(world.sandbox, names);
		const result = await run(deletion, itemsOf(deletion, names), {}, { executeOnce: true });
		expect(result.error).toBeUndefined();
		expect(reported(deletion, result).map(({ name }) => name)).toEqual(names.slice(0, 1));
		expect(names.map((name) => deletion.exists(world.sandbox, name))).toEqual([false, true, true]);
	});

	test('Timeout: a call that is not answered in time is repeated, and then its records are unknown', async () => {
		const names = deletion.names(1);
		deletion.seed(world.sandbox, names);
		world.sandbox.fault({ kind: 'hang', endpoint: deletion.endpoint, on: 'every' });
		blind(world.sandbox, deletion);
		const result = await run(deletion, itemsOf(deletion, names), { requestOptions: { timeout: 200 } });
		expect(reported(deletion, result).map(({ json }) => [json.status, json.reason])).toEqual([['unknown', 'No answer came in time']]);
		expect(world.sandbox.calls(deletion.endpoint)).toHaveLength(4);
	});
});

describe('n8n’s Proxy option', () => {
	let proxy: Server;
	const through: string[] = [];

	beforeAll(async () => {
		proxy = createServer((incoming, outgoing) => {
			through.push(`${String(incoming.method)} ${new URL(incoming.url ?? '').pathname}`);
			const onward = httpRequest(incoming.url ?? '', { method: incoming.method, headers: incoming.headers }, (answer) => {
				outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(outgoing);
			});
			incoming.pipe(onward);
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	});
	afterAll(() => proxy.close());

	test('is honoured by every deletion', async () => {
		const names = attendance.names(12);
		attendance.seed(world.sandbox, names);
		const { port } = proxy.address() as AddressInfo;
		const { json } = await run(attendance, itemsOf(attendance, names), { requestOptions: { proxy: `http://127.0.0.1:${port}` } });
		expect(json.map(({ status }) => status)).toEqual(names.map(() => 'deleted'));
		const path = '/open-apis/attendance/v1/user_flows/batch_del';
		expect(through.filter((call) => call.endsWith(path))).toEqual([`POST ${path}`, `POST ${path}`]);
	});
});
