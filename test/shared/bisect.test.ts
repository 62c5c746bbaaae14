import fc from 'fast-check';
import type { Entry, Outcome, CallRefusal } from '../../nodes/shared/engine/record';
import { isAlike, sampleOf, bisect, type Searching } from '../../nodes/shared/engine/settle/bisect';

const CODE = 190_002;
const refusal = (code = CODE): CallRefusal => ({ code, explanation: { code, reason: 'refused', what_to_do: 'Nothing.', log_id: null } });
const outcome = (status: Outcome['status'], code: number | null = null): Outcome => ({
	status,
	logId: null,
	retryable: false,
	...(status !== 'deleted' && { explanation: { code, reason: 'refused', what_to_do: 'Nothing.', log_id: null } }),
});

/** Feishu, that refuses each call in which one of the bad records stands. */
function feishu(isBad: (entry: Entry) => boolean) {
	const state = { calls: 0, found: 0, untried: [] as Entry[], sentAgain: [] as Entry[] };
	const call = async (part: readonly Entry[]): Promise<CallRefusal | undefined> => {
		state.calls += 1;
		state.sentAgain.push(...part.filter((entry) => entry.outcome !== undefined));
		const sinks = part.some(isBad);
		if (sinks && part.length > 1) return refusal();
		for (const entry of part) entry.outcome = outcome(sinks ? 'refused' : 'deleted', sinks ? CODE : null);
		return undefined;
	};
	const searching: Searching = {
		call,
		alone: async (entry) => {
			await call([entry]);
			return isAlike(entry, refusal());
		},
		notAllAlike: () => {
			state.found += 1;
		},
		takeAsRefused: (part, why) => {
			for (const entry of part) {
				if (entry.outcome !== undefined) continue;
				state.untried.push(entry);
				entry.outcome = outcome('refused', why.code);
			}
		},
		isEachAlone: () => false,
	};
	return { state, searching };
}

const entriesOf = (count: number): Entry[] =>
	Array.from({ length: count }, (_, index) => ({ record: { id: String(index) }, possiblyApplied: false }));

test.each([2, 3, 10, 12, 20, 100, 500])('one bad record among %i is found, wherever it stands, in about 2 log2 n calls', async (size) => {
	for (const place of new Set([0, 1, Math.floor(size / 2), size - 1])) {
		const entries = entriesOf(size);
		const { state, searching } = feishu(({ record }) => record.id === String(place));
		expect(await bisect(entries, refusal(), searching)).toBe(true);
		expect(entries.filter((entry) => entry.outcome?.status !== 'deleted').map(({ record }) => record.id)).toEqual([String(place)]);
		expect(state.calls).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(size)));
		if (size > 2) expect(state.found).toBeGreaterThan(0);
	}
});

test.each([2, 10, 12, 13, 20, 100, 500, 5_000])('%i records that are all refused cost a few dozen calls at most', async (size) => {
	const entries = entriesOf(size);
	const { state, searching } = feishu(() => true);
	expect(await bisect(entries, refusal(), searching)).toBe(false);
	expect(state.calls).toBeLessThanOrEqual(24);
	expect(entries.filter((entry) => entry.outcome?.status !== 'refused')).toEqual([]);
	expect(state.untried).toHaveLength(size > 12 ? size - 12 : 0);
	expect(state.found).toBe(0);
});

test('every record ends with an outcome, a good one is never called bad by itself, and an untried one says so', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 2, max: 120 }), fc.uniqueArray(fc.nat(119), { minLength: 1, maxLength: 120 }), async (size, bad) => {
			const ids = new Set(bad.filter((index) => index < size).map(String));
			fc.pre(ids.size > 0);
			const entries = entriesOf(size);
			const { state, searching } = feishu(({ record }) => ids.has(record.id ?? ''));
			await bisect(entries, refusal(), searching);
			for (const entry of entries) {
				expect(entry.outcome).toBeDefined();
				if (ids.has(entry.record.id ?? '')) expect(entry.outcome?.status).toBe('refused');
				else if (entry.outcome?.status !== 'deleted') expect(state.untried).toContain(entry);
			}
			expect(state.calls).toBeLessThanOrEqual(2 * size + 12);
		}),
	);
});

test.each([
	['refused for the same reason', outcome('refused', CODE), true],
	['of which nobody knows, for the same reason', outcome('unknown', CODE), true],
	['not sent, for the same reason', outcome('not_sent', CODE), false],
	['refused for another reason', outcome('refused', 7), false],
	['deleted', outcome('deleted'), false],
	['open', undefined, false],
])('a record that is %s: whether it fared as its call is %#', (_what, own, alike) => {
	expect(isAlike({ record: {}, possiblyApplied: false, ...(own !== undefined && { outcome: own }) }, refusal())).toBe(alike);
});

test('bad records in both halves cost the good ones nothing, and what is settled is not sent again', async () => {
	const entries = entriesOf(40);
	const { state, searching } = feishu(({ record }) => Number(record.id) % 10 === 0 || Number(record.id) >= 36);
	expect(await bisect(entries, refusal(), searching)).toBe(true);
	expect(entries.filter(({ outcome: own }) => own?.status === 'deleted')).toHaveLength(32);
	expect([state.untried, state.sentAgain]).toEqual([[], []]);
});

test('one record is tried by itself, and none is no call', async () => {
	for (const isBad of [true, false]) {
		const { state, searching } = feishu(() => isBad);
		expect(await bisect(entriesOf(1), refusal(), searching)).toBe(!isBad);
		expect(await bisect([], refusal(), searching)).toBe(false);
		expect([state.calls, state.found]).toEqual([1, 0]);
	}
});

test('parts that are refused for another reason than their call show that not all fare alike', async () => {
	const entries = entriesOf(20);
	const { state, searching } = feishu(() => true);
	expect(await bisect(entries, refusal(7), searching)).toBe(true);
	expect([state.untried, state.found > 0]).toEqual([[], true]);
	expect(entries.every(({ outcome: own }) => own?.status === 'refused')).toBe(true);
});

test.each([
	['all fare alike', Number.POSITIVE_INFINITY, false],
	['one after the sample does not', 15, true],
	['the last one does not', 20, true],
])('where a refusal may be what is wanted, each record is tried alone: %s', async (_what, place, differs) => {
	const entries = entriesOf(20);
	const { state, searching } = feishu(() => true);
	const alone: Entry[] = [];
	const each: Searching = {
		...searching,
		isEachAlone: () => true,
		alone: async (entry) => {
			alone.push(entry);
			await searching.alone(entry);
			return alone.length !== place;
		},
	};
	expect(await bisect(entries, refusal(), each)).toBe(differs);
	expect([alone.length, new Set(alone).size, state.untried, state.sentAgain]).toEqual([20, 20, [], []]);
});

test('a sample is another one each time: what fares well in one may not in the next', () => {
	const entries = entriesOf(1_200);
	const places = Array.from({ length: 20 }, () => sampleOf(entries).map((entry, part) => entries.indexOf(entry) - part * 100));
	// Anywhere in its stretch of a hundred, the beginning and the end of it among them.
	expect(Math.min(...places.flat())).toBeLessThan(25);
	expect(Math.max(...places.flat())).toBeGreaterThan(75);
	expect(new Set(places.map(String)).size).toBeGreaterThan(15);
});

test.each([0, 1, 5, 12, 13, 500])('a sample of %i is spread over them, each at most once', (size) => {
	const entries = entriesOf(size);
	const sample = sampleOf(entries);
	expect(new Set(sample).size).toBe(Math.min(12, size));
	const places = sample.map((entry) => entries.indexOf(entry));
	expect([...places].sort((a, b) => a - b)).toEqual(places);
	// One out of each twelfth of the list.
	for (const [part, place] of places.entries()) {
		expect(place).toBeGreaterThanOrEqual(Math.floor((part * size) / places.length));
		expect(place).toBeLessThan(Math.floor(((part + 1) * size) / places.length));
	}
});
