import type { Field, Fields, Spec, SiblingSpec } from '../specs/spec';
import { isObject, type JsonObject } from '../sandbox/json';
import type { SpecCall } from '../sandbox/sandboxClient';
import { saysKind } from '../sandbox/userIdKind';

/** The examples of a page, of everything that has one. */
export function examplesOf(fields: Fields): JsonObject {
	return Object.fromEntries(
		Object.entries(fields).flatMap(([name, field]) => {
			const example = field.fields === undefined ? field.example : withShape(field, examplesOf(field.fields));
			return example === undefined ? [] : [[name, example]];
		}),
	);
}

const withShape = ({ type }: Field, columns: JsonObject) => (type === 'object[]' ? [columns] : columns);

/** A value that the field must not have, and in what it is wrong. */
type Wrong = [how: string, value: unknown];

function wrongTexts({ minLength, maxLength, enum: values }: Field): Wrong[] {
	return [
		...(minLength === 0 ? [] : [['is blank', ' '] satisfies Wrong]),
		...(maxLength === undefined ? [] : [['is too long', 'x'.repeat(maxLength + 1)] satisfies Wrong]),
		...(values === undefined ? [] : [['is none of its values', 'nonsense'] satisfies Wrong]),
	];
}

function wrongNumbers({ minimum, maximum }: Field): Wrong[] {
	return [
		...(minimum === undefined ? [] : [['is too small', minimum - 1] satisfies Wrong]),
		...(maximum === undefined ? [] : [['is too large', maximum + 1] satisfies Wrong]),
	];
}

function wrongLists({ minItems, maxItems }: Field, entry: unknown): Wrong[] {
	return [
		...(minItems === undefined || minItems === 0 ? [] : [['is too short', Array(minItems - 1).fill(entry)] satisfies Wrong]),
		...(maxItems === undefined ? [] : [['is too long', Array(maxItems + 1).fill(entry)] satisfies Wrong]),
	];
}

function wrongValues(field: Field, good: unknown): Wrong[] {
	switch (field.type) {
		case 'string':
			return [['is a number', 0], ...wrongTexts(field)];
		case 'int':
			return [['is a text', '1'], ['is no whole number', 0.5], ...wrongNumbers(field)];
		case 'boolean':
			return [
				['is a text', 'true'],
				['is a number', 0],
			];
		case 'string[]': {
			const entry = Array.isArray(good) && good.length > 0 ? (good[0] as unknown) : 'x';
			const entries = wrongTexts(field).map(([how, value]): Wrong => [`has an entry that ${how}`, [value]]);
			return [['is a text', 'x'], ['has a number', [0]], ...entries, ...wrongLists(field, entry)];
		}
		case 'object': {
			const columns = wrongObjects(field.fields, isObject(good) ? good : {});
			return [['is a list', []], ['is a text', 'x'], ...columns];
		}
		case 'object[]': {
			const entry = Array.isArray(good) && isObject(good[0]) ? good[0] : {};
			const columns = wrongObjects(field.fields, entry).map(([how, value]): Wrong => [how, [value]]);
			return [['is an object', {}], ['has a text', ['x']], ...columns, ...wrongLists(field, entry)];
		}
	}
}

/** An object that is wrong in one of its fields, once for each way in which one can be. */
function wrongObjects(fields: Fields | undefined, good: JsonObject): Wrong[] {
	// Without columns, the page leaves to the caller what the object holds.
	if (fields === undefined) return [];
	const examples = examplesOf(fields);
	const wrong = Object.entries(fields).flatMap(([name, field]) => {
		const { [name]: value, ...others } = { ...examples, ...good };
		const values = [['is null', null] satisfies Wrong, ...wrongValues(field, value)];
		return [
			...(field.required === true ? [[`${name} is missing`, others] satisfies Wrong] : []),
			...values.map(([how, bad]): Wrong => [`${name} ${how}`, { ...good, [name]: bad }]),
		];
	});
	return [...wrong, ['unknown is none of its fields', { ...good, unknown: 'x' }]];
}

/** What is wrong in a query, where everything is a text. */
function wrongInQuery(field: Field): Wrong[] {
	if (field.type === 'string') return wrongTexts(field);
	return [[`is no ${field.type}`, 'x'], ...wrongNumbers(field)];
}

/** Calls whose form the page does not have: the good one, with one thing wrong, once for each field and way. */
export function wrongCalls({ method, queryParameters, body }: SiblingSpec, good: SpecCall): Array<[how: string, call: SpecCall]> {
	const query = good.query ?? {};
	const queries = Object.entries(queryParameters).flatMap(([name, field]) => {
		const { [name]: _left, ...others } = query;
		return [
			...(field.required === true ? [[`${name} is missing`, others] as const] : []),
			...wrongInQuery(field).map(([how, value]) => [`${name} ${how}`, { ...query, [name]: String(value) }] as const),
		];
	});
	// A body that comes with a GET is overlooked.
	const unexpected: Wrong[] = method === 'GET' ? [] : [['there is one', { unknown: 'x' }]];
	const bodies = body === undefined ? unexpected : wrongObjects(body, good.body as JsonObject);
	return [
		...[...queries, ['unknown is none of its fields', { ...query, unknown: 'x' }] as const].map(([how, wrong]): [string, SpecCall] => [
			`query: ${how}`,
			{ ...good, query: wrong },
		]),
		...bodies.map(([how, wrong]): [string, SpecCall] => [`body: ${how}`, { ...good, body: wrong }]),
	];
}

/** The longest list or text that the field takes. */
function longestOf({ type, maxItems, maxLength, enum: values }: Field, good: unknown): unknown {
	if (maxItems !== undefined && Array.isArray(good) && good.length > 0) return Array(maxItems).fill(good[0]);
	return maxLength !== undefined && type === 'string' && values === undefined ? String(good ?? '').padEnd(maxLength, 'x') : undefined;
}

/** An object in which one list or text is as long as it may be, once for each of them. */
function longestObjects(fields: Fields, good: JsonObject): Wrong[] {
	const examples = examplesOf(fields);
	return Object.entries(fields).flatMap(([name, field]): Wrong[] => {
		const value = good[name] ?? examples[name];
		const longest = longestOf(field, value);
		const entry: unknown = Array.isArray(value) ? value[0] : value;
		const inside = field.fields === undefined || !isObject(entry) ? [] : longestObjects(field.fields, entry);
		return [
			...(longest === undefined ? [] : [[name, { ...good, [name]: longest }] satisfies Wrong]),
			...inside.map(([what, object]): Wrong => [`${name}, ${what}`, { ...good, [name]: Array.isArray(value) ? [object] : object }]),
		];
	});
}

/** Calls in which one list or text is as long as the page allows; not of lists that share one limit. */
export function longestCalls(
	{ body = {}, combinedLimits = [] }: Pick<SiblingSpec, 'body'> & Partial<Pick<Spec, 'combinedLimits'>>,
	good: SpecCall,
): Array<[what: string, call: SpecCall]> {
	const shared = new Set(combinedLimits.flatMap(({ fields }) => fields));
	return longestObjects(body, (good.body ?? {}) as JsonObject)
		.filter(([what]) => !shared.has(what))
		.map(([what, long]) => [what, { ...good, body: long }]);
}

/** The object that says `user_id` in one of its fields, once for each that says of which kind user IDs are. */
function userIdObjects(fields: Fields, good: JsonObject): Wrong[] {
	const examples = examplesOf(fields);
	return Object.entries(fields).flatMap(([name, field]): Wrong[] => {
		if (saysKind(field)) return [[name, { ...good, [name]: 'user_id' }]];
		const value = good[name] ?? examples[name];
		const entry: unknown = Array.isArray(value) ? value[0] : value;
		if (field.fields === undefined || !isObject(entry)) return [];
		return userIdObjects(field.fields, entry).map(([what, object]): Wrong => [
			`${name}, ${what}`,
			{ ...good, [name]: Array.isArray(value) ? [object] : object },
		]);
	});
}

/** Calls that say, each in another place, that their user IDs are those of the company. */
export function userIdCalls({ queryParameters, body = {} }: SiblingSpec, good: SpecCall): Array<[where: string, call: SpecCall]> {
	return [
		...userIdObjects(queryParameters, (good.query ?? {}) as JsonObject).map(([where, query]): [string, SpecCall] => [
			`query: ${where}`,
			{ ...good, query: query as Record<string, string> },
		]),
		...userIdObjects(body, (good.body ?? {}) as JsonObject).map(([where, one]): [string, SpecCall] => [
			`body: ${where}`,
			{ ...good, body: one },
		]),
	];
}
