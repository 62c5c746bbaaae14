import { InvalidField, quote, readText } from './values';

/** Longest ID that is sent. Feishu's own are below 200 characters. */
const MAX_ID_LENGTH = 1_024;

/** What Feishu's IDs consist of: letters, digits and a few signs, none with a meaning in a URL. */
const ID = /^[A-Za-z0-9_.@:+=~-]+$/;

/** What an expression leaves behind where it finds no ID, as text. */
const NO_VALUE = /^(null|nil|undefined|NaN|true|false)$/i;

/** Words for a set of records, or for none, where an ID belongs: a language model may write them. */
const NO_RECORD = /^@?(all|any|every|everybody|everyone|everything|nobody|none|nothing)$/i;

const SEPARATOR = /[,，\r\n]/;

/** What a spreadsheet makes of a long number. */
const ROUNDED = /^[+-]?\d+(\.\d+)?e[+-]?\d+$/i;

/**
 * Looks whether text says that it is no ID: a word such as "all", what an expression leaves behind,
 * or a rounded number.
 * @throws {InvalidField} where it does
 */
export function refuseNoId(id: string, field: string): void {
	if (ROUNDED.test(id)) {
		throw new InvalidField(
			field,
			`holds ${quote(id)}, a rounded number: the digits of the ID are lost`,
			'Pass the ID as text, as Feishu returned it; a spreadsheet column must be formatted as text.',
		);
	}
	if (NO_VALUE.test(id)) {
		throw new InvalidField(field, `holds the text ${quote(id)}, which is no ID`, 'Check the expression: it found no ID for this item.');
	}
	refuseWords(id, field);
}

/** @throws {InvalidField} for a word such as "all" */
export function refuseWords(text: string, field: string): void {
	if (!NO_RECORD.test(text.trim())) return;
	throw new InvalidField(
		field,
		`holds ${quote(text.trim())}, which names no record`,
		'Name each record by its ID: there is no word for several, or for all.',
	);
}

/**
 * One ID.
 * @param hint what else may help where the ID has signs that no ID has
 * @throws {InvalidField} where it is blank or cannot be an ID of Feishu's.
 */
export function readId(value: unknown, field: string, hint = ''): string {
	const id = readText(value ?? '', field).trim();
	if (id === '') {
		throw new InvalidField(field, 'is blank', 'Enter an ID, or an expression that yields one.');
	}
	// First, or the expressions below overflow their stack at some megabytes.
	if (id.length > MAX_ID_LENGTH) {
		throw new InvalidField(
			field,
			`holds ${quote(id)}, which is ${id.length} characters long`,
			'Enter the ID alone, as Feishu returned it.',
		);
	}
	refuseNoId(id, field);
	// Dots alone would change the path of the call.
	if (!ID.test(id) || id.includes('..') || !/[A-Za-z0-9]/.test(id)) {
		throw new InvalidField(
			field,
			`holds ${quote(id)}, which cannot be an ID of Feishu’s`,
			`Enter the ID as Feishu returned it: IDs have letters, digits and _ . @ : + = ~ - only.${hint}`,
		);
	}
	return id;
}

/**
 * JSON array text as an array. Numbers are taken as the digits that stand there: an attendance
 * record ID has 19, and `JSON.parse` would round it.
 */
function parseArray(text: string, field: string): unknown[] {
	// One expression for a whole quoted string would overflow its stack at a few megabytes.
	let inString = false;
	const quoted = text.replace(/\\.|"|-?\d[\d.eE+-]*/gs, (token) => {
		if (token === '"') inString = !inString;
		return inString || token === '"' || token.startsWith('\\') ? token : `"${token}"`;
	});
	try {
		const parsed: unknown = JSON.parse(quoted);
		if (Array.isArray(parsed)) return parsed;
	} catch {
		// Said below, with the field's name.
	}
	throw new InvalidField(
		field,
		`holds ${quote(text)}, which begins like a JSON array and is none`,
		'Write ["ID 1", "ID 2"], or separate the IDs with commas.',
	);
}

function readListed(entry: unknown, field: string): string {
	return readId(entry, field, ' Separate several IDs with commas or line breaks.');
}

/** Whether an entry is blank and falls away. */
function isBlank(entry: unknown): boolean {
	return entry === null || entry === undefined || (typeof entry === 'string' && entry.trim() === '');
}

function split(value: unknown, field: string): unknown[] {
	if (Array.isArray(value)) return value;
	// A number stands for itself, and `undefined` for nothing.
	if (typeof value !== 'string') return [value];
	const text = value.trim();
	return text.startsWith('[') ? parseArray(text, field) : text.split(SEPARATOR);
}

/**
 * The entries of a field that takes IDs, in whichever form: one ID, a list separated by commas or line
 * breaks, JSON array text or an array. Blank ones fall away.
 */
export function readEntries(value: unknown, field: string): unknown[] {
	return split(value, field).filter((entry) => !isBlank(entry));
}

/**
 * The IDs of a field that takes IDs. An empty array means that there is nothing to do, and yields
 * nothing; blank text is a mistake.
 * @param one reads one entry
 * @throws {InvalidField} where the field is blank or an entry is malformed.
 */
export function readIds(value: unknown, field: string, one: (entry: unknown, field: string) => string = readListed): string[] {
	const ids = readEntries(value, field);
	if (ids.length === 0 && !(Array.isArray(value) && value.length === 0)) {
		throw new InvalidField(field, 'is blank', 'Enter at least one ID, or an expression that yields one.');
	}
	return ids.map((entry) => one(entry, field));
}
