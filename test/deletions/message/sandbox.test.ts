import { SANDBOX_APP } from '../../sandbox';
import type { JsonObject } from '../../sandbox/json';
import { callDeletion, dataOf, gist, httpClient } from '../../sandbox/sandboxClient';
import { sandboxed } from '../../support/sandboxed';

const world = sandboxed();

const MINUTES_OF_A_DAY = 1_440;

const recall = async (message_id: string, token?: string) =>
	gist(await callDeletion(world.sandbox, 'message', { params: { message_id }, ...(token !== undefined && { token }) }));

const person = () => world.sandbox.seed.userToken({ openId: 'ou_me' });

describe('the recall of a message', () => {
	beforeEach(() => {
		world.sandbox.seed.chat({ chatId: 'oc_1', members: [SANDBOX_APP.appId, 'ou_me', 'ou_other'] });
		world.sandbox.seed.chat({ chatId: 'oc_2', members: [SANDBOX_APP.appId, 'ou_me'], managers: [SANDBOX_APP.appId, 'ou_me'] });
	});

	it('lets a bot recall its own, and a person theirs, within the time', async () => {
		world.sandbox.seed.message({ messageId: 'om_bot', chatId: 'oc_1' });
		world.sandbox.seed.message({ messageId: 'om_me', chatId: 'oc_1', sender: 'ou_me' });
		world.sandbox.seed.message({ messageId: 'om_old', chatId: 'oc_1', minutesAgo: MINUTES_OF_A_DAY + 1 });
		expect(await recall('om_me')).toEqual([400, 230026]);
		expect(await recall('om_bot', person())).toEqual([400, 230026]);
		expect(await recall('om_bot')).toEqual([200, 0]);
		expect(await recall('om_me', person())).toEqual([200, 0]);
		expect(await recall('om_old')).toEqual([400, 230009]);
	});

	it('lets those who manage a group recall what others sent there, for a year', async () => {
		world.sandbox.seed.message({ messageId: 'om_a', chatId: 'oc_2', sender: 'ou_other', minutesAgo: 300 * MINUTES_OF_A_DAY });
		world.sandbox.seed.message({ messageId: 'om_b', chatId: 'oc_2', sender: 'ou_other', minutesAgo: 400 * MINUTES_OF_A_DAY });
		world.sandbox.seed.message({ messageId: 'om_c', chatId: 'oc_2' });
		expect(await recall('om_a')).toEqual([200, 0]);
		expect(await recall('om_b', person())).toEqual([400, 230026]);
		expect(await recall('om_c', person())).toEqual([200, 0]);
	});

	it('refuses outsiders, dissolved groups, messages of the system and IDs that never were', async () => {
		world.sandbox.seed.chat({ chatId: 'oc_3', members: [] });
		world.sandbox.seed.chat({ chatId: 'oc_4', status: 'dissolved' });
		world.sandbox.seed.message({ messageId: 'om_3', chatId: 'oc_3' });
		world.sandbox.seed.message({ messageId: 'om_4', chatId: 'oc_4' });
		world.sandbox.seed.message({ messageId: 'om_5', type: 'system' });
		expect(await recall('om_3')).toEqual([400, 230002]);
		expect(await recall('om_4')).toEqual([400, 232009]);
		expect(await recall('om_5')).toEqual([400, 230054]);
		expect(await recall('om_6')).toEqual([400, 230110]);
	});

	it.each([
		['deleted', [400, 230110]],
		['recalled', [400, 230011]],
		['accept', [200, 0]],
	] as const)('answers a second one as %s', async (secondRecall, answer) => {
		world.sandbox.setOptions({ answers: { secondRecall } });
		world.sandbox.seed.message({ messageId: 'om_1' });
		expect(await recall('om_1')).toEqual([200, 0]);
		expect(await recall('om_1')).toEqual(answer);
	});
});

describe('reading messages', () => {
	const list = async (query: string, token = world.sandbox.seed.tenantToken()) =>
		await httpClient(world.sandbox).get<JsonObject>(`/open-apis/im/v1/messages?container_id_type=chat&${query}`, {
			headers: { Authorization: `Bearer ${token}` },
		});

	it('takes another permission for groups than for chats of two, and others for people', async () => {
		const { seed } = world.sandbox;
		seed.chat({ chatId: 'oc_1', members: [SANDBOX_APP.appId, 'ou_me'] });
		seed.chat({ chatId: 'oc_2', mode: 'p2p', members: [SANDBOX_APP.appId, 'ou_me'] });
		const readable = async (scopes: string[], token?: string) => {
			seed.app({ ...SANDBOX_APP, scopes });
			return [gist(await list('container_id=oc_1', token))[1], gist(await list('container_id=oc_2', token))[1]];
		};
		const userToken = (...scopes: string[]) => seed.userToken({ openId: 'ou_me', scopes });
		expect(await readable(['im:message:readonly'])).toEqual([230027, 0]);
		expect(await readable(['im:message:readonly', 'im:message.group_msg'])).toEqual([0, 0]);
		const all = [
			'im:message:readonly',
			'im:message.group_msg:get_as_user',
			'im:message.p2p_msg:get_as_user',
			'im:message.history:readonly',
		];
		expect(await readable(all, userToken(...all))).toEqual([0, 0]);
		expect(await readable(all, userToken('im:message:readonly', 'im:message.group_msg:get_as_user'))).toEqual([0, 230027]);
		expect(await readable(all, userToken(...all.slice(1)))).toEqual([230027, 230027]);
	});

	it('lists the messages of whole seconds, and shows recalled ones as that', async () => {
		for (const [messageId, sentAt] of [
			['om_1', 999],
			['om_2', 1_000],
			['om_3', 2_999],
			['om_4', 3_000],
		] as const)
			world.sandbox.seed.message({ messageId, chatId: 'oc_1', sentAt, ...(sentAt === 1_000 && { recalledAt: 5_000 }) });
		const { items } = dataOf(await list('container_id=oc_1&start_time=1&end_time=2')) as { items: Array<Record<string, unknown>> };
		expect(items.map(({ message_id, deleted, create_time }) => [message_id, deleted, create_time])).toEqual([
			['om_2', true, '1000'],
			['om_3', false, '2999'],
		]);
		expect(items[0]?.['body']).toEqual({ content: 'This message was recalled' });
	});

	it('refuses outsiders, chats that are not there, and what they may not read', async () => {
		world.sandbox.seed.chat({ chatId: 'oc_1', members: [] });
		world.sandbox.seed.chat({ chatId: 'oc_2', refusesReading: 231203 });
		expect(gist(await list('container_id=oc_1'))).toEqual([400, 230002]);
		expect(gist(await list('container_id=oc_2'))).toEqual([400, 231203]);
		expect(gist(await list('container_id=oc_3'))).toEqual([400, 230001]);
		expect(gist(await list('container_id=oc_2&start_time=soon'))).toEqual([400, 230001]);
	});
});
