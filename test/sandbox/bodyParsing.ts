import { parseJson } from './json';

/** Reads a body as its content type says; undefined stands for none, and for one that does not parse. */
export function parseBody(raw: string, contentType: string | undefined): unknown {
	if (raw === '') return undefined;
	if (contentType?.startsWith('application/x-www-form-urlencoded') === true) {
		return Object.fromEntries(new URLSearchParams(raw));
	}
	return parseJson(raw);
}
