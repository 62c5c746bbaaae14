import type { JsonObject } from '../../sandbox/json';
import { callAsSpecified, callDeletion, dataOf, gist, type SpecCall } from '../../sandbox/sandboxClient';
import { as, sdkClient } from '../../sandbox/sdkClient';
import { fieldViolations } from '../../sandbox/shape';
import { sandboxed } from '../../support/sandboxed';
import { appFeedCardCreate } from './creation';
import { feedCardKey } from './world';

const world = sandboxed();

const LINK = { link: 'https://www.feishu.cn/' };
const BUTTON = { action_type: 'url_page' as const, text: { text: 'Open' } };
/** Every column that a card has, but for its business ID. */
const CONTENT = {
	title: 'Deployment',
	avatar_key: 'v3_0041_007bca9f',
	preview: 'It is done',
	status_label: { text: 'Done', type: 'success' as const },
	buttons: {
		buttons: [
			{
				...BUTTON,
				multi_url: { url: LINK.link, android_url: LINK.link, ios_url: LINK.link, pc_url: LINK.link },
				button_type: 'primary' as const,
			},
			{ ...BUTTON, action_type: 'webhook' as const, action_map: { foo: 'bar' } },
		],
	},
	link: LINK,
	time_sensitive: true,
	notify: { close_notify: true, custom_sound_text: 'A new order', with_custom_sound: true },
};

const create = (app_feed_card: unknown, user_ids: unknown = ['ou_a'], more: SpecCall = {}) =>
	callAsSpecified(world.sandbox, appFeedCardCreate.rules, { body: { app_feed_card, user_ids }, ...more });
const buttons = (...list: unknown[]) => ({ link: LINK, buttons: { buttons: list } });
const failedIn = (data: JsonObject) => data['failed_cards'] as JsonObject[];
const cards = () => [...world.sandbox.state.feedCards.values()];

describe('the creation of feed cards', () => {
	it('makes for the official SDK what can be deleted again', async () => {
		const answer = await sdkClient(world.sandbox).im.v2.appFeedCard.create(
			{ data: { app_feed_card: { biz_id: 'b1', ...CONTENT }, user_ids: ['ou_a', 'ou_b'] }, params: { user_id_type: 'open_id' } },
			as(world.sandbox),
		);
		expect(answer).toEqual({ code: 0, msg: 'success', data: { failed_cards: [], biz_id: 'b1' } });
		expect(cards()).toEqual([
			{ bizId: 'b1', openId: 'ou_a', content: CONTENT },
			{ bizId: 'b1', openId: 'ou_b', content: CONTENT },
		]);
		const feed_cards = [{ biz_id: 'b1', user_id: 'ou_a' }];
		const deleted = await callDeletion(world.sandbox, 'appFeedCard', { body: { feed_cards } });
		expect(dataOf(deleted)).toEqual({ failed_cards: [] });
		expect(cards().map(({ openId }) => openId)).toEqual(['ou_b']);
		expect(failedIn(dataOf(await create({ biz_id: 'b1', link: LINK })))).toEqual([]);
	});

	it.each([[undefined], [''], [' ']])('chooses a business ID where %j is given', async (biz_id) => {
		const chosen = async () => String(dataOf(await create({ biz_id, link: LINK }))['biz_id']);
		const [first, second] = [await chosen(), await chosen()];
		expect(first).toMatch(/^[0-9a-f]{32}$/);
		expect(second).not.toBe(first);
		expect([...world.sandbox.state.feedCards.keys()]).toEqual([feedCardKey(first, 'ou_a'), feedCardKey(second, 'ou_a')]);
	});

	it('leaves the card alone that a user has already, also of the same call', async () => {
		await create({ biz_id: 'b1', link: LINK, title: 'First' });
		const data = dataOf(await create({ biz_id: 'b1', link: LINK, title: 'Second' }, ['ou_a', 'ou_b', 'ou_b']));
		expect(data).toEqual({
			biz_id: 'b1',
			failed_cards: [
				{ biz_id: 'b1', user_id: 'ou_a', reason: 'DUPLICATED' },
				{ biz_id: 'b1', user_id: 'ou_b', reason: 'DUPLICATED' },
			],
		});
		expect(cards().map(({ content }) => content?.['title'])).toEqual(['First', 'Second']);
	});

	it('knows users by their other IDs, and strangers as soon as there is somebody', async () => {
		world.sandbox.seed.person({ openId: 'ou_a', unionId: 'on_a', userId: 'a' });
		const by = (user_id_type: string, id: string) => create({ biz_id: user_id_type, link: LINK }, [id], { query: { user_id_type } });
		for (const [type, id] of [['open_id', 'ou_a'] as const, ['union_id', 'on_a'] as const, ['user_id', 'a'] as const])
			expect(failedIn(dataOf(await by(type, id)))).toEqual([]);
		expect(cards().map(({ openId }) => openId)).toEqual(['ou_a', 'ou_a', 'ou_a']);
		expect(failedIn(dataOf(await by('union_id', 'on_none')))).toEqual([
			{ biz_id: 'union_id', user_id: 'on_none', reason: 'NO_PERMISSION' },
		]);
		expect(cards()).toHaveLength(3);
	});

	it.each([
		['digits', '1', '4'],
		['numbers', 1, 4],
		['names', 'NO_PERMISSION', 'DUPLICATED'],
	] as const)('writes reasons as %s', async (feedCardReasons, stranger, duplicated) => {
		world.sandbox.setOptions({ answers: { feedCardReasons } });
		world.sandbox.seed.person({ openId: 'ou_a', unionId: 'on_a', userId: 'a' });
		const data = dataOf(await create({ biz_id: 'b', link: LINK }, ['ou_a', 'ou_a', 'ou_none']));
		expect(failedIn(data).map(({ reason }) => reason)).toEqual([duplicated, stranger]);
	});

	it('keeps what is false, zero or empty', async () => {
		const falsy = {
			title: '',
			preview: '',
			avatar_key: '',
			time_sensitive: false,
			notify: { close_notify: false, with_custom_sound: false },
			buttons: { buttons: [] },
			link: LINK,
		};
		expect(gist(await create({ biz_id: 'b', ...falsy }))).toEqual([200, 0]);
		expect(cards()[0]?.content).toEqual(falsy);
	});

	it('takes the AppLink of its own app alone', async () => {
		const link = (appId: string) => ({ link: { link: `https://applink.feishu.cn/client/web_app/open?appId=${appId}` } });
		expect(gist(await create(link('cli_sandbox')))).toEqual([200, 0]);
		expect(gist(await create(link('cli_other')))).toEqual([400, 230001]);
	});

	it.each<[string, unknown, unknown?]>([
		['a link over http', { link: { link: 'http://www.feishu.cn/' } }],
		['a link that is no address', { link: { link: 'www.feishu.cn' } }],
		['a button that leads to http', buttons({ ...BUTTON, multi_url: { pc_url: 'http://www.feishu.cn/' } })],
		['an action that is a list', buttons({ ...BUTTON, action_map: ['x'] })],
		['an action that is a number', buttons({ ...BUTTON, action_map: { foo: 0 } })],
		['no users', { link: LINK }, []],
		['a user ID of another kind', { link: LINK }, ['ou_a', 'on_a']],
	])('refuses %s', async (_name, card, users: unknown = ['ou_a']) => {
		expect(gist(await create(card, users))).toEqual([400, 230001]);
		expect(cards()).toEqual([]);
	});

	it('refuses a call without users or body, and user_id to store apps', async () => {
		expect(gist(await create({ link: LINK }, ['ou_a'], { body: { app_feed_card: { link: LINK } } }))).toEqual([400, 230001]);
		expect(gist(await create(undefined, [], { body: undefined }))).toEqual([400, 230001]);
		world.sandbox.seed.app({ appId: 'cli_store', secret: 'another-secret', kind: 'store' });
		const token = world.sandbox.seed.tenantToken({ appId: 'cli_store' });
		expect(gist(await create({ link: LINK }, ['a'], { token, query: { user_id_type: 'user_id' } }))).toEqual([400, 230001]);
		expect(gist(await create({ link: LINK }, ['ou_a'], { token }))).toEqual([200, 0]);
	});

	it('says nothing that the page does not have', async () => {
		const data = dataOf(await create({ link: LINK }, ['ou_a', 'ou_a']));
		world.sandbox.setOptions({ answers: { feedCardReasons: 'digits' } });
		const digits = dataOf(await create({ link: LINK }, ['ou_a', 'ou_a']));
		expect(fieldViolations(appFeedCardCreate.rules.response, digits)).toEqual([]);
		expect(Object.keys(data)).toEqual(Object.keys(digits));
	});
});
