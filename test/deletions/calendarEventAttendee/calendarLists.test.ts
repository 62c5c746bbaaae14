import { fieldViolations } from '../../sandbox/shape';
import { callAsSpecified, dataOf, gist, type SpecCall } from '../../sandbox/sandboxClient';
import { as, sdkClient } from '../../sandbox/sdkClient';
import type { JsonObject } from '../../sandbox/json';
import { sandboxed } from '../../support/sandboxed';
import { calendarList, calendarPrimary, calendarSearch } from './calendarLists';

const world = sandboxed();

const listed = (query: Record<string, string> = {}, more: SpecCall = {}) =>
	callAsSpecified(world.sandbox, calendarList.rules, { query, ...more });
const searched = (query: unknown, page: Record<string, string> = {}, more: SpecCall = {}) =>
	callAsSpecified(world.sandbox, calendarSearch.rules, { body: { query }, query: page, ...more });
const idsIn = (data: JsonObject, field: string) => (data[field] as JsonObject[]).map(({ calendar_id }) => calendar_id);
const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `cal-${index}@group`);
const seedMany = (count: number, about: object = {}) => {
	for (const calendarId of idsOf(count)) world.sandbox.seed.calendar({ calendarId, ...about });
};

describe('the list of calendars', () => {
	it('answers the official SDK with what there is of each', async () => {
		world.sandbox.seed.calendar({ calendarId: 'a@group', summary: 'Anna' });
		world.sandbox.seed.event({
			calendarId: 'b@group',
			eventId: 'e_0',
			calendar: { type: 'google', role: 'reader', summary: 'Team', description: 'All of us', permissions: 'public', summaryAlias: 'T' },
		});
		const { code, msg, data } = await sdkClient(world.sandbox).calendar.v4.calendar.list({}, as(world.sandbox));
		expect([code, msg, data?.has_more, data?.page_token]).toEqual([0, 'success', false, undefined]);
		expect(data?.calendar_list).toEqual([
			{
				calendar_id: 'a@group',
				summary: 'Anna',
				description: '',
				permissions: 'show_only_free_busy',
				color: -1,
				type: 'primary',
				is_deleted: false,
				is_third_party: false,
				role: 'owner',
			},
			{
				calendar_id: 'b@group',
				summary: 'Team',
				description: 'All of us',
				permissions: 'public',
				color: -1,
				type: 'google',
				summary_alias: 'T',
				is_deleted: false,
				is_third_party: true,
				role: 'reader',
			},
		]);
	});

	it('loses nothing when something comes or goes between its pages', async () => {
		seedMany(60);
		const first = dataOf(await listed({ page_size: '50' }));
		world.sandbox.seed.calendar({ calendarId: 'late@group' });
		world.sandbox.seed.calendar({ calendarId: 'cal-3@group', deleted: true });
		const last = dataOf(await listed({ page_size: '50', page_token: String(first['page_token']) }));
		expect([...idsIn(first, 'calendar_list'), ...idsIn(last, 'calendar_list')]).toEqual(idsOf(60));
		const changed = dataOf(await listed({ sync_token: String(last['sync_token']) }));
		expect(idsIn(changed, 'calendar_list')).toEqual(['cal-3@group', 'late@group']);
	});

	it('marks deleted calendars, and leaves those without a role out, though that makes a page short or empty', async () => {
		seedMany(50, { role: 'none' });
		world.sandbox.seed.calendar({ calendarId: 'gone@group', deleted: true });
		const first = dataOf(await listed({ page_size: '50' }));
		expect(first).toMatchObject({ has_more: true, calendar_list: [] });
		const last = dataOf(await listed({ page_size: '50', page_token: String(first['page_token']) }));
		expect(last).toMatchObject({ has_more: false, calendar_list: [{ calendar_id: 'gone@group', is_deleted: true }] });
	});

	it('tells what has changed since, for 90 days', async () => {
		seedMany(3);
		const { sync_token: token } = dataOf(await listed());
		const since = (sync: unknown) => listed({ sync_token: String(sync) });
		expect(dataOf(await since(token))).toMatchObject({ has_more: false, calendar_list: [] });
		world.sandbox.seed.calendar({ calendarId: 'cal-1@group', deleted: true });
		world.sandbox.seed.calendar({ calendarId: 'new@group' });
		const changed = dataOf(await since(token));
		expect(changed['calendar_list']).toMatchObject([{ calendar_id: 'cal-1@group', is_deleted: true }, { calendar_id: 'new@group' }]);
		expect(dataOf(await since(changed['sync_token']))['calendar_list']).toEqual([]);
		world.clock.advance(90 * 86_400_000);
		expect(gist(await since(token))).toEqual([200, 0]);
		world.clock.advance(1_000);
		expect(gist(await since(token))).toEqual([400, 190008]);
	});

	it.each([
		[190008, { sync_token: 'ListCalendarsSyncToken_1' }],
		[190009, { page_token: 'x', sync_token: 'y' }],
	] as Array<[number, Record<string, string>]>)('refuses with %i the query %j', async (code, query) => {
		seedMany(1);
		expect(gist(await listed(query))).toEqual([400, code]);
	});
});

describe('the search for calendars', () => {
	const seed = () => {
		const about = { permissions: 'public', type: 'shared' } as const;
		world.sandbox.seed.calendar({ calendarId: 'title@group', summary: 'Design TEAM', ...about });
		world.sandbox.seed.calendar({ calendarId: 'words@group', description: 'of the team', role: 'none', ...about });
		world.sandbox.seed.calendar({ calendarId: 'hidden@group', summary: 'Team secrets', ...about, permissions: 'private' });
		world.sandbox.seed.calendar({ calendarId: 'gone@group', summary: 'Team of old', ...about, deleted: true });
		world.sandbox.seed.calendar({ calendarId: 'main@group', summary: 'Teamer', permissions: 'private' });
	};

	it('answers the official SDK with public calendars whose title or description has the words', async () => {
		seed();
		const { code, data } = await sdkClient(world.sandbox).calendar.v4.calendar.search({ data: { query: 'team' } }, as(world.sandbox));
		expect(code).toBe(0);
		expect(data).toEqual({
			items: [
				expect.objectContaining({ calendar_id: 'title@group', summary: 'Design TEAM', role: 'owner', type: 'shared' }),
				expect.objectContaining({ calendar_id: 'words@group', description: 'of the team', role: 'unknown' }),
			],
		});
	});

	it('finds primary calendars for users alone', async () => {
		seed();
		const { data } = await sdkClient(world.sandbox).calendar.v4.calendar.search({ data: { query: 'team' } }, as(world.sandbox, 'ou_a'));
		expect(data?.items?.map(({ calendar_id }) => calendar_id)).toEqual(['title@group', 'words@group', 'main@group']);
	});
});

describe('the primary calendar', () => {
	const primary = (more: SpecCall = {}) => callAsSpecified(world.sandbox, calendarPrimary.rules, more);
	const idIn = (data: JsonObject) => (data['calendars'] as Array<{ calendar: JsonObject }>).map(({ calendar }) => calendar['calendar_id']);

	it('is answered to the official SDK', async () => {
		world.sandbox.seed.calendar({ calendarId: 'team@group', type: 'shared' });
		world.sandbox.seed.calendar({ calendarId: 'own@group' });
		const { code, data } = await sdkClient(world.sandbox).calendar.v4.calendar.primary({}, as(world.sandbox));
		expect([code, data?.calendars?.map(({ calendar }) => calendar?.calendar_id)]).toEqual([0, ['own@group']]);
		expect(data?.calendars?.[0]?.user_id).toMatch(/^ou_/);
	});

	it('is that of whoever asks, who may have none', async () => {
		world.sandbox.seed.calendar({ calendarId: 'mine@group', owner: 'ou_mine' });
		const token = world.sandbox.seed.userToken({ openId: 'ou_mine' });
		expect(idIn(dataOf(await primary({ token })))).toEqual(['mine@group']);
		expect(idIn(dataOf(await primary()))).toEqual([]);
	});

	it('is meant by its word wherever a call takes an ID, and by no other', async () => {
		world.sandbox.seed.event({ calendarId: 'own@group', eventId: 'e_0', attendees: ['user_1'] });
		const { list } = sdkClient(world.sandbox).calendar.v4.calendarEventAttendee;
		const ask = async (calendar_id: string) => (await list({ path: { calendar_id, event_id: 'e_0' } }, as(world.sandbox))).code;
		expect(await ask('primary')).toBe(0);
		await expect(ask('Primary')).rejects.toThrow();
	});
});

it('says nothing that the pages do not have, of all that there is in the demo', async () => {
	world.sandbox.reset('demo');
	const list = dataOf(await listed());
	const search = dataOf(await searched('e'));
	const primary = dataOf(await callAsSpecified(world.sandbox, calendarPrimary.rules, {}));
	expect(primary['calendars']).toHaveLength(1);
	expect(fieldViolations(calendarPrimary.rules.response, primary)).toEqual([]);
	expect(idsIn(list, 'calendar_list').length).toBeGreaterThan(5);
	expect(idsIn(search, 'items').length).toBeGreaterThan(1);
	expect(fieldViolations(calendarList.rules.response, list)).toEqual([]);
	expect(fieldViolations(calendarSearch.rules.response, search)).toEqual([]);
	const rows = list['calendar_list'] as JsonObject[];
	expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(['primary', 'shared', 'resource', 'google']));
	expect(new Set(rows.map(({ role }) => role))).toEqual(new Set(['owner', 'writer', 'reader', 'free_busy_reader']));
});
