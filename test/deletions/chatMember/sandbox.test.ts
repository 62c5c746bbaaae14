import { SANDBOX_APP } from '../../sandbox';
import { callAsSpecified, callDeletion, dataOf, gist, type SpecCall } from '../../sandbox/sandboxClient';
import { sandboxed } from '../../support/sandboxed';
import { chatGet } from './chatGet';
import { chatMemberCreate } from './memberCreate';
import { chatBotList, chatMemberList } from './memberLists';

const world = sandboxed();

const BOT = SANDBOX_APP.appId;
const params = { chat_id: 'oc_1' };

const seed = (members: readonly string[], more: object = {}) =>
	world.sandbox.seed.chat({ chatId: 'oc_1', members: [BOT, ...members], managers: [BOT], ...more });
const members = () => world.sandbox.state.chats.get('oc_1')!.members;
const remove = (id_list: unknown, more: SpecCall = {}) => callDeletion(world.sandbox, 'chatMember', { params, body: { id_list }, ...more });
const add = (id_list: unknown, more: SpecCall = {}) =>
	callAsSpecified(world.sandbox, chatMemberCreate.rules, { params, query: { succeed_type: '1' }, body: { id_list }, ...more });
const by = (openId: string): SpecCall => ({ token: world.sandbox.seed.userToken({ openId }) });
const APP_IDS = { query: { member_id_type: 'app_id' } };

describe('removing members', () => {
	it('names whom it has not removed', async () => {
		seed(['ou_1', 'ou_2']);
		expect(dataOf(await remove(['ou_1', 'ou_9']))).toEqual({ invalid_id_list: ['ou_9'] });
		expect(members()).toEqual([BOT, 'ou_2']);
		expect(gist(await remove(['ou_9']))).toEqual([400, 232027]);
		expect(gist(await remove([]))).toEqual([400, 232027]);
		world.sandbox.setOptions({ answers: { strangers: 'passed' } });
		expect(dataOf(await remove(['ou_9']))).toEqual({ invalid_id_list: [] });
	});

	it('takes people by each kind of ID, and bots, five a call, by another', async () => {
		world.sandbox.seed.person({ openId: 'ou_1', unionId: 'on_1', userId: 'one' });
		const bots = ['cli_1', 'cli_2', 'cli_3', 'cli_4', 'cli_5', 'cli_6'];
		seed(['ou_1', ...bots]);
		expect(gist(await remove(bots, APP_IDS))).toEqual([400, 232001]);
		expect(gist(await remove(['cli_1']))).toEqual([400, 232027]);
		expect(gist(await remove(bots.slice(1), APP_IDS))).toEqual([200, 0]);
		expect(gist(await remove(['one'], { query: { member_id_type: 'user_id' } }))).toEqual([200, 0]);
		expect(members()).toEqual([BOT, 'cli_1']);
	});

	it('lets one who cannot be removed sink the call', async () => {
		seed(['ou_1', 'ou_2', 'ou_3'], { owner: 'ou_1', keeps: { ou_2: 232029 } });
		expect(gist(await remove(['ou_3', 'ou_1']))).toEqual([400, 232076]);
		expect(gist(await remove(['ou_3', 'ou_2']))).toEqual([400, 232029]);
		expect(members()).toHaveLength(4);
	});

	it('is for those who manage the group, and anybody removes themselves', async () => {
		seed(['ou_1', 'ou_2'], { managers: ['ou_2'] });
		expect(gist(await remove(['ou_2'], by('ou_1')))).toEqual([400, 232014]);
		expect(gist(await remove(['ou_1'], by('ou_9')))).toEqual([400, 232011]);
		expect(gist(await remove(['ou_1'], by('ou_1')))).toEqual([200, 0]);
		expect(gist(await remove([BOT], { ...APP_IDS }))).toEqual([200, 0]);
		expect(gist(await remove(['ou_2']))).toEqual([400, 232011]);
	});

	it.each([
		[{ mode: 'p2p' }, 232006],
		[{ status: 'dissolved' }, 232009],
		[{ refusesChanges: 232033 }, 232033],
	])('refuses other chats: %j', async (more, code) => {
		seed(['ou_1'], more);
		expect(gist(await remove(['ou_1']))).toEqual([400, code]);
	});

	it('is not done while others are removed from the same group, or added to it', async () => {
		seed(['ou_1', 'ou_2']);
		world.sandbox.setOptions({ latencyMs: 200 });
		const answers = await Promise.all([remove(['ou_1']), add(['ou_3'])]);
		expect(answers.map(gist).sort()).toEqual([
			[200, 0],
			[400, 232019],
		]);
	});
});

describe('adding members', () => {
	it('names those who cannot be added, and adds the others if told to', async () => {
		world.sandbox.seed.person({ openId: 'ou_1', unionId: 'on_1', userId: 'one' });
		world.sandbox.seed.person({ openId: 'ou_2', unionId: 'on_2', userId: 'two', hasLeft: true });
		seed([]);
		expect(gist(await add(['ou_1', 'ou_2'], { query: {} }))).toEqual([400, 232027]);
		expect(dataOf(await add(['ou_1', 'ou_2', 'ou_9']))).toEqual({
			invalid_id_list: ['ou_2'],
			not_existed_id_list: ['ou_9'],
			pending_approval_id_list: [],
		});
		expect(members()).toEqual([BOT, 'ou_1']);
		expect(gist(await add(['ou_2']))).toEqual([400, 232027]);
	});

	it('adds nobody who has to be approved, and nobody twice', async () => {
		seed(['ou_1'], { approves: true });
		expect(dataOf(await add(['ou_1', 'ou_2']))).toMatchObject({ pending_approval_id_list: ['ou_2'] });
		expect(members()).toEqual([BOT, 'ou_1']);
	});
});

describe('looking at a group', () => {
	it('lists people, and bots by the newer call alone', async () => {
		seed(['ou_1', 'cli_1']);
		expect(dataOf(await callAsSpecified(world.sandbox, chatMemberList.rules, { params }))).toEqual({
			items: [{ member_id_type: 'open_id', member_id: 'ou_1', name: 'Name of ou_1', tenant_key: 'sandbox' }],
			has_more: false,
			member_total: 1,
		});
		const { bots, users } = dataOf(await callAsSpecified(world.sandbox, chatBotList.rules, { params, query: { member_types: 'bot' } }));
		expect(users).toEqual([]);
		expect(bots).toMatchObject([{ app_id: BOT }, { app_id: 'cli_1', member_id: expect.stringMatching(/^ou_/) as string }]);
	});

	it('says on the last page that a security setting limits a list', async () => {
		seed(['ou_1', 'ou_2', 'ou_3'], { shows: 2 });
		const first = dataOf(await callAsSpecified(world.sandbox, chatMemberList.rules, { params, query: { page_size: '1' } }));
		expect(first).not.toHaveProperty('trigger_security_conf_limit');
		const query = { page_size: '1', page_token: String(first['page_token']) };
		expect(dataOf(await callAsSpecified(world.sandbox, chatMemberList.rules, { params, query }))).toMatchObject({
			trigger_security_conf_limit: true,
		});
		expect(dataOf(await callAsSpecified(world.sandbox, chatBotList.rules, { params, query: { member_types: 'user' } }))).toMatchObject({
			truncations: [{ member_type: 'user', limit: 2 }],
		});
	});

	it('names the administrators, but not the owner among them', async () => {
		seed(['ou_1', 'ou_2', 'ou_3'], { owner: 'ou_1', managers: [BOT, 'ou_1', 'ou_2', 'ou_left'] });
		expect(dataOf(await callAsSpecified(world.sandbox, chatGet.rules, { params }))).toMatchObject({
			owner_id: 'ou_1',
			user_manager_id_list: ['ou_2'],
			bot_manager_id_list: [BOT],
			user_count: '3',
			bot_count: '1',
		});
	});
});
