import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { runInThisContext } from 'node:vm';
import * as n8n from 'n8n-workflow';

interface Results {
	testResults: Array<{ assertionResults: Array<{ title: string; status: string }> }>;
}

test('n8n is loaded by Node.js itself, once for all test files of a worker', () => {
	const load = process.getBuiltinModule('node:module').createRequire(__filename);

	expect((load('n8n-workflow') as typeof n8n).NodeApiError).toBe(n8n.NodeApiError);
	expect(runInThisContext('Error')).toBe(Error);
});

test('nothing of our own is left to the next test file: no state of a module, no mock, no rejection', () => {
	const jest = path.join(__dirname, '../../node_modules/jest/bin/jest.js');
	const { stdout } = spawnSync(process.execPath, [jest, '--testMatch', '**/jest/fixtures/*.fixture.ts', '--runInBand', '--json'], {
		encoding: 'utf8',
	});
	const { testResults } = JSON.parse(stdout) as Results;
	const each = testResults.map(({ assertionResults }) => assertionResults.map(({ title, status }) => [title, status]));

	const expected = [
		['finds nothing that the file before has left', 'passed'],
		['leaves a rejection unhandled', 'failed'],
	];
	expect(each).toEqual([expected, expected]);
});
