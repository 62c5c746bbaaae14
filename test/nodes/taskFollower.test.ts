import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { followerList, taskGet, taskList } from '../../nodes/FeishuTaskFollower/calls';
import { endpoint as create } from '../../nodes/FeishuTaskFollower/create.operation';
import * as followerCalls from '../deletions/taskFollower/followerCalls';
import * as taskCalls from '../deletions/taskFollower/taskLists';
import { numbered, rl } from '../deletions/values';
import { CONTINUE, sandboxCredentials } from '../support/deletions';
import { runNode, type NodeSetup } from '../support/engine';
import { listFrom } from '../support/lists';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

const T1 = '83912691-2e43-47fc-94a4-d512e03984fa';
const T2 = '2f6b4c0e-7d1a-4f35-9c58-0b9e1a7d4c21';
const KEEP = { options: { keepCopy: true } };

/** What the account lets the person's credential do, unless told otherwise. */
const SCOPES = ['task:task', 'task:task:readonly', 'offline_access'];

/** Every kind of credential that the node takes: of the app, of a person, a token of either. */
function credentials(openId = 'ou_me', scopes = SCOPES): Record<string, ICredentialDataDecryptedObject> {
	const host = { region: 'custom', baseUrl: world.sandbox.url };
	const oauthTokenData = { access_token: world.sandbox.seed.userToken({ openId, scopes }) };
	return {
		...sandboxCredentials(world.sandbox),
		person: { ...host, clientId: 'an-app', clientSecret: 'a-secret-of-it', oauthTokenData },
		given: { ...host, accessToken: world.sandbox.seed.userToken({ openId, scopes }) },
	};
}

const NODE = { type: 'feishuTaskFollower', credentials: { feishuTenantApi: 'tenant' } } as const;

async function run(operation: string, parameters: INodeParameters, items: IDataObject[] = [{}], settings: NodeSetup['settings'] = {}) {
	const node = { ...NODE, settings, parameters: { authentication: 'feishuTenantApi', operation, options: {}, ...parameters } };
	return await runNode(items, node, credentials());
}

const calls = (name: string) => world.sandbox.calls(name).length;
const followersOf = (taskId = T1) => world.sandbox.state.tasks.get(taskId)?.followers.map(({ openId }) => openId) ?? [];
const people = (count: number) => numbered(count, (index) => `ou_p${index}`);
const seedTasks = (count: number, followers = 1) =>
	numbered(count, (index) => `t${index}`).forEach((taskId, index) => {
		world.sandbox.seed.task({ taskId, followers: numbered(followers, (number) => `ou_${index}_${number}`) });
	});

test.each([
	['the list of tasks', taskList, taskCalls.taskList],
	['the look at a task', taskGet, taskCalls.taskGet],
	['the list of followers', followerList, followerCalls.followerList],
	['the call that adds', create, followerCalls.followerCreate],
] as const)('%s has the address, the rates and the codes of its page', (_name, call, { rules }) => {
	expect(call.documentation).toBe(rules.url);
	expect(call.rates.map(({ calls: most, perMs }) => ({ calls: most, windowMs: perMs }))).toEqual(rules.rateLimits);
	expect(Object.keys(call.refusals).map(Number).sort()).toEqual(rules.errors.map(({ code }) => code).sort());
	if ('path' in call) expect([call.method, `/open-apis${call.path}`]).toEqual([rules.method, rules.path]);
});

describe('the list of tasks in the editor', () => {
	const AUTHENTICATIONS = [
		['feishuTenantApi', 'tenant'],
		['feishuOAuth2Api', 'person'],
		['feishuAccessTokenApi', 'given'],
	] as const;

	const list = async (more: { filter?: string; page?: string } = {}, authentication = 'feishuTenantApi', stored = credentials()) =>
		await listFrom(
			'feishuTaskFollower',
			'searchTasks',
			{ parameters: { authentication, operation: 'delete' }, credentials: Object.fromEntries(AUTHENTICATIONS), ...more },
			stored,
		);

	test.each(AUTHENTICATIONS)(
		'shows what %s sees: its title, when it is due or was created, whether it is done, how many follow it',
		async (authentication) => {
			const about = { creator: 'ou_me', createdAt: Date.UTC(2026, 10, 1, 12) };
			const mine = authentication === 'feishuTenantApi' ? { createdAt: about.createdAt } : about;
			const at = Date.UTC(2026, 10, 24, 10, 30);
			world.sandbox.seed.task({ taskId: 'a', summary: 'Plain', ...mine });
			world.sandbox.seed.task({
				taskId: 'b',
				summary: 'Timed',
				followers: ['ou_1', 'ou_2'],
				due: { at, timezone: 'Asia/Shanghai', isAllDay: false },
				...mine,
			});
			world.sandbox.seed.task({
				taskId: 'c',
				summary: 'All\nday',
				due: { at: Date.UTC(2026, 10, 24), timezone: 'America/Lima', isAllDay: true },
				...mine,
			});
			world.sandbox.seed.task({ taskId: 'd', summary: '', followers: ['ou_1'], completedAt: at, ...mine });
			world.sandbox.seed.task({ taskId: 'e', summary: 'Done', due: { at, timezone: 'none', isAllDay: false }, completedAt: at, ...mine });
			world.sandbox.seed.task({ taskId: 'other', creator: 'ou_somebody' });
			const { results, paginationToken } = await list({}, authentication);
			expect(results.slice(0, 4)).toEqual([
				{ name: 'Plain (created 2026-11-01)', value: 'a' },
				{ name: 'Timed (due 2026-11-24 18:30, 2 followers)', value: 'b' },
				{ name: 'All day (due 2026-11-24)', value: 'c' },
				{ name: 'Untitled task (completed, 1 follower, created 2026-11-01)', value: 'd' },
			]);
			expect(results[4]?.name).toMatch(/^Done \(due 2026-11-24 \d\d:30, completed\)$/);
			expect(results).toHaveLength(5);
			expect(paginationToken).toBeUndefined();
		},
	);

	test('goes on where the page before ended, and has each task once', async () => {
		seedTasks(250);
		const first = await list();
		const second = await list({ page: first.paginationToken! });
		const third = await list({ page: second.paginationToken! });
		expect([first, second, third].map(({ results }) => results.length)).toEqual([100, 100, 50]);
		expect(new Set([first, second, third].flatMap(({ results }) => results.map(({ value }) => value))).size).toBe(250);
		expect(third.paginationToken).toBeUndefined();
		expect(calls('taskList')).toBe(3);
	});

	test('looks for what was typed in the titles of all pages, however it is written', async () => {
		seedTasks(350);
		world.sandbox.seed.task({ taskId: 'found', summary: 'Prepare the REVIEW', due: { inDays: 1 } });
		expect((await list({ filter: ' review ' })).results.map(({ value }) => value)).toEqual(['found']);
		expect(calls('taskList')).toBe(4);
		expect((await list({ filter: 'due' })).results).toEqual([]);
	});

	test('reads no more than is needed to fill the list, and goes on from there', async () => {
		seedTasks(1_000);
		const { results, paginationToken } = await list({ filter: 'task' });
		expect([results.length, calls('taskList')]).toEqual([100, 1]);
		expect((await list({ filter: 'task', page: paginationToken! })).results[0]?.value).toBe('t100');
	});

	test('says so where none of very many has what was typed', async () => {
		seedTasks(2_050);
		world.sandbox.seed.task({ taskId: 'last', summary: 'Needle' });
		await expect(list({ filter: 'needle' })).rejects.toThrow(/None of the first 2000 tasks has this in its title\. .*By Link/);
		expect(calls('taskList')).toBe(20);
	});

	test('reads on over empty pages', async () => {
		seedTasks(250);
		const { paginationToken } = await list();
		for (let index = 100; index < 200; index += 1) world.sandbox.state.tasks.delete(`t${index}`);
		const { results } = await list({ page: paginationToken! });
		expect(results[0]?.value).toBe('t200');
	});

	test('stops where Feishu gives the same page again', async () => {
		const body = { data: { items: [], has_more: true, page_token: 'same' } };
		world.sandbox.fault({ endpoint: 'taskList', kind: 'answer', body, on: 'every' });
		await expect(list()).rejects.toThrow(/Feishu lists no task/);
		expect(calls('taskList')).toBe(2);
	});

	test.each([
		['feishuTenantApi', /no task for this app: an app sees only the tasks that it created itself.*User Token \(OAuth2\).*By Link/],
		['feishuOAuth2Api', /no task for this person: .*created, follows or is assigned to.*By Link/],
		['feishuAccessTokenApi', /no task for this token: .*t\u2011….*u\u2011….*By Link/],
	])('says why it is empty for %s, and what to do', async (authentication, words) => {
		await expect(list({}, authentication)).rejects.toThrow(words);
	});

	test('names the permission that is missing', async () => {
		await expect(list({}, 'feishuOAuth2Api', credentials('ou_me', ['task:task']))).rejects.toThrow(/task:task:readonly/);
	});

	test('says what to do where Feishu has trouble, and does not show it raw', async () => {
		world.sandbox.fault({ endpoint: 'taskList', kind: 'code', code: 1470605, on: 'every' });
		await expect(list()).rejects.toThrow(/could not list the tasks, even when asked again\. Try again in a few minutes/);
	});
});

describe('a task', () => {
	const LINK = `https://applink.larksuite.com/client/todo/detail?guid=${T1}&suite_entity_num=t1`;

	test.each([
		['by ID, as saved workflows have it', rl(T1)],
		['from the list', { __rl: true, mode: 'list', value: T1, cachedResultName: 'Review' }],
		['by its link', { __rl: true, mode: 'url', value: LINK }],
		['by the link of an item', { __rl: true, mode: 'url', value: '={{ $json.link }}' }],
		['by an ID where a link was meant', { __rl: true, mode: 'url', value: '={{ $json.id }}' }],
	])('is named %s', async (_mode, taskId) => {
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a'] });
		const { json } = await run('delete', { taskId, followerIds: 'ou_a' }, [{ link: LINK, id: T1 }]);
		expect(json).toMatchObject([{ task_id: T1, follower_id: 'ou_a', status: 'deleted' }]);
	});

	test('that a link does not name is refused in words that name the field', async () => {
		const { error } = await run('delete', { taskId: { __rl: true, mode: 'url', value: '={{ $json.link }}' }, followerIds: 'ou_a' }, [
			{ link: 'https://applink.feishu.cn/client/todo/list' },
		]);
		expect(error?.message).toMatch(/“Task” of item 0 holds "https:\/\/applink/);
		expect(calls('taskFollower')).toBe(0);
	});
});

describe('getting many', () => {
	test('gives an item for each follower of a task, over all pages', async () => {
		const at = Date.UTC(2026, 10, 24, 10, 30);
		world.sandbox.seed.task({
			taskId: T1,
			summary: 'Review',
			followers: people(120),
			due: { at, timezone: 'Asia/Shanghai', isAllDay: false },
		});
		const { json } = await run('getAll', { scope: 'one', taskId: rl(T1), returnAll: true });
		expect(json.map(({ follower_id }) => follower_id)).toEqual(people(120));
		expect(Object.entries(json[0] ?? {})).toEqual([
			['task_summary', 'Review'],
			['due', '2026-11-24T18:30:00+08:00'],
			['task_id', T1],
			['follower_id', 'ou_p0'],
			['completed', false],
			['due_is_all_day', false],
		]);
		expect([calls('taskGet'), calls('followerList')]).toEqual([1, 3]);
	});

	test('asks for no more pages than Limit needs', async () => {
		seedTasks(300, 2);
		const { json } = await run('getAll', { scope: 'all', returnAll: false, limit: 5 });
		expect(json).toHaveLength(5);
		expect(calls('taskList')).toBe(1);
		expect(calls('followerList')).toBeLessThan(10);
	});

	test.each([
		['one task', { scope: 'one', taskId: rl(T1) }],
		['all tasks', { scope: 'all' }],
	])('of %s reads no page of followers that Limit does not need', async (_scope, parameters) => {
		world.sandbox.seed.task({ taskId: T1, followers: people(400) });
		const { json } = await run('getAll', { ...parameters, returnAll: false, limit: 60 });
		expect(json.map(({ follower_id }) => follower_id)).toEqual(people(60));
		expect(calls('followerList')).toBe(2);
	});

	test('ends with nothing under way', async () => {
		seedTasks(60, 2);
		await run('getAll', { scope: 'all', returnAll: false, limit: 30 });
		const asked = calls('followerList');
		expect(world.sandbox.log.every(({ answeredAt }) => answeredAt !== undefined)).toBe(true);
		await run('getAll', { scope: 'one', taskId: rl('t0') });
		expect(calls('followerList')).toBe(asked + 1);
	});

	test('of items that ask for different tasks, or for more, takes each for itself', async () => {
		world.sandbox.seed.task({ taskId: T1, followers: people(3) });
		world.sandbox.seed.task({ taskId: T2, followers: people(3), completedAt: Date.UTC(2026, 0, 1) });
		const items = [
			{ completed: 'open', limit: 1 },
			{ completed: 'completed', limit: 2 },
			{ completed: 'any', limit: 50 },
		];
		const parameters = { scope: 'all', returnAll: false, limit: '={{ $json.limit }}', options: { completed: '={{ $json.completed }}' } };
		const { outputs } = await run('getAll', parameters, items);
		const found = (outputs[0] ?? []).map(({ json, pairedItem }) => [json.task_id, (pairedItem as { item: number }).item]);
		expect(found).toEqual([[T1, 0], ...numbered(2, () => T2).map((id) => [id, 1]), ...[T1, T1, T1, T2, T2, T2].map((id) => [id, 2])]);
	});

	test('of all tasks asks each once, and keeps their order', async () => {
		seedTasks(150, 2);
		const { json } = await run('getAll', { scope: 'all', returnAll: true });
		expect(json.map(({ task_id, follower_id }) => [task_id, follower_id])).toEqual(
			numbered(300, (index) => index as never).map((_one, index) => [
				`t${Math.floor(index / 2)}`,
				`ou_${Math.floor(index / 2)}_${index % 2}`,
			]),
		);
		expect([calls('taskList'), calls('taskGet'), calls('followerList')]).toEqual([2, 0, 150]);
	});

	test('shows a whole day as a date, and when a task was completed', async () => {
		const at = Date.UTC(2026, 10, 24);
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a'], due: { at, timezone: 'Asia/Shanghai', isAllDay: true }, completedAt: at });
		const { json } = await run('getAll', { scope: 'all', options: { completed: 'completed' } });
		expect(json).toMatchObject([{ due: '2026-11-24', due_is_all_day: true, completed: true, complete_time: '2026-11-24T08:00:00+08:00' }]);
	});

	test('takes each item for itself, and a bad one stops none of the others', async () => {
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a'] });
		world.sandbox.seed.task({ taskId: T2, creator: 'ou_other', followers: ['ou_b'] });
		const items = ['absent', T1, T2, '', T1].map((id) => ({ id }));
		const { json } = await run('getAll', { scope: 'one', taskId: rl('={{ $json.id }}') }, items, CONTINUE);
		expect(json.map(({ follower_id, status, code }) => follower_id ?? [status, code])).toEqual([
			['refused', 1470602],
			'ou_a',
			['refused', 1470432],
			['refused', undefined],
			'ou_a',
		]);
		expect(json[2]).toMatchObject({ task_id: T2, what_to_do: expect.stringContaining('not allowed to see the task') as string });
	});

	test('sends bad items to the error output', async () => {
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a'] });
		const { json, errorJson } = await run('getAll', { scope: 'one', taskId: rl('={{ $json.id }}') }, [{ id: T1 }, { id: 'absent' }], {
			onError: 'continueErrorOutput',
		});
		expect(json).toHaveLength(1);
		expect(errorJson).toMatchObject([{ error: { task_id: 'absent', code: 1470602 } }]);
	});

	test('shows a task whose followers cannot be read, and goes on', async () => {
		seedTasks(5);
		world.sandbox.fault({ endpoint: 'followerList', kind: 'code', code: 1470432, status: 400, on: 3 });
		const { json } = await run('getAll', { scope: 'all', returnAll: true }, [{}], CONTINUE);
		expect(json.map(({ task_id, status }) => status ?? task_id).sort()).toEqual(['refused', 't0', 't1', 't3', 't4'].sort());
		expect(json.find(({ status }) => status === 'refused')).toMatchObject({ code: 1470432 });
	});

	test('keeps what it has found where Feishu stops answering', async () => {
		seedTasks(40);
		const later = numbered(400, (index) => index as never).map((_one, index) => index + 11);
		world.sandbox.fault({ endpoint: 'followerList', kind: 'http500', on: later });
		const { json } = await run('getAll', { scope: 'all', returnAll: true }, [{}], CONTINUE);
		const refused = json.filter(({ status }) => status === 'refused');
		expect(json.length - refused.length).toBeGreaterThanOrEqual(8);
		expect(refused.at(-1)).toMatchObject({
			scope: 'all',
			reason: expect.stringMatching(/^The tasks after this one were not read/) as string,
		});
	});

	test('costs one call where the permission is missing', async () => {
		seedTasks(40);
		const parameters = { authentication: 'feishuOAuth2Api', operation: 'getAll', options: {}, scope: 'all', returnAll: true };
		const node = { ...NODE, credentials: { feishuOAuth2Api: 'person' }, parameters };
		const { error } = await runNode([{}, {}, {}], node, credentials('ou_me', ['task:task']));
		expect(error?.description).toMatch(/task:task:readonly/);
		expect([calls('taskList'), calls('followerList')]).toEqual([1, 0]);
	});

	test('of all tasks stops at the first one, where no followers may be read', async () => {
		seedTasks(40);
		world.sandbox.fault({ endpoint: 'followerList', kind: 'code', code: 99991672, status: 400, on: 'every' });
		const { json } = await run('getAll', { scope: 'all', returnAll: true }, [{}], CONTINUE);
		expect(json).toMatchObject([{ scope: 'all', status: 'refused', code: 99991672 }]);
		expect(calls('followerList')).toBe(1);
	});

	test('says which permission gives user IDs, where Feishu leaves them out', async () => {
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a', 'ou_b'] });
		const body = { data: { items: [{}, { id_list: ['u1'] }], has_more: false } };
		world.sandbox.fault({ endpoint: 'followerList', kind: 'answer', body, on: 'every' });
		const { json } = await run('getAll', { scope: 'one', taskId: rl(T1) }, [{}], CONTINUE);
		expect(json).toMatchObject([
			{ follower_id: 'u1' },
			{
				status: 'refused',
				reason: expect.stringContaining('one follower') as string,
				what_to_do: expect.stringContaining('contact:user.employee_id:readonly') as string,
			},
		]);
	});

	test('finds nothing where nobody follows anything', async () => {
		world.sandbox.seed.task({ taskId: T1 });
		const { json, error } = await run('getAll', { scope: 'all' });
		expect([json, error]).toEqual([[], undefined]);
	});

	test('feeds the fields of the deletion', async () => {
		seedTasks(3, 2);
		const { json } = await run('getAll', { scope: 'all', returnAll: true });
		const removed = await run('delete', { taskId: rl('={{ $json.task_id }}'), followerIds: '={{ $json.follower_id }}' }, json);
		expect(removed.json.map(({ status }) => status)).toEqual(json.map(() => 'deleted'));
		expect(calls('taskFollower')).toBe(3);
	});
});

describe('adding', () => {
	const BOTH = { taskId: rl('={{ $json.task }}'), followers: '={{ $json.id }}' };

	test('takes a call for each 100 people of a task, however many items there are', async () => {
		world.sandbox.seed.task({ taskId: T1 });
		world.sandbox.seed.task({ taskId: T2 });
		const items = [...people(150).map((id) => ({ task: T1, id })), { task: T2, id: 'ou_x' }, { task: T1, id: 'ou_p0' }];
		const { json } = await run('create', BOTH, items);
		expect(json).toHaveLength(152);
		expect(json[0]).toMatchObject({ task_id: T1, follower_id: 'ou_p0', status: 'created', created: true });
		expect([followersOf(), followersOf(T2)]).toEqual([people(150), ['ou_x']]);
		expect(calls('followerCreate')).toBe(3);
	});

	test('finds the one that Feishu refuses, and adds the others', async () => {
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_p7'] });
		world.sandbox.setOptions({ answers: { existingFollowers: 'refuse' } });
		const { json } = await run('create', { taskId: rl(T1), followers: people(20).join() }, [{}], CONTINUE);
		expect(json.filter(({ status }) => status !== 'created')).toMatchObject([
			{ follower_id: 'ou_p7', status: 'refused', code: 1470430, what_to_do: expect.stringContaining('already follows the task') as string },
		]);
		expect(followersOf().sort()).toEqual(people(20).sort());
	});

	describe('put back a second time, where 97 of 100 follow already,', () => {
		const put = async (fault?: Parameters<typeof world.sandbox.fault>[0]) => {
			world.sandbox.seed.task({ taskId: T1, followers: people(97) });
			world.sandbox.setOptions({ answers: { existingFollowers: 'refuse' } });
			if (fault !== undefined) world.sandbox.fault(fault);
			const { json } = await run('create', { taskId: rl(T1), followers: people(100).join() }, [{}], CONTINUE);
			expect([...followersOf()].sort()).toEqual([...people(100)].sort());
			return json;
		};

		test('the other three are added, and one look tells who they are', async () => {
			const json = await put();
			expect(json.slice(97).map(({ status }) => status)).toEqual(['created', 'created', 'created']);
			for (const one of json.slice(0, 97)) expect(one).toMatchObject({ status: 'refused', code: 1470430, confirmed_by: 'read' });
			expect([calls('followerCreate'), calls('followerList')]).toEqual([2, 2]);
		});

		test('the other three are added, though nobody may look', async () => {
			const json = await put({ endpoint: 'followerList', kind: 'code', code: 1470432, on: 'every' });
			expect(json.slice(97).map(({ status }) => status)).toEqual(['created', 'created', 'created']);
			expect(json.slice(0, 97).every(({ status, code }) => status === 'refused' && code === 1470430)).toBe(true);
		});

		test('the other three are added, though the first answer is lost', async () => {
			const json = await put({ endpoint: 'followerCreate', kind: 'resetBefore', on: 1 });
			expect(json.map(({ status }) => status)).toEqual(people(100).map(() => 'created'));
		});
	});

	test('refuses an ID of another kind, and says which option decides it', async () => {
		world.sandbox.seed.task({ taskId: T1 });
		const { json } = await run('create', { taskId: rl(T1), followers: 'on_a' }, [{}], CONTINUE);
		expect(json).toMatchObject([
			{ status: 'refused', what_to_do: expect.stringMatching(/set User ID Type in Options to Union ID\.$/) as string },
		]);
	});

	test.each([
		['the answer is lost', { kind: 'resetAfter', on: 'every' }],
		['the answer does not say whom', { kind: 'omit', field: 'follower', on: 'every' }],
		['the answer names others', { kind: 'answer', body: { data: { follower: { id: 'on_x', id_list: ['on_x'] } } }, on: 'every' }],
	] as const)('where %s, a look at the followers settles it', async (_name, fault) => {
		world.sandbox.seed.task({ taskId: T1 });
		world.sandbox.fault({ endpoint: 'followerCreate', ...fault });
		const { json } = await run('create', { taskId: rl(T1), followers: people(3).join() }, [{}], CONTINUE);
		expect(json.map(({ status, confirmed_by }) => [status, confirmed_by])).toEqual(people(3).map(() => ['created', 'read']));
		expect(calls('followerList')).toBe(1);
	});

	test('a repeat after a lost answer that meets its own work has worked', async () => {
		world.sandbox.seed.task({ taskId: T1 });
		world.sandbox.setOptions({ answers: { existingFollowers: 'refuse' } });
		world.sandbox.fault({ endpoint: 'followerCreate', kind: 'resetAfter', on: 1 });
		const { json } = await run('create', { taskId: rl(T1), followers: people(50).join() }, [{}], CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(people(50).map(() => 'created'));
		expect([calls('followerCreate'), calls('followerList')]).toEqual([2, 1]);
	});

	test('a look that does not find somebody says that it was not done', async () => {
		world.sandbox.seed.task({ taskId: T1 });
		world.sandbox.fault({ endpoint: 'followerCreate', kind: 'resetBefore', on: 'every' });
		const { json } = await run('create', { taskId: rl(T1), followers: 'ou_a' }, [{}], CONTINUE);
		expect(json).toMatchObject([{ status: 'refused', confirmed_by: 'read' }]);
	});

	test.each([
		['of another kind of ID', { follower_id: 'on_a', user_id_type: 'union_id' }, /of the type "union_id", but User ID Type is "open_id"/],
		['without a person', { task_id: T1 }, /without follower_id/],
		['in a list within a list', [['ou_a']], /holds a list/],
		['of a number', { follower_id: 7.5 }, /is not an ID/],
	])('refuses a copy %s', async (_what, copy, words) => {
		world.sandbox.seed.task({ taskId: T1 });
		const { error } = await run('create', { taskId: rl(T1), followers: '={{ $json.copy }}' }, [{ copy }]);
		expect(error?.message).toMatch(words);
		expect(calls('followerCreate')).toBe(0);
	});
});

describe('a copy that is kept', () => {
	const SETUP = { taskId: rl(T1), followerIds: '={{ $json.id }}', ...KEEP };

	test('puts followers back as they were', async () => {
		world.sandbox.seed.task({ taskId: T1, followers: people(120) });
		const removed = await run(
			'delete',
			SETUP,
			people(120).map((id) => ({ id })),
			CONTINUE,
		);
		expect(followersOf()).toEqual([]);
		expect(removed.json[0]).toMatchObject({ status: 'deleted', snapshot: { follower_id: 'ou_p0', user_id_type: 'open_id' } });
		// Two calls remove them; the list that both look at is read once.
		expect([calls('taskFollower'), calls('followerList')]).toEqual([2, 3]);
		const back = await run('create', { taskId: rl('={{ $json.task_id }}'), followers: '={{ $json.snapshot }}' }, removed.json);
		expect(back.json.map(({ status }) => status)).toEqual(people(120).map(() => 'created'));
		expect(followersOf()).toEqual(people(120));
	});

	test('reads no more of the list than it takes to find them', async () => {
		world.sandbox.seed.task({ taskId: T1, followers: people(400) });
		await run(
			'delete',
			SETUP,
			people(5).map((id) => ({ id })),
			CONTINUE,
		);
		expect(followersOf()).toHaveLength(395);
		expect(calls('followerList')).toBe(1);
	});

	test('of user IDs, too', async () => {
		world.sandbox.seed.person({ openId: 'ou_a', unionId: 'on_a', userId: 'a1' });
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a'] });
		const options = { keepCopy: true, userIdType: 'user_id' };
		const removed = await run('delete', { ...SETUP, options }, [{ id: 'a1' }], CONTINUE);
		expect(followersOf()).toEqual([]);
		const parameters = { taskId: rl(T1), followers: '={{ $json.snapshot }}', options: { userIdType: 'user_id' } };
		await run('create', parameters, removed.json);
		expect(followersOf()).toEqual(['ou_a']);
	});

	test('is needed: who does not follow, or cannot be looked up, is not sent', async () => {
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a'] });
		const { json } = await run(
			'delete',
			SETUP,
			['ou_a', 'ou_gone', 'on_a'].map((id) => ({ id })),
			CONTINUE,
		);
		expect(json.map(({ status }) => status)).toEqual(['deleted', 'not_sent', 'refused']);
		expect(json[2]).toMatchObject({ what_to_do: expect.stringContaining('User ID Type') as string });
		expect(world.sandbox.calls('taskFollower').map(({ body }) => body)).toEqual([{ id_list: ['ou_a'] }]);
	});
});

describe('a removal that no answer settles', () => {
	const SETUP = { taskId: rl(T1), followerIds: 'ou_a,ou_b' };

	test.each([
		['the answer is lost', { kind: 'resetAfter', on: 'every' }],
		['the answer does not say whom', { kind: 'omit', field: 'followers', on: 'every' }],
		['the answer names others', { kind: 'answer', body: { data: { followers: ['on_1', 'on_2'] } }, on: 'every' }],
	] as const)('where %s is settled by one look', async (_name, fault) => {
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a', 'ou_b', 'ou_c'] });
		world.sandbox.fault({ endpoint: 'taskFollower', ...fault });
		const { json } = await run('delete', SETUP, [{}], CONTINUE);
		expect(json.map(({ status, confirmed_by }) => [status, confirmed_by])).toEqual([
			['deleted', 'read'],
			['deleted', 'read'],
		]);
		expect(calls('followerList')).toBe(1);
	});

	test('is not done where the look still finds the person', async () => {
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a', 'ou_b'] });
		world.sandbox.fault({ endpoint: 'taskFollower', kind: 'resetBefore', on: 'every' });
		const { json } = await run('delete', SETUP, [{}], CONTINUE);
		expect(json.map(({ status, confirmed_by }) => [status, confirmed_by])).toEqual([
			['refused', 'read'],
			['refused', 'read'],
		]);
	});

	test('stays unknown where the look shows people by another kind of ID', async () => {
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a', 'ou_b'] });
		world.sandbox.fault({ endpoint: 'taskFollower', kind: 'omit', field: 'followers', on: 'every' });
		const body = { data: { items: [{ id: 'on_1', id_list: ['on_1'] }], has_more: false } };
		world.sandbox.fault({ endpoint: 'followerList', kind: 'answer', body, on: 'every' });
		const { json } = await run('delete', SETUP, [{}], CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(['unknown', 'unknown']);
	});

	test.each([{}, { items: null }, { items: {} }])('never says that somebody is gone by an answer without the list: %j', async (data) => {
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a', 'ou_b'] });
		world.sandbox.fault({ endpoint: 'taskFollower', kind: 'hang', on: 'every' });
		world.sandbox.fault({ endpoint: 'followerList', kind: 'answer', body: { data }, on: 'every' });
		const { json } = await run('delete', { ...SETUP, requestOptions: { timeout: 40 } }, [{}], CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(['unknown', 'unknown']);
		const kept = await run('delete', { ...SETUP, options: { keepCopy: true } }, [{}], CONTINUE);
		expect(kept.json.map(({ status }) => status)).toEqual(['not_sent', 'not_sent']);
	});

	test.each(['on_a', 'a1'])('never comes about for %s, asked for as an open ID: nothing is sent', async (id) => {
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a'] });
		const { json } = await run('delete', { taskId: rl(T1), followerIds: id }, [{}], CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(['refused']);
		expect(world.sandbox.log).toEqual([]);
	});

	test('stays unknown where the list names somebody by two kinds of ID', async () => {
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a'] });
		world.sandbox.fault({ endpoint: 'taskFollower', kind: 'answer', body: { data: {} }, done: false, on: 'every' });
		const items = [{ id: 'ou_b', id_list: ['on_b'] }];
		world.sandbox.fault({ endpoint: 'followerList', kind: 'answer', body: { data: { items, has_more: false } }, on: 'every' });
		const { json } = await run('delete', { taskId: rl(T1), followerIds: 'ou_a' }, [{}], CONTINUE);
		expect(json).toMatchObject([{ status: 'unknown' }]);
		expect(json[0]).not.toHaveProperty('confirmed_by');
	});

	test.each([
		['union_id', 'on_a', 'on_z'],
		['user_id', 'a', 'z'],
	])('tells who is there, and who is gone, by %s too', async (userIdType, there, gone) => {
		for (const name of ['a', 'b']) world.sandbox.seed.person({ openId: `ou_${name}`, unionId: `on_${name}`, userId: name });
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a', 'ou_b'] });
		world.sandbox.fault({ endpoint: 'taskFollower', kind: 'answer', body: { data: {} }, done: false, on: 'every' });
		const { json } = await run('delete', { taskId: rl(T1), followerIds: [there, gone], options: { userIdType } }, [{}], CONTINUE);
		expect(json).toMatchObject([
			{ status: 'refused', confirmed_by: 'read' },
			{ status: 'deleted', confirmed_by: 'read' },
		]);
	});

	test('is well with Already Gone where somebody did not follow, and still unknown where nobody can look', async () => {
		world.sandbox.seed.task({ taskId: T1, followers: ['ou_a'] });
		const options = { alreadyGone: true };
		world.sandbox.fault({ endpoint: 'taskFollower', kind: 'answer', body: { data: { followers: ['on_a'] } }, on: 1 });
		const first = await run('delete', { ...SETUP, options }, [{}]);
		expect(first.json.map(({ status }) => status)).toEqual(['deleted', 'deleted']);
		const second = await run('delete', { ...SETUP, options }, [{}]);
		expect(second.json.map(({ status }) => status)).toEqual(['already_gone', 'already_gone']);
		world.sandbox.fault({ endpoint: 'taskFollower', kind: 'omit', field: 'followers', on: 'every' });
		world.sandbox.fault({ endpoint: 'followerList', kind: 'code', code: 1470432, on: 'every' });
		const third = await run('delete', { ...SETUP, options }, [{}], CONTINUE);
		expect(third.json.map(({ status }) => status)).toEqual(['unknown', 'unknown']);
	});
});
