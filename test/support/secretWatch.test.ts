import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { CredentialStore } from './credentialStore';
import { attendance, nodeOf, sandboxCredentials } from './deletions';
import { agentWith, runLoop, runNode } from './engine';
import { sandboxed } from './sandboxed';
import { leaksIn, takeLeaks } from './secretWatch';

const world = sandboxed();
const ID = attendance.names(1)[0] ?? '';

/** Every kind of secret that a sandbox has. */
function secrets(): Array<[what: string, secret: string]> {
	const { seed, state } = world.sandbox;
	const refresh = 'refresh-token-of-a-person';
	state.refreshTokens.set(refresh, { token: refresh, appId: 'cli_sandbox', openId: 'ou_1', scopes: [], expiresAt: 0, used: false });
	return [
		['the secret of an app', seed.app({ appId: 'cli_other', secret: 'other/secret+of "mine"' }).secret],
		['a tenant token', seed.tenantToken()],
		['a tenant token by hand', seed.tenantToken({ token: 't-made-by-hand' })],
		['a user token', seed.userToken()],
		['a refresh token', refresh],
		['32 characters of a token', seed.tenantToken().slice(6, 38)],
	];
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const percent = (text: string) => Buffer.from(text).reduce((sum, byte) => `${sum}%${byte.toString(16)}`, '');

const CARRIERS: Array<[what: string, carry: (secret: string) => unknown]> = [
	['as it is', (secret) => secret],
	['in a sentence', (secret) => `Bearer ${secret}, it says`],
	['in Base64', base64],
	['in Base64 with something before', (secret) => `${base64(`a${secret}`)} ${base64(`ab${secret}`)}`],
	['in Base64 for URLs', (secret) => Buffer.from(`ab${secret}`).toString('base64url')],
	['percent-encoded', (secret) => percent(secret)],
	['percent-encoded as in a URL', (secret) => `https://x.example/?token=${encodeURIComponent(secret)}`],
	['in hexadecimal digits', (secret) => Buffer.from(secret).toString('hex').toUpperCase()],
	['as JSON in text', (secret) => JSON.stringify({ secret })],
	['in bytes', (secret) => Buffer.from(secret)],
	['as the name of a property', (secret) => ({ [secret]: 1 })],
	['in the cause of an error', (secret) => new Error('no', { cause: new Error(secret) })],
	['in a Map', (secret) => new Map([['a', new Set([secret])]])],
];

describe('the watch for secrets', () => {
	test.each(CARRIERS)('finds one %s, and names the place without it', (_how, carry) => {
		for (const [what, secret] of secrets()) {
			const result = { outputs: [[{ json: { id: 1, inner: [{ told: carry(secret) }] } }]], error: undefined };
			const leaks = leaksIn('the result', result);
			expect([what, leaks[0]]).toEqual([what, expect.stringMatching(/ in the result > outputs > 0 > 0 > json > inner > 0 > told/)]);
			expect(leaks.join()).not.toContain(secret);
		}
	});

	test('finds none where there is none', () => {
		secrets();
		const around: Record<string, unknown> = { id: ID, when: new Date(0), list: [1, null, undefined, 'sandbox', 't-', 'eyJ'] };
		around.itself = around;
		expect(leaksIn('the result', around)).toEqual([]);
	});

	test('looks for those of a world that is no more', () => {
		const token = world.sandbox.seed.tenantToken({ token: 't-of-another-world' });
		world.sandbox.reset('empty');
		expect(leaksIn('it', token)).toEqual(['a tenant token in it']);
	});

	test('fails the tests that leak, and no other', () => {
		const jest = path.join(__dirname, '../../node_modules/jest/bin/jest.js');
		const { stderr } = spawnSync(process.execPath, [jest, '--testMatch', '**/support/leaking.fixture.ts', '--json'], { encoding: 'utf8' });
		const failures = [...stderr.matchAll(/● (.+)\n\s+Secrets have leaked:\n\s+(.+)/g)].map(([, name, leak]) => [name, leak]);
		expect(failures).toEqual([
			['a result', 'the secret of the fixture in the execution > data > 0 > json > note'],
			['a line on the console', 'the secret of the fixture in console.log > 1 > secret'],
			['a line on a stream', 'the secret of the fixture in stderr'],
		]);
	});

	describe('looks at', () => {
		const parameters = { recordIds: '={{ $json.id }}', options: { includeInputFields: true } };
		const expectSeen = (place: RegExp) => expect(takeLeaks()).toContainEqual(expect.stringMatching(place));

		test('the whole of an execution', async () => {
			const items = [{ id: ID, note: { deep: [world.sandbox.seed.tenantToken()] } }];
			await runNode(items, nodeOf(attendance, { parameters }), sandboxCredentials(world.sandbox));
			expectSeen(/in the execution > data > .+ > note > deep > 0$/);
		});

		test('every round of a loop', async () => {
			const rounds = [[{ id: ID }], [{ id: ID, note: world.sandbox.seed.userToken() }]];
			await runLoop(rounds, nodeOf(attendance, { parameters }), new CredentialStore(sandboxCredentials(world.sandbox)));
			expectSeen(/in the execution > data > .+ > note$/);
		});

		test.each([
			['the answer that an agent gets', 'continueRegularOutput', /in the answer to the agent$/],
			['the error that an agent gets', 'stopWorkflow', /in the error that the agent is told of > message$/],
		] as const)('%s', async (_what, onError, place) => {
			const setup = nodeOf(attendance, { parameters: { recordIds: "={{ $fromAI('id') }}" }, settings: { onError } });
			const agent = agentWith(setup, new CredentialStore(sandboxCredentials(world.sandbox)));
			await agent.call({ id: world.sandbox.seed.tenantToken() }).catch(() => {});
			expectSeen(place);
		});
	});
});
