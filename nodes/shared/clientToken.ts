/** Multipliers of the four parts, all of them odd. */
const PRIMES = [2_654_435_761, 1_597_334_677, 2_246_822_507, 3_266_489_909] as const;

const hex = (number: number) => (number >>> 0).toString(16).padStart(8, '0');

/** The same text always has the same one: a call that is repeated is known by it, and no other call has it. */
export function clientTokenOf(text: string): string {
	const parts = PRIMES.map((prime, part) => {
		let hash = 0x9e3779b9 ^ part;
		for (let index = 0; index < text.length; index += 1) {
			hash = Math.imul(hash ^ text.charCodeAt(index), prime);
			hash ^= hash >>> 15;
		}
		return hex(Math.imul(hash ^ (hash >>> 13), prime));
	});
	// The form of a random one: version 4, variant 8.
	return parts.join('').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
}
