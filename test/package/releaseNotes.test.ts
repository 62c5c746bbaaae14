import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from './temporaryFolder';

const script = path.resolve(__dirname, '../../scripts/releaseNotes.mjs');

/** What the script prints for version 1.1.0 and this changelog. */
async function notesOf(changelog: string): Promise<string> {
	const cwd = temporaryFolder({ 'package.json': '{ "version": "1.1.0" }', 'CHANGELOG.md': changelog });
	return (await promisify(execFile)(process.execPath, [script], { cwd })).stdout;
}

const older = '## [1.0.0] - 2026-01-31\n\n- The first.\n\n[1.1.0]: https://example.com/1.1.0\n';

describe('the text of a release', () => {
	it('is what the changelog says of the version, and nothing of another', async () => {
		const changelog = `# Changelog\n\n## [Unreleased]\n\n- Later.\n\n## [1.1.0] - 2026-02-28\n\n### Added\n\n- Now.\n\n${older}`;

		expect(await notesOf(changelog)).toBe('### Added\n\n- Now.\n');
	});

	it('ends where the addresses of the headings begin', async () => {
		expect(await notesOf(older.replace('[1.0.0]', '[1.1.0]'))).toBe('- The first.\n');
	});

	it('is refused for a version that the changelog does not know', async () => {
		await expect(notesOf(older)).rejects.toThrow('CHANGELOG.md has no section "## [1.1.0] - <date>".');
	});

	it('is refused for a version without a date', async () => {
		await expect(notesOf(`## [1.1.0] - unreleased\n\n- Now.\n\n${older}`)).rejects.toThrow('ends with no date');
	});
});
