/** Digits of a hash that two parts of 32 bits have. */
const PART_DIGITS = 8;

/** FNV-1a with 32 bits. */
function hashOf(text: string, seed: number): string {
	let hash = seed;
	for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	return (hash >>> 0).toString(16).padStart(PART_DIGITS, '0');
}

/**
 * The idempotency key of what is created: the same whenever it is sent in a run, and another one in any other run. Feishu
 * takes 32 to 128 characters.
 * @param run text of 24 characters that no other run has
 */
export function keyOf(run: string, content: object): string {
	const text = JSON.stringify(content);
	return `n8n-${run.padEnd(24, '0')}-${hashOf(text, 0x811c9dc5)}${hashOf(text, 0x9747b28c)}`;
}
