import fc from 'fast-check';
import { apart, chunk, halve, pack } from '../../nodes/shared/engine/settle/chunk';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test.each([
	[0, []],
	[1, [1]],
	[9, [9]],
	[10, [10]],
	[11, [10, 1]],
	[20, [10, 10]],
	[25, [10, 10, 5]],
])('cuts %i records into calls of at most ten', (count, sizes) => {
	expect(chunk(numbers(count), 10).map(({ length }) => length)).toEqual(sizes);
});

test('keeps the order, every record once, no part empty or above the size, and all but the last full', () => {
	fc.assert(
		fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 600 }), (list, size) => {
			const parts = chunk(list, size);
			expect(parts.flat()).toEqual(list);
			for (const part of parts.slice(0, -1)) expect(part).toHaveLength(size);
			for (const part of parts) expect(part.length).toBeGreaterThan(0);
			expect(Math.max(0, ...parts.map(({ length }) => length))).toBeLessThanOrEqual(size);
		}),
	);
});

test('halves a list into two that are not empty and differ by one at most', () => {
	fc.assert(
		fc.property(fc.array(fc.integer(), { minLength: 2 }), (list) => {
			const [first, second] = halve(list);
			expect([...first, ...second]).toEqual(list);
			expect(second.length).toBeGreaterThan(0);
			expect([0, 1]).toContain(first.length - second.length);
		}),
	);
});

describe('packs records of which some have a limit of their own', () => {
	const isOdd = (number: number) => number % 2 === 1;

	test.each<[string, number[], size: number, most: number, number[][]]>([
		['none of that kind', [0, 2, 4, 6], 3, 1, [[0, 2, 4], [6]]],
		['all of that kind', [1, 3, 5], 3, 1, [[1], [3], [5]]],
		[
			'those that follow fill the first part that has room',
			[1, 3, 0, 2, 4, 6],
			3,
			1,
			[
				[1, 0, 2],
				[3, 4, 6],
			],
		],
		[
			'a limit above the size',
			[1, 3, 5, 7],
			2,
			9,
			[
				[1, 3],
				[5, 7],
			],
		],
		['those of another kind take no place from them', [0, 2, 1, 3], 3, 1, [[0, 2, 1], [3]]],
		['nothing at all', [], 3, 1, []],
	])('%s', (_what, list, size, most, parts) => {
		expect(pack(list, size, [{ isOne: isOdd, most }])).toEqual(parts);
	});

	test('as they stand where there is no such limit', () => {
		expect(pack(numbers(25), 10, [])).toEqual(chunk(numbers(25), 10));
	});

	test('each once, in their order within a part, below every limit, and no part empty', () => {
		const limit = fc.integer({ min: 1, max: 5 });
		fc.assert(
			fc.property(fc.array(fc.nat(30)), fc.integer({ min: 1, max: 9 }), limit, limit, (given, size, mostOdd, mostLow) => {
				const list = given.map((number, place) => ({ number, place }));
				const limits = [
					{ isOne: ({ number }: { number: number }) => isOdd(number), most: mostOdd },
					{ isOne: ({ number }: { number: number }) => number < 10, most: mostLow },
				];
				const parts = pack(list, size, limits);
				expect(parts.flat().sort((a, b) => a.place - b.place)).toEqual(list);
				for (const part of parts) {
					expect([...part].sort((a, b) => a.place - b.place)).toEqual(part);
					expect(part.length).toBeGreaterThan(0);
					expect(part.length).toBeLessThanOrEqual(size);
					for (const { isOne, most } of limits) expect(part.filter(isOne).length).toBeLessThanOrEqual(most);
				}
			}),
		);
	});
});

test('has each key in a part once, in as few parts as that takes, and keeps the order in each', () => {
	expect(apart(['a1', 'b1', 'a2', 'c1', 'a3', 'b2'], (one) => one.charAt(0))).toEqual([['a1', 'b1', 'c1'], ['a2', 'b2'], ['a3']]);
	expect(apart([], String)).toEqual([]);
});
