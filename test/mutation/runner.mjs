// How StrykerJS runs the tests here: in one process, without Jest's sandboxes around each file. Jest would load n8n anew
// for every mutant, which takes a hundred times as long as the tests. Our own files are loaded anew each time.
import { createRequire, Module } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, DryRunStatus, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner';

const require = createRequire(import.meta.url);
const { transformSync } = require('@swc/core');
const { expect } = require('expect');
const { ModuleMocker } = require('jest-mock');
const { bind } = require('jest-each');

/** A test that takes longer has failed, as in Jest. */
const LONGEST_MS = 10_000;

const ours = (file) => !file.includes(`${path.sep}node_modules${path.sep}`);

/** Files as they are after the transformation: no mutant changes them. */
const transformed = new Map();

function loadTypeScriptWith(options) {
	Module._extensions['.ts'] = (module, file) => {
		const code = transformed.get(file) ?? transformSync(readFileSync(file, 'utf8'), { ...options, filename: file, swcrc: false }).code;
		transformed.set(file, code);
		module._compile(code, file);
	};
}

/** Reads what a file says of its tests. @returns its root block */
function collect(file) {
	const root = blockOf('');
	let current = root;
	const describe = (name, fill) => {
		const block = blockOf(name, current);
		current.parts.push(block);
		current = block;
		fill();
		current = block.parent;
	};
	const test = (name, run) => current.parts.push({ name, run, parent: current });
	const skip = () => {};
	const hooks = Object.fromEntries(
		['beforeAll', 'beforeEach', 'afterEach', 'afterAll'].map((name) => [name, (hook) => current[name].push(hook)]),
	);
	Object.assign(test, { each: bind(test), skip: Object.assign(skip, { each: () => skip }) });
	Object.assign(describe, { each: bind(describe, false) });
	const mocker = new ModuleMocker(globalThis);
	const jest = Object.fromEntries(['fn', 'spyOn', 'restoreAllMocks'].map((name) => [name, mocker[name].bind(mocker)]));
	Object.assign(globalThis, { describe, test, it: test, expect, jest, ...hooks });
	for (const known of Object.keys(require.cache)) if (ours(known)) delete require.cache[known];
	require(file);
	return root;
}

function blockOf(name, parent) {
	return { name, parent, parts: [], beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] };
}

const isBlock = ({ parts }) => parts !== undefined;
const wayTo = (part) => (part === undefined ? [] : [...wayTo(part.parent), part]);
const testsIn = (part) => (isBlock(part) ? part.parts.flatMap(testsIn) : [part]);

async function inTime(run) {
	let timer;
	const late = new Promise((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error('The test takes too long')), LONGEST_MS);
	});
	try {
		await Promise.race([run(), late]);
	} finally {
		clearTimeout(timer);
	}
}

class Runner {
	static inject = tokens(commonTokens.options);

	constructor(options) {
		this.files = options.light.files;
		loadTypeScriptWith(options.light.transform);
		process.env.NODE_ENV = 'test';
		for (const file of options.light.setupFiles) require(path.resolve(file));
	}

	capabilities() {
		return { reloadEnvironment: true };
	}

	async dryRun() {
		const stryker = (globalThis.__stryker__ ??= {});
		const result = await this.run({});
		return { ...result, mutantCoverage: stryker.mutantCoverage };
	}

	async mutantRun({ activeMutant, testFilter, disableBail, hitLimit }) {
		Object.assign((globalThis.__stryker__ ??= {}), { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit ? 0 : undefined });
		try {
			return toMutantRunResult(await this.run({ testFilter, bails: !disableBail }), disableBail);
		} finally {
			globalThis.__stryker__.activeMutant = undefined;
		}
	}

	async run({ testFilter, bails = false }) {
		const wanted = testFilter && new Set(testFilter);
		const tests = [];
		const hasFailed = () => bails && tests.some(({ status }) => status === TestStatus.Failed);
		try {
			for (const file of this.files) {
				if (hasFailed()) break;
				if (testFilter?.every((id) => !id.startsWith(`${file} `))) continue;
				await this.runPart(collect(path.resolve(file)), file, tests, wanted, hasFailed);
			}
		} catch (error) {
			return { status: DryRunStatus.Error, errorMessage: String(error?.stack ?? error) };
		}
		const { hitCount, hitLimit } = globalThis.__stryker__;
		return determineHitLimitReached(hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests };
	}

	async runPart(part, file, tests, wanted, hasFailed) {
		const idOf = (one) =>
			`${file} ${wayTo(one)
				.map(({ name }) => name)
				.join(' ')}`;
		const isWanted = (one) => wanted === undefined || testsIn(one).some((test) => wanted.has(idOf(test)));
		if (!isWanted(part)) return;
		if (!isBlock(part)) {
			tests.push(await this.runTest(part, idOf(part), file));
			return;
		}
		for (const hook of part.beforeAll) await inTime(hook);
		try {
			for (const inner of part.parts) if (!hasFailed()) await this.runPart(inner, file, tests, wanted, hasFailed);
		} finally {
			for (const hook of part.afterAll) await inTime(hook);
		}
	}

	async runTest(test, id, fileName) {
		const blocks = wayTo(test.parent);
		const startedAt = performance.now();
		const result = { id, name: id, fileName };
		globalThis.__stryker__.currentTestId = id;
		const failures = [];
		const attempt = async (run) => await inTime(run).catch((error) => failures.push(String(error?.stack ?? error)));
		for (const hook of blocks.flatMap(({ beforeEach }) => beforeEach)) await attempt(hook);
		if (failures.length === 0) await attempt(async () => await test.run());
		for (const hook of blocks.reverse().flatMap(({ afterEach }) => afterEach)) await attempt(hook);
		globalThis.__stryker__.currentTestId = undefined;
		const status = failures.length === 0 ? TestStatus.Success : TestStatus.Failed;
		return { ...result, status, timeSpentMs: performance.now() - startedAt, failureMessage: failures.join('\n') };
	}
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'light', Runner)];
export const strykerValidationSchema = { properties: { light: { type: 'object' } } };
