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

/**
 * Tells of each entry of a list whether it is the first with its ID: a list that changes while its pages are
 * read may name one twice. An entry without an ID counts as new.
 * @param key where the ID is
 */
export function newBy(key: string): (entry: IDataObject) => boolean {
	const known = new Set<unknown>();
	return ({ [key]: id }) => {
		if (typeof id !== 'string' || id === '') return true;
		const isNew = !known.has(id);
		known.add(id);
		return isNew;
	};
}
