import { createServer, type AddressInfo, type Server } from 'node:net';
import { deletions } from '../support/deletions';
import { agentWith, runNode, type NodeSetup } from '../support/engine';
import { CredentialStore } from '../support/credentialStore';

/** A proxy that everything would have to pass. */
let connections = 0;
let proxy: Server;

beforeAll(async () => {
	proxy = createServer((socket) => {
		connections += 1;
		socket.on('error', () => {}).destroy();
	});
	await new Promise<void>((resolve) => {
		proxy.listen(0, '127.0.0.1', resolve);
	});
});
afterAll(() => proxy.close());
beforeEach(() => {
	connections = 0;
});

const HOST = { region: 'custom', baseUrl: 'https://feishu.example.com' };
const STORED = {
	feishuAccessTokenApi: { ...HOST, accessToken: 't-of-a-private-deployment-1' },
	feishuTenantApi: { ...HOST, appId: 'cli_a', appSecret: 'a-secret', accessToken: 't-a', tokenOwner: `cli_a@${HOST.baseUrl}` },
	feishuOAuth2Api: { ...HOST, clientId: 'cli_a', clientSecret: 'a-secret', oauthTokenData: { access_token: 'u-a', token_type: 'Bearer' } },
};

const nodeOf = (type: NodeSetup['type'], authentication: string, operation: string): NodeSetup => ({
	type,
	credentials: { [authentication]: authentication },
	parameters: {
		authentication,
		operation,
		requestOptions: { proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` },
	},
});

const cases = deletions.flatMap(({ type, node }) => (node.description.credentials ?? []).map(({ name }) => ({ type, credential: name })));

describe.each(cases)('$type with $credential', ({ type, credential }) => {
	test.each(['remove', '', '={{ "delete" }}', '={{ $json.op }}'])('sends nothing for the operation %j, and says so', async (operation) => {
		const setup = nodeOf(type, credential, operation);
		const stopped = await runNode([{ op: 'delete' }], setup, STORED);
		expect(stopped.error?.message).toMatch(/^This node has no operation “.*”, and nothing was sent\. Choose/);
		const { json } = await runNode([{ op: 'delete' }], { ...setup, settings: { onError: 'continueRegularOutput' } }, STORED);
		expect(json).toEqual([{ error: expect.stringContaining('This node has no operation') as string }]);
		expect(connections).toBe(0);
	});
});

test('an agent is told, too', async () => {
	const agent = agentWith(nodeOf('feishuTaskFollower', 'feishuAccessTokenApi', 'remove'), new CredentialStore(STORED));
	await expect(agent.call({}).catch(String)).resolves.toContain('This node has no operation');
	expect(connections).toBe(0);
});
