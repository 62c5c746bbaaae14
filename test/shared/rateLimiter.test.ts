import fc from 'fast-check';
import type { Rate } from '../../nodes/shared/endpoint';
import { limiterOf, type RateLimiter } from '../../nodes/shared/engine/send/rateLimiter';
import { MAX_RATE_REPEATS } from '../../nodes/shared/engine/send/retry';
import { Limiter } from '../sandbox/limiter';
import { VirtualClock } from '../support/virtualClock';

const TEN_PER_SECOND: readonly Rate[] = [{ calls: 10, perMs: 1_000 }];
const FIFTY_PER_SECOND: readonly Rate[] = [
	{ calls: 50, perMs: 1_000 },
	{ calls: 1_000, perMs: 60_000 },
];

let clock: VirtualClock;
let apps = 0;

beforeEach(() => {
	clock = new VirtualClock();
	clock.install();
});
afterEach(() => {
	clock.uninstall();
});

/** A limiter that no other test shares. */
function newLane(rates: readonly Rate[]): RateLimiter {
	apps += 1;
	return limiterOf(`app ${apps}`, 'endpoint', rates);
}

/** Sends calls all at once; each is answered a moment later. */
async function sendAll(limiter: RateLimiter, count: number): Promise<number[]> {
	return await Promise.all(
		Array.from({ length: count }, async () => {
			const permit = await limiter.acquire();
			const at = clock.now();
			permit?.answered();
			return at;
		}),
	);
}

/** Lets patient calls go, each answered at once. */
async function sendPatiently(limiter: RateLimiter, count: number): Promise<number[]> {
	return await Promise.all(
		Array.from({ length: count }, async () => {
			(await limiter.acquire(undefined, true))?.answered();
			return clock.now();
		}),
	);
}

/** The most calls in any window of that length; a call that leaves as a window ends is in the next. */
function mostWithin(times: readonly number[], perMs: number): number {
	return Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + perMs).length));
}

test('a limiter remembers no more calls than its rates count', async () => {
	const limiter = newLane([
		{ calls: 10, perMs: 1_000 },
		{ calls: 30, perMs: 60_000 },
	]);
	const { arrivals } = limiter as unknown as { arrivals: readonly unknown[] };
	await sendAll(limiter, 200);
	expect(arrivals).toHaveLength(30);
});

describe('the calls of one app to one endpoint', () => {
	test('stay below ten in any second', async () => {
		const times = await sendAll(newLane(TEN_PER_SECOND), 95);
		expect(mostWithin(times, 1_000)).toBe(10);
		// And no slower than that asks for: ten rounds, each of them a second and a little.
		expect(times.at(-1)! - times[0]!).toBeLessThan(9.5 * 1_030);
	});

	test('are never kept waiting by patient ones, which take half of the rate', async () => {
		const limiter = newLane(FIFTY_PER_SECOND);
		const patient = sendPatiently(limiter, 1_200);
		const waits: number[] = [];
		for (let place = 0; place < 90; place += 1) {
			const before = clock.now();
			(await limiter.acquire())?.answered();
			waits.push(clock.now() - before);
			await clock.sleep(1_000);
		}
		expect(Math.max(...waits)).toBe(0);
		const times = await patient;
		expect(mostWithin(times, 1_000)).toBe(25);
		// The others that left in the same minute are counted, too.
		expect(mostWithin(times, 60_000)).toBeLessThanOrEqual(500);
		expect(mostWithin(times, 60_000)).toBeGreaterThan(430);
		expect([...times]).toEqual([...times].sort((one, other) => one - other));
	});

	test('a patient one gives up its turn where it is no longer wanted', async () => {
		const limiter = newLane(TEN_PER_SECOND);
		const stop = new AbortController();
		await sendPatiently(limiter, 5);
		const waiting = Promise.all(Array.from({ length: 20 }, async () => await limiter.acquire(stop.signal, true)));
		stop.abort();
		expect(new Set(await waiting)).toEqual(new Set([undefined]));
	});

	test('leave in a bunch at first, and after each rest; a little apart while there is no rest', async () => {
		const limiter = newLane(TEN_PER_SECOND);
		for (let round = 0; round < 2; round += 1) {
			const times = await sendAll(limiter, 30);
			expect(times[9]).toBe(times[0]);
			expect(
				times
					.slice(11)
					.map((at, index) => at - times[index + 10]!)
					.every((apart) => apart >= 30),
			).toBe(true);
			await clock.sleep(60_000);
		}
	});

	test('stay below fifty in any second and a thousand in any minute', async () => {
		const times = await sendAll(newLane(FIFTY_PER_SECOND), 2_150);
		expect(mostWithin(times, 1_000)).toBe(50);
		expect(mostWithin(times, 60_000)).toBe(1_000);
		expect(times.at(-1)! - times[0]!).toBeLessThan(2.1 * 63_000);
	});

	test('stay below the rate whenever they come and however long their answers take', async () => {
		const call = fc.record({ afterMs: fc.integer({ min: 0, max: 300 }), takesMs: fc.integer({ min: 0, max: 2_000 }) });
		await fc.assert(
			fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 60 }), async (calls) => {
				const limiter = newLane(TEN_PER_SECOND);
				const times: number[] = [];
				const answers: Array<Promise<void>> = [];
				for (const { afterMs, takesMs } of calls) {
					await clock.sleep(afterMs);
					answers.push(
						limiter.acquire().then(async (permit) => {
							times.push(clock.now());
							await clock.sleep(takesMs);
							permit?.answered();
						}),
					);
				}
				await Promise.all(answers);
				expect(times).toHaveLength(calls.length);
				expect(mostWithin(times, 1_000)).toBeLessThanOrEqual(10);
			}),
			{ numRuns: 40 },
		);
	});

	test('arrive at Feishu below the rate too, though the first one has to open its connection', async () => {
		const limiter = newLane(TEN_PER_SECOND);
		const arrivals: number[] = [];
		await Promise.all(
			Array.from({ length: 40 }, async (_, index) => {
				const permit = await limiter.acquire();
				await clock.sleep(index === 0 ? 400 : 20);
				arrivals.push(clock.now());
				await clock.sleep(20);
				permit?.answered();
			}),
		);
		expect(mostWithin(arrivals, 1_000)).toBeLessThanOrEqual(10);
	});

	test('arrive below the rate though all of the first ones are slow, and those after them are not', async () => {
		const limiter = newLane(TEN_PER_SECOND);
		const arrivals: number[] = [];
		let sent = 0;
		await Promise.all(
			Array.from({ length: 30 }, async () => {
				const permit = await limiter.acquire();
				sent += 1;
				// Of the way there and back, the first ten take 45 ms more to arrive.
				const way = sent <= 10 ? 50 : 5;
				arrivals.push(clock.now() + way);
				await clock.sleep(way + 100);
				permit?.answered();
			}),
		);
		expect(mostWithin(arrivals, 1_000)).toBe(10);
	});

	test('count from when a slow one arrived', async () => {
		const limiter = newLane([{ calls: 1, perMs: 1_000 }]);
		const start = clock.now();
		(await limiter.acquire())?.answered();
		const slow = await limiter.acquire();
		const left = clock.now() - start;
		await clock.sleep(800);
		slow?.answered();
		await limiter.acquire();
		expect(left).toBeGreaterThanOrEqual(1_000);
		expect(clock.now() - start).toBeGreaterThanOrEqual(left + 800 + 1_000);
	});

	test('leave in the order in which they came, though a refusal meanwhile makes the first one wait again', async () => {
		const limiter = newLane([{ calls: 1, perMs: 1_000 }]);
		const order: number[] = [];
		let refuse = (_waitMs: number): void => {};
		const go = async (index: number) => {
			const permit = await limiter.acquire();
			if (index === 0) refuse = (waitMs) => permit?.refused(waitMs);
			order.push(index);
		};
		await go(0);
		const second = go(1);
		await clock.sleep(500);
		refuse(5_000);
		await clock.sleep(100);
		await Promise.all([second, go(2), go(3)]);
		expect(order).toEqual([0, 1, 2, 3]);
	});

	test('leave the queue when their execution is stopped, and take nobody’s place', async () => {
		const limiter = newLane([{ calls: 1, perMs: 1_000 }]);
		const start = clock.now();
		const stop = new AbortController();
		const left: string[] = [];
		const go = async (name: string, signal?: AbortSignal) => {
			if ((await limiter.acquire(signal)) !== undefined) left.push(`${name} at ${Math.floor((clock.now() - start) / 1_000)} s`);
		};
		const all = [go('a'), go('b', stop.signal), go('c', stop.signal), go('d')];
		await all[0];
		stop.abort();
		await Promise.all(all);
		expect(left).toEqual(['a at 0 s', 'd at 1 s']);
	});

	test('do not leave at all when their execution has been stopped before', async () => {
		const limiter = newLane(TEN_PER_SECOND);
		expect(await limiter.acquire(AbortSignal.abort())).toBeUndefined();
		expect(await sendAll(limiter, 10)).toEqual(Array.from({ length: 10 }, () => clock.now()));
	});

	test('a call that gives up does not wait for those before it, and lets nobody overtake them', async () => {
		const limiter = newLane([{ calls: 1, perMs: 1_000 }]);
		(await limiter.acquire())?.refused(60_000);
		const start = clock.now();
		const order: string[] = [];
		const first = limiter.acquire().then(() => order.push('first'));
		const stop = new AbortController();
		const stopped = limiter.acquire(stop.signal);
		const last = limiter.acquire().then(() => order.push('last'));
		stop.abort();
		expect(await stopped).toBeUndefined();
		expect(clock.now()).toBe(start);
		await Promise.all([first, last]);
		expect(order).toEqual(['first', 'last']);
	});

	test('a call that is withdrawn frees its place', async () => {
		const limiter = newLane([{ calls: 1, perMs: 1_000 }]);
		const start = clock.now();
		(await limiter.acquire())?.release();
		await limiter.acquire();
		expect(clock.now()).toBe(start);
	});

	test('of two apps, or to two endpoints, do not wait for each other', async () => {
		const one = newLane(TEN_PER_SECOND);
		const other = newLane(TEN_PER_SECOND);
		const elsewhere = limiterOf(`app ${apps}`, 'another endpoint', TEN_PER_SECOND);
		const start = clock.now();
		const first = await Promise.all([one, other, elsewhere].map(async (limiter) => await sendAll(limiter, 10)));
		expect(new Set(first.flat())).toEqual(new Set([start]));
	});

	test('of one app to one endpoint share a limiter, whoever asks', () => {
		expect(limiterOf('shared', 'endpoint', TEN_PER_SECOND)).toBe(limiterOf('shared', 'endpoint', TEN_PER_SECOND));
	});
});

describe('when Feishu refuses a call for its rate', () => {
	// The moment at which a limiter goes on is left to chance.
	beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));
	afterEach(() => jest.restoreAllMocks());

	/** How many of a hundred and fifty calls leave in each second from the refusals on. */
	async function perSecond(limiter: RateLimiter, refusals: readonly number[]): Promise<number[]> {
		const departures = await Promise.all(refusals.map(async () => await limiter.acquire()));
		const start = clock.now();
		departures.forEach((permit, index) => permit?.refused(refusals[index]!));
		const seconds = (await sendAll(limiter, 150)).map((at) => Math.floor((at - start) / 1_000));
		return Array.from({ length: seconds.at(-1)! + 1 }, (_, second) => seconds.filter((at) => at === second).length);
	}

	test('nothing leaves for as long as Feishu says', async () => {
		const counts = await perSecond(newLane(TEN_PER_SECOND), [3_000]);
		expect(counts.slice(0, 3)).toEqual([0, 0, 0]);
		expect(counts[3]).toBeGreaterThan(0);
	});

	test('other calls go on where it says the shortest wait that it can name', async () => {
		const [first] = await perSecond(newLane(TEN_PER_SECOND), [1_000]);
		expect(first).toBe(4);
	});

	test('the rate is half of what it was for ten seconds, and all of it within half a minute', async () => {
		const counts = await perSecond(newLane(TEN_PER_SECOND), [1_000]);
		expect(Math.max(...counts.slice(0, 10))).toBe(5);
		expect(Math.max(...counts.slice(0, 30))).toBe(10);
		for (const [second, count] of counts.slice(1, 15).entries()) expect(count).toBeLessThanOrEqual(counts[second]! + 2);
	});

	test('more is not tried while nothing leaves', async () => {
		const limiter = newLane(TEN_PER_SECOND);
		(await limiter.acquire())?.refused(1_000);
		await clock.sleep(2_000);
		const counts = await perSecond(limiter, [60_000]);
		expect(Math.max(...counts.slice(0, 60))).toBe(0);
		expect(Math.max(...counts.slice(60, 70))).toBe(5);
	});

	test('several refusals of calls that left together count as one', async () => {
		expect(await perSecond(newLane(TEN_PER_SECOND), [2_000, 2_000, 2_000])).toEqual(
			await perSecond(newLane(TEN_PER_SECOND), [2_000, 1_000, 1_000]),
		);
	});

	test('the longest wait counts', async () => {
		const counts = await perSecond(newLane(TEN_PER_SECOND), [4_000, 1_000]);
		expect(counts.slice(0, 4)).toEqual([0, 0, 0, 0]);
	});

	test('a limiter refused again and again still moves', async () => {
		const limiter = newLane(TEN_PER_SECOND);
		for (let refusals = 0; refusals < 200; refusals += 1) (await limiter.acquire())?.refused(1_000);
		const start = clock.now();
		await sendAll(limiter, 10);
		expect(clock.now() - start).toBeLessThan(40_000);
	});

	test('whoever is stopped during the wait goes at once', async () => {
		const limiter = newLane(TEN_PER_SECOND);
		(await limiter.acquire())?.refused(60_000);
		const start = clock.now();
		const stop = new AbortController();
		const waiting = limiter.acquire(stop.signal);
		await Promise.resolve();
		stop.abort();
		expect(await waiting).toBeUndefined();
		expect(clock.now()).toBe(start);
	});
});

/** Numbers from 0 to 1, the same ones each time. */
function chanceOf(seed: number): () => number {
	let state = seed;
	return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

describe('processes that call for one app', () => {
	beforeEach(() => jest.spyOn(Math, 'random').mockImplementation(chanceOf(1_000)));
	afterEach(() => jest.restoreAllMocks());

	/**
	 * Each has its calls, and a limiter of its own; all of them meet one limit of Feishu's.
	 * @returns when calls were accepted, which part of all calls was refused, how often one call was at most, and when the calls of each process were done
	 */
	async function race(
		counts: readonly number[],
		rates: readonly Rate[] = TEN_PER_SECOND,
	): Promise<{ accepted: number[]; refused: number; most: number; ends: number[] }> {
		const feishu = new Limiter();
		const limits = rates.map(({ calls, perMs }) => ({ calls, windowMs: perMs }));
		const accepted: number[] = [];
		let refused = 0;
		let most = 0;
		const send = async (limiter: RateLimiter, random: () => number): Promise<void> => {
			for (let refusals = 1; ; refusals += 1) {
				const permit = await limiter.acquire();
				await clock.sleep(5 + 5 * random());
				const refusal = feishu.admit('app', limits, 'documented', clock.now());
				if (refusal === undefined) accepted.push(clock.now());
				await clock.sleep(5 + 5 * random());
				permit?.answered();
				if (refusal === undefined) return;
				refused += 1;
				most = Math.max(most, refusals);
				permit?.refused(refusal.resetSeconds * 1_000);
				await clock.sleep(refusal.resetSeconds * 1_000);
			}
		};
		const ends = await Promise.all(
			counts.map(async (count, index) => {
				const random = chanceOf(index + 1);
				const limiter = newLane(rates);
				await clock.sleep(index * 130);
				await Promise.all(Array.from({ length: count }, async () => await send(limiter, random)));
				return clock.now();
			}),
		);
		return { accepted, refused: refused / (accepted.length + refused), most, ends };
	}

	test('share its rate: two of them leave next to none of it unused, and are seldom refused', async () => {
		const { accepted, refused, ends } = await race([500, 500]);
		const seconds = (accepted.at(-1)! - accepted[0]!) / 1_000;
		expect(accepted.length / (10 * seconds)).toBeGreaterThan(0.92);
		expect(refused).toBeLessThan(0.05);
		expect(Math.abs(ends[0]! - ends[1]!)).toBeLessThan(20_000);
	});

	test('take less each where ten of them share a call a second, so that no call is given up', async () => {
		const { most } = await race(
			Array.from({ length: 10 }, () => 24),
			[{ calls: 1, perMs: 1_000 }],
		);
		expect(most).toBeLessThan(MAX_RATE_REPEATS);
	});

	test('leave all of it to the last one within half a minute', async () => {
		const { accepted, ends } = await race([100, 700]);
		const [first = 0] = ends;
		const after = accepted.filter((at) => at >= first + 30_000 && at < first + 40_000);
		expect(after.length).toBeGreaterThan(95);
	});
});
