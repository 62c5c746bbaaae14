import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { numbered, rl } from '../deletions/values';
import { SANDBOX_APP, startSandbox, type Sandbox } from '../sandbox';
import { EVENT, runOnEvent, type Wanted } from '../support/attendees';
import { VirtualClock } from '../support/virtualClock';

const CALENDAR = 'feishu.cn_team@group.calendar.feishu.cn';

const clock = new VirtualClock();
let sandbox: Sandbox;

beforeAll(async () => {
	clock.install();
	sandbox = await startSandbox({ world: 'empty', rateLimits: 'off' });
});
afterAll(async () => {
	clock.uninstall();
	await sandbox.stop();
});
beforeEach(() => {
	sandbox.reset('empty');
});

const run = (operation: Parameters<typeof runOnEvent>[2], wanted?: Wanted) =>
	runOnEvent(sandbox, CALENDAR, operation, { settings: {}, ...wanted });

const continued = { onError: 'continueRegularOutput' } as const;

type SeedEvent = Parameters<Sandbox['seed']['event']>[0];

const event = (about: Partial<SeedEvent> = {}) => sandbox.seed.event({ calendarId: CALENDAR, eventId: EVENT, ...about });
const attendees = (eventId = EVENT) => sandbox.state.calendars.get(CALENDAR)?.events.get(eventId)?.attendees ?? [];
const of = (json: readonly IDataObject[], key: string) => json.map((item) => item[key]);
const day = (date: string) => ({ at: Date.parse(`${date}T05:00:00Z`), timezone: 'Asia/Shanghai' });

describe('Get Many Attendees of one event', () => {
	test('yields each attendee with the event, and all that the deletion needs', async () => {
		event({
			summary: 'Review',
			start: day('2026-03-15'),
			recurrence: 'FREQ=DAILY',
			attendees: [
				{ attendeeId: 'user_1', target: 'ou_1', rsvpStatus: 'accept', isOptional: true },
				'chat_oc_1',
				'resource_omm_1',
				'third_party_a@example.com',
				{ attendeeId: 'user_9', target: 'ou_9', rsvpStatus: 'removed' },
			],
		});
		const { json, error } = await run('getAll');
		expect(error).toBeUndefined();
		expect(Object.entries(json[0] ?? {})).toEqual([
			['summary', 'Review'],
			['start_time', '2026-03-15T13:00:00+08:00'],
			['display_name', '1'],
			['rsvp_status', 'accept'],
			['calendar_id', CALENDAR],
			['event_id', EVENT],
			['attendee_id', 'user_1'],
			['type', 'user'],
			['user_id', 'ou_1'],
			['recurring', true],
			['is_optional', true],
		]);
		expect(json.slice(1)).toEqual([
			expect.objectContaining({ attendee_id: 'chat_oc_1', chat_id: 'oc_1' }),
			expect.objectContaining({ attendee_id: 'resource_omm_1', room_id: 'omm_1' }),
			expect.objectContaining({ attendee_id: 'third_party_a@example.com', third_party_email: 'a@example.com' }),
		]);
	});

	test('says who organizes the event, and of nobody else', async () => {
		event({ organizer: 'ou_1', attendees: ['user_ou_1', 'user_ou_2'] });
		const { json } = await run('getAll');
		expect(json.map(({ attendee_id, is_organizer }) => [attendee_id, is_organizer])).toEqual([
			['user_ou_1', true],
			['user_ou_2', undefined],
		]);
	});

	test.each<[string, Wanted]>([
		['off', { parameters: { simplify: false } }],
		['off where an older workflow has it', { options: { simplify: false } }],
		['off in one of both places', { parameters: { simplify: false }, options: { simplify: true } }],
	])('hands on all that Feishu says, with Simplify %s', async (_where, wanted) => {
		event({ summary: 'Review', description: 'Numbers', start: day('2026-03-15'), attendees: ['user_1'] });
		const [simple] = (await run('getAll')).json;
		const [raw] = (await run('getAll', wanted)).json;
		expect(raw).toMatchObject({
			...simple,
			end_time: '2026-03-15T14:00:00+08:00',
			recurring: false,
			organizer_calendar_id: CALENDAR,
			is_optional: false,
			is_organizer: false,
			is_external: false,
			attendee: { attendee_id: 'user_1', rsvp_status: 'needs_action' },
			event: { summary: 'Review', description: 'Numbers' },
		});
		expect(simple).not.toHaveProperty('attendee');
		expect(simple).not.toHaveProperty('recurring');
	});

	test('is simplified where an older workflow says so', async () => {
		event({ attendees: ['user_1'] });
		const [simple] = (await run('getAll', { options: { simplify: true } })).json;
		expect(simple).not.toHaveProperty('attendee');
	});

	test('reads all pages with Return All, and no more than the limit needs', async () => {
		event({ attendees: numbered(250, (index) => `user_${index}`) });
		expect((await run('getAll', { parameters: { returnAll: true } })).json).toHaveLength(250);
		expect(sandbox.calls('attendeeList')).toHaveLength(3);
		sandbox.reset('empty');
		event({ attendees: numbered(250, (index) => `user_${index}`) });
		expect((await run('getAll', { parameters: { returnAll: false } })).json).toHaveLength(50);
		expect(sandbox.calls('attendeeList')).toHaveLength(1);
	});

	test('returns those that the filters let through', async () => {
		event({
			attendees: [
				{ attendeeId: 'user_1', target: 'ou_1', rsvpStatus: 'decline' },
				{ attendeeId: 'user_2', target: 'ou_2' },
				{ attendeeId: 'user_3', target: 'ou_3', rsvpStatus: 'removed' },
				'chat_oc_1',
				'third_party_A@example.com',
			],
		});
		const found = async (options: INodeParameters) => of((await run('getAll', { options })).json, 'attendee_id');
		expect(await found({ attendeeTypes: ['user', 'chat'] })).toEqual(['user_1', 'user_2', 'chat_oc_1']);
		expect(await found({ replies: ['decline', 'removed'] })).toEqual(['user_1', 'user_3']);
		expect(await found({ onlyThese: 'ou_2, oc_1, a@EXAMPLE.com' })).toEqual(['user_2', 'chat_oc_1', 'third_party_A@example.com']);
		expect(await found({ onlyThese: '={{ ["user_1"] }}' })).toEqual(['user_1']);
		const calls = sandbox.calls('attendeeList').length;
		expect(await found({ onlyThese: '={{ [] }}' })).toEqual([]);
		expect(sandbox.calls('attendeeList')).toHaveLength(calls);
	});

	test('searches for each item, and one event that is not there costs the others nothing', async () => {
		for (const eventId of ['e1_0', 'e2_0']) event({ eventId, attendees: [`user_${eventId}`] });
		const items = [{ id: 'e1_0' }, { id: 'none_0' }, { id: 'e2_0' }];
		const wanted = { items, parameters: { eventId: rl('={{ $json.id }}') } };
		const { json } = await run('getAll', { ...wanted, settings: continued });
		expect(json).toMatchObject([
			{ attendee_id: 'user_e1_0' },
			{ event_id: 'none_0', status: 'refused', code: 193001 },
			{ attendee_id: 'user_e2_0' },
		]);
		const branched = await run('getAll', { ...wanted, settings: { onError: 'continueErrorOutput' } });
		expect(of(branched.json, 'attendee_id')).toEqual(['user_e1_0', 'user_e2_0']);
		expect(branched.errorJson).toMatchObject([{ error: { event_id: 'none_0', code: 193001 } }]);
		expect((await run('getAll', wanted)).error?.message).toMatch(/^2 attendees found, 1 event refused\. /);
	});

	test('ends where the app may not read events at all', async () => {
		sandbox.seed.app({ ...SANDBOX_APP, scopes: ['calendar:calendar.event:update'] });
		event();
		const items = numbered(20, (index) => `e${index}_0`).map((id) => ({ id }));
		const { json } = await run('getAll', { items, parameters: { eventId: rl('={{ $json.id }}') }, settings: continued });
		expect(json).toHaveLength(20);
		expect(sandbox.calls('eventGet')).toHaveLength(1);
		expect(json[0]?.code).toBe(99991672);
	});
});

describe('Get Many Attendees of a period', () => {
	test('looks a year ahead from now, unless a period is chosen', async () => {
		event();
		const before = Math.floor(Date.now() / 1_000);
		expect((await run('getAll', { parameters: { scope: 'period', returnAll: true } })).error).toBeUndefined();
		const { start_time, end_time } = sandbox.calls('calendarEventList')[0]!.query;
		expect(Number(start_time)).toBeGreaterThanOrEqual(before);
		expect(Number(start_time)).toBeLessThanOrEqual(Date.now() / 1_000);
		expect([365, 366].map((days) => days * 86_400)).toContain(Number(end_time) - Number(start_time));
	});

	const MARCH = { scope: 'period', periodFrom: '2026-03-01T00:00:00', periodTo: '2026-03-31T23:59:59', returnAll: true };

	test('reads the events of the period that the calendar organizes, cancelled ones left out', async () => {
		event({ eventId: 'before_0', start: day('2026-02-15'), attendees: ['user_before'] });
		event({ eventId: 'one_0', start: day('2026-03-15'), attendees: ['user_one'] });
		event({ eventId: 'whole_0', start: { date: '2026-03-20' }, attendees: ['user_whole'] });
		event({ eventId: 'weekly_0', start: day('2026-01-05'), recurrence: 'FREQ=WEEKLY', attendees: ['user_weekly'] });
		event({ eventId: 'over_0', start: day('2026-01-05'), recurrence: 'FREQ=WEEKLY;UNTIL=20260201T000000Z', attendees: ['user_over'] });
		event({ eventId: 'gone_0', start: day('2026-03-15'), deleted: true, attendees: ['user_gone'] });
		event({ eventId: 'after_0', start: day('2026-04-15'), attendees: ['user_after'] });
		const { json } = await run('getAll', { parameters: MARCH });
		expect(json).toMatchObject([
			{ event_id: 'one_0', attendee_id: 'user_one' },
			{ event_id: 'whole_0', attendee_id: 'user_whole', start_time: '2026-03-20' },
			{ event_id: 'weekly_0', attendee_id: 'user_weekly', recurring: true },
		]);
		expect(sandbox.calls('calendarEventList')).toHaveLength(1);
		expect(sandbox.calls('attendeeList')).toHaveLength(3);
		expect(sandbox.calls('eventGet')).toEqual([]);
	});

	test('leaves out events of other organizers unless they are wanted', async () => {
		sandbox.fault({
			endpoint: 'calendarEventList',
			kind: 'answer',
			on: 'every',
			body: { data: { has_more: false, items: [{ event_id: EVENT, organizer_calendar_id: 'other@group', status: 'confirmed' }] } },
		});
		event({ start: day('2026-03-15'), attendees: ['user_1'] });
		expect((await run('getAll', { parameters: MARCH })).json).toEqual([]);
		const { json } = await run('getAll', { parameters: MARCH, options: { onlyOrganized: false } });
		expect(json).toMatchObject([{ attendee_id: 'user_1', organizer_calendar_id: 'other@group' }]);
	});

	test('misses nothing where the answer for the period is full', async () => {
		for (let index = 0; index < 1_100; index += 1) event({ eventId: `e${index}_0`, start: day('2026-03-15') });
		for (let index = 0; index < 1_100; index += 1) event({ eventId: `f${index}_0`, start: day('2026-05-15') });
		event({ eventId: 'last_0', start: day('2026-03-16'), attendees: ['user_last'] });
		const { json } = await run('getAll', { parameters: MARCH });
		expect(of(json, 'attendee_id')).toEqual(['user_last']);
		expect(sandbox.calls('attendeeList')).toHaveLength(1_101);
	}, 60_000);

	test('asks for little more than the limit needs', async () => {
		for (let index = 0; index < 100; index += 1) event({ eventId: `e${index}_0`, start: day('2026-03-15'), attendees: [`user_${index}`] });
		const { json } = await run('getAll', { parameters: { ...MARCH, returnAll: false, limit: 2 } });
		expect(of(json, 'attendee_id')).toEqual(['user_0', 'user_1']);
		expect(sandbox.calls('attendeeList').length).toBeLessThan(8);
	});

	test('an event whose attendees may not be seen is a line of its own', async () => {
		event({ eventId: 'a_0', start: day('2026-03-15'), attendees: ['user_a'] });
		event({ eventId: 'b_0', start: day('2026-03-16'), organizer: 'ou_other', attendeeAbility: 'none', attendees: ['user_b'] });
		event({ eventId: 'c_0', start: day('2026-03-17'), attendees: ['user_c'] });
		const { json } = await run('getAll', { parameters: MARCH, settings: continued });
		expect(json).toMatchObject([
			{ attendee_id: 'user_a' },
			{ event_id: 'b_0', status: 'refused', code: 194001 },
			{ attendee_id: 'user_c' },
		]);
	});

	test('a calendar that is not there does not end the search of another', async () => {
		event({ start: day('2026-03-15'), attendees: ['user_1'] });
		const items = [{ id: 'feishu.cn_none@group.calendar.feishu.cn' }, { id: CALENDAR }];
		const { json } = await run('getAll', { items, parameters: { ...MARCH, calendarId: rl('={{ $json.id }}') }, settings: continued });
		expect(json).toMatchObject([{ calendar_id: items[0]?.id, status: 'refused', code: 191000 }, { attendee_id: 'user_1' }]);
	});

	test('is what the deletion takes: those found are those removed', async () => {
		event({ eventId: 'a_0', start: day('2026-03-15'), attendees: ['user_left', 'user_stays'] });
		event({ eventId: 'b_0', start: day('2026-03-16'), attendees: ['user_left'] });
		const found = await run('getAll', { parameters: MARCH, options: { onlyThese: 'ou_left, user_left' } });
		const removed = await run('delete', {
			items: found.json,
			parameters: {
				calendarId: rl('={{ $json.calendar_id }}'),
				eventId: rl('={{ $json.event_id }}'),
				attendeeIds: '={{ $json.attendee_id }}',
			},
		});
		expect(of(removed.json, 'status')).toEqual(['deleted', 'deleted']);
		expect([...attendees('a_0'), ...attendees('b_0')].map(({ attendeeId }) => attendeeId)).toEqual(['user_stays']);
	});
});

const person = (index: number) => ({ type: 'user', userId: `ou_${index}` });

describe('Add Attendees', () => {
	test('adds those of all items in the fewest calls, each with its new attendee ID', async () => {
		event();
		const items = [0, 500, 1_000].map((first) => ({ ids: numbered(500, (index) => `ou_${first + index}`) }));
		const { json } = await run('create', { items, parameters: { attendees: { each: [{ type: 'user', userId: '={{ $json.ids }}' }] } } });
		expect(of(json, 'status')).toEqual(numbered(1_500, () => 'created'));
		expect(sandbox.calls('attendeeCreate').map(({ body }) => (body as { attendees: unknown[] }).attendees.length)).toEqual([1_000, 500]);
		expect(json[7]).toMatchObject({ calendar_id: CALENDAR, event_id: EVENT, type: 'user', user_id: 'ou_7', created: true });
		const added = attendees();
		expect(of(json, 'attendee_id')).toEqual(added.map(({ attendeeId }) => attendeeId));
	});

	test('puts no more than a hundred rooms into one call', async () => {
		event({ organizer: 'ou_somebody' });
		event();
		const rooms = numbered(130, (index) => `omm_${index}`);
		const room = { type: 'resource', roomId: '={{ $json.rooms }}', operateId: 'ou_1' };
		const { json } = await run('create', { items: [{ rooms }], parameters: { attendees: { each: [room, person(2)] } } });
		expect(of(json, 'status')).toEqual([...rooms, 'person'].map(() => 'created'));
		expect(sandbox.calls('attendeeCreate')).toHaveLength(2);
	});

	test('finds the bad one among many', async () => {
		event();
		sandbox.seed.invitee({ target: 'ou_3', refuses: 195100 });
		const items = numbered(8, (index) => `ou_${index}`).map((id) => ({ id }));
		const each = [{ type: 'user', userId: '={{ $json.id }}' }];
		const { json } = await run('create', { items, parameters: { attendees: { each } }, settings: continued });
		expect(of(json, 'status')).toEqual(items.map(({ id }) => (id === 'ou_3' ? 'refused' : 'created')));
		expect(json[3]?.code).toBe(195100);
	});

	test('says where a meeting room has declined', async () => {
		event();
		sandbox.seed.invitee({ target: 'omm_1', needsApproval: true });
		const each = [{ type: 'resource', roomId: 'omm_1', operateId: 'ou_1' }];
		const { json } = await run('create', { parameters: { attendees: { each } }, settings: continued });
		expect(json).toMatchObject([{ status: 'refused', reason: 'The meeting room has declined', rsvp_status: 'decline' }]);
	});

	test('says of people whom a room administrator cannot add that nobody knows', async () => {
		event();
		const each = [person(1), { type: 'resource', roomId: 'omm_1', operateId: 'ou_1' }];
		const { json } = await run('create', { parameters: { attendees: { each } }, options: { isEnableAdmin: true }, settings: continued });
		expect(json).toMatchObject([{ status: 'refused', confirmed_by: 'read' }, { status: 'created' }]);
	});

	test('settles by a look what lost answers leave open', async () => {
		event();
		sandbox.fault({ endpoint: 'attendeeCreate', kind: 'resetAfter', on: 'every' });
		const { json } = await run('create', { parameters: { attendees: { each: [person(1), person(2)] } } });
		expect(json).toMatchObject([
			{ status: 'created', confirmed_by: 'read' },
			{ status: 'created', confirmed_by: 'read' },
		]);
		expect(attendees()).toHaveLength(2);
		expect(of(json, 'attendee_id')).toEqual(attendees().map(({ attendeeId }) => attendeeId));
	});
});

describe('Keep a Copy', () => {
	const CROWD = [
		{ attendeeId: 'user_1', target: 'ou_1', rsvpStatus: 'accept' as const, isOptional: true },
		{ attendeeId: 'user_2', target: 'ou_2' },
		{ attendeeId: 'chat_1', target: 'oc_1' },
		{ attendeeId: 'resource_1', target: 'omm_1', operateId: 'ou_1', resourceCustomization: [{ index_key: '1', input_content: 'Tea' }] },
		{ attendeeId: 'third_party_a@example.com', target: 'a@example.com' },
	];
	const remove = (options: INodeParameters = {}) =>
		run('delete', {
			parameters: {
				attendeeIds: 'user_1, chat_1, resource_1, third_party_a@example.com',
				deleteIds: { ids: [{ type: 'user', userId: 'ou_2' }] },
			},
			options: { keepCopy: true, ...options },
			settings: continued,
		});

	test('keeps what it takes to put all of them back, but for replies', async () => {
		event({ attendees: CROWD });
		const before = structuredClone(attendees());
		const removed = await remove();
		expect(of(removed.json, 'status')).toEqual(CROWD.map(() => 'deleted'));
		expect(attendees()).toEqual([]);
		expect(sandbox.calls('attendeeList')).toHaveLength(1);

		const added = await run('create', {
			items: removed.json,
			parameters: {
				calendarId: rl('={{ $json.calendar_id }}'),
				eventId: rl('={{ $json.event_id }}'),
				copies: '={{ $json.snapshot }}',
			},
			options: { addOperatorToAttendee: false },
		});
		expect(added.error).toBeUndefined();
		expect(sandbox.calls('attendeeCreate')).toHaveLength(1);
		const lasting = (list: typeof before) =>
			list.map(({ attendeeId: _id, rsvpStatus: _reply, ...rest }) => rest).sort((one, other) => one.target.localeCompare(other.target));
		expect(lasting(attendees())).toEqual(lasting(before));
	});

	test('does not remove whom it cannot find', async () => {
		event({ attendees: CROWD.slice(1) });
		const { json } = await remove();
		expect(json[0]).toMatchObject({ attendee_id: 'user_1', status: 'not_sent', reason: 'Keep a Copy found no such record in Feishu' });
		expect(of(json.slice(1), 'status')).toEqual(['deleted', 'deleted', 'deleted', 'deleted']);
	});

	test('removes nobody where the list may not be read', async () => {
		sandbox.seed.app({ ...SANDBOX_APP, scopes: ['calendar:calendar.event:update'] });
		event({ attendees: CROWD });
		const { json } = await remove();
		expect(of(json, 'status')).toEqual(CROWD.map(() => 'not_sent'));
		expect(attendees()).toHaveLength(5);
	});

	test('reads the list of an event once for many attendees', async () => {
		event({ attendees: numbered(600, (index) => `user_${index}`) });
		const ids = numbered(600, (index) => `user_${index}`);
		const { json } = await run('delete', {
			items: [{ ids }],
			parameters: { attendeeIds: '={{ $json.ids }}' },
			options: { keepCopy: true, stopIfMoreThan: 1_000 },
			settings: continued,
		});
		expect(new Set(of(json, 'status'))).toEqual(new Set(['deleted']));
		expect(sandbox.calls('attendeeList')).toHaveLength(6);
		expect(sandbox.calls('calendarEventAttendee')).toHaveLength(2);
	});
});

describe('a look at the attendees', () => {
	const removeIds = (ids: readonly string[], options: INodeParameters = {}) =>
		run('delete', { items: [{ ids }], parameters: { attendeeIds: '={{ $json.ids }}' }, options, settings: continued });

	const removeUsers = (ids: readonly string[], options: INodeParameters = {}) =>
		run('delete', {
			items: [{ ids }],
			parameters: { attendeeIds: '', deleteIds: { ids: [{ type: 'user', userId: '={{ $json.ids }}' }] } },
			options,
			settings: continued,
		});

	test('tells which ones are gone, and saves a call for each', async () => {
		event({ attendees: ['user_still'] });
		const { json } = await removeIds(
			numbered(500, (index) => `user_${index}`),
			{ alreadyGone: true, stopIfMoreThan: 1_000 },
		);
		expect(json).toHaveLength(500);
		expect(new Set(of(json, 'status'))).toEqual(new Set(['already_gone']));
		expect(json[0]).toMatchObject({ confirmed_by: 'read' });
		expect(sandbox.calls('calendarEventAttendee')).toHaveLength(1);
		expect(sandbox.calls('attendeeList')).toHaveLength(1);
	});

	test('removes those that are there beside those that are gone', async () => {
		event({ attendees: numbered(250, (index) => `user_${index}`) });
		const { json } = await removeIds(
			numbered(500, (index) => `user_${index}`),
			{ alreadyGone: true, stopIfMoreThan: 1_000 },
		);
		expect(of(json, 'status')).toEqual(numbered(500, (index) => (index < 250 ? 'deleted' : 'already_gone')));
		expect(sandbox.calls('calendarEventAttendee')).toHaveLength(2);
		expect(sandbox.calls('attendeeList')).toHaveLength(3);
	});

	test('settles what lost answers leave open', async () => {
		event({ attendees: ['user_1', 'user_2'] });
		sandbox.fault({ endpoint: 'calendarEventAttendee', kind: 'resetAfter', on: 'every' });
		expect((await removeIds(['user_1'])).json).toMatchObject([{ status: 'deleted', confirmed_by: 'read' }]);
		sandbox.reset('empty');
		event({ attendees: ['user_1'] });
		sandbox.fault({ endpoint: 'calendarEventAttendee', kind: 'http500', on: 'every' });
		const { json } = await removeIds(['user_1']);
		expect(json).toMatchObject([{ status: 'refused', confirmed_by: 'read', reason: expect.stringContaining('was not done') as string }]);
	});

	test('compares user IDs of the asked kind, and addresses in whatever case', async () => {
		sandbox.seed.person({ openId: 'ou_1', unionId: 'on_1', userId: 'u1' });
		event({ attendees: [{ attendeeId: 'user_1', target: 'ou_1' }, 'third_party_A@example.com'] });
		const copies = await run('delete', {
			parameters: {
				attendeeIds: '',
				deleteIds: {
					ids: [
						{ type: 'user', userId: 'on_1' },
						{ type: 'third_party', thirdPartyEmail: 'A@example.com' },
					],
				},
			},
			options: { keepCopy: true, userIdType: 'union_id' },
			settings: continued,
		});
		expect(copies.json).toMatchObject([
			{ status: 'deleted', snapshot: { user_id: 'on_1' } },
			{ status: 'deleted', snapshot: { third_party_email: 'A@example.com' } },
		]);
	});

	test('finds an address in whatever case, and nobody who is listed as removed', async () => {
		event({ attendees: ['third_party_A@example.com', { attendeeId: 'user_1', target: 'ou_1', rsvpStatus: 'removed' }] });
		const { json } = await run('delete', {
			parameters: { attendeeIds: 'user_1', deleteIds: { ids: [{ type: 'third_party', thirdPartyEmail: 'a@EXAMPLE.com' }] } },
			options: { keepCopy: true },
			settings: continued,
		});
		expect(json[0]).toMatchObject({ attendee_id: 'user_1', status: 'not_sent', reason: 'Keep a Copy found no such record in Feishu' });
		// The sandbox itself compares addresses letter by letter.
		expect(json[1]).toMatchObject({ snapshot: { third_party_email: 'A@example.com' } });
	});

	test('never takes for gone whom the list shows by an ID of another kind', async () => {
		sandbox.seed.person({ openId: 'ou_1', unionId: 'on_1', userId: 'u1' });
		sandbox.seed.invitee({ target: 'ou_2', isExternal: true });
		event({ attendees: [{ attendeeId: 'user_2', target: 'ou_2' }] });
		const { json } = await removeUsers(['u1'], { keepCopy: true, userIdType: 'user_id' });
		expect(json).toMatchObject([{ status: 'not_sent', reason: expect.stringContaining('another kind') as string }]);
	});

	test('says nothing of one instance of an event that repeats', async () => {
		event({ recurrence: 'FREQ=DAILY', attendees: ['resource_omm_1'] });
		sandbox.fault({ endpoint: 'calendarEventAttendee', kind: 'resetAfter', on: 'every' });
		const { json } = await removeIds(['resource_omm_1'], { isEnableAdmin: true, instanceStartTimeAdmin: '1647320400' });
		expect(json).toMatchObject([{ status: 'unknown' }]);
		expect(sandbox.calls('attendeeList')).toEqual([]);
	});
});
