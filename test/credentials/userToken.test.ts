import { Workflow, type ICredentialDataDecryptedObject, type IDataObject, type INodeParameters } from 'n8n-workflow';
import { FeishuOAuth2Api } from '../../credentials/FeishuOAuth2Api.credentials';
import { ALL_SCOPES, SANDBOX_APP, SANDBOX_USER, startSandbox, type Sandbox } from '../sandbox';
import { CredentialStore } from '../support/credentialStore';
import { followers, itemsOf, nodeOf } from '../support/deletions';
import { runNode, startWorkflow, type NodeResult } from '../support/engine';
import { VirtualClock } from '../support/virtualClock';

const names = followers.names(2);
const items = itemsOf(followers, names);
const SCOPES = [...ALL_SCOPES, 'offline_access'];

const clock = new VirtualClock();
let sandbox: Sandbox;

beforeAll(async () => {
	clock.install();
	sandbox = await startSandbox({ world: 'empty', rateLimits: 'off' });
});
afterAll(async () => {
	clock.uninstall();
	await sandbox.stop();
});
beforeEach(() => {
	sandbox.reset('empty');
	followers.seed(sandbox, names);
});

/** A credential that a person has connected: with a token, good or ended, and a refresh token. */
function connected({ ended = false, refreshToken = 'refresh-1' } = {}): CredentialStore {
	const accessToken = sandbox.seed.userToken({ scopes: SCOPES, ...(ended && { expiresInSeconds: -1 }) });
	sandbox.state.refreshTokens.set('refresh-1', {
		token: 'refresh-1',
		appId: SANDBOX_APP.appId,
		openId: SANDBOX_USER,
		scopes: SCOPES,
		expiresAt: Date.now() + 1_000_000,
		used: false,
	});
	return new CredentialStore({
		user: {
			region: 'custom',
			baseUrl: sandbox.url,
			customAuthUrl: `${sandbox.url}/open-apis/authen/v1/authorize`,
			customAccessTokenUrl: `${sandbox.url}/open-apis/authen/v2/oauth/token`,
			clientId: SANDBOX_APP.appId,
			clientSecret: SANDBOX_APP.secret,
			oauthTokenData: { access_token: accessToken, refresh_token: refreshToken, token_type: 'Bearer' },
		},
	});
}

const setup = () =>
	nodeOf(followers, {
		credentials: { feishuOAuth2Api: 'user' },
		parameters: { authentication: 'feishuOAuth2Api' },
		settings: { onError: 'continueRegularOutput' },
	});

const deleteAll = async (store: CredentialStore) => await runNode(items, setup(), store);
const statuses = ({ json }: NodeResult) => json.map(({ status }) => status);
const endpoints = () => sandbox.log.map(({ endpoint }) => endpoint);
const storedToken = ({ stored }: CredentialStore) => (stored.user?.oauthTokenData as IDataObject).access_token;

describe('a person’s token', () => {
	test('is sent as it is stored', async () => {
		const store = connected();
		expect(statuses(await deleteAll(store))).toEqual(['deleted', 'deleted']);
		expect(sandbox.log.map(({ headers }) => headers['authorization'])).toEqual([`Bearer ${String(storedToken(store))}`]);
	});

	test.each([
		[400, 99991668],
		[401, 99991677],
		[401, 99991668],
		[200, 99991668],
	] as const)(
		'that Feishu rejects with HTTP %i and %i is renewed once through n8n, stored, and the call repeated',
		async (status, code) => {
			const store = connected();
			const before = storedToken(store);
			sandbox.fault({ kind: 'token', status, code, endpoint: 'taskFollower', on: 1 });
			expect(statuses(await deleteAll(store))).toEqual(['deleted', 'deleted']);

			expect(endpoints()).toEqual(['taskFollower', 'oauthToken', 'taskFollower']);
			const [, renewal, repeat] = sandbox.log;
			expect(renewal?.body).toMatchObject({
				grant_type: 'refresh_token',
				refresh_token: 'refresh-1',
				client_id: SANDBOX_APP.appId,
				client_secret: SANDBOX_APP.secret,
			});
			expect(renewal?.headers['authorization']).toBeUndefined();
			expect(storedToken(store)).not.toBe(before);
			expect(repeat?.headers['authorization']).toBe(`Bearer ${String(storedToken(store))}`);
		},
	);

	test('is renewed once for a run of many calls', async () => {
		const many = followers.names(450);
		followers.seed(sandbox, many);
		const store = connected({ ended: true });
		const result = await runNode(itemsOf(followers, many), setup(), store);
		expect(new Set(statuses(result))).toEqual(new Set(['deleted']));
		expect(sandbox.calls('oauthToken')).toHaveLength(1);
		expect(sandbox.calls('taskFollower')).toHaveLength(6);
	});

	test.each([1470602, 1470404, 99991679])('is not renewed for a refusal with HTTP 400 that speaks of something else: %i', async (code) => {
		const store = connected();
		const before = storedToken(store);
		sandbox.fault({ kind: 'code', code, status: 400, endpoint: 'taskFollower', on: 1 });
		expect(statuses(await deleteAll(store))).toEqual(['refused', 'refused']);
		expect(endpoints()).toEqual(['taskFollower']);
		expect(storedToken(store)).toBe(before);
		expect(sandbox.state.refreshTokens.get('refresh-1')?.used).toBe(false);
	});

	test('is renewed once by two nodes with the same credential, one after the other', async () => {
		const store = connected({ ended: true });
		const results = await startWorkflow(
			items,
			[
				{ ...setup(), name: 'One' },
				{ ...setup(), name: 'Two' },
			],
			store,
		).finished;
		expect(statuses(results.One!)).toEqual(['deleted', 'deleted']);
		expect(statuses(results.Two!)).toEqual(['refused', 'refused']);
		expect(results.Two?.json[0]?.reason).toContain('does not list this person');
		expect(sandbox.calls('oauthToken')).toHaveLength(1);
	});

	test('is renewed once by two executions at the same time', async () => {
		const store = connected({ ended: true });
		const [first = '', second = ''] = names;
		const results = await Promise.all([first, second].map(async (name) => await runNode([followers.item(name)], setup(), store)));
		expect(results.map(statuses)).toEqual([['deleted'], ['deleted']]);
		expect(sandbox.calls('oauthToken').map(({ code }) => code)).toEqual([0]);
	});

	test('that somebody else has renewed meanwhile is taken as it is stored, and the refresh token is not spent twice', async () => {
		const store = connected({ ended: true });
		const renewed = sandbox.seed.userToken({ scopes: SCOPES });
		// Another worker stores its renewal as soon as Feishu has rejected our first call.
		const read = store.getDecrypted.bind(store);
		store.getDecrypted = async (...request) => {
			if (sandbox.log.length > 0)
				store.stored.user!.oauthTokenData = { access_token: renewed, refresh_token: 'refresh-2', token_type: 'Bearer' };
			return await read(...request);
		};
		expect(statuses(await deleteAll(store))).toEqual(['deleted', 'deleted']);
		expect(endpoints()).toEqual(['taskFollower', 'taskFollower']);
		expect(sandbox.log[1]?.headers['authorization']).toBe(`Bearer ${renewed}`);
		expect(sandbox.state.refreshTokens.get('refresh-1')?.used).toBe(false);
	});

	test.each([
		['that was spent before', 'refresh-1', true, /used before, was revoked or has expired/],
		['that nobody knows', 'refresh-0', false, /used before, was revoked or has expired/],
		['that is missing', '', false, /gave no refresh token.*offline_access/],
	])(
		'whose renewal fails for a refresh token %s ends with the reason and the advice to connect again',
		async (_what, refreshToken, used, why) => {
			const store = connected({ ended: true, refreshToken });
			sandbox.state.refreshTokens.get('refresh-1')!.used = used;
			const result = await deleteAll(store);
			expect(statuses(result)).toEqual(['refused', 'refused']);
			expect(result.json[0]).toMatchObject({ code: 99991677 });
			expect(result.json[0]?.what_to_do).toMatch(why);
			expect(result.json[0]?.what_to_do).toMatch(/connect the account .*again/);
			expect(sandbox.calls('oauthToken').length).toBeLessThanOrEqual(1);
			expect(sandbox.calls('taskFollower')).toHaveLength(1);
			const shown = JSON.stringify(result);
			for (const secret of [String(storedToken(store)), SANDBOX_APP.secret, 'refresh-1']) expect(shown.includes(secret)).toBe(false);
		},
	);

	test('whose renewal Feishu refuses for another reason says that reason', async () => {
		const body = { code: 20074, error: 'invalid_request', error_description: 'refreshing is switched off' };
		sandbox.fault({ kind: 'answer', endpoint: 'oauthToken', on: 'every', status: 400, body, done: false });
		const result = await deleteAll(connected({ ended: true }));
		expect(statuses(result)).toEqual(['refused', 'refused']);
		expect(result.json[0]?.what_to_do).toMatch(/the app is set not to renew user tokens.*Security Settings/);
	});

	test('that was never granted ends with the advice to connect', async () => {
		const store = connected();
		delete store.stored.user!.oauthTokenData;
		const result = await deleteAll(store);
		expect(statuses(result)).toEqual(['not_sent', 'not_sent']);
		expect(result.json[0]).toMatchObject({
			reason: 'No account is connected yet',
			what_to_do: 'Open the Feishu User Token OAuth2 API credential and connect one.',
		});
		expect(sandbox.log).toEqual([]);
	});
});

describe('the credential', () => {
	/** What n8n makes of the credential's fields: its defaults, and the expressions that refer to itself. */
	async function resolve(entered: ICredentialDataDecryptedObject): Promise<ICredentialDataDecryptedObject> {
		const workflow = new Workflow({
			nodes: [],
			connections: {},
			active: false,
			nodeTypes: {
				getByName: () => {
					throw new Error('no node is asked for');
				},
				getByNameAndVersion: () => {
					throw new Error('no node is asked for');
				},
				getKnownTypes: () => ({}),
			},
		});
		const defaults = Object.fromEntries(new FeishuOAuth2Api().properties.map((property) => [property.name, property.default]));
		const data = { ...defaults, ...entered } as INodeParameters;
		await workflow.expression.acquireIsolate();
		try {
			return workflow.expression.getParameterValue(
				data,
				null,
				0,
				0,
				'credential',
				[],
				'internal',
				{},
				undefined,
				false,
				data,
			) as ICredentialDataDecryptedObject;
		} finally {
			await workflow.expression.releaseIsolate();
		}
	}

	const property = (wanted: string) => new FeishuOAuth2Api().properties.find(({ name }) => name === wanted);
	const choices = () => (property('allow')?.options ?? []).filter((option) => 'value' in option);

	test('builds on n8n’s OAuth2, with the secret in the body, and PKCE where n8n can do both', async () => {
		expect(new FeishuOAuth2Api().extends).toEqual(['oAuth2Api']);
		expect(await resolve({})).toMatchObject({
			grantType: 'authorizationCode',
			usePkce: true,
			authentication: 'body',
			authQueryParameters: 'prompt=consent',
		});
	});

	test.each([
		['feishu', 'https://accounts.feishu.cn/open-apis/authen/v1/authorize', 'https://open.feishu.cn/open-apis/authen/v2/oauth/token'],
		['lark', 'https://accounts.larksuite.com/open-apis/authen/v1/authorize', 'https://open.larksuite.com/open-apis/authen/v2/oauth/token'],
	])('in the region %s asks for consent and tokens there', async (region, authUrl, accessTokenUrl) => {
		expect(
			await resolve({ region, customAuthUrl: 'https://elsewhere.example.com', customAccessTokenUrl: 'https://elsewhere.example.com' }),
		).toMatchObject({ authUrl, accessTokenUrl });
	});

	test('of a custom region asks where it is told to', async () => {
		const entered = {
			region: 'custom',
			customAuthUrl: 'https://accounts.example.com/a',
			customAccessTokenUrl: 'https://open.example.com/t',
		};
		expect(await resolve(entered)).toMatchObject({ authUrl: entered.customAuthUrl, accessTokenUrl: entered.customAccessTokenUrl });
	});

	describe('asks for the refresh token that n8n needs and', () => {
		const REMOVALS = 'calendar:calendar.event:update task:task';
		const LOOK_UP = 'calendar:calendar:read calendar:calendar.event:read task:task:readonly';
		const USER_IDS = 'contact:user.employee_id:readonly';

		test.each([
			['for looking up and all removals where nothing was ever chosen', {}, `${LOOK_UP} ${REMOVALS}`],
			// The editor sets a list that has no stored value to an empty one, and saves that.
			['for the same where the editor has saved an empty choice', { allow: [] }, `${LOOK_UP} ${REMOVALS}`],
			['for one removal alone', { allow: ['task:task'] }, 'task:task'],
			['for looking up alone', { allow: [LOOK_UP] }, LOOK_UP],
			['for looking up and a removal', { allow: [LOOK_UP, 'calendar:calendar.event:update'] }, `${LOOK_UP} calendar:calendar.event:update`],
			['for user IDs with one removal', { allow: ['task:task', USER_IDS] }, `task:task ${USER_IDS}`],
			[
				'for user IDs with all else where nothing else is chosen, since alone they do nothing',
				{ allow: [USER_IDS] },
				`${LOOK_UP} ${REMOVALS} ${USER_IDS}`,
			],
		])('%s', async (_choice, entered, scope) => {
			expect((await resolve(entered)).scope).toBe(`${scope} offline_access`);
		});
	});

	test('keeps a choice through the editor, which stores no value that equals its default', () => {
		expect(property('allow')?.default).toEqual([]);
	});

	test('names, with each choice, the permissions that must be switched on for it', () => {
		for (const { value, description = '' } of choices()) {
			for (const scope of String(value).split(' ')) expect(description).toContain(scope);
		}
		expect(property('allow')?.description).toContain('offline_access');
	});

	test('explains what stands above it, as n8n puts Client ID and redirect URL first', () => {
		const notice = property('notice')?.displayName ?? '';
		expect(notice).toMatch(/redirect URL above/);
		for (const what of ['Client ID', 'Security Settings', 'offline_access', 'refreshing']) expect(notice).toContain(what);
		expect([...notice.matchAll(/<\/?(\w+)/g)].filter(([, tag = '']) => !['a', 'ul', 'li'].includes(tag))).toEqual([]);
	});

	test('says when it must be connected again', () => {
		const lifetime = property('lifetime')?.displayName ?? '';
		for (const what of ['7 days', '365 days', 'less than once a week']) expect(lifetime).toContain(what);
	});

	test('offers each of its scopes once', () => {
		const scopes = choices().flatMap(({ value }) => String(value).split(' '));
		expect(scopes).toEqual([...new Set(scopes)]);
		for (const scope of ['task:task', 'calendar:calendar.event:update', 'contact:user.employee_id:readonly'])
			expect(scopes).toContain(scope);
	});
});
