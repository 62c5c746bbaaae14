import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { ReadCall } from '../../nodes/shared/endpoint';
import { Access } from '../../nodes/shared/engine/token/access';
import { limiterOf } from '../../nodes/shared/engine/send/rateLimiter';
import { CallReader, MOST_REMEMBERED, UnreadCall, type Circumstances } from '../../nodes/shared/engine/send/reader';
import { CallCost } from '../../nodes/shared/engine/time/callCost';
import { Unread } from '../../nodes/shared/unread';
import { contextWith, executionWith, responseOf } from '../support/context';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => clock.install());
afterAll(() => clock.uninstall());

const [RECORD, TARGET, APP, PASSING] = [1, 2, 3, 4];

const CALL: ReadCall = {
	method: 'GET',
	path: '/calendars/:calendar_id/events/:event_id',
	documentation: 'https://open.feishu.cn/document/read-page',
	rates: [{ calls: 1_000, perMs: 1_000 }],
	refusals: {
		[RECORD]: { what: 'It is odd.', todo: 'Leave it.', reach: 'record' },
		[TARGET]: { what: 'It is not there.', todo: 'Name another.', reach: 'target' },
		[APP]: { what: 'A permission is missing.', todo: 'Add it.', reach: 'run' },
		[PASSING]: { what: 'Feishu has trouble.', todo: 'Wait.', reach: 'transient' },
	},
};
const POST: ReadCall = { ...CALL, method: 'POST', path: '/search' };
const IDS = { calendar_id: 'c', event_id: 'e' };

type Happening = (options: IHttpRequestOptions) => IN8nHttpFullResponse;

const answers =
	(data: IDataObject, code = 0, status = 200): Happening =>
	() =>
		responseOf({ code, msg: `code ${code}`, data }, status, { 'x-tt-logid': 'log' });

const throws =
	(error: object): Happening =>
	() => {
		throw Object.assign(new Error('n8n’s words'), error);
	};

const lost = throws({ code: 'ECONNRESET' });

let apps = 0;

interface Given extends Partial<Circumstances> {
	remembers?: boolean;
	credential?: ICredentialDataDecryptedObject;
}

/** A reader of an app of its own, whose calls meet one happening after another; the last one stays. */
async function readerOf(happenings: readonly Happening[], { remembers = false, credential, ...more }: Given = {}) {
	apps += 1;
	const sent: IHttpRequestOptions[] = [];
	const tenant = { region: 'feishu', appId: `cli_reader_${apps}`, appSecret: 'app-secret', accessToken: '', tokenOwner: '' };
	const context = contextWith({
		parameters: { authentication: credential === undefined ? 'feishuTenantApi' : 'feishuAccessTokenApi' },
		credential: () => credential ?? tenant,
		execution: executionWith({}),
		send: async (options) => {
			sent.push(options);
			await clock.sleep(10);
			const happening = happenings[Math.min(sent.length, happenings.length) - 1];
			if (happening === undefined) throw new Error('nothing is to be sent');
			return happening(options);
		},
	});
	const circumstances: Circumstances = {
		access: await Access.resolve([context]),
		context,
		options: { url: '' },
		signal: undefined,
		cost: new CallCost(),
		stopped: () => false,
		...more,
	};
	return { reader: new CallReader(circumstances, remembers), sent, ...circumstances };
}

async function failureOf(work: Promise<unknown>): Promise<Unread> {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	expect(error).toBeInstanceOf(Unread);
	return error as Unread;
}

async function all(entries: AsyncIterable<IDataObject>): Promise<IDataObject[]> {
	const list: IDataObject[] = [];
	for await (const entry of entries) list.push(entry);
	return list;
}

describe('what is sent', () => {
	test('is the question, with its IDs as a URL takes them, and nothing of the deletion but the user’s own options', async () => {
		const own = {
			url: '/tasks/t',
			method: 'DELETE',
			qs: { user_id_type: 'union_id' },
			body: { ids: ['1'] },
			timeout: 5,
			proxy: { host: 'proxy', port: 1 },
			allowedDomains: 'example.com',
			headers: { accept: 'application/json' },
		} as const;
		const { reader, sent } = await readerOf([answers({})], { options: own, credential: { region: 'feishu', accessToken: 't-1' } });
		await reader.ask(CALL, { path: { calendar_id: 'a@b/c', event_id: 'é?' } });
		await reader.ask(POST, { query: { page_size: 0 }, body: { ids: [] } });
		const shared = { timeout: 5, proxy: { host: 'proxy', port: 1 }, allowedDomains: 'open.feishu.cn, example.com', headers: own.headers };
		expect(sent).toEqual([
			{ ...shared, method: 'GET', url: 'https://open.feishu.cn/open-apis/calendars/a%40b%2Fc/events/%C3%A9%3F' },
			{ ...shared, method: 'POST', url: 'https://open.feishu.cn/open-apis/search', qs: { page_size: 0 }, body: { ids: [] } },
		]);
	});

	test.each([[{ calendar_id: 'c' }], [{ calendar_id: 'c', event_id: '' }], [{ calendar_id: '..', event_id: 'e' }]])(
		'is nothing where the path %j would be that of another call',
		async (path) => {
			const { reader, sent } = await readerOf([answers({})]);
			await expect(reader.ask(CALL, { path })).rejects.toThrow(/\/calendars\/:calendar_id\/events\/:event_id/);
			expect(sent).toEqual([]);
		},
	);

	test('waits in the limiter of its own page, at its own rate, and leaves that of the deletion alone', async () => {
		const slow: ReadCall = { ...CALL, rates: [{ calls: 1, perMs: 1_000 }] };
		const { reader, access, cost } = await readerOf([answers({})]);
		const deletion = limiterOf(access.app, 'POST https://open.feishu.cn/document/some-page', [{ calls: 1, perMs: 1_000 }]);
		const started = clock.now();
		for (let place = 0; place < 3; place += 1) await reader.ask(slow, { path: IDS });
		expect(clock.now() - started).toBeGreaterThanOrEqual(2_000);
		const before = clock.now();
		await deletion.acquire();
		expect(clock.now()).toBe(before);
		expect(cost).toMatchObject({ calls: 3, repeats: 0 });
	});

	test('waits for no call of another page, nor of another method', async () => {
		const slow: ReadCall = { ...CALL, documentation: `${CALL.documentation}-slow`, rates: [{ calls: 1, perMs: 60_000 }] };
		const { reader } = await readerOf([answers({})]);
		const started = clock.now();
		await reader.ask(slow, { path: IDS });
		await reader.ask({ ...slow, documentation: `${slow.documentation}-too` }, { path: IDS });
		await reader.ask({ ...slow, method: 'POST' }, { path: IDS });
		expect(clock.now() - started).toBeLessThan(60_000);
		await reader.ask(slow, { path: IDS });
		expect(clock.now() - started).toBeGreaterThanOrEqual(60_000);
	});

	test('is repeated where an answer is lost, and after a token was renewed; each counts', async () => {
		const { reader, cost } = await readerOf([lost, answers({}, 99991663, 400), answers({ name: 'x' })]);
		expect((await reader.ask(CALL, { path: IDS })).data).toEqual({ name: 'x' });
		expect(cost).toMatchObject({ calls: 3, repeats: 2 });
	});
});

describe('a reader that remembers', () => {
	test('asks once what is asked the same, even at the same time', async () => {
		const { reader, sent } = await readerOf([answers({ n: 1 })], { remembers: true });
		const ask = async (event_id: string, query?: IDataObject) =>
			await reader.ask(CALL, { path: { ...IDS, event_id }, ...(query && { query }) });
		const [one, other] = await Promise.all([ask('e'), ask('e')]);
		expect(one).toBe(other);
		await ask('e');
		expect(sent).toHaveLength(1);
		await ask('f');
		await ask('e', { page_token: 'p' });
		expect(sent).toHaveLength(3);
	});

	test('remembers no more than a bound: what comes after it is asked each time', async () => {
		const { reader, sent } = await readerOf([answers({ n: 1 })], { remembers: true });
		const ask = async (place: number) => await reader.ask(CALL, { path: { ...IDS, event_id: `e${place}` } });
		for (let round = 0; round < 2; round += 1) for (let place = 0; place <= MOST_REMEMBERED; place += 1) await ask(place);
		expect(sent).toHaveLength(MOST_REMEMBERED + 2);
	});

	test('asks again what has failed, and whoever asked at the same time is told', async () => {
		const { reader, sent } = await readerOf([answers({}, RECORD), answers({ n: 1 })], { remembers: true });
		const failures = await Promise.all([failureOf(reader.ask(CALL, { path: IDS })), failureOf(reader.ask(CALL, { path: IDS }))]);
		expect(failures.map(({ code }) => code)).toEqual([RECORD, RECORD]);
		expect((await reader.ask(CALL, { path: IDS })).data).toEqual({ n: 1 });
		expect(sent).toHaveLength(2);
	});

	test('is not the rule', async () => {
		const { reader, sent } = await readerOf([answers({})]);
		await reader.ask(CALL, { path: IDS });
		await reader.ask(CALL, { path: IDS });
		expect(sent).toHaveLength(2);
	});
});

describe('the pages of a list', () => {
	test.each<[string, IDataObject[], number[]]>([
		['one page that says so', [{ items: [{ n: 1 }, { n: 2 }], has_more: false, page_token: 'p' }], [1, 2]],
		['one page that says nothing', [{ items: [{ n: 1 }] }], [1]],
		['one page with a blank token', [{ items: [{ n: 1 }], page_token: '' }], [1]],
		['one page that leaves it at null', [{ items: [{ n: 1 }], has_more: null, page_token: null }], [1]],
		['a list that is null', [{ items: null, has_more: false }], []],
		['what is no entry', [{ items: [null, 'x', { n: 1 }] }], [1]],
		[
			'a short page and an empty one before the last',
			[
				{ items: [{ n: 1 }], has_more: true, page_token: 'a' },
				{ items: [], has_more: true, page_token: 'b' },
				{ items: [{ n: 2 }, { n: 3 }], has_more: false },
			],
			[1, 2, 3],
		],
		['a token where nothing is said of more', [{ items: [{ n: 1 }], page_token: 'a' }, { items: [{ n: 2 }] }], [1, 2]],
	])('%s', async (_what, pages, numbers) => {
		const { reader, sent } = await readerOf(pages.map((page) => answers(page)));
		const found = await all(reader.pages(CALL, 'items', { path: IDS, query: { page_size: 50 } }));
		expect(found.map(({ n }) => n)).toEqual(numbers);
		expect(sent.map(({ qs }) => qs)).toEqual(
			pages.map((_page, place) => ({ page_size: 50, ...(place > 0 && { page_token: pages[place - 1]?.page_token }) })),
		);
	});

	test('go on by the token that the call says', async () => {
		const pages = [
			{ items: [{ n: 1 }], has_more: true, page_token: 'x', next_page_token: 'a' },
			{ items: [{ n: 2 }], has_more: false },
		];
		const { reader, sent } = await readerOf(pages.map((page) => answers(page)));
		const found = await all(reader.pages({ ...CALL, nextPage: 'next_page_token' }, 'items', { path: IDS }));
		expect([found.map(({ n }) => n), sent.map(({ qs }) => qs as unknown)]).toEqual([
			[1, 2],
			[undefined, { page_token: 'a' }],
		]);
	});

	test.each<[string, IDataObject, boolean]>([
		['a list', { items: [] }, true],
		['no list, and the words that there is no more', { has_more: false }, true],
		['no list', {}, false],
		['a list that is none', { items: { n: 1 } }, false],
		['no list, and more to come', { items: null, has_more: true, page_token: 'a' }, false],
	])('are told apart from an answer that does not hold them: %s', async (_what, page, isList) => {
		const { reader } = await readerOf([answers(page)]);
		const reading = all(reader.pages(CALL, 'items', { path: IDS }));
		if (isList) expect(await reading).toEqual([]);
		else expect((await failureOf(reading)).reason).toBe('Feishu answered without the list');
	});

	test.each([
		[
			'that page is the last',
			[
				{ items: [{ n: 1 }], has_more: true, page_token: 'a' },
				{ items: [{ n: 2 }], cut: true, has_more: false },
			],
		],
		[
			'it is not',
			[
				{ items: [{ n: 1 }], cut: true, has_more: true, page_token: 'a' },
				{ items: [{ n: 2 }], has_more: false },
			],
		],
	])('yields all rows of a list that a page says is cut, and then says so: %s', async (_when, pages) => {
		const call: ReadCall = { ...CALL, cut: ({ cut }) => (cut === true ? { reason: 'It is cut', todo: 'Look.' } : undefined) };
		const { reader } = await readerOf(pages.map((page) => answers(page)));
		const rows: IDataObject[] = [];
		const why = await failureOf(
			(async () => {
				for await (const row of reader.pages(call, 'items', { path: IDS })) rows.push(row);
			})(),
		);
		expect(rows).toEqual([{ n: 1 }, { n: 2 }]);
		expect(why).toMatchObject({ reason: 'It is cut', todo: 'Look.', isFinal: false });
	});

	test('of texts are yielded under the key that the call names', async () => {
		const { reader } = await readerOf([
			answers({ ids: ['a', 2, null, {}], has_more: true, page_token: 'p' }),
			answers({ ids: [], has_more: false }),
		]);
		expect(await all(reader.pages({ ...CALL, textKey: 'group_id' }, 'ids', { path: IDS }))).toEqual([{ group_id: 'a' }, { group_id: '2' }]);
	});

	test('are read as far as they are wanted', async () => {
		const { reader, sent } = await readerOf([answers({ items: [{ n: 1 }, { n: 2 }], has_more: true, page_token: 'a' })]);
		for await (const { n } of reader.pages(CALL, 'items', { path: IDS })) if (n === 2) break;
		expect(sent).toHaveLength(1);
	});

	test.each<[string, IDataObject[]]>([
		['without the next one’s token', [{ items: [], has_more: true }]],
		['with a blank token', [{ items: [], has_more: true, page_token: '' }]],
		['with a token that is none', [{ items: [], has_more: true, page_token: 7 }]],
		['with the same token again', [{ items: [], has_more: true, page_token: 'a' }]],
		[
			'with a token of some pages before',
			[
				{ items: [], has_more: true, page_token: 'a' },
				{ items: [], has_more: true, page_token: 'b' },
				{ items: [], has_more: true, page_token: 'a' },
			],
		],
	])('that are said to go on %s are not read for ever', async (_how, pages) => {
		const { reader, sent } = await readerOf(pages.map((page) => answers(page)));
		const why = await failureOf(all(reader.pages(CALL, 'items', { path: IDS })));
		expect(why).toMatchObject({ code: null, logId: 'log', isFinal: false });
		expect(why.reason).toContain('does not give the next one');
		expect(sent.length).toBeLessThanOrEqual(3);
	});

	test('that fail in the middle say so, after what they had', async () => {
		const { reader } = await readerOf([answers({ items: [{ n: 1 }], has_more: true, page_token: 'a' }), answers({}, RECORD)]);
		const seen: IDataObject[] = [];
		const reading = (async () => {
			for await (const entry of reader.pages(CALL, 'items', { path: IDS })) seen.push(entry);
		})();
		expect(await failureOf(reading)).toMatchObject({ code: RECORD });
		expect(seen).toEqual([{ n: 1 }]);
	});
});

describe('what cannot be read', () => {
	test.each<[string, Happening, Partial<Unread>]>([
		[
			'a refusal of one thing',
			answers({}, RECORD, 400),
			{ code: RECORD, reason: 'code 1', todo: 'It is odd. Leave it.', logId: 'log', isFinal: false },
		],
		['a refusal of what it belongs to', answers({}, TARGET, 400), { code: TARGET, isFinal: false }],
		['a code of no table', answers({}, 4711, 400), { code: 4711, isFinal: false }],
		['a missing permission', answers({}, APP, 400), { code: APP, todo: 'A permission is missing. Add it.', isFinal: true }],
		['trouble that does not pass', answers({}, PASSING, 500), { code: PASSING, isFinal: true }],
		['a rate that stays spent', answers({}, 99991400, 429), { code: 99991400, isFinal: true }],
		['a token that stays rejected', answers({}, 99991663, 400), { code: 99991663, isFinal: true }],
		[
			'answers that are lost',
			lost,
			{
				code: null,
				reason: 'The connection was cut before an answer came',
				todo: 'Check that Feishu can be reached from the n8n server.',
				isFinal: true,
			},
		],
		['a host that is not there', throws({ code: 'ENOTFOUND' }), { code: null, isFinal: true }],
		['a page that is not Feishu’s', () => responseOf('<html>', 404), { code: null, isFinal: true }],
		[
			'a credential that throws, told without secrets',
			throws({ message: 'wrong app-secret. Enter it again', context: { tokenRefusal: { code: 4711 } } }),
			{ code: 4711, reason: 'wrong [secret]', todo: 'Enter it again.', isFinal: true },
		],
		[
			'a credential that says nothing to do',
			throws({ message: 'wrong', context: {} }),
			{ code: null, reason: 'wrong', todo: 'Open the credential and check it.', isFinal: true },
		],
	])('%s', async (_what, happening, why) => {
		const { reader } = await readerOf([happening]);
		const failure = await failureOf(reader.ask(CALL, { path: IDS }));
		expect(failure).toMatchObject(why);
		expect(failure).toBeInstanceOf(UnreadCall);
		expect(failure).toHaveProperty('api', CALL);
	});

	test('a given token is not renewed, and does not show', async () => {
		const echo: Happening = () => responseOf({ code: 99991663, msg: 'token t-given-token is over' }, 400);
		const { reader, sent } = await readerOf([echo], { credential: { region: 'feishu', accessToken: 't-given-token' } });
		const { reason } = await failureOf(reader.ask(CALL, { path: IDS }));
		expect([reason, sent.length]).toEqual(['token [secret] is over', 1]);
	});
});

describe('an execution that is stopped', () => {
	test('is asked nothing more, neither in the middle of a list nor while a call waits for its turn', async () => {
		const stop = new AbortController();
		const page = answers({ items: [{ n: 1 }], has_more: true, page_token: 'a' });
		const { reader, sent } = await readerOf(
			[
				(options) => {
					stop.abort();
					return page(options);
				},
			],
			{ signal: stop.signal },
		);
		const why = await failureOf(all(reader.pages(CALL, 'items', { path: IDS })));
		expect(why).toMatchObject({ reason: 'The execution was stopped before Feishu was asked', isFinal: true });
		expect(sent).toHaveLength(1);
	});

	test('is asked nothing more once its run has ended', async () => {
		const { reader, sent } = await readerOf([answers({})], { stopped: () => true });
		expect(await failureOf(reader.ask(CALL, { path: IDS }))).toMatchObject({ isFinal: true });
		expect(sent).toEqual([]);
	});
});

describe('calls that read where Feishu lets one call at a time be at work', () => {
	const ONE: ReadCall = {
		...CALL,
		oneCallAtATime: ['calendar_id'],
		conflictCode: 5,
		refusals: { 5: { what: 'Another call was at work.', todo: 'Wait.', reach: 'rate' } },
	};

	test('do not overlap, and leave others alone', async () => {
		const { reader } = await readerOf([answers({})]);
		const ask = async (calendar_id: string, event_id: string) => {
			await reader.ask(ONE, { path: { calendar_id, event_id } });
		};
		const begun = clock.now();
		await Promise.all(['1', '2', '3'].map(async (event) => await ask('c', event)));
		expect(clock.now() - begun).toBeGreaterThanOrEqual(30);
		const others = clock.now();
		await Promise.all(['d', 'e', 'f'].map(async (calendar) => await ask(calendar, '1')));
		expect(clock.now() - others).toBeLessThan(30);
	});

	test('are repeated where another one is at work, and keep apart from then on', async () => {
		const { reader, sent } = await readerOf([answers({}, 5), answers({})]);
		const path = { calendar_id: 'busy', event_id: '1' };
		await reader.ask(ONE, { path });
		const before = clock.now();
		await reader.ask(ONE, { path });
		expect(sent).toHaveLength(3);
		expect(clock.now() - before).toBeGreaterThanOrEqual(500);
	});

	test('are not sent if the execution is stopped while they wait', async () => {
		const stop = new AbortController();
		const { reader, sent } = await readerOf([answers({})], { signal: stop.signal });
		const path = { calendar_id: 'stopped', event_id: '1' };
		const first = reader.ask(ONE, { path });
		const second = reader.ask(ONE, { path: { ...path, event_id: '2' } });
		stop.abort();
		await expect(second).rejects.toMatchObject({ sent: { kind: 'stopped' } });
		await first.catch(() => {});
		expect(sent.length).toBeLessThan(2);
	});
});
