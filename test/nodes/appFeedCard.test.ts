import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { feedCardKey } from '../deletions/appFeedCard/world';
import { sandboxCredentials } from '../support/deletions';
import { runLoop, runNode, type NodeSetup } from '../support/engine';
import { CredentialStore } from '../support/credentialStore';
import { batchesOf, sandboxed } from '../support/sandboxed';

const world = sandboxed();

const LINK = 'https://www.feishu.cn/';

function nodeOf(more: INodeParameters = {}, settings: NodeSetup['settings'] = {}): NodeSetup {
	return {
		type: 'feishuAppFeedCard',
		credentials: { feishuTenantApi: 'tenant' },
		parameters: {
			authentication: 'feishuTenantApi',
			operation: 'create',
			userIds: '={{ $json.to }}',
			title: 'News',
			link: LINK,
			options: {},
			...more,
		},
		settings: { onError: 'continueRegularOutput', ...settings },
	};
}

const create = async (items: readonly IDataObject[], more?: INodeParameters, settings?: NodeSetup['settings']) =>
	await runNode(items, nodeOf(more, settings), sandboxCredentials(world.sandbox));

const withId = (bizId: string): INodeParameters => ({ additionalFields: { bizId } });

const bodies = () =>
	world.sandbox
		.calls('appFeedCardCreate')
		.map(({ body }) => body as { user_ids: string[]; app_feed_card: { biz_id: string; title: string } });

const cards = () => [...world.sandbox.state.feedCards.values()];

const people = (count: number) => Array.from({ length: count }, (_, index) => ({ to: `ou_${index}` }));

test('items with the same card share calls of 20 users and one ID, and each user has the card once', async () => {
	const { json } = await create(people(41));
	expect(bodies().map(({ user_ids }) => user_ids.length)).toEqual([20, 20, 1]);
	const [bizId] = new Set(bodies().map(({ app_feed_card }) => app_feed_card.biz_id));
	expect(json.map(({ biz_id, user_id, status, created }) => [biz_id, user_id, status, created])).toEqual(
		people(41).map(({ to }) => [bizId, to, 'created', true]),
	);
	expect(cards()).toHaveLength(41);
	expect(bizId).toMatch(/^n8n-[A-Za-z0-9]{10,}-[a-z0-9]+$/);
	expect(world.sandbox.state.feedCards.has(feedCardKey(bizId ?? '', 'ou_40'))).toBe(true);
});

test('one item with many users is split', async () => {
	const { json } = await create([{ to: people(45).map(({ to }) => to) }]);
	expect(json).toHaveLength(45);
	expect(bodies()).toHaveLength(3);
	expect(new Set(json.map(({ biz_id }) => biz_id)).size).toBe(1);
});

test('another card has another ID, and so has the same card in another run', async () => {
	const items = [
		{ to: 'ou_1', title: 'a' },
		{ to: 'ou_1', title: 'b' },
	];
	const more = { title: '={{ $json.title }}' };
	const first = await create(items, more);
	const second = await create(items, more);
	const ids = [...first.json, ...second.json].map(({ biz_id, status }) => [biz_id, status]);
	expect(ids.map(([, status]) => status)).toEqual(Array(4).fill('created'));
	expect(new Set(ids.map(([id]) => id)).size).toBe(4);
});

test('a loop creates the same card again each time round', async () => {
	const rounds = await runLoop([[{ to: 'ou_1' }], [{ to: 'ou_1' }]], nodeOf(), new CredentialStore(sandboxCredentials(world.sandbox)));
	expect(rounds.map(({ json }) => json[0]?.status)).toEqual(['created', 'created']);
	expect(cards()).toHaveLength(2);
});

test('batches of a run have one ID, and a user named in two of them one card', async () => {
	const { json } = await create([{ to: 'ou_1' }, { to: 'ou_2' }, { to: 'ou_1' }], batchesOf(1, 1));
	expect(json.map(({ status }) => status)).toEqual(['created', 'created', 'created']);
	expect(cards()).toHaveLength(2);
});

test('a repeat after a lost answer creates nothing twice', async () => {
	world.sandbox.fault({ endpoint: 'appFeedCardCreate', kind: 'resetAfter', on: 1 });
	const { json } = await create(people(3));
	expect(bodies()).toHaveLength(2);
	expect(cards()).toHaveLength(3);
	expect(json.map(({ status, confirmed_by }) => [status, confirmed_by])).toEqual(Array(3).fill(['created', 'repeat']));
});

test('after a lost answer, a card that a user has proves nothing where the ID is the builder’s: it may be an older one', async () => {
	world.sandbox.seed.feedCards([{ bizId: 'card', userId: 'ou_0' }]);
	world.sandbox.fault({ endpoint: 'appFeedCardCreate', kind: 'resetBefore', on: 1 });
	const { json } = await create(people(2), withId('card'));
	expect(json).toMatchObject([
		{ user_id: 'ou_0', status: 'unknown', created: false, code: 4 },
		{ user_id: 'ou_1', status: 'created' },
	]);
	expect(json[0]).not.toHaveProperty('confirmed_by');
});

test('an ID that an earlier run of the node made is the builder’s own where it is entered', async () => {
	world.sandbox.fault({ endpoint: 'appFeedCardCreate', kind: 'resetBefore', on: 2 });
	const [{ biz_id } = { biz_id: '' }] = (await create([{ to: 'ou_1' }])).json;
	expect((await create([{ to: 'ou_1' }], withId(String(biz_id)))).json).toMatchObject([{ status: 'unknown', code: 4 }]);
});

test('another try of the node has the same ID', async () => {
	world.sandbox.fault({ endpoint: 'appFeedCardCreate', kind: 'http500', done: true, on: [1, 2, 3, 4] });
	const { json } = await create([{ to: 'ou_1' }], {}, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1, onError: 'stopWorkflow' });
	expect(new Set(bodies().map(({ app_feed_card }) => app_feed_card.biz_id)).size).toBe(1);
	expect(cards()).toHaveLength(1);
	expect(json).toMatchObject([{ status: 'created', confirmed_by: 'repeat' }]);
});

test('what stays unknown says with which ID a repeat is safe, and with none that it were safe by itself', async () => {
	world.sandbox.fault({ endpoint: 'appFeedCardCreate', kind: 'http500', done: true, on: 'every' });
	const { json } = await create([{ to: 'ou_1' }]);
	expect(json).toMatchObject([{ status: 'unknown', biz_id: bodies()[0]?.app_feed_card.biz_id }]);
	expect(json[0]?.what_to_do).toMatch(/the biz_id shown here as Business ID/);
	expect(json[0]?.what_to_do).not.toMatch(/repeating is safe/);
	world.sandbox.clearFaults();
	const again = await create([{ to: 'ou_1, ou_2' }], withId(String(json[0]?.biz_id)));
	expect(again.json.map(({ user_id, status, code }) => [user_id, status, code])).toEqual([
		['ou_1', 'refused', 4],
		['ou_2', 'created', undefined],
	]);
	expect(cards()).toHaveLength(2);
});

test.each(['names', 'digits', 'numbers'] as const)(
	'users who do not get the card are refused one by one, with reasons as %s',
	async (form) => {
		world.sandbox.setOptions({ answers: { feedCardReasons: form } });
		world.sandbox.seed.person({ openId: 'ou_1', unionId: 'on_1', userId: 'u1' });
		world.sandbox.seed.person({ openId: 'ou_2', unionId: 'on_2', userId: 'u2' });
		world.sandbox.seed.feedCards([{ bizId: 'card', userId: 'ou_2' }]);
		const { json, errorJson } = await create([{ to: 'ou_1' }, { to: 'ou_2' }, { to: 'ou_nobody' }], withId('card'), {
			onError: 'continueErrorOutput',
		});
		expect(bodies()).toHaveLength(1);
		expect(json).toMatchObject([{ user_id: 'ou_1', status: 'created', biz_id: 'card' }]);
		expect(errorJson).toMatchObject([
			{
				error: {
					user_id: 'ou_2',
					status: 'refused',
					created: false,
					code: 4,
					what_to_do: expect.stringContaining('already has a card') as string,
				},
			},
			{ error: { user_id: 'ou_nobody', status: 'refused', code: 1 } },
		]);
	},
);

test('two cards with one ID are two wishes: the second is refused, and not taken for the first', async () => {
	const items = [
		{ to: 'ou_1', title: 'a' },
		{ to: 'ou_1', title: 'b' },
	];
	const { json } = await create(items, { title: '={{ $json.title }}', ...withId('card') });
	expect(json.map(({ status, code }) => [status, code])).toEqual([
		['created', undefined],
		['refused', 4],
	]);
	expect(cards()).toMatchObject([{ content: { title: 'a' } }]);
});

test('a card that was refused for its rate goes again, alone', async () => {
	const user = { biz_id: 'card', user_id: 'ou_1', reason: '3' };
	world.sandbox.fault({
		endpoint: 'appFeedCardCreate',
		kind: 'answer',
		body: { data: { biz_id: 'card', failed_cards: [user] } },
		done: false,
		on: 1,
	});
	const { json } = await create(people(3), withId('card'));
	expect(bodies().map(({ user_ids }) => user_ids)).toEqual([['ou_0', 'ou_1', 'ou_2'], ['ou_1']]);
	expect(json.map(({ status }) => status)).toEqual(['created', 'created', 'created']);
});

test('a failed card that nobody asked for leaves all of its call unknown', async () => {
	const stranger = { biz_id: 'other', user_id: 'ou_9', reason: '0' };
	world.sandbox.fault({ endpoint: 'appFeedCardCreate', kind: 'answer', body: { data: { failed_cards: [stranger] } }, on: 1 });
	const { json } = await create(people(2));
	expect(json.map(({ status }) => status)).toEqual(['unknown', 'unknown']);
});

test('a bad user among many costs the others nothing', async () => {
	const { json } = await create([...people(5), { to: 'on_union' }]);
	expect(json.map(({ status }) => status)).toEqual([...Array<string>(5).fill('created'), 'refused']);
	expect(cards()).toHaveLength(5);
});

test('one item with a bad field does not keep the others from theirs', async () => {
	const { json } = await create(
		[
			{ to: 'ou_1', link: LINK },
			{ to: 'ou_2', link: 'http://a.cn' },
			{ to: 'ou_3', link: LINK },
		],
		{
			link: '={{ $json.link }}',
		},
	);
	expect(json.map(({ status }) => status)).toEqual(['created', 'refused', 'created']);
	expect(bodies()).toHaveLength(1);
});

test('under Stop nothing is sent where one item has a bad field', async () => {
	const { error } = await create([{ to: 'ou_1' }, { to: '' }], {}, { onError: 'stopWorkflow' });
	expect(error?.message).toMatch(/User IDs” of item 1 is blank/);
	expect(bodies()).toEqual([]);
});

test('an empty list is nothing to do', async () => {
	expect(await create([{ to: [] }])).toMatchObject({ json: [], error: undefined });
	expect(bodies()).toEqual([]);
});

test('the summary tells the ID of the card', async () => {
	const { json } = await create(people(21), { options: { output: 'summary' } });
	expect(json).toMatchObject([{ asked: 21, created: 21, biz_ids: [bodies()[0]?.app_feed_card.biz_id] }]);
});

test('what was created can be deleted by the ID that creating gave', async () => {
	const { json } = await create(people(2));
	const deletion = nodeOf({
		operation: 'delete',
		feedCards: { cards: [{ bizId: '={{ $json.biz_id }}', userIds: '={{ $json.user_id }}' }] },
	});
	const deleted = await runNode(json, deletion, sandboxCredentials(world.sandbox));
	expect(deleted.json.map(({ status }) => status)).toEqual(['deleted', 'deleted']);
	expect(cards()).toEqual([]);
});
