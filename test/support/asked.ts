import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Deletion } from '../deletions';
import type { Field } from '../specs';
import { groupsOf, placeAt } from './nodeFields';
import { isShownFor } from './shownFor';

/**
 * What an item asks for, read from its fields a second time and in another way: by the page's tables.
 * Where a field cannot be read so, the item must be refused.
 */
export interface Asked {
	/** Path parameters by their names on the page. */
	path: Record<string, string>;
	query: Record<string, unknown>;
	/** The body without the lists of records. */
	rest: Record<string, unknown>;
	/** The values by which each record is named, those of the path before its own; each once. */
	records: string[][];
	dryRun: boolean;
}

/** What an item forbids, to others as well. */
export interface Forbidden {
	/** IDs that are not to be sent. */
	kept: ReadonlySet<string>;
	/** Records of the whole run. */
	most: number;
}

/** A field holds what nobody can be sure to understand. */
export class Unreadable extends Error {}

/** Feishu compares addresses without regard to capitals. */
export const folded = (id: string) => (id.includes('@') ? id.toLowerCase() : id);

function oneOf(value: unknown): string {
	const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
	if (typeof text !== 'string' || text.trim() === '') throw new Unreadable('no text');
	return text.trim();
}

const isBlank = (value: unknown) => value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** The entries of JSON text; numbers by their digits. */
function parsed(text: string): unknown[] {
	const quoted = text.replace(/(^|[[,\s])(-?\d[\d.eE+-]*)(?=\s*[,\]])/g, '$1"$2"');
	try {
		return JSON.parse(quoted) as unknown[];
	} catch {
		throw new Unreadable('no JSON');
	}
}

function listOf(value: unknown, separator: RegExp): string[] {
	const text = typeof value === 'string' ? value.trim() : '';
	const entries: unknown[] = Array.isArray(value)
		? value
		: text.startsWith('[')
			? parsed(text)
			: text === ''
				? [value]
				: text.split(separator);
	return entries.filter((entry) => !isBlank(entry)).map(oneOf);
}

/** IDs and addresses have no white space: what lies between it and commas is one. */
function idsOf(value: unknown): string[] {
	const ids = listOf(value, /[\s,，]+/);
	if (ids.length === 0 && !Array.isArray(value)) throw new Unreadable('blank');
	return ids;
}

function switchOf(value: unknown): boolean {
	if (![true, false, 'true', 'false'].includes(value as boolean)) throw new Unreadable('no switch');
	return String(value) === 'true';
}

function choiceOf(value: unknown, { enum: values = [] }: Pick<Field, 'enum'>): string {
	const found = values.find((one) => one.value === value);
	if (found === undefined) throw new Unreadable('no choice');
	return found.value;
}

function countOf(value: unknown): number {
	const number = typeof value === 'number' || (typeof value === 'string' && !isBlank(value)) ? Number(value) : -1;
	if (!Number.isSafeInteger(number) || number < 0) throw new Unreadable('no number');
	return number;
}

/** Seconds as digits. What has no zone is in that of the workflow, which is eight hours ahead. */
function secondsOf(value: unknown): string {
	const isDate = value instanceof Date && !Number.isNaN(value.getTime());
	if (isDate) return String(Math.floor(value.getTime() / 1_000));
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (/^\d{10}$/.test(text)) return text;
	if (/^\d{13}$/.test(text)) return text.slice(0, 10);
	if (!/^\d{4}-\d{2}-\d{2}/.test(text)) throw new Unreadable('no time');
	const iso = text.length === 10 ? `${text}T00:00` : text.replace(/^(\S{10}) /, '$1T');
	return String(Math.floor(Date.parse(/T.*(Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}+08:00`) / 1_000));
}

/** The parameter of the page that a field of a list is. */
export const documented = (name: string) => name.replace(/Ids$/, 'Id').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Every way to take one of each. */
function combinations(columns: readonly string[][]): string[][] {
	return columns.reduce<string[][]>((rows, column) => rows.flatMap((row) => column.map((value) => [...row, value])), [[]]);
}

/** The records of one entry of a list of fields. */
function recordsOfEntry(deletion: Deletion, list: INodeProperties, fields: Readonly<Record<string, Field>>, given: unknown): string[][] {
	if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new Unreadable('no entry');
	const entry = given as IDataObject;
	const [group] = groupsOf(list);
	const columns = Object.entries(fields).flatMap(([name, field]) => {
		const property = group?.values.find((value) => documented(value.name) === name);
		if (property === undefined) throw new Error(`no field for ${name}`);
		const value = entry[property.name];
		const { requiredWhen } = field;
		if (requiredWhen !== undefined && entry[requiredWhen.field] !== requiredWhen.equals) return [];
		if (field.enum !== undefined) return [[choiceOf(value, field)]];
		const { takes, isList } = placeAt(deletion, [list.name, group?.name ?? '', property.name]);
		if (takes === 'many' || isList === true) return [idsOf(value)];
		const text = oneOf(value);
		return [[typeof value === 'string' ? value : text]];
	});
	return combinations(columns);
}

function recordsOfList(deletion: Deletion, list: INodeProperties, fields: Readonly<Record<string, Field>>, given: unknown): string[][] {
	if (given === undefined || given === null) return [];
	const { name = '' } = groupsOf(list)[0] ?? {};
	if (typeof given !== 'object' || Array.isArray(given)) throw new Unreadable('no list of fields');
	const entries = (given as IDataObject)[name] ?? [];
	if (!Array.isArray(entries)) throw new Unreadable('no list');
	return entries.flatMap((entry: unknown) => recordsOfEntry(deletion, list, fields, entry));
}

/** People are named by IDs of the kind that is sent. Of an address, nobody is there to be found. */
function assertPeople(records: readonly string[][], { place, type }: { place: number; type: unknown }): void {
	for (const record of records) {
		const id = record[place] ?? '';
		const kind = id.startsWith('ou_') ? 'open_id' : id.startsWith('on_') ? 'union_id' : 'user_id';
		if (kind !== type) throw new Unreadable('another kind of ID');
		if (kind === 'user_id' && /@[^@]+\.[^@.]+$|^\+\d(-?\d){6,14}$/.test(id)) throw new Unreadable('an address');
	}
}

function recordsOf(deletion: Deletion, parameters: IDataObject): string[][] {
	const { spec, contract, node } = deletion;
	if (spec.body === undefined) return [[]];
	return Object.entries(contract.parameters).flatMap(([wire, name]) => {
		const field = spec.body?.[wire];
		const property = node.description.properties.find((candidate) => candidate.name === name);
		if (field === undefined || property === undefined) return [];
		const value = parameters[name];
		if (field.type === 'object[]') return recordsOfList(deletion, property, field.fields ?? {}, value);
		if (placeAt(deletion, [name]).optional === true && isBlank(value)) return [];
		return idsOf(value).map((id) => [id]);
	});
}

/** The options that Feishu is sent, by where they are sent. */
function sentOptions({ node, spec }: Deletion, options: IDataObject): Pick<Asked, 'query' | 'rest'> {
	const sent: Pick<Asked, 'query' | 'rest'> = { query: {}, rest: {} };
	const properties = (node.description.properties.find(({ name }) => name === 'options')?.options ?? []) as INodeProperties[];
	for (const { name, type, routing, options: choices = [] } of properties.filter((property) => isShownFor('delete', property))) {
		const { type: where, property = '' } = routing?.send ?? {};
		if (where === undefined || !(name in options)) continue;
		const value = options[name];
		const { [property]: field } = spec.queryParameters;
		// It decides what is done, and is no parameter of the page.
		if (where === 'body' && spec.body?.[property] === undefined && type === 'options')
			choiceOf(value, { enum: choices.flatMap((choice) => ('value' in choice ? { value: String(choice.value), meaning: '' } : [])) });
		else if (where === 'query' && type === 'boolean') sent.query[property] = String(switchOf(value));
		else if (where === 'query') sent.query[property] = choiceOf(value, field ?? {});
		else sent.rest[property] = type === 'boolean' ? switchOf(value) : secondsOf(value);
	}
	return sent;
}

/**
 * Reads the fields of an item.
 * @param parameters those of the node, with the item's values in the place of expressions
 * @throws {Unreadable} where the item must be refused
 */
export function askedBy(deletion: Deletion, parameters: IDataObject): Asked {
	const options = parameters.options as IDataObject;
	const inPath = Object.keys(deletion.spec.pathParameters);
	// A field may take several of what the path names, each for a call of its own.
	const [many] = inPath.filter((name) => placeAt(deletion, [deletion.contract.parameters[name] ?? '']).takes === 'many');
	const path = Object.fromEntries(
		inPath
			.filter((name) => name !== many)
			.map((name) => {
				const given = parameters[deletion.contract.parameters[name] ?? ''];
				const isLocator = typeof given === 'object' && given !== null && '__rl' in given;
				return [name, oneOf(isLocator ? given.value : given)];
			}),
	);
	const listed =
		many === undefined ? recordsOf(deletion, parameters) : idsOf(parameters[deletion.contract.parameters[many] ?? '']).map((id) => [id]);
	const records = listed.map((record) => [...Object.values(path), ...record]);
	const { userIdType = 'open_id' } = options;
	const userPlaces: Readonly<Record<string, number>> = { taskFollower: 1, appFeedCard: 1 };
	const place = userPlaces[deletion.endpoint];
	if (place !== undefined) assertPeople(records, { place, type: userIdType });
	else
		assertPeople(
			records.filter((record) => record[2] === 'user'),
			{ place: 3, type: userIdType },
		);
	const { dryRun: saved = false, alreadyGone = false } = options;
	switchOf(alreadyGone);
	const isDry = switchOf(parameters.dryRun ?? false) || switchOf(saved);
	forbiddenBy(parameters);
	return {
		path,
		...sentOptions(deletion, options),
		records: [...new Map(records.map((record) => [JSON.stringify(record), record])).values()],
		dryRun: isDry,
	};
}

/** @throws {Unreadable} where the item must be refused */
export function forbiddenBy(parameters: IDataObject): Forbidden {
	const { neverDelete = [], stopIfMoreThan } = parameters.options as IDataObject;
	if (typeof neverDelete === 'string' && neverDelete.trim() === '') throw new Unreadable('blank');
	const whole = typeof neverDelete === 'string' ? [neverDelete.trim()] : [];
	return {
		kept: new Set([...listOf(neverDelete, /[,，\r\n]/), ...whole].map(folded)),
		most: stopIfMoreThan === undefined ? Number.POSITIVE_INFINITY : countOf(stopIfMoreThan),
	};
}
