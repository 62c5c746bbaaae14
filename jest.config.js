/** @type {import('jest').Config} */
module.exports = {
	// n8n is loaded once per worker, and not once per test file.
	testEnvironment: '<rootDir>/test/jest/environment.cjs',
	runtime: '<rootDir>/test/jest/runtime.cjs',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	setupFiles: ['<rootDir>/test/support/environment.ts'],
	setupFilesAfterEnv: ['<rootDir>/test/support/watchSecrets.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
	modulePathIgnorePatterns: [
		'<rootDir>/dist/',
		'<rootDir>/playground/',
		'<rootDir>/test/e2e/n8n-1/',
		'<rootDir>/.playground/',
		'<rootDir>/.mutation/',
	],
	// Jest would leave one core idle, of two.
	maxWorkers: '100%',
	testTimeout: 120_000,
};
