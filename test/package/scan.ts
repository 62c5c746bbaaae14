import { execFile } from 'node:child_process';
import { appendFile, cp } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

interface ScanResult {
	passed: boolean;
	message?: string;
	details?: string;
}

/**
 * What n8n's package scanner finds in a folder, one line each. The scanner exits with 0 even on findings, and
 * passes a folder in which it saw no file at all: here, both are findings.
 * @param pass `sources` for the repository, `tarball` for the unpacked package: what the scanner reads of each
 */
export async function findScannerFaults(folder: string, pass: 'sources' | 'tarball'): Promise<string[]> {
	const { stdout } = await execute(process.execPath, [path.join(__dirname, 'scanFolder.mjs'), folder, pass]);
	const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as ScanResult;
	const message = result.message ?? 'no reason given';
	if (result.passed) return result.message === undefined ? [] : [`n8n's scanner, ${pass}: ${message}.`];

	return reportedLines(folder, result.details)
		.map((line) => `n8n's scanner, ${pass}: ${line}`)
		.concat(result.details === undefined ? [`n8n's scanner, ${pass}: ${message}.`] : []);
}

/** ESLint's "stylish" report, a heading for each file and indented findings below, as one line for each finding. */
function reportedLines(folder: string, report = ''): string[] {
	let file = '';
	return report.split('\n').flatMap((line) => {
		if (path.isAbsolute(line)) file = path.relative(folder, line);
		const [, position, rest] = /^\s+(\d+:\d+)\s+error\s+(.+)$/.exec(line) ?? [];
		return position === undefined || rest === undefined ? [] : [`${file}:${position} ${rest.replace(/\s{2,}/g, ' ')}`];
	});
}

/**
 * Plants something that n8n refuses in a copy of a package and scans the copy.
 * @param file the built file of the copy to plant it in
 * @returns a line where the scanner overlooks it: then its silence over the package itself means nothing.
 */
export async function findBlindScanner(unpacked: string, copy: string, file: string): Promise<string[]> {
	await cp(unpacked, copy, { recursive: true });
	await appendFile(path.join(copy, file), '\nconsole.log(process.env);\n');
	const findings = await findScannerFaults(copy, 'tarball');
	const seen = findings.some((line) => line.includes(file) && line.includes('no-restricted-globals'));
	return seen ? [] : [`n8n's scanner overlooks a use of process planted in a copy of ${file}: its silence means nothing.`];
}
