import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

/** What n8n loads. n8n's own scanner ignores inline disables, so there are none anywhere. */
const shipped = ['nodes/**/*.ts', 'credentials/**/*.ts'];

const nodeGlobals = Object.fromEntries(
	[
		'AbortController',
		'AbortSignal',
		'Buffer',
		'FormData',
		'URL',
		'URLSearchParams',
		'clearInterval',
		'clearTimeout',
		'console',
		'fetch',
		'performance',
		'process',
		'setImmediate',
		'setInterval',
		'setTimeout',
		'structuredClone',
	].map((name) => [name, 'readonly']),
);

const commonJsGlobals = { __dirname: 'readonly', module: 'writable', require: 'readonly' };

/** What the engine may know of what a node states. */
const FACE_OF_SHARED = 'answer|endpoint|idKinds|userIdKind|ids|moment|notAnId|refusal|snapshot|unread|values';

export default tseslint.config(
	{
		ignores: ['**/node_modules/', 'dist/', 'coverage/', '.playground/', '.mutation/', 'playground/.state/'],
	},
	{
		linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
	},

	// Plain JavaScript: build, test and playground scripts.
	{
		files: ['**/*.{js,mjs,cjs}'],
		extends: [js.configs.recommended],
		languageOptions: { globals: nodeGlobals },
	},
	{
		files: ['**/*.js', '**/*.cjs'],
		languageOptions: { sourceType: 'commonjs', globals: commonJsGlobals },
	},

	// All TypeScript, shipped or not.
	{
		files: ['**/*.ts'],
		extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
		languageOptions: {
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			// A number in a message reads the same with and without String(…); everything else stays refused.
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			// `() => socket.destroy()` is clear enough; a void value that is used anywhere else stays refused.
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			// An unused parameter that a signature demands is named `_something`; `{ secret, ...rest }` leaves a key out.
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
			// `Array<{ …three lines… }>` shows its brackets where they are looked for; simple types stay `T[]`.
			'@typescript-eslint/array-type': ['error', { default: 'array-simple' }],
			// `promise.catch(() => {})` says that a rejection is dealt with elsewhere.
			'@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
			// `async` without `await` turns a throw into the rejection that n8n's and fastify's signatures promise.
			'@typescript-eslint/require-await': 'off',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
			// A key that no type declares, of parsed JSON or of headers, may stay in brackets.
			'@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
			eqeqeq: 'error',
		},
	},

	// What n8n loads: n8n's two rulesets, as its scanner combines them.
	{
		files: [...shipped, 'package.json'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
	},
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser },
		rules: n8nNodesBase.configs.community.rules,
	},
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// It wants the slug of a page on n8n's own site; ours is a URL. n8n's scanner switches it off as well,
			// and `community-nodes/credential-documentation-url` checks the URL.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			// It asks for a password on every field whose name holds "token", URLs included. n8n's scanner switches it
			// off in favour of `community-nodes/credential-password-field`.
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// These two want the literal ['main'], which `community-nodes/node-connection-type-literal` refuses: n8n's
			// scanner switches them off.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			// A documented limit is worth a maxValue. n8n's scanner switches it off too.
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	{
		files: shipped,
		rules: {
			'no-console': 'error',
			// n8n's own rule lets every devDependency pass: `import axios` would lint and then break where n8n loads it.
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{ regex: '^(?!\\.{1,2}/|n8n-workflow$|(node:)?crypto$)', message: 'Not there when n8n loads the package.' },
						{ regex: '/test/', message: 'Production code never imports test code.' },
					],
				},
			],
		},
	},

	// Dependencies run downwards only: a node, the face of shared/, its engine.
	{
		files: ['nodes/Feishu*/**/*.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							regex: '^(?!\\./|\\.\\./shared/((calendar|chat|mail)/)?\\w+$|n8n-workflow$)',
							message: 'A node imports its own folder and the face of shared/, not its engine.',
						},
					],
				},
			],
		},
	},
	{
		files: ['nodes/shared/*.ts'],
		ignores: ['nodes/shared/operation.ts', 'nodes/shared/lists.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [{ regex: '^(?!\\./\\w+$|n8n-workflow$)', message: 'The engine is reached through operation.ts and lists.ts alone.' }],
				},
			],
		},
	},
	{
		// What the nodes about calendars, those about chats, and those about mail have in common.
		files: ['nodes/shared/calendar/*.ts', 'nodes/shared/chat/*.ts', 'nodes/shared/mail/*.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{ patterns: [{ regex: '^(?!\\.{1,2}/\\w+$|n8n-workflow$)', message: 'A node imports it: it knows no node, and not the engine.' }] },
			],
		},
	},
	{
		files: ['nodes/shared/engine/*.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [{ regex: `^(?!\\./|\\.\\./(${FACE_OF_SHARED})$|n8n-workflow$)`, message: 'The engine knows no node.' }],
				},
			],
		},
	},
	{
		// A folder for each stage.
		files: ['nodes/shared/engine/*/*.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							regex: `^(?!\\./|\\.\\./(\\w+/)?\\w+$|\\.\\./\\.\\./(${FACE_OF_SHARED})$|\\.\\./\\.\\./\\.\\./\\.\\./credentials/(feishuCode|givenToken|host|redact|tenantToken|undelivered)$|n8n-workflow$)`,
							message: 'The engine knows no node.',
						},
					],
				},
			],
		},
	},
	{
		files: ['credentials/**/*.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{ patterns: [{ regex: '^(?!\\./|n8n-workflow$|(node:)?crypto$)', message: 'Credentials import no node.' }] },
			],
		},
	},
	{
		// Each part of the sandbox adds its own type to those of all.
		files: ['test/deletions/sandbox.ts', 'test/deletions/*/sandbox.ts'],
		rules: {
			'@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'always' }],
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
		},
	},
	{
		files: ['test/sandbox/**/*.ts', 'test/specs/*.ts', 'test/deletions/sandbox.ts', 'test/deletions/*/*.ts'],
		ignores: ['test/deletions/*/deletion.ts', 'test/deletions/*/operations.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							// The nodes themselves, and by way of the rows of the roster.
							regex: '(^|/)(nodes|credentials|dist)/|/deletions(/index)?$|/deletion$|^\\.\\./index$|^\\.\\.$',
							message: 'The sandbox restates the documented limits, so that a wrong constant cannot confirm itself.',
						},
					],
				},
			],
		},
	},
	{
		files: ['test/laboratory/*.mjs'],
		rules: {
			'no-restricted-imports': [
				'error',
				{ patterns: [{ regex: '^\\.\\./', message: 'The laboratory knows none of those that share it.' }] },
			],
		},
	},
	{
		files: ['test/**/*.ts', 'bench/**/*.ts'],
		rules: {
			// In a test, a missing element throws and turns it red: that is what `!` should do there.
			'@typescript-eslint/no-non-null-assertion': 'off',
			// Tests read values that n8n types as anything JSON can hold; an object among them shows in the assertion.
			'@typescript-eslint/no-base-to-string': 'off',
		},
	},
);
