import type { IDataObject } from 'n8n-workflow';

/** The texts in a list that Feishu sent, and the numbers as texts. Whatever else stands there is left out. */
export function textsIn(value: unknown): ReadonlySet<string> {
	const list: unknown[] = Array.isArray(value) ? value : [];
	return new Set(list.filter((entry) => typeof entry === 'string' || typeof entry === 'number').map(String));
}

/** The objects in a list that Feishu sent. Whatever else stands there is left out. */
export function objectsIn(value: unknown): IDataObject[] {
	const list: unknown[] = Array.isArray(value) ? value : [];
	return list.filter((entry): entry is IDataObject => typeof entry === 'object' && entry !== null && !Array.isArray(entry));
}
