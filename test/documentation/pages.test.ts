import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { nodeTypesByName } from '../support/engine';
import { ENGLISH_ONLY, PAIRS, PICTURE_FILES, addressesIn, codeIn, isThere, picturesIn, readPage, skeletonOf, targetOf } from './markdown';

/** Display names of every field, inner ones included. */
function namesOf(properties: ReadonlyArray<INodeProperties | INodePropertyCollection>): string[] {
	return properties.flatMap((property) => {
		const inner =
			'values' in property ? property.values : (property.options ?? []).filter((option) => 'type' in option || 'values' in option);
		return ['values' in property ? '' : property.displayName, ...namesOf(inner)];
	});
}

const descriptions = Object.values(nodeTypesByName).map(({ description }) => description);

const fieldsOf = (properties: readonly INodeProperties[]) => namesOf(properties.filter(({ type }) => type !== 'notice'));

/** What is called the same in every language, because the editor shows it. */
const NAMES = new Set(descriptions.flatMap(({ displayName, properties }) => [displayName, ...fieldsOf(properties)]));

describe.each([...PAIRS.flat(), ...ENGLISH_ONLY])('%s', (file) => {
	const { text } = readPage(file);

	it('links to nothing that is missing', () => {
		const targets = addressesIn(text).map((address) => targetOf(address, file));
		const local = targets.filter((target) => 'file' in target);

		expect(local.length).toBeGreaterThan(0);
		expect(local.filter((target) => !isThere(target))).toEqual([]);
	});

	it('shows no picture that is missing', () => {
		expect(picturesIn(text).filter((name) => !PICTURE_FILES.includes(name))).toEqual([]);
	});
});

test("README.md has the sections of n8n's template", () => {
	expect(readPage('README.md').sections.map(({ heading }) => heading)).toEqual(
		expect.arrayContaining(['Installation', 'Operations', 'Credentials', 'Compatibility', 'Usage', 'Resources', 'Version history']),
	);
});

test('links of the README lead to addresses of their own, since npm shows it without the other files', () => {
	const relative = addressesIn(readPage('README.md').text).filter((address) => !/^(https:|#)/.test(address));

	expect(relative).toEqual([]);
});

test.each(PAIRS)(
	'%s says in each section what %s says: as many blocks, rows and cells, the same code, words, links, pictures and figures',
	(english, chinese) => {
		const titles = readPage(english).sections.map(({ heading }) => heading);
		const [ours, theirs] = [english, chinese].map((file) => {
			const page = readPage(file);
			return page.sections.map((section, index) => ({ section: titles[index], ...skeletonOf(section, page, NAMES) }));
		});

		expect(theirs).toEqual(ours);
	},
);

const LANGUAGES = [
	{ language: 'English', files: PAIRS.map(([english]) => english) },
	{ language: 'Chinese', files: PAIRS.map(([, chinese]) => chinese) },
];

describe.each(LANGUAGES)('the pages in $language', ({ files }) => {
	const texts = files.map((file) => readPage(file).text).join('\n');

	it('name every field by the name that the editor shows', () => {
		for (const { properties } of descriptions) {
			const names = fieldsOf(properties).filter((name) => !['', 'Operation', 'Options', 'Attendee Type'].includes(name));

			expect(names.filter((name) => !texts.includes(`**${name}**`))).toEqual([]);
		}
	});

	it('show every picture that there is', () => {
		const shown = new Set(picturesIn(texts));

		expect(PICTURE_FILES.filter((name) => !shown.has(name))).toEqual([]);
	});

	it('name every example', () => {
		const examples = readdirSync(path.join(__dirname, '../../playground/workflows'));

		expect(examples.filter((name) => !texts.includes(`[${name}](`))).toEqual([]);
	});
});

/** The lines of an example, as name and value. */
const linesOf = (block: string) => [...block.matchAll(/^(\S.*?) {2,}(.+)$/gm)].map(([, name = '', value = '']) => ({ name, value }));

describe.each(descriptions.map((description) => [description.displayName, description.properties] as const))(
	'the example of %s',
	(title, properties) => {
		const [block = ''] = codeIn(readPage('README.md').sections.find(({ heading }) => heading === title)?.text ?? '');
		const lines = linesOf(block);

		it('names an operation, fields and options of the node', () => {
			const names = fieldsOf(properties);
			const operationNames = properties.find(({ name }) => name === 'operation')?.options?.map(({ name }) => name);
			const options = lines.find(({ name }) => name === 'Options')?.value ?? '';

			expect(lines.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([]);
			expect(operationNames).toContain(lines.find(({ name }) => name === 'Operation')?.value);
			expect(
				[...options.matchAll(/([^:,]+): (?:on|off)/g)].map(([, name = '']) => name.trim()).filter((name) => !names.includes(name)),
			).toEqual([]);
			expect(options).toMatch(/: on\b/);
		});
	},
);

test('the codes of the first hour are codes that the nodes know, but for those that Feishu shows while a person connects', () => {
	const known = readPage('docs/TROUBLESHOOTING.md').text;
	const rows = readPage('README.md').sections.filter(({ heading }) =>
		['Feishu User Token OAuth2 API', 'Troubleshooting'].includes(heading),
	);
	const codes = rows.flatMap(({ text }) => [...text.matchAll(/`(\d{5,})`/g)].map(([, code = '']) => code));

	expect(codes.length).toBeGreaterThan(10);
	expect(codes.filter((code) => !known.includes(`| \`${code}\` |`))).toEqual(['20027', '20029']);
});
