import { findLoadingFaults } from './loading';
import { temporaryFolder } from './temporaryFolder';

const name = 'n8n-nodes-sample';
const node = 'dist/nodes/Sample/Sample.node.js';
const credential = 'dist/credentials/SampleApi.credentials.js';
const manifest = { name, version: '1.0.0', n8n: { nodes: [node], credentials: [credential] } };

const complete: Record<string, string> = {
	'package.json': JSON.stringify(manifest),
	[node]: `exports.Sample = class {
		description = {
			displayName: 'Sample', name: 'sample', version: 1, properties: [], inputs: ['main'], outputs: ['main'],
			icon: { light: 'file:../../icons/sample.svg', dark: 'file:../../icons/sample.dark.svg' },
		};
	};`,
	'dist/nodes/Sample/Sample.node.json': '{ "categories": ["Productivity"], "resources": {} }',
	[credential]: `exports.SampleApi = class {
		name = 'sampleApi';
		icon = { light: 'file:../icons/sample.svg', dark: 'file:../icons/sample.dark.svg' };
	};`,
	'dist/icons/sample.svg': '<svg/>',
	'dist/icons/sample.dark.svg': '<svg/>',
};

function faultsWith(change: Record<string, string | undefined>): string[] {
	const files = Object.entries({ ...complete, ...change }).filter((entry): entry is [string, string] => entry[1] !== undefined);
	return findLoadingFaults(temporaryFolder(Object.fromEntries(files)), manifest);
}

describe("n8n's loader", () => {
	it('loads a complete package', () => {
		expect(faultsWith({})).toEqual([]);
	});

	it('is given each node and credential, though the one before does not load', () => {
		expect(faultsWith({ [node]: "require('a-package-that-is-not-there');", [credential]: 'exports.Misnamed = class {};' })).toEqual([
			expect.stringMatching(/^dist\/nodes\/Sample\/Sample\.node\.js: does not load: .*Cannot find module/),
			expect.stringMatching(/^dist\/credentials\/SampleApi\.credentials\.js: does not load: Class could not be found/),
		]);
	});

	it('misses a codex file', () => {
		expect(faultsWith({ 'dist/nodes/Sample/Sample.node.json': undefined })).toEqual([`${node}: n8n finds no codex file beside it.`]);
	});

	it('misses an icon file, for each who shows it', () => {
		expect(faultsWith({ 'dist/icons/sample.dark.svg': undefined })).toEqual([
			`${node}: its icon dist/icons/sample.dark.svg is missing.`,
			`${credential}: its icon dist/icons/sample.dark.svg is missing.`,
		]);
	});

	it('misses a dark variant', () => {
		expect(faultsWith({ [credential]: "exports.SampleApi = class { name = 'sampleApi'; icon = 'file:../icons/sample.svg'; };" })).toEqual([
			`${credential}: has no icon for light and dark.`,
		]);
	});
});
