import { inPool } from '../../nodes/shared/engine/settle/pool';

const numbers = Array.from({ length: 200 }, (_, index) => index);

test('does all work in its order, 64 at a time', async () => {
	const begun: number[] = [];
	let [now, most] = [0, 0];
	await inPool(numbers, async (one) => {
		begun.push(one);
		now += 1;
		most = Math.max(most, now);
		await new Promise(setImmediate);
		now -= 1;
	});
	expect([begun, most, now]).toEqual([numbers, 64, 0]);
});

test('leaves the list as it is, and does nothing where there is none', async () => {
	const list = [1, 2];
	await inPool(list, async () => await Promise.resolve());
	expect(list).toEqual([1, 2]);
	const work = jest.fn();
	await inPool([], work);
	expect(work).not.toHaveBeenCalled();
});
