// Runs n8n's package scanner over a folder and prints what it returned, as JSON in the last line. A process of its
// own, because the scanner is an ES module, which Jest cannot load, and writes to stdout as it pleases.
import process from 'node:process';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

/** The two passes that the scanner makes over a published package, with the patterns it uses there. */
const PATTERNS = { sources: SOURCE_FILE_PATTERNS, tarball: ['**/*.js', 'package.json'] };

const [folder, pass] = process.argv.slice(2);
const { passed, message, details } = await analyzePackage(folder, PATTERNS[pass]);
console.log(`\n${JSON.stringify({ passed, message, details })}`);
