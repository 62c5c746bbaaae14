import type { Field, Fields } from '../specs';
import { isObject } from './json';

/** The kind of user ID that takes a permission of its own. */
const GUARDED = 'user_id';

/** Whether a parameter says of which kind user IDs are. */
export function saysKind({ enum: values = [] }: Field): boolean {
	return values.some(({ value }) => value === GUARDED);
}

/** The path of the parameter, at whatever depth, by which a call says that its user IDs are of the guarded kind. */
export function guardedBy(fields: Fields, values: unknown, within = ''): string | undefined {
	if (Array.isArray(values)) return values.map((entry) => guardedBy(fields, entry, within)).find((path) => path !== undefined);
	if (!isObject(values)) return undefined;
	for (const [name, field] of Object.entries(fields)) {
		const { [name]: value } = values;
		if (saysKind(field) && value === GUARDED) return `${within}${name}`;
		const deeper = field.fields && guardedBy(field.fields, value, `${within}${name}.`);
		if (deeper !== undefined) return deeper;
	}
	return undefined;
}

/** What the query says of the kind of its user IDs, by whatever name the page has for that. */
export function kindIn(fields: Fields, query: Readonly<Record<string, string>>): string | undefined {
	const [name] = Object.entries(fields).find(([, field]) => saysKind(field)) ?? [];
	return name === undefined ? undefined : query[name];
}
