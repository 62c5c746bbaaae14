import { inOrder } from '../../nodes/FeishuCalendarEventAttendee/inOrder';

async function* numbers(count: number): AsyncGenerator<number> {
	for (let number = 0; number < count; number += 1) yield await Promise.resolve(number);
}

/** Works that have been begun, and how many of them at most at the same time. */
function workshop() {
	const begun: number[] = [];
	let underWay = 0;
	let most = 0;
	const work = async (number: number): Promise<number> => {
		begun.push(number);
		underWay += 1;
		most = Math.max(most, underWay);
		// Later ones end sooner.
		for (let turns = 40 - number; turns > 0; turns -= 1) await Promise.resolve();
		underWay -= 1;
		return number;
	};
	return { begun, work, most: () => most };
}

test('yields in the order of the entries, several of them under way at the same time', async () => {
	const { work, most } = workshop();
	const found: number[] = [];
	for await (const one of inOrder(numbers(40), 8, work)) found.push(one);
	expect(found).toEqual([...Array(40).keys()]);
	expect(most()).toBe(8);
});

test('begins with one, and with little more than whoever stops has asked for', async () => {
	const { begun, work } = workshop();
	for await (const one of inOrder(numbers(40), 16, work)) {
		if (one === 0) expect(begun).toEqual([0]);
		if (one === 1) break;
	}
	expect(begun).toEqual([0, 1, 2]);
});

test('what one work throws ends all, and nothing that is under way is left unheard', async () => {
	const failing = async (number: number): Promise<number> => {
		await Promise.resolve();
		if (number >= 3) throw new Error(`no ${number}`);
		return number;
	};
	const found: number[] = [];
	const all = async () => {
		for await (const one of inOrder(numbers(20), 8, failing)) found.push(one);
	};
	await expect(all()).rejects.toThrow('no 3');
	expect(found).toEqual([0, 1, 2]);
});
