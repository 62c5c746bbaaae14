import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pack, type Packed } from './installation';
import { findDifferences } from './reproduction';
import { temporaryFolder } from './temporaryFolder';

/** Packs a package in a folder of its own, whose files have this mode. */
async function packedWith(mode: number) {
	const manifest = JSON.stringify({ name: 'n8n-nodes-sample', version: '1.0.0', files: ['dist'] });
	const folder = temporaryFolder({ 'package.json': manifest, 'README.md': '# Sample\n', 'dist/node.js': 'exports.Sample = 1;\n' }, mode);
	return await pack(folder, path.join(folder, 'packed'));
}

const node = { path: 'dist/node.js', size: 20, mode: 0o644 };
const tarballOf = (integrity: string, ...files: Packed['files']): Packed => ({ tarball: 'sample.tgz', integrity, size: 100, files });

describe('the reproduction check', () => {
	it('takes two tarballs of the same files for one, wherever they were packed, and sees who may read them', async () => {
		const [ours, theirs, closed] = [await packedWith(0o644), await packedWith(0o644), await packedWith(0o600)];

		expect(ours.tarball).not.toBe(theirs.tarball);
		expect(readFileSync(ours.tarball).equals(readFileSync(theirs.tarball))).toBe(true);
		expect(findDifferences(ours, theirs)).toEqual([]);
		expect(findDifferences(ours, closed)).toContain('dist/node.js: is packed with mode 644 here, with 600 elsewhere.');
	});

	it('finds a path of the building machine in what was built', () => {
		expect(findDifferences(tarballOf('sha512-a', node), tarballOf('sha512-b', { ...node, size: 36 }))).toEqual([
			'dist/node.js: has 20 bytes here, 36 where it is built elsewhere.',
		]);
	});

	it('finds a date, though it has the same length every day', () => {
		expect(findDifferences(tarballOf('sha512-a', node), tarballOf('sha512-b', node))).toEqual([
			expect.stringContaining('with the same files, sizes and modes'),
		]);
	});

	it('finds a file that only one of them holds', () => {
		const [more, fewer] = [tarballOf('sha512-a', node, { ...node, path: 'dist/left.js' }), tarballOf('sha512-b', node)];

		expect(findDifferences(more, fewer)).toEqual([expect.stringMatching(/^dist\/left\.js: .*not where/)]);
		expect(findDifferences(fewer, more)).toEqual([expect.stringMatching(/^dist\/left\.js: .*not here/)]);
	});
});
