import fc from 'fast-check';
import type { IDataObject, INodeParameters, INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { Deletion, Place } from '../deletions';
import type { Fields } from '../specs';
import { isShownFor } from './shownFor';
import { address, anything, anyText, count, flag, oneId, someIds, time, treacherous } from './wildValues';

/** What a field takes. `literal`: what no expression can fill, as n8n's editor has it. */
export type FieldKind = 'id' | 'ids' | 'addresses' | 'text' | 'switch' | 'count' | 'choice' | 'time' | 'literal';

/** A field of a node that a value can be put into. */
export interface NodeField {
	/** Property names from the node down to the field; an index where it is in a list. */
	path: string[];
	/** Display names of the field and of those around it. */
	names: string[];
	kind: FieldKind;
	/** What may be put into it, well or badly meant. */
	values: fc.Arbitrary<unknown>;
	/** What is in it in a good item. */
	good: unknown;
	/** Whether another value than `good` may stand in it for each item, made by adding to it. */
	isOwn: boolean;
}

/** Good values of options that no row fills in. */
const GOOD: Readonly<Record<string, unknown>> = {
	dryRun: false,
	waitUntilRecalled: false,
	keepCopy: false,
	neverDelete: 'kept_1',
	stopIfMoreThan: 1_000,
	alreadyGone: false,
};

const PLAUSIBLE: Readonly<Record<Exclude<FieldKind, 'choice' | 'literal'>, fc.Arbitrary<unknown>>> = {
	id: oneId,
	ids: someIds,
	addresses: fc.oneof(address, address, fc.array(address, { maxLength: 2 })),
	text: anyText,
	switch: flag,
	count,
	time,
};

/** The same for a field of people by Open ID: any other ID is refused. */
const openIds = (values: fc.Arbitrary<unknown>) => {
	const renamed = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(renamed);
		return typeof value === 'string' ? value.replaceAll('id_', 'ou_') : value;
	};
	return values.map(renamed);
};

const plausibleFor = (kind: keyof typeof PLAUSIBLE, good: unknown) =>
	String(good).startsWith('ou_') ? openIds(PLAUSIBLE[kind]) : PLAUSIBLE[kind];

const mixed = (plausible: fc.Arbitrary<unknown>) =>
	fc.oneof({ weight: 3, arbitrary: plausible }, { weight: 2, arbitrary: treacherous }, { weight: 4, arbitrary: anything });

const isProperty = (option: INodePropertyOptions | INodeProperties | INodePropertyCollection): option is INodeProperties =>
	'type' in option;

/** The groups of a list of fields. */
export const groupsOf = ({ options }: INodeProperties): INodePropertyCollection[] =>
	(options ?? []).filter((option): option is INodePropertyCollection => 'values' in option);

/** The row's place for a field, by the names of its properties without the indexes. */
export function placeAt({ places, endpoint }: Deletion, path: readonly string[]): Place {
	const names = path.filter((name) => !/^\d+$/.test(name)).join('.');
	const place = places.fields.find(({ field }) => field.join('.') === names);
	if (place === undefined) throw new Error(`${endpoint} has no place for the field ${names}`);
	return place;
}

/** Reads what stands at a path. */
export function at(tree: unknown, path: readonly string[]): unknown {
	return path.reduce<unknown>((level, name) => (level as IDataObject | undefined)?.[name], tree);
}

/** A copy with another value at a path. */
export function withAt(tree: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
	if (name === undefined) return value;
	if (Array.isArray(tree)) return tree.map((entry: unknown, index) => (String(index) === name ? withAt(entry, rest, value) : entry));
	const level = (tree ?? {}) as IDataObject;
	return { ...level, [name]: withAt(level[name], rest, value) };
}

/** The node with every field and option that the row fills in. A locator takes an ID: the editor checks what is typed as a link. */
export function filledIn({ parameters, filling }: Deletion): INodeParameters {
	const locators = Object.entries(parameters).filter(([, value]) => typeof value === 'object' && value !== null && '__rl' in value);
	return { options: {}, ...parameters, ...filling.everything, ...Object.fromEntries(locators) };
}

function choices({ options = [] }: INodeProperties): fc.Arbitrary<unknown> {
	return fc.constantFrom<unknown>('', ...(options as INodePropertyOptions[]).map(({ value }) => value));
}

function kindOfText({ takes, isList = false }: Place): FieldKind {
	if (takes === 'other') return isList ? 'addresses' : 'text';
	return takes === 'one' ? 'id' : 'ids';
}

/** The fields of each entry of a list of fields that the row fills in. n8n drops an expression in the place of the list. */
function fieldsOfList(deletion: Deletion, property: INodeProperties): NodeField[] {
	const filled = filledIn(deletion)[property.name] as IDataObject;
	const [group] = groupsOf(property);
	if (group === undefined) return [];
	const outer = [property.displayName, group.displayName];
	return (filled[group.name] as IDataObject[]).flatMap((entry, index) =>
		Object.entries(entry).map(([name, filledWith]): NodeField => {
			const own = group.values.find((value) => value.name === name)!;
			const path = [property.name, group.name, String(index), name];
			const place = own.type === 'options' ? undefined : placeAt(deletion, path);
			const kind = place === undefined ? 'choice' : kindOfText(place);
			return {
				path,
				// With another type, it is the field of that type which is blank.
				names: [...outer, ...(place === undefined ? group.values.map(({ displayName }) => displayName) : [own.displayName])],
				kind,
				values: mixed(kind === 'choice' ? choices(own) : plausibleFor(kind as keyof typeof PLAUSIBLE, place?.good)),
				good: place?.good ?? filledWith,
				isOwn: place !== undefined,
			};
		}),
	);
}

function kindOfOption({ type, noDataExpression = false }: INodeProperties): FieldKind {
	if (noDataExpression) return 'literal';
	if (type === 'boolean') return 'switch';
	if (type === 'number') return 'count';
	if (type === 'dateTime') return 'time';
	return type === 'options' ? 'choice' : 'ids';
}

/** What is in a field of the item of an index, where each may hold its own. */
export const ownValue = (good: unknown, index: number) => `${String(good)}${1_000 + index}`;

/** IDs, those among them that other items ask for. */
function idsAskedFor({ places }: Deletion): fc.Arbitrary<unknown> {
	const ids = places.fields
		.filter(({ field, takes }) => takes !== 'other' || field.length > 1)
		.flatMap(({ good }) => [good, ...[0, 1, 2].map((index) => ownValue(good, index))])
		.flatMap((id) => (id.includes('@') ? [id, id.toUpperCase()] : [id]));
	return fc.oneof(someIds, fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 }));
}

/** A field of the engine’s: an option, or a switch of its own. */
function fieldOfEngine(deletion: Deletion, option: INodeProperties, path: string[]): NodeField {
	const filled = at(deletion.filling.everything, path.slice(0, -1)) as IDataObject | undefined;
	const kind = kindOfOption(option);
	const plausible: Record<FieldKind, fc.Arbitrary<unknown>> = {
		...PLAUSIBLE,
		choice: choices(option),
		literal: option.type === 'options' ? choices(option) : flag,
		ids: idsAskedFor(deletion),
	};
	return {
		path,
		names: [option.displayName],
		kind,
		values: mixed(plausible[kind]),
		good: filled?.[option.name] ?? GOOD[option.name] ?? option.default,
		isOwn: false,
	};
}

/** The lists of records in a body. */
export const listsIn = (body: Fields = {}) => Object.keys(body).filter((name) => body[name]?.type.endsWith('[]'));

/** Addresses of a document, of whatever type. */
const linkTo = (id: string) =>
	fc
		.tuple(fc.constantFrom('docx', 'sheets', 'base', 'wiki', 'drive/folder', 'admin'), fc.constantFrom('', '/', '?from=space#part'))
		.map(([word, end]) => `https://example.feishu.cn/${word}/${id}${end}`);

/** Every field of a node that deletes, the options last: what its description has, and no list that could miss one. */
export function fieldsOf(deletion: Deletion): NodeField[] {
	const isShown = (property: INodeProperties) => isShownFor('delete', property);
	return deletion.node.description.properties.filter(isShown).flatMap((property): NodeField[] => {
		const { name, displayName, type } = property;
		if (type === 'notice' || ['authentication', 'operation', 'toolDescription'].includes(name)) return [];
		if (type === 'collection')
			return (property.options ?? [])
				.filter(isProperty)
				.filter(isShown)
				.map((option) => fieldOfEngine(deletion, option, ['options', option.name]));
		if (type === 'fixedCollection') return fieldsOfList(deletion, property);
		if (type === 'boolean') return [fieldOfEngine(deletion, property, [name])];
		const place = placeAt(deletion, [name]);
		const path = type === 'resourceLocator' ? [name, 'value'] : [name];
		const kind = type === 'options' ? 'choice' : kindOfText(place);
		const plausible = kind === 'choice' ? choices(property) : plausibleFor(kind as keyof typeof PLAUSIBLE, place.good);
		// What has members must be there: the path names it, and in its last part a member if the body has no list of them.
		const { body, pathParameters } = deletion.spec;
		const targets = body === undefined ? [] : Object.keys(pathParameters).slice(0, listsIn(body).length === 0 ? -1 : undefined);
		const link: unknown = at(deletion.filling.everything, path);
		const isLink = typeof link === 'string' && link.includes('://');
		return [
			{
				path,
				names: [displayName],
				kind,
				values: mixed(isLink ? fc.oneof(plausible, linkTo(place.good)) : plausible),
				good: place.good,
				isOwn: kind !== 'choice' && !targets.some((target) => deletion.contract.parameters[target] === name),
			},
		];
	});
}
