import type { IDataObject, IHttpRequestMethods, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Endpoint, RecordKeys, Selection, Verdict } from './endpoint';
import { refuseElsewhere, type Elsewhere } from './elsewhere';
import { toolDescription } from './fields';
import { readId, readIds, readPerson } from './ids';
import { judgeByList, type ListedAnswer } from './listedAnswer';
import { paginationOf } from './operation';
import { readChoice } from './values';

/** A field that takes IDs, as a person sees it. */
export interface IdField {
	displayName: string;
	/** Its name in the node, if that is not the parameter's in camelCase. */
	name?: string;
	/** An ID that looks like Feishu's. */
	example: string;
	/** What it names, and where its IDs come from. If it takes several, it also says in which forms. */
	description: string;
	/** It takes several IDs, though each is a call. A field for a list always does. */
	many?: true;
}

/** What an item says of all of its records, such as a role. */
export interface Companion {
	/** Display name of the field. */
	field: string;
	/** The values that it has; of what is no key, the first one if the item has none. */
	choices: readonly string[];
	/** Whether it is a key of the record, which the output shows, or only sent. */
	isKey: boolean;
}

/** Everything the engine does by itself for a deletion by ID. A deletion may state its own `read`, `write` and `judge`. */
type Derived = 'kind' | 'field' | 'people' | 'parameters' | 'pathFields' | 'recordInPath' | 'limit' | 'read' | 'write' | 'judge';

/** A deletion whose records are named only by IDs: by the last part of its path, or by one list in its body. */
export interface DeletionById extends Omit<Endpoint, Derived>, Partial<Pick<Endpoint, 'limit' | 'read' | 'write' | 'judge'>> {
	request: { method: IHttpRequestMethods; url: string };
	/**
	 * Its fields by the parameter of the path or the body that each fills, from broad to narrow: the last one
	 * names the records. A field that other operations share, or that is a locator, is given as it is.
	 */
	ids: Readonly<Record<string, IdField | INodeProperties>>;
	/** The key of a record in the output, if the parameter is a list. */
	key?: string;
	/** Body properties that go with each record. */
	with?: Readonly<Record<string, Companion>>;
	/** The entry of the list for a record, if that is more than its ID. `about` has what goes with it. */
	entry?: (id: string, about: RecordKeys) => IDataObject;
	/** Kinds of ID that its last field does not take, though people may put them there. It may depend on what goes with a record. */
	elsewhere?: Elsewhere | ((about: RecordKeys) => Elsewhere);
	/** How the answer names records. Without it, code 0 says that all are deleted. */
	answer?: ListedAnswer;
	/** What the editor shows: the operation, and what has to be so before it works. */
	operation: Required<Pick<INodePropertyOptions, 'name' | 'action' | 'description'>> & { notice: string };
	/** What an agent's model is told: what is destroyed, that this is permanent, in which form it takes IDs, what it returns. */
	tool: string;
}

const show = { operation: ['delete'] };

const camelCase = (name: string) => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** The field of a parameter, for one operation; a field that is given as it is stays so. */
export function fieldOf(parameter: string, field: IdField | INodeProperties, operation = 'delete'): INodeProperties {
	if ('type' in field) return field;
	const { displayName, name = camelCase(parameter), example, description } = field;
	return {
		displayName,
		name,
		type: 'string',
		required: true,
		default: '',
		placeholder: `e.g. ${example}`,
		description,
		displayOptions: { show: { operation: [operation] } },
	};
}

/** What is left of a body. */
export function withoutCompanions(companions: Readonly<Record<string, Companion>>, body: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(body).filter(([name]) => !(name in companions)));
}

/** Reads what goes with each record. @returns its keys, and all of it */
export function readCompanions(companions: Readonly<Record<string, Companion>>, body: IDataObject) {
	const about: Record<string, string> = {};
	const keys: Record<string, string> = {};
	for (const [name, { field, choices, isKey }] of Object.entries(companions)) {
		// A key is a field that is always there: an expression in it that finds nothing must not name another record.
		about[name] = readChoice(isKey ? body[name] : (body[name] ?? choices[0]), choices, field);
		if (isKey) keys[name] = about[name];
	}
	return { keys, about };
}

/**
 * The endpoint of a deletion by ID, and what its node shows.
 * @returns `notices` come before all fields, `fields` are those that name the records and their target
 */
export function deletionById({
	ids,
	request,
	key,
	with: companions = {},
	entry,
	elsewhere = {},
	answer,
	operation,
	tool,
	...facts
}: DeletionById) {
	const properties = Object.entries(ids).map(([parameter, field]): [string, INodeProperties] => [parameter, fieldOf(parameter, field)]);
	const [last = '', { displayName: field = '' } = {}] = properties.at(-1) ?? [];
	const isInPath = (parameter: string) => request.url.split('/').includes(`:${parameter}`);
	const inPath = properties.filter(([parameter]) => parameter !== last && isInPath(parameter));
	const isListed = !isInPath(last);
	const takesMany = isListed || (ids[last] as IdField | undefined)?.many === true;
	const recordKey = key ?? last;
	const isPerson = facts.userKey === recordKey;

	const write = (records: readonly RecordKeys[], contents: readonly IDataObject[]): IDataObject => ({
		[last]:
			entry === undefined
				? records.map((record) => record[recordKey])
				: contents.map(({ [recordKey]: id, ...about }) => entry(id as string, about as RecordKeys)),
	});
	const read = ({ [last]: given, ...body }: IDataObject): Selection => {
		const { keys, about } = readCompanions(companions, body);
		const readOne = isPerson ? readPerson : undefined;
		const named = takesMany ? readIds(given, field, readOne) : [(readOne ?? readId)(given, field)];
		const others = typeof elsewhere === 'function' ? elsewhere(about) : elsewhere;
		for (const id of named) refuseElsewhere(id, field, others);
		return {
			records: named.map((id) => ({ [recordKey]: id, ...keys })),
			...(entry !== undefined && { contents: named.map((id) => ({ [recordKey]: id, ...about })) }),
			body: withoutCompanions(companions, body),
		};
	};

	const endpoint: Endpoint = {
		kind: 'delete',
		limit: 1,
		// The path names the record, and there is no list.
		write: isListed ? write : () => undefined,
		judge:
			answer === undefined
				? ({ code }, records) => (code === 0 ? records.map((): Verdict => ({ status: facts.accepted ?? 'deleted' })) : undefined)
				: judgeByList(answer, facts.refusals),
		read,
		...facts,
		field,
		...(isPerson && { people: [{ key: recordKey, field }] }),
		parameters: Object.fromEntries(properties.map(([parameter, { name }]) => [parameter, name])),
		pathFields: Object.fromEntries(inPath.map(([parameter, { displayName }]) => [parameter, displayName])),
		...(!isListed && { recordInPath: last }),
	};

	const { notice, name, ...words } = operation;
	const deleteOperation: INodePropertyOptions = {
		name,
		value: 'delete',
		...words,
		routing: { request, send: { paginate: true }, operations: { pagination: paginationOf(endpoint) } },
	};
	const notices: INodeProperties[] = [
		toolDescription(tool),
		{ displayName: notice, name: 'deleteNotice', type: 'notice', default: '', displayOptions: { show } },
	];
	return { endpoint, deleteOperation, notices, fields: properties.map(([, property]) => property) };
}
