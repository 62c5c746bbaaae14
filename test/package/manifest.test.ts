import manifest from '../../package.json';
import { findManifestFaults } from './manifest';

const PEER = '"peerDependencies" is {"n8n-workflow":"*","axios":"*"}';

describe('the manifest check', () => {
	it('finds nothing in the package.json of this repository', () => {
		expect(findManifestFaults(manifest)).toEqual([]);
	});

	it.each([
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
