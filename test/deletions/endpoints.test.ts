import { GENERAL_CODES } from '../specs';
import type { Fields, SiblingSpec } from '../specs/spec';
import { SANDBOX_APP } from '../sandbox';
import { ENDPOINTS } from '../sandbox/endpoints';
import { isObject, type JsonObject } from '../sandbox/json';
import { callAsSpecified, dataOf, gist, type SpecCall } from '../sandbox/sandboxClient';
import { as, sdkClient } from '../sandbox/sdkClient';
import { fieldViolations } from '../sandbox/shape';
import { sandboxed } from '../support/sandboxed';
import { SAMPLES } from './sample';
import { examplesOf, longestCalls, userIdCalls, wrongCalls } from './wrongCalls';

const world = sandboxed();

/** Every endpoint of the sandbox that has a page: it does what the page says, without a test of its own. */
const SPECS = ENDPOINTS.flatMap(({ rules, leavesOutUserIds }) =>
	'response' in rules ? [{ spec: rules as SiblingSpec, name: rules.name, leavesOutUserIds, ...SAMPLES[rules.name] }] : [],
);

/** The codes that come before a call is looked at. */
const ofGate = new Set<unknown>(Object.values(GENERAL_CODES).map(({ code }) => code));

/** Whose a user token is, unless a test says. */
const PERSON = 'ou_sandbox_user';

const requiredOf = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([, { required }]) => required === true));

/** The code of a page's row about paging tokens; where it has none, it is the one for what is malformed. */
const lapsedOn = ({ errors }: SiblingSpec) => errors.find(({ description }) => description.includes('page_token'))?.code;

/** What the examples of a page may name, for a deletion by ID. */
function seedExamples({ name, pathParameters, body = {} }: SiblingSpec): void {
	const named = Object.values({ ...examplesOf(pathParameters), ...examplesOf(body) }).flat();
	world.sandbox.seed.things(
		name,
		named.map((value) => ({ id: isObject(value) ? Object.values(value).join(' ') : String(value) })),
	);
}

it('finds a page for each but those that say whose a token is', () => {
	expect(ENDPOINTS.length - SPECS.length).toBe(2);
});

describe.each(SPECS)('$name', ({ spec, leavesOutUserIds, seed, list, params, query, body }) => {
	const good: SpecCall = {
		params: params ?? (examplesOf(spec.pathParameters) as Record<string, string>),
		query: query ?? (examplesOf(requiredOf(spec.queryParameters)) as Record<string, string>),
		...(spec.body !== undefined && { body: body ?? examplesOf(spec.body) }),
	};
	const isOfApps = spec.tokens.includes('tenant');
	/** By an app, if the page takes its token. */
	const call = (more: SpecCall = {}) =>
		callAsSpecified(world.sandbox, spec, { ...good, ...(isOfApps ? {} : { token: world.sandbox.seed.userToken() }), ...more });
	const asked = async (more?: SpecCall) => gist(await call(more));
	/** A world with nothing in it but what the call needs, and the app as given. */
	const begin = (app: { kind?: 'custom' | 'store'; scopes?: string[]; bot?: boolean } = {}) => {
		world.sandbox.reset('empty');
		world.sandbox.seed.app({ ...SANDBOX_APP, ...app });
		if (seed) seed(world.sandbox);
		else seedExamples(spec);
	};
	const person = () => world.sandbox.seed.userToken();

	beforeEach(() => {
		begin();
	});

	it('answers what its page shows', async () => {
		const answer = await call();

		expect(gist(answer)).toEqual([200, 0]);
		expect(answer.data['msg']).toBe(spec.successMsg);
		expect(fieldViolations(spec.response, dataOf(answer))).toEqual([]);
	});

	it('takes the kinds of token, and of app, that its page names', async () => {
		const [, code] = await asked({ token: person() });
		expect(code !== GENERAL_CODES.userTokenInvalid.code).toBe(spec.tokens.includes('user'));
		const [, ofApp] = await asked({ token: world.sandbox.seed.tenantToken() });
		expect(ofApp !== GENERAL_CODES.userTokenInvalid.code).toBe(isOfApps);

		begin({ kind: 'store' });
		expect((await asked())[1] === 0).toBe(spec.appKinds.includes('store'));
	});

	it('is content with any of its permissions, and with no other', async () => {
		for (const scope of spec.scopes) {
			begin({ scopes: [scope] });
			const [, code] = await asked();
			// A page that takes several together has codes of its own for those that are missing.
			expect([scope, spec.needs === undefined ? code : ofGate.has(code)]).toEqual([scope, spec.needs === undefined ? 0 : false]);
		}
		begin({ scopes: ['nothing:at:all'] });
		expect(await asked()).toEqual([400, GENERAL_CODES.appScopeMissing.code]);
		if (!spec.tokens.includes('user')) return;
		expect(await asked({ token: world.sandbox.seed.userToken({ scopes: [] }) })).toEqual([400, GENERAL_CODES.appScopeMissing.code]);
		begin();
		expect(await asked({ token: world.sandbox.seed.userToken({ scopes: [] }) })).toEqual([400, GENERAL_CODES.userScopeMissing.code]);
	});

	it('wants the field permission for user IDs, wherever a call says that it has such', async () => {
		for (const [where, named] of userIdCalls(spec, good)) {
			begin({ scopes: [...spec.scopes] });
			const [, code] = await asked(named);
			expect([where, code === GENERAL_CODES.appScopeMissing.code]).toEqual([where, leavesOutUserIds !== true]);
		}
	});

	it('wants the bot where its page says so, with a code of that page', async () => {
		begin({ bot: false });
		const [status, code] = await asked();
		expect(code === 0).toBe(spec.botAbility === 'not mentioned');
		if (code !== 0) expect(spec.errors).toContainEqual(expect.objectContaining({ status, code }));
		if (spec.botAbility !== 'required for tenant tokens') return;
		expect((await asked({ token: person() }))[1]).not.toBe(code);
	});

	it('refuses what has another form, with codes of its own', async () => {
		world.sandbox.setOptions({ rateLimits: 'off' });
		const wrong = wrongCalls(spec, good);
		const taken: unknown[] = [];
		for (const [how, bad] of wrong) {
			const [status, code] = await asked(bad);
			if (code === 0 || ofGate.has(code) || status >= 500) taken.push([how, status, code]);
		}

		expect(wrong.length).toBeGreaterThan(0);
		expect(taken).toEqual([]);
	});

	it('takes lists and texts that are as long as its page allows', async () => {
		world.sandbox.setOptions({ rateLimits: 'off' });
		for (const [what, long] of longestCalls(spec, good)) {
			begin();
			expect([what, ...(await asked(long))]).toEqual([what, 200, 0]);
		}
	});

	it('answers as many calls a second as its page says', async () => {
		// A tenth of them, which takes a tenth of the time.
		world.sandbox.setOptions({ rateLimits: { scale: 0.1 } });
		const { calls } = spec.rateLimits[0]!;
		const answers = await Promise.all(Array.from({ length: calls / 10 + 1 }, () => call()));

		expect(answers.map(gist).filter(([, code]) => code === GENERAL_CODES.rateLimited.code)).toEqual([
			[429, GENERAL_CODES.rateLimited.code],
		]);
	});

	if (list === undefined) return;

	const { minimum = 1, maximum = 1_000, default: fallback } = spec.queryParameters['page_size'] ?? {};
	/** Pages of so many are the smallest of which two and a half are no effort. */
	const size = Math.max(minimum, 20);
	const valuesIn = (data: JsonObject) => (data[list.rows] as JsonObject[]).map((row) => row[list.column]);
	const paged = (more: Record<string, string> = {}, other: SpecCall = {}) =>
		call({ ...other, query: { ...good.query, ...other.query, ...more } });

	it('is read to its end by the official SDK, with nothing lost or twice', async () => {
		const values = list.seed(world.sandbox, 2 * size + 5);
		const pages: unknown[][] = [];
		for (let token: unknown, isFirst = true; isFirst || token !== undefined; isFirst = false) {
			const next = token === undefined ? {} : { page_token: token };
			const answer = await list.sdk(
				sdkClient(world.sandbox),
				{ page_size: size, ...next },
				as(world.sandbox, isOfApps ? undefined : PERSON),
			);
			const data = (answer.data ?? {}) as JsonObject;
			if ('has_more' in spec.response) expect(data['has_more']).toBe(data['page_token'] !== undefined);
			// A token for the next page, or one for changes, but never both.
			if ('sync_token' in spec.response) expect(data['sync_token'] === undefined).toBe(data['page_token'] !== undefined);
			pages.push(valuesIn(data));
			token = data['page_token'];
		}

		expect(pages.map(({ length }) => length)).toEqual([size, size, 5]);
		expect(pages.flat()).toEqual(values);
	});

	it('ends with a page that is exactly full', async () => {
		list.seed(world.sandbox, size);
		const data = dataOf(await paged({ page_size: String(size) }));

		expect([valuesIn(data).length, data['page_token']]).toEqual([size, undefined]);
	});

	it('has on a page what is asked for, or what its page says', async () => {
		list.seed(world.sandbox, maximum + 1);

		expect(valuesIn(dataOf(await paged({ page_size: String(maximum) })))).toHaveLength(maximum);
		expect(valuesIn(dataOf(await paged({ page_size: String(minimum + 10) })))).toHaveLength(minimum + 10);
		if (typeof fallback === 'number') expect(valuesIn(dataOf(await paged()))).toHaveLength(fallback);
	});

	it('takes no page token but its own', async () => {
		list.seed(world.sandbox, size + 1);
		const { page_token: token } = dataOf(await paged({ page_size: String(size) }));
		const page_token = String(token);
		const refused: unknown[] = [400, lapsedOn(spec) ?? expect.any(Number)];

		expect(gist(await paged({ page_token }))).toEqual([200, 0]);
		for (const other of list.others) expect([other, ...gist(await paged({ page_token }, other))]).toEqual([other, ...refused]);
		expect(gist(await paged({ page_token }, { token: world.sandbox.seed.userToken({ openId: 'ou_other' }) }))).toEqual(refused);
		expect(gist(await paged({ page_token: 'x' }))).toEqual(refused);
		expect(gist(await paged({ page_token: page_token.replace(/^\D+_/, 'ListOthersPageToken_') }))).toEqual(refused);
		world.sandbox.reset('empty');
		list.seed(world.sandbox, size + 1);
		expect(gist(await paged({ page_token }))).toEqual(refused);
	});
});
