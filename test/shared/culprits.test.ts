import { APP, BAD, callsTo, countsOf, entriesOf, GONE, PLAIN, type Arrival } from '../support/callsTo';
import { responseOf } from '../support/context';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => clock.install());
afterAll(() => clock.uninstall());

const MISSING_IS_DONE = { ...PLAIN, missingIsDone: true };
const UNKNOWN = 4711;

describe('the records of a call that Feishu refused as a whole', () => {
	test('are not all tried where a sample of them is refused alike, and say how many were', async () => {
		const { arrivals, calls, claimsOf } = await callsTo(() => BAD, { limit: 100 });
		const claims = claimsOf('a', 100);
		await calls.settle(claims, PLAIN);
		const alone = arrivals.filter(({ ids }) => ids.length === 1).flatMap(({ ids }) => ids);
		expect([countsOf(claims), alone.length, arrivals.length]).toEqual([{ refused: 100 }, 12, 15]);
		const untried = entriesOf(claims).filter(({ record }) => !alone.includes(record.id ?? ''));
		expect(new Set(untried.map(({ outcome }) => outcome?.explanation?.what_to_do))).toEqual(
			new Set([
				'A record is bad. Correct it. This record was not tried alone: 12 others were, and Feishu refused each of them for the same reason. Once this is fixed, run the workflow again.',
			]),
		);
	});

	test.each([
		['ends without a full stop', 'No right', 'No right.'],
		['ends with one', 'No right. At all.', 'No right. At all.'],
	])('are not searched once the run has ended, and say why; the reason %s', async (_what, msg, words) => {
		// Two calls side by side are refused; the search of the one ends the run while the other waits for its own.
		const { calls, claimsOf } = await callsTo(({ ids, place }) => {
			if (place === 1) return 0;
			return ids.length === 10 ? BAD : responseOf({ code: APP, msg });
		});
		const claims = claimsOf('a', 30);
		await calls.settle(claims, PLAIN);
		const told = entriesOf(claims).map(({ outcome }) => outcome?.explanation?.what_to_do ?? '');
		expect(told.filter((todo) => todo.includes(`not tried alone: nothing more is sent, because: ${words} Once`))).toHaveLength(10);
	});

	test('are each tried where they are missing, that is well, and nobody can look', async () => {
		const { calls, claimsOf } = await callsTo(() => GONE);
		const claims = claimsOf('a', 30);
		await calls.settle(claims, MISSING_IS_DONE);
		expect(entriesOf(claims).filter(({ outcome }) => outcome?.isMissing === true)).toHaveLength(30);
	});

	test('are searched for in one call at a time until it is known that single ones are the cause, also in a call that is sent later', async () => {
		// The search in the second call knows it at once and goes on for a while; that in the third only knows it at the last record.
		const numbersOf = ({ ids }: Arrival) => ids.map((id) => Number(id.slice(1)));
		const isBad = (number: number) => number === 10 || (number >= 20 && number !== 29);
		const { arrivals, calls, claimsOf } = await callsTo((arrival) => (numbersOf(arrival).some(isBad) ? BAD : 0), { limit: 10 });
		// 64 calls run side by side, so the last one is sent when the search in the second is over.
		await calls.settle(claimsOf('a', 660), PLAIN);
		const searched = arrivals.filter(({ ids }) => ids.length < 10).map((arrival) => Math.floor((numbersOf(arrival)[0] ?? 0) / 10));
		expect(new Set(searched.slice(searched.indexOf(2), searched.lastIndexOf(2)))).toEqual(new Set([1, 2]));
	});

	test('that a sample of another call has taken are in no call any more', async () => {
		const { arrivals, calls, claimsOf } = await callsTo(() => BAD, { limit: 3 });
		const claims = claimsOf('a', 9);
		await calls.settle(claims, PLAIN);
		expect([countsOf(claims), arrivals.filter(({ ids }) => ids.length === 0)]).toEqual([{ refused: 9 }, []]);
	});
});

describe('over n8n’s Batching', () => {
	/** What becomes of three batches of three records of one target. */
	async function batches(answer: (arrival: Arrival) => number) {
		const { arrivals, calls, claimsOf } = await callsTo(answer);
		const claims = claimsOf('a', 9);
		const counts: Array<Record<string, number>> = [];
		for (let start = 0; start < 9; start += 3) {
			const batch = claims.slice(start, start + 3);
			await calls.settle(batch, PLAIN);
			counts.push(countsOf(batch));
		}
		return { counts, last: entriesOf(claims)[8]?.outcome, sent: new Set(arrivals.flatMap(({ ids }) => ids)) };
	}

	test('two batches of which each record is refused alike end their target', async () => {
		const { counts, last, sent } = await batches(() => BAD);
		expect([counts, sent.has('a8')]).toEqual([[{ refused: 3 }, { refused: 3 }, { not_sent: 3 }], false]);
		expect(last?.explanation).toMatchObject({
			code: BAD,
			what_to_do: 'A record is bad. Correct it. Feishu refused every record tried for this reason, so this one was not sent.',
		});
	});

	test.each<[string, (arrival: Arrival) => number]>([
		['for other reasons', ({ ids: [id = ''] }) => (['a3', 'a4', 'a5'].includes(id) ? UNKNOWN : BAD)],
		['but for one that is deleted between them', ({ ids }) => (ids.length === 1 && ids[0] === 'a4' ? 0 : BAD)],
	])('batches that are refused %s do not', async (_what, answer) => {
		const { counts, sent } = await batches(answer);
		expect([counts[2], sent.has('a8')]).toEqual([{ refused: 3 }, true]);
	});
});
