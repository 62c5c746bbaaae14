import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { Access } from '../../nodes/shared/engine/token/access';
import { Deadline } from '../../nodes/shared/engine/send/deadline';
import { limiterOf } from '../../nodes/shared/engine/send/rateLimiter';
import { blockedBy, sendCall, type Call, type Sent } from '../../nodes/shared/engine/send/send';
import { CallCost } from '../../nodes/shared/engine/time/callCost';
import { contextWith, executionWith, responseOf } from '../support/context';
import { endpointWith } from '../support/endpoint';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => {
	clock.install();
	// No wait is longer than it must be.
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterAll(() => {
	clock.uninstall();
	jest.restoreAllMocks();
});

const TENANT = { region: 'feishu', appId: 'cli_a', appSecret: 'app-secret', accessToken: '', tokenOwner: '' };
/** A person whose grant n8n holds no refresh token of. */
const PERSON = { region: 'feishu', clientId: 'cli_a', oauthTokenData: { access_token: 'u-1' } };
const GIVEN = { region: 'feishu', accessToken: 't-given' };

/** What n8n's helper does with one attempt. */
type Happening = () => IN8nHttpFullResponse | Promise<IN8nHttpFullResponse>;

const answers =
	(code: number, { status = 400, headers = {} }: { status?: number; headers?: IDataObject } = {}): Happening =>
	() =>
		responseOf({ code, msg: `code ${code}` }, status, headers);

const answersPage =
	(status: number, headers: IDataObject = {}): Happening =>
	() =>
		responseOf('<html>', status, headers);

/** What a server says that is none of Feishu's, at a good status. */
const answersWith =
	(body: unknown, headers: IDataObject = {}): Happening =>
	() =>
		responseOf(body, 200, headers);

/** Where there is no response, n8n throws an error that holds the one of its HTTP client. */
const throws =
	(code: string): Happening =>
	() => {
		throw Object.assign(new Error('n8n’s words'), { cause: Object.assign(new Error('the client’s words'), { code }) });
	};

/** n8n 1.x drops the cause, and keeps its code where a status would stand, and its words among its own. */
const throwsAsN8n1 =
	(httpCode: string, words: string): Happening =>
	() => {
		throw Object.assign(new Error('n8n’s words'), { httpCode, messages: [words] });
	};

const CUT = 'The connection was cut before an answer came';

/** Where nothing was sent, what the credential threw comes as it is. */
const throwsItself =
	(message: string, tokenRefusal?: object): Happening =>
	() => {
		throw Object.assign(new Error(message), { context: { tokenRefusal } });
	};

const endpoint = endpointWith({ refusals: { 5: { what: 'It is odd.', todo: 'Leave it.', reach: 'record' } } });
const done = answers(0, { status: 200 });
const [passing, tokenEnded] = [answers(1, { status: 500 }), answers(99991663)];
const lost = throws('ECONNRESET');
const undelivered = throws('ENOTFOUND');

let limiters = 0;

/** Sends a call whose attempts meet one happening after another; the last one stays. */
async function send(happenings: readonly Happening[], change: Partial<Call> = {}, credential: ICredentialDataDecryptedObject = TENANT) {
	const sent: IHttpRequestOptions[] = [];
	const own = 'appSecret' in credential ? 'feishuTenantApi' : 'feishuAccessTokenApi';
	const context = contextWith({
		parameters: { authentication: credential === PERSON ? 'feishuOAuth2Api' : own },
		credential: () => credential,
		execution: executionWith({}),
		send: async (options) => {
			sent.push(options);
			const happening = happenings[Math.min(sent.length, happenings.length) - 1];
			if (happening === undefined) throw new Error('nothing is to be sent');
			return happening();
		},
	});
	limiters += 1;
	const call: Call = {
		context,
		endpoint,
		access: await Access.resolve([context]),
		limiter: limiterOf(`app ${limiters}`, 'endpoint', endpoint.rates),
		options: { url: 'https://open.feishu.cn/open-apis/x', body: { ids: ['1'] } },
		signal: undefined,
		stopped: () => false,
		cost: new CallCost(),
		isRepeat: false,
		...change,
	};
	const started = clock.now();
	return { outcome: await sendCall(call), sent, call, ms: clock.now() - started };
}

/** What became of a call, in short: the code of an answer, or why there is none. */
function inShort(sent: Sent): string {
	const what = sent.kind === 'answered' ? `answered ${sent.answer.code}` : sent.kind;
	return sent.possiblyApplied ? `${what}, maybe done before` : what;
}

test.each<[string, Happening[], string, calls: number, ms: number]>([
	['success', [done], 'answered 0', 1, 0],
	['a refusal, which stands', [answers(5)], 'answered 5', 1, 0],
	['a rejected token, which is replaced at once', [tokenEnded, done], 'answered 0', 2, 0],
	['a rejected token, and its successor', [tokenEnded], 'answered 99991663', 2, 0],
	[
		'the rate, for as long as Feishu says',
		[answers(99991400, { headers: { 'x-ogw-ratelimit-reset': '7' } }), done],
		'answered 0',
		2,
		7_000,
	],
	['the rate, for as long as a gateway says', [answersPage(429, { 'retry-after': '4' }), done], 'answered 0', 2, 4_000],
	['the rate, for a second where nobody says', [answers(99991400), done], 'answered 0', 2, 1_000],
	['the rate, ten times', [answers(99991400, { headers: { 'x-ogw-ratelimit-reset': '1' } })], 'answered 99991400', 11, 10_000],
	['trouble that passes', [passing, done], 'answered 0, maybe done before', 2, 1_000],
	['trouble that does not', [passing], 'answered 1, maybe done before', 4, 7_000],
	['a lost answer, then a refusal', [lost, answers(5)], 'answered 5, maybe done before', 2, 1_000],
	['lost answers', [lost], 'lost, maybe done before', 4, 7_000],
	['a page of a server in trouble', [answersPage(502)], 'lost, maybe done before', 4, 7_000],
	['a page of a gateway that gave up waiting', [answersPage(408)], 'lost, maybe done before', 4, 7_000],
	['a host that is reached in the end', [undelivered, undelivered, done], 'answered 0', 3, 3_000],
	['a host that is never reached', [undelivered], 'blocked', 4, 7_000],
	['a certificate that is refused, which no repeat changes', [throws('UNABLE_TO_VERIFY_LEAF_SIGNATURE')], 'blocked', 0, 0],
	['TLS that breaks', [throws('ERR_SSL_SSL/TLS_ALERT_BAD_RECORD_MAC')], 'lost, maybe done before', 4, 7_000],
	['a host that is lost after an answer was', [lost, undelivered], 'lost, maybe done before', 4, 7_000],
	['a redirect, which is not followed', [answersPage(302)], 'blocked', 1, 0],
	['a page that is not Feishu’s', [answersPage(404)], 'blocked', 1, 0],
	['a page in place of an answer, which may have come after the work', [answersPage(200)], 'blocked, maybe done before', 1, 0],
	['an object of somebody else’s', [answersWith({ ok: true })], 'blocked, maybe done before', 1, 0],
	['a page where an answer was lost', [lost, answersPage(200)], 'blocked, maybe done before', 2, 1_000],
	['an answer that was cut off on its way', [answersWith('{"code":0,"msg":"succ'), done], 'answered 0, maybe done before', 2, 1_000],
	['an empty answer', [answersWith(''), done], 'answered 0, maybe done before', 2, 1_000],
	['a page of a gateway, with another status', [answersPage(503), done], 'answered 0, maybe done before', 2, 1_000],
	['each in turn', [lost, tokenEnded, answers(99991400), passing, done], 'answered 0, maybe done before', 5, 4_000],
])('a call meets %s', async (_what, happenings, became, calls, ms) => {
	const { outcome, sent, call, ms: took } = await send(happenings);
	expect(inShort(outcome)).toBe(became);
	expect(sent).toHaveLength(Math.max(calls, 1));
	expect(call.cost).toMatchObject({ calls, repeats: Math.max(calls - 1, 0) });
	expect(took).toBe(ms);
});

test.each<[string, Happening[], string, number]>([
	['a credential that throws', [throwsItself('no usable token')], 'blocked', 0],
	['a token that cannot be fetched for now', [throwsItself('busy', { passing: true }), done], 'answered 0', 1],
])('what does not leave is no call: %s', async (_what, happenings, became, calls) => {
	const { outcome, call } = await send(happenings);
	expect(inShort(outcome)).toBe(became);
	expect(call.cost).toMatchObject({ calls, repeats: 0 });
});

/** What somebody else says at a good status, with the headers of it, and what is said of it. */
const STRANGERS: ReadonlyArray<[body: unknown, headers: IDataObject, what: string]> = [
	['<!DOCTYPE html>', {}, ' with a web page'],
	['\n  <html>', {}, ' with a web page'],
	['Sign in', { 'content-type': 'Text/HTML; charset=utf-8' }, ' with a web page'],
	[{}, {}, ''],
	[[{ code: 0 }], {}, ''],
];

test.each<[string, Happening, Partial<Extract<Sent, { kind: 'blocked' | 'lost' }>>]>([
	['an answer that was cut off', lost, { kind: 'lost', reason: CUT }],
	['none in time', throws('ECONNABORTED'), { kind: 'lost', reason: 'No answer came in time' }],
	['one that ended in a way of its own', throws('EPIPE'), { kind: 'lost', reason: 'The connection ended before an answer came' }],
	['a server in trouble', answersPage(502), { kind: 'lost', reason: 'The server answered HTTP 502 without a Feishu code' }],
	[
		'a host that is not known',
		undelivered,
		{
			kind: 'blocked',
			reason:
				'https://open.feishu.cn: The host name is not known. Check the region, or the Base URL, of the credential, and the network of the n8n server.',
			code: null,
			passing: true,
		},
	],
	[
		'a certificate that is not accepted',
		throws('CERT_HAS_EXPIRED'),
		{
			kind: 'blocked',
			reason:
				'https://open.feishu.cn: The certificate of the host was not accepted: it has expired (CERT_HAS_EXPIRED). Renew the certificate of the host, and check the clock of the n8n server.',
			passing: false,
		},
	],
	[
		'TLS that breaks after the handshake',
		throws('ERR_SSL_WRONG_VERSION_NUMBER'),
		{ kind: 'lost', reason: 'The encrypted connection broke before an answer came (ERR_SSL_WRONG_VERSION_NUMBER)' },
	],
	['a code that only n8n 1.x keeps', throwsAsN8n1('ECONNRESET', 'read ECONNRESET'), { kind: 'lost', reason: CUT }],
	[
		'a host that cannot be connected to, in n8n 1.x',
		throwsAsN8n1('EHOSTUNREACH', 'connect EHOSTUNREACH 10.0.0.1:443'),
		{ kind: 'blocked', reason: expect.stringContaining('The host cannot be reached') as string },
	],
	[
		'a page that is not Feishu’s',
		answersPage(404),
		{
			kind: 'blocked',
			reason:
				'https://open.feishu.cn answered HTTP 404, which is not how Feishu answers. Check the region, or the Base URL, of the credential',
			code: null,
			passing: false,
		},
	],
	...STRANGERS.map(([body, headers, what]): [string, Happening, Partial<Extract<Sent, { kind: 'blocked' }>>] => [
		`${JSON.stringify(body)} with HTTP 200 and ${JSON.stringify(headers)}`,
		answersWith(body, headers),
		{
			kind: 'blocked',
			reason: `https://open.feishu.cn answered HTTP 200${what}, which is not how Feishu answers. Check the region, or the Base URL, of the credential`,
			code: null,
			passing: false,
			possiblyApplied: true,
		},
	]),
	[
		'a credential that throws',
		throwsItself('wrong secret', { code: 10014 }),
		{ kind: 'blocked', reason: 'wrong secret', code: 10014, passing: false },
	],
])('says of %s', async (_what, happening, outcome) => {
	expect((await send([happening])).outcome).toMatchObject(outcome);
});

test('a token that cannot be renewed stands as rejected, and its call was sent once', async () => {
	const { outcome, sent } = await send([answers(99991663)], {}, GIVEN);
	expect(inShort(outcome)).toBe('answered 99991663');
	expect(sent).toHaveLength(1);
});

test('what stands because the token of a person was not renewed says why, and other answers do not', async () => {
	const rejected = await send([tokenEnded], {}, PERSON);
	const { outcome } = rejected;
	expect([outcome.kind, rejected.sent.length]).toEqual(['answered', 1]);
	expect(outcome.kind === 'answered' && outcome.answer.notRenewed?.todo).toEqual(expect.stringContaining('offline_access'));
	const after = await send([answers(5)], { access: rejected.call.access }, PERSON);
	expect(after.outcome).toStrictEqual({
		kind: 'answered',
		answer: { status: 400, code: 5, reach: 'record', msg: 'code 5', data: {}, error: {}, logId: null },
		possiblyApplied: false,
	});
	// Where nothing was to be renewed, there is nothing to say.
	expect((await send([tokenEnded], {}, GIVEN)).outcome).not.toHaveProperty('answer.notRenewed');
});

describe('a call that has only so much time', () => {
	test('gives each attempt no more than what is left', async () => {
		const patience = new Deadline(5_000, undefined);
		const { sent } = await send([lost, done], { patience });
		expect(sent.map(({ timeout }) => timeout)).toEqual([5_000, 4_000]);
		expect((await send([done])).sent[0]).not.toHaveProperty('timeout');
		patience.close();
	});

	test('lets other calls of the app go first', async () => {
		const limiter = limiterOf(`app ${(limiters += 1)}`, 'endpoint', [{ calls: 1, perMs: 1_000 }]);
		(await limiter.acquire())?.answered();
		const order: string[] = [];
		const noted = (name: string): Happening => {
			return () => {
				order.push(name);
				return done();
			};
		};
		const patience = new Deadline(60_000, undefined);
		await Promise.all([send([noted('patient')], { limiter, patience }), send([noted('other')], { limiter })]);
		expect(order).toEqual(['other', 'patient']);
		patience.close();
	});
});

describe('what is said where nothing was sent', () => {
	const told = (code: number | null, passing = false) =>
		blockedBy(endpoint, { kind: 'blocked', reason: 'No app-secret. Set one', code, passing, possiblyApplied: false }, (words) =>
			words.replace('app-secret', '[secret]'),
		);

	test.each([
		['by the table of the page', 5, 'It is odd. Leave it.', undefined],
		['by the general table', 99991663, expect.stringMatching(/token/) as string, 'credential-invalid'],
		['in its own words', 4711, 'Set one.', 'configuration-invalid'],
		['in its own words, without a code', null, 'Set one.', 'configuration-invalid'],
	])('%s', (_how, code, todo, cause) => {
		expect(told(code)).toStrictEqual({ code, reason: 'No [secret]', todo, failure: { cause: cause ?? 'configuration-invalid' } });
	});

	test('and may pass', () => {
		expect(told(null, true).failure).toStrictEqual({ cause: 'temporarily-unavailable' });
	});
});

test('each attempt gets a copy of the request: n8n assigns into what it is given', async () => {
	const { sent, call } = await send([lost, done]);
	expect(sent).toEqual([call.options, call.options]);
	for (const options of sent) expect(options).not.toBe(call.options);
	expect(sent[0]).not.toBe(sent[1]);
});

test('a call that says again what an accepted one said counts as a repeat', async () => {
	expect((await send([done], { isRepeat: true })).call.cost).toMatchObject({ calls: 1, repeats: 1 });
});

describe('the limiter of a call', () => {
	const SLOW = [{ calls: 1, perMs: 1_000 }];

	/** How long the next call of a limiter waits after one that takes 400 ms to meet something. */
	async function waitAfter(happening: Happening, change: Partial<Call> = {}) {
		const limiter = limiterOf(`app ${(limiters += 1)}`, 'endpoint', SLOW);
		const slowly = async () => {
			await clock.sleep(400);
			return happening();
		};
		const { outcome } = await send([slowly], { limiter, ...change });
		const before = clock.now();
		await limiter.acquire();
		return { outcome, ms: clock.now() - before };
	}

	test.each([
		['an answer', done],
		['none', lost],
	])('counts from when %s has come', async (_what, happening) => {
		expect((await waitAfter(happening, { endpoint: { ...endpoint, idempotent: false } })).ms).toBe(1_030);
	});

	test('counts no call that finds the token still on trial, and is sent later', async () => {
		const { call } = await send([done]);
		const limiter = limiterOf(`app ${(limiters += 1)}`, 'endpoint', [{ calls: 3, perMs: 1_000 }]);
		const access = await Access.resolve([call.context]);
		const before = clock.now();
		await Promise.all([1, 2, 3].map(async () => await sendCall({ ...call, access, limiter })));
		expect(clock.now()).toBe(before);
	});

	test('is told of a refusal for the rate: the calls after it are slower', async () => {
		const rates = [{ calls: 10, perMs: 1_000 }];
		const timesAfter = async (happenings: readonly Happening[]) => {
			const limiter = limiterOf(`app ${(limiters += 1)}`, 'endpoint', rates);
			await send(happenings, { limiter });
			await clock.sleep(5_000);
			const before = clock.now();
			for (let call = 0; call < 11; call += 1) (await limiter.acquire())?.answered();
			return clock.now() - before;
		};
		const unhindered = await timesAfter([done]);
		expect(await timesAfter([answers(99991400), done])).toBeGreaterThan(unhindered);
	});
});

describe('nothing is sent', () => {
	test('where the run has ended', async () => {
		const { outcome, sent, call } = await send([done], { stopped: () => true });
		expect([outcome, sent.length, call.cost.calls]).toEqual([{ kind: 'stopped', possiblyApplied: false }, 0, 0]);
	});

	test('where it ends while the call waits for its turn, and the turn is another call’s', async () => {
		const rates = [{ calls: 1, perMs: 1_000 }];
		const limiter = limiterOf('app that waits', 'endpoint', rates);
		(await limiter.acquire())?.answered();
		const ends = clock.now() + 500;
		const { outcome, sent, ms, call } = await send([done], { limiter, stopped: () => clock.now() > ends });
		expect([inShort(outcome), sent.length]).toEqual(['stopped', 0]);
		expect(call.cost.waitedMs).toBe(ms);
		const before = clock.now();
		await limiter.acquire();
		expect(clock.now()).toBe(before);
	});

	test('more, where the execution is stopped while a call waits for its repeat; it may be done', async () => {
		const stop = new AbortController();
		const happening: Happening = () => {
			setImmediate(() => {
				stop.abort();
			});
			return lost();
		};
		const { outcome, sent, ms } = await send([happening], { signal: stop.signal });
		expect([inShort(outcome), sent.length, ms]).toEqual(['stopped, maybe done before', 1, 0]);
	});
});

test('calls with a token that Feishu has not accepted yet go one after another, the others together', async () => {
	let underWay = 0;
	const most: number[] = [];
	const context = contextWith({
		parameters: { authentication: 'feishuTenantApi' },
		credential: () => TENANT,
		execution: executionWith({}),
		send: async () => {
			underWay += 1;
			const attempt = most.push(underWay);
			await clock.sleep(10);
			underWay -= 1;
			// The second one is told that the token has ended.
			return attempt === 2 ? tokenEnded() : done();
		},
	});
	const access = await Access.resolve([context]);
	const { call } = await send([done]);
	const one = async () => inShort(await sendCall({ ...call, context, access }));
	expect(await Promise.all([one(), one(), one(), one()])).toEqual(Array.from({ length: 4 }, () => 'answered 0'));
	// Alone; the three others; the repeat of the one that was refused, beside the two.
	expect(most).toEqual([1, 1, 2, 3, 3]);
});
