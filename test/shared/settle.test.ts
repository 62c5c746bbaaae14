import type { Endpoint, Reader, Verdict } from '../../nodes/shared/endpoint';
import type { Claim } from '../../nodes/shared/engine/record';
import type { Settlement } from '../../nodes/shared/engine/settle';
import { Unread } from '../../nodes/shared/unread';
import { APP, BAD, callsTo, countsOf, entriesOf, GONE, lost, PASSING, PLAIN, TARGET, type Arrival } from '../support/callsTo';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => clock.install());
afterAll(() => clock.uninstall());

describe('the records of a run', () => {
	test('go in as few calls as the limit allows, each once, and those of each target by themselves', async () => {
		const { arrivals, calls, claimsOf } = await callsTo(() => 0);
		const claims = [...claimsOf('a', 25), ...claimsOf('b', 3)];
		await calls.settle([...claims, ...claims.slice(0, 4)], PLAIN);
		expect(countsOf(claims)).toEqual({ deleted: 28 });
		expect(arrivals.map(({ task, ids }) => `${task} ${ids.length}`).sort()).toEqual(['a 10', 'a 10', 'a 5', 'b 3']);
		expect(arrivals.flatMap(({ ids }) => ids).sort()).toEqual(
			entriesOf(claims)
				.map(({ record }) => record.id)
				.sort(),
		);
	});

	test('that have their outcome already are not sent', async () => {
		const { arrivals, calls, claimsOf } = await callsTo(() => 0);
		const claims = claimsOf('a', 3);
		await calls.settle(claims.slice(0, 1), PLAIN);
		await calls.settle(claims, PLAIN);
		expect(arrivals.map(({ ids }) => ids)).toEqual([['a0'], ['a1', 'a2']]);
	});

	test('go to the credential’s host, with the rest of the request as it is', async () => {
		const { arrivals, calls, claimsOf } = await callsTo(() => 0);
		const options = { url: '/tasks/a', method: 'DELETE', qs: { kind: 'x' }, allowedDomains: 'example.com' } as const;
		await calls.settle(claimsOf('a', 1, { options, body: { notify: true } }), PLAIN);
		expect(arrivals[0]?.options).toEqual({
			...options,
			url: 'https://open.feishu.cn/open-apis/tasks/a',
			allowedDomains: 'open.feishu.cn, example.com',
			body: { ids: ['a0'], notify: true },
		});
	});

	test('go alone in the first call, then in 64 at a time', async () => {
		let besideFirst = 0;
		const { arrivals, calls, claimsOf, load } = await callsTo(({ place }) => {
			if (place === 1) besideFirst = load.most;
			return 0;
		});
		await calls.settle(claimsOf('a', 1_500), PLAIN);
		expect([besideFirst, load.most, arrivals.length]).toEqual([1, 64, 150]);
	});

	test('of one target go one call after another where Feishu wants that, over all runs', async () => {
		const one = await callsTo(() => 0, { oneCallAtATime: ['task_id'] });
		const claims = ['a', 'b', 'c'].flatMap((task) => one.claimsOf(task, task === 'a' ? 1_000 : 40));
		await Promise.all([one.calls.settle(claims, PLAIN), one.calls.settle(one.claimsOf('b', 40), PLAIN)]);
		expect(one.arrivals).toHaveLength(112);
		expect(one.load.overlaps).toBe(0);
		// However many calls wait for those to the first target, they keep no place from those to another.
		expect(one.arrivals.findIndex(({ task }) => task === 'c')).toBeLessThan(10);
	});

	test('that wait for the rate when the run ends are not sent', async () => {
		const rates = [{ calls: 2, perMs: 1_000 }];
		const { arrivals, calls, claimsOf } = await callsTo(({ place }) => (place === 2 ? APP : 0), { rates });
		const claims = claimsOf('a', 300);
		await calls.settle(claims, PLAIN);
		expect([countsOf(claims), arrivals.length]).toEqual([{ deleted: 10, refused: 10, not_sent: 280 }, 2]);
	});
});

describe('a call that is refused as a whole', () => {
	test.each<[string, (arrival: Arrival) => number, Record<string, number>, calls: number]>([
		[
			'for one bad record: it is found, and the others are deleted',
			({ ids }) => (ids.includes('a3') ? BAD : 0),
			{ deleted: 29, refused: 1 },
			11,
		],
		['for each of its records: a sample of the others decides', () => BAD, { refused: 22, not_sent: 8 }, 35],
		[
			'for its target: the target’s others are not sent, those of another are',
			({ task }) => (task === 'a' ? TARGET : 0),
			{ refused: 10, not_sent: 20 },
			1,
		],
		['for the app: nothing more is sent', () => APP, { refused: 10, not_sent: 20 }, 1],
		['under a code that nobody knows: as if for a record', ({ ids }) => (ids.includes('a3') ? 4711 : 0), { deleted: 29, refused: 1 }, 11],
	])('%s', async (_why, answer, counts, most) => {
		const { arrivals, calls, claimsOf } = await callsTo(answer);
		const [claims, others] = [claimsOf('a', 30), claimsOf('b', 5)];
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims)).toEqual(counts);
		expect(arrivals.length).toBeLessThanOrEqual(most);
		await calls.settle(others, PLAIN);
		const endsRun = answer({ task: 'b', ids: ['b0'], place: 0, options: { url: '' } }) === APP;
		expect(calls.ending !== undefined).toBe(endsRun);
		expect(countsOf(others).not_sent ?? 0).toBe(endsRun ? 5 : 0);
	});

	test('is not searched while another search does not know yet whether single records are the cause', async () => {
		const { arrivals, calls, claimsOf } = await callsTo(({ place }) => (place === 1 ? 0 : BAD));
		const claims = claimsOf('a', 200);
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims)).toEqual({ deleted: 10, refused: 190 });
		// Twenty calls, and the search of two of them.
		expect(arrivals.length).toBeLessThanOrEqual(20 + 2 * 2 * 10);
	});

	test('is searched to its last record where it is well that a record is not there', async () => {
		const { arrivals, calls, claimsOf } = await callsTo(() => GONE, { limit: 100 });
		const claims = claimsOf('a', 100);
		await calls.settle(claims, { ...PLAIN, missingIsDone: true });
		expect(entriesOf(claims).every(({ outcome }) => outcome?.isMissing === true)).toBe(true);
		expect(new Set(arrivals.filter(({ ids }) => ids.length === 1).map(({ ids: [id] }) => id)).size).toBe(100);
	});

	test('and was accepted before loses no record that was deleted then', async () => {
		// The first answer bids two wait; the repeat of these is refused, then each of them.
		const judge: Endpoint['judge'] = ({ code }, records) =>
			code === 0 ? records.map(({ id }): Verdict => ({ status: id === 'a1' || id === 'a2' ? 'again' : 'deleted' })) : undefined;
		const { arrivals, calls, claimsOf } = await callsTo(({ place }) => (place === 1 ? 0 : BAD), { judge });
		const claims = claimsOf('a', 4);
		await calls.settle(claims, PLAIN);
		expect(entriesOf(claims).map(({ outcome }) => outcome?.status)).toEqual(['deleted', 'refused', 'refused', 'deleted']);
		expect(arrivals.slice(1).flatMap(({ ids }) => ids)).not.toContain('a0');
	});
});

describe('an accepted call', () => {
	const judgeAgain: Endpoint['judge'] = (_answer, records) =>
		records.map(({ id }): Verdict => ({ status: id === 'a1' ? 'again' : 'deleted', reason: 'too fast' }));

	test('that bids a record wait is repeated for that one, three times', async () => {
		const { arrivals, calls, claimsOf } = await callsTo(() => 0, { judge: judgeAgain });
		const claims = claimsOf('a', 3);
		const started = clock.now();
		await calls.settle(claims, PLAIN);
		expect(arrivals.map(({ ids }) => ids)).toEqual([['a0', 'a1', 'a2'], ['a1'], ['a1'], ['a1']]);
		expect(countsOf(claims)).toEqual({ deleted: 2, refused: 1 });
		expect(clock.now() - started).toBeGreaterThanOrEqual(7_000);
		expect(calls.ending).toBeUndefined();
	});

	test('that bids all of its records wait, to the end, ends the run', async () => {
		const { calls, claimsOf } = await callsTo(() => 0, {
			judge: (_answer, records) => records.map(() => ({ status: 'again', reason: 'too fast' })),
		});
		const claims = claimsOf('a', 30);
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims)).toEqual({ refused: 10, not_sent: 20 });
		expect(calls.ending?.reason).toBe('too fast');
	});

	test('that says nothing of a record leaves it unknown', async () => {
		const { calls, claimsOf } = await callsTo(() => 0, { judge: () => [{ status: 'deleted' }] });
		const claims = claimsOf('a', 2);
		await calls.settle(claims, PLAIN);
		expect(entriesOf(claims).map(({ outcome }) => outcome?.status)).toEqual(['deleted', 'unknown']);
	});
});

describe('calls that are not answered', () => {
	test.each<[string, (arrival: Arrival) => number, Record<string, number>, RegExp]>([
		['from the first on', lost, { unknown: 10, not_sent: 90 }, /did not answer the first call: The connection was cut/],
		[
			'three in a row, after an answer',
			({ place }) => (place === 1 ? 0 : lost()),
			{ deleted: 10, unknown: 30, not_sent: 60 },
			/did not answer 3 calls in a row/,
		],
		['since Feishu has trouble', () => PASSING, { unknown: 30, not_sent: 70 }, /^code 5$/],
	])('end the run: %s', async (_when, answer, counts, reason) => {
		// One after another, so that what is under way at the end is no matter of chance.
		const { calls, claimsOf } = await callsTo(answer, { oneCallAtATime: ['task_id'] });
		const claims = claimsOf('a', 100);
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims)).toEqual(counts);
		expect(calls.ending?.reason).toMatch(reason);
		expect(calls.ending?.failure).toEqual({ cause: 'temporarily-unavailable' });
	});

	test('leave records of which a later refusal says nothing', async () => {
		const { calls, claimsOf } = await callsTo(({ place }) => (place === 1 ? lost() : BAD));
		const claims = claimsOf('a', 1);
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims)).toEqual({ unknown: 1 });
	});
});

test.each<[string, () => never, Partial<NonNullable<Settlement['ending']>>]>([
	[
		'by what the credential says',
		() => {
			throw Object.assign(new Error('wrong app-secret'), { context: { tokenRefusal: { code: 4711 } } });
		},
		{ code: 4711, reason: 'wrong [secret]', failure: { cause: 'configuration-invalid' } },
	],
	[
		'by what its table says of the code',
		() => {
			throw Object.assign(new Error('no'), { context: { tokenRefusal: { code: APP } } });
		},
		{ code: APP, what_to_do: expect.stringMatching(/^A permission is missing\. Add it\. This record was not sent/) as string },
	],
])('a run that nothing leaves is ended %s', async (_how, answer, ending) => {
	const { calls, claimsOf } = await callsTo(answer);
	const claims = claimsOf('a', 30);
	await calls.settle(claims, PLAIN);
	expect(countsOf(claims)).toEqual({ not_sent: 30 });
	expect(calls.ending).toMatchObject(ending);
});

test('an exception while an answer is read leaves the records of that call unknown, ends the run, and is told without secrets', async () => {
	const judge: Endpoint['judge'] = () => {
		throw new Error('planted app-secret');
	};
	const { calls, claimsOf } = await callsTo(() => 0, { judge });
	const claims = claimsOf('a', 30);
	await calls.settle(claims, PLAIN);
	expect(countsOf(claims)).toEqual({ unknown: 10, not_sent: 20 });
	expect(calls.ending).toMatchObject({
		reason: 'Something unexpected happened in the node: planted [secret]',
		failure: { cause: 'node-defect' },
	});
});

test.each([
	['after an answer', 0, { deleted: 10, not_sent: 20 }],
	['before a refusal is searched', BAD, { refused: 10, not_sent: 20 }],
])('a run that is stopped sends nothing more: %s', async (_when, code, counts) => {
	const stop = new AbortController();
	const answer = () => {
		stop.abort();
		return code;
	};
	const { arrivals, calls, claimsOf } = await callsTo(answer, { signal: stop.signal });
	const claims = claimsOf('a', 30);
	await calls.settle(claims, PLAIN);
	expect([countsOf(claims), arrivals.length]).toEqual([counts, 1]);
	expect(claims.at(-1)?.entry.outcome?.explanation?.reason).toBe('The execution was stopped before this record was sent');
});

test('what another batch ended stays ended, and its records are told why', async () => {
	const { arrivals, calls, claimsOf } = await callsTo(() => 0);
	calls.end({ code: null, reason: 'the batch before', what_to_do: 'Wait.' });
	const claims = claimsOf('a', 3);
	await calls.settle(claims, PLAIN);
	expect([countsOf(claims), arrivals.length]).toEqual([{ not_sent: 3 }, 0]);
	expect(entriesOf(claims).map(({ outcome }) => outcome?.explanation?.reason)).toEqual(Array.from({ length: 3 }, () => 'the batch before'));
});

test('a call names a record once where that is asked for, and what is asked for twice is sent twice', async () => {
	const sent = async (change: Partial<Endpoint>) => {
		const { arrivals, calls, claimsOf } = await callsTo(() => 0, change);
		const claims = claimsOf('t', 3);
		const [{ target }] = claims as [Claim];
		claims.push({ identity: {}, target, entry: { record: { id: 't0' }, possiblyApplied: false } });
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims)).toEqual({ deleted: 4 });
		return arrivals.map(({ ids }) => ids);
	};
	expect(await sent({ uniquePerCall: true })).toEqual([['t0', 't1', 't2'], ['t0']]);
	expect(await sent({})).toEqual([['t0', 't1', 't2', 't0']]);
});

describe('what Feishu has accepted', () => {
	const accepting: Partial<Endpoint> = {
		accepted: 'recall_requested',
		judge: (_answer, records) => records.map(({ id }) => ({ status: id === 't2' ? 'refused' : 'recall_requested' })),
	};

	test('is followed where the builder wants it, side by side, and nothing else is', async () => {
		const followed: Array<[string, number]> = [];
		const { calls, claimsOf } = await callsTo(() => 0, {
			...accepting,
			follow: async ({ id = '' }, _common, follower, seconds) => {
				followed.push([id, seconds]);
				await follower.wait(60_000);
				return { status: 'recalled' };
			},
		});
		const claims = claimsOf('t', 3);
		const before = clock.now();
		await calls.settle(claims, PLAIN);
		await calls.follow(claims, 90);
		expect(followed).toEqual([
			['t0', 90],
			['t1', 90],
		]);
		expect(countsOf(claims)).toEqual({ recalled: 2, refused: 1 });
		expect(clock.now() - before).toBeLessThan(70_000);
	});

	test('stays accepted where it cannot be followed', async () => {
		const { calls, claimsOf } = await callsTo(() => 0, { ...accepting, follow: () => Promise.reject(new Error('broken')) });
		const claims = claimsOf('t', 1);
		await calls.settle(claims, PLAIN);
		await calls.follow(claims, 90);
		const [outcome] = entriesOf(claims).map((one) => one.outcome);
		expect(outcome).toMatchObject({ status: 'recall_requested', explanation: { reason: expect.stringContaining('broken') as string } });
	});
});

describe('a question to Feishu besides', () => {
	const CALL = {
		method: 'POST',
		path: '/primary',
		documentation: 'https://open.feishu.cn/document/primary',
		rates: [{ calls: 9, perMs: 1_000 }],
		refusals: {},
	} as const;
	type Read = (reader: Reader) => Promise<string>;
	const ask: Read = async (reader) => `code ${(await reader.ask(CALL, {})).code}`;
	/** What is told of it. */
	const asking = async (read: Read, prepare: (calls: Settlement) => void = () => {}) => {
		const { arrivals, calls, claimsOf } = await callsTo(() => 0);
		prepare(calls);
		const [{ target }] = claimsOf('a', 1) as [Claim];
		const told = await calls.ask(target.context, target.options, read);
		return { told, asked: arrivals.length, ending: calls.ending };
	};

	test('is asked with the credential of the run', async () => {
		expect(await asking(ask)).toEqual({ told: 'code 0', asked: 1, ending: undefined });
	});

	test('is not asked once the run has ended', async () => {
		const { told, asked } = await asking(ask, (calls) => calls.end({ code: null, reason: 'over', what_to_do: 'Wait.' }));
		expect([told, asked]).toEqual([expect.any(Unread), 0]);
	});

	test.each<[string, Read, string, boolean]>([
		['says why nobody tells', () => Promise.reject(new Unread(null, 'none, says app-secret', 'Ask.')), 'none, says [secret]', false],
		['ends the run where that is a fault of this package', () => Promise.reject(new TypeError('odd')), 'odd', true],
	])('%s', async (_what, read, words, ends) => {
		const { told, ending } = await asking(read);
		expect([told instanceof Unread && told.reason, ending !== undefined]).toEqual([expect.stringContaining(words), ends]);
	});
});

test('nothing is followed that has no outcome, or of which nobody can tell how far it is', async () => {
	const follow = jest.fn();
	const run = await callsTo(() => 0, { accepted: 'recall_requested', follow });
	await run.calls.follow(run.claimsOf('t', 1), 1);
	expect(follow).not.toHaveBeenCalled();
	const other = await callsTo(() => 0);
	const claims = other.claimsOf('t', 1);
	await other.calls.settle(claims, PLAIN);
	await other.calls.follow(claims, 1);
	expect(countsOf(claims)).toEqual({ deleted: 1 });
});
