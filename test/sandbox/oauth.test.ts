import { createHash } from 'node:crypto';
import type { AxiosResponse } from 'axios';
import { callDeletion, gist, httpClient, ManualClock } from './sandboxClient';
import type { JsonObject } from './json';
import { SANDBOX_APP, startSandbox, type Sandbox } from './index';

const AUTHORIZE = '/open-apis/authen/v1/authorize';
const TOKEN = '/open-apis/authen/v2/oauth/token';
const REDIRECT = 'http://localhost:5678/rest/oauth2-credential/callback?x=1';
const CLIENT = { client_id: SANDBOX_APP.appId, client_secret: SANDBOX_APP.secret };
const clock = new ManualClock();
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ clock, world: 'empty' });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const authorize = (more: Record<string, string> = {}) =>
	httpClient(sandbox).get<string>(AUTHORIZE, {
		params: {
			client_id: SANDBOX_APP.appId,
			response_type: 'code',
			redirect_uri: REDIRECT,
			scope: 'task:task offline_access',
			state: 's 1',
			...more,
		},
	});
const landing = (answer: AxiosResponse) => new URL(String(answer.headers['location']));
const approve = async (more: Record<string, string> = {}) =>
	landing(await authorize({ sandbox_consent: 'approve', ...more })).searchParams.get('code') ?? '';
const token = (body: object, headers: Record<string, string> = {}) => httpClient(sandbox).post<JsonObject>(TOKEN, body, { headers });
const redeem = (code: string, more: object = {}) =>
	token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT, ...CLIENT, ...more });
const refresh = (refresh_token: unknown, more: object = {}) => token({ grant_type: 'refresh_token', refresh_token, ...CLIENT, ...more });
const failure = ({ status, data }: AxiosResponse<JsonObject>) => [status, data['code'], data['error']];

describe('the consent page', () => {
	it('shows what is asked for, and its links approve and deny', async () => {
		const page = await authorize();
		expect(page.headers['content-type']).toContain('text/html');
		expect(page.data).toContain('task:task');
		const link = (id: string) => /href="([^"]*)"/.exec(page.data.slice(page.data.indexOf(`id="${id}"`)))?.[1]?.replace(/&#38;/g, '&') ?? '';
		const approved = landing(await httpClient(sandbox).get(link('approve')));
		expect([...approved.searchParams.keys()]).toEqual(['x', 'code', 'state']);
		expect(approved.searchParams.get('state')).toBe('s 1');
		const denied = landing(await httpClient(sandbox).get(link('deny')));
		expect(denied.searchParams.get('error')).toBe('access_denied');
	});

	it('approves by itself when told to', async () => {
		sandbox.setOptions({ autoApprove: true });
		expect((await authorize()).status).toBe(302);
	});

	it.each([
		['an unknown app', { client_id: 'cli_none' }],
		['another response type', { response_type: 'token' }],
		['a scope the app lacks', { scope: 'mail:read' }],
		['more than fifty scopes', { scope: Array.from({ length: 51 }, () => 'task:task').join(' ') }],
		['an unknown challenge method', { code_challenge: 'x', code_challenge_method: 'MD5' }],
		['no address to return to', { redirect_uri: 'nowhere' }],
	])('refuses %s', async (_name, more) => {
		expect((await authorize(more)).status).toBe(400);
	});
});

describe('the token call', () => {
	it('redeems a code for a token that works', async () => {
		const { status, data } = await redeem(await approve());
		expect(status).toBe(200);
		expect(data).toEqual({
			code: 0,
			access_token: expect.any(String) as string,
			expires_in: 7_200,
			refresh_token: expect.any(String) as string,
			refresh_token_expires_in: 604_800,
			token_type: 'Bearer',
			scope: 'task:task offline_access',
		});
		sandbox.seed.task({ taskId: 't', followers: ['ou_a'] });
		const call = { token: String(data['access_token']), params: { task_id: 't' }, body: { id_list: ['ou_a'] } };
		expect(gist(await callDeletion(sandbox, 'taskFollower', call))).toEqual([200, 0]);
	});

	it('takes forms as well as JSON', async () => {
		const form = new URLSearchParams({ grant_type: 'authorization_code', code: await approve(), redirect_uri: REDIRECT, ...CLIENT });
		expect((await token(form)).data).toMatchObject({ code: 0, token_type: 'Bearer' });
		expect(sandbox.calls('oauthToken')[0]?.body).toMatchObject({ grant_type: 'authorization_code' });
	});

	it('gives a refresh token only with offline_access', async () => {
		expect((await redeem(await approve({ scope: 'task:task' }))).data).not.toHaveProperty('refresh_token');
	});

	it('adds up what a user grants over time', async () => {
		await approve({ scope: 'task:task' });
		expect((await redeem(await approve({ scope: 'calendar:calendar' }))).data['scope']).toBe('task:task calendar:calendar');
	});

	it('takes each code once, for five minutes, with its own address and verifier', async () => {
		const verifier = 'v'.repeat(43);
		const S256 = { code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' };
		const code = await approve(S256);
		expect(failure(await redeem(code, { redirect_uri: 'http://localhost/' }))).toEqual([400, 20071, 'invalid_grant']);
		expect(failure(await redeem(code))).toEqual([400, 20049, 'invalid_grant']);
		expect((await redeem(code, { code_verifier: verifier })).status).toBe(200);
		expect(failure(await redeem(code, { code_verifier: verifier }))).toEqual([400, 20065, 'invalid_grant']);
		const plain = await approve({ code_challenge: verifier, code_challenge_method: 'plain' });
		expect((await redeem(plain, { code_verifier: verifier })).status).toBe(200);
		const late = await approve();
		clock.advance(300_000);
		expect(failure(await redeem(late))).toEqual([400, 20004, 'invalid_grant']);
	});

	it('rotates refresh tokens and takes each one once', async () => {
		const first = (await redeem(await approve())).data;
		const second = await refresh(first['refresh_token']);
		expect(second.data['refresh_token']).not.toBe(first['refresh_token']);
		expect(failure(await refresh(first['refresh_token']))).toEqual([400, 20064, 'invalid_grant']);
		clock.advance(604_800_000);
		expect(failure(await refresh(second.data['refresh_token']))).toEqual([400, 20037, 'invalid_grant']);
	});

	it('lets one of two parallel refreshes win', async () => {
		const { data } = await redeem(await approve());
		const both = await Promise.all([refresh(data['refresh_token']), refresh(data['refresh_token'])]);
		expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
	});

	it('refuses two ways to authenticate at once, and wrong clients', async () => {
		const Authorization = `Basic ${Buffer.from(`${CLIENT.client_id}:${CLIENT.client_secret}`).toString('base64')}`;
		expect(failure(await token({ grant_type: 'refresh_token', refresh_token: 'x', ...CLIENT }, { Authorization }))).toEqual([
			400,
			20070,
			'invalid_request',
		]);
		expect(failure(await token({ grant_type: 'refresh_token', refresh_token: 'x' }, { Authorization }))).toEqual([
			400,
			20001,
			'invalid_request',
		]);
		expect(failure(await refresh('x', { client_secret: 'wrong' }))).toEqual([400, 20002, 'invalid_client']);
		expect(failure(await refresh('x', { client_id: 'cli_none' }))).toEqual([400, 20048, 'invalid_client']);
		expect(failure(await token({ grant_type: 'password', ...CLIENT }))).toEqual([400, 20036, 'unsupported_grant_type']);
	});
});
