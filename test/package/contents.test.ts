import { findContentFaults, findSizeFaults } from './contents';

const manifest = {
	name: 'n8n-nodes-sample',
	version: '1.0.0',
	n8n: { nodes: ['dist/nodes/Sample/Sample.node.js'], credentials: ['dist/credentials/SampleApi.credentials.js'] },
};

const complete = [
	'LICENSE',
	'README.md',
	'dist/credentials/SampleApi.credentials.d.ts',
	'dist/credentials/SampleApi.credentials.js',
	'dist/icons/sample.dark.svg',
	'dist/icons/sample.svg',
	'dist/nodes/Sample/Sample.node.d.ts',
	'dist/nodes/Sample/Sample.node.js',
	'dist/nodes/Sample/Sample.node.json',
	'dist/nodes/shared/engine/send/rateLimiter.d.ts',
	'dist/nodes/shared/engine/send/rateLimiter.js',
	'package.json',
];

const everySourceExists = (): boolean => true;

describe('the contents check', () => {
	it('finds nothing in a tarball of dist and documentation', () => {
		expect(findContentFaults(complete, manifest, everySourceExists)).toEqual([]);
	});

	it.each([
		'README.zh-CN.md',
		'test/sandbox/server.ts',
		'playground/start.mjs',
		'dist/test/sandbox/server.js',
		'dist/nodes/Sample/Sample.node.js.map',
		'dist/nodes/Sample/Sample.node.ts',
		'dist/package.json',
		'node_modules/axios/index.js',
		'.env',
	])('finds %s, which does not belong there', (stray) => {
		expect(findContentFaults([...complete, stray], manifest, everySourceExists)).toEqual([`${stray}: does not belong in the tarball.`]);
	});

	it.each([
		'README.md',
		'LICENSE',
		'dist/nodes/Sample/Sample.node.js',
		'dist/nodes/Sample/Sample.node.d.ts',
		'dist/nodes/Sample/Sample.node.json',
		'dist/credentials/SampleApi.credentials.js',
	])('finds that %s is missing', (missing) => {
		const packed = complete.filter((file) => file !== missing);
		expect(findContentFaults(packed, manifest, everySourceExists)).toEqual([`${missing}: is missing from the tarball.`]);
	});

	it('finds what an earlier build left behind', () => {
		const exists = (file: string): boolean => file !== 'nodes/shared/engine/send/rateLimiter.ts';
		expect(findContentFaults(complete, manifest, exists)).toEqual([
			expect.stringMatching(/^dist\/nodes\/shared\/engine\/send\/rateLimiter\.js: has no source\./),
		]);
	});

	it('finds that something large strayed in', () => {
		expect(findSizeFaults(360_000)).toEqual([]);
		expect(findSizeFaults(2_000_000)).toEqual(['The tarball has 2000000 bytes, more than 400000.']);
	});
});
