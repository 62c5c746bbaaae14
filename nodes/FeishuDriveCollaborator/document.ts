import type { INodeProperties } from 'n8n-workflow';
import type { RecordKeys } from '../shared/endpoint';
import { refuseOtherThings } from '../shared/elsewhere';
import { readId } from '../shared/ids';
import { InvalidField, quote, readChoice } from '../shared/values';

export const DOCUMENT = 'Document';

export const FOLDER = 'Folder';

export const TYPE = 'Document Type';

/** What Feishu's calls take, by what people call it. */
const TYPE_NAMES = {
	base: { name: 'Base', value: 'bitable' },
	doc: { name: 'Doc (Older)', value: 'doc' },
	docx: { name: 'Docs', value: 'docx' },
	file: { name: 'File', value: 'file' },
	folder: { name: 'Folder', value: 'folder' },
	mindnote: { name: 'MindNote', value: 'mindnote' },
	minutes: { name: 'Minutes', value: 'minutes' },
	sheet: { name: 'Sheet', value: 'sheet' },
	slides: { name: 'Slides', value: 'slides' },
	wiki: { name: 'Wiki Page', value: 'wiki' },
} as const;

/** The type is that of the link. */
const FROM_LINK = 'link';

const TYPES: readonly string[] = Object.values(TYPE_NAMES).map(({ value }) => value);

/** What stands before the ID in the address of each type. */
const IN_LINK: Readonly<Record<string, string>> = {
	base: 'bitable',
	doc: 'doc',
	docs: 'doc',
	docx: 'docx',
	'drive/folder': 'folder',
	file: 'file',
	mindnote: 'mindnote',
	mindnotes: 'mindnote',
	minutes: 'minutes',
	sheets: 'sheet',
	slides: 'slides',
	wiki: 'wiki',
};

/** Longest text that is read as a link: the expression below must not run over megabytes. */
const LONGEST_LINK = 4_096;

const LINK = /^https?:\/\/[^/?#\s]+\/(drive\/folder|[a-z]+)\/([A-Za-z0-9_-]+)\/?(?:[?#]|$)/i;

/** A text that is the address of something, if it is one. */
function linkIn(value: unknown): string | undefined {
	const text = typeof value === 'string' ? value.trim() : '';
	return /^https?:\/\//i.test(text) && text.length <= LONGEST_LINK ? text : undefined;
}

/** What an address leads to, if the calls take it. */
function documentIn(link: string): { type: string; id: string } | undefined {
	const [, word = '', id = ''] = LINK.exec(link) ?? [];
	const type = IN_LINK[word.toLowerCase()];
	return type === undefined ? undefined : { type, id };
}

/** A value of a locator, which may come with its mode. */
function valueIn(given: unknown): unknown {
	return typeof given === 'object' && given !== null && 'value' in given ? given.value : given;
}

/** The ID of a document, also out of its address. @throws {InvalidField} */
export function readDocument(value: unknown, field: string): string {
	const link = linkIn(value);
	const id = link === undefined ? readId(value, field) : documentIn(link)?.id;
	if (id === undefined) {
		throw new InvalidField(
			field,
			`holds ${quote(link ?? '')}, which is not the address of a document, folder or wiki page`,
			'Open it in Feishu and copy its address, which has a word such as /docx/, /sheets/, /base/, /wiki/ or /drive/folder/ before the ID.',
		);
	}
	refuseOtherThings(id, field, [], 'Paste the address of the document, or enter the ID that is in it.');
	return id;
}

/** The ID of a folder, also out of its address. @throws {InvalidField} */
export function readFolder(value: unknown): string {
	const link = linkIn(value);
	const id = readDocument(value, FOLDER);
	if (link === undefined || documentIn(link)?.type === 'folder') return id;
	throw new InvalidField(
		FOLDER,
		`holds ${quote(link)}, which is not the address of a folder`,
		'Open the folder in Feishu and copy its address, which has /drive/folder/ in it.',
	);
}

/**
 * The type of a document: that of its link, or the one that is chosen.
 * @param given what the field for the document holds
 * @throws {InvalidField} if there is none, or if the two differ
 */
export function readType(chosen: unknown, given: unknown): string {
	const link = linkIn(valueIn(given));
	const own = link === undefined ? undefined : documentIn(link)?.type;
	const type = readChoice(chosen, [FROM_LINK, ...TYPES], TYPE);
	if (type !== FROM_LINK && (own === undefined || own === type)) return type;
	if (type === FROM_LINK && own !== undefined) return own;
	if (own === undefined) {
		throw new InvalidField(TYPE, `is From the Link, but ${DOCUMENT} holds no link`, `Choose the type, or paste the link into ${DOCUMENT}.`);
	}
	throw new InvalidField(TYPE, `is ${type}, but the link in ${DOCUMENT} is of the type ${own}`, 'Choose From the Link.');
}

/** How the path of a call names its document. */
export const pathOfDocument = {
	readPath: { token: (value: unknown, field: string, _before: RecordKeys) => readDocument(value, field) },
	pathFields: { token: DOCUMENT },
} as const;

/** Some editors check an expression before it has data: its text, or nothing. */
const orExpression = (regex: string) => `(.*\\{\\{.*|${regex})?`;

const show = { operation: ['delete', 'create', 'getAll'] };

const ofOne = { show, hide: { scope: ['all'] } };

/** A document or folder, by its address or its ID. */
function locator(
	own: Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'displayOptions'>,
	{ example, words, errorMessage }: { example: string; words: string; errorMessage: string },
): INodeProperties {
	const [id = ''] = example.split('/').slice(-1);
	return {
		...own,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'link', value: '' },
		modes: [
			{
				displayName: 'By Link',
				name: 'link',
				type: 'string',
				placeholder: `e.g. ${example}`,
				validation: [{ type: 'regex', properties: { regex: orExpression(`https?://.+/(${words})/[0-9A-Za-z_-]+.*`), errorMessage } }],
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${id}` },
		],
	};
}

/** Which document, for every operation but a search of a folder. */
export const documentField = locator(
	{
		displayName: DOCUMENT,
		name: 'token',
		description:
			'The document, file, folder or wiki page. Open it in Feishu and paste its address. Or enter its ID, and choose its type below.',
		displayOptions: ofOne,
	},
	{
		example: 'https://example.feishu.cn/docx/doxcnvf59fsg2dyDbHxTYL5abcd',
		words: Object.keys(IN_LINK).join('|'),
		errorMessage: 'This is not the address of a document, folder or wiki page. Open it in Feishu and copy its address.',
	},
);

export const typeField: INodeProperties = {
	displayName: TYPE,
	name: 'type',
	type: 'options',
	required: true,
	options: [
		...Object.values(TYPE_NAMES).map((type) => ({ ...type })),
		{ name: 'From the Link', value: FROM_LINK, description: 'The type that the link in Document says' },
	].sort((one, other) => one.name.localeCompare(other.name)),
	default: FROM_LINK,
	description: 'What the document is. A link says it; an ID does not.',
	displayOptions: ofOne,
};

/** Which folder, for a search of all that is in it. */
export const folderField = locator(
	{
		displayName: FOLDER,
		name: 'folderToken',
		description: 'The folder whose documents to search, with those in its subfolders. Open it in Feishu and paste its address.',
		displayOptions: { show: { operation: ['getAll'], scope: ['all'] } },
	},
	{
		example: 'https://example.feishu.cn/drive/folder/fldcnqquW1svRIYVT2Np6IuLCKd',
		words: 'drive/folder',
		errorMessage: 'The address of a folder has /drive/folder/ in it. Open the folder in Feishu and copy its address.',
	},
);
