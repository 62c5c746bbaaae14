import type { IHttpRequestMethods, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Endpoint, Verdict } from './endpoint';
import { toolDescription } from './fields';
import { readIds, readPerson } from './ids';
import { paginationOf } from './operation';

/** A field that takes IDs, as a person sees it. */
export interface IdField {
	displayName: string;
	/** Its name in the node, if that is not the parameter's in camelCase. */
	name?: string;
	/** An ID that looks like Feishu's. */
	example: string;
	/** What it names, and where its IDs come from. A list also says in which forms it takes them. */
	description: string;
}

/** Everything the engine does by itself for a deletion by ID. A deletion may state its own `write` and `judge`. */
type Derived = 'kind' | 'field' | 'people' | 'parameters' | 'pathFields' | 'limit' | 'read' | 'write' | 'judge';

/** A deletion whose records are named by IDs alone: by the last part of its path, or by one list in its body. */
export interface DeletionById extends Omit<Endpoint, Derived>, Partial<Pick<Endpoint, 'limit' | 'write' | 'judge'>> {
	request: { method: IHttpRequestMethods; url: string };
	/**
	 * Its fields by the parameter of the path or the body that each fills, from broad to narrow: the last one
	 * names the records. A field that other operations share, or that is a locator, is given as it is.
	 */
	ids: Readonly<Record<string, IdField | INodeProperties>>;
	/** The key of a record in the output, if the parameter is a list. */
	key?: string;
	/** What the editor shows: the operation, and what has to be so before it works. */
	operation: Required<Pick<INodePropertyOptions, 'name' | 'action' | 'description'>> & { notice: string };
	/** What an agent's model is told: what is destroyed, that this is permanent, in which form it takes IDs, what it returns. */
	tool: string;
}

const show = { operation: ['delete'] };

const camelCase = (name: string) => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

function fieldOf(parameter: string, field: IdField | INodeProperties): INodeProperties {
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
		displayOptions: { show },
	};
}

/**
 * The endpoint of a deletion by ID, and what its node shows.
 * @returns `notices` come before all fields, `fields` are those that name the records and their target
 */
export function deletionById({ ids, request, key, operation, tool, ...facts }: DeletionById) {
	const properties = Object.entries(ids).map(([parameter, field]): [string, INodeProperties] => [parameter, fieldOf(parameter, field)]);
	const [last = '', { displayName: field = '' } = {}] = properties.at(-1) ?? [];
	const inPath = properties.filter(([parameter]) => request.url.split('/').includes(`:${parameter}`));
	const isListed = !inPath.some(([parameter]) => parameter === last);
	const recordKey = key ?? last;
	const isPerson = facts.userKey === recordKey;

	const endpoint: Endpoint = {
		kind: 'delete',
		limit: 1,
		// The path names the record, and there is no list.
		write: (records) => (isListed ? { [last]: records.map((record) => record[recordKey]) } : undefined),
		judge: ({ code }, records) => (code === 0 ? records.map((): Verdict => ({ status: facts.accepted ?? 'deleted' })) : undefined),
		...facts,
		field,
		...(isPerson && { people: [{ key: recordKey, field }] }),
		parameters: Object.fromEntries(properties.map(([parameter, { name }]) => [parameter, name])),
		pathFields: Object.fromEntries(inPath.map(([parameter, { displayName }]) => [parameter, displayName])),
		read: ({ [last]: given, ...body }) =>
			isListed
				? { records: readIds(given, field, isPerson ? readPerson : undefined).map((id) => ({ [recordKey]: id })), body }
				: { records: [{}], body },
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
