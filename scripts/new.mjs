// What `npm run new -- <Resource> <operation> [path]` runs: lays out the files of a new deletion from the
// templates beside it, which pass the linter and the compiler as they are, adds the node to package.json,
// and prints what is left to write.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const templates = path.join(root, 'scripts', 'new');

const USAGE = `npm run new -- <Resource> <operation> [path]

  Resource   what is deleted, one of it, in PascalCase: Message
  operation  as people call it: delete, remove, recall
  path       of Feishu's call, which ends with the record: /im/v1/messages/:message_id
`;

const [resource = '', operation = '', given = ''] = process.argv.slice(2);
const call = /^(?:\/open-apis)?\/([\w/:]+)\/:(\w+)$/.exec(given);
if (!/^([A-Z][a-z0-9]+)+$/.test(resource) || !/^[a-z]+$/.test(operation) || (given !== '' && call === null)) {
	stop(USAGE);
}

const words = resource.split(/(?=[A-Z])/);
const prose = words.join(' ').toLowerCase();
const name = `${resource[0].toLowerCase()}${resource.slice(1)}`;
const kebab = words.join('-').toLowerCase();
const snake = words.join('_').toLowerCase();
const id = call?.[2] ?? `${snake}_id`;
const capital = (text) => `${text[0].toUpperCase()}${text.slice(1)}`;
const idName = id
	.split('_')
	.map((word, index) => (index === 0 ? word : capital(word)))
	.join('');
const done = operation.endsWith('e') ? `${operation}d` : `${operation}ed`;
const subtitle =
	operation === 'delete'
		? `={{ $parameter["operation"] + ": ${prose}s" }}`
		: `={{ ($parameter["operation"] === "delete" ? "${operation}" : $parameter["operation"]) + ": ${prose}s" }}`;

/** What stands in the templates, and what takes its place; the longer ones first. */
const REPLACEMENTS = [
	["some thingsDONE'", operation === 'delete' ? `${prose}s'` : `${prose}s', done: '${done}'`],
	['SUBTITLE', subtitle],
	['PATH', call?.[1] ?? `⟨path⟩/v1/${snake}s`],
	[
		'Some Thing ID',
		id === 'id'
			? `${words.join(' ')} ID`
			: id
					.split('_')
					.map((word) => (word === 'id' ? 'ID' : capital(word)))
					.join(' '),
	],
	['some_thing_id', id],
	['someThingId', idName],
	['Some Things', `${words.join(' ')}s`],
	['Some Thing', words.join(' ')],
	['Some things', `${capital(prose)}s`],
	['some things', `${prose}s`],
	['some thing', prose],
	['SomeThing', resource],
	['someThing', name],
	['some-thing', kebab],
	['some_thing', snake],
	['Undo', capital(operation)],
	['undo', operation],
];

const node = path.join('nodes', `Feishu${resource}`);
const roster = path.join('test', 'deletions', name);
if (existsSync(path.join(root, node)) || existsSync(path.join(root, roster))) stop(`${node} or ${roster} is there already.\n`);

const files = readdirSync(templates).map((template) => {
	const file = template.replace(/\.txt$/, '');
	if (file === 'node.ts' || file === 'node.json') return [template, path.join(node, `Feishu${resource}.${file}`)];
	return [template, path.join(/^(page|sandbox|deletion|live)\./.test(file) ? roster : node, file)];
});
const written = files.map(([template, file]) => {
	let text = readFileSync(path.join(templates, template), 'utf8');
	for (const [from, to] of REPLACEMENTS) text = text.replaceAll(from, to);
	write(file, text);
	return [file, text];
});
for (const theme of ['', '.dark'])
	copyFileSync(path.join(root, 'icons', `feishu${theme}.svg`), path.join(root, 'icons', `${kebab}${theme}.svg`));

change('package.json', [
	[/(?<=\.node\.js")(?=\n *\]\n *},\n *"scripts")/, `,\n      "dist/nodes/Feishu${resource}/Feishu${resource}.node.js"`],
]);

// What stands in the templates is as long as the names put in.
const prettier = path.join(root, 'node_modules/prettier/bin/prettier.cjs');
if (existsSync(prettier)) {
	spawnSync(process.execPath, [prettier, '--write', '--log-level', 'warn', node, roster], { cwd: root, stdio: 'inherit' });
}
process.stdout.write(`Laid out ${node} and ${roster}, and listed the node in package.json. Left to write, wherever ⟨…⟩ stands:\n\n`);
for (const [file, text] of written) {
	const lines = text.split('\n').flatMap((line, index) => (line.includes('⟨') ? [index + 1] : []));
	if (lines.length > 0) process.stdout.write(`  ${file}: ${lines.join(', ')}\n`);
}
process.stdout.write(`
and, which no template can know:

  icons/${kebab}.svg, icons/${kebab}.dark.svg: copies of Feishu's; draw your own
  README.md, docs/README.zh-CN.md: a section of its own, and the expressions for an agent; in docs/REFERENCE.md
    and its translation a row among the rates, in docs/FEISHU-APP.md and its translation the permissions to paste
  playground/workflows: an example that uses the node, and its row in both READMEs
  CHANGELOG.md; the description in package.json
  credentials/FeishuOAuth2Api.credentials.ts, README: the permission, if a person's token may be used

Then: npx jest test/deletions names what is missing; npm test; UPDATE_GOLDEN=1 npx jest test/conformance/messages, and read the difference as prose; npm run docs.
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
