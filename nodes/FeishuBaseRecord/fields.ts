import type { INodeProperties } from 'n8n-workflow';
import { refuseOtherThings } from '../shared/elsewhere';
import type { RecordKeys } from '../shared/endpoint';
import { readId } from '../shared/ids';
import { InvalidField, isBlankText, quote } from '../shared/values';
import { isWikiWord, wikiWord } from './wiki';

const show = { operation: ['delete', 'create', 'getAll'] };

/** Some editors check an expression before it has data: its text, or nothing. */
const orExpression = (regex: string) => `(.*\\{\\{.*|${regex})?`;

/** Which Base, for every operation. */
export const baseField: INodeProperties = {
	displayName: 'Base',
	name: 'appToken',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'link', value: '' },
	description:
		'The Base of the table. Open it in Feishu and paste the address, also that of a Base in a wiki. Or enter its ID, which follows /base/ in the address.',
	modes: [
		{
			displayName: 'By Link',
			name: 'link',
			type: 'string',
			placeholder: 'e.g. https://example.feishu.cn/base/appbcbWCzen6D8dezhoCH2RpMAh?table=tblsRc9GRRXKqhvW',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: orExpression('https?://.+/(base|wiki)/[0-9A-Za-z]+.*'),
						errorMessage: 'The address of a Base has /base/ or /wiki/ in it. Open the Base in Feishu and copy its address.',
					},
				},
			],
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. appbcbWCzen6D8dezhoCH2RpMAh' },
	],
	displayOptions: { show },
};

/** Which table of it. */
export const tableField: INodeProperties = {
	displayName: 'Table',
	name: 'tableId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The table of the records. Choose it from the list, paste its address, or enter its ID, which begins with tbl.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a table…',
			typeOptions: { searchListMethod: 'searchTables', searchable: true },
		},
		{
			displayName: 'By Link',
			name: 'link',
			type: 'string',
			placeholder: 'e.g. https://example.feishu.cn/base/appbcbWCzen6D8dezhoCH2RpMAh?table=tblsRc9GRRXKqhvW',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: orExpression('https?://.+[?&]table=[0-9A-Za-z]+.*'),
						errorMessage: 'The address of a table has table= in it. Open the table in Feishu and copy its address.',
					},
				},
			],
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. tblsRc9GRRXKqhvW' },
	],
	displayOptions: { show },
};

/** Longest address that is taken apart. */
const LONGEST_LINK = 2_000;

/** The address that a field holds, if it holds one. */
function linkIn(value: unknown): string | undefined {
	const text = typeof value === 'string' ? value.trim() : '';
	return /^https?:\/\//i.test(text) && text.length <= LONGEST_LINK ? text : undefined;
}

/** The Base that an address is of: its ID, or the word for one in a wiki. */
function baseIn(link: string): string | undefined {
	const [, kind, token = ''] = /^https?:\/\/[^/?#]+\/(base|wiki)\/(\w+)(?:[/?#]|$)/i.exec(link) ?? [];
	return kind?.toLowerCase() === 'wiki' ? wikiWord(token) : kind && token;
}

/**
 * The ID of a Base, or the word for one in a wiki, by either form. A link is taken in the place of an ID, too.
 * @throws {InvalidField}
 */
export function readBase(value: unknown, field: string): string {
	const link = linkIn(value);
	if (link === undefined) return readId(value, field);
	const base = baseIn(link);
	if (base === undefined) {
		throw new InvalidField(
			field,
			`holds ${quote(link)}, which is not the address of a Base`,
			'Open the Base in Feishu and copy its address, which has /base/ or /wiki/ in it. Or enter the ID alone.',
		);
	}
	return base;
}

/** IDs of a Base that tell by their beginning what they are of. */
const BEGINNINGS: Readonly<Record<string, string>> = { tbl: 'a table', fld: 'a field', vew: 'a view', rec: 'a record' };

/** @throws {InvalidField} for an ID that is certainly of something else */
function refuseOthers(id: string, field: string, own: string): void {
	const is = BEGINNINGS[id.slice(0, 3)];
	if (is === undefined || id.startsWith(own)) return;
	throw new InvalidField(
		field,
		`holds ${quote(id)}, which is the ID of ${is}`,
		`Enter the ID of ${BEGINNINGS[own] ?? own}, which begins with ${own}.`,
	);
}

/** A copy of a Base may have tables with the same IDs. @throws {InvalidField} for the address of a table of another Base */
function refuseOtherBase(link: string, field: string, base: string): void {
	const own = baseIn(link);
	if (own === undefined || own === base || isWikiWord(own) !== isWikiWord(base)) return;
	throw new InvalidField(
		field,
		`holds ${quote(link)}, which is the address of a table of another Base than the one in Base`,
		'Open the table in Feishu, copy its address, and put it into both fields.',
	);
}

/**
 * The ID of a table, also out of its address.
 * @param path names its Base
 * @throws {InvalidField}
 */
export function readTable(value: unknown, field: string, { app_token: base = '' }: RecordKeys): string {
	const link = linkIn(value);
	if (link !== undefined) refuseOtherBase(link, field, base);
	const [, table] = /[?&]table=(\w+)/.exec(link ?? '') ?? [];
	if (link !== undefined && table === undefined) {
		throw new InvalidField(
			field,
			`holds ${quote(link)}, which has no table= in it`,
			'Open the table in Feishu and copy its address. Or enter the ID alone, which begins with tbl.',
		);
	}
	const id = readId(table ?? value, field);
	refuseOthers(id, field, 'tbl');
	return id;
}

/** The ID of a record. @throws {InvalidField} */
export function readRecordId(value: unknown, field: string): string {
	const id = readId(value, field, ' Separate several IDs with commas or line breaks.');
	refuseOtherThings(id, field, [], 'Enter the IDs that Get Many returns as record_id. They begin with rec.');
	refuseOthers(id, field, 'rec');
	return id;
}

/** The ID of a view; blank text is a mistake. @throws {InvalidField} */
export function readView(value: unknown, field: string): string {
	const [, view] = /[?&]view=(\w+)/.exec(linkIn(value) ?? '') ?? [];
	if (isBlankText(value)) throw new InvalidField(field, 'is blank', 'Enter the ID of a view, or remove the option.');
	const id = readId(view ?? value, field);
	refuseOthers(id, field, 'vew');
	return id;
}

/** How the path of a call names its table. */
export const pathOfTable = {
	readPath: { app_token: readBase, table_id: readTable },
	pathFields: { app_token: 'Base', table_id: 'Table' },
} as const;
