import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NODES, type DocumentedNode } from './calls';
import { CHINESE, ENGLISH, type Language } from './languages';
import { sectionsOf } from './markdown';
import { operationsTable, permissionBlocks, ratesTable } from './tables';
import { renderTroubleshooting } from './troubleshooting';

const ROOT = path.join(__dirname, '../..');

/** A page of the documentation of which all or a part is made of what pages and nodes say. */
export interface GeneratedPage {
	/** Its path in the repository. */
	file: string;
	/** The page as it has to be, from the page as it stands. */
	render: (standing: string) => string | Promise<string>;
}

const END = '<!-- /generated -->';

/** Replaces what stands between the markers of that name. */
function withGenerated(text: string, name: string, make: (standing: string) => string): string {
	const begin = `<!-- generated: ${name} -->`;
	const from = text.indexOf(begin);
	const to = text.indexOf(END, from);
	if (from < 0 || to < 0) throw new Error(`There are no markers ${begin} … ${END}.`);
	return `${text.slice(0, from)}${begin}\n\n${make(text.slice(from + begin.length, to))}\n\n${text.slice(to)}`;
}

/** A table in the section of each node that has one; where a section has no markers yet, they come to its end. */
export function withOperations(text: string, language: Language, nodes: readonly DocumentedNode[]): string {
	return sectionsOf(text)
		.map(({ level, heading, text: section }) => {
			const node = nodes.find(({ title }) => title === heading);
			if (node === undefined || level !== 3) return section;
			const isMarked = section.includes(END);
			const marked = isMarked ? section : `${section.trimEnd()}\n\n<!-- generated: operations -->\n${END}\n\n`;
			return withGenerated(marked, 'operations', (standing) => operationsTable(language, node, standing));
		})
		.join('');
}

const operationsIn = (language: Language) => (text: string) => withOperations(text, language, NODES);
const ratesIn = (language: Language) => (text: string) => withGenerated(text, 'rates', (standing) => ratesTable(language, NODES, standing));
const permissionsIn = (text: string) => withGenerated(text, 'permissions', () => permissionBlocks(NODES));

export const GENERATED: readonly GeneratedPage[] = [
	{ file: 'README.md', render: operationsIn(ENGLISH) },
	{ file: 'docs/README.zh-CN.md', render: operationsIn(CHINESE) },
	{ file: 'docs/REFERENCE.md', render: ratesIn(ENGLISH) },
	{ file: 'docs/REFERENCE.zh-CN.md', render: ratesIn(CHINESE) },
	{ file: 'docs/FEISHU-APP.md', render: permissionsIn },
	{ file: 'docs/FEISHU-APP.zh-CN.md', render: permissionsIn },
	{ file: 'docs/TROUBLESHOOTING.md', render: renderTroubleshooting },
];

export const placeOf = (file: string) => path.join(ROOT, file);

export const standingIn = (file: string) => readFileSync(placeOf(file), 'utf8');
