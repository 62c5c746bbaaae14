import { jsonParse, type IDataObject } from 'n8n-workflow';
import { isObject, objectsIn } from '../shared/answer';
import { InvalidField, isBlankText, quote, readChoice, readSeconds, show as shown } from '../shared/values';

export const FILTER = 'Filter';

export const CONDITIONS = 'Conditions';

export const FILTER_JSON = 'Filter (JSON)';

/** Operators that Feishu takes; it documents `like` and `in`, too, and says that they do not work yet. */
export const OPERATORS = {
	is: 'Is',
	isNot: 'Is Not',
	contains: 'Contains',
	doesNotContain: 'Does Not Contain',
	isEmpty: 'Is Empty',
	isNotEmpty: 'Is Not Empty',
	isGreater: 'Is Greater Than, or Is After',
	isGreaterEqual: 'Is Greater Than or Equal To',
	isLess: 'Is Less Than, or Is Before',
	isLessEqual: 'Is Less Than or Equal To',
} as const;

type Operator = keyof typeof OPERATORS;

export const OPERATOR_NAMES = Object.keys(OPERATORS) as Operator[];

const WITHOUT_VALUE: readonly Operator[] = ['isEmpty', 'isNotEmpty'];

/** The only ones that compare dates. */
const OF_DATES: readonly Operator[] = ['is', 'isEmpty', 'isNotEmpty', 'isGreater', 'isLess'];

/** Days that Feishu knows by a word. */
export const DAYS = {
	Today: 'Today',
	Yesterday: 'Yesterday',
	Tomorrow: 'Tomorrow',
	CurrentWeek: 'This Week',
	LastWeek: 'Last Week',
	CurrentMonth: 'This Month',
	LastMonth: 'Last Month',
	TheLastWeek: 'The Last 7 Days',
	TheNextWeek: 'The Next 7 Days',
	TheLastMonth: 'The Last 30 Days',
	TheNextMonth: 'The Next 30 Days',
} as const;

const VALUE_TYPES = ['text', 'date', ...(Object.keys(DAYS) as Array<keyof typeof DAYS>)] as const;

/** Most conditions, and most characters, of one filter. */
const MOST_CONDITIONS = 50;
const LONGEST = 2_000;

/** The name of a field, which must match exactly. @throws {InvalidField} */
export function readFieldName(value: unknown, field: string): string {
	if (typeof value === 'string' && value.trim() !== '') return value;
	const what = isBlankText(value) ? 'is blank' : `holds ${shown(value)}`;
	throw new InvalidField(field, what, 'Enter the name of a field of the table, exactly as the table shows it.');
}

function readOne(value: unknown, field: string): string {
	if (typeof value === 'string' && value.trim() !== '') return value;
	if ((typeof value === 'number' && Number.isFinite(value)) || typeof value === 'boolean') return String(value);
	// What an expression leaves behind that finds nothing would match no record, or all of them.
	const what = isBlankText(value) ? 'is blank' : `holds ${shown(value)}`;
	throw new InvalidField(field, what, 'Enter a value, or choose the operator Is Empty.');
}

function readValues(value: unknown, field: string): string[] {
	if (!Array.isArray(value)) return [readOne(value, field)];
	if (value.length === 0)
		throw new InvalidField(field, 'holds a list with nothing in it', 'Enter a value, or choose the operator Is Empty.');
	return value.map((entry) => readOne(entry, field));
}

function readCondition(entry: IDataObject, timezone: string): IDataObject {
	const field_name = readFieldName(entry.fieldName, 'Field Name');
	const operator = readChoice(entry.operator ?? 'is', OPERATOR_NAMES, 'Operator');
	const type = readChoice(entry.valueType ?? 'text', VALUE_TYPES, 'Value Type');
	if (WITHOUT_VALUE.includes(operator)) return { field_name, operator, value: [] };
	if (type === 'text') return { field_name, operator, value: readValues(entry.value, 'Value') };
	if (!OF_DATES.includes(operator)) {
		throw new InvalidField(
			'Operator',
			`holds ${shown(OPERATORS[operator])}, which does not compare dates`,
			'Choose Is, Is Greater Than, Is Less Than, Is Empty or Is Not Empty.',
		);
	}
	if (type !== 'date') return { field_name, operator, value: [type] };
	return { field_name, operator, value: ['ExactDate', `${readSeconds(entry.date, 'Date', timezone)}000`] };
}

function readJson(value: unknown): IDataObject {
	const todo =
		'Write an object such as {"conjunction": "and", "conditions": [{"field_name": "State", "operator": "is", "value": ["Done"]}]}.';
	const filter: unknown = typeof value === 'string' ? jsonParse(value, { fallbackValue: null }) : value;
	if (!isObject(filter)) throw new InvalidField(FILTER_JSON, `holds ${shown(value)}, which is not a JSON object`, todo);
	checkGroup(checkSize(filter, FILTER_JSON), todo);
	return filter;
}

/** What a list of a filter holds, which is all sent as it is. */
function partsIn(list: unknown, todo: string): IDataObject[] {
	const parts = objectsIn(list);
	const isList = list === undefined || list === null || (Array.isArray(list) && list.length === parts.length);
	if (!isList) throw new InvalidField(FILTER_JSON, 'has conditions that are not a list of objects', todo);
	return parts;
}

/** Without a condition, or with one that says nothing, a group could let every record through. @throws {InvalidField} */
function checkGroup({ conditions, children, conjunction }: IDataObject, todo: string): void {
	const [own, groups] = [partsIn(conditions, todo), partsIn(children, todo)];
	if (own.length + groups.length === 0) throw new InvalidField(FILTER_JSON, 'has no conditions', todo);
	if (conjunction !== 'and' && conjunction !== 'or') {
		throw new InvalidField(FILTER_JSON, `has ${shown(conjunction)} for conjunction`, 'Write "and" or "or".');
	}
	for (const condition of own) checkCondition(condition, todo);
	for (const group of groups) checkGroup(group, todo);
}

const isSaid = (value: unknown) => !isBlankText(value) && typeof value !== 'object';

function checkCondition({ field_name: name, operator, value }: IDataObject, todo: string): void {
	if (typeof name !== 'string' || isBlankText(name)) throw new InvalidField(FILTER_JSON, 'has a condition without field_name', todo);
	if (typeof operator !== 'string' || isBlankText(operator)) {
		throw new InvalidField(FILTER_JSON, `has a condition without operator, for ${quote(name)}`, todo);
	}
	if (WITHOUT_VALUE.some((one) => one === operator)) return;
	const values: unknown[] = Array.isArray(value) ? value : [value];
	if (values.length > 0 && values.every(isSaid)) return;
	throw new InvalidField(FILTER_JSON, `has a condition without a value, for ${quote(name)}`, 'Enter a value, or use the operator isEmpty.');
}

function checkSize(filter: IDataObject, field: string): IDataObject {
	const count = objectsIn(filter.conditions).length;
	if (count > MOST_CONDITIONS) {
		throw new InvalidField(field, `has ${count} conditions`, `Feishu takes at most ${MOST_CONDITIONS}: use fewer.`);
	}
	const { length } = JSON.stringify(filter);
	if (length > LONGEST)
		throw new InvalidField(field, `is ${length} characters long`, `Feishu takes at most ${LONGEST}: use fewer conditions.`);
	return filter;
}

/**
 * The filter that the fields describe, as Feishu takes it; undefined for every record.
 * @throws {InvalidField}
 */
export function readFilter(source: IDataObject, timezone: string): IDataObject | undefined {
	const by = readChoice(source.filter_by ?? 'none', ['none', 'conditions', 'json'], FILTER);
	if (by === 'none') return undefined;
	if (by === 'json') return readJson(source.filter_json);
	const entries = objectsIn((isObject(source.conditions) ? source.conditions : {}).condition);
	if (entries.length === 0) throw new InvalidField(CONDITIONS, 'is blank', 'Add at least one condition, or set Filter to None.');
	const conjunction = readChoice(source.match ?? 'and', ['and', 'or'], 'Match');
	return checkSize({ conjunction, conditions: entries.map((entry) => readCondition(entry, timezone)) }, CONDITIONS);
}
