// What `npm run new` runs: lays out the files of a new deletion from the
// templates beside it, which pass the linter and the compiler as they are, adds the node to package.json,
// and prints what is left to write.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const templates = path.join(root, 'scripts', 'new');

const USAGE = `npm run new -- <Resource> <operation> <path> [<list> <key>]

  Resource   what is deleted, one of it, in PascalCase: Pin
  operation  as people call it: delete, remove, recall
  path       of Feishu's call: /im/v1/pins/:message_id, if its last part names the record
  list, key  if a list in the body names the records: its parameter, and what one of its IDs is called in the output:
             /contact/v3/group/:group_id/member/batch_remove members member_id
`;

const [resource = '', operation = '', given = '', list = '', key = ''] = process.argv.slice(2);
const url = /^(?:\/open-apis)?(\/[\w/:]+)$/.exec(given)?.[1] ?? '';
const inPath = [...url.matchAll(/:(\w+)/g)].map(([, name]) => name);
const isListed = list !== '';
const isUsable = isListed ? key !== '' : inPath.length > 0 && url.endsWith(`/:${inPath.at(-1)}`);
if (!/^([A-Z][a-z0-9]+)+$/.test(resource) || !/^[a-z]+$/.test(operation) || !isUsable) stop(USAGE);

const words = resource.split(/(?=[A-Z])/);
const prose = words.join(' ').toLowerCase();
const name = `${resource[0].toLowerCase()}${resource.slice(1)}`;
const kebab = words.join('-').toLowerCase();
const snake = words.join('_').toLowerCase();
const id = isListed ? key : inPath.at(-1);
const capital = (text) => `${text[0].toUpperCase()}${text.slice(1)}`;
const camel = (text) => text.replace(/_([a-z])/g, (_match, letter) => letter.toUpperCase());
const titled = (text) =>
	text
		.split('_')
		.map((word) => (word === 'id' ? 'ID' : capital(word)))
		.join(' ');
const method = isListed ? 'POST' : 'DELETE';
const field = (parameter, title, name) =>
	`\t\t${parameter}: { displayName: '${title}',${name} example: '⟨an ID⟩', description: '⟨What it names, and which call returns it⟩' },`;
const ids = [
	...inPath.map((name) => field(name, titled(name), '')),
	...(isListed ? [field(list, `${titled(key)}s`, ` name: '${camel(key)}s',`)] : []),
];
const parameters = inPath.map((name) => `\t\t${name}: { type: 'string', required: true, description: '⟨…⟩', example: '${name}_1' },`);
const done = operation.endsWith('e') ? `${operation}d` : `${operation}ed`;
const deed =
	operation === 'delete' ? '$parameter["operation"]' : `$parameter["operation"] === "delete" ? "${operation}" : $parameter["operation"]`;
const subtitle = `={{ ($parameter["dryRun"] === true ? "dry run" : ${deed}) + ": ${prose}s" }}`;

/** What stands in the templates, and what takes its place; the longer ones first. */
const REPLACEMENTS = [
	["some thingsDONE'", operation === 'delete' ? `${prose}s'` : `${prose}s', done: '${done}'`],
	['SUBTITLE', subtitle],
	['IDS', ids.join('\n')],
	['PARAMETERS', parameters.join('\n')],
	['METHOD', method],
	['LIST', list],
	['/PATH', url],
	["'some_thing_1'", `'${id}_1'`],
	['some_thing_id', id],
	['Some Things', `${words.join(' ')}s`],
	['Some Thing', words.join(' ')],
	['Some things', `${capital(prose)}s`],
	['some things', `${prose}s`],
	['some thing', prose],
	['SomeThing', resource],
	['someThing', name],
	['some-thing', kebab],
	['some_thing', snake],
	[/\bUndo\b/g, capital(operation)],
	[/\bundo\b/g, operation],
];

const node = path.join('nodes', `Feishu${resource}`);
const roster = path.join('test', 'deletions', name);
if (existsSync(path.join(root, node)) || existsSync(path.join(root, roster))) stop(`${node} or ${roster} is there already.\n`);

const written = [
	['node', node],
	['roster', roster],
	['docs', path.join('docs', 'nodes')],
].flatMap(([kind, folder]) =>
	readdirSync(path.join(templates, kind)).map((template) => {
		const file = path.join(
			folder,
			template
				.replace('SomeThing', resource)
				.replace('some-thing', kebab)
				.replace(/\.txt$/, ''),
		);
		let text = readFileSync(path.join(templates, kind, template), 'utf8');
		// Some lines are of one of the two forms alone.
		text = text.replace(new RegExp(`^.* //${isListed ? 'path' : 'list'}\\n`, 'gm'), '').replace(/ \/\/(path|list)$/gm, '');
		for (const [from, to] of REPLACEMENTS) text = text.replaceAll(from, to);
		write(file, text);
		return [file, text];
	}),
);

change('package.json', [
	[/(?<=\.node\.js")(?=\n *\]\n *},\n *"scripts")/, `,\n      "dist/nodes/Feishu${resource}/Feishu${resource}.node.js"`],
]);

// What stands in the templates is as long as the names put in.
const prettier = path.join(root, 'node_modules/prettier/bin/prettier.cjs');
if (existsSync(prettier)) {
	spawnSync(process.execPath, [prettier, '--write', '--log-level', 'warn', node, roster], { cwd: root, stdio: 'inherit' });
}
process.stdout.write(
	`Laid out ${node}, ${roster} and the node's pages in docs/nodes, and listed the node in package.json. Left to write, wherever ⟨…⟩ stands:\n\n`,
);
for (const [file, text] of written) {
	const lines = text.split('\n').flatMap((line, index) => (line.includes('⟨') ? [index + 1] : []));
	if (lines.length > 0) process.stdout.write(`  ${file}: ${lines.join(', ')}\n`);
}
process.stdout.write(`
and, which no template can know:

  icons: it has Feishu's own; draw one of its own in icons/${kebab}.svg and icons/${kebab}.dark.svg
  playground/workflows: an example that uses the node, and its row in docs/EXAMPLES.md and docs/EXAMPLES.zh-CN.md
  CHANGELOG.md; the description in package.json
  credentials/FeishuOAuth2Api.credentials.ts, docs/CREDENTIALS.md: the permission, if a person's token may be used

Then: npm run docs, which writes its operations, permissions, fields, options, rates and codes, and its row in the README; npx jest test/deletions names what is missing; npm test; UPDATE_GOLDEN=1 npx jest test/conformance/messages, and read the difference as prose.
`);

function write(file, text) {
	mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
	writeFileSync(path.join(root, file), text);
}

function change(file, changes) {
	let text = readFileSync(path.join(root, file), 'utf8');
	for (const [where, what] of changes) {
		if (!where.test(text)) stop(`${file} has no place that looks like ${String(where)}: add “${what.trim()}” by hand.\n`);
		text = text.replace(where, what);
	}
	writeFileSync(path.join(root, file), text);
}

function stop(message) {
	process.stderr.write(message);
	process.exit(1);
}
