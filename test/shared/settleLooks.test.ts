import type { Endpoint, ReadCall, Verdict } from '../../nodes/shared/endpoint';
import type { Claim, Entry } from '../../nodes/shared/engine/record';
import { Unread } from '../../nodes/shared/unread';
import {
	APP,
	BAD,
	callsTo,
	countsOf,
	entriesOf,
	GONE,
	lost,
	PASSING,
	PLAIN,
	TARGET,
	type Arrival,
	type RunSetup,
} from '../support/callsTo';
import { responseOf } from '../support/context';
import { LIST, lookUp } from '../support/listLook';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => clock.install());
afterAll(() => clock.uninstall());

const COPYING = { ...PLAIN, keepsCopy: true };
const MISSING_IS_DONE = { ...PLAIN, missingIsDone: true };

/** A Feishu that holds some records: what is deleted is not in its list any more. */
async function worldOf(
	there: readonly string[],
	answer: (arrival: Arrival, world: Set<string>) => number,
	change: Partial<Endpoint> & RunSetup = {},
) {
	const world = new Set(there);
	const run = await callsTo(
		(arrival) => {
			const code = answer(arrival, world);
			if (code === 0) for (const id of arrival.ids) world.delete(id);
			return code;
		},
		{ lookUp, onRead: () => responseOf({ code: 0, msg: '', data: { items: [...world].map((id) => ({ id, of: 'list' })) } }), ...change },
	);
	return { ...run, world };
}

const ids = (task: string, count: number, from = 0) => Array.from({ length: count }, (_, index) => `${task}${index + from}`);
const statuses = (claims: readonly Claim[]) => entriesOf(claims).map(({ outcome }) => outcome?.status);
const copies = (claims: readonly Claim[]) => entriesOf(claims).map(({ copy }) => copy?.id);
const withoutCopy = (claims: readonly Claim[]) =>
	entriesOf(claims)
		.filter(({ copy }) => copy === undefined)
		.map(({ record }) => record.id ?? '');

describe('where a copy of each record is kept', () => {
	test('the list is read once for all calls of a target, before the first of them, and every record has its copy', async () => {
		const { calls, claimsOf, reads, arrivals, cost } = await worldOf(ids('a', 300), () => 0);
		const claims = claimsOf('a', 300);
		await calls.settle(claims, COPYING);
		expect([countsOf(claims), reads.length, arrivals.length]).toEqual([{ deleted: 300 }, 1, 30]);
		expect(copies(claims)).toEqual(ids('a', 300));
		expect(cost.calls).toBe(31);
	});

	test('only copied records are sent: what is not there, or cannot be seen, says so without secrets', async () => {
		const { calls, claimsOf, arrivals } = await worldOf(['a0', 'a2'], () => 0);
		const claims = [...claimsOf('a', 3), ...claimsOf('dark', 1)];
		await calls.settle(claims, COPYING);
		expect(statuses(claims)).toEqual(['deleted', 'not_sent', 'deleted', 'not_sent']);
		expect(arrivals.flatMap(({ ids: sent }) => sent)).toEqual(['a0', 'a2']);
		expect(entriesOf(claims)[1]?.outcome).toMatchObject({ isMissing: true, confirmedBy: 'read' });
		expect(entriesOf(claims)[3]?.outcome?.explanation).toEqual({
			code: 7,
			reason: 'Keep a Copy could not read this record: dark, says [secret]',
			what_to_do: 'Light it.',
			log_id: 'log',
		});
	});

	test('a call of which no record is copied is not made', async () => {
		const { calls, claimsOf, arrivals } = await worldOf([], () => 0);
		const claims = claimsOf('a', 25);
		await calls.settle(claims, COPYING);
		expect([countsOf(claims), arrivals.length]).toEqual([{ not_sent: 25 }, 0]);
	});

	test.each<[string, (arrival: Arrival) => number]>([
		['one bad record is searched for', ({ ids: sent }) => (sent.includes('a3') ? BAD : 0)],
		['all are refused, and those of other calls are tried alone', () => BAD],
		['all but those of other calls are refused', ({ ids: sent }) => (Number(sent[0]?.slice(1)) < 10 ? BAD : 0)],
		['some answers are lost', ({ place }) => (place % 3 === 2 ? lost() : 0)],
		['the app is refused in the middle', ({ place }) => (place === 3 ? APP : 0)],
		['the target is refused in the middle', ({ place }) => (place === 3 ? TARGET : 0)],
		['a record is missing', ({ ids: sent }) => (sent.includes('a4') ? GONE : 0)],
	])('nothing is sent without a copy, whatever the calls meet: %s', async (_what, answer) => {
		// Every seventh cannot be seen, in every call.
		const isDark = (id: string) => Number(id.slice(1)) % 7 === 0;
		const seeing: Endpoint['lookUp'] = async (records, common, reader) =>
			(await lookUp(records, common, reader, [])).map((sight, index) =>
				isDark(records[index]?.id ?? '') ? { is: 'unseen', why: new Unread(null, 'dark', 'Light it.') } : sight,
			);
		const { calls, claimsOf, arrivals, reads } = await worldOf(ids('a', 45), answer, { lookUp: seeing });
		const claims = claimsOf('a', 45);
		await calls.settle(claims, { ...COPYING, missingIsDone: true });
		const sent = new Set(arrivals.flatMap((arrival) => arrival.ids));
		expect(withoutCopy(claims).filter((id) => sent.has(id))).toEqual([]);
		expect(countsOf(claims).open).toBeUndefined();
		expect(
			entriesOf(claims)
				.filter(({ record }) => isDark(record.id ?? ''))
				.every(({ outcome }) => outcome?.status === 'not_sent'),
		).toBe(true);
		expect(reads.length).toBeLessThanOrEqual(45);
	});

	test('records that are told to wait, and sent again, keep the copy that they have', async () => {
		let accepted = 0;
		const judge: Endpoint['judge'] = (_answer, records) => {
			accepted += 1;
			return records.map(({ id }): Verdict => ({ status: id === 'a1' && accepted < 3 ? 'again' : 'deleted' }));
		};
		const { calls, claimsOf, reads } = await worldOf(ids('a', 2), () => 0, { judge });
		const claims = claimsOf('a', 2);
		await calls.settle(claims, COPYING);
		expect([statuses(claims), copies(claims), reads.length]).toEqual([['deleted', 'deleted'], ['a0', 'a1'], 1]);
	});

	test('another try keeps the copy of what may be gone by then, and says what became of it', async () => {
		// From the first attempt on it is gone, and nobody can look.
		const { calls, anotherTry, claimsOf, reads } = await worldOf(
			['a0'],
			({ place }, world) => {
				world.delete('a0');
				return place <= 4 ? lost() : GONE;
			},
			{ onRead: (_options, place) => (place === 1 ? responseOf({ code: 0, data: { items: [{ id: 'a0' }] } }) : BAD) },
		);
		const claims = claimsOf('a', 1);
		await calls.settle(claims, COPYING);
		expect([statuses(claims), copies(claims)]).toEqual([['unknown'], ['a0']]);
		for (const entry of entriesOf(claims)) delete entry.outcome;
		await (await anotherTry()).settle(claims, COPYING);
		expect([statuses(claims), copies(claims), reads.length]).toEqual([['deleted'], ['a0'], 2]);
		expect(entriesOf(claims)[0]?.outcome?.confirmedBy).toBe('repeat');
	});

	test('where none can be read, nothing is sent, and nobody asks again', async () => {
		const { calls, claimsOf, arrivals, reads } = await worldOf(ids('a', 200), () => 0, { onRead: () => APP });
		const claims = [...claimsOf('a', 100), ...claimsOf('b', 100)];
		await calls.settle(claims, COPYING);
		expect([countsOf(claims), arrivals.length, reads.length]).toEqual([{ not_sent: 200 }, 0, 1]);
		expect(entriesOf(claims)[150]?.outcome?.explanation).toMatchObject({ code: APP, what_to_do: 'A permission is missing. Add it.' });
	});

	test('a first call of the run that is a look without answer ends all looks, and sends nothing', async () => {
		const { calls, claimsOf, arrivals, reads } = await worldOf(ids('a', 900), () => 0, { onRead: lost });
		const claims = claimsOf('a', 900);
		await calls.settle(claims, COPYING);
		expect([countsOf(claims), arrivals.length, reads.length]).toEqual([{ not_sent: 900 }, 0, 4]);
	});

	test('a look that Feishu does not answer keeps its own records, and the others are copied and sent', async () => {
		const { calls, claimsOf, reads } = await worldOf(['a0', 'b0', 'c0'], () => 0, {
			onRead: (_options, place) =>
				place > 1 && place <= 5 ? lost() : responseOf({ code: 0, data: { items: ['a0', 'b0', 'c0'].map((id) => ({ id })) } }),
			oneCallAtATime: ['task_id'],
		});
		const claims = ['a', 'b', 'c'].flatMap((task) => claimsOf(task, 1));
		// One after another.
		for (const claim of claims) await calls.settle([claim], COPYING);
		expect([statuses(claims), reads.length]).toEqual([['deleted', 'not_sent', 'deleted'], 6]);
	});

	test('looks that one call has failed count as one', async () => {
		// All batches of a task share its list: twice it is lost, and then there.
		const { calls, claimsOf, arrivals, reads } = await worldOf(ids('a', 900), () => 0, {
			onRead: (_options, place) =>
				place > 1 && place <= 9 ? lost() : responseOf({ code: 0, data: { items: ids('a', 900).map((id) => ({ id })) } }),
		});
		await calls.settle(claimsOf('z', 1), COPYING);
		const claims = claimsOf('a', 900);
		await calls.settle(claims, COPYING);
		expect([countsOf(claims), arrivals.length, reads.length]).toEqual([{ not_sent: 650, deleted: 250 }, 25, 10]);
	});

	test('a look that says nothing of a record, or breaks, sends nothing', async () => {
		const silent = await worldOf(ids('a', 2), () => 0, {
			lookUp: async () => await Promise.resolve([{ is: 'there', copy: { id: 'a0' } }]),
		});
		const claims = silent.claimsOf('a', 2);
		await silent.calls.settle(claims, COPYING);
		expect(statuses(claims)).toEqual(['deleted', 'not_sent']);

		const broken = await worldOf(ids('a', 2), () => 0, { lookUp: async () => await Promise.reject(new TypeError('planted app-secret')) });
		const others = broken.claimsOf('a', 2);
		await broken.calls.settle(others, COPYING);
		expect([countsOf(others), broken.arrivals.length]).toEqual([{ not_sent: 2 }, 0]);
		expect(broken.calls.ending?.reason).toContain('planted [secret]');
	});

	test('a list that is being read when the run ends is read no further, and the records are told of that end', async () => {
		const stop = new AbortController();
		const { calls, claimsOf, arrivals, reads } = await worldOf(ids('a', 30), () => 0, {
			signal: stop.signal,
			onRead: (_options, place) => {
				if (place === 2) stop.abort();
				return responseOf({ code: 0, data: { items: [], has_more: true, page_token: String(place) } });
			},
		});
		const claims = claimsOf('a', 30);
		await calls.settle(claims, COPYING);
		expect([countsOf(claims), arrivals.length, reads.length]).toEqual([{ not_sent: 30 }, 0, 2]);
		expect(entriesOf(claims)[0]?.outcome?.explanation?.reason).toBe('The execution was stopped before this record was sent');
	});

	test('the end of a run breaks off what other calls are reading, and does not blind the looks after it', async () => {
		// Of four tasks, one is refused for the app while the others are at their lists; one answer is lost.
		const { calls, claimsOf, reads, world } = await worldOf(
			['a0', 'b0', 'c0', 'd0'],
			({ task }, there) => {
				if (task === 'b') there.delete('b0');
				return task === 'c' ? APP : task === 'b' ? lost() : 0;
			},
			{
				lookUp: async (records, common, reader) => {
					const [{ id = '' } = {}] = records;
					if (id === 'd0') for (let place = 0; place < 50; place += 1) await reader.ask(LIST, { query: { place } });
					return await lookUp(records, common, reader, []);
				},
			},
		);
		const claims = ['a', 'b', 'c', 'd'].flatMap((task) => claimsOf(task, 1));
		await calls.settle(claims, COPYING);
		expect(statuses(claims)).toEqual(['deleted', 'deleted', 'refused', 'not_sent']);
		expect(entriesOf(claims)[1]?.outcome?.confirmedBy).toBe('read');
		expect(entriesOf(claims)[3]?.outcome?.explanation).toMatchObject({ code: APP });
		expect(reads.length).toBeLessThan(20);
		expect([...world]).toEqual(['c0', 'd0']);
	});

	test('lists are not kept in memory once their records are settled', async () => {
		const { calls, claimsOf, reads } = await worldOf([...ids('a', 1), ...ids('b', 1)], () => 0);
		const claims = claimsOf('a', 1);
		await calls.settle(claims, COPYING);
		await calls.settle(claimsOf('b', 1), COPYING);
		expect(reads).toHaveLength(2);
		const again = claims.map((claim) => ({ ...claim, entry: { record: claim.entry.record, possiblyApplied: false } }));
		await calls.settle(again, COPYING);
		expect(reads).toHaveLength(3);
	});
});

describe('records that a call reports as missing, where that is well', () => {
	test('are set aside by one look, and the others go in one more call', async () => {
		const { calls, claimsOf, arrivals, reads } = await worldOf(ids('a', 6), ({ ids: sent }, world) =>
			sent.every((id) => world.has(id)) ? 0 : GONE,
		);
		const claims = claimsOf('a', 10);
		await calls.settle(claims, MISSING_IS_DONE);
		expect([countsOf(claims), reads.length, arrivals.map(({ ids: sent }) => sent.length)]).toEqual([
			{ deleted: 6, refused: 4 },
			1,
			[10, 6],
		]);
		for (const { outcome } of entriesOf(claims).slice(6)) {
			expect(outcome).toMatchObject({ status: 'refused', isMissing: true, confirmedBy: 'read', explanation: { code: GONE } });
		}
	});

	test('that nobody can see are searched for, beside those that can be', async () => {
		const { calls, claimsOf, arrivals } = await worldOf(ids('a', 2), ({ ids: sent }, world) =>
			sent.every((id) => world.has(id)) ? 0 : GONE,
		);
		const claims = [...claimsOf('a', 4), ...claimsOf('dark', 2)];
		const [first] = claims;
		for (const claim of claims) claim.target = first!.target;
		await calls.settle(claims, MISSING_IS_DONE);
		expect(statuses(claims)).toEqual(['deleted', 'deleted', 'refused', 'refused', 'refused', 'refused']);
		expect(
			entriesOf(claims)
				.slice(2)
				.every(({ outcome }) => outcome?.isMissing === true),
		).toBe(true);
		expect(arrivals.length).toBeLessThanOrEqual(8);
	});

	test('though the list has them all: each is asked about alone, and no look is taken for ever', async () => {
		const { calls, claimsOf, arrivals, reads } = await worldOf(ids('a', 10), () => GONE);
		const claims = claimsOf('a', 10);
		await calls.settle(claims, MISSING_IS_DONE);
		expect([countsOf(claims), reads.length]).toEqual([{ refused: 10 }, 1]);
		expect(arrivals.length).toBeLessThanOrEqual(20);
	});

	test('and a list that loses one more with each look ends all the same', async () => {
		const list = ids('a', 10);
		const { calls, claimsOf, arrivals, reads } = await worldOf([], () => GONE, {
			onRead: () => {
				list.pop();
				return responseOf({ code: 0, data: { items: list.map((id) => ({ id })) } });
			},
		});
		const claims = claimsOf('a', 10);
		await calls.settle(claims, MISSING_IS_DONE);
		expect(countsOf(claims)).toEqual({ refused: 10 });
		expect(arrivals.length + reads.length).toBeLessThanOrEqual(20);
	});

	test('after a lost answer count as deleted by it', async () => {
		const { calls, claimsOf } = await worldOf(ids('a', 2), ({ place, ids: sent }, world) => {
			if (place === 1) world.delete('a0');
			return place === 1 ? lost() : sent.every((id) => world.has(id)) ? 0 : GONE;
		});
		const claims = claimsOf('a', 2);
		await calls.settle(claims, MISSING_IS_DONE);
		expect(entriesOf(claims).map(({ outcome }) => [outcome?.status, outcome?.confirmedBy])).toEqual([
			['deleted', 'read'],
			['deleted', undefined],
		]);
	});

	test.each<[string, Parameters<typeof worldOf>[2], boolean]>([
		['where nobody wishes it', {}, false],
		['where the look is refused', { onRead: () => APP }, true],
		['where the look is lost', { onRead: lost }, true],
	])('are searched for %s, and all else is deleted', async (_when, change, wished) => {
		const { calls, claimsOf, reads } = await worldOf(ids('a', 9), ({ ids: sent }) => (sent.includes('a9') ? GONE : 0), change);
		const claims = claimsOf('a', 10);
		await calls.settle(claims, wished ? MISSING_IS_DONE : PLAIN);
		expect(countsOf(claims)).toEqual({ deleted: 9, refused: 1 });
		expect(reads.length > 0).toBe(wished);
	});
});

describe('records of which no answer says what became of them', () => {
	/** Does the work of some, and loses every answer to them. */
	const losing = (done: readonly string[]) => (_arrival: Arrival, world: Set<string>) => {
		for (const id of done) world.delete(id);
		return lost();
	};

	test('are known after a look: gone, or still there', async () => {
		const { calls, claimsOf, cost } = await worldOf(ids('a', 2), losing(['a0']));
		const claims = claimsOf('a', 2);
		await calls.settle(claims, PLAIN);
		expect(
			entriesOf(claims).map(({ outcome, possiblyApplied }) => [outcome?.status, outcome?.confirmedBy, outcome?.retryable, possiblyApplied]),
		).toEqual([
			['deleted', 'read', false, false],
			// The lost request may still be on its way to its work.
			['refused', 'read', true, true],
		]);
		// Four attempts, a look, and one more at the record that it shows unchanged.
		expect(cost.calls).toBe(6);
	});

	test('which were still being deleted when looked at, are deleted for another try of the node', async () => {
		let isLost = true;
		const { calls, anotherTry, claimsOf, world } = await worldOf(['a0'], ({ ids: asked }, there) => {
			if (isLost) return lost();
			return asked.every((id) => there.has(id)) ? 0 : GONE;
		});
		const claims = claimsOf('a', 1);
		await calls.settle(claims, PLAIN);
		const [entry] = entriesOf(claims) as [Entry];
		expect(entry.outcome).toMatchObject({ status: 'refused', confirmedBy: 'read', retryable: true });
		// What the lost request asked for happens now.
		world.delete('a0');
		isLost = false;
		delete entry.outcome;
		await (await anotherTry()).settle(claims, PLAIN);
		expect(entry.outcome).toMatchObject({ status: 'deleted', confirmedBy: 'repeat' });
	});

	/** A list that shows what is done only after a while. */
	const lagging = (lagMs: number, before: readonly string[], after: readonly string[]) => {
		let doneAt: number | undefined;
		return {
			done: () => (doneAt = clock.now()),
			onRead: () => {
				const shows = doneAt !== undefined && clock.now() - doneAt >= lagMs ? after : before;
				return responseOf({ code: 0, data: { items: shows.map((id) => ({ id })) } });
			},
		};
	};

	test('and that a list still shows are looked at once more after one pause, however many there are', async () => {
		const list = lagging(2_000, [...ids('a', 300), ...ids('b', 5)], ['a0']);
		const { calls, claimsOf, reads } = await worldOf([], () => (list.done(), lost()), { limit: 300, onRead: list.onRead });
		const claims = [...claimsOf('a', 300), ...claimsOf('b', 5)];
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims)).toEqual({ deleted: 299, refused: 1, not_sent: 5 });
		expect(entriesOf(claims)[1]?.outcome).toMatchObject({ status: 'deleted', confirmedBy: 'read' });
		expect(entriesOf(claims)[0]?.outcome?.explanation?.reason).toContain('A look at Feishu shows that it was not done');
		expect(reads).toHaveLength(2);
	});

	test('pause once for all of a run', async () => {
		const tasks = Array.from({ length: 200 }, (_, index) => `t${index}x`);
		const list = lagging(
			2_000,
			tasks.map((task) => `${task}0`),
			[],
		);
		const { calls, claimsOf, reads } = await worldOf([], () => (list.done(), 0), {
			onRead: list.onRead,
			judge: (_answer, records) => records.map(() => ({ status: 'unknown' })),
		});
		const claims = tasks.flatMap((task) => claimsOf(task, 1));
		clock.waits.length = 0;
		const started = clock.now();
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims)).toEqual({ deleted: 200 });
		expect(clock.waits.filter((ms) => ms > 2_000)).toHaveLength(1);
		expect(clock.now() - started).toBeLessThan(10_000);
		expect(reads).toHaveLength(400);
	});

	test.each<[string, number]>([
		['cannot be read', APP],
		['is lost', 0],
	])('stay unknown where the second look %s', async (_what, code) => {
		const { calls, claimsOf } = await worldOf(ids('a', 1), losing([]), {
			onRead: (_options, place) => {
				if (place === 1) return responseOf({ code: 0, data: { items: [{ id: 'a0' }] } });
				return code === 0 ? lost() : code;
			},
		});
		const claims = claimsOf('a', 1);
		await calls.settle(claims, PLAIN);
		expect([countsOf(claims), entriesOf(claims)[0]?.possiblyApplied]).toEqual([{ unknown: 1 }, true]);
	});

	test('stay unknown where the execution is stopped before the second look', async () => {
		const stop = new AbortController();
		const { calls, claimsOf, reads } = await worldOf(ids('a', 1), losing([]), {
			signal: stop.signal,
			onRead: () => {
				stop.abort();
				return responseOf({ code: 0, data: { items: [{ id: 'a0' }] } });
			},
		});
		const claims = claimsOf('a', 1);
		await calls.settle(claims, PLAIN);
		expect([countsOf(claims), reads.length]).toEqual([{ unknown: 1 }, 1]);
	});

	test('are looked at once where their call is long over', async () => {
		const { calls, claimsOf, reads } = await worldOf(['a0'], () => 0, {
			rates: [{ calls: 1, perMs: 20_000 }],
			judge: (_answer, records) => records.map(({ id }) => ({ status: id === 'a0' ? 'unknown' : 'deleted' })),
			onRead: () => responseOf({ code: 0, data: { items: [{ id: 'a0' }] } }),
		});
		const claims = ['a', 'b', 'c'].flatMap((task) => claimsOf(task, 1));
		await calls.settle(claims, PLAIN);
		expect([statuses(claims), reads.length]).toEqual([['refused', 'deleted', 'deleted'], 1]);
	});

	test('stay unknown where nobody can see them, and where the look fails', async () => {
		const dark = await worldOf([], losing([]));
		const claims = dark.claimsOf('dark', 1);
		await dark.calls.settle(claims, PLAIN);
		expect(entriesOf(claims)[0]).toMatchObject({ possiblyApplied: true, outcome: { status: 'unknown', retryable: true } });

		const cut = await worldOf(ids('a', 1), losing(['a0']), { onRead: lost });
		const others = cut.claimsOf('a', 1);
		await cut.calls.settle(others, PLAIN);
		expect([countsOf(others), cut.reads.length]).toEqual([{ unknown: 1 }, 4]);
	});

	test('are looked at though three fruitless calls have ended the run, a hundred in one go, each target’s list once', async () => {
		const { calls, claimsOf, reads, arrivals } = await worldOf(
			[...ids('a', 400), ...ids('b', 5)],
			({ place }, world) => {
				if (place > 1) world.clear();
				return place === 1 ? 0 : lost();
			},
			{ limit: 100, oneCallAtATime: ['task_id'] },
		);
		const claims = [...claimsOf('a', 400), ...claimsOf('b', 5)];
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims)).toEqual({ deleted: 305, not_sent: 100 });
		expect([reads.length, arrivals.length, calls.ending?.reason]).toEqual([
			2,
			13,
			expect.stringMatching(/did not answer 3 calls in a row/),
		]);
	});

	test('after an outage that lasts: three looks are tried, and no other', async () => {
		const { calls, claimsOf, reads } = await worldOf([], ({ place }) => (place === 1 ? 0 : lost()), { onRead: lost });
		const claims = claimsOf('a', 2_000);
		const started = clock.now();
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims).unknown).toBeGreaterThan(0);
		expect(reads).toHaveLength(3 * 4);
		expect(clock.now() - started).toBeLessThan(60_000);
	});

	test('are not looked at once the execution is stopped', async () => {
		const stop = new AbortController();
		const { calls, claimsOf, reads } = await worldOf(
			ids('a', 1),
			() => {
				stop.abort();
				return lost();
			},
			{ signal: stop.signal },
		);
		const claims = claimsOf('a', 1);
		await calls.settle(claims, PLAIN);
		expect([countsOf(claims), reads.length]).toEqual([{ unknown: 1 }, 0]);
	});

	test('50,000 of them are looked at in bounded time', async () => {
		const { calls, claimsOf, reads } = await worldOf([], () => 0, {
			limit: 1_000,
			judge: (_answer, records) => records.map(() => ({ status: 'unknown' })),
		});
		const claims = claimsOf('a', 50_000);
		const started = performance.now();
		await calls.settle(claims, PLAIN);
		expect([countsOf(claims), reads.length]).toEqual([{ deleted: 50_000 }, 1]);
		expect(performance.now() - started).toBeLessThan(20_000);
	});

	/** A run of which each of several tasks has one record, whose call is accepted and says nothing of it. */
	const unclearTasks = async (tasks: readonly string[], onRead: NonNullable<RunSetup['onRead']>) => {
		const run = await worldOf([], () => 0, { onRead, judge: (_answer, records) => records.map(() => ({ status: 'unknown' })) });
		const claims = tasks.flatMap((task) => run.claimsOf(task, 1));
		await run.calls.settle(claims, PLAIN);
		return { ...run, claims };
	};
	const EMPTY = () => responseOf({ code: 0, data: { items: [] } });

	test.each<[string, () => number]>([
		['without answer', lost],
		['that meets trouble of Feishu’s own', () => PASSING],
	])('stay unknown after a look %s, and the others are looked at all the same', async (_what, trouble) => {
		// The look at the first record, with all of its repeats.
		const { claims } = await unclearTasks(['a', 'b', 'c', 'd'], (_options, place) => (place <= 4 ? trouble() : EMPTY()));
		expect(statuses(claims)).toEqual(['unknown', 'deleted', 'deleted', 'deleted']);
	});

	test('stay unknown, all of them, where the first look is refused for the app', async () => {
		const { claims, reads } = await unclearTasks(['a', 'b', 'c', 'd'], () => APP);
		expect([countsOf(claims), reads.length]).toEqual([{ unknown: 4 }, 1]);
	});

	test('are looked at no more after three looks in a row without answer', async () => {
		const tasks = Array.from({ length: 200 }, (_, index) => `t${index}x`);
		const { claims, reads } = await unclearTasks(tasks, lost);
		expect(countsOf(claims)).toEqual({ unknown: 200 });
		expect(reads).toHaveLength(3 * 4);
	});

	test('a broken look leaves them unknown', async () => {
		const { calls, claimsOf } = await worldOf(ids('a', 1), losing([]), { lookUp: async () => await Promise.reject(new TypeError('oh')) });
		const claims = claimsOf('a', 1);
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims)).toEqual({ unknown: 1 });
	});
});

describe('what another operation has changed a moment ago, and a list does not show yet,', () => {
	const adding: Partial<Endpoint> = { kind: 'create', judge: (_answer, records) => records.map(() => ({ status: 'created' })) };

	/** A list that shows a change after two seconds: first `before`, then `after`. */
	const listing = (before: readonly string[], after: readonly string[]) => {
		const from = clock.now() + 2_000;
		return { onRead: () => responseOf({ code: 0, data: { items: (clock.now() < from ? before : after).map((id) => ({ id })) } }) };
	};

	/** Lets an operation change records of a task, by an app of its own. */
	const change = async (task: string, what: Partial<Endpoint>) => {
		const { calls, claimsOf } = await callsTo(() => 0, what);
		await calls.settle(claimsOf(task, 1), PLAIN);
	};

	test('is copied all the same before it is deleted', async () => {
		await change('copied', adding);
		const { calls, claimsOf, reads } = await worldOf([], () => 0, listing([], ['copied0']));
		const claims = claimsOf('copied', 2);
		await calls.settle(claims, COPYING);
		expect([statuses(claims), copies(claims), reads.length]).toEqual([['deleted', 'not_sent'], ['copied0', undefined], 2]);
	});

	test('is not said to be missing', async () => {
		await change('added', adding);
		const gone = ({ ids: asked }: Arrival) => (asked.includes('added1') ? GONE : 0);
		const { calls, claimsOf, reads } = await worldOf([], gone, listing([], ['added0']));
		const claims = claimsOf('added', 2);
		await calls.settle(claims, MISSING_IS_DONE);
		expect(entriesOf(claims).map(({ outcome }) => [outcome?.status, outcome?.isMissing])).toEqual([
			['deleted', undefined],
			['refused', true],
		]);
		expect(reads).toHaveLength(2);
	});

	test('is not said to be deleted by a call that did nothing', async () => {
		await change('back', adding);
		const { calls, claimsOf } = await worldOf([], () => lost(), { ...listing([], ['back0']), idempotent: false });
		const claims = claimsOf('back', 1);
		await calls.settle(claims, PLAIN);
		// A request that must not be said twice may still be on its way.
		expect(statuses(claims)).toEqual(['unknown']);
	});

	test('is not said to be created by a call that did nothing', async () => {
		await change('removed', {});
		const { calls, claimsOf } = await worldOf([], () => lost(), { ...adding, ...listing(['removed0'], []), idempotent: false });
		const claims = claimsOf('removed', 1);
		await calls.settle(claims, PLAIN);
		expect(statuses(claims)).toEqual(['unknown']);
	});

	test('is believed at once where that was longer ago', async () => {
		await change('old', adding);
		clock.advance(60_000);
		const { calls, claimsOf, reads } = await worldOf([], () => 0);
		const claims = claimsOf('old', 1);
		await calls.settle(claims, COPYING);
		expect([statuses(claims), reads.length]).toEqual([['not_sent'], 1]);
	});
});

describe('a record of which Feishu’s words leave open whether it is there', () => {
	const judge: Endpoint['judge'] = (_answer, records) =>
		records.map(() => ({ status: 'refused', reason: 'not there, or not yours', todo: 'Check it.', mayBeMissing: true }));

	test.each<[string, typeof PLAIN, string[], boolean, number]>([
		['is missing where a look does not find it, and that is well', MISSING_IS_DONE, [], true, 1],
		['is refused where a look finds it', MISSING_IS_DONE, ['a0'], false, 1],
		['is refused, and no look taken, where a missing one is not well', PLAIN, [], false, 0],
	])('%s', async (_what, options, there, isMissing, looks) => {
		const onRead = () => responseOf({ code: 0, data: { items: there.map((id) => ({ id })) } });
		const { calls, claimsOf, reads } = await worldOf([], () => 0, { judge, onRead });
		const claims = claimsOf('a', 1);
		await calls.settle(claims, options);
		const [outcome] = entriesOf(claims).map((entry) => entry.outcome);
		expect(outcome).toMatchObject({ status: 'refused', explanation: { reason: 'not there, or not yours' } });
		expect([outcome?.isMissing === true, reads.length]).toEqual([isMissing, looks]);
	});
});

describe('what is created', () => {
	const judge: Endpoint['judge'] = ({ code }, records) =>
		code === 0 ? records.map(({ id = '' }) => ({ status: 'created', yields: { new_id: `new ${id}` } })) : undefined;

	test('has what Feishu gave for it', async () => {
		const { calls, claimsOf } = await callsTo(() => 0, { kind: 'create', judge });
		const claims = claimsOf('a', 2);
		await calls.settle(claims, PLAIN);
		expect(entriesOf(claims).map(({ outcome }) => [outcome?.status, outcome?.yields])).toEqual([
			['created', { new_id: 'new a0' }],
			['created', { new_id: 'new a1' }],
		]);
	});

	test('after a lost answer is there, or is not, as a look says', async () => {
		const { calls, claimsOf } = await worldOf(
			[],
			(_arrival, world) => {
				world.add('a0');
				return lost();
			},
			{ kind: 'create', judge },
		);
		const claims = claimsOf('a', 2);
		await calls.settle(claims, PLAIN);
		expect(statuses(claims)).toEqual(['created', 'refused']);
	});

	test('and must not be said twice is sent once, and stays closed where no answer came', async () => {
		const { calls, claimsOf, arrivals } = await callsTo(lost, { kind: 'create', idempotent: false, judge });
		const claims = claimsOf('a', 2);
		await calls.settle(claims, PLAIN);
		expect([arrivals.length, countsOf(claims)]).toEqual([1, { unknown: 2 }]);
		expect(entriesOf(claims).every(({ outcome }) => outcome?.retryable === false)).toBe(true);
	});

	test('and must not be said twice is sent once where Feishu has trouble', async () => {
		const { calls, claimsOf, arrivals } = await callsTo(() => PASSING, { kind: 'create', idempotent: false, judge });
		const claims = claimsOf('a', 1);
		await calls.settle(claims, PLAIN);
		expect([arrivals.length, statuses(claims)]).toEqual([1, ['unknown']]);
	});

	test('is sent with its content, below every limit of one call', async () => {
		const contents: unknown[] = [];
		const { calls, claimsOf, arrivals } = await callsTo(() => 0, {
			kind: 'create',
			judge,
			limits: [{ isOne: ({ id = '' }) => id.endsWith('0'), most: 1 }],
			write: (records, given) => {
				contents.push(...given);
				return { ids: records.map(({ id }) => id) };
			},
		});
		const claims = claimsOf('a', 21);
		claims.forEach(({ entry }) => (entry.content = { text: `of ${entry.record.id ?? ''}` }));
		await calls.settle(claims, PLAIN);
		for (const { ids: sent } of arrivals) expect(sent.filter((id) => id.endsWith('0')).length).toBeLessThanOrEqual(1);
		expect([arrivals.length, contents.length, contents[0]]).toEqual([3, 21, { text: 'of a0' }]);
	});
});

describe('an accepted record that is followed', () => {
	const accepted: Partial<Endpoint> = {
		accepted: 'recall_requested',
		judge: (_answer, records) => records.map(() => ({ status: 'recall_requested' })),
	};
	/** Settles records, then follows what was accepted. */
	const settleAndFollow = async ({ calls }: Awaited<ReturnType<typeof callsTo>>, claims: readonly Claim[], seconds = 60) => {
		await calls.settle(claims, PLAIN);
		await calls.follow(claims, seconds);
	};
	/** Looks each second, until the time is over. */
	const lookOn: NonNullable<Endpoint['follow']> = async (record, _common, follower) => {
		while (follower.ended === undefined) {
			await follower.ask(LIST, { query: { ...record } });
			await follower.wait(1_000);
		}
		return { status: 'recall_requested', reason: follower.ended };
	};

	test('becomes what the last look says, without secrets', async () => {
		const told: unknown[] = [];
		const run = await callsTo(() => 0, {
			...accepted,
			follow: async (record, common, _follower, seconds) => {
				told.push([record, common.body, seconds]);
				return await Promise.resolve(
					record.id === 'a0' ? { status: 'recalled' } : { status: 'refused', reason: 'too late for app-secret' },
				);
			},
		});
		const claims = run.claimsOf('a', 2, { body: { of: 'body' } });
		await settleAndFollow(run, claims);
		expect(entriesOf(claims).map(({ outcome }) => [outcome?.status, outcome?.explanation?.reason])).toEqual([
			['recalled', undefined],
			['refused', 'too late for [secret]'],
		]);
		expect(told).toEqual(['a0', 'a1'].map((id) => [{ id }, { of: 'body' }, 60]));
	});

	test('is not followed while it is settled, and one that was refused is not followed at all', async () => {
		const follow = jest.fn();
		const run = await callsTo(({ task }) => (task === 'b' ? BAD : 0), {
			...accepted,
			follow,
			judge: ({ code }, records) => (code === 0 ? records.map(() => ({ status: 'recall_requested' })) : undefined),
		});
		await run.calls.settle(run.claimsOf('a', 1), PLAIN);
		await settleAndFollow(run, run.claimsOf('b', 1));
		expect(follow).not.toHaveBeenCalled();
	});

	const slow: ReadCall = { ...LIST, rates: [{ calls: 10, perMs: 1_000 }], documentation: 'https://open.feishu.cn/document/slow-page' };

	test('stays accepted where it cannot be followed, and what keeps one from it keeps all', async () => {
		const run = await callsTo(() => 0, {
			...accepted,
			onRead: () => APP,
			follow: async (record, _common, follower) => {
				await follower.ask(slow, { query: { ...record } });
				return { status: 'recall_requested' };
			},
		});
		const { claimsOf, reads } = run;
		const claims = claimsOf('a', 200);
		await settleAndFollow(run, claims);
		expect(countsOf(claims)).toEqual({ recall_requested: 200 });
		for (const { outcome } of entriesOf(claims)) {
			expect(outcome?.explanation).toMatchObject({ code: APP, reason: 'The progress could not be looked up: code 3' });
		}
		expect(reads.length).toBeLessThanOrEqual(10);
	});

	test('is followed no more once the execution is stopped', async () => {
		const stop = new AbortController();
		const run = await callsTo(() => 0, {
			...accepted,
			signal: stop.signal,
			onRead: (_options, place) => {
				if (place === 3) stop.abort();
				return 0;
			},
			follow: lookOn,
		});
		const claims = run.claimsOf('a', 1);
		await settleAndFollow(run, claims);
		expect([statuses(claims), run.reads.length]).toEqual([['recall_requested'], 3]);
		expect(entriesOf(claims)[0]?.outcome?.explanation?.reason).toBe('stopped');
	});

	test.each<[string, () => number]>([
		['without answer', lost],
		['that meets trouble of Feishu’s own', () => PASSING],
	])('is kept from it by a look %s alone, and the others go on', async (_what, trouble) => {
		const run = await callsTo(() => 0, {
			...accepted,
			onRead: ({ qs }) => (qs?.id === 'a1' ? trouble() : 0),
			follow: lookOn,
		});
		const claims = run.claimsOf('a', 3);
		await settleAndFollow(run, claims);
		expect(entriesOf(claims).map(({ outcome }) => outcome?.explanation?.reason)).toEqual([
			'over',
			expect.stringMatching(/^The progress could not be looked up: /),
			'over',
		]);
	});

	test('is followed no longer than its time, however many there are and whether Feishu answers', async () => {
		const started: number[] = [];
		const run = await callsTo(() => 0, {
			...accepted,
			onRead: ({ qs }) => (qs?.id === 'a0' ? lost() : 0),
			follow: async (record, _common, follower) => {
				started.push(clock.now());
				try {
					while (follower.ended === undefined) {
						await follower.ask(slow, { query: { ...record } });
						await follower.wait(100);
					}
				} catch (error) {
					if (follower.ended === undefined) throw error;
				}
				return { status: 'recall_requested' };
			},
		});
		const claims = run.claimsOf('a', 300);
		await settleAndFollow(run, claims, 4);
		expect(clock.now() - (started[0] ?? 0)).toBeLessThanOrEqual(4_050);
		expect(countsOf(claims)).toEqual({ recall_requested: 300 });
		// Nobody is looked at twice before everybody has been once, and others of the app find half of the rate free.
		const looked = run.reads.map(({ qs }) => String(qs?.id)).filter((id) => id !== 'a0');
		expect(new Set(looked).size).toBe(looked.length);
		expect(run.reads.length).toBeLessThanOrEqual(5 * 5);
		expect(run.reads.length).toBeGreaterThan(15);
	});

	test('has what is left of its time for a request, and the timeout that the user has set', async () => {
		const run = await callsTo(() => 0, {
			...accepted,
			onRead: () => 0,
			follow: async (record, _common, follower) => {
				await follower.ask(LIST, { query: { ...record } });
				await follower.wait(9_500);
				await follower.ask(LIST, { query: { ...record } });
				return { status: 'recalled' };
			},
		});
		const own = run.claimsOf('a', 1, { options: { url: '/tasks/a', method: 'POST', timeout: 3_000 } });
		await settleAndFollow(run, own, 10);
		const [first = 0, last = 0] = run.reads.map(({ timeout }) => timeout);
		expect([first, last]).toEqual([3_000, 490]);
	});

	test('is followed once, whichever batches name it', async () => {
		const follow = jest.fn<Promise<Verdict>, Parameters<NonNullable<Endpoint['follow']>>>(async (_record, _common, follower) => {
			await follower.wait(5_000);
			return { status: 'recalled' };
		});
		const run = await callsTo(() => 0, { ...accepted, follow });
		const claims = run.claimsOf('a', 2);
		await run.calls.settle(claims, PLAIN);
		const before = clock.now();
		await Promise.all([run.calls.follow(claims, 60), run.calls.follow(claims.slice(0, 1), 60)]);
		expect([follow.mock.calls.length, statuses(claims), clock.now() - before]).toEqual([2, ['recalled', 'recalled'], 5_000]);
	});
});

describe('where Feishu accepts a record that is not there', () => {
	const passing = { passesMissing: true as const };

	test('a look beforehand sets it aside if that counts as done, once for all calls of a target', async () => {
		const { calls, claimsOf, arrivals, reads } = await worldOf(['a0', 'a14'], () => 0, passing);
		const claims = claimsOf('a', 15);
		await calls.settle(claims, MISSING_IS_DONE);
		expect(arrivals.map(({ ids: sent }) => sent)).toEqual([['a0'], ['a14']]);
		expect(reads).toHaveLength(1);
		expect(entriesOf(claims)[1]?.outcome).toMatchObject({ status: 'refused', isMissing: true });
		expect(countsOf(claims)).toEqual({ deleted: 2, refused: 13 });
	});

	test('nothing is looked at unless it counts as done', async () => {
		const { calls, claimsOf, reads } = await worldOf(['a0'], () => 0, passing);
		const claims = claimsOf('a', 2);
		await calls.settle(claims, PLAIN);
		expect([countsOf(claims), reads.length]).toEqual([{ deleted: 2 }, 0]);
	});

	test('what the look does not show is sent, as it may be there', async () => {
		const { calls, claimsOf, arrivals } = await worldOf([], () => 0, passing);
		const claims = claimsOf('dark', 1);
		await calls.settle(claims, MISSING_IS_DONE);
		expect([countsOf(claims), arrivals.length]).toEqual([{ deleted: 1 }, 1]);
	});

	test('the look for a copy tells it, too, and there is no other', async () => {
		const { calls, claimsOf, reads } = await worldOf(['a0'], () => 0, passing);
		const claims = claimsOf('a', 2);
		await calls.settle(claims, { ...COPYING, missingIsDone: true });
		expect(statuses(claims)).toEqual(['deleted', 'not_sent']);
		expect(reads).toHaveLength(1);
	});
});

describe('what one question tells to be barred', () => {
	const barred: NonNullable<Endpoint['barred']> = {
		key: 'task_id',
		async ask(reader) {
			const found = new Set<string>();
			for await (const { id } of reader.pages(LIST, 'items', {})) found.add(String(id));
			return found;
		},
		why: { reason: 'It is barred', todo: 'Choose another.' },
	};

	test('is asked for once, and nothing is sent of it, nor is it looked at', async () => {
		const { calls, claimsOf, arrivals, reads } = await worldOf(['a', 'c'], () => 0, { barred });
		const claims = [...claimsOf('a', 25), ...claimsOf('b', 2), ...claimsOf('c', 1)];
		await calls.settle(claims, PLAIN);
		expect(countsOf(claims)).toEqual({ refused: 26, deleted: 2 });
		expect([arrivals.map(({ task }) => task), reads.length]).toEqual([['b'], 1]);
		expect(entriesOf(claims)[0]?.outcome?.explanation).toMatchObject({ reason: 'It is barred', what_to_do: 'Choose another.' });
	});

	test('is sent if the question fails, and what an earlier try may have done is not refused', async () => {
		const onRead = () => responseOf({ code: APP, msg: 'no', data: {} });
		const { calls, claimsOf, arrivals } = await worldOf([], () => 0, { barred, onRead });
		const claims = claimsOf('a', 2);
		await calls.settle(claims, PLAIN);
		expect([countsOf(claims), arrivals.length]).toEqual([{ deleted: 2 }, 1]);

		const other = await worldOf(['a'], () => 0, { barred });
		const [claim] = other.claimsOf('a', 1);
		claim!.entry.possiblyApplied = true;
		await other.calls.settle([claim!], PLAIN);
		expect(claim!.entry.outcome?.status).toBe('deleted');
	});
});
