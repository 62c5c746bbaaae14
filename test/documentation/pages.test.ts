import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { FeishuAccessTokenApi } from '../../credentials/FeishuAccessTokenApi.credentials';
import { FeishuOAuth2Api } from '../../credentials/FeishuOAuth2Api.credentials';
import { FeishuTenantApi } from '../../credentials/FeishuTenantApi.credentials';
import type { Status } from '../../nodes/shared/engine/record';
import { deletions } from '../deletions';
import { NODES } from './calls';
import { PAIRS, PICTURE_FILES, codeIn, isThere, picturesIn, readPage, skeletonOf, targetOf } from './markdown';

test.each(PAIRS.flat())('%s has no place that is left to be written', (file) => {
	expect(readPage(file).text).not.toContain('⟨');
});

test.each([0, 1])('pictures are shown, and those that are shown are there (language %i)', (language) => {
	const shown = PAIRS.flatMap((pair) => picturesIn(readPage(pair[language]!)));

	expect([...new Set(shown)].toSorted()).toEqual(PICTURE_FILES);
});

test.each(PAIRS)('%s has the same headings, tables, code, links, pictures and figures as %s', (english, chinese) => {
	expect(skeletonOf(readPage(chinese))).toEqual(skeletonOf(readPage(english)));
});

/** People finish a page of this size. */
const LARGEST = 15_000;

test.each(PAIRS[0]!)('%s can be read in one go', (file) => {
	expect(Buffer.byteLength(readPage(file).text)).toBeLessThan(LARGEST);
});

test("README.md has the sections of n8n's template", () => {
	expect(readPage('README.md').sections.map(({ heading }) => heading)).toEqual(
		expect.arrayContaining(['Installation', 'Operations', 'Credentials', 'Compatibility', 'Usage', 'Resources', 'Version history']),
	);
});

/** What the README must name, with the pages that it leads to. A status that is missing here does not compile. */
const STATUSES: Readonly<Record<Exclude<Status, 'found'>, true>> = {
	deleted: true,
	created: true,
	recall_requested: true,
	recalled: true,
	already_gone: true,
	dry_run: true,
	refused: true,
	unknown: true,
	not_sent: true,
};

const CREDENTIALS = [new FeishuTenantApi(), new FeishuOAuth2Api(), new FeishuAccessTokenApi()];

test.each(CREDENTIALS)('the Docs link of $displayName leads to its section', ({ documentationUrl }) => {
	expect(targetOf(documentationUrl, '')).toMatchObject({
		file: 'docs/CREDENTIALS.md',
		anchor: expect.stringMatching(/^feishu-/) as string,
	});
	expect(isThere(targetOf(documentationUrl, '') as Parameters<typeof isThere>[0])).toBe(true);
});

describe.each(PAIRS[0]!)('%s', (file) => {
	const { text } = readPage(file);

	it('explains every status', () => {
		expect(Object.keys(STATUSES).filter((status) => !text.includes(`\n| \`${status}\` | `))).toEqual([]);
	});

	it('names every credential', () => {
		expect(CREDENTIALS.filter(({ displayName }) => !text.includes(`**${displayName}**`))).toEqual([]);
	});
});

test.each(['docs/EXAMPLES.md', 'docs/EXAMPLES.zh-CN.md'])('%s has a row for every example, and no other', (file) => {
	const rows = [...readPage(file).text.matchAll(/^\| \[(.+?)\]\(\.\.\/playground\/workflows\/(.+?)\) \|/gm)];

	expect(rows.map(([, name]) => name).toSorted()).toEqual(readdirSync(path.join(__dirname, '../../playground/workflows')).toSorted());
	expect(rows.filter(([, name, address]) => name !== address)).toEqual([]);
});

const deletionOf = (title: string) => deletions.find(({ node }) => node.description.displayName === title)!;

describe.each(NODES)('the page of $title', ({ title, page, fields, options }) => {
	const folder = deletionOf(title).type.replace(/^f/, 'F');
	const codex = JSON.parse(readFileSync(path.join(__dirname, `../../nodes/${folder}/${folder}.node.json`), 'utf8')) as {
		resources: Record<'primaryDocumentation' | 'credentialDocumentation', Array<{ url: string }>>;
	};

	it('is where the Docs link of the node leads', () => {
		const targetsOf = (links: ReadonlyArray<{ url: string }>) => links.map(({ url }) => targetOf(url, ''));

		expect(targetsOf(codex.resources.primaryDocumentation)).toEqual([{ file: `docs/nodes/${page}.md`, anchor: '' }]);
		expect(targetsOf(codex.resources.credentialDocumentation)).toEqual([{ file: 'docs/CREDENTIALS.md', anchor: '' }]);
	});

	it('has an example with an operation, fields and options of the node', () => {
		const { sections } = readPage(`docs/nodes/${page}.md`);
		const [block = ''] = codeIn(sections.find(({ heading }) => heading === 'Example')?.text ?? '');
		const lines = [...block.matchAll(/^(\S.*?) {2,}(.+)$/gm)].map(([, name = '', value = '']) => ({ name, value }));
		const names = [...fields, ...options].map((field) => field.path.at(-1));

		expect(lines[0]).toEqual({ name: 'Operation', value: operationsOf(title)[0] });
		expect(lines.slice(1).filter(({ name }) => !names.includes(name))).toEqual([]);
		expect(lines.length).toBeGreaterThan(2);
	});
});

/** The names of a node's operations, the deletion first. */
function operationsOf(title: string): string[] {
	const { properties } = deletionOf(title).node.description;
	const choices = (properties.find(({ name }) => name === 'operation')?.options ?? []) as INodeProperties[];
	return choices.toSorted((one, other) => Number(isDeletion(other)) - Number(isDeletion(one))).map(({ name }) => name);
}

const isDeletion = (choice: object) => 'value' in choice && choice.value === 'delete';

test('codes that readers look up are codes that the nodes know, but for those that Feishu shows while a person connects', () => {
	const known = readPage('docs/TROUBLESHOOTING.md').text;
	const tables = ['README.md', 'docs/CREDENTIALS.md'].flatMap((file) => readPage(file).text.match(/^\| .*$/gm) ?? []);
	const codes = tables.flatMap((line) => [...line.matchAll(/`(\d{5,})`/g)].map(([, code = '']) => code));

	expect(codes.length).toBeGreaterThan(4);
	expect(codes.filter((code) => !known.includes(`| \`${code}\` |`))).toEqual(['20027', '20029']);
});

/** What n8n itself says while a person connects. */
const OF_N8N = ['Insufficient parameters for OAuth2 callback', 'The OAuth callback state is invalid!'];

test('messages that the pages quote are those of the nodes', () => {
	const files = readdirSync(path.join(__dirname, '../../nodes'), { recursive: true, encoding: 'utf8' }).filter((file) =>
		file.endsWith('.ts'),
	);
	const said = files.map((file) => readFileSync(path.join(__dirname, '../../nodes', file), 'utf8')).join('\n');
	const tables = ['docs/CREDENTIALS.md', 'docs/SAFETY.md'].map((file) => readPage(file).text).join('\n');
	const quoted = [...tables.matchAll(/“([^”]+?)(?: …)?”|"(A look [^"]+)"/g)].map(([, one, other]) => one ?? other ?? '');

	expect(quoted.length).toBeGreaterThan(3);
	expect(quoted.filter((text) => !said.includes(text))).toEqual(OF_N8N);
});
