/** The texts in a list that Feishu sent, and the numbers as texts. Whatever else stands there is left out. */
export function textsIn(value: unknown): ReadonlySet<string> {
	const list: unknown[] = Array.isArray(value) ? value : [];
	return new Set(list.filter((entry) => typeof entry === 'string' || typeof entry === 'number').map(String));
}
