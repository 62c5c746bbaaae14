import { tryToParseDateTime } from 'n8n-workflow';
import { isObject } from './answer';
import type { Unread } from './unread';

/** A field of one item holds something that must not be sent. */
export class InvalidField extends Error {
	/**
	 * @param field display name of the field
	 * @param what what it holds, as the end of a sentence that begins with the field's name
	 * @param todo the next step, in the imperative
	 * @param unread what Feishu said, if it was asked
	 */
	constructor(
		readonly field: string,
		readonly what: string,
		readonly todo: string,
		readonly unread?: Unread,
	) {
		super(`${field} ${what}. ${todo}`);
	}
}

/** A character that is invisible, or that looks like a space but is not one. Line breaks and tabs are not among them. */
const HIDDEN = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{DI}]|(?! )[\p{Zs}\p{Zl}\p{Zp}]/u;

/** The code of a character, as Unicode writes it. */
function codeOf(character: string): string {
	return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** What the first hidden character of a text is called, if it has one. */
export function hiddenIn(text: string): string | undefined {
	const [character] = HIDDEN.exec(text) ?? [];
	return character === undefined ? undefined : `U+${codeOf(character)}`;
}

/** Shows at most 60 characters of a value, on one line, so that a message stays readable. Hidden ones are shown by their codes. */
export function quote(text: string): string {
	const characters = Array.from(text.slice(0, 200));
	const shown = JSON.stringify(characters.slice(0, 60).join('')).slice(0, -1);
	const visible = shown.replace(new RegExp(HIDDEN, 'gu'), (character) => `\\u{${codeOf(character)}}`);
	return `${visible}${characters.length > 60 ? '…' : ''}"`;
}

/** Any value as the object of "holds": a text in quotes, and anything else by its type. */
export function show(value: unknown): string {
	if (typeof value === 'string') return quote(value);
	if (value === null || value === undefined) return 'nothing';
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'number' ? `the number ${value}` : `a value of the type ${typeof value}`;
}

/**
 * One value as text.
 * @throws {InvalidField} for a number whose last digits JavaScript has lost, and for anything that
 * is neither text nor a number.
 */
export function readText(value: unknown, field: string): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number') {
		if (Number.isSafeInteger(value)) return String(value);
		if (!Number.isInteger(value)) {
			throw new InvalidField(field, `holds the number ${String(value)}, which is not an ID`, 'Pass the ID as text, as Feishu returned it.');
		}
		throw new InvalidField(
			field,
			`holds the number ${String(value)}, which is too long: its last digits are lost`,
			'Pass the ID as text, as Feishu returned it.',
		);
	}
	const keys = idKeysOf(value).map((key) => `“${key}”`);
	const under = keys.length === 0 ? '' : `: this object has ${keys.length === 1 ? 'one' : 'IDs'} under ${keys.join(' and ')}`;
	throw new InvalidField(field, `holds ${show(value)} instead of an ID`, `Pass the ID itself, as text${under}.`);
}

/** Under which keys an object, such as a person in a Base, has IDs. */
function idKeysOf(value: unknown): string[] {
	if (!isObject(value)) return [];
	return Object.keys(value)
		.filter((key) => /^(id|\w{1,40}_id)$/.test(key))
		.slice(0, 3);
}

/** One of the values a documented parameter may have. */
export function readChoice<T extends string>(value: unknown, choices: readonly T[], field: string): T {
	const choice = choices.find((candidate) => candidate === value);
	if (choice === undefined) {
		throw new InvalidField(field, `holds ${show(value)}`, `Choose one of: ${choices.join(', ')}.`);
	}
	return choice;
}

/** Whether nothing is there, or nothing but blanks. */
export function isBlankText(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** A number of things, none or more; an expression may yield it as text. */
export function readCount(value: unknown, field: string): number {
	const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
	throw new InvalidField(field, `holds ${show(value)}`, 'Enter a whole number, 0 or more, or use an expression that returns one.');
}

/** What a switch holds; an expression may yield it as text. */
export function readBoolean(value: unknown, field: string): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw new InvalidField(field, `holds ${show(value)}`, 'Choose on or off, or use an expression that returns true or false.');
}

/** A date as n8n's date picker, luxon and databases write it. */
const DATE_TEXT = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?( ?(Z|[+-]\d{2}:?\d{2}))?$/;

/**
 * A time as Unix seconds in a string. Takes what n8n gives: ISO text, a date of luxon or JavaScript,
 * and Unix seconds or milliseconds as number or digits. Text without a zone is in the workflow's.
 */
export function readSeconds(value: unknown, field: string, timezone: string): string {
	const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
	// Any other number of digits is a day or a time written without its signs, such as 202603151300.
	if (/^\d{10}$/.test(text)) return text;
	if (/^\d{13}$/.test(text)) return String(Math.floor(Number(text) / 1_000));
	const seconds = DATE_TEXT.test(text) || isObject(value) ? parseSeconds(value, timezone) : undefined;
	if (seconds === undefined) {
		throw new InvalidField(
			field,
			`holds ${show(value)}, which is not a date and time`,
			'Choose a date and time, or use an expression that returns one, such as 2026-03-15T13:00:00.',
		);
	}
	return String(Math.floor(seconds));
}

function parseSeconds(value: unknown, timezone: string): number | undefined {
	try {
		const parsed = tryToParseDateTime(value, timezone);
		// If nothing else fits, n8n asks JavaScript, which takes 30 February for 2 March.
		const isAsWritten = typeof value !== 'string' || value.trim().startsWith(parsed.toFormat('yyyy-MM-dd'));
		return isAsWritten ? parsed.toSeconds() : undefined;
	} catch {
		return undefined;
	}
}
