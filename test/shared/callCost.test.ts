import { CallCost } from '../../nodes/shared/engine/time/callCost';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => clock.install());
afterAll(() => clock.uninstall());

test('counts what left, and what of it was said before', () => {
	const cost = new CallCost();
	for (const isRepeat of [false, true, false, true, true]) cost.left(isRepeat);
	expect(cost).toMatchObject({ calls: 5, repeats: 3, waitedMs: 0 });
});

test.each<[string, Array<[from: number, to: number]>, number]>([
	['one wait', [[0, 70]], 70],
	[
		'two that begin together',
		[
			[0, 70],
			[0, 30],
		],
		70,
	],
	[
		'two that overlap',
		[
			[0, 50],
			[30, 80],
		],
		80,
	],
	[
		'one within another',
		[
			[0, 90],
			[20, 30],
		],
		90,
	],
	[
		'two with a pause between them, which is none',
		[
			[0, 10],
			[60, 80],
		],
		30,
	],
	['a hundred side by side', Array.from({ length: 100 }, () => [10, 20]), 10],
])('counts the time in which anybody waits: %s', async (_what, waits, ms) => {
	const cost = new CallCost();
	await Promise.all(
		waits.map(async ([from, to]) => {
			await clock.sleep(from);
			await cost.waited(clock.sleep(to - from));
		}),
	);
	expect(cost.waitedMs).toBe(ms);
});

test('hands on what was waited for, and counts a wait that ends badly', async () => {
	const cost = new CallCost();
	expect(await cost.waited(Promise.resolve('turn'))).toBe('turn');
	const failing = async () => {
		await clock.sleep(40);
		throw new Error('no turn');
	};
	await expect(cost.waited(failing())).rejects.toThrow('no turn');
	await cost.waited(clock.sleep(2));
	expect(cost.waitedMs).toBe(42);
});
