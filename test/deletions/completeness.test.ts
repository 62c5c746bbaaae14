import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { INodePropertyOptions } from 'n8n-workflow';
import manifest from '../../package.json';
import { FeishuOAuth2Api } from '../../credentials/FeishuOAuth2Api.credentials';
import { deletions } from '.';
import { findMissing, type Project } from './completeness';
import { ENDPOINTS, SPECS } from './sandbox';

const ROOT = path.join(__dirname, '../..');

const read = (...file: string[]) => readFileSync(path.join(ROOT, ...file), 'utf8');

/** Jest loads no ES modules; node itself does. */
function liveRows(): Pick<Project, 'deeds' | 'loads' | 'tools'> {
	const roster = pathToFileURL(path.join(__dirname, 'live.mjs')).href;
	const script = `
		import { deeds, dryRun, loads, tools } from '${roster}';
		const nameOf = ({ endpoint }) => endpoint;
		const expressionsIn = (value) => (typeof value === 'string' ? value.match(/{{.*}}/g) ?? [] : Object.values(value).flatMap(expressionsIn));
		const expressionsOf = ({ endpoint, parameters }) => ({ endpoint, expressions: expressionsIn([parameters, dryRun]) });
		console.log(JSON.stringify({ deeds: deeds.map(nameOf), loads: loads.map(nameOf), tools: tools.map(expressionsOf) }));
	`;
	return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })) as Pick<
		Project,
		'deeds' | 'loads' | 'tools'
	>;
}

function permissions(): string[] {
	const allow = new FeishuOAuth2Api().properties.find(({ name }) => name === 'allow');
	return ((allow?.options ?? []) as INodePropertyOptions[]).flatMap(({ value }) => String(value).split(' '));
}

/** The files below some folders, by their path in the repository. */
function filesBelow(folder: string): string[] {
	return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

const EXAMPLES = 'playground/workflows';

/** The pages of docs/nodes in a language: `task-follower.md` is that of taskFollower. */
function pagesIn(extension: string): Record<string, string> {
	const files = readdirSync(path.join(ROOT, 'docs/nodes')).filter((file) => file.slice(file.indexOf('.') + 1) === extension);
	const nameIn = (file: string) =>
		file
			.split('.', 1)
			.join('')
			.replaceAll(/-(.)/g, (_dash, letter: string) => letter.toUpperCase());
	return Object.fromEntries(files.map((file) => [nameIn(file), read('docs/nodes', file)]));
}

const project: Project = {
	folders: readdirSync(path.join(ROOT, 'nodes')).filter((name) => name.startsWith('Feishu')),
	shipped: manifest.n8n.nodes,
	specs: SPECS,
	endpoints: ENDPOINTS.map(({ rules }) => rules.name),
	rows: deletions,
	permissions: permissions(),
	...liveRows(),
	documentation: { English: pagesIn('md'), Chinese: pagesIn('zh-CN.md') },
	examples: readdirSync(path.join(ROOT, EXAMPLES)).flatMap((file) =>
		(JSON.parse(read(EXAMPLES, file)) as { nodes: Array<{ type: string }> }).nodes.map(({ type }) => type),
	),
	unwritten: [...filesBelow('nodes'), ...filesBelow('test/deletions')].filter((file) => read(file).includes('⟨')),
};

test('nothing is missing for any of the nodes', () => {
	expect(project.folders.length).toBeGreaterThan(0);
	expect(findMissing(project)).toEqual([]);
});

/** The deletion that one thing at a time is taken away from: a person may do it, so that it has all there is to have. */
const subject = deletions.find(({ spec }) => spec.tokens.includes('user'))!;
const { endpoint: name, type } = subject;

const without = (list: readonly string[], one: string) => list.filter((entry) => !new RegExp(`${one}\\b`).test(entry));

/** The project with something else in the subject's row. */
const withRow = (change: Partial<Project['rows'][number]>): Partial<Project> => ({
	rows: project.rows.map((row) => (row.endpoint === name ? { ...row, ...change } : row)),
});

/** The project with something else on the subject's page of a language. */
const withPage = (language: string, change: (page: string) => string): Partial<Project> => ({
	documentation: {
		...project.documentation,
		[language]: { ...project.documentation[language], [name]: change(project.documentation[language]?.[name] ?? '') },
	},
});

const { places, wire } = subject;
const [place] = places.fields;
const field = subject.node.description.properties.find((property) => property.name === place!.field[0])!;

/** The subject's row, but for one of its properties, or one of its options. */
function withoutProperty(name: string): Partial<Project> {
	const { description } = subject.node;
	const properties = description.properties
		.filter((property) => property.name !== name)
		.map((property) => ({ ...property, ...(property.options && { options: property.options.filter((option) => option.name !== name) }) }));
	return withRow({ node: { description: { ...description, properties: properties } } });
}

const OMISSIONS: Array<[what: string, change: Partial<Project>, missing: string[]]> = [
	[
		'without its file in package.json',
		{ shipped: without(project.shipped, type.slice('feishu'.length)) },
		['its file under n8n.nodes in package.json'],
	],
	['without the endpoint of the sandbox', { endpoints: without(project.endpoints, name) }, ['sandbox.ts, its endpoint']],
	['without the wire rows', withRow({ wire: { ...wire, rows: [] } }), ['a wire row in deletion.ts']],
	[
		'without a bad-input place',
		withRow({ places: { ...places, fields: places.fields.filter((one) => one !== place) } }),
		['a bad-input place in deletion.ts for each field'],
	],
	...['dryRun', 'neverDelete', 'stopIfMoreThan'].map((option): (typeof OMISSIONS)[number] => [
		`without the option ${option}`,
		withoutProperty(option),
		['an option of each deletion'],
	]),
	['without its tool description', withoutProperty('toolDescription'), ['a tool description that says that it is permanent']],
	['without the search phrases', withRow({ phrases: [] }), ['search phrases in deletion.ts']],
	['without the end-to-end row', { deeds: without(project.deeds, name) }, ['`deed` in live.mjs, for the end-to-end tests']],
	['without the benchmark row', { loads: without(project.loads, name) }, ['`load` in live.mjs, for the benchmark']],
	[
		'without the permission',
		{ permissions: project.permissions.filter((scope) => !subject.spec.scopes.includes(scope)) },
		['its permission in FeishuOAuth2Api.credentials.ts'],
	],
	...[`nodes/Feishu${type.slice('feishu'.length)}/refusals.ts`, `test/deletions/${name}/spec.ts`].map(
		(file): (typeof OMISSIONS)[number] => [
			`with something to be written in ${file}`,
			{ unwritten: [file] },
			['what is to be written where ⟨…⟩ stands'],
		],
	),
	['without the example', { examples: without(project.examples, type) }, ['an example workflow that uses it']],
	...Object.keys(project.documentation).flatMap((language): typeof OMISSIONS => [
		[
			`without a field in ${language}`,
			withPage(language, (page) => page.replaceAll(`| **${field.displayName}** |`, '|')),
			[`${language}: a row for each field, on where its IDs come from`],
		],
		[
			`without an expression for agents in ${language}`,
			withPage(language, (page) => page.replaceAll('$fromAI', '')),
			[`${language}: its expressions for an agent, as \`tool\` in live.mjs has them`],
		],
	]),
];

test.each(OMISSIONS)('%s, that is what it says, and nothing else', (_what, change, missing) => {
	expect(findMissing({ ...project, ...change })).toEqual(missing.map((what) => `${name} lacks ${what}`));
});

test.each<[what: string, change: Partial<Project>, missing: string]>([
	['the page', { specs: project.specs.filter((spec) => spec.name !== name) }, 'spec.ts, Feishu’s page'],
	[
		'the row for agents',
		{ tools: project.tools.filter(({ endpoint }) => endpoint !== name) },
		'`tool` in live.mjs, for the end-to-end tests',
	],
	['its page in English', withPage('English', () => ''), 'English: a page of its own in docs/nodes'],
	['the row', { rows: project.rows.filter((row) => row.endpoint !== name) }, 'deletion.ts, its row in the roster'],
])('without %s, it says so before it says what hangs on that', (_what, change, missing) => {
	const [first, ...rest] = findMissing({ ...project, ...change });

	expect(first).toBe(`${name} lacks ${missing}`);
	expect(rest.every((line) => line.startsWith(`${name} lacks `))).toBe(true);
});

test('of a node that is a folder and nothing else, everything is missing', () => {
	const found = findMissing({ ...project, folders: [...project.folders, 'FeishuNewThing'] });

	// Fourteen things, and in each language a page, a row for its fields and its expressions for agents.
	expect(found).toHaveLength(14 + 3 * Object.keys(project.documentation).length);
	expect(found.every((line) => line.startsWith('newThing lacks '))).toBe(true);
});
