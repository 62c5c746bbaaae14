import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NODES, type DocumentedNode } from './calls';
import { CHINESE, ENGLISH, type Language } from './languages';
import { fieldsTable, nodesTable, operationsTable, permissionBlock, ratesTable } from './tables';
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

const beginOf = (name: string) => `<!-- generated: ${name} -->`;

function placeIn(text: string, name: string): [from: number, to: number] {
	const marker = beginOf(name);
	const begin = text.indexOf(marker);
	const to = text.indexOf(END, begin);
	if (begin < 0 || to < 0) throw new Error(`The page has no markers ${marker} … ${END}.`);
	return [begin + marker.length, to];
}

const generatedIn = (text: string, name: string) => text.slice(...placeIn(text, name));

/** Replaces what is between the markers of that name. */
function withGenerated(text: string, name: string, make: (standing: string) => string): string {
	const [from, to] = placeIn(text, name);
	return `${text.slice(0, from)}\n\n${make(text.slice(from, to))}\n\n${text.slice(to)}`;
}

/** The parts of a node's page that follow from its description and from Feishu's pages. */
export function nodePage(text: string, language: Language, node: DocumentedNode): string {
	// A field that becomes an option, or the other way round, keeps its words.
	const described = generatedIn(text, 'fields') + generatedIn(text, 'options');
	const parts: Record<string, (standing: string) => string> = {
		operations: (standing) => operationsTable(language, node, standing),
		permissions: () => permissionBlock([node]),
		fields: () => fieldsTable(language, language.fields, node.fields, described),
		options: () => fieldsTable(language, language.options, node.options, described),
		rates: (standing) => ratesTable(language, node, standing),
	};
	return Object.entries(parts).reduce((page, [name, make]) => withGenerated(page, name, make), text);
}

const pageOf = (node: DocumentedNode, { suffix }: Language) => `docs/nodes/${node.page}${suffix}.md`;

const readme = (file: string, language: Language, folder: string): GeneratedPage => ({
	file,
	render: (text) => withGenerated(text, 'nodes', () => nodesTable(language, NODES, (node) => standingIn(pageOf(node, language)), folder)),
});

const credentials = (file: string): GeneratedPage => ({
	file,
	render: (text) => withGenerated(text, 'permissions', () => permissionBlock(NODES)),
});

/** The pages of the nodes first: the README takes a line of each. */
export const GENERATED: readonly GeneratedPage[] = [
	...[ENGLISH, CHINESE].flatMap((language) =>
		NODES.map((node) => ({ file: pageOf(node, language), render: (text: string) => nodePage(text, language, node) })),
	),
	readme('README.md', ENGLISH, 'docs/nodes/'),
	readme('docs/README.zh-CN.md', CHINESE, 'nodes/'),
	credentials('docs/CREDENTIALS.md'),
	credentials('docs/CREDENTIALS.zh-CN.md'),
	{ file: 'docs/TROUBLESHOOTING.md', render: renderTroubleshooting },
];

export const placeOf = (file: string) => path.join(ROOT, file);

export const standingIn = (file: string) => readFileSync(placeOf(file), 'utf8');
