import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Writes files into a folder of their own, which goes when the test ends.
 * @param mode of each file
 */
export function temporaryFolder(files: Record<string, string>, mode = 0o644): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'package-test-'));
	for (const [file, text] of Object.entries(files)) {
		mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
		writeFileSync(path.join(folder, file), text);
		// The mode that writeFileSync takes is cut by the umask of whoever runs the tests.
		chmodSync(path.join(folder, file), mode);
	}
	folders.push(folder);
	return folder;
}

const folders: string[] = [];

afterEach(() => {
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
