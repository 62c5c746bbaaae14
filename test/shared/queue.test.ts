import { keepApart, queueOf, serialize } from '../../nodes/shared/engine/send/queue';
import { clock as nodeClock } from '../../nodes/shared/engine/time/clock';
import { VirtualClock } from '../support/virtualClock';

let clock: VirtualClock;

beforeEach(() => {
	clock = new VirtualClock();
	clock.install();
});
afterEach(() => {
	clock.uninstall();
});

describe('work on one target', () => {
	test('never overlaps, and goes on after work that fails', async () => {
		let running = 0;
		let most = 0;
		const done: number[] = [];
		const work = async (index: number) => {
			running += 1;
			most = Math.max(most, running);
			await nodeClock.sleep(((index * 7) % 5) + 1);
			running -= 1;
			done.push(index);
			if (index % 3 === 0) throw new Error(`work ${index}`);
			return index;
		};
		const results = await Promise.allSettled(
			Array.from({ length: 12 }, async (_, index) => await serialize('task', undefined, async () => await work(index))),
		);
		expect(most).toBe(1);
		expect(done).toEqual(Array.from({ length: 12 }, (_, index) => index));
		expect(results.map(({ status }) => status)).toEqual(
			Array.from({ length: 12 }, (_, index) => (index % 3 === 0 ? 'rejected' : 'fulfilled')),
		);
	});

	test('starts while work on another target is under way', async () => {
		const order: string[] = [];
		const slow = serialize('event 1', undefined, async () => {
			order.push('1 starts');
			await nodeClock.sleep(1_000);
			order.push('1 ends');
		});
		await serialize('event 2', undefined, async () => order.push('2'));
		await slow;
		expect(order).toEqual(['1 starts', '2', '1 ends']);
	});

	test('is kept apart from what came before, though one between the two gives up', async () => {
		const stop = new AbortController();
		let running = 0;
		let most = 0;
		const work = async () => {
			most = Math.max(most, (running += 1));
			await nodeClock.sleep(1_000);
			running -= 1;
		};
		const first = serialize('shared', undefined, work);
		const second = serialize('shared', stop.signal, work);
		stop.abort();
		await second;
		const third = serialize('shared', undefined, work);
		await Promise.all([first, third]);
		expect(most).toBe(1);
	});

	test('starts at once when all earlier work is done', async () => {
		await serialize('event', undefined, async () => 'earlier');
		expect(await serialize('event', undefined, async () => 'later')).toBe('later');
	});

	test('keeps apart for a minute once a call was refused since another one was at work', async () => {
		const startsOf = async (key: string) => {
			const starts: number[] = [];
			for (let index = 0; index < 3; index += 1) await serialize(key, undefined, async () => starts.push(clock.now()));
			return starts.map((start, index) => start - (starts[index - 1] ?? start)).slice(1);
		};
		keepApart('table 1');
		for (const gap of await startsOf('table 1')) {
			expect(gap).toBeGreaterThanOrEqual(500);
			expect(gap).toBeLessThanOrEqual(1_000);
		}
		expect(await startsOf('table 2')).toEqual([0, 0]);
		clock.advance(61_000);
		expect(await startsOf('table 1')).toEqual([0, 0]);
	});

	test('is not begun if the execution is stopped during the pause', async () => {
		const stop = new AbortController();
		keepApart('table 3');
		const result = serialize('table 3', stop.signal, async () => 'done');
		stop.abort();
		expect(await result).toBeUndefined();
	});
});

test('a queue is named by the parameters that Feishu lets one call at a time use', () => {
	const keys = { app_token: 'a', table_id: 't', record_id: 'r' };
	expect(queueOf({}, keys)).toBeUndefined();
	expect(queueOf({ oneCallAtATime: ['app_token', 'table_id'] }, keys)).toBe('[["app_token","a"],["table_id","t"]]');
});
