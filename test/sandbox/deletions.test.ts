import { callPage, dataOf, gist, ManualClock } from './sandboxClient';
import { feedCardKey, startSandbox, type Sandbox } from './index';

const EVENT = { calendar_id: 'cal@group', event_id: 'ev_0' };
const clock = new ManualClock();
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ clock, world: 'empty', rateLimits: 'off' });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

describe('attendance records', () => {
	const remove = (...record_ids: unknown[]) => callPage(sandbox, 'attendanceRecord', { body: { record_ids } });

	it('deletes imported punches and gives the reason for every other one', async () => {
		sandbox.seed.attendanceRecords(['1', '2']);
		sandbox.seed.attendanceRecords(['3'], { imported: false });
		const answer = await remove('1', '3', '4', '2');
		expect(answer.data).toEqual({
			code: 0,
			msg: expect.any(String) as string,
			data: { success_record_ids: ['1', '2'], fail_record_ids: ['3', '4'] },
		});
		expect(JSON.parse(String(answer.data['msg']))).toEqual({
			3: 'record was not imported through the open platform',
			4: 'record not found',
		});
		expect([...sandbox.state.attendanceRecords.keys()]).toEqual(['3']);
	});

	it('lists an ID named twice as deleted and as failed', async () => {
		sandbox.seed.attendanceRecords(['1']);
		expect(dataOf(await remove('1', '1'))).toEqual({ success_record_ids: ['1'], fail_record_ids: ['1'] });
	});

	it('says success, or another code, for a partial failure when told to', async () => {
		sandbox.setOptions({ answers: { attendanceMsg: 'success', attendancePartialCode: 1220001 } });
		const { data } = await remove('9');
		expect([data['msg'], data['code']]).toEqual(['success', 1220001]);
	});

	it('refuses the whole call for one record and leaves the others alone', async () => {
		sandbox.seed.attendanceRecords(['1', '3']);
		sandbox.seed.attendanceRecords(['2'], { refuses: 1220001 });
		expect(gist(await remove('1', '2', '3'))).toEqual([400, 1220001]);
		expect(sandbox.state.attendanceRecords.size).toBe(3);
	});

	it.each([
		['no records', { record_ids: [] }],
		['eleven records', { record_ids: Array.from({ length: 11 }, (_, index) => String(index)) }],
		['numbers', { record_ids: [1] }],
		['a lone string', { record_ids: '1' }],
		['a blank', { record_ids: [' '] }],
		['an unknown field', { record_ids: ['1'], employee_type: 'employee_id' }],
		['no body', undefined],
	])('refuses %s', async (_name, body) => {
		const answer = await callPage(sandbox, 'attendanceRecord', { body });
		expect(gist(answer)).toEqual([400, 1220001]);
		expect(answer.data['error']).toMatchObject({
			field_violations: [{ field: expect.any(String) as string }],
			log_id: answer.headers['x-tt-logid'] as string,
		});
	});

	it('refuses a query, as the page has none', async () => {
		expect(gist(await callPage(sandbox, 'attendanceRecord', { query: { user_id_type: 'open_id' }, body: { record_ids: ['1'] } }))).toEqual([
			400, 1220001,
		]);
	});
});

describe('event attendees', () => {
	const attendees = [
		{ attendeeId: 'user_a', type: 'user', target: 'ou_a' },
		{ attendeeId: 'chat_a', type: 'chat', target: 'oc_a' },
		{ attendeeId: 'resource_a', type: 'resource', target: 'omm_a' },
		{ attendeeId: 'third_party_a', type: 'third_party', target: 'a@example.com' },
		{ attendeeId: 'user_b', type: 'user', target: 'ou_b' },
	] as const;
	const seedEvent = (about: object = {}) => sandbox.seed.event({ calendarId: 'cal@group', eventId: 'ev_0', attendees, ...about });
	const remove = (body: unknown, more: { token?: string; params?: Record<string, string>; query?: Record<string, string> } = {}) =>
		callPage(sandbox, 'calendarEventAttendee', { params: EVENT, body, ...more });

	it('takes out attendees of all four types, by their IDs or by what they are', async () => {
		const event = seedEvent();
		const answer = await remove({
			attendee_ids: ['user_b'],
			delete_ids: [
				{ type: 'user', user_id: 'ou_a' },
				{ type: 'chat', chat_id: 'oc_a' },
				{ type: 'resource', room_id: 'omm_a' },
				{ type: 'third_party', third_party_email: 'a@example.com' },
			],
		});
		expect(answer.data).toEqual({ code: 0, msg: 'success', data: {} });
		expect(event.attendees).toEqual([]);
	});

	it('remembers whether each attendee would have been told', async () => {
		const event = seedEvent();
		await remove({ attendee_ids: ['user_a'] });
		await remove({ attendee_ids: ['user_b'], need_notification: false });
		expect(event.deletions).toMatchObject([
			{ attendeeId: 'user_a', needNotification: true },
			{ attendeeId: 'user_b', needNotification: false },
		]);
	});

	it('refuses the whole call for an attendee that is not there, or ignores it when told to', async () => {
		const event = seedEvent();
		expect(gist(await remove({ attendee_ids: ['user_a', 'user_z'] }))).toEqual([404, 194000]);
		expect(event.attendees).toHaveLength(5);
		sandbox.setOptions({ answers: { unknownAttendees: 'ignore' } });
		expect(gist(await remove({ attendee_ids: ['user_a', 'user_z'] }))).toEqual([200, 0]);
		expect(event.attendees).toHaveLength(4);
	});

	it('refuses the whole call for an attendee seeded to refuse', async () => {
		const event = seedEvent({ attendees: ['user_a', { attendeeId: 'user_b', refuses: 195100 }] });
		expect(gist(await remove({ attendee_ids: ['user_a', 'user_b'] }))).toEqual([404, 195100]);
		expect(event.attendees).toHaveLength(2);
	});

	it('lets no two calls for one event overlap, but any for different events', async () => {
		seedEvent();
		sandbox.seed.event({ calendarId: 'cal@group', eventId: 'ev2_0', attendees: ['user_c'] });
		const answers = await Promise.all([
			remove({ attendee_ids: ['user_a'] }),
			remove({ attendee_ids: ['user_b'] }),
			remove({ attendee_ids: ['user_c'] }, { params: { calendar_id: 'cal@group', event_id: 'ev2_0' } }),
		]);
		expect(answers.map(gist).sort()).toEqual([
			[200, 0],
			[200, 0],
			[429, 190010],
		]);
		expect(sandbox.refusals()).toHaveLength(1);
	});

	it.each([
		[190002, 400, 'nobody at all', {}],
		[190002, 400, 'two empty lists', { attendee_ids: [], delete_ids: [] }],
		[
			190002,
			400,
			'501 attendees over both lists',
			{ attendee_ids: Array.from({ length: 500 }, (_, index) => `user_${index}`), delete_ids: [{ type: 'chat', chat_id: 'oc_a' }] },
		],
		[190002, 400, 'an entry without type', { delete_ids: [{ user_id: 'ou_a' }] }],
		[190002, 400, 'an entry without the ID of its type', { delete_ids: [{ type: 'chat', user_id: 'ou_a' }] }],
		[190002, 400, 'an undocumented field', { delete_ids: [{ type: 'user', user_id: 'ou_a', attendee_id: 'user_a' }] }],
		[194004, 400, 'an unknown type', { delete_ids: [{ type: 'robot', user_id: 'ou_a' }] }],
		[190002, 400, 'need_notification as text', { attendee_ids: ['user_a'], need_notification: 'false' }],
		[190002, 400, 'an instance without admin', { attendee_ids: ['user_a'], instance_start_time_admin: '1647320400' }],
		[190002, 400, 'an instance that is no time', { attendee_ids: ['user_a'], instance_start_time_admin: 'soon', is_enable_admin: true }],
		[190002, 400, 'an instance as number', { attendee_ids: ['user_a'], instance_start_time_admin: 1647320400, is_enable_admin: true }],
		[190002, 400, 'an ID of another kind', { delete_ids: [{ type: 'user', user_id: 'on_a' }] }],
	])('refuses with %i/%i %s', async (code, status, _name, body) => {
		const event = seedEvent();
		expect(gist(await remove(body))).toEqual([status, code]);
		expect(event.attendees).toHaveLength(5);
	});

	it.each([
		[191003, 403, { calendar: { deleted: true } }],
		[191004, 403, { calendar: { type: 'google' } }],
		[191002, 403, { calendar: { role: 'none' } }],
		[193002, 403, { calendar: { role: 'reader' } }],
		[193003, 403, { deleted: true }],
		[194003, 403, { organizer: 'ou_boss' }],
		[193002, 403, { refuses: 193002 }],
	])('answers %i/%i as the seeded calendar or event demands', async (code, status, about) => {
		seedEvent(about);
		expect(gist(await remove({ attendee_ids: ['user_a'] }))).toEqual([status, code]);
	});

	it('tells unknown from malformed calendars and events', async () => {
		seedEvent();
		const body = { attendee_ids: ['user_a'] };
		const at = async (calendar_id: string, event_id: string) => gist(await remove(body, { params: { calendar_id, event_id } }));
		expect(await at('other', 'ev_0')).toEqual([404, 191000]);
		expect(await at('cal%40group', 'ev_0')).toEqual([400, 191001]);
		expect(await at('cal@group', 'ev_1')).toEqual([404, 193001]);
		expect(await at('cal@group', 'ev 1')).toEqual([400, 193000]);
	});

	it('wants the bot ability from apps but not from users', async () => {
		seedEvent();
		sandbox.seed.app({ appId: 'cli_plain', secret: 'another-secret', bot: false });
		const body = { attendee_ids: ['user_a'] };
		expect(gist(await remove(body, { token: sandbox.seed.tenantToken({ appId: 'cli_plain' }) }))).toEqual([404, 190007]);
		expect(gist(await remove(body, { token: sandbox.seed.userToken({ appId: 'cli_plain' }) }))).toEqual([200, 0]);
	});

	it('finds people by any of their three IDs', async () => {
		const event = seedEvent();
		sandbox.seed.person({ openId: 'ou_a', unionId: 'on_a', userId: 'a1' });
		expect(gist(await remove({ delete_ids: [{ type: 'user', user_id: 'a1' }] }, { query: { user_id_type: 'user_id' } }))).toEqual([200, 0]);
		expect(event.attendees.map(({ attendeeId }) => attendeeId)).not.toContain('user_a');
	});

	it.each(['a/b', 'a%2Fb', '50%', 'a b', '飞书', 'a?b#c', 'x'.repeat(300)])('decodes the event ID %s exactly once', async (eventId) => {
		const event = sandbox.seed.event({ calendarId: 'c@d', eventId, attendees: ['user_a'] });
		expect(gist(await remove({ attendee_ids: ['user_a'] }, { params: { calendar_id: 'c@d', event_id: eventId } }))).toEqual([200, 0]);
		expect(event.attendees).toEqual([]);
	});
});

describe('task followers', () => {
	const remove = (id_list: unknown, more: { params?: Record<string, string>; query?: Record<string, string> } = {}) =>
		callPage(sandbox, 'taskFollower', { params: { task_id: 't1' }, body: { id_list }, ...more });

	it('names the followers that were really removed', async () => {
		const task = sandbox.seed.task({ taskId: 't1', followers: ['ou_a', 'ou_b'] });
		expect((await remove(['ou_a', 'ou_z'])).data).toEqual({ code: 0, msg: '', data: { followers: ['ou_a'] } });
		expect(task.followers).toEqual([{ openId: 'ou_b' }]);
	});

	it('answers in the kind of ID that was asked in', async () => {
		sandbox.seed.task({ taskId: 't1', followers: ['ou_a'] });
		sandbox.seed.person({ openId: 'ou_a', unionId: 'on_a', userId: 'a1' });
		expect(dataOf(await remove(['on_a'], { query: { user_id_type: 'union_id' } }))).toEqual({ followers: ['on_a'] });
	});

	it('takes a list of any length', async () => {
		const ids = Array.from({ length: 5_000 }, (_, index) => `ou_${index}`);
		sandbox.seed.task({ taskId: 't1', followers: ids });
		expect(dataOf(await remove(ids))).toEqual({ followers: ids });
	});

	it('lets one follower sink the whole call', async () => {
		const task = sandbox.seed.task({ taskId: 't1', followers: ['ou_a', { openId: 'ou_b', refuses: 1470712 }] });
		expect(gist(await remove(['ou_a', 'ou_b']))).toEqual([500, 1470712]);
		expect(task.followers).toHaveLength(2);
	});

	it('refuses unknown tasks, unknown kinds of ID, empty lists and overlapping calls', async () => {
		sandbox.seed.task({ taskId: 't1', followers: ['ou_a', 'ou_b'] });
		expect(gist(await remove(['ou_a'], { params: { task_id: 't9' } }))).toEqual([400, 1470602]);
		expect(gist(await remove(['ou_a'], { query: { user_id_type: 'email' } }))).toEqual([400, 1470400]);
		expect(gist(await remove([]))).toEqual([400, 1470400]);
		const both = await Promise.all([remove(['ou_a']), remove(['ou_b'])]);
		expect(both.map(gist).sort()).toEqual([
			[200, 0],
			[400, 1470451],
		]);
	});
});

describe('feed cards', () => {
	const remove = (feed_cards: unknown, query: Record<string, string> = {}) =>
		callPage(sandbox, 'appFeedCard', { body: { feed_cards }, query });

	it('deletes what exists and gives the reason for the rest', async () => {
		sandbox.seed.feedCards([
			{ bizId: 'b1', userId: 'ou_a' },
			{ bizId: 'b2', userId: 'ou_a', reason: 'NO_PERMISSION' },
		]);
		const card = { biz_id: 'b1', user_id: 'ou_a' };
		const answer = await remove([card, { biz_id: 'b2', user_id: 'ou_a' }, { biz_id: 'b3', user_id: 'ou_a' }, card]);
		expect(answer.data).toEqual({
			code: 0,
			msg: 'success',
			data: {
				failed_cards: [
					{ biz_id: 'b2', user_id: 'ou_a', reason: 'NO_PERMISSION' },
					{ biz_id: 'b3', user_id: 'ou_a', reason: 'NOT_CREATED' },
					{ biz_id: 'b1', user_id: 'ou_a', reason: 'DUPLICATED' },
				],
			},
		});
		expect([...sandbox.state.feedCards.keys()]).toEqual([feedCardKey('b2', 'ou_a')]);
	});

	it.each([
		['digits', '2'],
		['numbers', 2],
		['names', 'NOT_CREATED'],
	] as const)('writes reasons as %s', async (feedCardReasons, reason) => {
		sandbox.setOptions({ answers: { feedCardReasons } });
		expect(dataOf(await remove([{ biz_id: 'b', user_id: 'ou_a' }]))).toMatchObject({ failed_cards: [{ reason }] });
	});

	it.each([
		['no list', undefined],
		['an empty list', []],
		['21 cards', Array.from({ length: 21 }, (_, index) => ({ biz_id: `b${index}`, user_id: 'ou_a' }))],
		['a card without user', [{ biz_id: 'b' }]],
		['a card without business ID', [{ user_id: 'ou_a' }]],
		['a user ID of another kind', [{ biz_id: 'b', user_id: 'on_a' }]],
	])('refuses %s', async (_name, cards) => {
		expect(gist(await remove(cards))).toEqual([400, 230001]);
	});

	it('refuses a request without body, and user_id to store apps', async () => {
		expect(gist(await callPage(sandbox, 'appFeedCard'))).toEqual([400, 230001]);
		sandbox.seed.app({ appId: 'cli_store', secret: 'another-secret', kind: 'store' });
		const token = sandbox.seed.tenantToken({ appId: 'cli_store' });
		const body = { feed_cards: [{ biz_id: 'b', user_id: 'u1' }] };
		expect(gist(await callPage(sandbox, 'appFeedCard', { token, body, query: { user_id_type: 'user_id' } }))).toEqual([400, 230001]);
	});
});

describe('batch messages', () => {
	const recall = (batch_message_id: string, more: { token?: string; body?: unknown } = {}) =>
		callPage(sandbox, 'batchMessage', { params: { batch_message_id }, ...more });

	it('accepts a recall twice and refuses unknown, old and foreign messages', async () => {
		sandbox.seed.batchMessage({ id: 'bm-1' });
		sandbox.seed.batchMessage({ id: 'bm-old', sentAt: clock.now() - 86_401_000 });
		sandbox.seed.batchMessage({ id: 'bm-foreign', appId: 'cli_other' });
		sandbox.seed.batchMessage({ id: 'bm-special', refuses: 230027 });
		expect((await recall('bm-1')).data).toEqual({ code: 0, msg: 'ok', data: {} });
		expect(gist(await recall('bm-1'))).toEqual([200, 0]);
		expect(gist(await recall('bm-none'))).toEqual([400, 230030]);
		expect(gist(await recall('bm-old'))).toEqual([400, 230009]);
		expect(gist(await recall('bm-foreign'))).toEqual([400, 230026]);
		expect(gist(await recall('bm-special'))).toEqual([400, 230027]);
		expect(gist(await recall('bm-1', { body: { id: 'bm-1' } }))).toEqual([400, 230001]);
	});

	it('wants the bot ability', async () => {
		sandbox.seed.app({ appId: 'cli_plain', secret: 'another-secret', bot: false });
		expect(gist(await recall('bm-1', { token: sandbox.seed.tenantToken({ appId: 'cli_plain' }) }))).toEqual([400, 230006]);
	});
});
