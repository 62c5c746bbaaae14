import { fieldViolations } from '../../sandbox/shape';
import { callAsSpecified, callDeletion, dataOf, gist, type SpecCall } from '../../sandbox/sandboxClient';
import { as, sdkClient } from '../../sandbox/sdkClient';
import type { JsonObject } from '../../sandbox/json';
import { sandboxed } from '../../support/sandboxed';
import { followerCreate, followerList } from './followerCalls';

const world = sandboxed();
const params = { task_id: 't1' };

const listed = (query: Record<string, string> = {}, more: SpecCall = {}) =>
	callAsSpecified(world.sandbox, followerList.rules, { params, query, ...more });
const added = (body: unknown, more: SpecCall = {}) => callAsSpecified(world.sandbox, followerCreate.rules, { params, body, ...more });
const idsIn = (data: JsonObject) => (data['items'] as JsonObject[]).map(({ id }) => id);
const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `ou_${index}`);
const followers = () => world.sandbox.state.tasks.get('t1')!.followers.map(({ openId }) => openId);
const seedPerson = () => world.sandbox.seed.person({ openId: 'ou_a', unionId: 'on_a', userId: 'a1' });
const byUser = (openId: string): SpecCall => ({ token: world.sandbox.seed.userToken({ openId }) });
const byApp = (appId: string, scopes: string[]): SpecCall => {
	world.sandbox.seed.app({ appId, secret: 'another-secret', scopes });
	return { token: world.sandbox.seed.tenantToken({ appId }) };
};
/** The three kinds of ID of one person. */
const KINDS = [
	['open_id', 'ou_a'],
	['union_id', 'on_a'],
	['user_id', 'a1'],
] as const;

describe('the list of followers', () => {
	it('answers the official SDK with each follower, as itself and as a list', async () => {
		world.sandbox.seed.task({ taskId: 't1', followers: ['ou_a', 'ou_b'] });
		const { code, msg, data } = await sdkClient(world.sandbox).task.v1.taskFollower.list({ path: params }, as(world.sandbox));
		expect([code, msg]).toEqual([0, 'success']);
		expect(data).toEqual({
			items: [
				{ id: 'ou_a', id_list: ['ou_a'] },
				{ id: 'ou_b', id_list: ['ou_b'] },
			],
			has_more: false,
		});
	});

	it('is empty where nobody follows', async () => {
		world.sandbox.seed.task({ taskId: 't1' });
		expect(dataOf(await listed())).toEqual({ items: [], has_more: false });
	});

	it('may answer a short or empty page before the last, where followers have left since', async () => {
		world.sandbox.seed.task({ taskId: 't1', followers: idsOf(25) });
		const first = dataOf(await listed());
		await callDeletion(world.sandbox, 'taskFollower', { params, body: { id_list: idsOf(20).slice(10) } });
		const second = dataOf(await listed({ page_token: String(first['page_token']) }));
		expect([second['items'], second['has_more']]).toEqual([[], true]);
		const last = dataOf(await listed({ page_token: String(second['page_token']) }));
		expect([...idsIn(first), ...idsIn(last)]).toEqual([...idsOf(10), ...idsOf(25).slice(20)]);
	});

	it.each(KINDS)('answers in the kind of ID %s', async (user_id_type, id) => {
		seedPerson();
		world.sandbox.seed.task({ taskId: 't1', followers: ['ou_a'] });
		expect(dataOf(await listed({ user_id_type }))['items']).toEqual([{ id, id_list: [id] }]);
	});

	it('is for those who see the task', async () => {
		world.sandbox.seed.task({ taskId: 't1', followers: ['ou_follows'], collaborators: ['ou_does'] });
		expect(gist(await listed({}, { params: { task_id: 'none' } }))).toEqual([400, 1470602]);
		expect(gist(await listed({}, byUser('ou_nobody')))).toEqual([400, 1470432]);
		expect(gist(await listed({}, byUser('ou_follows')))).toEqual([200, 0]);
		expect(gist(await listed({}, byUser('ou_does')))).toEqual([200, 0]);
		expect(gist(await listed({}, byApp('cli_other', ['task:task'])))).toEqual([400, 1470432]);
	});
});

describe('followers that are added', () => {
	it('follow the task then, by what the official SDK sends', async () => {
		world.sandbox.seed.task({ taskId: 't1', followers: ['ou_z'], creator: 'ou_creates' });
		const { code, msg, data } = await sdkClient(world.sandbox).task.v1.taskFollower.create(
			{ path: params, data: { id_list: ['ou_a', 'ou_b'] } },
			as(world.sandbox, 'ou_creates'),
		);
		expect([code, msg]).toEqual([0, 'success']);
		expect(data).toEqual({ follower: { id: 'ou_a', id_list: ['ou_a', 'ou_b'] } });
		expect(followers()).toEqual(['ou_z', 'ou_a', 'ou_b']);
		expect(world.sandbox.calls('followerCreate')).toHaveLength(1);
	});

	it('are those of both fields, each once', async () => {
		world.sandbox.seed.task({ taskId: 't1' });
		expect(dataOf(await added({ id: 'ou_b', id_list: ['ou_a', 'ou_b', 'ou_a'] }))).toEqual({
			follower: { id: 'ou_b', id_list: ['ou_b', 'ou_a'] },
		});
		expect(dataOf(await added({ id: 'ou_c' }))).toEqual({ follower: { id: 'ou_c', id_list: ['ou_c'] } });
		expect(followers()).toEqual(['ou_b', 'ou_a', 'ou_c']);
	});

	it('stay as they are where they follow already, or refuse the call when told to', async () => {
		world.sandbox.seed.task({ taskId: 't1', followers: ['ou_a'] });
		expect(dataOf(await added({ id_list: ['ou_a', 'ou_b'] }))).toEqual({ follower: { id: 'ou_a', id_list: ['ou_a', 'ou_b'] } });
		expect(followers()).toEqual(['ou_a', 'ou_b']);
		world.sandbox.setOptions({ answers: { existingFollowers: 'refuse' } });
		expect(gist(await added({ id_list: ['ou_b', 'ou_c'] }))).toEqual([400, 1470430]);
		expect(gist(await added({ id_list: ['ou_c'] }))).toEqual([200, 0]);
		expect(followers()).toEqual(['ou_a', 'ou_b', 'ou_c']);
	});

	it('are back after they were removed', async () => {
		world.sandbox.seed.task({ taskId: 't1', followers: ['ou_a'] });
		await callDeletion(world.sandbox, 'taskFollower', { params, body: { id_list: ['ou_a'] } });
		expect(dataOf(await listed())['items']).toEqual([]);
		await added({ id_list: ['ou_a'] });
		expect(idsIn(dataOf(await listed()))).toEqual(['ou_a']);
	});

	it.each(KINDS)('are named by any kind of ID: %s', async (user_id_type, id) => {
		seedPerson();
		world.sandbox.seed.task({ taskId: 't1' });
		expect(dataOf(await added({ id }, { query: { user_id_type } }))).toEqual({ follower: { id, id_list: [id] } });
		expect(followers()).toEqual(['ou_a']);
	});

	it.each<[number, string, unknown]>([
		[1470400, 'nobody', {}],
		[1470400, 'an empty list', { id_list: [] }],
		[1470412, 'an empty ID', { id: '' }],
		[1470412, 'an empty ID among others', { id_list: ['ou_a', ''] }],
		[1470412, 'another kind of ID', { id_list: ['ou_a', 'on_a'] }],
	])('are refused with %i for %s, and nobody is added', async (code, _name, body) => {
		world.sandbox.seed.task({ taskId: 't1' });
		expect(gist(await added(body))).toEqual([400, code]);
		expect(followers()).toEqual([]);
	});

	it.each([
		[1470428, 400],
		[1470711, 500],
	])('are refused with %i/%i as the seeded task demands', async (refuses, status) => {
		world.sandbox.seed.task({ taskId: 't1', refuses });
		expect(gist(await added({ id: 'ou_a' }))).toEqual([status, refuses]);
	});

	it('are for those who may change the task, which a mere follower may not', async () => {
		world.sandbox.seed.task({ taskId: 't1', followers: ['ou_follows'], collaborators: ['ou_does'] });
		const by = async (openId: string) => gist(await added({ id: 'ou_a' }, byUser(openId)));
		expect(await by('ou_follows')).toEqual([400, 1470404]);
		expect(await by('ou_nobody')).toEqual([400, 1470404]);
		expect(await by('ou_does')).toEqual([200, 0]);
		expect(gist(await added({ id: 'ou_a' }, { params: { task_id: 'none' } }))).toEqual([400, 1470602]);
	});

	it('are not added while others are added to the same task, or taken off it', async () => {
		for (const taskId of ['t1', 't2']) world.sandbox.seed.task({ taskId, followers: ['ou_z'] });
		world.sandbox.setOptions({ latencyMs: 200 });
		const answers = await Promise.all([
			added({ id: 'ou_a' }),
			callDeletion(world.sandbox, 'taskFollower', { params, body: { id_list: ['ou_z'] } }),
			added({ id: 'ou_a' }, { params: { task_id: 't2' } }),
		]);
		expect(answers.map(gist).sort()).toEqual([
			[200, 0],
			[200, 0],
			[400, 1470451],
		]);
	});
});

it('says nothing that the pages do not have, of all that there is in the demo', async () => {
	world.sandbox.reset('demo');
	const tasks = [...world.sandbox.state.tasks.values()].filter(({ creator }) => creator === 'cli_sandbox');
	for (const { taskId } of tasks) {
		const task = { params: { task_id: taskId } };
		const list = dataOf(await listed({}, task));
		expect(fieldViolations(followerList.rules.response, list)).toEqual([]);
		const answer = dataOf(await added({ id_list: ['ou_new', ...idsIn(list)] }, task));
		expect(fieldViolations(followerCreate.rules.response, answer)).toEqual([]);
	}
	expect(tasks.length).toBeGreaterThan(3);
});
