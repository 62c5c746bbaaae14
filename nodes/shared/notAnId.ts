import { InvalidField, hiddenIn, quote } from './values';

/** What an expression yields, as text, if it finds no ID. */
const NO_VALUE = /^(null|nil|undefined|NaN|true|false)$/i;

/** Words for a set of records, or for none, where an ID belongs: a language model may write them. */
const NO_RECORD = /^@?(all|any|every|everybody|everyone|everything|nobody|none|nothing)$/i;

/** What a spreadsheet makes of a long number. */
const ROUNDED = /^[+-]?\d+(\.\d+)?e[+-]?\d+$/i;

/** The same in full, with the fraction that a spreadsheet or a database adds. */
const WITH_FRACTION = /^\d+\.\d*$/;

/**
 * Looks whether text says that it is no ID: a word such as "all", what an expression leaves behind,
 * or a rounded number.
 * @throws {InvalidField} if it does
 */
export function refuseNoId(id: string, field: string): void {
	if (ROUNDED.test(id)) {
		throw new InvalidField(
			field,
			`holds ${quote(id)}, a rounded number: the digits of the ID are lost`,
			'Pass the ID as text, as Feishu returned it. In a spreadsheet, format the column as text.',
		);
	}
	if (WITH_FRACTION.test(id)) {
		throw new InvalidField(
			field,
			`holds ${quote(id)}, a decimal number, which is not an ID`,
			'Pass the ID as text, as Feishu returned it. In a spreadsheet, format the column as text.',
		);
	}
	if (NO_VALUE.test(id)) {
		throw new InvalidField(field, `holds the text ${quote(id)}, which is not an ID`, 'Check the expression: it found no ID for this item.');
	}
	refuseWords(id, field);
}

/** @throws {InvalidField} for a word such as "all" */
export function refuseWords(text: string, field: string): void {
	if (!NO_RECORD.test(text.trim())) return;
	throw new InvalidField(
		field,
		`holds ${quote(text.trim())}, which is not an ID`,
		'List the ID of each record. There is no word for several or all of them.',
	);
}

/** @throws {InvalidField} for characters that nobody sees */
export function refuseHidden(id: string, field: string): void {
	const hidden = hiddenIn(id);
	if (hidden === undefined) return;
	throw new InvalidField(
		field,
		`holds ${quote(id)}, which contains a hidden character (${hidden})`,
		'Type the ID, or copy it from Feishu again.',
	);
}

/** @throws {InvalidField} for an ID that was copied from a link, in which some characters are encoded */
export function refuseEncoded(id: string, field: string): void {
	if (!/^[A-Za-z0-9_.@:+=~%-]+$/.test(id) || !/%[0-9a-f]{2}/i.test(id)) return;
	throw new InvalidField(
		field,
		`holds ${quote(id)}, which is encoded as in a link`,
		'Enter the ID as Feishu returned it, with @ instead of %40 and a colon instead of %3A.',
	);
}
