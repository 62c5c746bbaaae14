import { isObject, type JsonObject } from '../../sandbox/json';
import { idKindViolation, toOpenId, type UserIdType } from '../../sandbox/people';
import type { Person } from '../../sandbox/world';
import { text, type Base, type Column, type Table } from './world';

/** A value that a field does not take, with the code for it. */
export class Unfit extends Error {
	constructor(readonly code: number) {
		super(`a value is refused with ${code}`);
	}
}

interface Writing {
	base: Base;
	table: Table;
	people: readonly Person[];
	type: UserIdType;
}

const fit = (isFit: boolean, code: number) => {
	if (!isFit) throw new Unfit(code);
};

const objects = (value: unknown, code: number): JsonObject[] => {
	fit(Array.isArray(value) && value.every(isObject), code);
	return value as JsonObject[];
};

const texts = (value: unknown, code: number): string[] => {
	fit(Array.isArray(value) && value.every((one) => typeof one === 'string'), code);
	return value as string[];
};

function people(value: unknown, { people: known, type }: Writing): JsonObject[] {
	return objects(value, 1254066).map(({ id }) => {
		fit(typeof id === 'string' && idKindViolation(known, type, id, 'id') === undefined, 1254066);
		const openId = toOpenId(known, type, String(id));
		return { id: openId, name: `Person ${openId}` };
	});
}

/** Each type of field: how the form in which a value is written becomes the one in which it is shown. */
const TYPES: Readonly<Record<number, (value: unknown, writing: Writing) => unknown>> = {
	1: (value) => (fit(typeof value === 'string', 1254060), text(String(value))),
	2: (value) => (fit(typeof value === 'number', 1254061), value),
	3: (value) => (fit(typeof value === 'string', 1254062), value),
	4: (value) => texts(value, 1254063),
	5: (value) => (fit(typeof value === 'number', 1254064), value),
	7: (value) => (fit(typeof value === 'boolean', 1254065), value),
	11: people,
	13: (value) => (fit(typeof value === 'string', 1254072), value),
	15: (value) => (fit(isObject(value) && typeof value['link'] === 'string', 1254068), value),
	17: (value, { base }) =>
		objects(value, 1254069).map(({ file_token, ...others }) => {
			fit(Object.keys(others).length === 0 && typeof file_token === 'string', 1254069);
			fit(base.files.includes(String(file_token)), 1254303);
			return { file_token, name: `${String(file_token)}.pdf`, type: 'application/pdf', size: 1 };
		}),
	18: (value, { table }) => {
		const ids = texts(value, 1254067);
		fit(
			ids.every((id) => table.records.has(id)),
			1254067,
		);
		return { link_record_ids: ids };
	},
	22: (value) => {
		fit(typeof value === 'string' && /^-?[\d.]+,-?[\d.]+$/.test(value), 1254015);
		return { location: value, full_address: `Place ${String(value)}` };
	},
	23: (value) => objects(value, 1254015).map(({ id }) => ({ id, name: `Group ${String(id)}` })),
};

/** The cells of a record that is written. */
export function written(fields: JsonObject, writing: Writing): JsonObject {
	const byName = new Map(writing.table.columns.map((column): [string, Column] => [column.name, column]));
	return Object.fromEntries(
		Object.entries(fields).map(([name, value]) => {
			const column = byName.get(name);
			if (column === undefined) throw new Unfit(1254045);
			const write = TYPES[column.type];
			// Formulas, automatic numbers and the like are Feishu's own.
			if (write === undefined) throw new Unfit(1254015);
			return [name, write(value, writing)];
		}),
	);
}
