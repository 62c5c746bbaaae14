import { callDeletion, dataOf, gist } from '../../sandbox/sandboxClient';
import { sandboxed } from '../../support/sandboxed';
import { feedCardKey } from './world';

const world = sandboxed();

describe('feed cards', () => {
	const remove = (feed_cards: unknown, query: Record<string, string> = {}) =>
		callDeletion(world.sandbox, 'appFeedCard', { body: { feed_cards }, query });

	it('deletes what exists and gives the reason for the rest', async () => {
		world.sandbox.seed.feedCards([
			{ bizId: 'b1', userId: 'ou_a' },
			{ bizId: 'b2', userId: 'ou_a', reason: 'NO_PERMISSION' },
		]);
		const card = { biz_id: 'b1', user_id: 'ou_a' };
		const answer = await remove([card, { biz_id: 'b2', user_id: 'ou_a' }, { biz_id: 'b3', user_id: 'ou_a' }, card]);
		expect(answer.data).toEqual({
			code: 0,
			msg: 'success',
			data: {
				failed_cards: [
					{ biz_id: 'b2', user_id: 'ou_a', reason: 'NO_PERMISSION' },
					{ biz_id: 'b3', user_id: 'ou_a', reason: 'NOT_CREATED' },
					{ biz_id: 'b1', user_id: 'ou_a', reason: 'DUPLICATED' },
				],
			},
		});
		expect([...world.sandbox.state.feedCards.keys()]).toEqual([feedCardKey('b2', 'ou_a')]);
	});

	it.each([
		['digits', '2'],
		['numbers', 2],
		['names', 'NOT_CREATED'],
	] as const)('writes reasons as %s', async (feedCardReasons, reason) => {
		world.sandbox.setOptions({ answers: { feedCardReasons } });
		expect(dataOf(await remove([{ biz_id: 'b', user_id: 'ou_a' }]))).toMatchObject({ failed_cards: [{ reason }] });
	});

	it.each([
		['no list', undefined],
		['an empty list', []],
		['a user ID of another kind', [{ biz_id: 'b', user_id: 'on_a' }]],
	])('refuses %s', async (_name, cards) => {
		expect(gist(await remove(cards))).toEqual([400, 230001]);
	});

	it('refuses a request without body, and user_id to store apps', async () => {
		expect(gist(await callDeletion(world.sandbox, 'appFeedCard'))).toEqual([400, 230001]);
		world.sandbox.seed.app({ appId: 'cli_store', secret: 'another-secret', kind: 'store' });
		const token = world.sandbox.seed.tenantToken({ appId: 'cli_store' });
		const body = { feed_cards: [{ biz_id: 'b', user_id: 'u1' }] };
		expect(gist(await callDeletion(world.sandbox, 'appFeedCard', { token, body, query: { user_id_type: 'user_id' } }))).toEqual([
			400, 230001,
		]);
	});
});
