import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { botList, chatGet, memberList } from '../../nodes/FeishuChatMember/calls';
import { endpoint as create } from '../../nodes/FeishuChatMember/create.operation';
import { chatGet as chatPage } from '../deletions/chatMember/chatGet';
import { chatMemberCreate } from '../deletions/chatMember/memberCreate';
import { chatBotList, chatMemberList } from '../deletions/chatMember/memberLists';
import { numbered, rl } from '../deletions/values';
import { SANDBOX_APP } from '../sandbox';
import { CONTINUE, sandboxCredentials } from '../support/deletions';
import { runNode, type NodeSetup } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

const CHAT = 'oc_1';
const BOT = SANDBOX_APP.appId;

async function run(
	operation: string,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	settings: NodeSetup['settings'] = CONTINUE,
) {
	const setup: NodeSetup = {
		type: 'feishuChatMember',
		credentials: { feishuTenantApi: 'tenant' },
		settings,
		parameters: { authentication: 'feishuTenantApi', operation, chatId: rl(CHAT), options: {}, ...parameters },
	};
	return await runNode(items, setup, sandboxCredentials(world.sandbox));
}

const remove = (ids: unknown, options: INodeParameters = {}) =>
	run('delete', { memberIds: '={{ $json.ids }}', options }, [{ ids: ids as string[] }]);

const calls = (name: string) => world.sandbox.calls(name).length;
const membersOf = (chatId = CHAT) => world.sandbox.state.chats.get(chatId)!.members;
const seedChat = (members: readonly string[], more: object = {}) =>
	world.sandbox.seed.chat({ chatId: CHAT, members: [BOT, ...members], managers: [BOT], ...more });
const statusOf = (json: readonly IDataObject[]): IDataObject =>
	Object.fromEntries(json.map(({ member_id, status }) => [member_id, status])) as IDataObject;

const DONE = { alreadyGone: true };

test.each([
	['the list of members', memberList, chatMemberList],
	['the look at a group', chatGet, chatPage],
	['the call that adds', create, chatMemberCreate],
] as const)('%s has the address, the rates and the codes of its page', (_name, call, { rules }) => {
	expect(call.documentation).toBe(rules.url);
	expect(call.rates.map(({ calls: most, perMs }) => ({ calls: most, windowMs: perMs }))).toEqual(rules.rateLimits);
	const codes = rules.errors.map(({ code }) => code).filter((code) => call !== chatGet || code !== 232001);
	expect(Object.keys(call.refusals).map(Number).sort()).toEqual(codes.sort());
});

test('the newer list has the address of the command line tool', () => {
	expect(botList.documentation).toBe(chatBotList.rules.url);
	expect([botList.method, `/open-apis${botList.path}`]).toEqual([chatBotList.rules.method, chatBotList.rules.path]);
});

describe('removing members', () => {
	test('takes 50 people a call, and bots five, one call at a time', async () => {
		const people = numbered(120, (index) => `ou_${index}`);
		const bots = numbered(12, (index) => `cli_${index}`);
		seedChat([...people, ...bots, 'ou_stays']);
		world.sandbox.setOptions({ latencyMs: 30 });
		const setup = (ids: string[], options: INodeParameters) => ({ ids, type: options.memberIdType }) as IDataObject;
		const { json } = await run('delete', { memberIds: '={{ $json.ids }}', options: { memberIdType: '={{ $json.type }}' } }, [
			setup(people, { memberIdType: 'open_id' }),
			setup(bots, { memberIdType: 'app_id' }),
		]);
		expect(json).toHaveLength(132);
		expect(new Set(json.map(({ status }) => status))).toEqual(new Set(['deleted']));
		expect(membersOf()).toEqual([BOT, 'ou_stays']);
		const sent = world.sandbox.calls('chatMember');
		expect(sent.map(({ code }) => code)).toEqual(sent.map(() => 0));
		expect(sent).toHaveLength(3 + 3);
	});

	test('finds the owner by halving, and removes the others', async () => {
		const people = numbered(20, (index) => `ou_${index}`);
		seedChat(people, { owner: 'ou_7' });
		const { json } = await remove(people);
		expect(json.filter(({ status }) => status === 'deleted')).toHaveLength(19);
		expect(json.filter(({ status }) => status !== 'deleted')).toMatchObject([{ member_id: 'ou_7', status: 'refused', code: 232076 }]);
		expect(membersOf()).toEqual([BOT, 'ou_7']);
	});

	test.each([
		['several', ['ou_in', 'ou_out']],
		['one', ['ou_out']],
	])('whoever is not in the group is refused, or already gone if that counts: %s', async (_how, ids) => {
		seedChat(['ou_in']);
		expect(statusOf((await remove(ids)).json)).toMatchObject({ ou_out: 'refused' });
		expect(calls('chatMemberList')).toBe(0);
		expect(statusOf((await remove(ids, DONE)).json)).toMatchObject({ ou_out: 'already_gone' });
		expect(calls('chatMemberList')).toBe(1);
	});

	test('a list that a security setting limits shows nothing of anybody', async () => {
		seedChat(['ou_in', 'ou_hidden'], { shows: 1 });
		world.sandbox.fault({
			endpoint: 'chatMember',
			on: 1,
			kind: 'answer',
			done: false,
			body: { code: 0, data: { invalid_id_list: ['ou_hidden', 'ou_in'] } },
		});
		expect(statusOf((await remove(['ou_hidden', 'ou_in'], DONE)).json)).toEqual({ ou_hidden: 'refused', ou_in: 'refused' });
		const { json } = await remove(['ou_hidden', 'ou_in'], { keepCopy: true });
		expect(statusOf(json)).toEqual({ ou_hidden: 'not_sent', ou_in: 'deleted' });
		expect(json[0]?.reason).toContain('a security setting of the company limits the list');
	});

	test('an entry of the answer that names nobody may be about any of them', async () => {
		seedChat(['ou_1', 'ou_2']);
		world.sandbox.fault({
			endpoint: 'chatMember',
			on: 1,
			kind: 'answer',
			done: false,
			body: { code: 0, data: { invalid_id_list: [{ id: 'ou_1' }] } },
		});
		expect(statusOf((await remove(['ou_1', 'ou_2'])).json)).toEqual({ ou_1: 'refused', ou_2: 'refused' });
		expect(membersOf()).toEqual([BOT, 'ou_1', 'ou_2']);
	});

	test('a lost answer about bots is looked up by the newer list', async () => {
		seedChat(['cli_1', 'cli_2']);
		world.sandbox.fault({ endpoint: 'chatMember', kind: 'resetAfter', on: 'every' });
		const { json } = await remove(['cli_1'], { memberIdType: 'app_id' });
		expect(json).toMatchObject([{ status: 'deleted', confirmed_by: 'read' }]);
		expect(calls('chatBotList')).toBeGreaterThan(0);
	});

	test.each([
		['is not there', { kind: 'answer', status: 404, body: {} } as const],
		['is refused', { kind: 'code', code: 102021 } as const],
	])('and stays unknown if that list %s', async (_how, fault) => {
		seedChat(['cli_1', 'cli_2']);
		world.sandbox.fault({ endpoint: 'chatMember', kind: 'resetAfter', on: 'every' });
		world.sandbox.fault({ endpoint: 'chatBotList', on: 'every', ...fault });
		const { json } = await remove(['cli_1'], { memberIdType: 'app_id' });
		expect(json).toMatchObject([{ status: 'unknown' }]);
	});

	test('a copy says the name, the IDs, and who is an administrator, which is asked once for a group', async () => {
		const people = numbered(60, (index) => `ou_${index}`);
		seedChat(people, { name: 'Team', managers: [BOT, 'ou_1'], names: { ou_1: 'Lin' } });
		const { json } = await remove(people, { keepCopy: true });
		expect(json[1]).toMatchObject({
			status: 'deleted',
			member_name: 'Lin',
			snapshot: {
				member_name: 'Lin',
				chat_name: 'Team',
				is_administrator: true,
				member_id: 'ou_1',
				member_id_type: 'open_id',
				tenant_key: 'sandbox',
				deletion_status: 'deleted',
			},
		});
		expect(json[2]).toMatchObject({ snapshot: { is_administrator: false } });
		expect([calls('chatGet'), calls('chatMemberList')]).toEqual([1, 1]);
	});

	test('Never Delete keeps a person, a bot, and all of a group', async () => {
		seedChat(['ou_1', 'ou_2', 'cli_1']);
		expect(statusOf((await remove(['ou_1', 'ou_2'], { neverDelete: 'ou_1' })).json)).toEqual({ ou_1: 'not_sent', ou_2: 'deleted' });
		expect(statusOf((await remove(['cli_1'], { memberIdType: 'app_id', neverDelete: 'cli_1' })).json)).toEqual({ cli_1: 'not_sent' });
		expect(statusOf((await remove(['ou_1'], { neverDelete: CHAT })).json)).toEqual({ ou_1: 'not_sent' });
	});

	test.each([
		['a bot, in a run of people', ['ou_1'], { neverDelete: 'cli_9' }, 'the ID of an app'],
		['another kind of ID of a person', ['ou_1'], { neverDelete: 'on_9' }, 'the Union ID of a person'],
	])('Never Delete that can keep nobody stops the run: %s', async (_what, ids, options, words) => {
		seedChat(['ou_1', 'cli_1']);
		const { json } = await remove(ids, options);
		expect(json).toMatchObject([{ status: 'not_sent', reason: expect.stringContaining(words) as string }]);
		expect(world.sandbox.log).toEqual([]);
	});

	test('Never Delete may name people and bots, whichever of them a run asks for', async () => {
		seedChat(['ou_1', 'cli_1']);
		const neverDelete = 'ou_9, cli_9';
		expect(statusOf((await remove(['ou_1'], { neverDelete })).json)).toEqual({ ou_1: 'deleted' });
		expect(statusOf((await remove(['cli_1'], { memberIdType: 'app_id', neverDelete })).json)).toEqual({ cli_1: 'deleted' });
	});

	test('a bot that removes itself is told what follows, by the next call', async () => {
		seedChat(['ou_1']);
		expect(statusOf((await remove([BOT], { memberIdType: 'app_id' })).json)).toEqual({ [BOT]: 'deleted' });
		const { json } = await remove(['ou_1']);
		expect(json).toMatchObject([{ status: 'refused', code: 232011 }]);
		expect(json[0]?.what_to_do).toContain('If the bot removed itself, somebody in the group has to add it again.');
	});
});

describe('Get Many', () => {
	const find = (parameters: INodeParameters) => run('getAll', { scope: 'one', returnAll: true, simplify: true, ...parameters });

	test.each(['one', 'all'])('says who owns the group, and of nobody else, by whatever type of ID (scope %s)', async (scope) => {
		const { seed } = world.sandbox;
		for (const name of ['1', '2']) seed.person({ openId: `ou_${name}`, unionId: `on_${name}`, userId: `emp_${name}` });
		seedChat(['ou_1', 'ou_2'], { owner: 'ou_1' });
		for (const options of [{}, { memberIdType: 'union_id' }, { memberIdType: 'user_id' }]) {
			const { json } = await find({ scope, options });
			expect(json.map(({ is_owner }) => is_owner)).toEqual([true, undefined]);
		}
		const { json } = await find({ scope, options: { memberIdType: 'app_id' } });
		expect(json).toEqual([expect.not.objectContaining({ is_owner: true })]);
	});

	test('returns what Remove Members takes, with names first', async () => {
		seedChat(['ou_1', 'ou_external_2', 'cli_1'], { name: 'Team', external: true, names: { ou_1: 'Lin' } });
		const { json } = await find({});
		expect(json).toEqual([
			{ member_name: 'Lin', chat_name: 'Team', chat_id: CHAT, member_id: 'ou_1' },
			{ member_name: 'Name of ou_external_2', chat_name: 'Team', chat_id: CHAT, member_id: 'ou_external_2', external: true },
		]);
		expect(Object.keys(json[0]!)).toEqual(['member_name', 'chat_name', 'chat_id', 'member_id']);
		const found = { chatId: rl('={{ $json.chat_id }}'), memberIds: '={{ $json.member_id }}' };
		expect((await run('delete', found, json)).json.map(({ status, member_name }) => [status, member_name])).toEqual([
			['deleted', 'Lin'],
			['deleted', 'Name of ou_external_2'],
		]);
	});

	test('finds bots by the newer list', async () => {
		seedChat(['ou_1', 'cli_1'], { name: 'Team' });
		const { json } = await find({ options: { memberIdType: 'app_id', onlyThese: 'cli_1' } });
		expect(json).toEqual([{ member_name: 'Name of cli_1', chat_name: 'Team', chat_id: CHAT, member_id: 'cli_1' }]);
	});

	test('finds people by address in all groups, and says what is not to be read', async () => {
		world.sandbox.seed.person({ openId: 'ou_lin', unionId: 'on_lin', userId: 'lin', email: 'lin@example.com' });
		numbered(130, (index) => `oc_${index}`).forEach((chatId, index) =>
			world.sandbox.seed.chat({
				chatId,
				members: index % 10 === 0 ? [BOT, 'ou_lin', 'ou_x'] : [BOT, 'ou_x'],
				...(index === 5 && { mode: 'group', shows: 0 }),
			}),
		);
		const { json } = await find({ scope: 'all', options: { onlyThese: 'lin@example.com' } });
		expect(json.filter(({ status }) => status === undefined).map(({ chat_id, member_id }) => [chat_id, member_id])).toEqual(
			numbered(13, (index) => `oc_${index * 10}`).map((chatId) => [chatId, 'ou_lin']),
		);
		expect(json.filter(({ status }) => status !== undefined)).toMatchObject([{ chat_id: 'oc_5', status: 'refused' }]);
		expect([calls('chatList'), calls('chatMemberList'), calls('chatGet')]).toEqual([2, 130, 0]);
	});

	test('says whom it cannot tell, if the list names them by another type of ID', async () => {
		world.sandbox.seed.person({ openId: 'ou_lin', unionId: 'on_lin', userId: 'lin' });
		seedChat(['ou_lin', 'ou_2']);
		world.sandbox.fault({ endpoint: 'chatMemberList', on: 'every', kind: 'otherKind', field: 'member_id', prefix: 'ou_' });
		const { json } = await find({ options: { memberIdType: 'user_id', onlyThese: 'lin' } });
		expect(json).toMatchObject([{ status: 'refused', chat_id: CHAT, reason: 'Feishu gives no ID of 2 members of this group' }]);
		expect((await find({ options: { memberIdType: 'user_id' } })).json).toHaveLength(2);
	});

	test('an empty list finds nobody, and asks nothing', async () => {
		const { json } = await find({ scope: 'all', options: { onlyThese: '={{ [] }}' } });
		expect(json).toEqual([]);
		expect(world.sandbox.log).toEqual([]);
	});
});

describe('adding members', () => {
	const add = (members: unknown, options: INodeParameters = {}) =>
		run('create', { members: '={{ $json.members }}', options }, [{ members: members as string[] }]);

	test('tells of each why it is not in the group', async () => {
		seedChat([]);
		for (const openId of ['ou_1', 'ou_left']) {
			world.sandbox.seed.person({ openId, unionId: `on_${openId}`, userId: `of_${openId}`, hasLeft: openId === 'ou_left' });
		}
		const { json } = await add(['ou_1', 'ou_left', 'ou_nobody']);
		expect(statusOf(json)).toEqual({ ou_1: 'created', ou_left: 'refused', ou_nobody: 'refused' });
		expect(json.map(({ reason }) => reason)).toEqual([
			undefined,
			'Feishu lists this ID among those that it could not add',
			'Feishu knows nobody with this ID',
		]);
		expect(membersOf()).toEqual([BOT, 'ou_1']);
		expect(world.sandbox.calls('chatMemberCreate').map(({ query }) => query)).toEqual([{ succeed_type: '1' }]);
	});

	test('who waits for approval is not in yet, and is not asked for again', async () => {
		seedChat([], { approves: true });
		const { json } = await run('create', { members: 'ou_1' }, [{}], { ...CONTINUE, retryOnFail: true, maxTries: 2, waitBetweenTries: 1 });
		expect(json).toMatchObject([{ status: 'refused', created: false, reason: expect.stringContaining('waits for approval') as string }]);
		expect(calls('chatMemberCreate')).toBe(1);
	});

	test.each([
		['somebody else', { invalid_id_list: ['on_1'] }],
		['no list', { invalid_id_list: 'ou_1' }],
	])('an answer that names %s is settled by a look', async (_what, data) => {
		seedChat(['ou_1']);
		world.sandbox.fault({ endpoint: 'chatMemberCreate', on: 1, kind: 'answer', body: { code: 0, data } });
		expect((await add('ou_1')).json).toMatchObject([{ status: 'created', confirmed_by: 'read' }]);
	});

	test('puts back whom it has removed, by their copies', async () => {
		seedChat(['ou_1', 'ou_2', 'ou_3']);
		const { json } = await remove(['ou_1', 'ou_2'], { keepCopy: true });
		expect(membersOf()).toEqual([BOT, 'ou_3']);
		expect(statusOf((await add(json.map(({ snapshot }) => snapshot))).json)).toEqual({ ou_1: 'created', ou_2: 'created' });
		expect(membersOf()).toEqual([BOT, 'ou_3', 'ou_1', 'ou_2']);
	});

	test('says that somebody is no administrator again', async () => {
		seedChat([]);
		const copyOf = (member_id: string, is_administrator: boolean) => ({ member_id, is_administrator });
		const { json } = await add([copyOf('ou_1', true), copyOf('ou_2', false)]);
		expect(json.map(({ member_id, status, not_restored }) => [member_id, status, not_restored])).toEqual([
			['ou_1', 'created', ['administrator']],
			['ou_2', 'created', undefined],
		]);
	});
});
