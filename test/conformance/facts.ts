import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import type { Endpoint } from '../../nodes/shared/endpoint';
import type { Field, Fields, Spec } from '../specs';
import type { LoggedRequest } from '../sandbox';
import { isShownFor } from '../support/shownFor';

/**
 * Statements about one endpoint, each under a name such as `body need_notification, default`. A page
 * and a node state them in forms of their own; brought to this one, they can be compared line by line.
 */
export type Facts = Record<string, unknown>;

const camelCase = (name: string) => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

const valuesOf = (values: ReadonlyArray<{ value: unknown }>) => values.map(({ value }) => String(value)).sort();

/** A permission, which is also how a text names it: `im:message:send_multi_users`. */
const SCOPE = /\b(?!https?:)[a-z]+(?::[a-z_]+(?:\.[a-z_]+)*)+/g;

/** The kind of field that a person fills in for each type of parameter; a list of IDs is one text. */
const FIELD_TYPES: Readonly<Record<Field['type'], string>> = {
	string: 'text',
	'string[]': 'text',
	boolean: 'boolean',
	int: 'number',
	object: 'fields',
	'object[]': 'list of fields',
};

function stateSpecField(facts: Facts, where: string, name: string, field: Field): void {
	const at = `${where} ${name}`;
	facts[`${at}, field`] = camelCase(name);
	facts[`${at}, type`] = field.enum ? 'choice' : FIELD_TYPES[field.type];
	facts[`${at}, required`] = field.required === true;
	if (field.default !== undefined) facts[`${at}, default`] = field.default;
	if (field.enum) facts[`${at}, values`] = valuesOf(field.enum);
	if (field.requiredWhen) facts[`${at}, belongs to`] = `${field.requiredWhen.field} ${field.requiredWhen.equals}`;
	for (const [inner, innerField] of Object.entries(field.fields ?? {})) stateSpecField(facts, `${at}.`, inner, innerField);
}

/** What the page says that a node's description can say as well. */
export function factsOfSpec(spec: Spec): Facts {
	const facts: Facts = {
		method: spec.method,
		path: spec.path,
		tokens: [...spec.tokens].sort(),
		permissions: [...spec.scopes, ...(spec.fieldScope === undefined ? [] : [spec.fieldScope])].sort(),
		'bot needed': spec.botAbility !== 'not mentioned',
	};
	const state = (where: string, fields: Fields) => {
		for (const [name, field] of Object.entries(fields)) stateSpecField(facts, where, name, field);
	};
	state('path', spec.pathParameters);
	state('query', spec.queryParameters);
	state('body', spec.body ?? {});
	return facts;
}

function isProperty(option: INodePropertyOptions | INodeProperties | INodePropertyCollection): option is INodeProperties {
	return 'type' in option;
}

function isGroup(option: INodePropertyOptions | INodeProperties | INodePropertyCollection): option is INodePropertyCollection {
	return 'values' in option;
}

/** Whether a default stands for nothing: blank text, nothing chosen, a card with blank fields. */
function isBlank(value: unknown): boolean {
	if (value === undefined || value === null || value === '') return true;
	if (typeof value !== 'object') return false;
	return Object.entries(value).every(([key, inner]) => key === 'mode' || isBlank(inner));
}

function typeOf(property: INodeProperties): string {
	switch (property.type) {
		case 'options':
			return 'choice';
		case 'string':
		case 'resourceLocator':
		case 'dateTime':
			return 'text';
		case 'fixedCollection':
			return property.typeOptions?.multipleValues === true ? 'list of fields' : 'fields';
		default:
			return property.type;
	}
}

function stateProperty(facts: Facts, where: string, name: string, property: INodeProperties): void {
	const at = `${where} ${name}`;
	facts[`${at}, field`] = property.name;
	facts[`${at}, type`] = typeOf(property);
	facts[`${at}, required`] = property.required === true;
	if (!isBlank(property.default)) facts[`${at}, default`] = property.default;
	if (property.type === 'options') facts[`${at}, values`] = valuesOf((property.options ?? []) as INodePropertyOptions[]);
	for (const group of (property.options ?? []).filter(isGroup)) {
		for (const inner of group.values) {
			// What a nested field becomes on the wire, no description says: it is taken for the parameter
			// of its name, or of the singular of it. The request on the wire shows whether that is true.
			const documented = inner.name.replace(/Ids$/, 'Id').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
			stateProperty(facts, `${at}.`, documented, inner);
			for (const [field, values] of Object.entries(inner.displayOptions?.show ?? {})) {
				facts[`${at}. ${documented}, belongs to`] = `${field} ${String(values)}`;
			}
		}
	}
}

/** Every text of a description, wherever it stands. */
function textsOf(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** The lines of the page of a node, to which the line at the head of each operation leads. */
function pageBehind(texts: string): string[] {
	const [, file] = /blob\/main\/(docs\/nodes\/[\w-]+\.md)"/.exec(texts) ?? [];
	return file === undefined ? [] : readFileSync(join(__dirname, '../..', file), 'utf8').split('\n');
}

/** Whether a property belongs to deleting, or to every operation. */
const isForDeleting = (property: INodeProperties) => isShownFor('delete', property);

/** What a node's description, and its endpoint's table of parameters, say of deleting, and of permissions and bot the page of the node. */
export function factsOfNode(
	description: INodeTypeDescription,
	{ parameters, lookQuery = [] }: Pick<Endpoint, 'parameters' | 'lookQuery'>,
): Facts {
	const isForLooks = ({ routing }: INodeProperties) => lookQuery.includes(routing?.send?.property ?? '');
	const properties = description.properties.filter(isForDeleting);
	const operations = description.properties.find(({ name }) => name === 'operation')?.options as INodePropertyOptions[];
	const operation = operations.find(({ value }) => value === 'delete');
	const request = operation?.routing?.request;
	const base = new URL(String(description.requestDefaults?.baseURL)).pathname;
	const path = `${base}${String(request?.url)}`;
	const options = properties.find(({ name }) => name === 'options')?.options ?? [];
	const ofDeleting = options.filter(isProperty).filter(isForDeleting);
	const texts = textsOf(
		properties.map((property) => (property.name === 'options' ? ofDeleting.filter((one) => !isForLooks(one)) : property)),
	).join('\n');
	const lines = pageBehind(texts);
	const row = lines.find((line) => line.startsWith(`| [${operation?.name ?? ''}](`)) ?? '';
	const credentials = (description.credentials ?? []).map(({ name }) => name);
	const facts: Facts = {
		method: request?.method,
		path,
		tokens: [...(credentials.includes('feishuTenantApi') ? ['tenant'] : []), ...(credentials.includes('feishuOAuth2Api') ? ['user'] : [])],
		permissions: [...new Set(`${row}\n${texts}`.match(SCOPE))].sort(),
		'bot needed': /\bBot feature\b/.test(lines.join('\n')),
	};
	for (const property of [...properties, ...ofDeleting]) {
		if (property.type === 'notice') continue;
		if (isForLooks(property)) {
			facts[`field ${property.name}`] = 'is sent with looks';
			continue;
		}
		const own = Object.entries(parameters).find(([, parameter]) => parameter === property.name)?.[0];
		const { type, property: name = '' } = own === undefined ? (property.routing?.send ?? {}) : { type: 'body', property: own };
		if (type === undefined) facts[`field ${property.name}`] = 'is sent nowhere';
		else stateProperty(facts, path.includes(`:${name}`) ? 'path' : type, name, property);
	}
	return facts;
}

const JSON_TYPES: Readonly<Record<Field['type'], string>> = {
	string: 'string',
	'string[]': 'list',
	boolean: 'boolean',
	int: 'number',
	object: 'object',
	'object[]': 'list',
};

/** Every parameter of a page with its type in JSON, as a request that uses them all has them. */
export function wireFactsOfSpec(spec: Spec): Facts {
	const facts: Facts = { 'content type': spec.contentType };
	const state = (where: string, fields: Fields) => {
		for (const [name, field] of Object.entries(fields)) {
			// In a query, everything is text.
			facts[`${where} ${name}`] = where === 'query' ? 'string' : JSON_TYPES[field.type];
			state(`${where} ${name}.`, field.fields ?? {});
		}
	};
	state('query', spec.queryParameters);
	state('body', spec.body ?? {});
	return facts;
}

/** Every parameter that a request carries, with its type in JSON. */
export function wireFactsOfRequest({ query, body, headers, rawBody }: LoggedRequest): Facts {
	const facts: Facts = { 'content type': rawBody === '' ? undefined : headers['content-type'] };
	const state = (where: string, fields: unknown) => {
		for (const [name, value] of Object.entries(fields ?? {}) as Array<[string, unknown]>) {
			facts[`${where} ${name}`] = Array.isArray(value) ? 'list' : typeof value;
			const inner: unknown[] = Array.isArray(value) ? value : [value];
			for (const entry of inner) if (typeof entry === 'object') state(`${where} ${name}.`, entry);
		}
	};
	state('query', query);
	state('body', body);
	return facts;
}

/** A statement in which page and node differ; `undefined` where one of them does not make it. */
export interface Difference {
	spec: unknown;
	node: unknown;
}

/** All statements in which the two differ, in both directions. */
export function differencesOf(spec: Facts, node: Facts): Record<string, Difference> {
	const names = [...new Set([...Object.keys(spec), ...Object.keys(node)])];
	return Object.fromEntries(
		names
			.filter((name) => JSON.stringify(spec[name]) !== JSON.stringify(node[name]))
			.map((name) => [name, { spec: spec[name], node: node[name] }]),
	);
}
