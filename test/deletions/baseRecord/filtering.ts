import { isObject, type JsonObject } from '../../sandbox/json';
import type { BaseRow, Table } from './world';

/** What a cell is compared by: its words, or its number. */
function plain(cell: unknown): string | number | undefined {
	if (cell === undefined || cell === null) return undefined;
	if (typeof cell === 'number') return cell;
	if (Array.isArray(cell)) {
		return cell.map((part) => (isObject(part) ? String(part['text'] ?? part['id'] ?? '') : String(part))).join(',');
	}
	return isObject(cell) ? String(cell['text'] ?? cell['link'] ?? '') : String(cell);
}

function valuesOf(value: unknown): string[] {
	const [first, ...rest] = (value ?? []) as string[];
	if (first === undefined) return [];
	// A date: of the words for days, the tests need none.
	return first === 'ExactDate' ? rest : [first, ...rest];
}

const OPERATORS: Readonly<Record<string, (cell: string | number | undefined, values: readonly string[]) => boolean>> = {
	is: (cell, [value]) => String(cell) === value,
	isNot: (cell, [value]) => String(cell) !== value,
	contains: (cell, values) => values.some((value) => String(cell ?? '').includes(value)),
	doesNotContain: (cell, values) => !values.some((value) => String(cell ?? '').includes(value)),
	isEmpty: (cell) => cell === undefined || cell === '',
	isNotEmpty: (cell) => cell !== undefined && cell !== '',
	isGreater: (cell, [value]) => cell !== undefined && Number(cell) > Number(value),
	isGreaterEqual: (cell, [value]) => cell !== undefined && Number(cell) >= Number(value),
	isLess: (cell, [value]) => cell !== undefined && Number(cell) < Number(value),
	isLessEqual: (cell, [value]) => cell !== undefined && Number(cell) <= Number(value),
};

export const OPERATOR_NAMES = Object.keys(OPERATORS);

/** The names of fields that a search speaks of. */
export function namedIn(body: JsonObject): string[] {
	const conditions = isObject(body['filter']) ? ((body['filter']['conditions'] ?? []) as JsonObject[]) : [];
	const sort = (body['sort'] ?? []) as JsonObject[];
	return [...conditions, ...sort].map((one) => String(one['field_name'])).concat((body['field_names'] ?? []) as string[]);
}

function isMet({ fields }: BaseRow, condition: JsonObject): boolean {
	const compare = OPERATORS[String(condition['operator'])];
	return compare?.(plain(fields[String(condition['field_name'])]), valuesOf(condition['value'])) === true;
}

/** The records that a search finds, in its order. A view is overlooked beside a filter or a sort order. */
export function found({ records, views }: Table, { filter, sort, view_id: view }: JsonObject): BaseRow[] {
	const all = [...records.values()];
	if (!isObject(filter) && sort === undefined && typeof view === 'string') {
		const shown = views[view] ?? [];
		return all.filter(({ recordId }) => shown.includes(recordId));
	}
	const conditions = isObject(filter) ? ((filter['conditions'] ?? []) as JsonObject[]) : [];
	const isWanted = (row: BaseRow) =>
		conditions.length === 0 ||
		(isObject(filter) && filter['conjunction'] === 'or'
			? conditions.some((condition) => isMet(row, condition))
			: conditions.every((condition) => isMet(row, condition)));
	const wanted = all.filter(isWanted);
	for (const { field_name: name, desc } of [...((sort ?? []) as JsonObject[])].reverse()) {
		const compare = (one: BaseRow, other: BaseRow) => {
			const [a, b] = [plain(one.fields[String(name)]) ?? '', plain(other.fields[String(name)]) ?? ''];
			return (a < b ? -1 : a > b ? 1 : 0) * (desc === true ? -1 : 1);
		};
		wanted.sort(compare);
	}
	return wanted;
}
