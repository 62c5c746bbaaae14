import { fieldViolations } from '../../sandbox/shape';
import { callAsSpecified, dataOf, gist, type SpecCall } from '../../sandbox/sandboxClient';
import { as, sdkClient } from '../../sandbox/sdkClient';
import type { JsonObject } from '../../sandbox/json';
import { sandboxed } from '../../support/sandboxed';
import { calendarEventList, calendarEventSearch } from './eventLists';
import type { SeedEvent } from './world';

const world = sandboxed();
const CALENDAR = 'cal@group';
const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

const params = { calendar_id: CALENDAR };
const listed = (query: Record<string, string> = {}, more: SpecCall = {}) =>
	callAsSpecified(world.sandbox, calendarEventList.rules, { params, query, ...more });
const searched = (body: unknown, query: Record<string, string> = {}, more: SpecCall = {}) =>
	callAsSpecified(world.sandbox, calendarEventSearch.rules, { params, body, query, ...more });
const idsIn = (data: JsonObject) => (data['items'] as JsonObject[]).map(({ event_id }) => event_id);
const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `e${index}_0`);
const seed = (eventId: string, about: Partial<SeedEvent> = {}) => world.sandbox.seed.event({ calendarId: CALENDAR, eventId, ...about });
const seedMany = (count: number, about: Partial<SeedEvent> = {}) => {
	for (const eventId of idsOf(count)) seed(eventId, about);
};
const now = () => Math.floor(world.clock.now() / 1_000);
/** An event of an hour that begins so many seconds from now. */
const beginning = (seconds: number): Pick<SeedEvent, 'start'> => ({ start: { at: (now() + seconds) * 1_000, timezone: 'Asia/Shanghai' } });
const span = (from: number, until: number) => ({ start_time: String(now() + from), end_time: String(now() + until) });

describe('the list of events', () => {
	it('answers the official SDK with what there is of each', async () => {
		world.sandbox.seed.person({ openId: 'ou_boss', unionId: 'on_boss', userId: 'boss' });
		seed('one_0', {
			start: { at: 1_602_504_000_000, timezone: 'Europe/Berlin' },
			location: 'Bamboo',
			organizer: 'ou_boss',
			summary: 'One',
		});
		seed('day_0', { start: { date: '2018-09-01' }, freeBusyStatus: 'free', description: 'All day' });
		seed('week_0', { recurrence: 'FREQ=WEEKLY' });
		seed('week_1602504000', { recurringEventId: 'week_0', deleted: true });
		const { code, msg, data } = await sdkClient(world.sandbox).calendar.v4.calendarEvent.list(
			{ path: params, params: { user_id_type: 'union_id' } },
			as(world.sandbox),
		);
		expect([code, msg, data?.has_more]).toEqual([0, 'success', false]);
		expect(data?.items).toEqual([
			{
				event_id: 'one_0',
				organizer_calendar_id: CALENDAR,
				summary: 'One',
				description: '',
				start_time: { timestamp: '1602504000', timezone: 'Europe/Berlin' },
				end_time: { timestamp: '1602507600', timezone: 'Europe/Berlin' },
				visibility: 'default',
				attendee_ability: 'can_see_others',
				free_busy_status: 'busy',
				location: { name: 'Bamboo' },
				color: -1,
				status: 'confirmed',
				is_exception: false,
				event_organizer: { user_id: 'on_boss' },
				create_time: String(now()),
				app_link: expect.stringContaining('key=one&originalTime=0&startTime=1602504000') as string,
			},
			expect.objectContaining({
				event_id: 'day_0',
				description: 'All day',
				free_busy_status: 'free',
				start_time: { date: '2018-09-01', timezone: 'UTC' },
				end_time: { date: '2018-09-01', timezone: 'UTC' },
			}),
			expect.objectContaining({ event_id: 'week_0', recurrence: 'FREQ=WEEKLY', is_exception: false, status: 'confirmed' }),
			expect.objectContaining({ event_id: 'week_1602504000', is_exception: true, recurring_event_id: 'week_0', status: 'cancelled' }),
		]);
	});

	it('gives no page token out without anchor_time, and cuts off what one page does not hold', async () => {
		seedMany(60);
		const data = dataOf(await listed({ page_size: '50' }));
		expect(idsIn(data)).toEqual(idsOf(60).slice(0, 50));
		expect([data['has_more'], data['page_token']]).toEqual([false, undefined]);
	});

	it('lists from anchor_time on what ends then or later, exceptions by their original time as well, and all that repeats', async () => {
		const early = now() - 10 * DAY_S;
		seed('past_0', beginning(-2 * HOUR_S));
		seed('running_0', beginning(-HOUR_S));
		seed('today_0', { start: { date: new Date(world.clock.now()).toISOString().slice(0, 10) } });
		seed('coming_0', beginning(DAY_S));
		seed('weekly_0', { ...beginning(-400 * DAY_S), recurrence: 'FREQ=WEEKLY;UNTIL=20200101T000000Z' });
		seed(`weekly_${early}`, { ...beginning(DAY_S), recurringEventId: 'weekly_0' });
		seed(`weekly_${now() + DAY_S}`, { ...beginning(DAY_S), recurringEventId: 'weekly_0' });
		const data = dataOf(await listed({ anchor_time: String(now()) }));
		expect(idsIn(data)).toEqual(['running_0', 'today_0', 'coming_0', 'weekly_0', `weekly_${now() + DAY_S}`]);
	});

	it('may answer a short or empty page though there are more', async () => {
		seedMany(55, beginning(-10 * DAY_S));
		seed('coming_0', beginning(DAY_S));
		const query = { anchor_time: String(now()), page_size: '50' };
		const first = dataOf(await listed(query));
		expect(first).toMatchObject({ has_more: true, items: [] });
		const last = dataOf(await listed({ ...query, page_token: String(first['page_token']) }));
		expect([last['has_more'], idsIn(last)]).toEqual([false, ['coming_0']]);
	});

	it('lists a span at once and cuts off what one page does not hold', async () => {
		seed('past_0', beginning(-3 * HOUR_S));
		seed('future_0', beginning(3 * HOUR_S));
		seed('weekly_0', { ...beginning(-30 * DAY_S), recurrence: 'FREQ=WEEKLY' });
		seed('ended_0', { ...beginning(-30 * DAY_S), recurrence: 'FREQ=WEEKLY;UNTIL=20200101T000000Z' });
		seedMany(60);
		const whole = dataOf(await listed(span(0, HOUR_S)));
		expect(idsIn(whole)).toEqual(['weekly_0', ...idsOf(60)]);
		const cut = dataOf(await listed({ ...span(0, HOUR_S), page_size: '50' }));
		expect(cut).toEqual({ has_more: false, items: (whole['items'] as unknown[]).slice(0, 50) });
	});

	it('tells what has changed since, a cancellation among it', async () => {
		seedMany(3);
		const { sync_token: token } = dataOf(await listed());
		seed('e1_0', { deleted: true });
		seed('new_0');
		const changed = dataOf(await listed({ sync_token: String(token) }));
		expect(changed['items']).toMatchObject([
			{ event_id: 'e1_0', status: 'cancelled' },
			{ event_id: 'new_0', status: 'confirmed' },
		]);
		expect(dataOf(await listed({ sync_token: String(changed['sync_token']) }))['items']).toEqual([]);
	});

	it.each<[number, Record<string, string>]>([
		[190002, { anchor_time: 'now' }],
		[190002, { start_time: '1' }],
		[190002, { end_time: '1' }],
		[190002, { start_time: '2', end_time: '1' }],
		[190002, { start_time: '1', end_time: '2026-01-01' }],
		[190002, { start_time: '1', end_time: '2', anchor_time: '1' }],
		[190002, { start_time: '1', end_time: '2', page_token: 'x' }],
		[190002, { page_token: 'x' }],
		[190008, { sync_token: 'ListCalendarsSyncToken_1' }],
		[190009, { start_time: '1', end_time: '2', sync_token: 'x' }],
		[190009, { anchor_time: '1', page_token: 'x', sync_token: 'y' }],
	])('refuses with %i the query %j', async (code, query) => {
		seedMany(1);
		expect(gist(await listed(query))).toEqual([400, code]);
	});

	it.each([
		[191003, 403, { deleted: true }],
		[191004, 403, { type: 'google' }],
		[191004, 403, { type: 'exchange' }],
		[191002, 403, { role: 'none' }],
		[191002, 403, { role: 'free_busy_reader' }],
		[0, 200, { role: 'reader' }],
		[0, 200, { type: 'resource' }],
	] as const)('answers %i/%i for a calendar that is %j', async (code, status, calendar) => {
		seed('e_0', { calendar });
		expect(gist(await listed())).toEqual([status, code]);
	});

	it('tells unknown from malformed calendars', async () => {
		seed('e_0');
		expect(gist(await listed({}, { params: { calendar_id: 'other' } }))).toEqual([404, 191000]);
		expect(gist(await listed({}, { params: { calendar_id: 'cal%40group' } }))).toEqual([400, 191001]);
	});
});

describe('the search for events', () => {
	it('answers the official SDK with events whose titles resemble the words', async () => {
		seed('a_0', { summary: 'Weekly REVIEW' });
		seed('b_0', { summary: 'Lunch', description: 'after the review' });
		seed('c_0', { summary: 'Review of old', deleted: true });
		const { code, data } = await sdkClient(world.sandbox).calendar.v4.calendarEvent.search(
			{ path: params, data: { query: 'review' } },
			as(world.sandbox),
		);
		expect(code).toBe(0);
		expect(data).toEqual({ items: [expect.objectContaining({ event_id: 'a_0', summary: 'Weekly REVIEW' })] });
		expect(data?.items?.[0]).not.toHaveProperty('create_time');
	});

	it('finds a title with an underscore by itself alone, and everything else by no words at all', async () => {
		seed('a_0', { summary: 'a_title' });
		seed('b_0', { summary: 'another title' });
		const found = async (query: string) => idsIn(dataOf(await searched({ query })));
		expect(await found('title')).toEqual(['b_0']);
		expect(await found('a_title')).toEqual(['a_0']);
		expect(await found('')).toEqual(['b_0']);
	});

	it.each([
		['1', 10],
		['0', 10],
	])('takes a page size of %s for %i', async (page_size, count) => {
		seedMany(120);
		expect(idsIn(dataOf(await searched({ query: 'event' }, { page_size })))).toHaveLength(count);
	});

	it('searches the last month unless told otherwise', async () => {
		seed('long_0', beginning(-31 * DAY_S));
		seed('lately_0', beginning(-20 * DAY_S));
		seed('soon_0', beginning(DAY_S));
		const filter = (from: number, until: number) => ({
			start_time: { timestamp: String(now() + from), timezone: 'Asia/Shanghai' },
			end_time: { timestamp: String(now() + until) },
		});
		expect(idsIn(dataOf(await searched({ query: 'event' })))).toEqual(['lately_0']);
		expect(idsIn(dataOf(await searched({ query: 'event', filter: filter(0, 2 * DAY_S) })))).toEqual(['soon_0']);
		expect(idsIn(dataOf(await searched({ query: 'event', filter: filter(-40 * DAY_S, 2 * DAY_S) })))).toEqual([
			'long_0',
			'lately_0',
			'soon_0',
		]);
		const days = { start_time: { date: '2018-09-01' }, end_time: { date: '2018-09-02' } };
		seed('day_0', { start: { date: '2018-09-01' } });
		expect(idsIn(dataOf(await searched({ query: 'event', filter: days })))).toEqual(['day_0']);
	});

	it('narrows to those who attend, each kind by itself', async () => {
		world.sandbox.seed.person({ openId: 'ou_a', unionId: 'on_a', userId: 'a1' });
		seed('a_0', { attendees: [{ attendeeId: 'user_a', target: 'ou_a' }, 'resource_omm_1'] });
		seed('b_0', { attendees: [{ attendeeId: 'user_a', target: 'ou_a' }, 'chat_oc_1'] });
		seed('c_0', { attendees: ['resource_omm_1'] });
		const found = async (filter: object, query: Record<string, string> = {}) =>
			idsIn(dataOf(await searched({ query: 'event', filter }, query)));
		expect(await found({ user_ids: ['ou_a', 'ou_b'] })).toEqual(['a_0', 'b_0']);
		expect(await found({ user_ids: ['a1'] }, { user_id_type: 'user_id' })).toEqual(['a_0', 'b_0']);
		expect(await found({ room_ids: ['omm_1'] })).toEqual(['a_0', 'c_0']);
		expect(await found({ user_ids: ['ou_a'], chat_ids: ['oc_1'] })).toEqual(['b_0']);
	});

	it.each<[string, unknown, Record<string, string>]>([
		['one end alone', { query: 'x', filter: { start_time: { timestamp: '1' } } }, {}],
		['a time without any', { query: 'x', filter: { start_time: { timezone: 'UTC' }, end_time: { timestamp: '1' } } }, {}],
		['a time with both', { query: 'x', filter: { start_time: { timestamp: '1', date: '2018-09-01' }, end_time: { timestamp: '1' } } }, {}],
		['a time that is none', { query: 'x', filter: { start_time: { timestamp: 'now' }, end_time: { timestamp: '1' } } }, {}],
		['a day that is none', { query: 'x', filter: { start_time: { date: '2018-13-01' }, end_time: { timestamp: '1' } } }, {}],
		['times the wrong way round', { query: 'x', filter: { start_time: { timestamp: '2' }, end_time: { timestamp: '1' } } }, {}],
		['no time zone', { query: 'x', filter: { start_time: { timestamp: '1', timezone: 'Moon' }, end_time: { timestamp: '2' } } }, {}],
		['another kind of ID', { query: 'x', filter: { user_ids: ['on_a'] } }, {}],
	])('refuses %s', async (_name, body, query) => {
		seedMany(1);
		expect(gist(await searched(body, query))).toEqual([400, 190002]);
	});

	it.each([
		[191004, 403, { type: 'resource' }],
		[191002, 403, { role: 'free_busy_reader' }],
		[191003, 403, { deleted: true }],
		[0, 200, { type: 'shared', role: 'reader' }],
	] as const)('answers %i/%i for a calendar that is %j', async (code, status, calendar) => {
		seed('e_0', { calendar });
		expect(gist(await searched({ query: 'x' }))).toEqual([status, code]);
	});
});

it('says nothing that the pages do not have, of all that there is in the demo', async () => {
	world.sandbox.reset('demo');
	const readable = [...world.sandbox.state.calendars.values()].filter(({ events }) => events.size > 0);
	const rows: JsonObject[] = [];
	for (const { calendarId } of readable) {
		const list = dataOf(await listed({}, { params: { calendar_id: calendarId } }));
		const search = dataOf(await searched({ query: '' }, {}, { params: { calendar_id: calendarId } }));
		expect(fieldViolations(calendarEventList.rules.response, list)).toEqual([]);
		expect(fieldViolations(calendarEventSearch.rules.response, search)).toEqual([]);
		rows.push(...(list['items'] as JsonObject[]));
	}
	expect(rows.length).toBeGreaterThan(8);
	expect(rows.some(({ recurrence }) => recurrence !== undefined)).toBe(true);
	expect(rows.some(({ start_time }) => 'date' in (start_time as JsonObject))).toBe(true);
	expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['confirmed', 'cancelled']));
});
