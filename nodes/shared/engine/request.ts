import type { IDataObject, IExecutePaginationFunctions, IHttpRequestOptions, INode } from 'n8n-workflow';
import type { Endpoint, RecordKeys } from '../endpoint';
import { readId } from '../ids';
import { InvalidField, readChoice } from '../values';

/** `user_id_type` of every page that has it; the first one is Feishu's default. */
const USER_ID_TYPES = ['open_id', 'union_id', 'user_id'] as const;

/**
 * Most records from one item. n8n spreads the output of an item into one function call and overflows
 * its stack near 125,000 of them, which would be after the deletions.
 */
const MAX_RECORDS_PER_ITEM = 50_000;

/** Milliseconds a call may take where the user has set no timeout. n8n's own default is five minutes. */
const TIMEOUT_MS = 30_000;

/** What one item asks for, read from its fields. */
export interface Reading {
	/** Path parameters by their name. */
	keys: RecordKeys;
	/** Path below the base URL, with its parameters percent-encoded. */
	path: string;
	/** The request without the records and without the base URL. */
	options: IHttpRequestOptions;
	/** The body without the records. */
	body: IDataObject;
	records: RecordKeys[];
	/** What decides, besides the record's own keys, which thing a record is. */
	scopeOf: (record: RecordKeys) => string;
}

/**
 * Reads the fields of an item, each once.
 * @param resolved the request that n8n resolved from the node's routing
 * @throws {InvalidField} where a field holds what must not be sent
 */
export function readItem(endpoint: Endpoint, context: IExecutePaginationFunctions, node: INode, resolved: IHttpRequestOptions): Reading {
	const { baseURL: _base, url, body: given, qs: query = {}, ...rest } = resolved;
	const keys: Record<string, string> = {};
	const path = url.replace(/:([a-z_]+)/g, (_match, name: string) => {
		const value = context.getNodeParameter(endpoint.parameters[name] ?? name, undefined, { extractValue: true });
		const id = readId(value, endpoint.pathFields?.[name] ?? name);
		keys[name] = id;
		return encodeURIComponent(id);
	});
	const inBody = Object.entries(endpoint.parameters).filter(([name]) => !(name in keys));
	const named: IDataObject = Object.fromEntries(inBody.map(([name, parameter]) => [name, context.getNodeParameter(parameter)]));
	const [openId] = USER_ID_TYPES;
	const userIdType = 'user_id_type' in query ? readChoice(query.user_id_type, USER_ID_TYPES, 'User ID Type') : openId;
	const { records, body, instance = '' } = endpoint.read({ ...(given as IDataObject), ...named }, { timezone: context.getTimezone() });
	if (records.length > MAX_RECORDS_PER_ITEM) {
		throw new InvalidField(
			endpoint.field,
			`names ${records.length} ${endpoint.noun.many}, and one item may name ${MAX_RECORDS_PER_ITEM}`,
			'Split the list into several items first, for example with a Split Out node.',
		);
	}
	const own = node.parameters.requestOptions as { timeout?: unknown } | undefined;
	const options: IHttpRequestOptions = {
		...rest,
		url: path,
		qs: query,
		headers: { ...rest.headers, 'Content-Type': 'application/json; charset=utf-8' },
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: own?.timeout === undefined ? TIMEOUT_MS : (rest.timeout ?? TIMEOUT_MS),
	};
	const scope = JSON.stringify([path, instance]);
	const userScope = JSON.stringify([path, instance, userIdType]);
	const isUser = (record: RecordKeys) => endpoint.userKey !== undefined && record[endpoint.userKey] !== undefined;
	return { keys, path, options, body, records, scopeOf: (record) => (isUser(record) ? userScope : scope) };
}
