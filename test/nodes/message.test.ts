import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { messageGet, messageList } from '../../nodes/FeishuMessage/calls';
import { chatList } from '../../nodes/shared/chat/calls';
import { itemOf, textOf } from '../../nodes/FeishuMessage/message';
import * as chatCalls from '../deletions/message/chatLists';
import * as messageCalls from '../deletions/message/messageCalls';
import { numbered, rl } from '../deletions/values';
import { SANDBOX_APP } from '../sandbox';
import { as, sdkClient } from '../sandbox/sdkClient';
import { CONTINUE, sandboxCredentials } from '../support/deletions';
import { runNode, type NodeSetup } from '../support/engine';
import { listFrom } from '../support/lists';
import { oddFeishu, ok, type OddCall, type OddReply } from '../support/oddFeishu';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

const KINDS = [
	['feishuTenantApi', 'tenant'],
	['feishuOAuth2Api', 'person'],
	['feishuAccessTokenApi', 'given'],
] as const;

type Authentication = (typeof KINDS)[number][0];

/** Every kind of credential that the node takes: of the app, of a person, a token of the app. */
function credentials(): Record<string, ICredentialDataDecryptedObject> {
	const host = { region: 'custom', baseUrl: world.sandbox.url };
	const oauthTokenData = { access_token: world.sandbox.seed.userToken({ openId: 'ou_me' }) };
	return {
		...sandboxCredentials(world.sandbox),
		person: { ...host, clientId: SANDBOX_APP.appId, clientSecret: 'a-secret-of-it', oauthTokenData },
		given: { ...host, accessToken: world.sandbox.seed.tenantToken() },
		givenPerson: { ...host, accessToken: world.sandbox.seed.userToken({ openId: 'ou_me' }) },
	};
}

interface Run {
	items?: IDataObject[];
	authentication?: Authentication;
	credential?: string;
	settings?: NodeSetup['settings'];
}

async function run(operation: string, parameters: INodeParameters, { items = [{}], settings = {}, ...who }: Run = {}) {
	const { authentication = 'feishuTenantApi', credential } = who;
	const node: NodeSetup = {
		type: 'feishuMessage',
		credentials: { ...Object.fromEntries(KINDS), ...(credential !== undefined && { [authentication]: credential }) },
		settings,
		parameters: { authentication, operation, options: {}, ...parameters },
	};
	return await runNode(items, node, credentials());
}

const calls = (name: string) => world.sandbox.calls(name).length;

test.each([
	['the look at a message', messageGet, messageCalls.messageGet],
	['the list of messages', messageList, messageCalls.messageList],
	['the list of groups', chatList, chatCalls.chatList],
] as const)('%s has the address, the rates and the codes of its page', (_name, call, { rules }) => {
	expect(call.documentation).toBe(rules.url);
	expect(call.rates.map(({ calls: most, perMs }) => ({ calls: most, windowMs: perMs }))).toEqual(rules.rateLimits);
	expect(Object.keys(call.refusals).map(Number).sort()).toEqual(rules.errors.map(({ code }) => code).sort());
	expect([call.method, `/open-apis${call.path}`]).toEqual([rules.method, rules.path]);
});

test('a message that is nested without end hides none of the others', async () => {
	const content = `${'['.repeat(50_000)}{"text":"deep"}${']'.repeat(50_000)}`;
	const row = { create_time: '1773550800000', msg_type: 'interactive', sender: { id: 'cli_x' } };
	const items = [
		{ ...row, message_id: 'om_1', body: { content } },
		{ ...row, message_id: 'om_2', body: { content: '{"title":"One","content":[[{"text":"two"},{"text":"three"}],{"text":"four"}]}' } },
	];
	const { credential } = await oddFeishu(() => ok({ items, has_more: false }));
	const parameters = { scope: 'one', chatId: rl('oc_1'), sentBy: 'anyone', periodFrom: 1_773_550_800, periodTo: 1_773_550_900 };
	const { json } = await runNode(
		[{}],
		{
			type: 'feishuMessage',
			credentials: { feishuTenantApi: 'odd' },
			settings: CONTINUE,
			parameters: { authentication: 'feishuTenantApi', operation: 'getAll', options: {}, simplify: true, returnAll: true, ...parameters },
		},
		{ odd: credential },
	);
	expect(json.map(({ message_id, text }) => [message_id, text])).toEqual([
		['om_1', 'deep'],
		['om_2', 'One two three four'],
	]);
});

describe('beside the operations, asks what the official SDK asks', () => {
	const meaningOf = (name: string) =>
		world.sandbox.calls(name).map(({ method, path, query, rawBody }) => ({ method, path, query, rawBody }));

	test('to look at a message', async () => {
		world.sandbox.seed.message({ messageId: 'om_1' });
		await run('delete', { messageIds: 'om_1', options: { keepCopy: true } }, { settings: CONTINUE });
		const params = { card_msg_content_type: 'user_card_content' };
		await sdkClient(world.sandbox).im.v1.message.get({ path: { message_id: 'om_1' }, params }, as(world.sandbox));
		const [ours, theirs] = meaningOf('messageGet');
		expect(ours).toEqual(theirs);
	});

	test('to know whose a user token is', async () => {
		world.sandbox.seed.chat({ chatId: 'oc_1', members: ['ou_me'] });
		const parameters = { scope: 'one', chatId: rl('oc_1'), sentBy: 'self', periodFrom: 1_773_550_800, periodTo: 1_773_550_900 };
		await run('getAll', parameters, { authentication: 'feishuOAuth2Api' });
		await sdkClient(world.sandbox).authen.v1.userInfo.get({}, as(world.sandbox, 'ou_me'));
		const [ours, theirs] = meaningOf('userInfo');
		expect(ours).toEqual(theirs);
	});
});

describe('what people read in a message', () => {
	const message = (content: unknown, more: IDataObject = {}): IDataObject => ({
		body: { content: typeof content === 'string' ? content : JSON.stringify(content) },
		...more,
	});

	test.each<[string, IDataObject, string]>([
		['a text', message({ text: 'Hello\n world ' }), 'Hello world'],
		[
			'a text that mentions somebody',
			message({ text: '@_user_1 and @_user_2, @_all' }, { mentions: [{ key: '@_user_1', name: 'Lin' }] }),
			'@Lin and @_user_2, @_all',
		],
		[
			'a rich text',
			message({
				title: 'News',
				content: [
					[
						{ tag: 'text', text: 'Closed' },
						{ tag: 'a', href: 'https://a', text: 'today' },
					],
				],
			}),
			'News Closed today',
		],
		['a card', message({ elements: [{ tag: 'div', text: { tag: 'plain_text', content: 'Approve?' } }] }), 'Approve?'],
		['a file', message({ file_key: 'file_v2_1', file_name: 'plan.pdf' }), 'plan.pdf'],
		['an image', message({ image_key: 'img_1' }), ''],
		['text that is no JSON', message('This message was recalled'), 'This message was recalled'],
		['nothing', {}, ''],
	])('%s', (_name, given, text) => {
		expect(textOf(given)).toBe(text);
	});

	test('shows what it is, in an order for people, and IDs as text', () => {
		const given = message({ text: 'a' }, { message_id: 'om_1', msg_type: 'text', create_time: '1773550801999', sender: { id: 'ou_1' } });
		expect(Object.entries(itemOf(given, { chat_id: 'oc_1', name: 'Team' }, 'Asia/Shanghai'))).toEqual([
			['create_time', '2026-03-15T13:00:01+08:00'],
			['text', 'a'],
			['msg_type', 'text'],
			['chat_name', 'Team'],
			['sender_type', ''],
			['sender_id', 'ou_1'],
			['message_id', 'om_1'],
			['chat_id', 'oc_1'],
		]);
		expect(itemOf({ create_time: 'soon' }, { chat_id: 'oc_1' }, 'Asia/Shanghai')).toMatchObject({ create_time: 'soon', chat_id: 'oc_1' });
	});
});

describe('Get Many', () => {
	const ONE: INodeParameters = { scope: 'one', chatId: rl('oc_1'), sentBy: 'self', returnAll: true };
	const ALL: INodeParameters = { scope: 'all', sentBy: 'self', returnAll: true };
	/** The last hour of the sandbox, whose clock is its own. */
	const search = async (parameters: INodeParameters, who: Run = {}) => {
		const seconds = Math.floor(world.clock.now() / 1_000);
		return await run('getAll', { periodFrom: seconds - 3_600, periodTo: seconds + 60, ...parameters }, who);
	};
	const idsOf = ({ json }: Awaited<ReturnType<typeof run>>) => json.map(({ message_id }) => message_id);
	const seedChat = () => {
		const { seed } = world.sandbox;
		seed.chat({ chatId: 'oc_1', name: 'Team', members: [SANDBOX_APP.appId, 'ou_me'] });
		seed.message({ messageId: 'om_bot', chatId: 'oc_1', minutesAgo: 40 });
		seed.message({ messageId: 'om_me', chatId: 'oc_1', minutesAgo: 30, sender: 'ou_me' });
		seed.message({ messageId: 'om_other', chatId: 'oc_1', minutesAgo: 20, sender: 'ou_other' });
		seed.message({ messageId: 'om_recalled', chatId: 'oc_1', minutesAgo: 10, recalledAt: world.clock.now() });
		seed.message({ messageId: 'om_old', chatId: 'oc_1', minutesAgo: 70 });
		seed.message({
			messageId: 'om_card',
			chatId: 'oc_1',
			minutesAgo: 5,
			type: 'interactive',
			content: { header: { title: { content: 'Vote' } } },
		});
	};

	beforeEach(seedChat);

	test.each<[string, INodeParameters, Run, string[]]>([
		['only what the app sent, by default', {}, {}, ['om_bot', 'om_card']],
		['only what the person sent', {}, { authentication: 'feishuOAuth2Api' }, ['om_me']],
		['only what the owner of a user token sent', {}, { authentication: 'feishuAccessTokenApi', credential: 'givenPerson' }, ['om_me']],
		['what anyone sent', { sentBy: 'anyone' }, {}, ['om_bot', 'om_me', 'om_other', 'om_card']],
		['what some senders sent', { sentBy: 'these', senders: 'ou_other,cli_sandbox' }, {}, ['om_bot', 'om_other', 'om_card']],
		['nothing of an empty list of senders', { sentBy: 'these', senders: '={{ [] }}' }, {}, []],
		['some types', { sentBy: 'anyone', options: { messageTypes: ['interactive'] } }, {}, ['om_card']],
		['some words', { sentBy: 'anyone', options: { textContains: 'VOTE' } }, {}, ['om_card']],
	])('returns %s', async (_name, parameters, who, ids) => {
		const result = await search({ ...ONE, ...parameters }, who);
		expect(result.error).toBeUndefined();
		expect(idsOf(result)).toEqual(ids);
	});

	test('finds a sender by address', async () => {
		world.sandbox.seed.person({ openId: 'ou_other', unionId: 'on_other', userId: 'u_other', email: 'other@example.com' });
		expect(idsOf(await search({ ...ONE, sentBy: 'these', senders: 'other@example.com' }))).toEqual(['om_other']);
	});

	test('says what to do if a token does not say which app it is of, and reads nothing', async () => {
		const { error } = await search(ONE, { authentication: 'feishuAccessTokenApi' });
		expect(error?.message).toMatch(/does not say which app it belongs to/);
		expect(error?.description).toMatch(/These Senders/);
		expect(calls('messageList')).toBe(0);
	});

	test('returns the whole message without Simplify', async () => {
		const { json } = await search({ ...ONE, simplify: false });
		expect(json[0]).toMatchObject({
			message_id: 'om_bot',
			message: { message_id: 'om_bot', body: { content: expect.any(String) as unknown } },
		});
		expect(Object.keys(json[0]!)).not.toContain('chat_name');
	});

	test('reads all groups, and leaves out those that are no more', async () => {
		const { seed } = world.sandbox;
		seed.chat({ chatId: 'oc_2', name: '办公室', members: [SANDBOX_APP.appId] });
		seed.message({ messageId: 'om_2', chatId: 'oc_2', minutesAgo: 3 });
		seed.chat({ chatId: 'oc_3', status: 'dissolved' });
		seed.chat({ chatId: 'oc_4', members: ['ou_me'] });
		seed.chat({ chatId: 'oc_5', mode: 'p2p' });
		const { json } = await search(ALL);
		expect(json.map(({ chat_name, message_id }) => [chat_name, message_id])).toEqual([
			['Team', 'om_bot'],
			['Team', 'om_card'],
			['办公室', 'om_2'],
		]);
		expect(calls('messageList')).toBe(2);
	});

	test('a group that cannot be read is a line of its own, and the others are found', async () => {
		const { seed } = world.sandbox;
		seed.chat({ chatId: 'oc_0', refusesReading: 231203 });
		seed.message({ messageId: 'om_2', chatId: 'oc_2', minutesAgo: 3 });
		const { json, errorJson } = await search(ALL, { settings: { onError: 'continueErrorOutput' } });
		expect(json.map(({ message_id }) => message_id)).toEqual(['om_bot', 'om_card', 'om_2']);
		expect(errorJson.map(({ error }) => error)).toEqual([expect.objectContaining({ chat_id: 'oc_0', code: 231203 })]);
	});

	test('reads more messages than a page has, each once, and no more than the limit needs', async () => {
		for (const messageId of numbered(180, (index) => `om_${index}`))
			world.sandbox.seed.message({ messageId, chatId: 'oc_9', minutesAgo: 2 });
		const chatId = rl('oc_9');
		expect(idsOf(await search({ ...ONE, chatId }))).toEqual(numbered(180, (index) => `om_${index}`));
		const before = calls('messageList');
		expect(idsOf(await search({ ...ONE, chatId, returnAll: false, limit: 60 }))).toHaveLength(60);
		expect([before, calls('messageList') - before]).toEqual([4, 2]);
	});

	describe('the threads of a group', () => {
		const chatId = 'oc_9';
		const inThread = { ...ONE, chatId: rl(chatId), sentBy: 'anyone', options: { includeThreadReplies: true } } as const;
		const thread = (threadId: string, replies: number, minutesAgo = 5) => {
			world.sandbox.seed.message({ messageId: `om_${threadId}`, chatId, threadId, minutesAgo });
			for (const messageId of numbered(replies, (index) => `om_${threadId}_${index}`))
				world.sandbox.seed.message({ messageId, chatId, threadId, isReply: true, minutesAgo: minutesAgo - 1 });
		};

		test('are read if that is wanted, each message once', async () => {
			thread('a', 60);
			world.sandbox.seed.message({ messageId: 'om_1', chatId, minutesAgo: 4 });
			thread('b', 1, 3);
			expect(idsOf(await search({ ...inThread, options: {} }))).toEqual(['om_a', 'om_1', 'om_b']);
			expect(calls('messageList')).toBe(1);
			const found = idsOf(await search(inThread));
			expect(found).toEqual(['om_a', ...numbered(60, (index) => `om_a_${index}`), 'om_1', 'om_b', 'om_b_0']);
			// The chat, two pages of one thread, and one of the other.
			expect(calls('messageList') - 1).toBe(4);
		});

		test('are read no further than the limit needs, and their replies are those of the period', async () => {
			thread('a', 3);
			world.sandbox.seed.message({ messageId: 'om_late', chatId, threadId: 'a', isReply: true, minutesAgo: -60 });
			thread('b', 3, 3);
			const found = idsOf(await search({ ...inThread, returnAll: false, limit: 4 }));
			expect(found).toEqual(['om_a', 'om_a_0', 'om_a_1', 'om_a_2']);
			expect(idsOf(await search(inThread))).not.toContain('om_late');
		});

		test('that cannot be read are told, and the rest is found', async () => {
			thread('a', 1);
			thread('b', 1, 3);
			world.sandbox.fault({ endpoint: 'messageList', kind: 'code', code: 230073, on: 2 });
			const { json } = await search(inThread, { settings: CONTINUE });
			expect(json.map(({ message_id, chat_id, code }) => message_id ?? [chat_id, code])).toEqual([
				'om_a',
				'om_b',
				'om_b_0',
				[chatId, 230073],
			]);
			expect(json[3]?.reason).toMatch(/^The replies of one thread were not read: /);
		});
	});
});

describe('a Feishu that answers oddly', () => {
	const [FROM, TO] = [1_773_550_800, 1_773_550_900];
	const find = async (
		answer: (call: OddCall) => OddReply,
		parameters: INodeParameters,
		authentication: Authentication = 'feishuTenantApi',
	) => {
		const { credential } = await oddFeishu(answer);
		const { accessToken: _token, ...host } = credential;
		const person = {
			...host,
			clientId: SANDBOX_APP.appId,
			clientSecret: 'a-secret-of-it',
			oauthTokenData: { access_token: 'u-odd-token' },
		};
		const node: NodeSetup = {
			type: 'feishuMessage',
			credentials: Object.fromEntries(KINDS),
			settings: CONTINUE,
			parameters: { authentication, operation: 'getAll', periodFrom: FROM, periodTo: TO, sentBy: 'anyone', options: {}, ...parameters },
		};
		return (await runNode([{}], node, { tenant: credential, person })).json;
	};

	test('is held to the seconds of the period, and to what is not recalled', async () => {
		const times = [FROM * 1_000 - 1, FROM * 1_000, TO * 1_000 + 999, (TO + 1) * 1_000, undefined, 'soon'];
		const items = times.map((create_time, index) => ({
			message_id: `om_${index}`,
			...(create_time !== undefined && { create_time: String(create_time) }),
		}));
		const gone = [true, 'true'].map((deleted) => ({ message_id: `om_${typeof deleted}`, create_time: String(FROM * 1_000), deleted }));
		const rows = [...items, ...gone, { message_id: 'om_there', create_time: FROM * 1_000, deleted: 'false' }];
		const json = await find(() => ok({ items: rows, has_more: false }), { scope: 'one', chatId: rl('oc_1') });
		expect(json.map(({ message_id }) => message_id)).toEqual(['om_1', 'om_2', 'om_4', 'om_5', 'om_there']);
		expect(json[4]).toMatchObject({ create_time: '2026-03-15T13:00:00+08:00' });
		expect(json[0]).toMatchObject({ chat_id: 'oc_1', text: '', create_time: '2026-03-15T13:00:00+08:00' });
		expect(json[0]).not.toHaveProperty('message');
	});

	test('reads each group once, and no group without an ID', async () => {
		const asked: unknown[] = [];
		const groups = [{ chat_id: 'oc_1' }, { name: 'nameless' }, { chat_id: 'oc_1' }, { chat_id: 'oc_2', chat_status: 'dissolved_save' }];
		await find(
			({ path, query }) => {
				if (path.endsWith('/chats')) return ok({ items: groups, has_more: false });
				asked.push(query.get('container_id'));
				return ok({ items: [], has_more: false });
			},
			{ scope: 'all' },
		);
		expect(asked).toEqual(['oc_1']);
	});

	test('and does not say whose a token is, is asked for no message', async () => {
		const asked: string[] = [];
		const answer = ({ path }: OddCall) => {
			asked.push(path);
			return ok({});
		};
		const [line] = await find(answer, { scope: 'all', sentBy: 'self' }, 'feishuOAuth2Api');
		expect(line).toMatchObject({ status: 'refused', reason: 'Feishu does not say whose token this is' });
		expect(asked).toEqual(['/open-apis/authen/v1/user_info']);
	});
});

describe('Recall Messages', () => {
	const ITEM = { messageIds: '={{ $json.id }}' };

	test('takes several IDs in one field, each a call of its own', async () => {
		const ids = numbered(30, (index) => `om_${index}`);
		for (const messageId of ids) world.sandbox.seed.message({ messageId });
		const { json } = await run('delete', { messageIds: `={{ ${JSON.stringify(ids)} }}` });
		expect(json.map(({ message_id, status }) => [message_id, status])).toEqual(ids.map((id) => [id, 'deleted']));
		expect(calls('message')).toBe(30);
	});

	test.each([
		['bm-1', 'the ID of a batch message', 'Feishu Batch Message'],
		['oc_1', 'the ID of a group chat', 'Get Many'],
		['ou_1', 'the Open ID of a person', 'om_'],
		['lin@example.com', 'an email address', 'om_'],
	])('%s is refused before anything is sent, with what to do', async (id, what, todo) => {
		const { json } = await run('delete', ITEM, { items: [{ id }, { id: 'om_1' }], settings: CONTINUE });
		expect(json[0]).toMatchObject({ status: 'refused', reason: expect.stringContaining(what) as string });
		expect(json[0]?.what_to_do).toContain(todo);
		expect(calls('message')).toBe(1);
	});

	test.each(['delete', 'get'])('Feishu Batch Message, %s, points here for a single message', async (operation) => {
		const node: NodeSetup = {
			type: 'feishuBatchMessage',
			credentials: { feishuTenantApi: 'tenant' },
			parameters: { authentication: 'feishuTenantApi', operation, batchMessageId: 'om_1', options: {} },
		};
		const { error } = await runNode([{}], node, credentials());
		expect(error?.message).toMatch(/the ID of a message/);
		expect(`${error?.message} ${error?.description}`).toMatch(/Feishu Message\./);
		expect(world.sandbox.log.filter(({ endpoint }) => endpoint !== 'tenantToken')).toEqual([]);
	});

	test.each<[string, Authentication, object, number]>([
		['a bot that did not send it', 'feishuTenantApi', { sender: 'ou_other' }, 230026],
		['a person whose bot sent it', 'feishuOAuth2Api', {}, 230026],
		['a bot that sent it long ago', 'feishuTenantApi', { minutesAgo: 3_000 }, 230009],
	])('says who may recall it to %s', async (_name, authentication, about, code) => {
		world.sandbox.seed.chat({ chatId: 'oc_1', members: [SANDBOX_APP.appId, 'ou_me'] });
		world.sandbox.seed.message({ messageId: 'om_1', chatId: 'oc_1', ...about });
		const { json } = await run('delete', { messageIds: 'om_1' }, { authentication, settings: CONTINUE });
		expect(json).toMatchObject([{ status: 'refused', code }]);
		expect(json[0]?.what_to_do).toMatch(code === 230026 ? /user token is refused even for the bot/ : /administrator/);
	});

	test('what Feishu says of one chat keeps no message of another', async () => {
		world.sandbox.seed.chat({ chatId: 'oc_1', members: [] });
		world.sandbox.seed.chat({ chatId: 'oc_2', status: 'dissolved' });
		for (const [index, chatId] of ['oc_1', 'oc_2', 'oc_3', 'oc_1', 'oc_3'].entries())
			world.sandbox.seed.message({ messageId: `om_${index}`, chatId });
		const { json } = await run('delete', ITEM, { items: numbered(5, (index) => `om_${index}`).map((id) => ({ id })), settings: CONTINUE });
		expect(json.map(({ code, status }) => code ?? status)).toEqual([230002, 232009, 'deleted', 230002, 'deleted']);
	});

	test.each(['deleted', 'recalled', 'accept'] as const)('recalls twice what Feishu then answers with “%s”', async (secondRecall) => {
		world.sandbox.setOptions({ answers: { secondRecall } });
		world.sandbox.seed.message({ messageId: 'om_1' });
		const recall = async (options: INodeParameters) =>
			(await run('delete', { messageIds: 'om_1', options }, { settings: CONTINUE })).json[0];
		expect(await recall({})).toMatchObject({ status: 'deleted' });
		expect(await recall({ alreadyGone: true })).toMatchObject({ status: secondRecall === 'accept' ? 'deleted' : 'already_gone' });
		const again = await recall({});
		expect(again).toMatchObject({ status: secondRecall === 'accept' ? 'deleted' : 'refused' });
		if (secondRecall !== 'accept') expect(again?.what_to_do).toMatch(/nothing needs to be done/);
	});

	test.each(['show', 'refuse'] as const)(
		'a lost answer is settled by a look, which may %s a recalled message',
		async (recalledMessages) => {
			world.sandbox.setOptions({ answers: { recalledMessages } });
			world.sandbox.seed.message({ messageId: 'om_1' });
			world.sandbox.fault({ endpoint: 'message', kind: 'resetAfter', on: 'every' });
			const { json } = await run('delete', { messageIds: 'om_1' });
			expect(json).toMatchObject([{ status: 'deleted', confirmed_by: 'read' }]);
		},
	);

	test.each([
		['deleted', 'repeat'],
		['recalled', 'repeat'],
		['accept', undefined],
	] as const)('a repeat that is answered as “%s” tells that the lost call had worked', async (secondRecall, confirmed_by) => {
		world.sandbox.setOptions({ answers: { secondRecall } });
		world.sandbox.seed.message({ messageId: 'om_1' });
		world.sandbox.fault({ endpoint: 'message', kind: 'resetAfter', on: 1 });
		const { json } = await run('delete', { messageIds: 'om_1' });
		expect(json).toMatchObject([{ status: 'deleted', ...(confirmed_by && { confirmed_by }) }]);
		expect(calls('messageGet')).toBe(0);
	});

	test('a call that never arrived is seen not to have been done', async () => {
		world.sandbox.seed.message({ messageId: 'om_1' });
		world.sandbox.fault({ endpoint: 'message', kind: 'resetBefore', on: 'every' });
		const { json } = await run('delete', { messageIds: 'om_1' }, { settings: CONTINUE });
		expect(json).toMatchObject([{ status: 'refused', confirmed_by: 'read' }]);
	});

	test('without the permission to read, it stays unknown', async () => {
		world.sandbox.seed.app({ ...SANDBOX_APP, scopes: ['im:message:recall'] });
		world.sandbox.seed.message({ messageId: 'om_1' });
		world.sandbox.fault({ endpoint: 'message', kind: 'http500', done: true, on: 'every' });
		const { json } = await run('delete', { messageIds: 'om_1' }, { settings: CONTINUE });
		expect(json).toMatchObject([{ status: 'unknown' }]);
	});

	test('keeps a copy of what it said, and recalls nothing of which there is none', async () => {
		world.sandbox.seed.message({ messageId: 'om_1', content: { text: 'Oops' } });
		world.sandbox.seed.message({ messageId: 'om_2', recalledAt: 1 });
		world.sandbox.seed.chat({ chatId: 'oc_1', members: [] });
		world.sandbox.seed.message({ messageId: 'om_3', chatId: 'oc_1' });
		const items = ['om_1', 'om_2', 'om_3'].map((id) => ({ id }));
		const { json } = await run('delete', { ...ITEM, options: { keepCopy: true, alreadyGone: true } }, { items, settings: CONTINUE });
		expect(json.map(({ status }) => status)).toEqual(['deleted', 'already_gone', 'not_sent']);
		expect(json[0]?.snapshot).toMatchObject({ message_id: 'om_1', body: { content: '{"text":"Oops"}' }, deletion_status: 'deleted' });
		expect(json[0]?.snapshot).not.toHaveProperty('forwarded');
		expect(calls('message')).toBe(1);
		expect(world.sandbox.calls('messageGet')[0]?.query).toEqual({ card_msg_content_type: 'user_card_content' });
	});

	test('messages that were forwarded together are part of the copy', async () => {
		world.sandbox.seed.message({ messageId: 'om_1' });
		const items = ['om_1', 'om_a', 'om_b'].map((message_id) => ({ message_id }));
		world.sandbox.fault({ endpoint: 'messageGet', kind: 'answer', body: { data: { items } }, on: 1 });
		const { json } = await run('delete', { messageIds: 'om_1', options: { keepCopy: true } }, { settings: CONTINUE });
		expect(json[0]?.snapshot).toMatchObject({ message_id: 'om_1', forwarded: [{ message_id: 'om_a' }, { message_id: 'om_b' }] });
	});

	test('a message that a text says is recalled is already gone', async () => {
		const body = { data: { items: [{ message_id: 'om_1', deleted: 'true' }] } };
		world.sandbox.fault({ endpoint: 'messageGet', kind: 'answer', body, on: 1 });
		const { json } = await run('delete', { messageIds: 'om_1', options: { keepCopy: true, alreadyGone: true } }, { settings: CONTINUE });
		expect(json).toMatchObject([{ status: 'already_gone' }]);
		expect(calls('message')).toBe(0);
	});

	test.each([
		['another message', { items: [{ message_id: 'om_x', deleted: true }] }],
		['no message', { items: [] }],
		['no list', {}],
	])('a look that shows %s shows nothing of this one', async (_what, data) => {
		world.sandbox.seed.message({ messageId: 'om_1' });
		world.sandbox.fault({ endpoint: 'messageGet', kind: 'answer', body: { data }, on: 1 });
		const { json } = await run('delete', { messageIds: 'om_1', options: { keepCopy: true, alreadyGone: true } }, { settings: CONTINUE });
		expect(json).toMatchObject([{ status: 'not_sent', reason: expect.stringContaining('Feishu does not show this message') as string }]);
		expect(calls('message')).toBe(0);
	});

	test('Never Delete keeps a message, and a list that names none stops the run', async () => {
		world.sandbox.seed.message({ messageId: 'om_1' });
		const kept = await run('delete', { messageIds: 'om_1', options: { neverDelete: 'om_1' } });
		expect(kept.json).toMatchObject([{ status: 'not_sent' }]);
		const idle = await run('delete', { messageIds: 'om_1', options: { neverDelete: 'bm-1' } });
		expect(idle.error?.message).toMatch(/Never Delete holds "bm-1"/);
		expect(calls('message')).toBe(0);
	});
});

describe('the list of groups in the editor', () => {
	const list = async (more: { filter?: string; page?: string } = {}, authentication: Authentication = 'feishuTenantApi') =>
		await listFrom(
			'feishuMessage',
			'searchChats',
			{ parameters: { authentication, operation: 'getAll' }, credentials: Object.fromEntries(KINDS), ...more },
			credentials(),
		);

	test.each(KINDS)('shows the groups that %s is in, by their names', async (authentication) => {
		const members = [SANDBOX_APP.appId, 'ou_me'];
		world.sandbox.seed.chat({ chatId: 'oc_1', name: 'Team', members });
		world.sandbox.seed.chat({ chatId: 'oc_2', name: ' ', members });
		world.sandbox.seed.chat({ chatId: 'oc_3', name: '合作\n伙伴', external: true, members });
		world.sandbox.seed.chat({ chatId: 'oc_4', status: 'dissolved', members });
		world.sandbox.seed.chat({ chatId: 'oc_5', members: [] });
		expect((await list({}, authentication)).results).toEqual([
			{ name: 'Team', value: 'oc_1' },
			{ name: 'Group without a name', value: 'oc_2' },
			{ name: '合作 伙伴 (external)', value: 'oc_3' },
		]);
	});

	test('looks for what was typed in all pages, and goes on where the page before ended', async () => {
		for (const chatId of numbered(250, (index) => `oc_${index}`)) world.sandbox.seed.chat({ chatId });
		world.sandbox.seed.chat({ chatId: 'oc_last', name: 'Office NEWS' });
		expect((await list({ filter: 'news' })).results).toEqual([{ name: 'Office NEWS', value: 'oc_last' }]);
		const first = await list();
		expect([first.results.length, (await list({ page: first.paginationToken! })).results.length]).toEqual([100, 100]);
	});

	test('says why there is none', async () => {
		await expect(list()).rejects.toThrow(/its bot is in/);
		await expect(list({}, 'feishuOAuth2Api')).rejects.toThrow(/for this person/);
	});
});
