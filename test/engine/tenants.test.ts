import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { SANDBOX_APP } from '../sandbox';
import { CredentialStore, CredentialStoreOfN8n1 } from '../support/credentialStore';
import { attendance, CONTINUE, itemsOf, messages, nodeOf, sandboxCredentials } from '../support/deletions';
import { runLoop, runNode } from '../support/engine';
import { batchesOf, sandboxed } from '../support/sandboxed';
import { takeLeaks } from '../support/secretWatch';

const world = sandboxed();

const OTHER = { appId: 'cli_other', secret: 'other-secret' } as const;
const SECRETS = { [SANDBOX_APP.appId]: SANDBOX_APP.secret, [OTHER.appId]: OTHER.secret };
const A = SANDBOX_APP.appId;
const B = OTHER.appId;

beforeEach(() => {
	world.sandbox.seed.app({ ...OTHER });
});

/** A credential whose app is whichever the item names. */
function byItem(change: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject {
	return {
		...sandboxCredentials(world.sandbox).tenant,
		appId: '={{ $json.app }}',
		appSecret: `={{ (${JSON.stringify(SECRETS)})[$json.app] }}`,
		...change,
	};
}

/** Messages, each sent by the app that its item names. */
function itemsFor(apps: readonly string[]): IDataObject[] {
	return messages.names(apps.length).map((id, index) => {
		const app = apps[index] ?? A;
		world.sandbox.seed.batchMessage({ id, appId: app });
		return { id, app };
	});
}

/** Which app's token each recall went out with. */
const recalls = () => world.sandbox.calls('batchMessage').map(({ app, path }) => [path.split('/').at(-1), app]);

describe('a credential that resolves differently for a later batch', () => {
	test.each([1, 2, 3])('sends nothing of it with the first tenant’s token, with %i items in a batch', async (size) => {
		const own = Array.from({ length: size }, () => A);
		const items = itemsFor([...own, B, B, B, B, B]);
		const node = nodeOf(messages, { parameters: batchesOf(size), settings: CONTINUE });
		const { json } = await runNode(items, node, new CredentialStore({ tenant: byItem() }));
		expect(json.map(({ status }) => status)).toEqual([...own.map(() => 'recall_requested'), ...items.slice(size).map(() => 'not_sent')]);
		expect(json[size]?.reason).toBe(`The credential resolves differently for item 0 and item ${size}`);
		expect(recalls()).toEqual(items.slice(0, size).map(({ id }) => [id, A]));
	});

	test('sends nothing of it where the host is what differs', async () => {
		const items = itemsFor([A, A]).map((item, index) => ({
			...item,
			host: index === 0 ? world.sandbox.url : `${world.sandbox.url}/gateway`,
		}));
		const store = new CredentialStore({ tenant: { ...sandboxCredentials(world.sandbox).tenant, baseUrl: '={{ $json.host }}' } });
		const { json } = await runNode(items, nodeOf(messages, { parameters: batchesOf(1), settings: CONTINUE }), store);
		expect(json.map(({ status }) => status)).toEqual(['recall_requested', 'not_sent']);
		expect(recalls()).toHaveLength(1);
	});

	test('sends nothing of it where the token itself is an expression', async () => {
		const items = itemsFor([A, B]).map((item) => ({ ...item, token: world.sandbox.seed.tenantToken({ appId: String(item.app) }) }));
		const node = nodeOf(messages, {
			parameters: { ...batchesOf(1), authentication: 'feishuAccessTokenApi' },
			credentials: { feishuAccessTokenApi: 'given' },
			settings: CONTINUE,
		});
		const store = new CredentialStore({ given: { region: 'custom', baseUrl: world.sandbox.url, accessToken: '={{ $json.token }}' } });
		const { json } = await runNode(items, node, store);
		expect(json.map(({ status }) => status)).toEqual(['recall_requested', 'not_sent']);
		expect(recalls().map(([, app]) => app)).toEqual([A]);
		// Whoever builds it so has the tokens in the items; the node adds no copy.
		for (const leak of takeLeaks()) expect(leak).toMatch(/ in the execution > data > resultData > runData > Source > .+ > json > token$/);
	});

	test('under Stop fails the node, and tells what the first tenant lost', async () => {
		const items = itemsFor([A, B, B]);
		const { error } = await runNode(items, nodeOf(messages, { parameters: batchesOf(1) }), new CredentialStore({ tenant: byItem() }));
		expect(error?.message).toMatch(
			/^1 of 3 batch message recalls requested, 2 not sent\. The credential resolves differently for item 0 and item 1\.$/,
		);
		expect(recalls().map(([, app]) => app)).toEqual([A]);
	});

	test('does not count a record of the other tenant as deleted, though the first had one of the same ID', async () => {
		const [id = '', other = ''] = messages.names(2);
		world.sandbox.seed.batchMessage({ id, appId: A });
		world.sandbox.seed.batchMessage({ id: other, appId: B });
		const items = [
			{ id, app: A },
			{ id: other, app: B },
			{ id, app: B },
		];
		const node = nodeOf(messages, { parameters: batchesOf(1, 100), settings: CONTINUE });
		const { json } = await runNode(items, node, new CredentialStore({ tenant: byItem() }));
		expect(json.map(({ status }) => status)).toEqual(['recall_requested', 'not_sent', 'not_sent']);
	});

	test('goes on where all batches resolve alike', async () => {
		const items = itemsFor([B, B, B]);
		const { json } = await runNode(items, nodeOf(messages, { parameters: batchesOf(1) }), new CredentialStore({ tenant: byItem() }));
		expect(json.map(({ status }) => status)).toEqual(items.map(() => 'recall_requested'));
		expect(recalls().map(([, app]) => app)).toEqual([B, B, B]);
		expect(world.sandbox.calls('tenantToken')).toHaveLength(1);
	});
});

describe.each([
	['1.x, which stores what expressions resolve to', CredentialStoreOfN8n1],
	['2.x', CredentialStore],
])('with the credential store of n8n %s', (_line, Store) => {
	test('the loop that the message recommends sends each record with the token of its own app', async () => {
		const store = new Store({ tenant: byItem() });
		const items = itemsFor([A, B, B, A]);
		const results = await runLoop(
			items.map((item) => [item]),
			nodeOf(messages),
			store,
		);
		expect(results.map(({ error, json }) => [error, json[0]?.status])).toEqual(items.map(() => [undefined, 'recall_requested']));
		expect(recalls()).toEqual(items.map(({ id, app }) => [id, app]));
		// One token for each app, however often the loop comes back to it.
		expect(world.sandbox.calls('tenantToken')).toHaveLength(2);
	});

	test('a run leaves the expressions of the credential as they were stored', async () => {
		const store = new Store({ tenant: byItem() });
		await runNode(itemsFor([A]), nodeOf(messages), store);
		expect(store.stored.tenant).toEqual(byItem());
		await runNode(itemsFor([B]), nodeOf(messages), store);
		expect(recalls().map(([, app]) => app)).toEqual([A, B]);
		expect(store.stored.tenant).toEqual(byItem());
	});

	test('the expression of a host alone survives as well', async () => {
		const stored = { ...sandboxCredentials(world.sandbox).tenant, baseUrl: `={{ ${JSON.stringify(world.sandbox.url)} }}` };
		const store = new Store({ tenant: { ...stored } });
		const { json } = await runNode(itemsFor([A]), nodeOf(messages), store);
		expect(json[0]?.status).toBe('recall_requested');
		expect(store.stored.tenant).toEqual(stored);
	});

	test('a token that ends in a loop is fetched anew for its own app alone', async () => {
		const store = new Store({ tenant: byItem() });
		const items = itemsFor([A, B, A, B]);
		world.sandbox.fault({ kind: 'token', status: 400, code: 99991663, endpoint: 'batchMessage', on: 3 });
		const results = await runLoop(
			items.map((item) => [item]),
			nodeOf(messages),
			store,
		);
		expect(results.map(({ json }) => json[0]?.status)).toEqual(items.map(() => 'recall_requested'));
		expect(world.sandbox.calls('tenantToken').map(({ app }) => app)).toEqual([A, B, A]);
		expect(store.stored.tenant).toEqual(byItem());
	});

	test('a credential without expressions keeps the token that n8n fetched', async () => {
		const store = new Store(sandboxCredentials(world.sandbox));
		await runNode(itemsFor([A]), nodeOf(messages), store);
		expect(store.stored.tenant?.accessToken).toBe([...world.sandbox.state.tenantTokens.keys()][0]);
	});
});

describe('a token that ends', () => {
	test('is fetched anew as often as it ends: twice in one long run', async () => {
		const names = attendance.names(400);
		attendance.seed(world.sandbox, names);
		world.sandbox.fault({ kind: 'token', status: 400, code: 99991663, endpoint: 'attendanceRecord', on: [5, 30] });
		const { json, error } = await runNode(itemsOf(attendance, names), nodeOf(attendance), sandboxCredentials(world.sandbox));
		expect(error).toBeUndefined();
		expect(json.filter(({ status }) => status === 'deleted')).toHaveLength(400);
		expect(world.sandbox.calls('tenantToken')).toHaveLength(3);
	});

	test('and whose successors are all rejected ends the run after one renewal', async () => {
		const names = attendance.names(400);
		attendance.seed(world.sandbox, names);
		world.sandbox.fault({ kind: 'token', status: 400, code: 99991663, endpoint: 'attendanceRecord', on: 'every' });
		const { json } = await runNode(
			itemsOf(attendance, names),
			nodeOf(attendance, { settings: CONTINUE }),
			sandboxCredentials(world.sandbox),
		);
		expect(json.map(({ status }) => status)).toEqual(names.map((_name, index) => (index < 10 ? 'refused' : 'not_sent')));
		expect(world.sandbox.calls('attendanceRecord')).toHaveLength(2);
		expect(world.sandbox.calls('tenantToken')).toHaveLength(2);
	});
});
