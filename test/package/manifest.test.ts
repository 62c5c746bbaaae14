import { readFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json';
import { findManifestFaults } from './manifest';

const PEER = '"peerDependencies" is {"n8n-workflow":"*","axios":"*"}';

describe('the manifest check', () => {
	it('finds nothing in the package.json of this repository', () => {
		expect(findManifestFaults(manifest)).toEqual([]);
	});

	it.each([
		['a name that n8n does not look for', { name: 'feishu-cleanup' }, '"name" must begin with n8n-nodes-'],
		['that the keyword is missing', { keywords: ['n8n'] }, '"keywords" must hold n8n-community-node-package'],
		['another licence', { license: 'Apache-2.0' }, '"license" is "Apache-2.0"'],
		['an author without an address', { author: { name: 'Somebody', email: '' } }, '"author" must have a name and an email'],
		['an author who is no object', { author: 'Somebody' }, '"author" must have a name and an email'],
		['a repository that nobody can open', { repository: { url: 'git@github.com:a/b.git' } }, '"repository" must be git+https'],
		['a homepage elsewhere', { homepage: 'https://example.com' }, '"homepage" is not in https://github.com/'],
		['issues of another repository', { bugs: { url: 'https://github.com/a/b/issues' } }, '"bugs" is not in https://github.com/'],
		['publishing without provenance', { publishConfig: { access: 'public' } }, '"publishConfig" is {"access":"public"}'],
		['a runtime dependency', { dependencies: { axios: '1.0.0' } }, '"dependencies" must not be there'],
		['an override', { overrides: { axios: '1.0.0' } }, '"overrides" must not be there'],
		['a bundled dependency', { bundleDependencies: ['axios'] }, '"bundleDependencies" must not be there'],
		['a second peer dependency', { peerDependencies: { 'n8n-workflow': '*', axios: '*' } }, PEER],
		['more than dist among the files', { files: ['dist', 'test'] }, '"files" is ["dist","test"]'],
		['no files at all', { files: undefined }, '"files" is missing'],
		['a prepare script', { scripts: { prepare: 'node build.js' } }, 'the script "prepare" would run'],
		['a postinstall script', { scripts: { postinstall: 'node build.js' } }, 'the script "postinstall" would run'],
	])('finds %s', (_what, change, words) => {
		expect(findManifestFaults({ ...manifest, ...change })).toEqual([expect.stringContaining(words)]);
	});
});

test('LICENSE is the licence that package.json names, and names its author', () => {
	const licence = readFileSync(path.join(__dirname, '../../LICENSE'), 'utf8');

	expect(licence).toMatch(/^MIT License\n/);
	expect(licence).toContain(manifest.author.name);
});
