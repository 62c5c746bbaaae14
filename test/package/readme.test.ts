import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { nodeTypesByName } from '../support/engine';

const ROOT = path.join(__dirname, '../..');
const READMES = ['README.md', 'docs/README.zh-CN.md'];

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** The name under which GitHub finds a heading. */
function anchorOf(heading: string): string {
	return heading
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N} _-]/gu, '')
		.replaceAll(' ', '-');
}

const headings = (text: string) =>
	[...text.replaceAll(/```[^]*?```/g, '').matchAll(/^(#+) (.+)$/gm)].map(([, level = '', words = '']) => ({ level, words }));

/** What two translations have in common: code, levels of headings, rows of tables, addresses. */
function skeletonOf(text: string) {
	return {
		code: [...text.matchAll(/```[a-z]*\n([^]*?)```/g)].map(([, code = '']) => code.replaceAll(/<[^>]*>/g, '<…>')),
		levels: headings(text).map(({ level }) => level),
		tables: [...text.matchAll(/^ *\|.*\|$(\n^ *\|.*\|$)*/gm)].map(([table]) => table.split('\n').length),
		addresses: [...text.matchAll(/https?:\/\/[^\s)`]+/g)].map(([address]) => address).sort(),
	};
}

/** Display names of every field, inner ones included. */
function namesOf(properties: ReadonlyArray<INodeProperties | INodePropertyCollection>): string[] {
	return properties.flatMap((property) => {
		const inner =
			'values' in property ? property.values : (property.options ?? []).filter((option) => 'type' in option || 'values' in option);
		return ['values' in property ? '' : property.displayName, ...namesOf(inner)];
	});
}

describe.each(READMES)('%s', (file) => {
	const text = read(file);

	it('links to nothing that is missing', () => {
		const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^https?:/.test(link));
		const anchors = headings(text).map(({ words }) => `#${anchorOf(words)}`);

		expect(links.length).toBeGreaterThan(10);
		expect(
			links.filter((link) => (link.startsWith('#') ? !anchors.includes(link) : !existsSync(path.join(ROOT, path.dirname(file), link)))),
		).toEqual([]);
	});

	it('names every node, and every field by the name that the editor shows', () => {
		for (const { displayName, properties } of Object.values(nodeTypesByName).map(({ description }) => description)) {
			const names = namesOf(properties.filter(({ type }) => type !== 'notice')).filter(
				(name) => !['', 'Operation', 'Options', 'Attendee Type'].includes(name),
			);

			expect(text).toContain(`**${displayName}**`);
			expect(names.filter((name) => !text.includes(`**${name}**`))).toEqual([]);
		}
	});
});

it("README.md has the sections of n8n's template", () => {
	const sections = headings(read('README.md')).map(({ words }) => words);

	expect(sections).toEqual(
		expect.arrayContaining(['Installation', 'Operations', 'Credentials', 'Compatibility', 'Usage', 'Resources', 'Version history']),
	);
});

it('the two READMEs have the same structure, code, tables and links', () => {
	const [english, chinese] = READMES.map((file) => skeletonOf(read(file)));

	expect(chinese).toEqual(english);
});
