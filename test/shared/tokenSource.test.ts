import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { tokenSourceOf } from '../../nodes/shared/engine/token/tokenSource';
import { type TokenSource } from '../../nodes/shared/engine/token/caller';
import { contextWith, executionWith, responseOf, type Given } from '../support/context';
import { VirtualClock } from '../support/virtualClock';

type Data = ICredentialDataDecryptedObject;

const HOST = 'https://open.feishu.cn';
const TENANT: Data = { region: 'feishu', appId: 'cli_a', appSecret: 'app-secret', accessToken: '', tokenOwner: '' };
const STORED: Data = { ...TENANT, accessToken: 't-stored', tokenOwner: `cli_a@${HOST}` };
const CALL: IHttpRequestOptions = { url: `${HOST}/open-apis/x` };
const PROXY = { host: 'proxy.example.com', port: 3128 };

/** A source, what was sent with it, and the requests for a token that it made by itself. */
function sourceOf(type: string, data: Data, { varies = false, ...given }: Given & { varies?: boolean } = {}) {
	const sent: Array<Data | undefined> = [];
	const fetched: IHttpRequestOptions[] = [];
	const context = contextWith({
		parameters: { authentication: type },
		send: async (_options, decrypted) => {
			sent.push(decrypted);
			return responseOf({ code: 0 });
		},
		ask: async (options) => {
			fetched.push(options);
			return responseOf({ code: 0, tenant_access_token: `t-${fetched.length}` });
		},
		...given,
	});
	return { source: tokenSourceOf({ context, type, data, varies }), context, sent, fetched };
}

const tokens = (sent: ReadonlyArray<Data | undefined>) => sent.map((data) => data?.accessToken);

test('a credential of no known kind cannot be used', () => {
	expect(() => sourceOf('httpBasicAuth', {})).toThrow('Authentication names no credential of this node');
});

describe('a token that the user has entered', () => {
	test('is sent as it is, has no successor, and is a secret', async () => {
		const { source, context, sent } = sourceOf('feishuAccessTokenApi', { accessToken: 't-given' });
		expect(await source.request(context, CALL)).toMatchObject({ statusCode: 200 });
		expect(tokens(sent)).toEqual(['t-given']);
		expect(await source.renew()).toBe(false);
		expect([...new Set(source.secrets)]).toEqual(['t-given']);
	});

	test('is a secret as it is pasted, and as it is sent', () => {
		const { source } = sourceOf('feishuAccessTokenApi', { accessToken: 'Bearer t-\u200Bgiven' });
		expect(source.secrets).toEqual(['Bearer t-\u200Bgiven', 't-given']);
	});
});

describe('the token of an app', () => {
	const tenant = (data: Data, given: Parameters<typeof sourceOf>[2] = {}) => sourceOf('feishuTenantApi', data, given);

	test.each<[string, Data, boolean, string]>([
		['is the stored one', STORED, false, 't-stored'],
		['is left to n8n where none is stored', TENANT, false, ''],
		['is not that of another app', { ...STORED, appId: 'cli_b' }, false, ''],
		['is not that of another host', { ...STORED, region: 'lark' }, false, ''],
		['is the engine’s own where the credential holds an expression', STORED, true, 't-1'],
	])('%s', async (_what, data, varies, token) => {
		const { source, context, sent, fetched } = tenant(data, { varies });
		await source.request(context, CALL);
		expect(tokens(sent)).toEqual([token]);
		expect(fetched).toHaveLength(varies ? 1 : 0);
	});

	test.each<[string, Partial<IHttpRequestOptions>]>([
		['a proxy', { proxy: PROXY }],
		['no check of the certificate', { skipSslCertificateValidation: true }],
	])('is fetched as the calls travel, where these need %s', async (_what, transport) => {
		const { source, context, sent, fetched } = tenant(TENANT);
		for (let call = 0; call < 3; call += 1) await source.request(context, { ...CALL, ...transport });
		expect(fetched).toEqual([expect.objectContaining({ url: `${HOST}/open-apis/auth/v3/tenant_access_token/internal`, ...transport })]);
		expect(tokens(sent)).toEqual(['t-1', 't-1', 't-1']);
	});

	test('is given up for the next one, in a copy: n8n assigns into what it is given', async () => {
		const { source, context, sent } = tenant(STORED);
		await source.request(context, CALL);
		expect(source.secrets).toEqual(['t-stored', 'app-secret']);
		expect(await source.renew()).toBe(true);
		await source.request(context, CALL);
		expect(tokens(sent)).toEqual(['t-stored', '']);
		expect(sent[1]?.tokenOwner).toBe(`cli_a@${HOST}`);
		expect(STORED.accessToken).toBe('t-stored');
	});

	test('that the engine fetched is held for its execution, app and secret, until Feishu rejects it', async () => {
		const execution = executionWith({});
		const tokenIn = async (own: object, data: Data, then?: (source: TokenSource) => Promise<unknown>) => {
			const { source, context, sent, fetched } = tenant(data, { varies: true, execution: own });
			await source.request(context, CALL);
			await then?.(source);
			return [sent[0]?.accessToken, fetched.length];
		};
		expect(await tokenIn(execution, TENANT)).toEqual(['t-1', 1]);
		expect(await tokenIn(execution, TENANT)).toEqual(['t-1', 0]);
		for (const other of [{ appId: 'cli_b' }, { appSecret: 'other' }, { region: 'lark' }]) {
			expect(await tokenIn(execution, { ...TENANT, ...other })).toEqual(['t-1', 1]);
		}
		expect(await tokenIn(executionWith({}), TENANT)).toEqual(['t-1', 1]);
		expect(await tokenIn(execution, TENANT, async (source) => await source.renew())).toEqual(['t-1', 0]);
		expect(await tokenIn(execution, TENANT)).toEqual(['t-1', 1]);
	});
});

describe('the token of a person', () => {
	let clock: VirtualClock;
	beforeEach(() => {
		clock = new VirtualClock();
		clock.install();
	});
	afterEach(() => clock.uninstall());

	/** A credential in n8n's store, which a renewal changes unless it is refused. */
	function person(granted: Data = { access_token: 'u-1', refresh_token: 'r-1' }, refused?: object) {
		let stored: Data = { clientSecret: 'client-secret', oauthTokenData: granted };
		let renewals = 0;
		const given = {
			credential: () => stored,
			refresh: async () => {
				renewals += 1;
				await Promise.resolve();
				if (refused !== undefined) throw Object.assign(new Error('invalid_grant'), refused);
				store('u-2');
			},
		};
		const store = (access_token: string) => {
			stored = { ...stored, oauthTokenData: { access_token, refresh_token: 'r-2' } };
		};
		return {
			renewals: () => renewals,
			store,
			connect: (id?: string) => sourceOf('feishuOAuth2Api', stored, { ...given, ...(id !== undefined && { id }) }),
		};
	}

	test('must have been granted', () => {
		for (const data of [{}, { oauthTokenData: {} }]) {
			expect(() => sourceOf('feishuOAuth2Api', data)).toThrow('No account is connected yet.');
		}
	});

	test('is n8n’s to read, for every request', async () => {
		const { source, context, sent } = person().connect();
		await source.request(context, CALL);
		expect(sent).toEqual([undefined]);
	});

	test('is renewed through n8n, and what is stored then is what must not be seen', async () => {
		const { connect, renewals } = person();
		const { source } = connect();
		expect(source.secrets).toEqual(['u-1', 'r-1', 'client-secret']);
		expect(await source.renew()).toBe(true);
		expect(renewals()).toBe(1);
		expect(source.secrets).toEqual(['u-2', 'r-2', 'client-secret']);
	});

	test('is renewed once by all that hold it at a time', async () => {
		const { connect, renewals } = person();
		const sources = [connect(), connect(), connect()].map(({ source }) => source);
		expect(await Promise.all(sources.map(async (source) => await source.renew()))).toEqual([true, true, true]);
		expect(renewals()).toBe(1);
	});

	test('is renewed beside that of another person', async () => {
		const [one, other] = [person(), person(undefined, { body: { code: 20074 } })];
		const sources = [one.connect('one'), other.connect('other')].map(({ source }) => source);
		expect(await Promise.all(sources.map(async (source) => await source.renew()))).toEqual([true, false]);
		expect([one.renewals(), other.renewals()]).toEqual([1, 1]);
	});

	test('whose renewal is joined says why that failed, to each', async () => {
		const { connect, renewals } = person(undefined, { body: { code: 20074 } });
		const [first, second, later] = [connect().source, connect().source, connect().source];
		const renewing = [first.renew(), second.renew()];
		while (renewals() < 1) await Promise.resolve();
		expect(await Promise.all([...renewing, later.renew()])).toEqual([false, false, false]);
		expect(renewals()).toBe(1);
		for (const source of [first, second, later]) expect(source.refusal?.what).toMatch(/the app is set not to renew user tokens/);
	});

	test('that somebody else has renewed meanwhile is taken as it is stored', async () => {
		const { connect, store, renewals } = person();
		const { source } = connect();
		store('u-9');
		expect(await source.renew()).toBe(true);
		expect(renewals()).toBe(0);
	});

	test('has no successor where its renewal is refused, unless another worker has stored one', async () => {
		const { connect, store, renewals } = person(undefined, { body: { code: 20064 } });
		const { source } = connect();
		expect(await source.renew()).toBe(false);
		const renewing = source.renew();
		while (renewals() < 2) await Promise.resolve();
		store('u-9');
		expect(await renewing).toBe(true);
	});

	test('that another worker has spent the refresh token for is waited for until it is stored, some seconds at most', async () => {
		const { connect, store } = person(undefined, { body: { code: 20064 } });
		const { source } = connect();
		const renewing = source.renew();
		void clock.sleep(3_000).then(() => store('u-9'));
		expect(await renewing).toBe(true);

		const began = clock.now();
		expect(
			await person(undefined, { body: { code: 20064 } })
				.connect()
				.source.renew(),
		).toBe(false);
		expect(clock.now() - began).toBe(5_000);
	});

	test('whose renewal does not end holds back nobody who is stopped, and is not begun again meanwhile', async () => {
		const stop = new AbortController();
		let renewals = 0;
		let end = () => {};
		const stored: Data = { oauthTokenData: { access_token: 'u-1', refresh_token: 'r-1' } };
		const refresh = async () => {
			renewals += 1;
			await new Promise<void>((resolve) => {
				end = resolve;
			});
		};
		const connect = (signal?: AbortSignal) =>
			sourceOf('feishuOAuth2Api', stored, { credential: () => stored, refresh, ...(signal && { signal }) }).source;
		const stopped = [connect(stop.signal), connect(stop.signal)].map(async (source) => await source.renew());
		while (renewals < 1) await Promise.resolve();
		stop.abort();
		expect(await Promise.all(stopped)).toEqual([false, false]);

		const other = connect().renew();
		await clock.sleep(1_000);
		stored.oauthTokenData = { access_token: 'u-2' };
		end();
		expect(await other).toBe(true);
		expect(renewals).toBe(1);
	});

	test('that came without a refresh token is not waited for', async () => {
		const { source } = person({ access_token: 'u-1' }, { name: 'Error' }).connect();
		expect(await source.renew()).toBe(false);
		expect(clock.waits).toEqual([]);
	});

	test.each<[string, Data, object, RegExp]>([
		['without a refresh token', { access_token: 'u-1' }, {}, /^Feishu gave no refresh token .*offline_access.*Security Settings.*again\.$/],
		['that the app may not renew', {}, { body: { code: 20074 } }, /the app is set not to renew user tokens/],
		['whose Client Secret has changed', {}, { body: { code: 20002 } }, /the Client Secret is wrong/],
		[
			'that n8n 2.x names no code for',
			{},
			{ name: 'NodeOperationError' },
			/used before, was revoked or has expired.*connect the account again/,
		],
		['with a code of no table', {}, { body: { code: 29999 } }, /with code 29999.*connect the account again/],
		['where nobody answered', {}, { code: 'ECONNREFUSED' }, /could not be asked to renew.*Run the workflow again/],
	])('says why it was not renewed: one %s', async (_what, granted, refused, words) => {
		const { source } = person(
			{ access_token: 'u-1', refresh_token: 'r-1', ...granted, ...('access_token' in granted && { refresh_token: '' }) },
			refused,
		).connect();
		expect(source.refusal).toBeUndefined();
		await source.renew();
		expect(`${source.refusal?.what} ${source.refusal?.todo}`).toMatch(words);
	});
});
