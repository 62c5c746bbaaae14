import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import type { Spec } from '../specs';
import type { Deletion } from './deletion';
import { isShownFor } from '../support/shownFor';

/** Everything that must know of a deletion, as far as it can be read. */
export interface Project {
	/** The folders `nodes/Feishu…`. */
	folders: readonly string[];
	/** The files under `n8n.nodes` in package.json. */
	shipped: readonly string[];
	specs: readonly Spec[];
	/** Names of the sandbox's endpoints. */
	endpoints: readonly string[];
	rows: ReadonlyArray<Pick<Deletion, 'endpoint' | 'node' | 'contract' | 'phrases' | 'places' | 'wire'>>;
	/** What a credential of a person's can ask for. */
	permissions: readonly string[];
	/** Names of the endpoints that the end-to-end tests and the benchmark call. */
	deeds: readonly string[];
	loads: readonly string[];
	/** And of those that they call as a tool of an agent, each with its expressions for the model. */
	tools: ReadonlyArray<{ endpoint: string; expressions: readonly string[] }>;
	/** Of each language, the pages of the nodes by their names. */
	documentation: Readonly<Record<string, Readonly<Record<string, string>>>>;
	/** The types of the nodes that the example workflows use. */
	examples: readonly string[];
	/** Files of nodes and roster that hold a place which `npm run new` left to be written. */
	unwritten: readonly string[];
}

/** One deletion, by the names that follow from its folder, and what there is of it. */
interface Subject {
	/** `taskFollower`, of `nodes/FeishuTaskFollower`. */
	name: string;
	type: string;
	spec: Spec | undefined;
	row: Project['rows'][number] | undefined;
}

type Check = [what: string, isThere: (project: Project, subject: Subject) => boolean];

type Properties = ReadonlyArray<INodeProperties | INodePropertyCollection>;

/** Display names of a field and of what stands inside it. */
function namesOf(properties: Properties): string[] {
	return properties.flatMap((property) => {
		const inner =
			'values' in property
				? property.values
				: ((property.options ?? []).filter((option) => 'type' in option || 'values' in option) as Properties);
		return [property.displayName, ...namesOf(inner)];
	});
}

/** For each field that names records or their target, the names under which the documentation may tell where its IDs come from. */
function fieldsOf({ row }: Subject): string[][] {
	const { node, contract } = row ?? {};
	return Object.values(contract?.parameters ?? {}).map((parameter) =>
		namesOf((node?.description.properties ?? []).filter(({ name }) => name === parameter)),
	);
}

/** What people must write on the page of each language; tables that follow from Feishu's pages and the node are generated (`test/documentation`). */
const DOCUMENTATION_CHECKS: ReadonlyArray<[what: string, isThere: (text: string, subject: Subject, project: Project) => boolean]> = [
	['a page of its own in docs/nodes', (text) => text !== ''],
	[
		'a row for each field, on where its IDs come from',
		(text, subject) =>
			subject.row !== undefined &&
			fieldsOf(subject).every((names) =>
				names.some((name) => text.split('\n').some((line) => line.startsWith(`| **${name}** |`) && line.split(' | ').length === 4)),
			),
	],
	[
		'its expressions for an agent, as `tool` in live.mjs has them',
		(text, { name }, { tools }) =>
			tools.some(({ endpoint, expressions }) => endpoint === name && expressions.every((expression) => text.includes(expression))),
	],
];

const CHECKS: readonly Check[] = [
	[
		'its file under n8n.nodes in package.json',
		({ shipped, folders }, { name }) =>
			folders.some((folder) => nameOf(folder) === name && shipped.includes(`dist/nodes/${folder}/${folder}.node.js`)),
	],
	['spec.ts, Feishu’s page', (_project, { spec }) => spec !== undefined],
	['sandbox.ts, its endpoint', ({ endpoints }, { name }) => endpoints.includes(name)],
	['deletion.ts, its row in the roster', (_project, { row }) => row !== undefined],
	['a wire row in deletion.ts', (_project, { row }) => row !== undefined && row.wire.rows.length > 0],
	[
		'a bad-input place in deletion.ts for each field',
		(_project, { row }) =>
			row !== undefined &&
			Object.values(row.contract.parameters).every((parameter) => row.places.fields.some(({ field }) => field[0] === parameter)),
	],
	[
		'an option of each deletion',
		(_project, { row }) => {
			const properties = row?.node.description.properties ?? [];
			const options = properties.find(({ name }) => name === 'options')?.options ?? [];
			const shown = (all: NonNullable<INodeProperties['options']>, wanted: string) =>
				all.some((one) => one.name === wanted && 'type' in one && isShownFor('delete', one));
			return shown(properties, 'dryRun') && ['dryRun', 'neverDelete', 'stopIfMoreThan'].every((name) => shown(options, name));
		},
	],
	[
		'a tool description that says that it is permanent',
		(_project, { row }) =>
			row?.node.description.properties.some(
				({ name, default: text }) => name === 'toolDescription' && typeof text === 'string' && /permanent/i.test(text),
			) === true,
	],
	['search phrases in deletion.ts', (_project, { row }) => row !== undefined && row.phrases.length > 0],
	['`deed` in live.mjs, for the end-to-end tests', ({ deeds }, { name }) => deeds.includes(name)],
	['`load` in live.mjs, for the benchmark', ({ loads }, { name }) => loads.includes(name)],
	['`tool` in live.mjs, for the end-to-end tests', ({ tools }, { name }) => tools.some(({ endpoint }) => endpoint === name)],
	[
		'its permission in FeishuOAuth2Api.credentials.ts',
		({ permissions }, { spec }) =>
			spec !== undefined && (!spec.tokens.includes('user') || spec.scopes.some((scope) => permissions.includes(scope))),
	],
	[
		'what is to be written where ⟨…⟩ stands',
		({ unwritten, folders }, { name }) =>
			!unwritten.some((file) =>
				folders.some(
					(folder) => nameOf(folder) === name && (file.startsWith(`nodes/${folder}/`) || file.startsWith(`test/deletions/${name}/`)),
				),
			),
	],
	['an example workflow that uses it', ({ examples }, { type }) => examples.includes(`n8n-nodes-feishu-cleanup.${type}`)],
];

/** `FeishuTaskFollower` is the folder of `taskFollower`. */
function nameOf(folder: string): string {
	const resource = folder.slice('Feishu'.length);
	return `${resource.slice(0, 1).toLowerCase()}${resource.slice(1)}`;
}

/** What is missing for each of the nodes, a line each. */
export function findMissing(project: Project): string[] {
	return project.folders.flatMap((folder) => {
		const name = nameOf(folder);
		const subject: Subject = {
			name,
			type: `feishu${folder.slice('Feishu'.length)}`,
			spec: project.specs.find((spec) => spec.name === name),
			row: project.rows.find(({ endpoint }) => endpoint === name),
		};
		const inDocumentation = Object.entries(project.documentation).flatMap(([language, pages]) =>
			DOCUMENTATION_CHECKS.filter(([, isThere]) => !isThere(pages[name] ?? '', subject, project)).map(([what]) => `${language}: ${what}`),
		);
		return [...CHECKS.filter(([, isThere]) => !isThere(project, subject)).map(([what]) => what), ...inDocumentation].map(
			(what) => `${name} lacks ${what}`,
		);
	});
}
