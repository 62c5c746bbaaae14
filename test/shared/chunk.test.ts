import fc from 'fast-check';
import { apart, chunk, halve } from '../../nodes/shared/engine/chunk';

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

test('has each key in a part once, in as few parts as that takes, and keeps the order in each', () => {
	expect(apart(['a1', 'b1', 'a2', 'c1', 'a3', 'b2'], (one) => one.charAt(0))).toEqual([['a1', 'b1', 'c1'], ['a2', 'b2'], ['a3']]);
	expect(apart([], String)).toEqual([]);
});
