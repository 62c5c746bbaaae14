import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { byId } from '../laboratory/workflow.mjs';

const task = '83912691-2e43-47fc-94a4-d512e03984fa';
const lin = { openId: 'ou_lin', unionId: 'on_lin', userId: 'lin', email: 'lin@example.com' };
const zhou = { openId: 'ou_zhou', unionId: 'on_zhou', userId: 'zhou', mobile: '+6581234567' };
const wang = { openId: 'ou_wang', unionId: 'on_wang', userId: 'wang', email: 'wang@example.com' };
const world = {
	people: [lin, zhou, wang],
	tasks: [{ taskId: task, followers: [lin, zhou, wang].map(({ openId }) => openId) }],
};

for (const line of lines) {
	describe(`people are named by their addresses in ${line.name}`, () => {
		const laboratory = Laboratory.shared(line);
		const onError = 'continueRegularOutput';
		const parametersOf = (neverDelete) => ({
			taskId: byId(task),
			followerIds: '={{ $json.who }}',
			options: neverDelete === undefined ? {} : { neverDelete },
		});
		const removal = (who, neverDelete) =>
			laboratory.prepare({
				node: 'feishuTaskFollower',
				onError,
				items: who.map((each) => ({ who: each })),
				parameters: parametersOf(neverDelete),
			});
		const everybody = [lin.email, `${zhou.mobile}, ${wang.openId}`];
		const all = removal(everybody);
		const butLin = removal(everybody, lin.email);
		const nobodys = removal([lin.email, 'typo@example.com']);
		const run = async (workflow) => {
			await laboratory.sandbox.reset(world);
			const { outputs } = await laboratory.run(workflow);
			return outputs[0].map(({ json, pairedItem }) => ({ ...json, item: pairedItem.item }));
		};
		const followers = async () => (await laboratory.sandbox.state()).tasks[0].followers.map(({ openId }) => openId);
		const sent = async () => (await laboratory.sandbox.calls('taskFollower')).map(({ body }) => body);

		before(() => laboratory.open());
		after(() => laboratory.close());

		test('they are looked up in one call, their IDs are sent, and the output says whose they are', async () => {
			const items = await run(all);
			assert.deepEqual(
				items.map(({ status, follower_id, looked_up, item }) => ({ status, follower_id, looked_up, item })),
				[
					{ status: 'deleted', follower_id: 'ou_lin', looked_up: lin.email, item: 0 },
					{ status: 'deleted', follower_id: 'ou_zhou', looked_up: zhou.mobile, item: 1 },
					{ status: 'deleted', follower_id: 'ou_wang', looked_up: undefined, item: 1 },
				],
			);
			const lookUps = await laboratory.sandbox.calls('userLookUp');
			assert.deepEqual(
				lookUps.map(({ body }) => body),
				[{ emails: [lin.email], mobiles: [zhou.mobile], include_resigned: true }],
			);
			assert.deepEqual(await sent(), [{ id_list: ['ou_lin', 'ou_zhou', 'ou_wang'] }]);
			assert.deepEqual(await followers(), []);
		});

		test('whom Never Delete names by an address is kept', async () => {
			const items = await run(butLin);
			assert.deepEqual(
				items.map(({ status }) => status),
				['not_sent', 'deleted', 'deleted'],
			);
			assert.deepEqual(await sent(), [{ id_list: ['ou_zhou', 'ou_wang'] }]);
			assert.deepEqual(await followers(), ['ou_lin']);
		});

		test('an address that is nobody’s is refused, and the others are removed', async () => {
			const items = await run(nobodys);
			assert.deepEqual(
				items.map(({ status }) => status),
				['deleted', 'refused'],
			);
			assert.match(items[1].reason, /typo@example\.com.*finds nobody/);
			assert.deepEqual(await followers(), ['ou_zhou', 'ou_wang']);
		});
	});
}
