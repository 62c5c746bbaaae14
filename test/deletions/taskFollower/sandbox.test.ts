import { callDeletion, dataOf, gist } from '../../sandbox/sandboxClient';
import { sandboxed } from '../../support/sandboxed';

const world = sandboxed();

describe('task followers', () => {
	const remove = (id_list: unknown, more: { params?: Record<string, string>; query?: Record<string, string> } = {}) =>
		callDeletion(world.sandbox, 'taskFollower', { params: { task_id: 't1' }, body: { id_list }, ...more });

	it('names the followers that were really removed', async () => {
		const task = world.sandbox.seed.task({ taskId: 't1', followers: ['ou_a', 'ou_b'] });
		expect((await remove(['ou_a', 'ou_z'])).data).toEqual({ code: 0, msg: '', data: { followers: ['ou_a'] } });
		expect(task.followers).toEqual([{ openId: 'ou_b' }]);
	});

	it('answers in the kind of ID that was asked in', async () => {
		world.sandbox.seed.task({ taskId: 't1', followers: ['ou_a'] });
		world.sandbox.seed.person({ openId: 'ou_a', unionId: 'on_a', userId: 'a1' });
		expect(dataOf(await remove(['on_a'], { query: { user_id_type: 'union_id' } }))).toEqual({ followers: ['on_a'] });
	});

	it('takes a list of any length', async () => {
		const ids = Array.from({ length: 5_000 }, (_, index) => `ou_${index}`);
		world.sandbox.seed.task({ taskId: 't1', followers: ids });
		expect(dataOf(await remove(ids))).toEqual({ followers: ids });
	});

	it('lets one follower sink the whole call', async () => {
		const task = world.sandbox.seed.task({ taskId: 't1', followers: ['ou_a', { openId: 'ou_b', refuses: 1470712 }] });
		expect(gist(await remove(['ou_a', 'ou_b']))).toEqual([500, 1470712]);
		expect(task.followers).toHaveLength(2);
	});

	it('refuses unknown tasks, unknown kinds of ID, empty lists and overlapping calls', async () => {
		world.sandbox.seed.task({ taskId: 't1', followers: ['ou_a', 'ou_b'] });
		expect(gist(await remove(['ou_a'], { params: { task_id: 't9' } }))).toEqual([400, 1470602]);
		expect(gist(await remove(['ou_a'], { query: { user_id_type: 'email' } }))).toEqual([400, 1470400]);
		expect(gist(await remove([]))).toEqual([400, 1470400]);
		// So that they are under way together, however busy the machine is.
		world.sandbox.setOptions({ latencyMs: 200 });
		const both = await Promise.all([remove(['ou_a']), remove(['ou_b'])]);
		expect(both.map(gist).sort()).toEqual([
			[200, 0],
			[400, 1470451],
		]);
	});
});
