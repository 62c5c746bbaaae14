import { inOrder } from '../../nodes/shared/inOrder';

async function* numbers(count: number): AsyncGenerator<number> {
	for (let number = 0; number < count; number += 1) yield await Promise.resolve(number);
}

/** Lists of three entries each, and what is asked of them. */
function shop(fails: (number: number, place: number) => boolean = () => false) {
	const asked: string[] = [];
	let underWay = 0;
	async function* read(number: number): AsyncGenerator<string> {
		for (let place = 0; place < 3; place += 1) {
			asked.push(`${number}.${place}`);
			underWay += 1;
			// Later ones end sooner.
			for (let turns = 60 - number; turns > 0; turns -= 1) await Promise.resolve();
			underWay -= 1;
			if (fails(number, place)) throw new Error(`no ${number}.${place}`);
			yield `${number}.${place}`;
		}
	}
	return { asked, read, underWay: () => underWay };
}

test('yields the lists in the order of the things, with 16 of them begun at most', async () => {
	const { asked, read } = shop();
	const found: string[] = [];
	const begun: number[] = [];
	for await (const { one, entries } of inOrder(numbers(40), read)) {
		begun.push(asked.filter((place) => place.endsWith('.0')).length - one);
		for await (const entry of entries) found.push(entry);
	}
	expect(found).toEqual([...Array(40).keys()].flatMap((number) => [0, 1, 2].map((place) => `${number}.${place}`)));
	expect([asked.length, begun[0], Math.max(...begun)]).toEqual([120, 1, 16]);
});

test('begins with one list, and reads none beyond its first call before its turn', async () => {
	const { asked, read } = shop();
	for await (const { one, entries } of inOrder(numbers(40), read)) {
		if (one === 0) expect(asked).toEqual(['0.0']);
		for await (const entry of entries) if (entry === '1.1') break;
		if (one === 1) break;
	}
	expect(asked).toEqual(['0.0', '0.1', '0.2', '1.0', '2.0', '1.1']);
});

test('ends with nothing under way, whether it ends early or not', async () => {
	const { asked, read, underWay } = shop();
	for await (const { one } of inOrder(numbers(40), read)) if (one === 9) break;
	const { length } = asked;
	expect(underWay()).toBe(0);
	await new Promise((resolve) => setImmediate(resolve));
	expect(asked).toHaveLength(length);
});

test('what a list throws is thrown in its turn, and costs none of the others', async () => {
	const { read } = shop((number, place) => number === 3 && place === 0);
	const found: unknown[] = [];
	for await (const { one, entries } of inOrder(numbers(20), read)) {
		try {
			for await (const entry of entries) found.push(entry);
		} catch (error) {
			found.push([one, (error as Error).message]);
		}
	}
	expect(found).toHaveLength(19 * 3 + 1);
	expect(found[9]).toEqual([3, 'no 3.0']);
});

test('what is thrown ahead of its turn is not left unheard if the caller stops', async () => {
	const { read } = shop((number) => number > 1);
	for await (const { one } of inOrder(numbers(20), read)) if (one === 1) break;
	await new Promise((resolve) => setImmediate(resolve));
});
