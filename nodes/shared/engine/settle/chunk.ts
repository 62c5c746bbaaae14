/** Cuts a list into parts of at most `size`, in its order. */
export function chunk<T>(list: readonly T[], size: number): T[][] {
	const parts: T[][] = [];
	for (let start = 0; start < list.length; start += size) parts.push(list.slice(start, start + size));
	return parts;
}

/**
 * Cuts a list into parts of at most `size`, and of at most `most` of those that a limit speaks of; each
 * goes into the first part that has room for it.
 */
export function pack<T>(list: readonly T[], size: number, limits: ReadonlyArray<{ isOne: (one: T) => boolean; most: number }>): T[][] {
	const parts: Array<{ list: T[]; counts: number[] }> = [];
	const open: typeof parts = [];
	for (const one of list) {
		const counted = limits.map(({ isOne }) => isOne(one));
		const hasRoom = ({ counts }: { counts: number[] }) =>
			limits.every(({ most }, index) => counted[index] !== true || (counts[index] ?? 0) < most);
		let part = open.find(hasRoom);
		if (part === undefined) {
			part = { list: [], counts: limits.map(() => 0) };
			parts.push(part);
			open.push(part);
		}
		part.list.push(one);
		// What is full has room for nothing, and is not looked at again: it would be, for each of 50,000.
		if (part.list.length === size) open.splice(open.indexOf(part), 1);
		part.counts = part.counts.map((count, index) => (counted[index] === true ? count + 1 : count));
	}
	return parts.map((part) => part.list);
}

/** Cuts a list into as few parts as it takes to have each key in a part once only, in its order. */
export function apart<T>(list: readonly T[], keyOf: (one: T) => string): T[][] {
	const parts: T[][] = [];
	const times = new Map<string, number>();
	for (const one of list) {
		const key = keyOf(one);
		const time = times.get(key) ?? 0;
		times.set(key, time + 1);
		const part = parts[time];
		if (part === undefined) parts.push([one]);
		else part.push(one);
	}
	return parts;
}

/** Two halves of a list of at least two. */
export function halve<T>(list: readonly T[]): [T[], T[]] {
	const middle = Math.ceil(list.length / 2);
	return [list.slice(0, middle), list.slice(middle)];
}
