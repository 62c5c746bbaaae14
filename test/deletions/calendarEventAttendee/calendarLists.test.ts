import { fieldViolations } from '../../sandbox/shape';
import { callAsPaged, dataOf, gist, type PageCall } from '../../sandbox/sandboxClient';
import { as, pagesOf, sdkClient } from '../../sandbox/sdkClient';
import type { JsonObject } from '../../sandbox/json';
import { sandboxed } from '../../support/sandboxed';
import { calendarList, calendarPrimary, calendarSearch } from './calendarLists';

const world = sandboxed();

const listed = (query: Record<string, string> = {}, more: PageCall = {}) =>
	callAsPaged(world.sandbox, calendarList.rules, { query, ...more });
const searched = (query: unknown, page: Record<string, string> = {}, more: PageCall = {}) =>
	callAsPaged(world.sandbox, calendarSearch.rules, { body: { query }, query: page, ...more });
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

	it('is read to its end by the official SDK, with nothing lost or twice', async () => {
		seedMany(170);
		const { list } = sdkClient(world.sandbox).calendar.v4.calendar;
		const read = await pagesOf((next) => list({ params: { page_size: 50, ...next } }, as(world.sandbox)));
		// A token for the next page, or one for changes, but never both.
		for (const { has_more, sync_token } of read) expect(sync_token === undefined).toBe(has_more);
		const pages = read.map((data) => data.calendar_list!.map((one) => one.calendar_id));
		expect(pages.map(({ length }) => length)).toEqual([50, 50, 50, 20]);
		expect(pages.flat()).toEqual(idsOf(170));
	});

	it('asks for 500 unless told otherwise', async () => {
		seedMany(501);
		const data = dataOf(await listed());
		expect([idsIn(data, 'calendar_list').length, data['has_more']]).toEqual([500, true]);
	});

	it('ends with a page that is exactly full', async () => {
		seedMany(50);
		const data = dataOf(await listed({ page_size: '50' }));
		expect([idsIn(data, 'calendar_list').length, data['has_more'], data['page_token']]).toEqual([50, false, undefined]);
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
		[190002, { page_size: '49' }],
		[190002, { page_size: '1001' }],
		[190002, { page_size: 'many' }],
		[190002, { page_size: '50.5' }],
		[190002, { page_token: '' }],
		[190002, { query: 'x' }],
		[190008, { page_token: 'ListCalendarsPageToken_1_50' }],
		[190008, { sync_token: 'ListCalendarsSyncToken_1' }],
		[190008, { page_token: 'x' }],
		[190009, { page_token: 'x', sync_token: 'y' }],
	] as Array<[number, Record<string, string>]>)('refuses with %i the query %j', async (code, query) => {
		seedMany(1);
		expect(gist(await listed(query))).toEqual([400, code]);
	});

	it('takes no page token of another caller, nor one of a world that a reset has ended', async () => {
		seedMany(60);
		const token = String(dataOf(await listed({ page_size: '50' }))['page_token']);
		expect(gist(await listed({ page_token: token }))).toEqual([200, 0]);
		expect(gist(await listed({ sync_token: token }))).toEqual([400, 190008]);
		expect(gist(await listed({ page_token: token }, { token: world.sandbox.seed.userToken() }))).toEqual([400, 190008]);
		expect(gist(await searched('cal', { page_token: token }))).toEqual([400, 190008]);
		world.sandbox.reset('empty');
		expect(gist(await listed({ page_token: token }))).toEqual([400, 190008]);
	});

	it('wants the bot ability from apps but not from users', async () => {
		world.sandbox.seed.app({ appId: 'cli_plain', secret: 'another-secret', bot: false });
		expect(gist(await listed({}, { token: world.sandbox.seed.tenantToken({ appId: 'cli_plain' }) }))).toEqual([404, 190007]);
		expect(gist(await listed({}, { token: world.sandbox.seed.userToken({ appId: 'cli_plain' }) }))).toEqual([200, 0]);
	});

	it.each(['calendar:calendar', 'calendar:calendar:read', 'calendar:calendar:readonly'])('is content with %s alone', async (scope) => {
		world.sandbox.seed.app({ appId: 'cli_reader', secret: 'another-secret', scopes: [scope] });
		expect(gist(await listed({}, { token: world.sandbox.seed.tenantToken({ appId: 'cli_reader' }) }))).toEqual([200, 0]);
	});

	it('refuses those without permission, and tokens that are none', async () => {
		world.sandbox.seed.app({ appId: 'cli_bare', secret: 'another-secret', scopes: ['calendar:calendar.event:read'] });
		expect(gist(await listed({}, { token: world.sandbox.seed.tenantToken({ appId: 'cli_bare' }) }))).toEqual([400, 99991672]);
		expect(gist(await listed({}, { token: world.sandbox.seed.userToken({ scopes: [] }) }))).toEqual([400, 99991679]);
		expect(gist(await listed({}, { token: 'a-app' }))).toEqual([400, 99991664]);
	});

	it('answers 50 calls a second', async () => {
		const answers = await Promise.all(Array.from({ length: 51 }, () => listed()));
		expect(answers.map(gist).filter(([status]) => status === 429)).toEqual([[429, 99991400]]);
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

	it('is read to its end without a has_more, with nothing lost or twice', async () => {
		seedMany(45, { type: 'shared', permissions: 'public' });
		const pages: unknown[][] = [];
		for (let token: unknown = ''; token !== undefined;) {
			const data = dataOf(await searched('CAL', token === '' ? {} : { page_token: String(token) }));
			expect(data).not.toHaveProperty('has_more');
			pages.push(idsIn(data, 'items'));
			token = data['page_token'];
		}
		expect(pages.map(({ length }) => length)).toEqual([20, 20, 5]);
		expect(pages.flat()).toEqual(idsOf(45));
	});

	it('takes no page token of another search', async () => {
		seedMany(30, { type: 'shared', permissions: 'public' });
		const token = String(dataOf(await searched('cal'))['page_token']);
		expect(gist(await searched('cal-', { page_token: token }))).toEqual([400, 190008]);
	});

	it.each([
		['', {}],
		[' ', {}],
		['x'.repeat(201), {}],
		[undefined, {}],
		[7, {}],
		['x', { page_size: '51' }],
		['x', { page_size: '0' }],
		['x', { sync_token: 'x' }],
	] as Array<[unknown, Record<string, string>]>)('refuses the words %j with the query %j', async (words, query) => {
		expect(gist(await searched(words, query))).toEqual([400, 190002]);
	});

	it('takes words of 200 characters, and pages of 50', async () => {
		expect(gist(await searched('x'.repeat(200), { page_size: '50' }))).toEqual([200, 0]);
	});

	it('refuses an app without bot ability or permission', async () => {
		world.sandbox.seed.app({ appId: 'cli_plain', secret: 'another-secret', bot: false });
		world.sandbox.seed.app({ appId: 'cli_bare', secret: 'another-secret', scopes: ['task:task'] });
		const by = (appId: string) => searched('x', {}, { token: world.sandbox.seed.tenantToken({ appId }) });
		expect(gist(await by('cli_plain'))).toEqual([404, 190007]);
		expect(gist(await by('cli_bare'))).toEqual([400, 99991672]);
	});
});

describe('the primary calendar', () => {
	const primary = (more: PageCall = {}) => callAsPaged(world.sandbox, calendarPrimary.rules, more);
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

	it('refuses an app without bot ability or permission', async () => {
		world.sandbox.seed.app({ appId: 'cli_plain', secret: 'another-secret', bot: false });
		world.sandbox.seed.app({ appId: 'cli_bare', secret: 'another-secret', scopes: ['calendar:calendar'] });
		const by = (appId: string) => primary({ token: world.sandbox.seed.tenantToken({ appId }) });
		expect(gist(await by('cli_plain'))).toEqual([404, 190007]);
		expect(gist(await by('cli_bare'))).toEqual([400, 99991672]);
	});
});

it('says nothing that the pages do not have, of all that there is in the demo', async () => {
	world.sandbox.reset('demo');
	const list = dataOf(await listed());
	const search = dataOf(await searched('e'));
	const primary = dataOf(await callAsPaged(world.sandbox, calendarPrimary.rules, {}));
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
