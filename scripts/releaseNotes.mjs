// Prints what CHANGELOG.md says of the version in package.json, both in the current folder: the release workflow
// makes it the text of the release. A version that is not there, or has no date yet, is not to be released.
import { readFileSync } from 'node:fs';
import process from 'node:process';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const sections = readFileSync('CHANGELOG.md', 'utf8')
	// The addresses of the headings stand at the end, outside of all sections.
	.replaceAll(/^\[[^\]]+\]: .*$/gm, '')
	.split(/^## /m);
const section = sections.find((text) => text.startsWith(`[${version}] - `));

if (section === undefined) stop(`CHANGELOG.md has no section "## [${version}] - <date>".`);
const [heading, ...lines] = section.split('\n');
if (!/ - \d{4}-\d{2}-\d{2}$/.test(heading)) stop(`CHANGELOG.md: "## ${heading}" ends with no date, such as 2026-01-31.`);
console.log(lines.join('\n').trim());

function stop(message) {
	console.error(message);
	process.exit(1);
}
