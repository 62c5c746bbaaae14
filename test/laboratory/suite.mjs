import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { spec } from 'node:test/reporters';
import { run } from 'node:test';

import { Children } from './children.mjs';
import { tellFailure } from './failure.mjs';
import { install } from './installation.mjs';
import { interruption } from './interruption.mjs';
import { startShared } from './sharedN8n.mjs';
import { packTarball } from './tarball.mjs';

/**
 * Installs what is missing, builds and packs once, runs the tests, and ends the process.
 * The last line says "N passed, N failed".
 * @param {string} folder - of the tests
 * @param {import('./installation.mjs').Installation[]} installations - that they need
 * @param {{ wanted?: string[], sideBySide?: number, lines?: typeof import('./lines.mjs').lines }} [how] - parts of the names of files,
 *   if only those are to run: the arguments of the command, unless given; how many files run at the same time; and the lines of n8n
 *   that files may share
 */
export async function runSuite(folder, installations, { wanted = process.argv.slice(2), sideBySide = 1, lines = [] } = {}) {
	const files = readdirSync(folder)
		.filter((name) => name.endsWith('.test.mjs') && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
		.map((name) => join(folder, name));
	const children = new Children();
	const interrupted = interruption(children);
	const aborter = new AbortController();
	try {
		await Promise.race([prepare(installations, children), interrupted]);
		const share = files.some((file) => readFileSync(file, 'utf8').includes('Laboratory.shared('));
		if (share) await Promise.race([startShared(lines, children), interrupted]);
		const { passed, failed } = await Promise.race([runTests(files, sideBySide, aborter.signal), interrupted]);
		console.log(`${passed} passed, ${failed} failed`);
		process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
	} catch (error) {
		process.exitCode = tellFailure(error);
	}
	aborter.abort();
	await children.stopAll();
	process.exit();
}

async function prepare(installations, children) {
	for (const installation of installations) await install(installation, children);
	await packTarball(children);
}

function runTests(files, sideBySide, signal) {
	return new Promise((resolve) => {
		const count = {};
		let hooks = 0;
		const tests = run({ files, concurrency: sideBySide, signal });
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
