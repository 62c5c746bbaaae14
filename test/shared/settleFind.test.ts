import type { IDataObject } from 'n8n-workflow';
import type { Finding, ReadCall, FindOperation } from '../../nodes/shared/endpoint';
import type { Claim } from '../../nodes/shared/engine/record';
import { Unread } from '../../nodes/shared/unread';
import { APP, BAD, callsTo, countsOf, entriesOf, lost, PASSING, PLAIN, refusals, TARGET, type RunSetup } from '../support/callsTo';
import { responseOf } from '../support/context';
import { searchWith } from '../support/endpoint';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => clock.install());
afterAll(() => clock.uninstall());

const LIST: ReadCall = {
	method: 'GET',
	path: '/lists/:id',
	documentation: 'https://open.feishu.cn/document/list-page',
	rates: [{ calls: 1_000, perMs: 1_000 }],
	refusals,
};

/** A page of a list: what is on it, and whether there is another. */
const page = (items: readonly IDataObject[], next?: string) =>
	responseOf({ code: 0, msg: '', data: { items, has_more: next !== undefined, ...(next !== undefined && { page_token: next }) } });

/** Reads the list of each record, one after another. */
const find: FindOperation['find'] = async function* (records, _common, reader) {
	for (const [of, { id = '' }] of records.entries()) {
		for await (const item of reader.pages(LIST, 'items', { path: { id } })) yield { of, item };
	}
};

const idOf = (url: string) => url.split('/').at(-1) ?? '';

/** A run that searches. */
const searching = async (onRead: RunSetup['onRead'], change: Partial<FindOperation> = {}, more: RunSetup = {}) =>
	await callsTo(() => 0, { ...(onRead && { onRead }), operation: searchWith({ refusals, find, ...change }), ...more });

const foundBy = (claims: readonly Claim[]) =>
	entriesOf(claims).map(({ outcome }) => outcome?.findings?.map((finding) => ('item' in finding ? finding.item.n : finding.why.reason)));

const yields = (...findings: Array<Finding | Error>): FindOperation['find'] =>
	async function* () {
		await Promise.resolve();
		for (const finding of findings) {
			if (finding instanceof Error) throw finding;
			yield finding;
		}
	};

describe('a search', () => {
	test('finds what there is of each record, in order, and nothing is open any more', async () => {
		const { calls, claimsOf, reads } = await searching(({ url, qs }) =>
			idOf(url) === 'a1' ? page([]) : qs === undefined ? page([{ n: `${idOf(url)} 1` }], 'p') : page([{ n: `${idOf(url)} 2` }]),
		);
		const claims = claimsOf('a', 3);
		await calls.settle(claims, PLAIN);
		expect(foundBy(claims)).toEqual([['a0 1', 'a0 2'], [], ['a2 1', 'a2 2']]);
		expect(entriesOf(claims).every(({ outcome }) => outcome?.status === 'found' && !outcome.retryable)).toBe(true);
		await calls.settle(claims, PLAIN);
		expect(reads).toHaveLength(5);
	});

	test('ends as soon as there is enough of each, and asks for no further page', async () => {
		const { calls, claimsOf, reads } = await searching(({ url }) => page([{ n: 1 }, { n: 2 }], `${idOf(url)} more`));
		const claims = claimsOf('a', 1, { limit: 2 });
		await calls.settle(claims, PLAIN);
		expect([foundBy(claims), reads.length]).toEqual([[[1, 2]], 1]);
	});

	test('keeps no more of one record than is wanted while it looks for those of another', async () => {
		const items = [0, 0, 0, 1].map((of, n): Finding => ({ of, item: { n } }));
		const { calls, claimsOf } = await searching(undefined, {
			find: yields(...items, { of: 7, item: { n: 'of nobody' } }, new Error('too far')),
		});
		const claims = claimsOf('a', 2, { limit: 1 });
		await calls.settle(claims, PLAIN);
		expect([foundBy(claims), calls.ending]).toEqual([[[0], [3]], undefined]);
	});

	test('leaves out what is of none of its records, and finds the rest', async () => {
		const { calls, claimsOf } = await searching(undefined, {
			find: yields({ of: 7, item: { n: 'of nobody' } }, { of: 0, item: { n: 1 } }),
		});
		const claims = claimsOf('a', 1);
		await calls.settle(claims, PLAIN);
		expect([foundBy(claims), calls.ending]).toEqual([[[1]], undefined]);
	});

	test('takes no more of a record than n8n takes of an item, and one more to tell', async () => {
		let given = 0;
		const endless: FindOperation['find'] = async function* () {
			await Promise.resolve();
			for (;;) yield { of: 0, item: { n: (given += 1) } };
		};
		const { calls, claimsOf } = await searching(undefined, { find: endless });
		const claims = claimsOf('a', 1);
		await calls.settle(claims, PLAIN);
		expect([entriesOf(claims)[0]?.outcome?.findings?.length, given]).toEqual([100_001, 100_001]);
	});

	test('of which a part could not be read keeps the rest, and may be made again', async () => {
		const why = new Unread(7, 'no right, says app-secret', 'Ask for it of app-secret.', 'log');
		const { calls, claimsOf } = await searching(undefined, {
			find: yields({ of: 0, item: { n: 1 } }, { of: 0, keys: { event_id: 'e' }, why }, { of: 1, item: { n: 2 } }),
		});
		const claims = claimsOf('a', 2);
		await calls.settle(claims, PLAIN);
		expect(foundBy(claims)).toEqual([[1, 'no right, says [secret]'], [2]]);
		expect(entriesOf(claims)[0]?.outcome?.findings?.[1]).toMatchObject({ why: { todo: 'Ask for it of [secret].', code: 7, logId: 'log' } });
		expect(entriesOf(claims).map(({ outcome }) => outcome?.retryable)).toEqual([true, false]);
	});

	test('keeps none of the pages that it has read: who reads a list again asks again', async () => {
		const twice: FindOperation['find'] = async function* (records, common, reader, item) {
			yield* find(records, common, reader, item);
			yield* find(records, common, reader, item);
		};
		const { calls, claimsOf, reads } = await searching(() => page([{ n: 1 }]), { find: twice });
		const claims = claimsOf('a', 1);
		await calls.settle(claims, PLAIN);
		expect([foundBy(claims), reads.length]).toEqual([[[1, 1]], 2]);
	});

	test('that has enough sends nothing more, not even what waits for its turn', async () => {
		const slow: ReadCall = { ...LIST, documentation: `${LIST.documentation}-slow`, rates: [{ calls: 1, perMs: 60_000 }] };
		const began: Array<Promise<unknown>> = [];
		const eager: FindOperation['find'] = async function* (_records, _common, reader) {
			const [first, ...others] = ['b', 'c', 'd'].map((id) => reader.ask(slow, { path: { id } }));
			began.push(...others);
			await first;
			yield { of: 0, item: { n: 1 } };
		};
		const { calls, claimsOf, reads } = await searching(() => page([]), { find: eager });
		const claims = claimsOf('a', 1, { limit: 1 });
		await calls.settle(claims, PLAIN);
		expect((await Promise.allSettled(began)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect([foundBy(claims), reads.length]).toEqual([[[1]], 1]);
	});

	test('is told what its records have in common, the time zone, and whom the credential acts for', async () => {
		const told: unknown[] = [];
		const telling: FindOperation['find'] = async function* (records, common, _reader, item) {
			told.push(records, common, item);
			yield* [];
		};
		const { calls, claimsOf } = await searching(undefined, { find: telling });
		await calls.settle(claimsOf('a', 1, { options: { url: '', qs: { user_id_type: 'union_id' } }, body: { from: '1' } }), PLAIN);
		expect(told).toEqual([
			[{ id: 'a0' }],
			{ keys: { task_id: 'a' }, query: { user_id_type: 'union_id' }, body: { from: '1' } },
			{ timezone: 'Asia/Shanghai', account: { appId: expect.stringMatching(/^cli_/) as string, isPerson: false }, plans: false },
		]);
	});
});

describe('a search that is refused', () => {
	test('for one of several records is halved until it is found', async () => {
		const { calls, claimsOf } = await searching(({ url }) => (idOf(url) === 'a3' ? BAD : page([{ n: idOf(url) }])));
		const claims = claimsOf('a', 8);
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims)).toEqual({ found: 7, refused: 1 });
		expect(entriesOf(claims)[3]?.outcome).toMatchObject({
			status: 'refused',
			retryable: false,
			explanation: { code: BAD, reason: 'code 1', what_to_do: 'A record is bad. Correct it.' },
		});
	});

	test('since one of them is not there says nothing of the others', async () => {
		const { calls, claimsOf } = await searching(({ url }) => (idOf(url) === 'a0' ? TARGET : page([{ n: idOf(url) }])), { limit: 1 });
		const claims = claimsOf('a', 3);
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims)).toEqual({ found: 2, refused: 1 });
	});

	test('for the app reads nothing more', async () => {
		const { calls, claimsOf, reads } = await searching(() => APP, { limit: 1 });
		const claims = claimsOf('a', 30);
		await calls.settle(claims, PLAIN);
		expect([countsOf(claims), reads.length, calls.ending?.code]).toEqual([{ refused: 1, not_sent: 29 }, 1, APP]);
		expect(entriesOf(claims).every(({ outcome }) => outcome?.retryable)).toBe(true);
	});

	test('by trouble of Feishu’s own has changed nothing, and may be made again', async () => {
		const { calls, claimsOf } = await searching(() => PASSING, { limit: 1 });
		const claims = claimsOf('a', 1);
		await calls.settle(claims, PLAIN);
		expect(entriesOf(claims)[0]?.outcome).toMatchObject({ status: 'refused', retryable: true, explanation: { code: PASSING } });
	});

	test('by words of its own says them', async () => {
		const { calls, claimsOf } = await searching(undefined, { find: yields(new Unread(null, 'Too much of app-secret', 'Ask for less.')) });
		const claims = claimsOf('a', 2);
		await calls.settle(claims, PLAIN);
		expect(entriesOf(claims).map(({ outcome }) => outcome)).toEqual(
			Array.from({ length: 2 }, () => ({
				status: 'refused',
				retryable: true,
				logId: null,
				explanation: { code: null, reason: 'Too much of [secret]', what_to_do: 'Ask for less.', log_id: null },
			})),
		);
		expect(calls.ending).toBeUndefined();
	});

	test('by a fault of this package ends the run, and is told without secrets', async () => {
		const { calls, claimsOf } = await searching(undefined, { limit: 1, find: yields(new TypeError('planted app-secret')) });
		const claims = claimsOf('a', 3);
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims)).toEqual({ refused: 1, not_sent: 2 });
		expect(calls.ending).toMatchObject({
			reason: 'Something unexpected happened in the node: planted [secret]',
			failure: { cause: 'node-defect' },
		});
	});
});

describe('a search that is not answered', () => {
	test('from the first call on ends the run', async () => {
		const { calls, claimsOf, reads } = await searching(lost, { limit: 1 });
		const claims = claimsOf('a', 30);
		await calls.settle(claims, PLAIN);
		expect([countsOf(claims), reads.length]).toEqual([{ refused: 1, not_sent: 29 }, 4]);
		expect(entriesOf(claims).every(({ outcome }) => outcome?.retryable)).toBe(true);
		expect(calls.ending?.reason).toMatch(/did not answer the first call/);
	});

	test('now and then does not: only calls in a row count', async () => {
		const isOdd = (url: string) => Number(idOf(url).slice(1)) % 2 === 1;
		const { calls, claimsOf } = await searching(({ url }) => (isOdd(url) ? lost() : page([])), { limit: 1, oneCallAtATime: ['task_id'] });
		const claims = claimsOf('a', 10);
		await calls.settle(claims, PLAIN);
		expect([countsOf(claims), calls.ending]).toEqual([{ found: 5, refused: 5 }, undefined]);
	});
});

test('a run that has ended reads on in no list', async () => {
	// The first answers at once; of the others, one is refused for the app while the rest are reading.
	const { calls, claimsOf, reads } = await searching(
		({ url }, place) => (idOf(url) === 'a1' ? APP : idOf(url) === 'a0' ? page([]) : page([{ n: 1 }], String(place))),
		{ limit: 1 },
	);
	const claims = claimsOf('a', 5);
	await calls.settle(claims, PLAIN);
	expect(countsOf(claims)).toEqual({ found: 1, refused: 1, not_sent: 3 });
	expect(reads.length).toBeLessThan(10);
	expect(entriesOf(claims)[4]?.outcome?.explanation).toMatchObject({ code: APP });
});

test('what a search did not ask since the run has ended says why the run has', async () => {
	const keeping: FindOperation['find'] = async function* ([record = {}], _common, reader) {
		yield { of: 0, item: { n: 1 } };
		try {
			for (const id of ['x', 'y']) await reader.ask(LIST, { path: { id } });
		} catch (why) {
			yield { of: 0, keys: record, why: why as Unread };
		}
	};
	let end = () => {};
	const { calls, claimsOf } = await searching(
		() => {
			end();
			return page([]);
		},
		{ find: keeping },
	);
	end = () => calls.end({ code: 7, reason: 'Another one was refused', what_to_do: 'Begin.' });
	const claims = claimsOf('a', 1);
	await calls.settle(claims, PLAIN);
	expect(entriesOf(claims)[0]?.outcome?.findings).toMatchObject([
		{ item: { n: 1 } },
		{ why: { code: 7, reason: 'Another one was refused', todo: 'Begin.' } },
	]);
});

test('a run that is stopped reads on in no list', async () => {
	const stop = new AbortController();
	const { calls, claimsOf, reads } = await searching(
		(_options, place) => {
			if (place === 3) stop.abort();
			return page([{ n: place }], String(place));
		},
		{ limit: 1 },
		{ signal: stop.signal },
	);
	const claims = claimsOf('a', 3);
	await calls.settle(claims, PLAIN);
	expect([countsOf(claims), reads.length]).toEqual([{ not_sent: 3 }, 3]);
	expect(entriesOf(claims)[0]?.outcome).toMatchObject({
		retryable: true,
		explanation: { reason: expect.stringContaining('was stopped') as string },
	});
});

test('what a search says itself, or was refused before the run ended, keeps its own reason', async () => {
	let end = () => {};
	const keeping: FindOperation['find'] = async function* (_records, _common, reader) {
		const refused = await reader.ask(LIST, { path: { id: 'x' } }).catch((why: unknown) => why as Unread);
		end();
		yield { of: 0, keys: {}, why: new Unread(null, 'of its own', 'Ask.') };
		if (refused instanceof Unread) yield { of: 0, keys: {}, why: refused };
	};
	const { calls, claimsOf } = await searching(() => TARGET, { find: keeping });
	end = () => calls.end({ code: 7, reason: 'Another one was refused', what_to_do: 'Begin.' });
	const claims = claimsOf('a', 1);
	await calls.settle(claims, PLAIN);
	expect(foundBy(claims)).toEqual([['of its own', 'code 2']]);
});
