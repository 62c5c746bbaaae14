import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');

const REPOSITORY = 'https://github.com/n8n-nodes-feishu-cleanup/n8n-nodes-feishu-cleanup/blob/main/';
const PICTURES = 'https://raw.githubusercontent.com/n8n-nodes-feishu-cleanup/n8n-nodes-feishu-cleanup/main/docs/images/';

/** A page of the documentation. */
export interface Page {
	/** Its path in the repository. */
	file: string;
	text: string;
	sections: readonly Section[];
}

/** A heading with what stands below it, up to the next one. */
export interface Section {
	level: number;
	heading: string;
	text: string;
}

const FENCE = /^ *```[a-z]*\n([^]*?)^ *```$/gm;

/** The blocks of code. */
export const codeIn = (text: string) => [...text.matchAll(FENCE)].map(([, code = '']) => code);

const withoutCode = (text: string) => text.replaceAll(FENCE, '');

export function sectionsOf(text: string): Section[] {
	// A line that looks like a heading in a block of code is none.
	const shown = text.replaceAll(FENCE, (block) => block.replaceAll(/^#/gm, '\u0000'));
	return shown.split(/^(?=#+ )/m).map((part) => {
		const [, hashes = '', heading = ''] = /^(#+) (.+)$/m.exec(part) ?? [];
		return { level: hashes.length, heading, text: part.replaceAll('\u0000', '#') };
	});
}

export function readPage(file: string): Page {
	const text = readFileSync(path.join(ROOT, file), 'utf8');
	return { file, text, sections: sectionsOf(text) };
}

/** The name under which GitHub finds a heading. */
function anchorOf(heading: string): string {
	return heading
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N} _-]/gu, '')
		.replaceAll(' ', '-');
}

/** Where a link leads: to an address elsewhere, or to a file of the repository and a heading of it. */
export type Target = { address: string } | { file: string; anchor: string };

const linksIn = (text: string) => [...withoutCode(text).matchAll(/(?<!!)\[(?:!?\[[^\]]*\]\([^)]*\)|[^\]])*\]\(([^)\s]+)\)/g)];

/** The addresses of all links of a text, as they are written. */
export const addressesIn = (text: string) => linksIn(text).map(([, address = '']) => address);

export function targetOf(address: string, from: string): Target {
	const local = address.startsWith(REPOSITORY) ? address.slice(REPOSITORY.length) : undefined;
	if (local === undefined && /^https?:/.test(address)) return { address };
	const [file = '', anchor = ''] = (local ?? address).split('#');
	if (local !== undefined) return { file, anchor };
	return { file: file === '' ? from : path.posix.join(path.posix.dirname(from), file), anchor };
}

/** Whether there is such a file, and such a heading in it. */
export function isThere({ file, anchor }: Extract<Target, { file: string }>): boolean {
	if (!existsSync(path.join(ROOT, file))) return false;
	return anchor === '' || readPage(file).sections.some(({ heading }) => anchorOf(heading) === anchor);
}

/** The names of the pictures that a text shows, those for a dark background among them. */
export function picturesIn(text: string): string[] {
	const shown = [...withoutCode(text).matchAll(/!\[[^\]]*\]\(([^)\s]+)\)|src(?:set)?="([^"]+)"/g)];
	return shown.map(([, image, source]) => {
		const address = image ?? source ?? '';
		return address.startsWith(PICTURES) ? address.slice(PICTURES.length) : address;
	});
}

/** The same page in another language has the same name, but for this. */
const inEnglish = (file: string) => (file === 'docs/README.zh-CN.md' ? 'README.md' : file.replace('.zh-CN', ''));

/** A target in words that do not depend on the language: a heading by its place in the page. */
function neutral(target: Target): string {
	if ('address' in target) return target.address;
	const { file, anchor } = target;
	if (anchor === '') return inEnglish(file);
	return `${inEnglish(file)}, heading ${readPage(file).sections.findIndex(({ heading }) => anchorOf(heading) === anchor)}`;
}

const unique = (texts: readonly string[]) => [...new Set(texts)].toSorted();

/** How many cells each line of each table has. */
const tablesIn = (text: string) =>
	[...withoutCode(text).matchAll(/^ *\|.*\|$(\n^ *\|.*\|$)*/gm)].map(([table]) =>
		table.split('\n').map((line) => line.trim().split(/(?<!\\)\|/).length - 2),
	);

/** The number of items of each list, and of paragraphs between them: what begins with a bullet, a number, or after a blank line. */
const blocksIn = (text: string) =>
	withoutCode(text)
		.split(/\n(?=\n|- |\d+\. )/)
		.map((block) => block.trim())
		.filter((block) => block !== '')
		.map((block) => /^(- |\d+\. |\||#|!|<)/.exec(block)?.[1] ?? 'text');

/**
 * What a section has in common with its translation.
 * @param names that stay as they are, because the editor shows them
 */
export function skeletonOf({ level, text }: Section, { file }: Page, names: ReadonlySet<string>) {
	const prose = withoutCode(text);
	const plain = prose.replaceAll(/`[^`]*`|\]\([^)]*\)|="[^"]*"/g, ' ');
	return {
		level,
		blocks: blocksIn(text),
		tables: tablesIn(text),
		code: codeIn(text).map((code) => code.replaceAll(/<[^>]*>/g, '<…>')),
		words: unique([...prose.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)),
		links: unique(addressesIn(text).map((address) => neutral(targetOf(address, file)))),
		pictures: picturesIn(text),
		names: unique([...prose.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name = '']) => name).filter((name) => names.has(name))),
		figures: unique([...plain.matchAll(/\d[\d,.]*\d/g)].map(([figure]) => figure)),
	};
}

/** Pages for contributors, and the one that is made of the nodes' own texts. */
export const ENGLISH_ONLY = ['CONTRIBUTING.md', 'docs/N8N-NOTES.md', 'docs/RELEASING.md', 'docs/TROUBLESHOOTING.md'];

/** Every page of which there is one in each language, as the English and the Chinese one. */
export const PAIRS: ReadonlyArray<[english: string, chinese: string]> = [
	['README.md', 'docs/README.zh-CN.md'],
	...readdirSync(path.join(ROOT, 'docs'))
		.filter((file) => file.endsWith('.md') && !file.includes('.zh-CN') && !ENGLISH_ONLY.includes(`docs/${file}`))
		.map((file): [string, string] => [`docs/${file}`, `docs/${file.replace('.md', '.zh-CN.md')}`]),
];

/** The pictures that are kept. */
export const PICTURE_FILES = readdirSync(path.join(ROOT, 'docs/images')).toSorted();
