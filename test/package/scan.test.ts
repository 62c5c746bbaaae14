import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findBlindScanner, findScannerFaults } from './scan';
import { temporaryFolder } from './temporaryFolder';

const manifest = readFileSync(path.resolve(__dirname, '../../package.json'), 'utf8');
const built = 'dist/nodes/Sample/Sample.node.js';
const clean = { 'package.json': manifest, [built]: '"use strict";\nexports.Sample = class {};\n' };

describe("n8n's scanner", () => {
	it('finds nothing in a clean tarball', async () => {
		expect(await findScannerFaults(temporaryFolder(clean), 'tarball')).toEqual([]);
	});

	it('finds, in a tarball, a timer and an import that n8n refuses', async () => {
		const folder = temporaryFolder({ ...clean, [built]: "require('node:fs');\nsetTimeout(() => {}, 1);\n" });
		expect(await findScannerFaults(folder, 'tarball')).toEqual([
			expect.stringMatching(/^n8n's scanner, tarball: dist\/nodes\/Sample\/Sample\.node\.js:1:1 .*no-restricted-imports$/),
			expect.stringMatching(/^n8n's scanner, tarball: dist\/nodes\/Sample\/Sample\.node\.js:2:1 .*no-restricted-globals$/),
		]);
	});

	it('finds, in sources, what an inline disable hides from other linters', async () => {
		const folder = temporaryFolder({
			'package.json': manifest,
			'nodes/Sample/print.ts': '/* eslint-disable */\nexport const print = () => console.log(1);\n',
		});
		expect(await findScannerFaults(folder, 'sources')).toEqual([
			expect.stringMatching(/^n8n's scanner, sources: nodes\/Sample\/print\.ts:2:28 .*no-console$/),
		]);
	});

	it('finds a script that runs where the package is installed', async () => {
		const folder = temporaryFolder({ ...clean, 'package.json': manifest.replace('"build":', '"postinstall":') });
		expect(await findScannerFaults(folder, 'tarball')).toEqual([expect.stringContaining('no-forbidden-lifecycle-scripts')]);
	});

	it('does not take an empty folder for a clean one', async () => {
		expect(await findScannerFaults(temporaryFolder({}), 'tarball')).toEqual(["n8n's scanner, tarball: No files found to analyze."]);
	});

	it('is seen to work by a finding planted in a copy', async () => {
		const folder = temporaryFolder(clean);
		expect(await findBlindScanner(folder, path.join(temporaryFolder({}), 'copy'), built)).toEqual([]);
		expect(readFileSync(path.join(folder, built), 'utf8')).toBe(clean[built]);
	});

	it('is not trusted where it overlooks the planted finding', async () => {
		const unread = 'dist/nodes/Sample/Sample.node.txt';
		const folder = temporaryFolder({ ...clean, [unread]: '' });
		expect(await findBlindScanner(folder, path.join(temporaryFolder({}), 'copy'), unread)).toEqual([
			expect.stringContaining('its silence means nothing'),
		]);
	});
});
