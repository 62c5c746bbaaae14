import { kindOf } from './idKinds';
import { refuseEncoded, refuseHidden, refuseNoId } from './notAnId';
import { InvalidField, quote, readText } from './values';

/** Longest ID that is sent. Feishu's own are below 200 characters. */
const MAX_ID_LENGTH = 1_024;

/** What Feishu's IDs consist of: letters, digits and a few signs, none with a meaning in a URL. */
const ID = /^[A-Za-z0-9_.@:+=~-]+$/;

const SEPARATOR = /[,，\r\n]/;

/** Characters that separate addresses, surround one or belong in a URL, and invisible characters. */
const NOT_IN_EMAIL = String.raw`\s@,\uff0c;\uff1b\u3001|:<>()[\]\\"/?#%\p{Cc}\p{Cf}\p{Cs}`;

const EMAIL = new RegExp(`^[^${NOT_IN_EMAIL}]+@[^${NOT_IN_EMAIL}]+$`, 'u');

/** Longest email address. The expression above would overflow its stack at some megabytes. */
const MAX_EMAIL_LENGTH = 320;

/** Whether text is one email address. */
export function isEmail(text: string): boolean {
	return text.length <= MAX_EMAIL_LENGTH && EMAIL.test(text) && !text.includes('..');
}

/** An address of a person has a domain with a dot. */
const AT_DOMAIN = /@[^@]+\.[^@.]+$/;

/** Whether text is an email address or a mobile number, by which Feishu finds a person. */
export function isAddress(text: string): boolean {
	if (!text.includes('@') && !text.startsWith('+')) return false;
	const kind = kindOf(text);
	return kind === 'mobile' || (kind === 'email' && isEmail(text) && AT_DOMAIN.test(text));
}

/**
 * One ID.
 * @param hint what else may help if the ID has characters that no ID has
 * @throws {InvalidField} if it is blank or cannot be an ID of Feishu's.
 */
export function readId(value: unknown, field: string, hint = ''): string {
	const id = readText(value ?? '', field).trim();
	if (id === '') {
		throw new InvalidField(field, 'is blank', 'Enter an ID, or an expression that returns one.');
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
	// Nothing but dots would change the path of the call.
	if (!ID.test(id) || id.startsWith('@') || id.includes('..') || !/[A-Za-z0-9]/.test(id)) {
		refuseHidden(id, field);
		refuseEncoded(id, field);
		throw new InvalidField(
			field,
			`holds ${quote(id)}, which is not a Feishu ID`,
			`Enter the ID as Feishu returned it. IDs contain only letters, digits and the characters _ . @ : + = ~ -.${hint}`,
		);
	}
	return id;
}

/** Whether text can be sent as an ID as it is. */
export function isId(text: string): boolean {
	try {
		return readId(text, '') === text;
	} catch {
		return false;
	}
}

/**
 * JSON array text as an array. Numbers are taken as the digits that are written: an attendance
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
		`holds ${quote(text)}, which begins like a JSON array but is not one`,
		'Write ["ID 1", "ID 2"], or separate the IDs with commas.',
	);
}

function readListed(entry: unknown, field: string): string {
	return readId(entry, field, ' Separate several IDs with commas or line breaks.');
}

/** The ID of a person, or an address that the engine looks up. @throws {InvalidField} */
export function readPerson(entry: unknown, field: string): string {
	const text = typeof entry === 'string' ? entry.trim() : '';
	return isAddress(text) ? text : readListed(entry, field);
}

/** Whether an entry is blank and falls away. */
export function isBlankEntry(entry: unknown): boolean {
	return entry === null || entry === undefined || (typeof entry === 'string' && entry.trim() === '');
}

/** The entries of a field that takes IDs, blank ones as well. */
export function splitEntries(value: unknown, field: string): unknown[] {
	if (Array.isArray(value)) return value;
	// A number is its digits, and `undefined` is nothing.
	if (typeof value !== 'string') return [value];
	const text = value.trim();
	return text.startsWith('[') ? parseArray(text, field) : text.split(SEPARATOR);
}

/**
 * The entries of a field that takes IDs, in whichever form: one ID, a list separated by commas or line
 * breaks, JSON array text or an array. Blank ones fall away.
 */
export function readEntries(value: unknown, field: string): unknown[] {
	return splitEntries(value, field).filter((entry) => !isBlankEntry(entry));
}

/**
 * The IDs of a field that takes IDs. An empty array means that there is nothing to do, and yields
 * nothing; blank text is a mistake.
 * @param one reads one entry
 * @throws {InvalidField} if the field is blank or an entry is malformed.
 */
export function readIds(value: unknown, field: string, one: (entry: unknown, field: string) => string = readListed): string[] {
	const ids = readEntries(value, field);
	if (ids.length === 0 && !(Array.isArray(value) && value.length === 0)) {
		throw new InvalidField(field, 'is blank', 'Enter at least one ID, or an expression that returns one.');
	}
	return ids.map((entry) => one(entry, field));
}
