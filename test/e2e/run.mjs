/**
 * `npm run test:e2e`: the tarball in a real n8n of both lines, against the sandbox.
 *
 * Installs what is missing (n8n 1.x: 1.4 GB; n8n 2.x: as `npm start`), builds and packs once, then runs
 * the tests one file after the other. The last line says "N passed, N failed".
 *
 * With --pictures (`npm run pictures`) it runs the tests of the editor in n8n 2.x alone, and writes what they show to
 * docs/images; names after it take only those: npm run pictures -- canvas error.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { spec } from 'node:test/reporters';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { Children } from '../laboratory/children.mjs';
import { tellFailure } from '../laboratory/failure.mjs';
import { install, n8n1, n8n2, tools } from '../laboratory/installation.mjs';
import { interruption } from '../laboratory/interruption.mjs';
import { packTarball } from '../laboratory/tarball.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));

const {
	values: { pictures },
	positionals: names,
} = parseArgs({ allowPositionals: true, options: { pictures: { type: 'boolean', default: false } } });
// The tests run in processes of their own.
if (pictures) process.env.PICTURES = names.join(' ');

const children = new Children();
const interrupted = interruption(children);
const aborter = new AbortController();
try {
	await Promise.race([prepare(), interrupted]);
	const { passed, failed } = await Promise.race([runTests(), interrupted]);
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
} catch (error) {
	process.exitCode = tellFailure(error);
}
aborter.abort();
await children.stopAll();
process.exit();

async function prepare() {
	for (const installation of pictures ? [tools, n8n2] : [tools, n8n2, n8n1]) await install(installation, children);
	await packTarball(children);
}

function runTests() {
	const wanted = pictures ? ['editor'] : names;
	const files = readdirSync(folder)
		.filter((name) => name.endsWith('.test.mjs') && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
		.map((name) => join(folder, name));
	return new Promise((resolve) => {
		const count = {};
		let hooks = 0;
		const tests = run({ files, concurrency: false, signal: aborter.signal });
		// Its own summary counts tests; the events would count the groups as well.
		tests.on('test:diagnostic', ({ message }) => {
			const [, what, number] = /^(pass|fail|cancelled) (\d+)$/.exec(message) ?? [];
			if (what) count[what] = Number(number);
		});
		// Where a hook fails, such as that which closes a laboratory, no test does.
		tests.on('test:fail', ({ details: { error } }) => {
			if (error.failureType === 'hookFailed') hooks += 1;
		});
		const report = tests.compose(spec);
		report.on('end', () => resolve({ passed: count.pass, failed: count.fail + count.cancelled + hooks }));
		report.pipe(process.stdout, { end: false });
	});
}
