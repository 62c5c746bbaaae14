import type { IDataObject } from 'n8n-workflow';
import type { Answer, ReadCall } from './call';
import { Unread } from './unread';

/** Whether a value is an object, and no list. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object itself, or an empty one if a value is none. */
export function objectIn(value: unknown): IDataObject {
	return isObject(value) ? value : {};
}

/** The text under a name; blank if there is none. */
export function textIn(source: IDataObject, name: string): string {
	const value = source[name];
	return typeof value === 'string' ? value : '';
}

/** The same for an ID and what else Feishu gives as text or as a number. */
export function idIn(source: IDataObject, name: string): string {
	const value = source[name];
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The texts in a list that Feishu sent, and the numbers as texts. Anything else in it is left out. */
export function textsIn(value: unknown): ReadonlySet<string> {
	const list: unknown[] = Array.isArray(value) ? value : [];
	return new Set(list.filter((entry) => typeof entry === 'string' || typeof entry === 'number').map(String));
}

/** The objects in a list that Feishu sent. Anything else in it is left out. */
export function objectsIn(value: unknown): IDataObject[] {
	const list: unknown[] = Array.isArray(value) ? value : [];
	return list.filter(isObject);
}

/**
 * The entries of a list in an answer. Feishu may leave out a list that is empty, and then says that there is no more. An
 * answer that says neither tells nothing, and must not look as if there were nothing.
 * @throws {Unread}
 */
export function listedIn({ data, logId }: Answer, list: string, { documentation, textKey }: ReadCall): IDataObject[] {
	if (!Array.isArray(data[list]) && data.has_more !== false) {
		throw new Unread(
			null,
			'Feishu answered without the list',
			`Run the workflow again. If it happens again, give Feishu support the log ID and the page of this call: ${documentation}`,
			logId,
		);
	}
	return textKey === undefined ? objectsIn(data[list]) : [...textsIn(data[list])].map((text) => ({ [textKey]: text }));
}

/**
 * Tells for each entry of a list whether it is the first with its ID: a list that changes while its pages are
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
