import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json';
import newer from '../../playground/package.json';
import older from '../e2e/n8n-1/package.json';

const ROOT = path.join(__dirname, '../..');

/** The two package.json files say which versions of n8n are tested. All else is held against them. */
const TESTED = [older.dependencies.n8n, newer.dependencies.n8n];

const filesIn = (folder: string, recursive = true) =>
	readdirSync(path.join(ROOT, folder), { recursive, encoding: 'utf8' }).map((file) => path.join(folder, file));

/** The changelog is left out: it says what was true of a version of this package. */
const SPECS = [...filesIn('', false), ...filesIn('docs'), ...filesIn('.github')].filter(
	(file) => /\.(md|yml)$/.test(file) && file !== 'CHANGELOG.md',
);

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** The versions of n8n's two lines that a text names in full. */
const versionsIn = (text: string) => text.match(/\b(?:1\.1\d\d|2\.\d\d)\.\d+\b/g) ?? [];

describe('the versions of n8n', () => {
	it.each(['n8n-core', 'n8n-workflow', '@n8n/utils'] as const)('that tests run have the %s of n8n 2.x', (name) => {
		const { packages } = JSON.parse(read('playground/package-lock.json')) as { packages: Record<string, { version: string }> };

		expect(manifest.devDependencies[name]).toBe(packages[`node_modules/${name}`]?.version);
	});

	it('that the documentation names are those that are tested', () => {
		const named = SPECS.flatMap((file) => versionsIn(read(file)).map((version) => ({ file, version })));

		expect(named.filter(({ version }) => !TESTED.includes(version))).toEqual([]);
	});

	it.each(['README.md', 'docs/README.zh-CN.md'])('are all named in %s', (file) => {
		expect(versionsIn(read(file))).toEqual(expect.arrayContaining(TESTED));
	});
});
