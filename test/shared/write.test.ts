import type { Endpoint, Verdict } from '../../nodes/shared/endpoint';
import { BAD, GONE, callsTo, countsOf, entriesOf, lost, PASSING, PLAIN, TARGET, type Arrival } from '../support/callsTo';
import { responseOf } from '../support/context';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => clock.install());
afterAll(() => clock.uninstall());

/** Tells records to wait by their place in the task, whenever they are sent. */
const busy =
	(...places: readonly number[]): Endpoint['judge'] =>
	(_answer, records) =>
		records.map(({ id = '' }): Verdict => ({ status: places.includes(Number(id.slice(1))) ? 'again' : 'deleted', reason: 'busy' }));

test('what waits for its turn when its target ends is not sent, and says why', async () => {
	const { arrivals, calls, claimsOf } = await callsTo(({ place }) => (place === 2 ? TARGET : 0), { rates: [{ calls: 2, perMs: 1_000 }] });
	const claims = claimsOf('a', 30);
	await calls.settle(claims, PLAIN);
	expect([countsOf(claims), arrivals.length]).toEqual([{ deleted: 10, refused: 10, not_sent: 10 }, 2]);
	expect(entriesOf(claims)[25]?.outcome?.explanation).toMatchObject({ code: TARGET, reason: 'code 2' });
});

describe('what an accepted call tells to wait', () => {
	test('is sent again alone, which counts as a repeat', async () => {
		const { calls, claimsOf, cost } = await callsTo(() => 0, { judge: busy(1) });
		await calls.settle(claimsOf('a', 3), PLAIN);
		expect(cost).toMatchObject({ calls: 4, repeats: 3 });
	});

	test.each<[string, number, number[]]>([
		['one that is alone in its call', 1, [0]],
		['all but one of a call', 3, [0, 2]],
	])('to the end may be held back for its own sake: the run goes on after %s', async (_what, count, places) => {
		const { calls, claimsOf } = await callsTo(() => 0, { judge: busy(...places) });
		const claims = claimsOf('a', count);
		await calls.settle(claims, PLAIN);
		expect([countsOf(claims).refused, calls.ending]).toEqual([places.length, undefined]);
	});
});

test('the endpoint is told what may be done already, and which IDs were made up here', async () => {
	const told: unknown[] = [];
	const judge: Endpoint['judge'] = (_answer, records, possiblyApplied, isMinted) => {
		told.push([possiblyApplied, isMinted]);
		return records.map(() => ({ status: 'deleted' }));
	};
	const { calls, claimsOf } = await callsTo(({ task, place }) => (task === 'b' && place === 2 ? lost() : 0), { judge });
	const claims = [...claimsOf('a', 2), ...claimsOf('b', 1)];
	for (const entry of entriesOf(claims).slice(1)) entry.isMinted = true;
	await calls.settle(claims, PLAIN);
	expect(told).toEqual([
		[
			[false, false],
			[false, true],
		],
		[[true], [true]],
	]);
});

test('what an answer leaves open may be done, and what it settles is not said to be', async () => {
	const { calls, claimsOf } = await callsTo(() => 0, { judge: () => [{ status: 'deleted' }, { status: 'unknown' }] });
	const claims = claimsOf('a', 3);
	await calls.settle(claims, PLAIN);
	expect(entriesOf(claims).map(({ possiblyApplied }) => possiblyApplied)).toEqual([false, true, true]);
	expect(calls.ending).toBeUndefined();
});

test('a call without records in its body has none', async () => {
	const { arrivals, calls, claimsOf } = await callsTo(() => 0, { write: () => undefined });
	await calls.settle(claimsOf('a', 1, { body: { of: 'nobody' } }), PLAIN);
	expect(arrivals[0]?.options).not.toHaveProperty('body');
});

test('what waits behind the call of another run when the execution is stopped is not sent', async () => {
	const stop = new AbortController();
	const change = { oneCallAtATime: ['task_id'] };
	const [first, second] = [
		await callsTo(() => {
			stop.abort();
			return 0;
		}, change),
		await callsTo(() => 0, { ...change, signal: stop.signal }),
	];
	const [claims, others] = [first.claimsOf('shared', 1), second.claimsOf('shared', 1)];
	await Promise.all([first.calls.settle(claims, PLAIN), second.calls.settle(others, PLAIN)]);
	expect([countsOf(claims), countsOf(others), second.arrivals.length]).toEqual([{ deleted: 1 }, { not_sent: 1 }, 0]);
	expect(entriesOf(others)[0]?.outcome?.explanation?.reason).toBe('The execution was stopped before this record was sent');
});

describe('a look at what another operation may have changed a moment ago', () => {
	/** How often a copy of a record is looked for after a creation that met something. */
	async function looksAfter(task: string, answer: (arrival: Arrival) => number) {
		const creation = await callsTo(answer, { kind: 'create' });
		await creation.calls.settle(creation.claimsOf(task, 1), PLAIN);
		const { calls, claimsOf, reads } = await callsTo(() => 0, {
			onRead: () => responseOf({ code: 0, data: {} }),
			lookUp: async (records, _common, reader) => {
				const { documentation, rates, refusals } = { documentation: 'list', rates: [{ calls: 100, perMs: 1_000 }], refusals: {} };
				await reader.ask({ method: 'GET', path: '/list', documentation, rates, refusals }, {});
				return records.map(() => ({ is: 'gone' }));
			},
		});
		await calls.settle(claimsOf(task, 1), { ...PLAIN, keepsCopy: true });
		return reads.length;
	}

	test.each<[string, (arrival: Arrival) => number, number]>([
		['waits where it was done', () => 0, 2],
		['waits where its answer was lost', () => lost(), 2],
		['waits where Feishu had trouble', () => PASSING, 2],
		['does not wait where it was refused', () => BAD, 1],
	])('%s', async (what, answer, looks) => {
		expect(await looksAfter(what.replaceAll(' ', '_'), answer)).toBe(looks);
	});
});

describe('a call that is not repeated before a look', () => {
	/** What is left in Feishu, by calls of ten that lose their answers. */
	async function losing(task: string, left: (place: number) => number, onCall: (place: number) => number = () => lost()) {
		let place = 0;
		const setup = await callsTo((arrival) => onCall((place = arrival.place)), {
			lookBeforeRepeat: true,
			onRead: () => responseOf({ code: 0, data: {} }),
			lookUp: async (records, _common, reader) => {
				await reader.ask({ method: 'GET', path: '/list', documentation: 'list', rates: [{ calls: 100, perMs: 1_000 }], refusals: {} }, {});
				return records.map(({ id = '' }) => (Number(id.slice(task.length)) < left(place) ? { is: 'there', copy: {} } : { is: 'gone' }));
			},
		});
		const claims = setup.claimsOf(task, 10);
		await setup.calls.settle(claims, PLAIN);
		return { ...setup, claims };
	}

	test('is done if the look says so, and not sent again', async () => {
		const { arrivals, claims } = await losing('done', () => 0);
		expect([countsOf(claims), arrivals.length]).toEqual([{ deleted: 10 }, 1]);
		expect(entriesOf(claims)[0]?.outcome).toEqual({ status: 'deleted', logId: null, retryable: false, confirmedBy: 'read' });
		expect(entriesOf(claims)[0]?.possiblyApplied).toBe(false);
	});

	test('is sent again for those that are still there', async () => {
		const { arrivals, claims, cost } = await losing('part', (place) => (place === 1 ? 4 : 0));
		expect(arrivals.map(({ ids }) => ids.length)).toEqual([10, 4]);
		expect([countsOf(claims), cost.repeats]).toEqual([{ deleted: 10 }, 1]);
	});

	test('is looked at after trouble of Feishu’s, too', async () => {
		const { arrivals, claims } = await losing(
			'trouble',
			() => 4,
			(place) => (place === 1 ? PASSING : 0),
		);
		expect([arrivals.map(({ ids }) => ids.length), countsOf(claims)]).toEqual([[10, 4], { deleted: 10 }]);
	});

	test('is sent four times at most, and what is there then is refused', async () => {
		const { arrivals, claims } = await losing('there', () => 10);
		expect([arrivals.length, countsOf(claims)]).toEqual([4, { refused: 10 }]);
		expect(entriesOf(claims)[0]?.outcome?.explanation?.reason).toMatch(/A look at Feishu shows that it was not done$/);
	});
});

test('the query of a call may depend on its records', async () => {
	const { arrivals, calls, claimsOf } = await callsTo(() => 0, {
		limit: 2,
		queryOf: (contents) => ({ token: contents.map(({ id }) => id).join() }),
	});
	await calls.settle(claimsOf('a', 3, { options: { url: '/tasks/a', method: 'POST', qs: { of: 'all' } } }), PLAIN);
	expect(arrivals.map(({ options }) => options.qs)).toEqual([
		{ of: 'all', token: 'a0,a1' },
		{ of: 'all', token: 'a2' },
	]);
});

describe('a call that meets another one at work', () => {
	const CONFLICT = 6;
	const change = {
		oneCallAtATime: ['task_id'],
		conflictCode: CONFLICT,
		refusals: { [CONFLICT]: { what: 'Another call was at work.', todo: 'Wait.', reach: 'rate' as const } },
	};

	test('is repeated, and keeps those apart that follow it', async () => {
		const times: number[] = [];
		const { calls, claimsOf } = await callsTo(({ place }) => {
			times.push(clock.now());
			return place === 1 ? CONFLICT : 0;
		}, change);
		await calls.settle(claimsOf('conflict', 30), PLAIN);
		const gaps = times.map((time, index) => time - (times[index - 1] ?? time)).slice(1);
		expect(gaps).toHaveLength(3);
		for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(500);
	});

	test('leaves the rate of the app as it is', async () => {
		const rates = [{ calls: 10, perMs: 1_000 }];
		const { calls, claimsOf, arrivals } = await callsTo(({ place }) => (place === 1 ? CONFLICT : 0), { ...change, rates });
		const others = Array.from({ length: 12 }, (_, index) => claimsOf(`other${index}`, 1)).flat();
		const before = clock.now();
		await calls.settle([...claimsOf('first', 1), ...others], PLAIN);
		expect(arrivals).toHaveLength(14);
		// A refusal for the rate would halve it.
		expect(clock.now() - before).toBeLessThan(4_000);
	});
});

test('what only the looks of a deletion take is not sent with it', async () => {
	const { arrivals, calls, claimsOf } = await callsTo(() => 0, { lookQuery: ['user_id_type'] });
	const options = { url: '/tasks/a', method: 'POST', qs: { user_id_type: 'union_id', lang: 'en' } } as const;
	await calls.settle(claimsOf('a', 1, { options }), PLAIN);
	expect(arrivals.map(({ options: { qs } }) => qs)).toEqual([{ lang: 'en' }]);
});

describe('a call that is refused for one record that is not there', () => {
	const there = new Set<string>();
	/** A Feishu that deletes the others nevertheless. */
	const deletesOthers = ({ ids }: Arrival) => (ids.map((id) => there.delete(id)).every(Boolean) ? 0 : GONE);

	test.each<[string, true | undefined, string]>([
		['may have deleted the others, if its page does not say', true, 'deleted'],
		['has deleted nothing otherwise', undefined, 'refused'],
	])('%s: what a copy shows was there before', async (_what, missingInPart, status) => {
		for (const id of ['a0', 'a1']) there.add(id);
		const { calls, claimsOf } = await callsTo(deletesOthers, { ...(missingInPart && { missingInPart }) });
		const claims = claimsOf('a', 3);
		for (const entry of entriesOf(claims).slice(0, 2)) entry.copy = { id: entry.record.id ?? '' };
		await calls.settle(claims, PLAIN);
		expect(entriesOf(claims).map(({ outcome }) => outcome?.status)).toEqual([status, status, 'refused']);
	});
});
