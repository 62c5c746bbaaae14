import type { IDataObject, IExecutePaginationFunctions, IHttpRequestOptions, INode, NodeParameterValueType } from 'n8n-workflow';
import { simpleValue } from './simpleExpression';
import type { Alias, Operation, RecordKeys } from '../../endpoint';
import { readId } from '../../ids';
import type { KeptBy } from '../../snapshot';
import { USER_ID_TYPE, userIdKindIn } from '../../userIdKind';
import { InvalidField, readChoice } from '../../values';

/**
 * Most records from one item. n8n spreads the output of an item into one function call and overflows
 * its stack near 125,000 of them, which would be after the deletions.
 */
const MAX_RECORDS_PER_ITEM = 50_000;

/** Milliseconds a call may take if the user has set no timeout. n8n's own default is five minutes. */
const TIMEOUT_MS = 30_000;

/** What one item asks for, read from its fields. */
export interface ItemRequest {
	/** Path parameters by their name. */
	keys: RecordKeys;
	/** Path below the base URL, with its parameters percent-encoded, but for the one that each record fills. */
	path: string;
	/** The request without the records and without the base URL. */
	options: IHttpRequestOptions;
	/** The body without the records. */
	body: IDataObject;
	records: RecordKeys[];
	/** What is sent of each record. */
	contents: readonly IDataObject[];
	/** Feishu knows the records by an ID that this node made up. */
	isMinted: boolean;
	/** Which records are not to be put back. */
	kept: ReadonlyArray<KeptBy | undefined>;
	/** What of each record is not restored. */
	notRestored: ReadonlyArray<readonly string[]>;
	/** What each record is given once it is created. */
	gives: ReadonlyArray<readonly string[]>;
	/** What decides, besides the record's own keys, which thing a record is. */
	namespaceOf: (record: RecordKeys) => string;
	/** By which address each record is named, if its ID was looked up. */
	lookedUp: ReadonlyArray<string | undefined>;
	/** The same with another ID in place of a word. */
	withId: (alias: Alias, id: string) => ItemRequest;
	/** The same with other parts. */
	withParts: (parts: Partial<Parts>) => ItemRequest;
}

/** What of a request names things. */
export type Parts = Pick<ItemRequest, 'keys' | 'body' | 'records' | 'contents' | 'lookedUp'>;

const PARAMETER = /:([a-z_]+)/g;

/** The names of the parameters of a path. */
function namesIn(template: string): string[] {
	return [...template.matchAll(PARAMETER)].map(([, name = '']) => name);
}

/** A path with its parameters percent-encoded; one that has no value stays. */
export function pathOf(template: string, value: (name: string) => string | undefined): string {
	return template.replace(PARAMETER, (parameter, name: string) => {
		const own = value(name);
		return own === undefined ? parameter : encodeURIComponent(own);
	});
}

/** A request with the address of the credential's host. */
export function addressed(options: Omit<IHttpRequestOptions, 'url'>, baseUrl: string, path: string): IHttpRequestOptions {
	const { allowedDomains } = options;
	return {
		...options,
		url: `${baseUrl}/open-apis${path}`,
		// The credential's own host is always allowed, as n8n has it. n8n itself only knows the host
		// in the node's description, which is not that of another region.
		...(allowedDomains !== undefined && { allowedDomains: `${new URL(baseUrl).hostname}, ${allowedDomains}` }),
	};
}

/**
 * What every request of ours says.
 * @param own the user's: proxy, certificates, timeout
 */
export function ourOptions(own: Partial<IHttpRequestOptions>, hasTimeout: boolean): Omit<IHttpRequestOptions, 'url'> {
	return {
		...own,
		headers: { ...own.headers, 'Content-Type': 'application/json; charset=utf-8' },
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: hasTimeout ? (own.timeout ?? TIMEOUT_MS) : TIMEOUT_MS,
	};
}

/**
 * Reads the fields of an item, each once.
 * @param resolved the request that n8n resolved from the node's routing
 * @param uniqueMark text that no other run has
 * @throws {InvalidField} if a field holds what must not be sent
 */
export function readItem(
	endpoint: Operation,
	context: IExecutePaginationFunctions,
	node: INode,
	resolved: IHttpRequestOptions,
	uniqueMark = '',
): ItemRequest {
	const { baseURL: _base, url, body: given, qs: query = {}, ...rest } = resolved;
	const keys: Record<string, string> = {};
	const named: IDataObject = {};
	const path: Record<string, unknown> = {};
	// A search chooses its calls by its fields, and reads those of the path itself.
	const isSearch = endpoint.kind === 'find';
	if (!isSearch) {
		for (const name of namesIn(url)) {
			const parameter = endpoint.parameters[name] ?? name;
			const value = simpleValue(context, node, parameter) ?? context.getNodeParameter(parameter, undefined, { extractValue: true });
			path[name] = value;
			const readKey = endpoint.readPath?.[name] ?? ((given: unknown, field: string) => readId(given, field));
			if (name === endpoint.recordInPath) named[name] = value;
			else keys[name] = readKey(value, endpoint.pathFields?.[name] ?? name, keys);
		}
	}
	const inBody = Object.entries(endpoint.parameters).filter(([name]) => !(name in keys) && !(name in named));
	// A field that does not show has no value; those of a deletion all do.
	const mayBeHidden = endpoint.kind !== 'delete';
	const valueOf = (parameter: string) => {
		const simple = simpleValue(context, node, parameter);
		if (simple !== undefined) return simple as NodeParameterValueType;
		if (!mayBeHidden) return context.getNodeParameter(parameter);
		// If a field does not show, n8n does not find it to extract its value, and throws.
		const extractValue = node.parameters[parameter] !== undefined;
		return context.getNodeParameter(parameter, '', { extractValue });
	};
	for (const [name, parameter] of inBody) named[name] = valueOf(parameter);
	const { userKey = '', userIdKind = USER_ID_TYPE } = endpoint;
	for (const place of [query, (given ?? {}) as IDataObject]) {
		const { [userIdKind.parameter]: said } = place;
		if (userIdKind.parameter in place) readChoice(said, Object.keys(userIdKind.kinds), userIdKind.field);
	}
	const {
		records,
		contents = [],
		body,
		instance = '',
		isMinted = false,
		kept = [],
		notRestored = [],
		gives = [],
	} = endpoint.read(
		{ ...(given as IDataObject), ...named },
		{ timezone: context.getTimezone(), query, path, uniqueMark, raw: (parameter) => node.parameters[parameter] },
	);
	if (records.length > MAX_RECORDS_PER_ITEM) {
		throw new InvalidField(
			endpoint.field,
			`names ${records.length} ${endpoint.noun.many}, but one item can name at most ${MAX_RECORDS_PER_ITEM}`,
			'Split the list into several items.',
		);
	}
	const own = node.parameters.requestOptions as { timeout?: unknown } | undefined;
	const ours = ourOptions(rest, own?.timeout !== undefined);
	const requestOf = (parts: Parts): ItemRequest => {
		const path = isSearch ? '' : pathOf(url, (name) => parts.keys[name]);
		const namespace = JSON.stringify([path, instance]);
		const withParts = (others: Partial<Parts>) => requestOf({ ...parts, ...others });
		return {
			...parts,
			path,
			options: { ...ours, url: path, qs: query },
			isMinted,
			kept,
			notRestored,
			gives,
			namespaceOf: (record) =>
				record[userKey] === undefined ? namespace : `${namespace} ${userIdKindIn(userIdKind, record, parts.body, query)}`,
			withParts,
			withId: ({ key, isWord }, id) => {
				const replaced = (ids: RecordKeys) => (isWord(ids[key] ?? '') ? { ...ids, [key]: id } : ids);
				return withParts({ keys: replaced(parts.keys), records: parts.records.map(replaced) });
			},
		};
	};
	return requestOf({ keys, body, records, contents, lookedUp: [] });
}

/** The word by which an item names what it asks for, if it does. */
export function wordIn({ key, isWord }: Alias, { keys, records }: Pick<ItemRequest, 'keys' | 'records'>): string | undefined {
	return [keys, ...records].map(({ [key]: id = '' }) => id).find(isWord);
}
