import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { numbered, rl } from '../deletions/values';
import { sandboxCredentials } from '../support/deletions';
import { runNode, type NodeSetup } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed({ rateLimits: 'off' });

const CALENDAR = 'feishu.cn_team@group.calendar.feishu.cn';
const OTHER = 'feishu.cn_other@group.calendar.feishu.cn';
const START = 1_767_196_800;
const DAY = 86_400;

const CONTINUE = { onError: 'continueRegularOutput' } as const;

type SeedEvent = Parameters<typeof world.sandbox.seed.event>[0];

const at = (days: number) => ({ at: (START + days * DAY) * 1_000, timezone: 'Asia/Shanghai' });
const event = (eventId: string, about: Partial<SeedEvent> = {}) =>
	world.sandbox.seed.event({ calendarId: CALENDAR, eventId, start: at(0), ...about });
const series = () => event('weekly_0', { summary: 'Weekly', recurrence: 'FREQ=WEEKLY;COUNT=60' });
const occurrence = (week: number) => `weekly_${START + week * 7 * DAY}`;
const events = () => world.sandbox.state.calendars.get(CALENDAR)?.events ?? new Map<string, never>();
const isGone = (eventId: string) => events().get(eventId)?.deleted === true;

async function run(
	operation: string,
	items: IDataObject[],
	parameters: INodeParameters,
	settings: NodeSetup['settings'] = CONTINUE,
	type: NodeSetup['type'] = 'feishuCalendarEvent',
) {
	return await runNode(
		items,
		{
			type,
			credentials: { feishuTenantApi: 'tenant' },
			parameters: { authentication: 'feishuTenantApi', operation, calendarId: rl(CALENDAR), options: {}, ...parameters },
			settings,
		},
		sandboxCredentials(world.sandbox),
	);
}

const remove = async (ids: readonly string[], options: IDataObject = {}, more: INodeParameters = {}) =>
	(
		await run(
			'delete',
			ids.map((id) => ({ id })),
			{ eventId: rl('={{ $json.id }}'), options: options as INodeParameters, ...more },
		)
	).json;

const find = async (options: IDataObject = {}, days = 30, more: INodeParameters = {}) =>
	(
		await run('getAll', [{}], {
			periodFrom: START,
			periodTo: START + days * DAY,
			returnAll: true,
			options: options as INodeParameters,
			...more,
		})
	).json;

const restore = async (snapshots: unknown[], more: INodeParameters = {}) =>
	(
		await run(
			'create',
			snapshots.map((snapshot) => ({ snapshot }) as IDataObject),
			{ events: '={{ $json.snapshot }}', ...more },
		)
	).json;

const looks = () => world.sandbox.calls('eventGet').length;
const deletions = () => world.sandbox.calls('calendarEvent');

describe('Delete Events', () => {
	test('looks at each event, deletes single ones and occurrences, and refuses a series', async () => {
		event('one_0');
		series();
		const json = await remove(['one_0', 'weekly_0', occurrence(1)]);
		expect(json.map(({ status }) => status)).toEqual(['deleted', 'refused', 'deleted']);
		expect(json[1]).toMatchObject({ deleted: false, reason: 'This event repeats, and its ID stands for all of its occurrences' });
		expect(json[1]).not.toHaveProperty('code');
		expect([isGone('one_0'), isGone('weekly_0'), isGone(occurrence(1))]).toEqual([true, false, true]);
		// An occurrence tells by its ID what it is.
		expect([looks(), deletions().length]).toEqual([2, 2]);
	});

	test('deletes a whole series if asked, and says what stays, which Get Many finds', async () => {
		series();
		event(occurrence(2), { start: at(15), recurringEventId: 'weekly_0', summary: 'Weekly, moved' });
		const [json] = await remove(['weekly_0'], { repeatingEvents: 'deleteSeries' });
		expect(json).toMatchObject({
			status: 'deleted',
			deleted: true,
			reason: expect.stringContaining('changed before') as string,
			what_to_do: expect.stringContaining('recurring_event_id') as string,
		});
		expect([isGone('weekly_0'), isGone(occurrence(2))]).toEqual([true, false]);
		const found = await find();
		expect(found).toMatchObject([{ summary: 'Weekly, moved', event_id: occurrence(2), recurring_event_id: 'weekly_0', recurring: true }]);
		expect(await remove([String(found[0]?.event_id)])).toMatchObject([{ status: 'deleted' }]);
	});

	test.each([
		['an occurrence, whose series Never Delete names', occurrence(1), 'weekly_0'],
		['a series, of which Never Delete names an occurrence', 'weekly_0', occurrence(1)],
	])('keeps %s', async (_what, id, neverDelete) => {
		series();
		event('one_0');
		const json = await remove([id, 'one_0'], { neverDelete, repeatingEvents: 'deleteSeries' });
		expect(json.map(({ status }) => status)).toEqual(['not_sent', 'deleted']);
		expect([isGone('weekly_0'), isGone(occurrence(1))]).toEqual([false, false]);
		// Other occurrences go.
		expect(await remove([occurrence(2)], { neverDelete: occurrence(1) })).toMatchObject([{ status: 'deleted' }]);
	});

	test('keeps the attendees of an occurrence, whose series Never Delete names', async () => {
		series();
		event(occurrence(2), { recurringEventId: 'weekly_0', attendees: ['user_ou_1'] });
		const { json } = await run(
			'delete',
			[{}],
			{
				eventId: rl(occurrence(2)),
				attendeeIds: 'user_ou_1',
				options: { neverDelete: 'weekly_0' },
			},
			CONTINUE,
			'feishuCalendarEventAttendee',
		);
		expect(json).toMatchObject([{ status: 'not_sent', reason: 'Never Delete names this record' }]);
	});

	test.each([[['RRULE:FREQ=DAILY']], [{ freq: 'DAILY' }], [1]])('deletes no event whose rule has another form: %j', async (recurrence) => {
		series();
		world.sandbox.fault({
			endpoint: 'eventGet',
			kind: 'answer',
			body: { data: { event: { event_id: 'weekly_0', recurrence } } },
			on: 'every',
		});
		expect(await remove(['weekly_0'])).toMatchObject([{ status: 'refused', reason: expect.stringContaining('repeats') as string }]);
		expect(deletions()).toEqual([]);
	});

	test('looks at an ID that ends in more digits than a time has', async () => {
		series();
		await remove(['weekly_18446744073709551616']);
		expect([looks(), deletions().length]).toEqual([1, 0]);
	});

	test.each([
		[false, 'false'],
		[true, 'true'],
	])('sends the notification as text: %s', async (needNotification, text) => {
		event('one_0');
		await remove(['one_0'], { needNotification });
		expect(deletions().map(({ query }) => query)).toEqual([{ need_notification: text }]);
		expect(events().get('one_0')?.removal?.needNotification).toBe(needNotification);
	});

	test.each([null, 'maybe', ''])('refuses a switch for the notification that is %j', async (value) => {
		event('one_0');
		const [json] = await remove(['one_0'], { needNotification: `={{ ${JSON.stringify(value)} }}` });
		expect(json).toMatchObject({ status: 'refused', reason: expect.stringContaining('Send Notification') as string });
		expect(world.sandbox.calls('calendarEvent')).toEqual([]);
	});

	test('deletes nothing that it cannot look at, and stops asking', async () => {
		const ids = numbered(200, (index) => `e${index}_0`);
		for (const id of ids) event(id);
		world.sandbox.seed.calendar({ calendarId: CALENDAR, role: 'none' });
		const json = await remove(ids);
		expect(json.map(({ status }) => status)).toEqual(['refused', ...ids.slice(1).map(() => 'not_sent')]);
		expect(json[0]).toMatchObject({ code: 191002, what_to_do: expect.stringContaining('writer or owner') as string });
		expect([looks(), deletions().length]).toEqual([1, 0]);
	});

	test('says who may delete, and on which calendars', async () => {
		event('one_0', { organizer: 'ou_other' });
		expect(await remove(['one_0'])).toMatchObject([
			{ code: 193002, what_to_do: expect.stringContaining('organizer_calendar_id') as string },
		]);
		event('two_0', { calendar: { type: 'resource' } });
		expect(await remove(['two_0'])).toMatchObject([{ code: 191004, what_to_do: expect.stringContaining('cannot be deleted') as string }]);
	});

	test.each([
		['refuse', 'deleteSeries'],
		['deleteSeries', 'refuse'],
	])('deletes no series that one item refuses, though another one asks for it: %s, %s', async (...choices) => {
		series();
		event('one_0');
		const items = [...choices.map((choice) => ({ id: 'weekly_0', choice })), { id: 'one_0', choice: 'refuse' }];
		const parameters = { eventId: rl('={{ $json.id }}'), options: { repeatingEvents: '={{ $json.choice }}' } };
		const { json } = await run('delete', items, parameters);
		expect(json.map(({ status }) => status)).toEqual(['refused', 'refused', 'deleted']);
		expect(json[0]?.what_to_do).toContain('in every item that names it');
		expect(isGone('weekly_0')).toBe(false);
	});

	test('takes the options of the first item that names an event, if they only say how', async () => {
		event('one_0');
		const items = [false, true].map((notify) => ({ id: 'one_0', notify }));
		const { json } = await run('delete', items, {
			eventId: rl('={{ $json.id }}'),
			options: { needNotification: '={{ $json.notify }}' },
		});
		expect(json.map(({ status }) => status)).toEqual(['deleted', 'deleted']);
		expect(deletions().map(({ query }) => query)).toEqual([{ need_notification: 'false' }]);
	});

	test('an occurrence is not known to be deleted if Feishu shows no series of it either', async () => {
		event('one_0');
		world.sandbox.fault({ endpoint: 'calendarEvent', kind: 'resetBefore', on: 'every' });
		const [json] = await remove([occurrence(1)]);
		expect(json).toMatchObject({ status: 'unknown' });
		expect(json).not.toHaveProperty('confirmed_by');
	});

	test('an occurrence of a series that is deleted is deleted', async () => {
		event('weekly_0', { recurrence: 'FREQ=WEEKLY;COUNT=60', deleted: true });
		world.sandbox.fault({ endpoint: 'calendarEvent', kind: 'resetBefore', on: 'every' });
		expect(await remove([occurrence(1)])).toMatchObject([{ status: 'deleted', confirmed_by: 'read' }]);
	});

	test('an occurrence without a series is already gone before a copy is kept', async () => {
		event('one_0');
		expect(await remove([occurrence(1)], { keepCopy: true, alreadyGone: true })).toMatchObject([{ status: 'already_gone' }]);
		expect(deletions()).toEqual([]);
	});

	test('an occurrence is told from the others of its days, and is gone if the list shows it as cancelled', async () => {
		const daily = (day: number) => `daily_${START + day * DAY}`;
		world.sandbox.setOptions({ answers: { deletedEvents: 'forget' } });
		event('daily_0', { recurrence: 'FREQ=DAILY;COUNT=9' });
		world.sandbox.fault({ endpoint: 'calendarEvent', kind: 'resetAfter', on: [1, 2, 3, 4] });
		expect(await remove([daily(3)])).toMatchObject([{ status: 'deleted', confirmed_by: 'read' }]);
		const [{ query } = {}] = world.sandbox.calls('eventInstances');
		expect(query).toMatchObject({ start_time: String(START + 2 * DAY), end_time: String(START + 4 * DAY) });
		const items = [{ event_id: daily(4) }, { event_id: daily(5), status: 'cancelled' }];
		world.sandbox.fault({ endpoint: 'eventInstances', kind: 'answer', body: { data: { items, has_more: false } }, on: 'every' });
		world.sandbox.fault({ endpoint: 'calendarEvent', kind: 'resetBefore', on: 'every' });
		expect(await remove([daily(5)])).toMatchObject([{ status: 'deleted', confirmed_by: 'read' }]);
		const before = looks();
		expect(await remove([daily(4)])).toMatchObject([{ status: 'refused', confirmed_by: 'read' }]);
		// Only a copy takes another look at the series: one for the occurrence, and one after a pause.
		expect(looks() - before).toBe(2);
	});

	test('an occurrence that its own look shows as cancelled is gone', async () => {
		series();
		const shown = { event_id: occurrence(1), status: 'cancelled' };
		world.sandbox.fault({ endpoint: 'eventGet', kind: 'answer', body: { data: { event: shown } }, on: 'every' });
		expect(await remove([occurrence(1)], { keepCopy: true, alreadyGone: true })).toMatchObject([{ status: 'already_gone' }]);
		expect(world.sandbox.calls('eventInstances')).toEqual([]);
	});

	test('deletes no event if the look shows another one', async () => {
		event('one_0');
		world.sandbox.fault({ endpoint: 'eventGet', kind: 'answer', body: { data: { event: { event_id: 'two_0' } } }, on: 'every' });
		expect(await remove(['one_0'])).toMatchObject([
			{ status: 'not_sent', reason: expect.stringContaining('does not show this event') as string },
		]);
		expect(deletions()).toEqual([]);
	});

	describe.each(['its own ID', 'the ID of the series'] as const)('an occurrence that Feishu shows as its series, under %s', (shownAs) => {
		const id = occurrence(3);
		beforeEach(() => {
			series();
			const times = { start_time: { timestamp: String(START) }, end_time: { timestamp: String(START + 3_600) } };
			const shown = { event_id: shownAs === 'its own ID' ? id : 'weekly_0', summary: 'Weekly', recurrence: 'FREQ=WEEKLY;COUNT=60' };
			world.sandbox.fault({ endpoint: 'eventGet', kind: 'answer', body: { data: { event: { ...shown, ...times } } }, on: 'every' });
		});

		test('is copied with its own time', async () => {
			const [json] = await remove([id], { keepCopy: true });
			expect(json).toMatchObject({
				status: 'deleted',
				snapshot: { event_id: id, recurring_event_id: 'weekly_0', start_time: { timestamp: String(START + 21 * DAY) } },
			});
			expect(json?.snapshot).not.toHaveProperty('recurrence');
			expect(await restore([json?.snapshot])).toMatchObject([{ status: 'created', start_time: '2026-01-22T00:00:00+08:00' }]);
		});

		test('is known by the list of the series, if an answer is lost', async () => {
			world.sandbox.fault({ endpoint: 'calendarEvent', kind: 'resetAfter', on: [1, 2, 3, 4] });
			expect(await remove([id])).toMatchObject([{ status: 'deleted', confirmed_by: 'read' }]);
			world.sandbox.fault({ endpoint: 'calendarEvent', kind: 'resetBefore', on: [1, 2, 3, 4] });
			expect(await remove([occurrence(4)])).toMatchObject([{ status: 'refused', confirmed_by: 'read' }]);
		});
	});

	describe.each(['refuse', 'cancel', 'forget'] as const)('where Feishu answers for a deleted event: %s', (deletedEvents) => {
		beforeEach(() => {
			world.sandbox.setOptions({ answers: { deletedEvents } });
		});

		test('it is already gone', async () => {
			event('one_0', { deleted: true });
			expect(await remove(['one_0'])).toMatchObject([{ status: 'refused' }]);
			expect(await remove(['one_0'], { alreadyGone: true })).toMatchObject([{ status: 'already_gone', deleted: false }]);
			expect(deletions()).toEqual([]);
		});

		test('a lost answer is settled by the repeat, or by a look', async () => {
			event('one_0');
			world.sandbox.fault({ endpoint: 'calendarEvent', kind: 'resetAfter', on: 1 });
			expect(await remove(['one_0'])).toMatchObject([{ status: 'deleted' }]);
			event('two_0');
			world.sandbox.fault({ endpoint: 'calendarEvent', kind: 'resetAfter', on: 'every' });
			expect(await remove(['two_0'])).toMatchObject([{ status: 'deleted', confirmed_by: 'read' }]);
		});

		test.each(['hide', 'show'] as const)(
			'an occurrence is settled by the list of its series, if it has no look of its own: %s',
			async (shown) => {
				world.sandbox.setOptions({ answers: { plainOccurrences: shown } });
				series();
				world.sandbox.fault({ endpoint: 'calendarEvent', kind: 'resetAfter', on: [1, 2, 3, 4] });
				expect(await remove([occurrence(1)])).toMatchObject([{ status: 'deleted', confirmed_by: 'read' }]);
				world.sandbox.fault({ endpoint: 'calendarEvent', kind: 'resetBefore', on: [1, 2, 3, 4] });
				expect(await remove([occurrence(2)])).toMatchObject([{ status: 'refused', confirmed_by: 'read' }]);
				expect(isGone(occurrence(2))).toBe(false);
			},
		);
	});

	test('keeps copies with everybody who is invited, and with the forms of rooms', async () => {
		const many = numbered(130, (index) => `user_ou_${index}`);
		event('many_0', { attendees: many });
		event('few_0', { attendees: ['user_ou_1', { attendeeId: 'user_ou_2', rsvpStatus: 'removed' }] });
		const form = [{ index_key: '1', input_content: 'Tea' }];
		event('room_0', { attendees: [{ attendeeId: 'resource_omm_1', resourceCustomization: form }] });
		series();
		const json = await remove(['many_0', 'few_0', 'room_0', 'weekly_0', occurrence(1)], { keepCopy: true });
		const attendees = json.map(({ snapshot }) => (snapshot as IDataObject | undefined)?.attendees as IDataObject[] | undefined);
		expect(json.map(({ status }) => status)).toEqual(['deleted', 'deleted', 'deleted', 'refused', 'deleted']);
		expect(attendees.map((list) => list?.length)).toEqual([130, 1, 1, 0, 0]);
		expect(attendees[2]).toMatchObject([{ room_id: 'omm_1', resource_customization: form }]);
		expect(json[4]?.snapshot).toMatchObject({ event_id: occurrence(1), recurring_event_id: 'weekly_0', summary: 'Weekly' });
		expect(json[4]?.snapshot).not.toHaveProperty('recurrence');
		// One look for each, of which that at the series serves its occurrence, too; two pages, and the list of the room.
		expect([looks(), world.sandbox.calls('attendeeList').length]).toEqual([5, 3]);
	});
});

describe('Get Many', () => {
	test('shows what a person recognizes, then what Delete Events needs', async () => {
		world.sandbox.seed.invitee({ target: 'ou_lin', displayName: 'Lin Xia' });
		event('one_0', { summary: 'Review', start: at(1), organizer: 'ou_lin' });
		const [json = {}] = await find();
		expect(Object.keys(json)).toEqual(['summary', 'start_time', 'end_time', 'organizer', 'calendar_id', 'event_id']);
		expect(json).toMatchObject({ summary: 'Review', start_time: '2026-01-02T00:00:00+08:00', organizer: 'Lin Xia' });
		const [raw] = await find({}, 30, { simplify: false });
		expect(raw).toMatchObject({ summary: 'Review', event: { event_id: 'one_0', status: 'confirmed' } });
	});

	test('lists a repeating event once, or each occurrence, over any length of time', async () => {
		series();
		expect(await find({}, 360)).toMatchObject([{ event_id: 'weekly_0', recurring: true, recurrence: 'FREQ=WEEKLY;COUNT=60' }]);
		const each = await find({ eachOccurrence: true }, 360);
		expect(each.map(({ event_id }) => event_id)).toEqual(numbered(52, occurrence));
		expect(new Set(each.map(({ recurring_event_id }) => recurring_event_id))).toEqual(new Set(['weekly_0']));
		expect(world.sandbox.calls('eventInstanceView')).toHaveLength(10);
	});

	test('halves a span that has too many occurrences, and lists each once', async () => {
		for (const index of Array.from({ length: 2_500 }, (_, number) => number)) event(`e${index}_0`, { start: at(index / 100) });
		const found = await find({ eachOccurrence: true });
		expect(new Set(found.map(({ event_id }) => event_id)).size).toBe(2_500);
		expect(found).toHaveLength(2_500);
	});

	test('reads on if the period holds more than fit into one answer', async () => {
		for (const index of Array.from({ length: 1_200 }, (_, number) => number)) event(`e${index}_0`, { start: at(1) });
		expect(await find()).toHaveLength(1_200);
	});

	test('leaves out what is cancelled or was only invited to, and filters by title and organizer', async () => {
		for (const person of [{ openId: 'ou_lin', unionId: 'on_lin', userId: 'lin', email: 'lin@example.com' }])
			world.sandbox.seed.person(person);
		event('gone_0', { deleted: true });
		event('a_0', { summary: 'Weekly Review', organizer: 'ou_lin' });
		event('b_0', { summary: 'Lunch', organizer: 'ou_zhou' });
		event('c_0', { summary: 'An app made it' });
		const idsOf = async (options: IDataObject) => (await find(options)).map(({ event_id }) => event_id);
		expect(await idsOf({})).toEqual(['a_0', 'b_0', 'c_0']);
		expect(await idsOf({ titleContains: 'rEview' })).toEqual(['a_0']);
		expect(await idsOf({ onlyOrganizers: 'ou_lin' })).toEqual(['a_0']);
		expect(await idsOf({ onlyOrganizers: 'lin@example.com' })).toEqual(['a_0']);
		expect(await idsOf({ onlyOrganizers: 'lin', userIdType: 'user_id' })).toEqual(['a_0']);
		expect(await idsOf({ onlyOrganizers: '={{ [] }}' })).toEqual([]);
		world.sandbox.fault({
			endpoint: 'calendarEventList',
			kind: 'answer',
			body: { data: { items: [{ event_id: 'x_0', organizer_calendar_id: OTHER, start_time: { timestamp: String(START) } }] } },
			on: 'every',
		});
		expect(await idsOf({})).toEqual([]);
		expect(await idsOf({ onlyOrganized: false })).toEqual(['x_0']);
	});

	test('keeps what it has found if a later span cannot be read', async () => {
		series();
		world.sandbox.fault({ endpoint: 'eventInstanceView', kind: 'code', code: 190002, on: 2 });
		const found = await find({ eachOccurrence: true }, 100);
		expect(found.slice(0, -1).map(({ event_id }) => event_id)).toEqual(numbered(6, occurrence));
		expect(found.at(-1)).toMatchObject({ status: 'refused', code: 190002 });
	});
});

describe('Restore Events', () => {
	/** The copies of deleted events. */
	const copies = async (ids: readonly string[]) => (await remove(ids, { keepCopy: true })).map(({ snapshot }) => snapshot);

	test('creates deleted events again, and says what is not restored', async () => {
		event('one_0', {
			summary: 'Review',
			attendees: ['user_ou_1', 'user_ou_2'],
			details: { attachments: [{ file_token: 'f', file_size: '1', name: 'a' }] },
		});
		const snapshots = await copies(['one_0']);
		const [json] = await restore(snapshots);
		expect(json).toMatchObject({
			status: 'created',
			created: true,
			summary: 'Review',
			start_time: '2026-01-01T00:00:00+08:00',
			restored_from: 'one_0',
			not_restored: ['2 attendees', '1 attachment'],
		});
		const created = events().get(String(json?.event_id));
		expect(created).toMatchObject({ summary: 'Review', start: at(0), details: { vchat: { vc_type: 'no_meeting' } } });
		expect(created?.attendees).toEqual([]);
	});

	test('and Add Attendees takes the people from the same snapshot', async () => {
		event('one_0', { attendees: ['user_ou_1', 'third_party_a@example.com'] });
		const [snapshot] = await copies(['one_0']);
		const [restored] = await restore([snapshot]);
		const { json, error } = await runNode(
			[{ snapshot }],
			{
				type: 'feishuCalendarEventAttendee',
				credentials: { feishuTenantApi: 'tenant' },
				parameters: {
					authentication: 'feishuTenantApi',
					operation: 'create',
					calendarId: rl(CALENDAR),
					eventId: rl(String(restored?.event_id)),
					copies: '={{ $json.snapshot.attendees }}',
					options: {},
				},
			},
			sandboxCredentials(world.sandbox),
		);
		expect(error).toBeUndefined();
		expect(json.map(({ status }) => status)).toEqual(['created', 'created']);
		expect(
			events()
				.get(String(restored?.event_id))
				?.attendees.map(({ target }) => target),
		).toEqual(['ou_1', 'a@example.com']);
	});

	test('creates an event once, however often it is named and its answers are lost', async () => {
		event('one_0', { summary: 'Review' });
		const [snapshot] = await copies(['one_0']);
		world.sandbox.fault({ endpoint: 'eventCreate', kind: 'resetAfter', on: [1, 2] });
		const json = await restore([snapshot, snapshot]);
		expect(json.map(({ status }) => status)).toEqual(['created', 'created']);
		const calls = world.sandbox.calls('eventCreate');
		expect([calls.length, new Set(calls.map(({ query }) => query.idempotency_key)).size]).toEqual([3, 1]);
		expect([...events().values()].filter(({ deleted }) => !deleted)).toHaveLength(1);
		// Another run restores it once more: nobody else has its key.
		await restore([snapshot]);
		expect([...events().values()].filter(({ deleted }) => !deleted)).toHaveLength(2);
	});

	test('and with Retry On Fail the next try sends the same key', async () => {
		event('one_0', { summary: 'Review' });
		const [snapshot] = await copies(['one_0']);
		world.sandbox.fault({ endpoint: 'eventCreate', kind: 'resetAfter', on: [1, 2, 3, 4] });
		const { json } = await run(
			'create',
			[{ snapshot }],
			{ events: '={{ $json.snapshot }}' },
			{ retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		);
		expect(json.map(({ status }) => status)).toEqual(['created']);
		expect([...events().values()].filter(({ deleted }) => !deleted)).toHaveLength(1);
	});

	test('restores nothing that was not deleted', async () => {
		series();
		const snapshots = await copies(['weekly_0']);
		expect(await restore(snapshots)).toMatchObject([{ status: 'not_sent', reason: expect.stringContaining('was not deleted') as string }]);
		expect(world.sandbox.calls('eventCreate')).toEqual([]);
	});

	test('restores a series with its rule, and an occurrence as an event of its own', async () => {
		series();
		const [one] = await copies([occurrence(1)]);
		const [all] = (await remove(['weekly_0'], { keepCopy: true, repeatingEvents: 'deleteSeries' })).map(({ snapshot }) => snapshot);
		const [first, second] = await restore([all, one]);
		expect(events().get(String(first?.event_id))).toMatchObject({ recurrence: 'FREQ=WEEKLY;COUNT=60' });
		// Also the one that was deleted before the series.
		expect(first).toMatchObject({ not_restored: ['occurrences that were cancelled or changed: all take place by the rule'] });
		expect(second).toMatchObject({ not_restored: ['its place in the repeating event'], start_time: '2026-01-08T00:00:00+08:00' });
		expect(events().get(String(second?.event_id))?.recurrence).toBeUndefined();
	});

	test('takes times that are numbers', async () => {
		event('one_0');
		const times = { start_time: { timestamp: START }, end_time: { timestamp: START + 3_600, timezone: 'Asia/Shanghai' } };
		expect(await restore([{ summary: 'Review', ...times }])).toMatchObject([
			{ status: 'created', start_time: '2026-01-01T00:00:00+08:00' },
		]);
		expect(world.sandbox.calls('eventCreate')[0]?.body).toMatchObject({ start_time: { timestamp: String(START) } });
	});

	test.each([[{ timestamp: 1.5 }], [{ timestamp: '1e9' }], [{ timestamp: -1 }], [{ timestamp: '' }], [{}]])(
		'refuses a snapshot with a time that is none: %j',
		async (start_time) => {
			expect(await restore([{ start_time, end_time: { timestamp: START } }])).toMatchObject([
				{ status: 'refused', reason: expect.stringContaining('start_time') as string },
			]);
		},
	);

	test('takes an occurrence that is shown with the rule of its series for what it is', async () => {
		series();
		const id = occurrence(1);
		const times = { start_time: { timestamp: String(START) }, end_time: { timestamp: String(START + 3_600) } };
		const shown = { event_id: id, recurring_event_id: 'weekly_0', recurrence: 'FREQ=WEEKLY;COUNT=60', ...times };
		world.sandbox.fault({ endpoint: 'eventGet', kind: 'answer', body: { data: { event: shown } }, on: 'every' });
		const [json] = await remove([id], { keepCopy: true });
		expect(json).toMatchObject({ status: 'deleted', snapshot: { event_id: id } });
		expect(json).not.toHaveProperty('reason');
		expect(await restore([json?.snapshot])).toMatchObject([{ status: 'created', not_restored: ['its place in the repeating event'] }]);
		expect(world.sandbox.calls('eventCreate')[0]?.body).not.toHaveProperty('recurrence');
	});
});
