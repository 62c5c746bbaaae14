import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');

const REPOSITORY = 'https://github.com/n8n-nodes-feishu-cleanup/n8n-nodes-feishu-cleanup/blob/main/';

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
const addressesIn = (text: string) => linksIn(text).map(([, address = '']) => address);

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

/** The pictures that a page shows, by their path in the repository. */
export function picturesIn({ file, text }: Page): string[] {
	const shown = [...withoutCode(text).matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)];
	return shown.map(([, address = '']) => path.posix.join(path.posix.dirname(file), address));
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

/** What follows from the nodes is held by a test of its own. */
const withoutGenerated = (text: string) => text.replaceAll(/<!-- generated: \w+ -->[^]*?<!-- \/generated -->/g, '');

/** A page as its translation has to be: headings, tables, code, links, pictures and figures, section by section. */
export function skeletonOf(page: Page) {
	return sectionsOf(withoutGenerated(page.text)).map(({ level, text }) => {
		const prose = withoutCode(text);
		const plain = prose.replaceAll(/`[^`]*`|\]\([^)]*\)/g, ' ');
		return {
			level,
			tables: tablesIn(text),
			code: codeIn(text),
			words: unique([...prose.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)),
			links: unique(addressesIn(text).map((address) => neutral(targetOf(address, page.file)))),
			pictures: picturesIn({ ...page, text }),
			figures: unique([...plain.matchAll(/\d[\d,.]*\d/g)].map(([figure]) => figure)),
		};
	});
}

/** Pages for contributors, and the one that is made of the nodes' own texts. */
export const ENGLISH_ONLY = ['CONTRIBUTING.md', 'docs/N8N-NOTES.md', 'docs/RELEASING.md', 'docs/TROUBLESHOOTING.md'];

const filesIn = (folder: string) => readdirSync(path.join(ROOT, folder)).map((file) => `${folder}/${file}`);

/** Every page of which there is one in each language, as the English and the Chinese one. */
export const PAIRS: ReadonlyArray<[english: string, chinese: string]> = [
	['README.md', 'docs/README.zh-CN.md'],
	...[...filesIn('docs'), ...filesIn('docs/nodes')]
		.filter((file) => file.endsWith('.md') && !file.includes('.zh-CN') && !ENGLISH_ONLY.includes(file))
		.map((file): [string, string] => [file, file.replace('.md', '.zh-CN.md')]),
];

/** The pictures that are kept. */
export const PICTURE_FILES = filesIn('docs/images').toSorted();
