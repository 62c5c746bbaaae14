// What `npm run test:mutation` runs: StrykerJS changes one thing after another in each file, runs the tests of that
// file, and says which changes none of them notices. Files after `--` instead of the decisions of the engine, or lines of
// one: `-- nodes/shared/engine/run.ts:20-60`.
// CI runs it by night: the largest files cost minutes.
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { DECISIONS, LEAST, testsOf } from './tests.mjs';

const jest = createRequire(import.meta.url)('../../jest.config.js');
const [[, transform]] = Object.values(jest.transform);

process.chdir(path.join(path.dirname(fileURLToPath(import.meta.url)), '../..'));
const asked = process.argv.slice(2).length > 0 ? process.argv.slice(2) : DECISIONS;
const parts = asked.map((words) => ({ part: words, file: words.replace(/:\d+-\d+$/, '') }));
const unknown = parts.map(({ file }) => file).filter((file) => !existsSync(file) || testsOf(file).length === 0);
if (unknown.length > 0) {
	console.error(`There is no such file, or it has no tests of its own in test/mutation/tests.mjs: ${unknown.join(', ')}`);
	process.exit(2);
}

let isBelow = false;
for (const { part, file } of parts) {
	const tests = testsOf(file);
	const results = await new Stryker({
		mutate: [part],
		plugins: [path.resolve('test/mutation/runner.mjs')],
		testRunner: 'light',
		light: { files: tests, transform, setupFiles: jest.setupFiles.map((file) => file.replace('<rootDir>/', '')) },
		coverageAnalysis: 'perTest',
		concurrency: Number(process.env.MUTATION_WORKERS ?? 1),
		// Texts are held by the golden file, which none of these tests reads.
		mutator: { excludedMutations: ['StringLiteral'] },
		ignorePatterns: ['/dist', '/docs', '/bench', '/playground', '/test/e2e', '/.playground'],
		tempDirName: '.mutation',
		cleanTempDir: 'always',
		reporters: [],
		logLevel: 'error',
		timeoutMS: 20_000,
		disableTypeChecks: false,
	}).runMutationTest();
	const counted = results.filter(({ status }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(status));
	const alive = counted.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
	const score = counted.length === 0 ? 100 : (100 * (counted.length - alive.length)) / counted.length;
	const least = part === file ? (LEAST[file] ?? 0) : 0;
	isBelow ||= score < least;
	console.log(`${part}: ${score.toFixed(1)} % of ${counted.length} mutants noticed by ${tests.join(', ')}; ${least} % at least`);
	for (const { location, mutatorName, replacement, status } of alive) {
		const { line, column } = location.start;
		const words = (replacement ?? '').replace(/\s+/g, ' ').slice(0, 100);
		console.log(`  ${file}:${line}:${column} ${mutatorName} -> ${words}${status === 'NoCoverage' ? ' (no test runs it)' : ''}`);
	}
}
if (isBelow) {
	console.error('Of a file, fewer mutants were noticed than test/mutation/tests.mjs says.');
	process.exitCode = 1;
}
