import type { Operation } from '../../endpoint';
import { isBlankEntry, isEmail, readId, splitEntries } from '../../ids';
import { refuseNoId } from '../../notAnId';
import { InvalidField, hiddenIn, quote, readText } from '../../values';
import type { Protection } from './protection';

const NEVER_DELETE = 'Never Delete';

/** Text of an app's own that needs no quotes around it: letters and digits of any script, and the signs of an ID. */
const PLAIN_TEXT = /^[\p{L}\p{N}_.@:+=~-]+$/u;

/** If plain text is longer, the expression above could overflow its stack; Feishu takes 200 characters. */
const LONGEST_PLAIN_TEXT = 1_024;

/** What an Open ID or Union ID of a person begins with, anywhere in a text. */
const PERSON = /(^|[^\p{L}\p{N}])o[un]_/u;

/** The Open ID or Union ID of a person, and nothing else. */
const PERSON_ID = /^o[un]_[0-9a-f]{1,100}$/;

const SEPARATE = ' Separate several IDs with commas or line breaks.';

/**
 * The IDs of Never Delete. A list that is not understood protects nobody: so it must follow the rules
 * of the fields that it is compared with.
 */
function* readProtected(value: unknown, { hasOwnText }: Operation): Generator<string> {
	const todo = 'Enter the IDs to keep, use an expression that returns them or an empty array, or remove the option.';
	if (Array.isArray(value) && value.length === 0) return;
	const all = splitEntries(value, NEVER_DELETE);
	const entries = all.filter((entry) => !isBlankEntry(entry));
	if (entries.length === 0) throw new InvalidField(NEVER_DELETE, 'is blank', todo);
	const isList = typeof value !== 'string' || value.trim().startsWith('[');
	// Between line breaks, blank lines are none; between commas, an ID is missing.
	const places: readonly unknown[] = isList ? all : value.split(/[,，]/);
	if (places.some(isBlankEntry)) throw new InvalidField(NEVER_DELETE, 'holds a blank entry', todo);
	for (const entry of entries) yield hasOwnText === true ? readKeptText(entry, isList) : readKept(entry);
}

/** An ID or an email address. @throws {InvalidField} */
function readKept(entry: unknown): string {
	const id = readText(entry, NEVER_DELETE).trim();
	return isEmail(id) ? id : readId(id, NEVER_DELETE, SEPARATE);
}

/**
 * An ID, or text of an app's own.
 * @param isWhole it is an entry of an array, and may hold any signs
 * @throws {InvalidField} if it may be an ID, or several, with something around it
 */
function readKeptText(entry: unknown, isWhole: boolean): string {
	const text = readText(entry, NEVER_DELETE).trim();
	if (text.startsWith('=')) return readId(text, NEVER_DELETE);
	refuseNoId(text, NEVER_DELETE);
	const isPlain = text.length <= LONGEST_PLAIN_TEXT && PLAIN_TEXT.test(text) && !text.startsWith('@');
	if (isPlain || isEmail(text) || (isWhole && !PERSON.test(text) && hiddenIn(text) === undefined)) return text;
	throw new InvalidField(
		NEVER_DELETE,
		`holds ${quote(text)}, and it is not clear which IDs these are`,
		'Separate IDs with commas or line breaks. If a business ID has other characters, use an array, such as {{ ["order 42"] }}.',
	);
}

/**
 * Adds to what is protected what a value of Never Delete names.
 * @throws {InvalidField} if that cannot be understood
 */
export function protectIds(value: unknown, operation: Operation, protection: Protection): void {
	const hasOwnText = operation.hasOwnText === true;
	for (const id of readProtected(value, operation)) {
		// Text of an app's own may begin like an ID of another kind.
		if (hasOwnText && !PERSON_ID.test(id)) protection.addText(id);
		else protection.add(id);
	}
	// And it may hold a comma.
	if (hasOwnText && typeof value === 'string') protection.addText(value);
}
