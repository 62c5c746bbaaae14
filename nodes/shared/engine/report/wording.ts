/** What was thrown, in its own words. Code that is not ours may throw anything. */
export function wordsOf(thrown: unknown): string {
	const words = typeof thrown === 'object' && thrown !== null ? (thrown as { message?: unknown }).message : thrown;
	return typeof words === 'string' && words !== '' ? words : 'no reason is given';
}

/** What is wrong, and the next step: an error that a credential throws says both in one text. */
export function inTwo(words: string): { reason: string; todo: string } {
	const [, reason = words.replace(/\.$/, ''), todo = ''] = /(.+?)\. (.+)/s.exec(words) ?? [];
	return { reason, todo: todo.replace(/(?<=[^.])$/, '.') };
}
