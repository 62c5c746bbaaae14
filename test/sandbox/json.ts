export type JsonObject = Record<string, unknown>;

/** Whether a parsed JSON value is an object, which neither a list nor null is. */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses text as JSON; undefined stands for text that is none. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
