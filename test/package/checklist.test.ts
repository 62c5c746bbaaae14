import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json';

const ROOT = path.join(__dirname, '../..');
const TESTS = readdirSync(path.join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
	.map((file) => `test/${file.split(path.sep).join('/')}`);

const releasing = readFileSync(path.join(ROOT, 'docs/RELEASING.md'), 'utf8');

/** The text below a heading, up to the next of its level. */
function sectionOf(heading: string): string {
	const [, section = ''] = releasing.split(`\n## ${heading}\n`);
	return section.split('\n## ', 1).join('');
}

const rows = sectionOf("n8n's verification checklist")
	.split('\n')
	.filter((line) => line.startsWith('| '))
	.slice(1)
	.map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))
	.map(([rule = '', , checks = '']) => ({ rule, checks }));

const commandsIn = (text: string) => [...text.matchAll(/`(np[mx] [^`]+)`/g)].map(([, command = '']) => command);

/** Why a command cannot be run; undefined where it can. */
function whyNot(command: string): string | undefined {
	const [, script] = /^npm run ([\w:-]+)$/.exec(command) ?? [];
	if (script !== undefined) return script in manifest.scripts ? undefined : `package.json has no script "${script}".`;

	const [, patterns] = /^npm test -- (.+)$/.exec(command) ?? [];
	const unmatched = patterns?.split(' ').filter((pattern) => !TESTS.some((file) => file.includes(pattern)));
	if (unmatched !== undefined) return unmatched.length === 0 ? undefined : `No test is called "${unmatched.join('", "')}".`;

	const [, tool = ''] = /^npx (\S+)/.exec(command) ?? [];
	return tool in manifest.devDependencies ? undefined : `"${command}" is no command of this repository.`;
}

describe("n8n's verification checklist in docs/RELEASING.md", () => {
	it('has a row for each rule', () => {
		expect(rows.length).toBeGreaterThan(20);
	});

	it.each(rows)('$rule', ({ rule, checks }) => {
		expect(rule).toContain('](https://docs.n8n.io/connect/create-nodes/');
		expect(commandsIn(checks).length > 0 || checks === 'a person').toBe(true);
		expect(commandsIn(checks).map(whyNot)).toEqual(commandsIn(checks).map(() => undefined));
	});

	it('would not name a command that there is not', () => {
		expect(whyNot('npm run check:nothing')).toContain('no script');
		expect(whyNot('npm test -- test/package/manifest test/nowhere')).toContain('test/nowhere');
		expect(whyNot('npx somebody-elses-scanner')).toContain('no command');
	});
});

test('what is to be registered with npm is what the release workflow is', () => {
	const section = sectionOf('What only a person can do');
	const workflow = readFileSync(path.join(ROOT, '.github/workflows/release.yml'), 'utf8');
	const field = (name: string) => new RegExp(`\\| ${name} \\| \`([^\`]+)\` \\|`).exec(section)?.[1];

	expect(manifest.homepage).toBe(`https://github.com/${String(field('Organization or user'))}/${String(field('Repository'))}`);
	expect(field('Workflow filename')).toBe('release.yml');
	expect(workflow).toContain(`environment: ${String(field('Environment name'))}\n`);
	expect(workflow).toContain(`run: ${String(field('Allowed actions'))} `);
	expect(commandsIn(section)).toContain(
		`npm trust github ${manifest.name} --repo ${String(field('Organization or user'))}/${String(field('Repository'))} --file release.yml --env npm --allow-publish`,
	);
});
