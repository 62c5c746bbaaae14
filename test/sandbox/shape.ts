import type { CombinedLimit, Field, Fields } from '../pages';
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
	// No documented string means anything when blank, and a blank ID is the mark of a wrong expression.
	if (value.trim() === '') return [violation(name, value, 'must not be blank')];
	if (field.enum && !field.enum.some((option) => option.value === value)) {
		return [violation(name, value, `must be one of ${field.enum.map((option) => option.value).join(', ')}`)];
	}
	return [];
}

function checkField(name: string, field: Field, value: unknown): FieldViolation[] {
	switch (field.type) {
		case 'string':
			return checkText(name, field, value);
		case 'boolean':
			return typeof value === 'boolean' ? [] : [violation(name, value, 'must be a boolean')];
		case 'int':
			return Number.isInteger(value) ? [] : [violation(name, value, 'must be an integer')];
		case 'object':
			return fieldViolations(field.fields ?? {}, value, `${name}.`);
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
