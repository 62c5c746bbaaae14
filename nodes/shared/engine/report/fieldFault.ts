/** What is wrong with a field of an item. */
export interface FieldFault {
	/** Display name of the field. */
	field: string;
	/** Index of the item; nothing in a tool, which has none. */
	item: number | undefined;
	/** The end of a sentence that begins with the field. */
	what: string;
}

/** Items that are named, at most. */
const MAX_NAMED = 10;

/** The rule that a field breaks: what is said of it, without the value that it holds. */
export function ruleOf({ field, what }: FieldFault): string {
	return JSON.stringify([field, what].map((words) => words.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\d+/g, '0')));
}

/** What is wrong, of all items that break one rule: in one sentence, or in two if their values differ. */
export function faultText(faults: readonly [FieldFault, ...FieldFault[]]): string {
	const [{ field, item, what }] = faults;
	if (item === undefined) return `The field “${field}” ${what}`;
	if (faults.length === 1) return `The field “${field}” of item ${item} ${what}`;
	const start = `The field “${field}” of ${faults.length} items`;
	return faults.every((other) => other.what === what) ? `${start} ${what}` : `${start} is not valid. Item ${item} ${what}`;
}

/** `Items: 0, 1, 2 and 27 more.` */
export function itemsText(faults: readonly FieldFault[]): string {
	const items = faults.map(({ item }) => item);
	const more = items.length > MAX_NAMED ? ` and ${items.length - MAX_NAMED} more` : '';
	return `Items: ${items.slice(0, MAX_NAMED).join(', ')}${more}.`;
}
