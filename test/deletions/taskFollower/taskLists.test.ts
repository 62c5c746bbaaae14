import { fieldViolations } from '../../sandbox/shape';
import { callAsSpecified, dataOf, gist, type SpecCall } from '../../sandbox/sandboxClient';
import { as, sdkClient } from '../../sandbox/sdkClient';
import type { JsonObject } from '../../sandbox/json';
import { sandboxed } from '../../support/sandboxed';
import { taskGet, taskList } from './taskLists';

const world = sandboxed();

const listed = (query: Record<string, string> = {}, more: SpecCall = {}) =>
	callAsSpecified(world.sandbox, taskList.rules, { query, ...more });
const got = (task_id: string, more: SpecCall = {}) => callAsSpecified(world.sandbox, taskGet.rules, { params: { task_id }, ...more });
const taskIn = (data: JsonObject) => data['task'] as JsonObject;
const idsIn = (data: JsonObject) => (data['items'] as JsonObject[]).map(({ id }) => id);
const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);
const seedMany = (count: number) => {
	for (const taskId of idsOf(count)) world.sandbox.seed.task({ taskId });
};
/** Three tasks: of the app, of another app, and of a person with two others. */
const seedThree = () => {
	world.sandbox.seed.app({ appId: 'cli_other', secret: 'another-secret' });
	world.sandbox.seed.task({ taskId: 'app', followers: ['ou_follows'] });
	world.sandbox.seed.task({ taskId: 'other', creator: 'cli_other' });
	world.sandbox.seed.task({ taskId: 'person', creator: 'ou_creates', followers: ['ou_follows'], collaborators: ['ou_does'] });
};

describe('the list of tasks', () => {
	it('answers the official SDK with what there is of each', async () => {
		world.sandbox.seed.task({
			taskId: 't1',
			summary: 'Write',
			description: 'A report',
			followers: ['ou_a', 'ou_b'],
			collaborators: ['ou_c'],
			due: { at: 1_623_124_318_000, timezone: 'Asia/Shanghai', isAllDay: false },
			createdAt: 1_615_538_207_000,
			updatedAt: 1_615_538_208_000,
			completedAt: 1_615_538_209_000,
			repeatRule: 'FREQ=WEEKLY',
		});
		world.sandbox.seed.task({ taskId: 't2' });
		const { code, msg, data } = await sdkClient(world.sandbox).task.v1.task.list({}, as(world.sandbox));
		expect([code, msg]).toEqual([0, 'success']);
		expect(data).toEqual({
			has_more: false,
			items: [
				{
					id: 't1',
					summary: 'Write',
					description: 'A report',
					complete_time: '1615538209',
					creator_id: expect.stringMatching(/^ou_/) as string,
					create_time: '1615538207',
					update_time: '1615538208',
					due: { time: '1623124318', timezone: 'Asia/Shanghai', is_all_day: false },
					source: 6,
					followers: [
						{ id: 'ou_a', id_list: ['ou_a'] },
						{ id: 'ou_b', id_list: ['ou_b'] },
					],
					collaborators: [{ id: 'ou_c', id_list: ['ou_c'] }],
					repeat_rule: 'FREQ=WEEKLY',
				},
				{
					id: 't2',
					summary: 'Task t2',
					description: '',
					complete_time: '0',
					creator_id: expect.stringMatching(/^ou_/) as string,
					create_time: String(Math.floor(world.clock.now() / 1_000)),
					update_time: String(Math.floor(world.clock.now() / 1_000)),
					source: 6,
					followers: [],
					collaborators: [],
				},
			],
		});
	});

	it('loses nothing when a task is completed or made between its pages', async () => {
		seedMany(15);
		const query = { task_completed: 'false', page_size: '10' };
		const first = dataOf(await listed(query));
		world.sandbox.state.tasks.get('t2')!.completedAt = world.clock.now();
		world.sandbox.seed.task({ taskId: 'late' });
		const last = dataOf(await listed({ ...query, page_token: String(first['page_token']) }));
		expect([...idsIn(first), ...idsIn(last)]).toEqual(idsOf(15));
	});

	it('shows an app what it created, and a person what concerns them', async () => {
		seedThree();
		const seen = async (openId?: string) =>
			idsIn((await sdkClient(world.sandbox).task.v1.task.list({}, as(world.sandbox, openId))).data as JsonObject);
		expect(await seen()).toEqual(['app']);
		expect(await seen('ou_creates')).toEqual(['person']);
		expect(await seen('ou_does')).toEqual(['person']);
		expect(await seen('ou_follows')).toEqual(['app', 'person']);
		expect(await seen('ou_nobody')).toEqual([]);
	});

	it('is narrowed by completion and by time of creation, both ends included', async () => {
		world.sandbox.seed.task({ taskId: 'open', createdAt: 1_000_000 });
		world.sandbox.seed.task({ taskId: 'done', createdAt: 2_000_000, completedAt: 3_000_000 });
		const found = async (query: Record<string, string>) => idsIn(dataOf(await listed(query)));
		expect(await found({ task_completed: 'true' })).toEqual(['done']);
		expect(await found({ task_completed: 'false' })).toEqual(['open']);
		expect(await found({ start_create_time: '1000', end_create_time: '1999' })).toEqual(['open']);
		expect(await found({ start_create_time: '1001' })).toEqual(['done']);
		expect(await found({ start_create_time: '1000', end_create_time: '2000' })).toEqual(['open', 'done']);
	});

	it.each<[number, Record<string, string>]>([
		[1470421, { page_size: '101' }],
		[1470422, { page_token: 'ListTasksPageToken_1_10' }],
		[1470400, { start_create_time: '2026-01-01' }],
		[1470400, { start_create_time: '2', end_create_time: '1' }],
	])('refuses with %i the query %j', async (code, query) => {
		seedMany(1);
		expect(gist(await listed(query))).toEqual([400, code]);
	});
});

describe('a task that is looked up', () => {
	it('is what the official SDK gets', async () => {
		world.sandbox.seed.person({ openId: 'ou_creates', unionId: 'on_creates', userId: 'c1' });
		seedThree();
		const { data } = await sdkClient(world.sandbox).task.v1.task.get(
			{ path: { task_id: 'person' }, params: { user_id_type: 'union_id' } },
			as(world.sandbox, 'ou_creates'),
		);
		expect(data?.task).toMatchObject({ id: 'person', creator_id: 'on_creates', source: 1, complete_time: '0' });
	});

	it('is one that is there, and that the caller may see', async () => {
		seedThree();
		expect(gist(await got('none'))).toEqual([400, 1470602]);
		expect(gist(await got('other'))).toEqual([400, 1470432]);
		expect(gist(await got('person'))).toEqual([400, 1470432]);
		expect(gist(await got('person', { token: world.sandbox.seed.userToken({ openId: 'ou_nobody' }) }))).toEqual([400, 1470432]);
		expect(gist(await got('person', { token: world.sandbox.seed.userToken({ openId: 'ou_does' }) }))).toEqual([200, 0]);
	});

	it('names an app as its creator by an open ID, and by no other', async () => {
		seedThree();
		const creator = async (user_id_type: string) => taskIn(dataOf(await got('app', { query: { user_id_type } })))['creator_id'];
		expect(await creator('open_id')).toMatch(/^ou_[0-9a-f]{32}$/);
		expect(await creator('union_id')).toBeUndefined();
		expect(await creator('user_id')).toBeUndefined();
	});
});

it('says nothing that the pages do not have, of all that there is in the demo', async () => {
	world.sandbox.reset('demo');
	const list = dataOf(await listed({ page_size: '100' }));
	const rows = list['items'] as JsonObject[];
	expect(fieldViolations(taskList.rules.response, list)).toEqual([]);
	for (const { id } of rows) expect(fieldViolations(taskGet.rules.response, dataOf(await got(String(id))))).toEqual([]);
	expect(rows.some(({ due }) => due === undefined)).toBe(true);
	expect(rows.some(({ due }) => (due as JsonObject | undefined)?.['is_all_day'] === true)).toBe(true);
	expect(rows.some(({ complete_time }) => complete_time !== '0')).toBe(true);
	expect(rows.length).toBeGreaterThan(3);
});
