import type { JsonObject } from '../../sandbox/json';
import { callAsSpecified, callDeletion, dataOf, gist, type SpecCall } from '../../sandbox/sandboxClient';
import { as, sdkClient } from '../../sandbox/sdkClient';
import { fieldViolations } from '../../sandbox/shape';
import { sandboxed } from '../../support/sandboxed';
import { batchMessageProgress, batchMessageReadUser } from './progress';
import { batchMessageSend } from './sending';

const world = sandboxed();

const TEXT = { msg_type: 'text', content: { text: 'Hello' } };
const POST = { msg_type: 'post', content: { post: { zh_cn: { title: 'Hello', content: [[{ tag: 'text', text: 'you' }]] } } } };
const CARD = { msg_type: 'interactive', card: { elements: [{ tag: 'div' }] } };
const NONE = { invalid_department_ids: [], invalid_open_ids: [], invalid_user_ids: [], invalid_union_ids: [] };

const send = (body: unknown, more: SpecCall = {}) => callAsSpecified(world.sandbox, batchMessageSend.rules, { body, ...more });
const sentTo = async (lists: object) => dataOf(await send({ ...TEXT, ...lists }));
const about = (rules: typeof batchMessageProgress.rules, batch_message_id: unknown, more: SpecCall = {}) =>
	callAsSpecified(world.sandbox, rules, { params: { batch_message_id: String(batch_message_id) }, ...more });
const progress = (id: unknown, more: SpecCall = {}) => about(batchMessageProgress.rules, id, more);
const readers = (id: unknown, more: SpecCall = {}) => about(batchMessageReadUser.rules, id, more);
const sendingIn = (data: JsonObject) => Object.values(data['batch_message_send_progress'] as JsonObject);
const recallIn = (data: JsonObject) => data['batch_message_recall_progress'];
const messages = () => [...world.sandbox.state.batchMessages.values()];
const tokenOf = (app: { bot?: boolean; scopes?: string[] }) => {
	world.sandbox.seed.app({ appId: 'cli_other', secret: 'another-secret', ...app });
	return world.sandbox.seed.tenantToken({ appId: 'cli_other' });
};

describe('the sending of batch messages', () => {
	it('takes the official SDK’s, and tells it how far it has come', async () => {
		const client = sdkClient(world.sandbox);
		const body = { ...TEXT, open_ids: ['ou_a', 'ou_b'] };
		const request = { method: 'POST', url: '/open-apis/message/v4/batch_send/', data: body };
		const answer = await client.request<JsonObject>(request, as(world.sandbox));
		const id = messages()[0]?.id ?? '';
		expect(id).toMatch(/^bm-[0-9a-f]{32}$/);
		expect(answer).toEqual({ code: 0, msg: 'ok', data: { message_id: id, ...NONE } });
		expect(messages()[0]?.sent).toEqual(body);
		const asked = () => client.im.v1.batchMessage.getProgress({ path: { batch_message_id: id } }, as(world.sandbox));
		const told = (count: number) => ({
			code: 0,
			msg: 'success',
			data: {
				batch_message_send_progress: { valid_user_ids_count: count, success_user_ids_count: count, read_user_ids_count: 0 },
				batch_message_recall_progress: { recall: false, recall_count: 0 },
			},
		});
		expect(await asked()).toEqual(told(0));
		world.clock.advance(499);
		expect(await asked()).toEqual(told(0));
		world.clock.advance(1);
		expect(await asked()).toEqual(told(2));
		messages()[0]!.read = 1;
		const read = await client.im.v1.batchMessage.readUser({ path: { batch_message_id: id } }, as(world.sandbox));
		expect(read).toEqual({ code: 0, msg: 'ok', data: { read_user: { read_count: '1', total_count: '2' } } });
	});

	it('sends anew with each call, and each can be recalled by itself', async () => {
		const [first, second] = [await sentTo({ open_ids: ['ou_a'] }), await sentTo({ open_ids: ['ou_a'] })];
		expect(first['message_id']).not.toBe(second['message_id']);
		await callDeletion(world.sandbox, 'batchMessage', { params: { batch_message_id: String(first['message_id']) } });
		world.clock.advance(500);
		expect(recallIn(dataOf(await progress(first['message_id'])))).toEqual({ recall: true, recall_count: 0 });
		world.clock.advance(1_000);
		expect(recallIn(dataOf(await progress(first['message_id'])))).toEqual({ recall: true, recall_count: 1 });
		expect(recallIn(dataOf(await progress(second['message_id'])))).toEqual({ recall: false, recall_count: 0 });
	});

	it('reaches each member of a department and of those below it once, as far as the bot may', async () => {
		world.sandbox.seed.department({ departmentId: 'd1', openDepartmentId: 'od-1', members: ['ou_a', 'ou_b'] });
		world.sandbox.seed.department({ departmentId: 'd2', parent: 'd1', members: ['ou_b', 'ou_c'] });
		world.sandbox.seed.department({ departmentId: 'd3', parent: 'd2', members: ['ou_c', 'ou_d'], outOfReach: true });
		const counts = async (lists: object) => {
			const { message_id } = await sentTo(lists);
			world.clock.advance(500);
			return sendingIn(dataOf(await progress(message_id)));
		};
		expect(await counts({ department_ids: ['d1'] })).toEqual([4, 3, 0]);
		expect(await counts({ department_ids: ['od-1', 'd1', 'd2'] })).toEqual([4, 3, 0]);
		expect(await counts({ department_ids: ['d3'] })).toEqual([2, 0, 0]);
		expect(await counts({ department_ids: ['d3'], open_ids: ['ou_d', 'ou_e'] })).toEqual([3, 2, 0]);
	});

	it('names the IDs that are nobody’s, and sends to the others', async () => {
		world.sandbox.seed.person({ openId: 'ou_a', unionId: 'on_a', userId: 'a' });
		const lists = { department_ids: ['d9'], open_ids: ['ou_a', 'ou_x'], user_ids: ['a', 'x'], union_ids: ['on_a', 'on_x', 'ou_a'] };
		const { message_id, ...invalid } = await sentTo(lists);
		expect(invalid).toEqual({
			invalid_department_ids: ['d9'],
			invalid_open_ids: ['ou_x'],
			invalid_user_ids: ['x'],
			invalid_union_ids: ['on_x', 'ou_a'],
		});
		const nobody = await sentTo({ open_ids: ['ou_x'] });
		world.clock.advance(500);
		expect(sendingIn(dataOf(await progress(message_id)))).toEqual([1, 1, 0]);
		expect(sendingIn(dataOf(await progress(nobody['message_id'])))).toEqual([0, 0, 0]);
	});

	it.each([
		['a text', TEXT],
		['a rich text', POST],
		['a card', CARD],
		['a card of a template', { msg_type: 'interactive', card: { type: 'template', data: { template_id: 'ctp_1' } } }],
		['a picture', { msg_type: 'image', content: { image_key: 'img_v2_1' } }],
		['a group', { msg_type: 'share_chat', content: { share_chat_id: 'oc_1' } }],
	])('takes %s', async (_name, message) => {
		const answer = await send({ ...message, open_ids: ['ou_a'] });
		expect(gist(answer)).toEqual([200, 0]);
		expect(fieldViolations(batchMessageSend.rules.response, dataOf(answer))).toEqual([]);
	});

	it.each<[number, string, object]>([
		[10003, 'no recipients', { open_ids: undefined }],
		[10003, 'empty lists', { open_ids: [], department_ids: [] }],
		[10003, 'the root department', { department_ids: ['0'] }],
		[10003, 'no content', { content: undefined }],
		[10003, 'content beside a card', { ...CARD, content: TEXT.content }],
		[10003, 'a card as a text', { card: CARD.card }],
		[10003, 'a card as its content', { msg_type: 'interactive' }],
		[10002, 'an empty text', { content: { text: '' } }],
		[10002, 'a text that is a number', { content: { text: 0 } }],
		[10002, 'an empty content', { content: {} }],
		[10002, 'an empty card', { msg_type: 'interactive', content: undefined, card: {} }],
		[10002, 'a rich text without language', { msg_type: 'post', content: { post: {} } }],
		[10002, 'a rich text as a text', { msg_type: 'post' }],
		[10002, 'the tag md', { msg_type: 'post', content: { post: { zh_cn: { content: [[{ tag: 'md', text: '**x**' }]] } } } }],
		[11227, 'a picture that is none', { msg_type: 'image', content: { image_key: 'x' } }],
		[11231, 'a group that is none', { msg_type: 'share_chat', content: { share_chat_id: 'x' } }],
	])('refuses with %i, and status 200, %s', async (code, _name, change) => {
		expect(gist(await send({ ...TEXT, open_ids: ['ou_a'], ...change }))).toEqual([200, code]);
		expect(messages()).toEqual([]);
	});

	it.each<[string, number, (text: string) => object]>([
		['text', 150 * 1_024, (text) => ({ msg_type: 'text', content: { text } })],
		['rich text', 30 * 1_024, (text) => ({ msg_type: 'post', content: { post: { zh_cn: { title: text, content: [] } } } })],
		['card', 30 * 1_024, (text) => ({ msg_type: 'interactive', card: { text } })],
	])('takes a %s of %i bytes, and no more', async (_name, limit, message) => {
		const body = (length: number) => ({ ...message('x'.repeat(length)), open_ids: ['ou_a'] });
		const room = limit - Buffer.byteLength(JSON.stringify(body(0)));
		expect(gist(await send(body(room)))).toEqual([200, 0]);
		expect(gist(await send(body(room + 1)))).toEqual([200, 11246]);
		expect(gist(await send({ ...message('字'.repeat(room)), open_ids: ['ou_a'] }))).toEqual([200, 11246]);
	});

	it('sends 500,000 messages a day for an app, and no more', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-many', recipients: 499_999 });
		world.sandbox.seed.batchMessage({ id: 'bm-foreign', recipients: 9, appId: 'cli_other' });
		expect(gist(await send({ ...TEXT, open_ids: ['ou_a', 'ou_b'] }))).toEqual([200, 11247]);
		expect(gist(await send({ ...TEXT, open_ids: ['ou_a'] }))).toEqual([200, 0]);
		world.clock.advance(86_400_000);
		const token = world.sandbox.seed.tenantToken();
		expect(gist(await send({ ...TEXT, open_ids: ['ou_a', 'ou_b'] }, { token }))).toEqual([200, 0]);
	});

	it.each<[number, number, string[], object]>([
		[200, 0, ['im:message', 'im:message:send_multi_users'], { user_ids: ['a'] }],
		[200, 0, ['im:message:send_as_bot', 'im:message:send_multi_depts'], { department_ids: ['d'] }],
		[200, 11223, ['im:message:send_multi_users', 'im:message:send_multi_depts'], { open_ids: ['ou_a'] }],
		[200, 11203, ['im:message', 'im:message:send_multi_depts'], { user_ids: ['a'] }],
		[200, 11203, ['im:message'], { union_ids: ['on_a'] }],
		[200, 11204, ['im:message', 'im:message:send_multi_users'], { department_ids: ['d'], open_ids: ['ou_a'] }],
		[400, 99991672, ['calendar:calendar'], { open_ids: ['ou_a'] }],
	])('answers %i and %i to an app with %j that sends to %j', async (status, code, scopes, lists) => {
		expect(gist(await send({ ...TEXT, ...lists }, { token: tokenOf({ scopes }) }))).toEqual([status, code]);
	});
});

describe('what is told of a batch message', () => {
	it('is told to its sender, for 30 days', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1', recipients: 5, unreachable: 2, read: 1 });
		expect(sendingIn(dataOf(await progress('bm-1')))).toEqual([5, 3, 1]);
		expect(dataOf(await readers('bm-1'))).toEqual({ read_user: { read_count: '1', total_count: '3' } });
		const foreign = { token: tokenOf({}) };
		expect([gist(await progress('bm-1', foreign)), gist(await readers('bm-1', foreign))]).toEqual([
			[400, 230012],
			[400, 230012],
		]);
		expect([gist(await progress('bm-none')), gist(await readers('bm-none'))]).toEqual([
			[400, 230030],
			[400, 230001],
		]);
		const without = { token: tokenOf({ bot: false }) };
		expect([gist(await progress('bm-1', without)), gist(await readers('bm-1', without))]).toEqual([
			[400, 230006],
			[400, 230027],
		]);
		world.clock.advance(30 * 86_400_000);
		expect([gist(await progress('bm-1')), gist(await readers('bm-1'))]).toEqual([
			[200, 0],
			[200, 0],
		]);
		world.clock.advance(1);
		expect([gist(await progress('bm-1')), gist(await readers('bm-1'))]).toEqual([
			[400, 230030],
			[400, 230001],
		]);
	});

	it('says nothing that the pages do not have', async () => {
		world.sandbox.reset('demo');
		expect(fieldViolations(batchMessageProgress.rules.response, dataOf(await progress('bm-sandbox-recent')))).toEqual([]);
		expect(fieldViolations(batchMessageReadUser.rules.response, dataOf(await readers('bm-sandbox-recent')))).toEqual([]);
	});
});
