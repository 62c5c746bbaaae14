import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { sandboxCredentials } from '../support/deletions';
import { runNode, type NodeSetup } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed({ rateLimits: 'off' });

const rl = (value: string) => ({ __rl: true, mode: 'id', value });

const CONTINUE = { onError: 'continueRegularOutput' } as const;

interface Setup {
	items?: readonly IDataObject[];
	settings?: NodeSetup['settings'];
	/** The open ID of a person whose token is used. */
	person?: string;
}

async function run(operation: string, parameters: INodeParameters, { items = [{}], settings = {}, person }: Setup = {}) {
	const token = person === undefined ? undefined : world.sandbox.seed.userToken({ openId: person });
	return await runNode(
		items,
		{
			type: 'feishuTaskMember',
			credentials: person === undefined ? { feishuTenantApi: 'tenant' } : { feishuAccessTokenApi: 'token' },
			parameters: {
				authentication: person === undefined ? 'feishuTenantApi' : 'feishuAccessTokenApi',
				operation,
				taskGuid: rl('task1'),
				role: 'follower',
				options: {},
				...parameters,
			},
			settings,
		},
		{ ...sandboxCredentials(world.sandbox), token: { region: 'custom', baseUrl: world.sandbox.url, accessToken: token ?? '' } },
	);
}

const rowsOf = (json: readonly IDataObject[]) => json.map(({ member_id, role, status }) => [member_id, role, status]);
const bodies = (endpoint: string) =>
	world.sandbox.calls(endpoint).map(({ body }) => body as { members: IDataObject[]; client_token?: string });
const task = (id = 'task1') => {
	const { collaborators = [], followers = [] } = world.sandbox.state.tasks.get(id) ?? {};
	return [collaborators, followers.map(({ openId }) => openId)];
};
const listed = (members: IDataObject[]) => ({ kind: 'answer' as const, body: { data: { task: { members } } } });

describe('members that are removed', () => {
	test('are not removed as followers if an expression finds no role', async () => {
		world.sandbox.seed.task({ taskId: 'task1', collaborators: ['ou_a'], followers: ['ou_a'] });
		for (const item of [{}, { role: null }]) {
			const setup = { items: [item], settings: CONTINUE };
			const { json } = await run('delete', { role: '={{ $json.role }}', memberIds: 'ou_a' }, setup);
			expect(json).toMatchObject([{ status: 'refused', reason: 'The field “Role” of item 0 holds nothing' }]);
			const added = await run('create', { role: '={{ $json.role }}', members: 'ou_b' }, setup);
			expect(added.json).toMatchObject([{ status: 'refused', reason: 'The field “Role” of item 0 holds nothing' }]);
		}
		expect(task()).toEqual([['ou_a'], ['ou_a']]);
	});

	test('are two records if somebody is both, and each role is a call of its own list', async () => {
		world.sandbox.seed.task({ taskId: 'task1', collaborators: ['ou_a', 'ou_b'], followers: ['ou_a'] });
		const items = [{ role: 'assignee' }, { role: 'follower' }];
		const { json } = await run('delete', { role: '={{ $json.role }}', memberIds: 'ou_a' }, { items });
		expect(rowsOf(json)).toEqual([
			['ou_a', 'assignee', 'deleted'],
			['ou_a', 'follower', 'deleted'],
		]);
		expect(bodies('taskMember')).toEqual([
			{
				members: [
					{ id: 'ou_a', type: 'user', role: 'assignee' },
					{ id: 'ou_a', type: 'user', role: 'follower' },
				],
			},
		]);
		expect(task()).toEqual([['ou_b'], []]);
	});

	test('are refused if the answer still lists them in this role, and not if in the other', async () => {
		world.sandbox.seed.task({ taskId: 'task1' });
		world.sandbox.fault({
			endpoint: 'taskMember',
			on: 1,
			...listed([
				{ id: 'ou_a', type: 'user', role: 'follower' },
				{ id: 'ou_b', type: 'user', role: 'assignee' },
			]),
		});
		const { json } = await run('delete', { memberIds: 'ou_a, ou_b' }, { settings: CONTINUE });
		expect(rowsOf(json)).toEqual([
			['ou_a', 'follower', 'refused'],
			['ou_b', 'follower', 'deleted'],
		]);
		expect(world.sandbox.calls('taskV2Get')).toHaveLength(0);
	});

	test.each<[string, IDataObject[] | undefined]>([
		['of another kind of ID', [{ id: 'on_z', type: 'user', role: 'follower' }]],
		['without an ID', [{ type: 'user', role: 'follower' }]],
		['without a role', [{ id: 'ou_z', type: 'user' }]],
		['missing', undefined],
	])('are looked at if the answer lists members %s', async (_what, members) => {
		world.sandbox.seed.task({ taskId: 'task1', followers: ['ou_a', 'ou_b'] });
		const body = { data: { task: members === undefined ? {} : { members } } };
		world.sandbox.fault({ endpoint: 'taskMember', kind: 'answer', on: 1, done: true, body });
		const { json } = await run('delete', { memberIds: 'ou_a' }, { settings: CONTINUE });
		expect(json).toMatchObject([{ status: 'deleted', confirmed_by: 'read' }]);
	});

	test('stay unknown if no list tells', async () => {
		world.sandbox.seed.task({ taskId: 'task1', followers: ['ou_a'] });
		world.sandbox.setOptions({ answers: { noMembers: 'left out' } });
		const { json } = await run('delete', { memberIds: 'ou_a' }, { settings: CONTINUE });
		expect(json).toMatchObject([{ status: 'unknown' }]);
	});

	test('pass as deleted if they were none, and are already gone if that is looked at: one call for a task', async () => {
		world.sandbox.seed.task({ taskId: 'task1', followers: ['ou_a'], collaborators: ['ou_z'] });
		const { json: passed } = await run('delete', { memberIds: 'ou_y' });
		expect(rowsOf(passed)).toEqual([['ou_y', 'follower', 'deleted']]);
		expect(world.sandbox.calls('taskV2Get')).toHaveLength(0);
		const { json } = await run('delete', { memberIds: 'ou_a, ou_z', options: { alreadyGone: true } });
		expect(rowsOf(json)).toEqual([
			['ou_a', 'follower', 'deleted'],
			['ou_z', 'follower', 'already_gone'],
		]);
		expect(world.sandbox.calls('taskV2Get')).toHaveLength(1);
	});

	test('of a task that is not there are refused, and never already gone', async () => {
		const { json } = await run('delete', { memberIds: 'ou_a, ou_b', options: { alreadyGone: true } }, { settings: CONTINUE });
		expect(json.map(({ status, code }) => [status, code])).toEqual([
			['refused', 1470404],
			['refused', 1470404],
		]);
	});

	test('may be apps, for which nobody is looked up', async () => {
		world.sandbox.seed.task({ taskId: 'task1', followers: ['cli_a'] });
		const { json } = await run('delete', { memberIds: 'cli_a', options: { memberType: 'app', userIdType: 'union_id' } });
		expect(rowsOf(json)).toEqual([['cli_a', 'follower', 'deleted']]);
		expect(bodies('taskMember')).toEqual([{ members: [{ id: 'cli_a', type: 'app', role: 'follower' }] }]);
	});

	test.each<[string, INodeParameters, RegExp]>([
		['a group chat', { memberIds: 'oc_1' }, /A group chat cannot be a member of a task/],
		['an app', { memberIds: 'cli_1' }, /Set Member Type in Options to App/],
		['an app where User IDs are meant', { memberIds: 'cli_1', options: { userIdType: 'user_id' } }, /Set Member Type in Options to App/],
		['a person where an app is meant', { memberIds: 'ou_1', options: { memberType: 'app' } }, /Set Member Type in Options to User/],
		['an address where an app is meant', { memberIds: 'a@b.com', options: { memberType: 'app' } }, /Set Member Type in Options to User/],
		['the number of a task', { memberIds: 'ou_1', taskGuid: rl('t104121') }, /the number of a task/],
		[
			'the link of a task list',
			{ memberIds: 'ou_1', taskGuid: rl('https://x.cn/client/todo/task_list?guid=1') },
			/the link of a task list/,
		],
	])('are refused before anything is sent for %s', async (_what, parameters, words) => {
		const { error } = await run('delete', parameters);
		expect(`${error?.message} ${(error as { description?: string } | undefined)?.description}`).toMatch(words);
		expect(world.sandbox.log).toHaveLength(0);
	});

	test('are found one by one if one of them refuses the call', async () => {
		world.sandbox.seed.task({ taskId: 'task1', followers: ['ou_a', { openId: 'ou_b', refuses: 1470400 }, 'ou_c'] });
		const { json } = await run('delete', { memberIds: 'ou_a, ou_b, ou_c' }, { settings: CONTINUE });
		expect(json.map(({ status }) => status)).toEqual(['deleted', 'refused', 'deleted']);
		expect(task()).toEqual([[], ['ou_b']]);
	});

	test('go back with the role that their copy has, and with a token that only this call has', async () => {
		world.sandbox.seed.task({ taskId: 'task1', collaborators: ['ou_a'], followers: ['ou_a', 'cli_b'] });
		const options = { keepCopy: true };
		const items = [
			{ id: 'ou_a', role: 'assignee', type: 'user' },
			{ id: 'ou_a', role: 'follower', type: 'user' },
			{ id: 'cli_b', role: 'follower', type: 'app' },
		];
		const removing = { role: '={{ $json.role }}', memberIds: '={{ $json.id }}', options: { ...options, memberType: '={{ $json.type }}' } };
		const { json: gone } = await run('delete', removing, { items, settings: CONTINUE });
		expect(gone.map(({ status }) => status)).toEqual(['deleted', 'deleted', 'deleted']);
		expect(gone[0]).toMatchObject({
			member_name: 'a',
			snapshot: { member_id: 'ou_a', role: 'assignee', type: 'user', user_id_type: 'open_id' },
		});
		const back = async () => await run('create', { members: '={{ $json.snapshot }}' }, { items: gone });
		const { json } = await back();
		expect(rowsOf(json)).toEqual([
			['ou_a', 'assignee', 'created'],
			['ou_a', 'follower', 'created'],
			['cli_b', 'follower', 'created'],
		]);
		expect(task()).toEqual([['ou_a'], ['ou_a', 'cli_b']]);
		await run('delete', removing, { items, settings: CONTINUE });
		await back();
		expect(task()).toEqual([['ou_a'], ['ou_a', 'cli_b']]);
		expect(new Set(bodies('taskMemberAdd').map(({ client_token: token }) => token)).size).toBe(2);
	});
});

describe('members that are added', () => {
	test('are 50 a call, and a call that is repeated has its token', async () => {
		world.sandbox.seed.task({ taskId: 'task1' });
		world.sandbox.fault({ endpoint: 'taskMemberAdd', kind: 'resetAfter', on: 1, times: 1 });
		const { json } = await run('create', { members: Array.from({ length: 60 }, (_, index) => `ou_${index}`) });
		expect(new Set(json.map(({ status }) => status))).toEqual(new Set(['created']));
		const tokens = bodies('taskMemberAdd').map(({ client_token: token }) => token);
		expect(tokens).toHaveLength(3);
		expect(new Set(tokens).size).toBe(2);
	});

	test('have another token in another task', async () => {
		for (const taskId of ['task1', 'task2']) world.sandbox.seed.task({ taskId });
		await run('create', { taskGuid: rl('={{ $json.id }}'), members: 'ou_a' }, { items: [{ id: 'task1' }, { id: 'task2' }] });
		expect([task('task1'), task('task2')]).toEqual([
			[[], ['ou_a']],
			[[], ['ou_a']],
		]);
	});

	test.each([1470610, 1470611])('are refused if the task is full: %i', async (refuses) => {
		world.sandbox.seed.task({ taskId: 'task1', refuses });
		const { json } = await run('create', { members: 'ou_a' }, { settings: CONTINUE });
		expect(json).toMatchObject([{ status: 'refused', code: refuses }]);
	});
});

describe('a search over all tasks', () => {
	const seed = () => {
		world.sandbox.seed.task({ taskId: 'task1', summary: 'One', collaborators: ['ou_a'], followers: ['ou_a', 'ou_b'] });
		world.sandbox.seed.task({ taskId: 'task2', followers: ['ou_a'], completedAt: 5_000 });
		world.sandbox.seed.task({ taskId: 'task3', creator: 'ou_x', collaborators: ['ou_a'] });
		world.sandbox.seed.tasklist({ guid: 'l1', taskIds: ['task1', 'task2'], viewers: ['ou_a'] });
		world.sandbox.seed.tasklist({ guid: 'l2', taskIds: ['task2', 'task1'], viewers: ['ou_a'] });
	};
	const foundIn = (json: readonly IDataObject[]) => json.map(({ task_guid, member_id, role }) => [task_guid, member_id, role].join(' '));
	const search = async (options: INodeParameters = {}, setup: Setup = {}, more: INodeParameters = {}) =>
		await run('getAll', { scope: 'all', returnAll: true, options, ...more }, setup);

	test('reads the task lists, each task once, and no task again', async () => {
		seed();
		const { json } = await search();
		expect(foundIn(json)).toEqual(['task1 ou_a assignee', 'task1 ou_a follower', 'task1 ou_b follower', 'task2 ou_a follower']);
		expect(json[0]).toEqual({
			member_name: 'a',
			task_summary: 'One',
			task_guid: 'task1',
			member_id: 'ou_a',
			role: 'assignee',
			type: 'user',
			completed: false,
		});
		expect(world.sandbox.calls('taskV2Get')).toHaveLength(0);
		expect(world.sandbox.calls('myTasks')).toHaveLength(0);
		expect(world.sandbox.calls('tasksOfList')).toHaveLength(2);
	});

	test('of a person begins with the tasks of the person', async () => {
		seed();
		const { json } = await search({}, { person: 'ou_a' });
		expect(foundIn(json).slice(0, 4)).toEqual(['task1 ou_a assignee', 'task1 ou_a follower', 'task1 ou_b follower', 'task3 ou_a assignee']);
		expect(foundIn(json)).toHaveLength(5);
	});

	test('reads a task by itself only if its list does not have the members', async () => {
		seed();
		world.sandbox.setOptions({ answers: { membersInLists: 'left out' } });
		const { json } = await search({ completed: 'completed' });
		expect(foundIn(json)).toEqual(['task2 ou_a follower']);
	});

	test.each<[INodeParameters, string[]]>([
		[{ completed: 'open' }, ['task1 ou_a assignee', 'task1 ou_a follower', 'task1 ou_b follower']],
		[{ roles: ['assignee'] }, ['task1 ou_a assignee']],
		[{ onlyThese: 'ou_b' }, ['task1 ou_b follower']],
		[{ onlyThese: ['ou_b', 'ou_none'] }, ['task1 ou_b follower']],
		[{ onlyThese: '={{ [] }}' }, []],
	])('is narrowed by %j', async (options, expected) => {
		seed();
		expect(foundIn((await search(options)).json)).toEqual(expected);
	});

	test('finds a person by address', async () => {
		seed();
		world.sandbox.seed.person({ openId: 'ou_b', unionId: 'on_b', userId: 'b', email: 'b@example.com' });
		expect(foundIn((await search({ onlyThese: 'b@example.com' })).json)).toEqual(['task1 ou_b follower']);
	});

	test('goes on after a list that cannot be read, which is a line of its own', async () => {
		seed();
		world.sandbox.fault({ endpoint: 'tasksOfList', kind: 'code', code: 1470403, on: 1, times: 1 });
		const { json } = await search({}, { settings: CONTINUE });
		expect(json.filter(({ status }) => status !== undefined)).toMatchObject([{ tasklist_guid: 'l1', code: 1470403 }]);
		expect(foundIn(json.filter(({ status }) => status === undefined))).toHaveLength(4);
	});

	test('is planned by listing the task lists alone', async () => {
		seed();
		const { json } = await search({}, {}, { dryRun: true });
		expect(json).toMatchObject([{ status: 'dry_run', containers: 2 }]);
		expect(world.sandbox.calls('tasksOfList')).toHaveLength(0);
	});

	test('says if members cannot be compared', async () => {
		seed();
		world.sandbox.fault({
			endpoint: 'tasksOfList',
			kind: 'answer',
			on: 1,
			times: 1,
			body: { data: { items: [{ guid: 'task9', members: [{ id: 'on_z', role: 'follower', type: 'user' }] }], has_more: false } },
		});
		const { json } = await search({ onlyThese: 'ou_b' }, { settings: CONTINUE });
		expect(json.some(({ reason }) => String(reason).includes('no such ID of some members of one task'))).toBe(true);
	});
});
