import type { CombinedLimit, Field, Fields } from '../specs';
import { isObject } from './json';
import type { FieldViolation } from './refusal';

function violation(field: string, value: unknown, description: string): FieldViolation {
	return { field, value: value === undefined ? '' : JSON.stringify(value), description };
}

function checkList(name: string, field: Field, list: readonly unknown[]): FieldViolation[] {
	const found: FieldViolation[] = [];
	if (field.minItems !== undefined && list.length < field.minItems) {
		found.push(violation(name, list.length, `the min len is ${field.minItems}`));
	}
	if (field.maxItems !== undefined && list.length > field.maxItems) {
		found.push(violation(name, list.length, `the max len is ${field.maxItems}`));
	}
	return found;
}

function checkText(name: string, field: Field, value: unknown): FieldViolation[] {
	if (typeof value !== 'string') return [violation(name, value, 'must be a string')];
	// But for those of which the page says so, no string means anything when blank, and a blank ID is the mark of a wrong expression.
	if (value.trim() === '' && field.minLength !== 0) return [violation(name, value, 'must not be blank')];
	if (field.minLength !== undefined && value.length < field.minLength) {
		return [violation(name, value.length, `the min len is ${field.minLength}`)];
	}
	if (field.maxLength !== undefined && value.length > field.maxLength) {
		return [violation(name, value.length, `the max len is ${field.maxLength}`)];
	}
	if (field.enum && !field.enum.some((option) => option.value === value)) {
		return [violation(name, value, `must be one of ${field.enum.map((option) => option.value).join(', ')}`)];
	}
	return [];
}

function checkInt(name: string, field: Field, value: unknown): FieldViolation[] {
	if (typeof value !== 'number' || !Number.isInteger(value)) return [violation(name, value, 'must be an integer')];
	if (field.minimum !== undefined && value < field.minimum) return [violation(name, value, `the min value is ${field.minimum}`)];
	if (field.maximum !== undefined && value > field.maximum) return [violation(name, value, `the max value is ${field.maximum}`)];
	return [];
}

function checkField(name: string, field: Field, value: unknown): FieldViolation[] {
	switch (field.type) {
		case 'string':
			return checkText(name, field, value);
		case 'boolean':
			return typeof value === 'boolean' ? [] : [violation(name, value, 'must be a boolean')];
		case 'int':
			return checkInt(name, field, value);
		case 'object':
			// Without columns, the page leaves to the caller what the object holds.
			if (!field.fields) return isObject(value) ? [] : [violation(name, value, 'must be an object')];
			return fieldViolations(field.fields, value, `${name}.`);
		case 'string[]':
			if (!Array.isArray(value)) return [violation(name, value, 'must be a list of strings')];
			return [...checkList(name, field, value), ...value.flatMap((entry: unknown, index) => checkText(`${name}[${index}]`, field, entry))];
		case 'object[]':
			if (!Array.isArray(value)) return [violation(name, value, 'must be a list of objects')];
			return [
				...checkList(name, field, value),
				...value.flatMap((entry: unknown, index) => fieldViolations(field.fields ?? {}, entry, `${name}[${index}].`)),
			];
	}
}

/**
 * Compares a value with a page's table of fields, without any coercion. Unlike
 * Feishu, which ignores fields it does not know, it reports those as well: in a
 * test they are misspellings.
 */
export function fieldViolations(fields: Fields, value: unknown, prefix = ''): FieldViolation[] {
	if (!isObject(value)) return [violation(prefix.replace(/\.$/, '') || 'body', value, 'must be an object')];
	const unknown = Object.keys(value)
		.filter((name) => !Object.hasOwn(fields, name))
		.map((name) => violation(`${prefix}${name}`, value[name], 'unknown field'));
	const known = Object.entries(fields).flatMap(([name, field]) => {
		const present = Object.hasOwn(value, name);
		if (present) return checkField(`${prefix}${name}`, field, value[name]);
		const condition = field.requiredWhen;
		const required = field.required === true || (condition !== undefined && value[condition.field] === condition.equals);
		return required ? [violation(`${prefix}${name}`, undefined, 'is required')] : [];
	});
	return [...unknown, ...known];
}

/** What a text in a query stands for; one that does not read as its type stays text, to be reported as such. */
function readText(field: Field | undefined, text: string): unknown {
	if (field?.type === 'int' && /^-?\d+$/.test(text)) return Number(text);
	if (field?.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
	return text;
}

/** The same for a query, in which numbers and truth values are written as text. */
export function queryViolations(fields: Fields, query: Readonly<Record<string, string>>): FieldViolation[] {
	return fieldViolations(fields, Object.fromEntries(Object.entries(query).map(([name, text]) => [name, readText(fields[name], text)])));
}

/** Counts the lists that share one limit together; at least one entry is demanded as well, which Feishu's tables do not. */
export function combinedViolations(limits: readonly CombinedLimit[], body: Record<string, unknown>): FieldViolation[] {
	return limits.flatMap(({ fields, maxItems }) => {
		const count = fields.reduce((sum, name) => {
			const list = body[name];
			return sum + (Array.isArray(list) ? list.length : 0);
		}, 0);
		if (count > maxItems) return [violation(fields.join('+'), count, `the max len is ${maxItems} over both lists`)];
		return count === 0 ? [violation(fields.join('+'), count, 'at least one entry is needed')] : [];
	});
}
