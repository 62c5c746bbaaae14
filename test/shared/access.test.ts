import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { Access } from '../../nodes/shared/engine/token/access';
import { contextWith, executionWith, responseOf } from '../support/context';

type Data = ICredentialDataDecryptedObject;

const TENANT: Data = { region: 'feishu', appId: 'cli_a', appSecret: 'app-secret', accessToken: '', tokenOwner: '' };
const BY_ITEM: Data = { ...TENANT, appId: '={{ $json.app }}' };

/** Items with the credential as it resolves for each, stored like this. */
function itemsOf(resolved: readonly Data[], stored: Data | null = TENANT, type = 'feishuTenantApi') {
	const execution = stored === null ? {} : { execution: executionWith(stored) };
	return resolved.map((data, index) => contextWith({ index, parameters: { authentication: type }, credential: () => data, ...execution }));
}

async function accessOf(data: Data = TENANT, type = 'feishuTenantApi'): Promise<Access> {
	const [context = contextWith({})] = itemsOf([data], data, type);
	return await Access.resolve([context]);
}

/** Work that a test ends when it likes. */
function pending<T>() {
	let end = (_value: T) => {};
	const promise = new Promise<T>((resolve) => {
		end = resolve;
	});
	return { promise, end };
}

test.each<[string, Data, string, string, string]>([
	['an app', TENANT, 'feishuTenantApi', 'https://open.feishu.cn', 'https://open.feishu.cn cli_a'],
	['an app of Lark', { ...TENANT, region: 'lark' }, 'feishuTenantApi', 'https://open.larksuite.com', 'https://open.larksuite.com cli_a'],
	[
		'a person who granted an app',
		{ region: 'feishu', clientId: 'cli_b', oauthTokenData: { access_token: 'u-1' } },
		'feishuOAuth2Api',
		'https://open.feishu.cn',
		'https://open.feishu.cn cli_b',
	],
	[
		'a token, of which only the credential is known',
		{ region: 'custom', baseUrl: 'https://feishu.example.com/', accessToken: 't-1' },
		'feishuAccessTokenApi',
		'https://feishu.example.com',
		'https://feishu.example.com credential',
	],
])('%s calls its host, at the pace of its app', async (_who, data, type, baseUrl, app) => {
	expect(await accessOf(data, type)).toMatchObject({ baseUrl, app });
});

test.each<[string, Data, string, object]>([
	['an app', TENANT, 'feishuTenantApi', { appId: 'cli_a', isPerson: false }],
	[
		'a person, who granted an app',
		{ region: 'feishu', clientId: 'cli_b', oauthTokenData: { access_token: 'u-1' } },
		'feishuOAuth2Api',
		{ appId: 'cli_b', isPerson: true },
	],
	[
		'a tenant token, of an app that nobody knows',
		{ region: 'feishu', accessToken: 't-1' },
		'feishuAccessTokenApi',
		{ appId: '', isPerson: false },
	],
	['a user token', { region: 'feishu', accessToken: 'u-1' }, 'feishuAccessTokenApi', { appId: '', isPerson: true }],
])('knows that it acts for %s', async (_who, data, type, account) => {
	expect((await accessOf(data, type)).account).toEqual(account);
});

describe('the credential of several items', () => {
	const resolve = async ([first = contextWith({}), ...others]: ReturnType<typeof itemsOf>) => await Access.resolve([first, ...others]);

	test.each<[string, Data[], Data | null, boolean]>([
		['holds no expression, and is read for the first alone', [TENANT, { ...TENANT, appId: 'cli_b' }], TENANT, true],
		['resolves alike', [TENANT, TENANT], BY_ITEM, true],
		['has another token of the same app', [TENANT, { ...TENANT, accessToken: 't-2', tokenOwner: 'x' }], BY_ITEM, true],
		['resolves to another app', [TENANT, TENANT, { ...TENANT, appId: 'cli_b' }], BY_ITEM, false],
		['resolves to another host', [TENANT, { ...TENANT, region: 'lark' }], { ...TENANT, region: '={{ $json.region }}' }, false],
		['has an expression deep inside', [TENANT, { ...TENANT, appId: 'cli_b' }], { ...TENANT, more: { list: ['={{ 1 }}'] } }, false],
		['is stored where nobody can look', [TENANT, { ...TENANT, appId: 'cli_b' }], null, false],
	])('%s', async (_what, resolved, stored, isOne) => {
		const items = itemsOf(resolved, stored);
		const words = `resolves differently for item 0 and item ${items.length - 1}`;
		if (isOne) await expect(resolve(items)).resolves.toBeInstanceOf(Access);
		else await expect(resolve(items)).rejects.toThrow(words);
		// Those that come later, by n8n's Batching, are looked at as well.
		const access = await resolve(items.slice(0, 1));
		if (isOne) await expect(access.assertSame(items.slice(1))).resolves.toBeUndefined();
		else await expect(access.assertSame(items.slice(1))).rejects.toThrow(words);
	});

	test('is the token itself where a token is all there is', async () => {
		const tokens = ['t-1', 't-2'].map((accessToken) => ({ region: 'feishu', accessToken }));
		const items = itemsOf(tokens, { region: 'feishu', accessToken: '={{ $json.token }}' }, 'feishuAccessTokenApi');
		await expect(resolve(items)).rejects.toThrow('resolves differently for item 0 and item 1');
	});
});

describe('single flight', () => {
	test('lets one attempt through at a time until Feishu has accepted the token, then all', async () => {
		const access = await accessOf();
		const first = pending<string>();
		const passing = access.singleFlight(async () => await first.promise);
		expect(access.isFree).toBe(false);
		let isOpen = false;
		const opening = access.afterFlight().then(() => {
			isOpen = true;
		});
		await Promise.resolve();
		expect(isOpen).toBe(false);
		access.accepted(access.generation);
		first.end('answer');
		expect(await passing).toBe('answer');
		await opening;
		expect(access.isFree).toBe(true);

		const second = pending<string>();
		void access.singleFlight(async () => await second.promise);
		expect(access.isFree).toBe(true);
		second.end('');
	});

	test('opens after an attempt that ended badly, and stays one by one', async () => {
		const access = await accessOf();
		await expect(access.singleFlight(async () => await Promise.reject(new Error('cut')))).rejects.toThrow('cut');
		expect(access.isFree).toBe(true);
		const next = pending<string>();
		const passing = access.singleFlight(async () => await next.promise);
		expect(access.isFree).toBe(false);
		next.end('');
		await passing;
	});

	test('is closed while a token is renewed, and after that for the first attempt with the new one', async () => {
		const access = await accessOf();
		access.accepted(0);
		const renewing = access.renew(0);
		expect(access.isFree).toBe(false);
		await renewing;
		// An answer to a call with the old token says nothing of the new one.
		access.accepted(0);
		const next = pending<string>();
		const passing = access.singleFlight(async () => await next.promise);
		expect(access.isFree).toBe(false);
		next.end('');
		await passing;
	});
});

describe('a rejected token', () => {
	test('is renewed once for all calls that carried it, and a later answer to one of them is no news', async () => {
		const access = await accessOf();
		access.accepted(0);
		expect(await Promise.all([access.renew(0), access.renew(0), access.renew(0)])).toEqual([true, true, true]);
		expect(access.generation).toBe(1);
		access.accepted(1);
		expect(await access.renew(0)).toBe(true);
		expect(access.generation).toBe(1);
	});

	test('that is a renewed one is renewed as often as Feishu has accepted it first', async () => {
		const access = await accessOf();
		expect(await access.renew(0)).toBe(true);
		access.accepted(1);
		expect(await access.renew(1)).toBe(true);
		expect(await access.renew(0)).toBe(true);
		expect(await access.renew(2)).toBe(false);
		expect(access.generation).toBe(2);
	});

	test('that has no successor, or whose credential cannot be read, ends there', async () => {
		const given = await accessOf({ region: 'feishu', accessToken: 't-1' }, 'feishuAccessTokenApi');
		expect(await given.renew(0)).toBe(false);

		let isLocked = false;
		const context = contextWith({
			parameters: { authentication: 'feishuOAuth2Api' },
			credential: () => {
				if (isLocked) throw new Error('the database is locked');
				return { region: 'feishu', oauthTokenData: { access_token: 'u-1' } };
			},
		});
		const person = await Access.resolve([context]);
		isLocked = true;
		expect(await person.renew(0)).toBe(false);
		expect(person.generation).toBe(0);
		expect(person.isFree).toBe(true);
	});
});

test('requests go out with the token, which no words show, nor the secret', async () => {
	const stored = { ...TENANT, accessToken: 'my-stored-token', tokenOwner: 'cli_a@https://open.feishu.cn' };
	const context = contextWith({
		parameters: { authentication: 'feishuTenantApi' },
		execution: executionWith(stored),
		credential: () => stored,
		send: async ({ url }, data) => responseOf(`${url} ${String(data?.accessToken)}`),
	});
	const access = await Access.resolve([context]);
	expect(await access.request(context, { url: '/x' })).toMatchObject({ body: '/x my-stored-token' });
	expect(access.redact('my-stored-token of app-secret')).toBe('[secret] of [secret]');
});
