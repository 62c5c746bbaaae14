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

/** Words with a full stop at their end, unless they are cut. */
export function sentence(text: string): string {
	return text.replace(/[.…]?$/, (end) => (end === '…' ? end : '.'));
}

/** Feishu's words often begin small. A name such as biz_id stays as it is. */
export function capitalised(text: string): string {
	return text.replace(/^[a-z]+(?=[\s,]|\.?$|\.\s)/, (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
}
