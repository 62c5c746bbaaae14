import { jsonParse, type IDataObject, type IHttpRequestMethods, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { isObject } from './answer';
import { fieldOf, readCompanions, withoutCompanions, type Companion, type IdField } from './deletionById';
import { refuseElsewhere, type Elsewhere } from './elsewhere';
import type { Endpoint, RecordKeys } from './endpoint';
import { readIds, readPerson } from './ids';
import { paginationOf } from './operation';
import { keptBy, withoutMissing, type KeptBy } from './snapshot';
import { USER_ID_TYPE, choiceOf, userIdKindIn } from './userIdKind';
import { InvalidField, show as shown } from './values';

/** Everything the engine does by itself for people who are put back. An operation may state its own `write`. */
type Derived = 'kind' | 'field' | 'people' | 'parameters' | 'pathFields' | 'userKey' | 'read' | 'write';

/** What puts people back who are named by their IDs, or by the copies that a deletion has kept, in a list of the body. */
export interface PutBackById extends Omit<Endpoint, Derived>, Partial<Pick<Endpoint, 'write'>> {
	request: { method: IHttpRequestMethods; url: string };
	/** The fields of the path, which other operations share, by the parameter that each fills. */
	path: Readonly<Record<string, INodeProperties>>;
	/** The parameter of the list, and its field. */
	list: { parameter: string; field: IdField };
	/** The key of a record in the output, and of its ID in a copy. */
	key: string;
	/** What goes with each person, such as a role: as a copy has it, or else as the item says of all. What is sent is then the operation's own. */
	with?: Readonly<Record<string, Companion>>;
	/** The fields of these that are none of the options, by the parameter that each fills. */
	beside?: Readonly<Record<string, INodeProperties>>;
	/** Kinds of ID that the field does not take, though people may put them there, by what goes with the ID. */
	elsewhere?: (about: RecordKeys) => Elsewhere;
	/** Reads an ID, if that takes more than a look at its form. `type`: what says of which kind it is. @throws {InvalidField} */
	readOne?: (id: unknown, field: string, type: string) => string;
	/** What of a copy is not restored, in words. */
	notRestored?: (copy: IDataObject) => string[];
	/** What of a copy is restored by a second call. */
	gives?: (copy: IDataObject) => string[];
	/** What the field takes, as the next step for somebody who has entered something else. */
	copyIt: string;
	operation: Required<Pick<INodePropertyOptions, 'name' | 'action' | 'description'>>;
}

/**
 * A person, named by an ID, or by a copy that was kept, or by an item of a search.
 * @param type the kind of ID that is sent
 */
function readEntry(
	entry: unknown,
	field: string,
	type: string,
	{ key, copyIt, userIdKind = USER_ID_TYPE, readOne = readPerson }: PutBackById,
): string {
	if (!isObject(entry)) return readOne(entry, field, type);
	const { [key]: id, [userIdKind.parameter]: own = type } = entry;
	if (id === undefined) throw new InvalidField(field, `holds an object without ${key}`, copyIt);
	if (own !== type) {
		throw new InvalidField(
			field,
			`holds a copy whose ID is of the type ${shown(own)}, but ${userIdKind.field} is ${shown(type)}`,
			`Change ${choiceOf(userIdKind)} to what it was when the copy was made.`,
		);
	}
	return readOne(id, field, type);
}

/** What goes with one person, and which of that are keys of the record. */
function readBeside(entry: unknown, given: IDataObject, companions: Readonly<Record<string, Companion>>) {
	const own = isObject(entry) ? Object.fromEntries(Object.entries(entry).filter(([name]) => name in companions)) : {};
	return readCompanions(companions, { ...given, ...own });
}

function isCopyText(value: unknown): value is string {
	return typeof value === 'string' && value.trim().startsWith('{');
}

/** Copies as JSON text, or as they are: a list of them. */
export function copiesIn(value: unknown, field: string, copyIt: string): unknown {
	if (isObject(value)) return [value];
	// A data table holds copies as texts.
	if (Array.isArray(value))
		return value.map((entry: unknown) => (isCopyText(entry) ? jsonParse<unknown>(entry, { fallbackValue: entry }) : entry));
	if (!isCopyText(value)) return value;
	if (jsonParse<unknown>(`[${value}]`, { fallbackValue: null }) !== null) return `[${value}]`;
	throw new InvalidField(field, `holds ${shown(value)}, which is not JSON`, copyIt);
}

/** The endpoint of an operation that puts people back, and what its node shows. */
export function putBackById(facts: PutBackById) {
	const {
		request,
		path,
		list,
		key,
		copyIt,
		operation,
		with: companions = {},
		beside = {},
		elsewhere,
		readOne: _readOne,
		notRestored: lossOf,
		gives: givenBy,
		...stated
	} = facts;
	const { parameter, field: about } = list;
	const property = fieldOf(parameter, about, 'create');
	const { displayName: field, name } = property;
	const endpoint: Endpoint = {
		write: (records) => ({ [parameter]: records.map((record) => record[key]) }),
		...stated,
		kind: 'create',
		field,
		userKey: key,
		people: [{ key, field }],
		parameters: { ...Object.fromEntries(Object.entries({ ...path, ...beside }).map(([of, one]) => [of, one.name])), [parameter]: name },
		pathFields: Object.fromEntries(Object.entries(path).map(([of, one]) => [of, one.displayName])),
		read({ [parameter]: given, ...body }, { query, raw, uniqueMark = '' }) {
			const kept: Array<KeptBy | undefined> = [];
			const notRestored: string[][] = [];
			const gives: string[][] = [];
			const besides: Array<ReturnType<typeof readCompanions>> = [];
			const type = userIdKindIn(stated.userIdKind ?? USER_ID_TYPE, body, query);
			const value = withoutMissing(given, raw?.(name));
			const ids = readIds(copiesIn(value, field, copyIt), field, (entry) => {
				kept.push(isObject(entry) ? keptBy(entry) : undefined);
				notRestored.push(lossOf !== undefined && isObject(entry) ? lossOf(entry) : []);
				gives.push(givenBy !== undefined && isObject(entry) ? givenBy(entry) : []);
				const own = readBeside(entry, body, companions);
				besides.push(own);
				const id = readEntry(entry, field, type, facts);
				if (elsewhere !== undefined) refuseElsewhere(id, field, elsewhere(own.about));
				return id;
			});
			return {
				records: ids.map((id, place) => ({ [key]: id, ...besides[place]?.keys })),
				...(facts.with !== undefined && { contents: ids.map((id, place) => ({ [key]: id, ...besides[place]?.about, run: uniqueMark })) }),
				kept,
				notRestored,
				gives,
				body: withoutCompanions(companions, body),
			};
		},
	};
	const createOperation: INodePropertyOptions = {
		name: operation.name,
		value: 'create',
		action: operation.action,
		description: operation.description,
		routing: { request, send: { paginate: true }, operations: { pagination: paginationOf(endpoint) } },
	};
	return { endpoint, createOperation, field: property };
}
