import type { JsonObject } from '../../sandbox/json';
import { callDeletion, dataOf, gist, httpClient } from '../../sandbox/sandboxClient';
import { sandboxed } from '../../support/sandboxed';

const world = sandboxed();

describe('batch messages', () => {
	const recall = (batch_message_id: string, more: { token?: string; body?: unknown } = {}) =>
		callDeletion(world.sandbox, 'batchMessage', { params: { batch_message_id }, ...more });

	it('accepts a recall twice and refuses unknown, old and foreign messages', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1' });
		world.sandbox.seed.batchMessage({ id: 'bm-old', sentAt: world.clock.now() - 86_401_000 });
		world.sandbox.seed.batchMessage({ id: 'bm-foreign', appId: 'cli_other' });
		world.sandbox.seed.batchMessage({ id: 'bm-special', refuses: 230027 });
		expect((await recall('bm-1')).data).toEqual({ code: 0, msg: 'ok', data: {} });
		expect(gist(await recall('bm-1'))).toEqual([200, 0]);
		expect(gist(await recall('bm-none'))).toEqual([400, 230030]);
		expect(gist(await recall('bm-old'))).toEqual([400, 230009]);
		expect(gist(await recall('bm-foreign'))).toEqual([400, 230026]);
		expect(gist(await recall('bm-special'))).toEqual([400, 230027]);
		expect(gist(await recall('bm-1', { body: { id: 'bm-1' } }))).toEqual([400, 230001]);
	});
});

describe('the progress of a recall', () => {
	const progress = async () => {
		const answer = await httpClient(world.sandbox).get<JsonObject>('/open-apis/im/v1/batch_messages/bm-1/get_progress', {
			headers: { Authorization: `Bearer ${world.sandbox.seed.tenantToken()}` },
		});
		return dataOf(answer)['batch_message_recall_progress'];
	};

	it('starts with the recall and ends some time later', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1', recipients: 12 });
		expect(await progress()).toEqual({ recall: false, recall_count: 0 });
		await callDeletion(world.sandbox, 'batchMessage', { params: { batch_message_id: 'bm-1' } });
		expect(await progress()).toEqual({ recall: true, recall_count: 0 });
		world.clock.advance(500);
		expect(await progress()).toEqual({ recall: true, recall_count: 6 });
		world.clock.advance(500);
		expect(await progress()).toEqual({ recall: true, recall_count: 12 });
	});
});
