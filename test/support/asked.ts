import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Deletion } from '../deletions';
import type { Field, Fields } from '../specs';
import { groupsOf, listsIn, placeAt } from './nodeFields';
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

/** What IDs of each kind look like. Of an address, nobody is there to be found. */
const FORMS: Readonly<Record<string, RegExp>> = {
	open_id: /^ou_/,
	union_id: /^on_/,
	email: /@[^@]+\.[^@.]+$/,
	openchat: /^oc_/,
	opendepartmentid: /^od-/,
};
const OF_ANOTHER = /^o[un]_|@[^@]+\.[^@.]+$|^\+\d(-?\d){6,14}$/;

/** The columns of the lists of records. */
const columnsIn = ({ body = {} }: Pick<Deletion['spec'], 'body'>): Fields =>
	Object.assign({}, ...listsIn(body).map((name) => body[name]?.fields)) as Fields;

/** The parameter that says of which kind the IDs of people are, in the query, or beside each of them. */
function kindIn({ spec }: Deletion): string | undefined {
	const columns = columnsIn(spec);
	const isKind = ([, { enum: values = [] }]: [string, Field]) => values.some(({ value }) => /^open_?id$/.test(value));
	return Object.entries({ ...spec.queryParameters, ...columns }).find(isKind)?.[0];
}

/** People are named by IDs of the kind that is sent. */
function assertPeople(deletion: Deletion, { query, rest, records }: Pick<Asked, 'query' | 'rest' | 'records'>): void {
	const parameter = kindIn(deletion);
	if (parameter === undefined) return;
	const said = String(query[parameter] ?? rest[parameter] ?? 'open_id').replace(/^(open|union|user)id$/, '$1_id');
	const kind = rest.type === 'app' ? 'app_id' : said;
	const place = deletion.keys.findIndex((key) => ['user_id', 'follower_id', 'member_id'].includes(key));
	const people = place < 0 ? records.filter((record) => record[2] === 'user') : records;
	const ids = people.map((record) => record.at(place < 0 ? 3 : place) ?? '');
	const { [kind]: form } = FORMS;
	if (!ids.every((id) => (form === undefined ? !OF_ANOTHER.test(id) : form.test(id)))) throw new Unreadable('another kind of ID');
}

function recordsOf(deletion: Deletion, parameters: IDataObject): string[][] {
	const { spec, contract, node } = deletion;
	if (spec.body === undefined) return [[]];
	return Object.entries(contract.parameters).flatMap(([wire, name]) => {
		const field = spec.body?.[wire];
		const property = node.description.properties.find((candidate) => candidate.name === name);
		if (field === undefined || property === undefined) return [];
		const value = parameters[name];
		if (field.type === 'object[]' && deletion.bodyInFields === undefined)
			return recordsOfList(deletion, property, field.fields ?? {}, value);
		if (placeAt(deletion, [name]).optional === true && isBlank(value)) return [];
		return idsOf(value).map((id) => [id]);
	});
}

/** What an entry of the list of records has besides the ID: whatever the page has values of. */
export function besideId({ spec, bodyInFields }: Pick<Deletion, 'spec' | 'bodyInFields'>): Fields {
	const columns = bodyInFields === undefined ? {} : columnsIn(spec);
	return Object.fromEntries(Object.entries(columns).filter(([, field]) => field.enum !== undefined));
}

type Sent = Pick<Asked, 'query' | 'rest'>;

/** The options that Feishu is sent, by where they are sent. */
function sentOptions(deletion: Deletion, options: IDataObject): Sent {
	const { node, spec } = deletion;
	const beside = besideId(deletion);
	const sent: Sent = { query: {}, rest: {} };
	const properties = (node.description.properties.find(({ name }) => name === 'options')?.options ?? []) as INodeProperties[];
	for (const { name, type, routing, options: choices = [] } of properties.filter((property) => isShownFor('delete', property))) {
		const { type: where, property = '' } = routing?.send ?? {};
		if (where === undefined || !(name in options)) continue;
		const value = options[name];
		const own = where === 'query' ? spec.queryParameters : { ...spec.body, ...beside };
		const to = where === 'query' ? sent.query : sent.rest;
		const { [property]: field } = own;
		// It decides what is done, or is sent with looks alone.
		if (field === undefined && type === 'options')
			choiceOf(value, { enum: choices.flatMap((choice) => ('value' in choice ? { value: String(choice.value), meaning: '' } : [])) });
		// Beside each ID, nothing is as if the option were not there.
		else if (property in beside && (value === undefined || value === null)) continue;
		else if (type === 'options') to[property] = choiceOf(value, field ?? {});
		else if (where === 'query') to[property] = String(switchOf(value));
		else to[property] = type === 'boolean' ? switchOf(value) : secondsOf(value);
	}
	return sent;
}

/** What the call says of each record besides its ID: a field for it, an option, or the first of its values. */
function sentBeside(deletion: Deletion, parameters: IDataObject, { rest }: Sent): IDataObject {
	return Object.fromEntries(
		Object.entries(besideId(deletion)).map(([name, field]) => {
			const { [name]: property } = deletion.contract.parameters;
			if (property !== undefined) return [name, choiceOf(parameters[property], field)];
			return [name, rest[name] ?? field.enum?.[0]?.value];
		}),
	);
}

/** What a link leads to, by the word in it. */
const IN_LINK: Readonly<Record<string, string>> = {
	docx: 'docx',
	sheets: 'sheet',
	base: 'bitable',
	wiki: 'wiki',
	'drive/folder': 'folder',
};

/** What a text that is a link leads to. */
function linked(text: string): { id: string; type: string } | undefined {
	if (!/^https?:/i.test(text)) return undefined;
	const [, word = '', id = ''] = /^https:\/\/example\.feishu\.cn\/(.+)\/([^/?#]+)\/?([?#].*)?$/.exec(text) ?? [];
	const { [word]: type } = IN_LINK;
	if (type === undefined) throw new Unreadable('a link to something else');
	return { id, type };
}

/** What the kinds of ID of collaborators are of. A wiki space has members of three kinds. */
const COLLABORATOR: Readonly<Record<string, string>> = { openchat: 'chat', groupid: 'group' };

/** What the call says of a collaborator: the type of the document, which a link says too, the kind of its ID, and what follows from it. */
function sentOfCollaborator({ spec }: Deletion, { type: chosen, memberType, ...others }: IDataObject, link: string | undefined): Sent {
	const options = others.options as IDataObject;
	const { collaboratorType, permType = 'permType' in options ? undefined : 'container' } = options;
	const type = choiceOf(chosen === 'link' ? link : chosen, spec.queryParameters.type ?? {});
	if (link !== undefined && link !== type) throw new Unreadable('a link of another type');
	const member_type = choiceOf(memberType, spec.queryParameters.member_type ?? {});
	// A department is for people.
	const isSpace = member_type === 'wikispaceid';
	if (member_type === 'opendepartmentid' || (isSpace && type !== 'wiki')) throw new Unreadable('no such collaborator');
	const own = isSpace ? choiceOf(collaboratorType, spec.body?.type ?? {}) : (COLLABORATOR[member_type] ?? 'user');
	if (isSpace ? !own.startsWith('wiki_space_') : !isBlank(collaboratorType) && collaboratorType !== own)
		throw new Unreadable('no such kind');
	const hasRights = type === 'wiki' && !isSpace;
	const perm_type = hasRights ? choiceOf(permType, spec.body?.perm_type ?? {}) : undefined;
	if (!hasRights && !isBlank(permType) && permType !== 'container') throw new Unreadable('there is one right');
	return { query: { type, member_type }, rest: { type: own, ...(perm_type !== undefined && { perm_type }) } };
}

/** A record by the values of its keys, wherever the call says them; by those of the path and its own if it comes from a list of fields. */
export function recordOf(
	{ keys, spec, bodyInFields }: Deletion,
	path: Asked['path'],
	{ query, rest }: Sent,
	own: readonly string[],
): string[] {
	if (bodyInFields === undefined && Object.keys(columnsIn(spec)).length > 0) return [...Object.values(path), ...own];
	const about: Record<string, unknown> = { ...rest, ...query, ...path };
	return keys.map((key) => String(about[key] ?? own[0]));
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
	let link: ReturnType<typeof linked>;
	const path = Object.fromEntries(
		inPath
			.filter((name) => name !== many)
			.map((name) => {
				const given = parameters[deletion.contract.parameters[name] ?? ''];
				const isLocator = typeof given === 'object' && given !== null && '__rl' in given;
				const text = oneOf(isLocator ? given.value : given);
				link = linked(text);
				return [name, link?.id ?? text];
			}),
	);
	const listed =
		many === undefined ? recordsOf(deletion, parameters) : idsOf(parameters[deletion.contract.parameters[many] ?? '']).map((id) => [id]);
	const sent =
		deletion.endpoint === 'driveCollaborator' ? sentOfCollaborator(deletion, parameters, link?.type) : sentOptions(deletion, options);
	Object.assign(sent.rest, sentBeside(deletion, parameters, sent));
	const records = listed.map((own) => recordOf(deletion, path, sent, own));
	assertPeople(deletion, { ...sent, records });
	const { dryRun: saved = false, alreadyGone = false } = options;
	switchOf(alreadyGone);
	const isDry = switchOf(parameters.dryRun ?? false) || switchOf(saved);
	forbiddenBy(parameters);
	return {
		path,
		...sent,
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
