import type { INodeType } from 'n8n-workflow';
import { FeishuAccessTokenApi } from '../../credentials/FeishuAccessTokenApi.credentials';
import { SANDBOX_APP, startSandbox, type Sandbox } from '../sandbox';
import { attendance, deletions, followers, itemsOf, nodeOf } from '../support/deletions';
import { runNode, type NodeResult } from '../support/engine';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ world: 'empty', rateLimits: 'off' });
});
afterAll(async () => {
	await sandbox.stop();
});
beforeEach(() => {
	sandbox.reset('empty');
});

async function deleteWith(accessToken: string, deletion = attendance): Promise<NodeResult> {
	const names = deletion.names(2);
	deletion.seed(sandbox, names);
	return await runNode(
		itemsOf(deletion, names),
		nodeOf(deletion, {
			credentials: { feishuAccessTokenApi: 'given' },
			parameters: { authentication: 'feishuAccessTokenApi' },
			settings: { onError: 'continueRegularOutput' },
		}),
		{ given: { region: 'custom', baseUrl: sandbox.url, accessToken } },
	);
}

const statuses = ({ json }: NodeResult) => json.map(({ status }) => status);
const authorizations = () => sandbox.log.map(({ headers }) => headers['authorization']);

describe('the credential', () => {
	const authentication = (node: INodeType) => node.description.properties.find(({ name }) => name === 'authentication')?.options ?? [];

	test.each(deletions)(
		'$type offers it by a name that explains itself, as n8n 2.x shows nothing else in the credential’s own window',
		({ node }) => {
			const option = authentication(node).find((choice) => 'value' in choice && choice.value === 'feishuAccessTokenApi');
			expect(option).toMatchObject({
				name: 'Existing Token',
				description: 'Use an access token that you already have. It is not renewed.',
			});
		},
	);

	test('says how long a token lives, and only about for a person’s, of which nothing is documented', () => {
		const notice = new FeishuAccessTokenApi().properties.find(({ name }) => name === 'notice')?.displayName;
		expect(notice).toContain('A tenant token expires after at most two hours, a user token after about two hours');
	});
});

describe('a token that one already has', () => {
	test('is used as it is, and none is fetched', async () => {
		const token = sandbox.seed.tenantToken();
		expect(statuses(await deleteWith(token))).toEqual(['deleted', 'deleted']);
		expect(authorizations()).toEqual([`Bearer ${token}`]);
		expect(sandbox.log[0]?.app).toBe(SANDBOX_APP.appId);
	});

	test('may be a person’s', async () => {
		const token = sandbox.seed.userToken();
		expect(statuses(await deleteWith(token, followers))).toEqual(['deleted', 'deleted']);
		expect(authorizations()).toEqual([`Bearer ${token}`]);
	});

	test.each(['Bearer ', 'bearer  ', ' \n', '\u200B', '\uFEFFBearer \u200B'])('may be pasted with %j before it', async (prefix) => {
		const token = sandbox.seed.tenantToken();
		expect(statuses(await deleteWith(`${prefix}${token}\n`))).toEqual(['deleted', 'deleted']);
		expect(authorizations()).toEqual([`Bearer ${token}`]);
	});

	test.each([
		['tenant', 't-ended', attendance, 99991663],
		['user', 'u-ended', followers, 99991668],
		['unrecognisable', 'nonsense', attendance, 99991671],
	] as const)('that Feishu rejects is not renewed, and the %s one’s end is said', async (_kind, token, deletion, code) => {
		const result = await deleteWith(token, deletion);
		expect(result.json).toHaveLength(2);
		expect(result.json[0]).toMatchObject({ status: 'refused', code });
		expect(result.json[0]?.what_to_do).toMatch(/ Paste a /);
		expect(result.json[0]?.what_to_do).not.toMatch(/With (Feishu|another)/);
		expect(sandbox.log).toHaveLength(1);
		expect(JSON.stringify(result)).not.toContain(token);
	});

	test('of a person says so where only an app may delete', async () => {
		const result = await deleteWith(sandbox.seed.userToken());
		expect(statuses(result)).toEqual(['refused', 'refused']);
		expect(result.json[0]?.reason).toContain('user access token not support');
	});

	test.each([
		['nothing', ''],
		['white space', ' '],
		['the word Bearer alone', 'Bearer '],
		['two words', 't-1 t-2'],
		['a header of its own', 't-1\r\nX-Injected: 1'],
		['letters that no header holds', 't-令牌'],
	])('that is %s is refused before anything is sent', async (_what, token) => {
		const result = await deleteWith(token);
		expect(statuses(result)).toEqual(['not_sent', 'not_sent']);
		expect(`${String(result.json[0]?.reason)} ${String(result.json[0]?.what_to_do)}`).toContain('no usable access token');
		expect(sandbox.log).toEqual([]);
	});
});
