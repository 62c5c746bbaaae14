import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { userLookUp as call } from '../../nodes/shared/engine/run/directory';
import { rl } from '../deletions/values';
import { SANDBOX_APP } from '../sandbox';
import { as, sdkClient } from '../sandbox/sdkClient';
import { userLookUp } from '../sandbox/userLookUp';
import type { Person } from '../sandbox/world';
import { sandboxCredentials } from '../support/deletions';
import { runNode, type NodeSetup } from '../support/engine';
import { batchesOf, sandboxed } from '../support/sandboxed';

const at = sandboxed();

const TASK = '83912691-2e43-47fc-94a4-d512e03984fa';

const LIN: Person = { openId: 'ou_lin', unionId: 'on_lin', userId: 'emp_lin', email: 'lin@example.com', mobile: '13800138000' };
const ZHOU: Person = { openId: 'ou_zhou', unionId: 'on_zhou', userId: 'emp_zhou', email: 'zhou@example.com', mobile: '+6581234567' };

interface Wanted {
	items?: readonly IDataObject[];
	parameters?: INodeParameters;
	options?: INodeParameters;
	settings?: NodeSetup['settings'];
	node?: Partial<NodeSetup>;
}

/** Runs one operation of Feishu Task Follower, for items with `who`. */
async function run(operation: 'delete' | 'create', { items = [{}], parameters, options = {}, settings, node }: Wanted = {}) {
	const { credentials = { feishuTenantApi: 'tenant' } } = node ?? {};
	return await runNode(
		items,
		{
			type: 'feishuTaskFollower',
			credentials,
			settings: settings ?? { onError: 'continueRegularOutput' },
			parameters: {
				authentication: Object.keys(credentials)[0] ?? '',
				operation,
				taskId: rl(TASK),
				followerIds: '={{ $json.who }}',
				followers: '={{ $json.who }}',
				...parameters,
				options,
			},
		},
		{
			...sandboxCredentials(at.sandbox),
			given: { region: 'custom', baseUrl: at.sandbox.url, accessToken: at.sandbox.seed.userToken({ openId: 'ou_lin' }) },
		},
	);
}

/** Removes whom each of the texts names. */
const remove = async (who: ReadonlyArray<string | string[]>, more: Wanted = {}) =>
	await run('delete', { items: who.map((one) => ({ who: one })), ...more });

function seed(...more: Person[]): void {
	for (const person of [LIN, ZHOU, ...more]) at.sandbox.seed.person(person);
	at.sandbox.seed.task({ taskId: TASK, followers: [LIN, ZHOU, ...more].map(({ openId }) => openId) });
}

const left = () => at.sandbox.state.tasks.get(TASK)?.followers.map(({ openId }) => openId) ?? [];
const asked = () => at.sandbox.calls('userLookUp').map(({ body }) => body);
const removals = () => at.sandbox.calls('taskFollower').map(({ body }) => body);
const of = (json: readonly IDataObject[], ...keys: string[]) => json.map((item) => keys.map((key) => item[key]));

test('a person is removed by an email address or a mobile number, and the item tells both', async () => {
	seed();
	const { json } = await remove(['lin@example.com', '+6581234567']);
	expect(of(json, 'status', 'follower_id', 'looked_up')).toEqual([
		['deleted', 'ou_lin', 'lin@example.com'],
		['deleted', 'ou_zhou', '+6581234567'],
	]);
	expect(asked()).toEqual([{ emails: ['lin@example.com'], mobiles: ['+6581234567'], include_resigned: true }]);
	expect(removals()).toEqual([{ id_list: ['ou_lin', 'ou_zhou'] }]);
	expect(left()).toEqual([]);
});

test('nothing is asked, and no key is added, where nobody is named by an address', async () => {
	seed();
	const { json } = await remove(['ou_lin']);
	expect(asked()).toEqual([]);
	expect(json[0]).not.toHaveProperty('looked_up');
});

test('one person by an address, by another one and by the ID is one record, sent once', async () => {
	seed();
	const { json } = await remove(['ou_lin', 'Lin@Example.com', ['lin@example.com', '+8613800138000', 'ou_lin'], '+86-138-0013-8000']);
	expect(of(json, 'status', 'follower_id', 'looked_up')).toEqual([
		['deleted', 'ou_lin', undefined],
		['deleted', 'ou_lin', 'Lin@Example.com'],
		['deleted', 'ou_lin', 'lin@example.com, +8613800138000'],
		['deleted', 'ou_lin', '+86-138-0013-8000'],
	]);
	expect(asked()).toEqual([{ emails: ['lin@example.com'], mobiles: ['13800138000'], include_resigned: true }]);
	expect(removals()).toEqual([{ id_list: ['ou_lin'] }]);
});

test.each([
	['open_id', 'ou_lin'],
	['union_id', 'on_lin'],
	['user_id', 'emp_lin'],
])('the ID that is sent is of the kind that User ID Type says: %s', async (userIdType, id) => {
	seed();
	const { json } = await remove(['lin@example.com'], { options: { userIdType } });
	expect(of(json, 'status', 'follower_id')).toEqual([['deleted', id]]);
	expect(at.sandbox.calls('userLookUp')[0]?.query).toEqual({ user_id_type: userIdType });
});

test('addresses are asked for by 50 of each kind in a call, all of a run once', async () => {
	const crowd = Array.from({ length: 101 }, (_, index): Person => {
		const [email, mobile] = [`p${index}@example.com`, `+65${8_000_000 + index}`];
		return { openId: `ou_${index}`, unionId: `on_${index}`, userId: `emp_${index}`, email, mobile };
	});
	seed(...crowd);
	const { json } = await remove(crowd.map(({ email = '' }) => email).concat(crowd.slice(0, 51).map(({ mobile = '' }) => mobile)));
	expect(new Set(of(json, 'status').flat())).toEqual(new Set(['deleted']));
	expect(
		at.sandbox.calls('userLookUp').map(({ body }) => Object.values(body as IDataObject).map((list) => (list as string[]).length)),
	).toEqual([
		[50, 50, undefined],
		[50, 1, undefined],
		[1, undefined],
	]);
	expect(left()).toEqual(['ou_lin', 'ou_zhou']);
});

test('batches of a run ask for an address once', async () => {
	seed();
	const parameters = batchesOf(1, 100);
	const { json } = await remove(['lin@example.com', 'zhou@example.com', 'lin@example.com'], { parameters });
	expect(of(json, 'status').flat()).toEqual(['deleted', 'deleted', 'deleted']);
	expect(asked()).toHaveLength(2);
});

test('the call waits where Feishu asks for it, and is repeated after a lost answer', async () => {
	seed();
	at.sandbox.fault({ endpoint: 'userLookUp', kind: 'rate', code: 99991400, status: 429, resetSeconds: 3, on: [1] });
	at.sandbox.fault({ endpoint: 'userLookUp', kind: 'resetAfter', on: [2] });
	const { json } = await remove(['lin@example.com']);
	expect(of(json, 'status').flat()).toEqual(['deleted']);
	expect(asked()).toHaveLength(3);
	expect(Math.max(...at.clock.waits)).toBeGreaterThanOrEqual(3_000);
});

test('is sent as the official SDK sends it, at the rate of the page', async () => {
	seed();
	await remove(['lin@example.com', '+6581234567', '+8613800138000']);
	const [ours] = at.sandbox.calls('userLookUp');
	const data = { emails: ['lin@example.com'], mobiles: ['+6581234567', '13800138000'], include_resigned: true };
	await sdkClient(at.sandbox).contact.v3.user.batchGetId({ data, params: { user_id_type: 'open_id' } }, as(at.sandbox));
	const theirs = at.sandbox.calls('userLookUp')[1];
	for (const key of ['method', 'path', 'query', 'body'] as const) expect(ours?.[key]).toEqual(theirs?.[key]);
	expect(call.documentation).toBe(userLookUp.rules.url);
	expect(call.rates.map(({ calls, perMs }) => ({ calls, windowMs: perMs }))).toEqual(userLookUp.rules.rateLimits);
});

describe('whoever has left', () => {
	const LEFT: Person = { openId: 'ou_left', unionId: 'on_left', userId: 'emp_left', email: 'left@example.com', hasLeft: true };

	test('is found to be removed, and not to be added', async () => {
		seed(LEFT);
		const removed = await remove(['left@example.com']);
		expect(of(removed.json, 'status', 'follower_id')).toEqual([['deleted', 'ou_left']]);
		const added = await run('create', { items: [{ who: 'left@example.com' }, { who: 'lin@example.com' }] });
		expect(of(added.json, 'status', 'looked_up')).toEqual([
			['refused', undefined],
			['created', 'lin@example.com'],
		]);
	});

	test('and has passed the address on is not removed by it, nor is the successor', async () => {
		seed({ ...LEFT, email: 'LIN@example.com' });
		const { json } = await remove(['lin@example.com', 'zhou@example.com']);
		expect(json).toMatchObject([
			{
				status: 'refused',
				reason: expect.stringMatching(
					/^The field “Follower IDs” of item 0 holds "lin@example.com", which has been the address of several people$/,
				) as string,
			},
			{ status: 'deleted' },
		]);
		expect(left()).toEqual(['ou_lin', 'ou_left']);
	});
});

describe('an address that finds nobody', () => {
	test.each(['withoutId', 'blankId', 'leftOut'] as const)('is refused, and others go on: %s', async (unknownAddress) => {
		seed({ ...ZHOU, openId: 'ou_far', email: 'far@example.com', isHidden: true });
		at.sandbox.setOptions({ answers: { unknownAddress } });
		const { json } = await remove(['far@example.com', 'zhou@example.com', ['ou_lin', '+8613900000000', 'x@example.com']]);
		expect(of(json, 'status').flat()).toEqual(['refused', 'deleted', 'refused']);
		expect(json[0]).toMatchObject({
			what_to_do: expect.stringMatching(/^Check the address\. .+ Or enter the ID\.$/) as string,
		});
		expect(json[2]?.reason).toMatch(/holds "\+8613900000000", "x@example.com", and Feishu finds nobody with them$/);
		expect(left()).toEqual(['ou_lin', 'ou_far']);
	});

	test('stops the node before anything is sent, under Stop', async () => {
		seed();
		const { error } = await remove(['lin@example.com', 'nobody@example.com'], { settings: {} });
		expect(error?.message).toMatch(/“Follower IDs” of item 1 holds "nobody@example.com", and Feishu finds nobody with it/);
		expect(removals()).toEqual([]);
	});

	test('is none where Feishu answers addresses in a form of its own', async () => {
		seed();
		at.sandbox.setOptions({ answers: { addressForm: 'asStored' } });
		const { json } = await remove(['LIN@example.com', '+8613800138000', '+65-8123-4567']);
		expect(of(json, 'status').flat()).toEqual(['deleted', 'deleted', 'deleted']);
	});

	test('is one whose ID is of another kind than the one asked for', async () => {
		seed();
		at.sandbox.fault({ endpoint: 'userLookUp', kind: 'otherKind', field: 'user_id', prefix: 'on_', on: 'every' });
		const { json } = await remove(['lin@example.com']);
		expect(of(json, 'status').flat()).toEqual(['refused']);
		expect(removals()).toEqual([]);
	});

	test.each(['all', 'x y', 'emp/../x', 'boss@example.com', '6.7E+18'])(
		'is one for whom Feishu answers what is no ID: %s',
		async (user_id) => {
			seed();
			at.sandbox.fault({
				endpoint: 'userLookUp',
				kind: 'answer',
				body: { data: { user_list: [{ email: 'lin@example.com', user_id }] } },
				on: 'every',
			});
			const { json } = await remove(['lin@example.com'], { options: { userIdType: 'user_id', alreadyGone: true } });
			expect(of(json, 'status').flat()).toEqual(['refused']);
			expect(removals()).toEqual([]);
		},
	);

	test('is said to need a permission where it stands for a User ID that Feishu leaves out', async () => {
		seed();
		at.sandbox.seed.app({ ...SANDBOX_APP, scopes: ['contact:user.id:readonly', 'task:task'] });
		const { json } = await remove(['lin@example.com'], { options: { userIdType: 'user_id' } });
		expect(json[0]?.what_to_do).toMatch(/contact:user\.employee_id:readonly/);
		expect(removals()).toEqual([]);
	});
});

describe('where nobody can be looked up', () => {
	test('since the credential is of a person, the item is refused without a call, and others go on', async () => {
		seed();
		at.sandbox.seed.task({ taskId: TASK, creator: 'ou_lin', followers: ['ou_lin', 'ou_zhou'] });
		const { json } = await remove(['lin@example.com', 'ou_zhou'], { node: { credentials: { feishuAccessTokenApi: 'given' } } });
		expect(of(json, 'status').flat()).toEqual(['refused', 'deleted']);
		expect(json[0]).toMatchObject({
			reason: expect.stringMatching(
				/could not be looked up: Feishu looks people up only for an app, and this credential belongs to a person$/,
			) as string,
			what_to_do: expect.stringMatching(/^Set Auth/) as string,
		});
		expect(asked()).toEqual([]);
	});

	test('since the app lacks the permission, the item is refused with Feishu’s code, and others go on', async () => {
		seed();
		at.sandbox.seed.app({ ...SANDBOX_APP, scopes: ['task:task'] });
		const { json } = await remove(['lin@example.com', '+6581234567', 'ou_zhou']);
		expect(of(json, 'status', 'code')).toEqual([
			['refused', 99991672],
			['refused', 99991672],
			['deleted', undefined],
		]);
		expect(`${String(json[0]?.reason)} ${String(json[0]?.what_to_do)}`).toMatch(/contact:user\.id:readonly/);
		expect(json[0]?.log_id).toMatch(/./);
		expect(asked()).toHaveLength(1);
		expect(left()).toEqual(['ou_lin']);
	});

	test.each([
		['does not answer', { kind: 'resetBefore' }],
		['answers without a list', { kind: 'answer', body: { data: {} } }],
		['answers no JSON', { kind: 'http502html' }],
	] as const)('since Feishu %s, the item is refused', async (_name, fault) => {
		seed();
		at.sandbox.fault({ endpoint: 'userLookUp', on: 'every', ...fault });
		const { json } = await remove(['lin@example.com']);
		expect(of(json, 'status').flat()).toEqual(['refused']);
		expect(json[0]?.reason).toMatch(/could not be looked up: /);
		expect(json[0]?.what_to_do).toMatch(/ Or enter the ID\.$/);
		expect(removals()).toEqual([]);
	});

	test('the next try asks again', async () => {
		seed();
		at.sandbox.fault({ endpoint: 'userLookUp', kind: 'code', code: 99991672, on: [1] });
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const { json, error } = await remove(['lin@example.com', 'ou_zhou'], { settings });
		expect(error).toBeUndefined();
		expect(of(json, 'status', 'looked_up')).toEqual([
			['deleted', 'lin@example.com'],
			['deleted', undefined],
		]);
		expect(left()).toEqual([]);
	});

	test('nothing is asked where another item is refused, and the node stops', async () => {
		seed();
		const { error } = await remove(['lin@example.com', ''], { settings: {} });
		expect(error?.message).toMatch(/“Follower IDs” of item 1/);
		expect(at.sandbox.log).toEqual([]);
	});
});

describe('a dry run', () => {
	test('looks addresses up, and deletes nobody', async () => {
		seed();
		const { json } = await remove(['lin@example.com', 'nobody@example.com'], { options: { dryRun: true } });
		expect(of(json, 'status', 'follower_id', 'looked_up')).toEqual([
			['dry_run', 'ou_lin', 'lin@example.com'],
			['refused', undefined, undefined],
		]);
		expect(at.sandbox.log.map(({ endpoint }) => endpoint)).toEqual(['tenantToken', 'userLookUp']);
	});

	test('needs no credential that works, and then says that the address was not looked up', async () => {
		seed();
		at.sandbox.fault({ endpoint: 'tenantToken', kind: 'code', code: 10014, on: 'every' });
		const { json } = await remove(['lin@example.com', 'ou_zhou'], { options: { dryRun: true } });
		expect(of(json, 'status', 'follower_id')).toEqual([
			['dry_run', 'lin@example.com'],
			['dry_run', 'ou_zhou'],
		]);
		expect(json[0]?.reason).toMatch(/the address was not looked up: /);
	});

	test('is refused what the real run would be', async () => {
		seed();
		at.sandbox.seed.app({ ...SANDBOX_APP, scopes: ['task:task'] });
		const { json } = await remove(['lin@example.com'], { options: { dryRun: true } });
		expect(of(json, 'status', 'code')).toEqual([['refused', 99991672]]);
	});
});

describe('Never Delete', () => {
	test.each(['lin@example.com', 'LIN@example.com', '+8613800138000'])(
		'keeps whom %s names, by whatever they are asked for',
		async (neverDelete) => {
			seed();
			const { json } = await remove(['ou_lin', 'lin@example.com', 'zhou@example.com'], { options: { neverDelete } });
			expect(of(json, 'status', 'follower_id')).toEqual([
				['not_sent', 'ou_lin'],
				['not_sent', 'ou_lin'],
				['deleted', 'ou_zhou'],
			]);
			expect(asked()).toHaveLength(1);
			expect(left()).toEqual(['ou_lin']);
		},
	);

	test('keeps everybody who has had an address', async () => {
		seed({ openId: 'ou_left', unionId: 'on_left', userId: 'emp_left', email: 'lin@example.com', hasLeft: true });
		const { json } = await remove(['ou_lin', 'ou_left', 'ou_zhou'], { options: { neverDelete: 'lin@example.com' } });
		expect(of(json, 'status').flat()).toEqual(['not_sent', 'not_sent', 'deleted']);
	});

	test.each(['nobody@example.com', '+8613900000000'])(
		'that finds nobody with %s stops the run before anything is sent',
		async (neverDelete) => {
			seed();
			const { json } = await remove(['ou_lin'], { options: { neverDelete: `${neverDelete}, ou_zhou` } });
			expect(json).toMatchObject([
				{ status: 'not_sent', reason: `Never Delete holds "${neverDelete}", but Feishu finds nobody with it, so it would protect nobody` },
			]);
			expect(removals()).toEqual([]);
		},
	);

	test('that nobody can look up stops the run before anything is sent', async () => {
		seed();
		at.sandbox.seed.app({ ...SANDBOX_APP, scopes: ['task:task'] });
		const { json } = await remove(['ou_lin'], { options: { neverDelete: 'zhou@example.com' } });
		expect(json).toMatchObject([
			{
				status: 'not_sent',
				code: 99991672,
				reason: expect.stringMatching(/^Never Delete holds "zhou@example.com", which could not be looked up: /) as string,
				what_to_do: expect.stringMatching(/Or name this person in Never Delete by ID\.$/) as string,
			},
		]);
		expect(removals()).toEqual([]);
	});

	test('holds in later batches, for IDs of another kind, too', async () => {
		seed();
		const items = [
			{ who: 'ou_zhou', type: 'open_id' },
			{ who: 'emp_lin', type: 'user_id' },
		];
		const { json } = await run('delete', {
			items,
			parameters: batchesOf(1, 100),
			options: { neverDelete: 'lin@example.com', userIdType: '={{ $json.type }}' },
		});
		expect(of(json, 'status').flat()).toEqual(['deleted', 'not_sent']);
	});
});

test('digits without a plus sign are an ID', async () => {
	at.sandbox.seed.task({ taskId: TASK, followers: ['13800138000'] });
	const { json } = await remove(['13800138000'], { options: { userIdType: 'user_id' } });
	expect(of(json, 'status', 'follower_id')).toEqual([['deleted', '13800138000']]);
	expect(asked()).toEqual([]);
});
