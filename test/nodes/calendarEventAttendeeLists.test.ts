import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, SANDBOX_APP, type Sandbox } from '../sandbox';
import { rl } from '../deletions/values';
import { sandboxCredentials } from '../support/deletions';
import { listFrom } from '../support/lists';
import { VirtualClock } from '../support/virtualClock';

const CALENDAR = 'feishu.cn_team@group.calendar.feishu.cn';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ world: 'empty', rateLimits: 'off' });
});
afterAll(async () => {
	await sandbox.stop();
});
beforeEach(() => {
	sandbox.reset('empty');
});

interface Asked {
	filter?: string;
	page?: string;
	parameters?: INodeParameters;
	stored?: Parameters<typeof listFrom>[3];
}

function ask(method: 'searchCalendars' | 'searchEvents', { filter, page, parameters = {}, stored }: Asked = {}) {
	return listFrom(
		'feishuCalendarEventAttendee',
		method,
		{
			parameters: { authentication: 'feishuTenantApi', operation: 'delete', calendarId: rl(CALENDAR), ...parameters },
			credentials: { feishuTenantApi: 'tenant', feishuAccessTokenApi: 'given', feishuOAuth2Api: 'user' },
			...(filter !== undefined && { filter }),
			...(page !== undefined && { page }),
			path: method === 'searchEvents' ? 'eventId' : 'calendarId',
		},
		stored ?? sandboxCredentials(sandbox),
	);
}

/** What the editor is told where there is no list. */
async function refusalOf(...asked: Parameters<typeof ask>): Promise<string> {
	const error = await ask(...asked).catch((thrown: unknown) => thrown);
	if (!(error instanceof Error)) throw new Error('there is a list');
	return error.message;
}

const names = (list: Awaited<ReturnType<typeof ask>>) => list.results.map(({ name }) => name);

const calendar = (id: string, about: Omit<Parameters<Sandbox['seed']['calendar']>[0], 'calendarId'> = {}) =>
	sandbox.seed.calendar({ calendarId: `feishu.cn_${id}@group.calendar.feishu.cn`, summary: id, ...about });

describe('the list of calendars', () => {
	test('says of each what it is, and which ones cannot be edited', async () => {
		calendar('Mine');
		calendar('Alias', { type: 'shared', role: 'writer', summaryAlias: 'What I call it' });
		calendar('Company', { type: 'shared', role: 'reader' });
		calendar('Google', { type: 'google', role: 'owner' });
		calendar('Bamboo', { type: 'resource', role: 'reader' });
		calendar('Busy', { role: 'free_busy_reader' });
		calendar('Closed', { deleted: true });
		const list = await ask('searchCalendars');
		expect(names(list)).toEqual([
			'Mine (primary)',
			'What I call it (shared)',
			'Company (shared; read only)',
			'Google (Google; read only)',
			'Bamboo (meeting room; read only)',
			'Busy (primary; free or busy only)',
		]);
		expect(list.results[0]?.value).toBe('feishu.cn_Mine@group.calendar.feishu.cn');
		expect(list.paginationToken).toBeUndefined();
	});

	test('holds all calendars, however many pages they take', async () => {
		for (let index = 0; index < 501; index += 1) calendar(`c${index}`);
		const list = await ask('searchCalendars');
		expect(list.results).toHaveLength(501);
		expect(sandbox.calls('calendarList')).toHaveLength(2);
	});

	test('is searched among the own ones, private ones as well, and the public ones', async () => {
		calendar('Interviews', { type: 'shared', role: 'writer', permissions: 'private' });
		calendar('Interviews of Sales', { type: 'shared', role: 'none', permissions: 'public' });
		calendar('Lunch', { type: 'shared', permissions: 'public' });
		expect(names(await ask('searchCalendars', { filter: ' interVIEWS ' }))).toEqual([
			'Interviews (shared)',
			'Interviews of Sales (shared; no access)',
		]);
		expect(sandbox.calls('calendarSearch')[0]?.body).toEqual({ query: 'interVIEWS' });
	});

	test('yields what a search finds page by page, each once', async () => {
		for (let index = 0; index < 60; index += 1)
			calendar(`Team ${index}`, { type: 'shared', role: index < 5 ? 'owner' : 'none', permissions: 'public' });
		const first = await ask('searchCalendars', { filter: 'team' });
		expect(first.paginationToken).toEqual(expect.any(String));
		const second = await ask('searchCalendars', { filter: 'team', page: String(first.paginationToken) });
		expect(second.paginationToken).toBeUndefined();
		const all = [...first.results, ...second.results].map(({ value }) => value);
		expect(new Set(all).size).toBe(60);
		expect(all).toHaveLength(60);
	});

	test('says that nothing was found by being empty, and why an app has nothing at all', async () => {
		expect(await refusalOf('searchCalendars')).toMatch(/An app sees only its own calendars and those shared with it: share a calendar/);
		expect((await ask('searchCalendars', { filter: 'nothing' })).results).toEqual([]);
		expect(await refusalOf('searchCalendars', { filter: 'x'.repeat(201) })).toMatch(/at most 200 characters/);
	});

	test('is read with an existing token, too', async () => {
		calendar('Mine');
		const given = { region: 'custom', baseUrl: sandbox.url, accessToken: sandbox.seed.tenantToken() };
		const list = await ask('searchCalendars', { parameters: { authentication: 'feishuAccessTokenApi' }, stored: { given } });
		expect(names(list)).toEqual(['Mine (primary)']);
	});
});

const HOUR = 3_600_000;

describe('the list of events', () => {
	const event = (eventId: string, about: Omit<Parameters<Sandbox['seed']['event']>[0], 'calendarId' | 'eventId'> = {}) =>
		sandbox.seed.event({ calendarId: CALENDAR, eventId, ...about });

	test('begins with the next event, and says when each one is and which ones repeat', async () => {
		const soon = Math.floor(Date.now() / HOUR) * HOUR + 2 * HOUR;
		event('later_0', { summary: 'Later', start: { at: soon + HOUR, timezone: 'Asia/Shanghai' } });
		event('day_0', { summary: 'Offsite', start: { date: '2099-03-15' } });
		event('standup_0', {
			summary: 'Standup',
			start: { at: Date.parse('2020-03-02T01:00:00Z'), timezone: 'UTC' },
			recurrence: 'FREQ=DAILY',
		});
		event('moved_4102448400', {
			summary: 'Moved',
			start: { at: Date.parse('2100-01-01T09:00:00Z'), timezone: 'UTC' },
			recurringEventId: 'moved_0',
		});
		event('past_0', { summary: 'Past', start: { at: soon - 72 * HOUR, timezone: 'UTC' } });
		event('gone_0', { summary: 'Gone', deleted: true, start: { at: soon, timezone: 'UTC' } });
		event('soon_0', { summary: '', start: { at: soon, timezone: 'UTC' } });
		const list = await ask('searchEvents');
		expect(list.results.map(({ value }) => value)).toEqual(['soon_0', 'later_0', 'day_0', 'moved_4102448400', 'standup_0']);
		expect(names(list)).toEqual([
			expect.stringMatching(/^\(no title\) – \w{3} \d+ \w{3} \d{4}, \d\d:\d\d$/),
			expect.stringMatching(/^Later – /),
			'Offsite – Sun 15 Mar 2099',
			expect.stringMatching(/^Moved – one changed occurrence, \w{3} \d+ \w{3} \d{4}, \d\d:00$/),
			expect.stringMatching(/^Standup – repeats: removes from every occurrence, since \w{3} \d+ Mar 2020, \d\d:00$/),
		]);
	});

	test('goes on past the first page', async () => {
		for (let index = 0; index < 150; index += 1) event(`e${index}_0`, { start: { inHours: 1 + index } });
		const first = await ask('searchEvents');
		expect(first.results).toHaveLength(100);
		const second = await ask('searchEvents', { page: String(first.paginationToken) });
		expect(second.results).toHaveLength(50);
		expect(second.paginationToken).toBeUndefined();
		expect(new Set([...first.results, ...second.results].map(({ value }) => value)).size).toBe(150);
	});

	test('passes over pages of cancelled events', async () => {
		for (let index = 0; index < 120; index += 1) event(`e${index}_0`, { deleted: index < 110, start: { inHours: 1 + index } });
		expect((await ask('searchEvents')).results).toHaveLength(10);
	});

	test('is searched by title in the past and the coming years', async () => {
		event('old_0', { summary: 'Budget review', start: { inDays: -300 } });
		event('new_0', { summary: 'Budget review', start: { inDays: 600 } });
		event('other_0', { summary: 'Lunch', start: { inDays: 1 } });
		const list = await ask('searchEvents', { filter: 'budget' });
		expect(list.results.map(({ value }) => value)).toEqual(['new_0', 'old_0']);
	});

	test('pages through what a search finds', async () => {
		for (let index = 0; index < 120; index += 1) event(`e${index}_0`, { summary: `Team ${index}`, start: { inHours: 1 + index } });
		const first = await ask('searchEvents', { filter: 'team' });
		const second = await ask('searchEvents', { filter: 'team', page: String(first.paginationToken) });
		expect(first.results.length + second.results.length).toBe(120);
		expect(second.paginationToken).toBeUndefined();
	});

	test('says what to do where there is nothing to show', async () => {
		expect(await refusalOf('searchEvents', { parameters: { calendarId: { __rl: true, mode: 'list', value: '' } } })).toMatch(
			/^Choose a calendar in Calendar first/,
		);
		expect(await refusalOf('searchEvents', { parameters: { calendarId: rl('={{ $json.calendar }}') } })).toMatch(
			/^Choose a calendar in Calendar first/,
		);
		expect(sandbox.calls('tenantToken')).toEqual([]);
		event('past_0', { start: { inDays: -3 } });
		expect(await refusalOf('searchEvents')).toMatch(/^No event of this calendar ends today or later\. Type a part of the title/);
		expect(await refusalOf('searchEvents', { parameters: { calendarId: rl('feishu.cn_none@group.calendar.feishu.cn') } })).toMatch(
			/\(code 191000\)\. There is no such calendar\. Check the calendar ID/,
		);
	});
});

describe('a list that Feishu refuses', () => {
	test('names the missing permission and where to add it', async () => {
		sandbox.seed.app({ ...SANDBOX_APP, scopes: ['task:task'] });
		expect(await refusalOf('searchCalendars')).toMatch(
			/\(code 99991672\)\. The app lacks a permission.+add the permission.+One of these permissions is enough/s,
		);
	});

	test('says where the server cannot be reached', async () => {
		const clock = new VirtualClock();
		clock.install();
		const stored = { tenant: { ...sandboxCredentials(sandbox).tenant, baseUrl: 'http://127.0.0.1:9' } };
		expect(await refusalOf('searchCalendars', { stored })).toMatch(
			/could not be reached.+Check the region, or the Base URL, of the credential/,
		);
		clock.uninstall();
	});

	test('says where the region does not know the app, and the code once', async () => {
		const stored = { tenant: { ...sandboxCredentials(sandbox).tenant, appId: 'cli_of_another_region' } };
		expect(await refusalOf('searchCalendars', { stored })).toMatch(/^[^(]+\(code 10003\)\. .+copy App ID and App Secret/);
	});
});

describe('the lists of a person', () => {
	const stored = (scopes: readonly string[]) => ({
		user: {
			region: 'custom',
			baseUrl: sandbox.url,
			customAuthUrl: `${sandbox.url}/open-apis/authen/v1/authorize`,
			customAccessTokenUrl: `${sandbox.url}/open-apis/authen/v2/oauth/token`,
			clientId: SANDBOX_APP.appId,
			clientSecret: SANDBOX_APP.secret,
			oauthTokenData: { access_token: sandbox.seed.userToken({ scopes: [...scopes] }), refresh_token: 'refresh-1', token_type: 'Bearer' },
		},
	});
	const parameters = { authentication: 'feishuOAuth2Api' };

	test('are read with their token', async () => {
		calendar('Mine');
		const list = await ask('searchCalendars', { parameters, stored: stored(['calendar:calendar:read']) });
		expect(names(list)).toEqual(['Mine (primary)']);
	});

	test('say which permission they have not granted, and that an account has no calendars', async () => {
		expect(await refusalOf('searchCalendars', { parameters, stored: stored(['task:task']) })).toMatch(
			/\(code 99991679\)\. The user has not granted.+choose it under Permissions, save, and reconnect/s,
		);
		expect(await refusalOf('searchCalendars', { parameters, stored: stored(['calendar:calendar:read']) })).toMatch(
			/^This account has no calendars/,
		);
	});
});

describe('the request options of the node', () => {
	let proxy: Server;
	let through = 0;
	beforeAll(async () => {
		proxy = createServer((incoming, outgoing) => {
			through += 1;
			const onward = httpRequest(incoming.url ?? '', { method: incoming.method, headers: incoming.headers }, (answer) => {
				outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(outgoing);
			});
			incoming.pipe(onward);
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	});
	afterAll(() => proxy.close());

	test('hold for lists: the token and the list go through the proxy', async () => {
		calendar('Mine');
		const { port } = proxy.address() as AddressInfo;
		const list = await ask('searchCalendars', { parameters: { requestOptions: { proxy: `http://127.0.0.1:${port}` } } });
		expect(names(list)).toEqual(['Mine (primary)']);
		expect(through).toBe(2);
	});

	test('are refused where the proxy has no port', async () => {
		expect(await refusalOf('searchCalendars', { parameters: { requestOptions: { proxy: 'http://proxy' } } })).toMatch(
			/^Proxy.+with a port/,
		);
	});
});
