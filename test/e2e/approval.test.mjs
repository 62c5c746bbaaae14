import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { credentials, workflows } from '../../playground/examples.mjs';
import { Children } from '../laboratory/children.mjs';
import { Form } from '../laboratory/form.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';

const id = 'askBeforeRemove1';
const task = '83912691-2e43-47fc-94a4-d512e03984fa';

for (const line of lines) {
	describe(`approval in n8n's own form in ${line.name}`, () => {
		const children = new Children();
		const laboratory = new Laboratory(line, children);
		let form;

		before(async () => {
			await laboratory.open();
			const { sandbox, address } = laboratory;
			const example = workflows(sandbox.url, address).filter((workflow) => workflow.id === id);
			await laboratory.import(credentials(sandbox.url), example);
			const editor = await laboratory.serve();
			form = new Form(`${address}/form/remove-followers`, children);
			await editor.activate(id, () => form.isThere());
		});
		after(() => laboratory.close());

		/** Fills the form in, and opens the page that comes next. */
		const ask = async (followers) => {
			await laboratory.sandbox.reset();
			return await form.fill(task, followers);
		};
		const followers = async () => (await laboratory.sandbox.state()).tasks[0].followers.map(({ openId }) => openId);
		const calls = async () => await laboratory.sandbox.calls();

		test('shows who would be removed, and has sent nothing by then', async () => {
			const { page, shown } = await ask('ou_zhou, ou_wang');
			assert.equal(page.includes('signature='), line.signsForms);
			assert.match(shown, /2 will be removed from the task 83912691-2e43-47fc-94a4-d512e03984fa\. This cannot be undone\./);
			for (const follower of ['ou_zhou', 'ou_wang']) assert.ok(shown.includes(follower));
			assert.deepEqual(await calls(), []);
		});

		test('approved: they are removed, and the next page says so', async () => {
			const { page } = await ask('ou_zhou, ou_wang');
			assert.match(await form.answer(page, 'Approve'), /2 of 2 removed/);
			assert.deepEqual(await followers(), ['ou_lin']);
		});

		test('approved, and one is no follower any more: the page says why', async () => {
			const { page } = await ask('ou_zhou, ou_gone');
			const shown = await form.answer(page, 'Approve');
			assert.match(shown, /1 of 2 removed/);
			assert.match(shown, /1: Feishu does not list this person among the followers it removed/);
			assert.deepEqual(await followers(), ['ou_lin', 'ou_wang']);
		});

		test('the page takes no answer without its signature', { skip: !line.signsForms && 'n8n 1.x does not sign it' }, async () => {
			const { page } = await ask('ou_zhou');
			const [unsigned] = page.split('?');

			assert.equal((await fetch(unsigned)).status, 401);
			assert.equal((await form.send(unsigned, 'Approve')).ok, false);
			assert.match(await form.answer(page, 'Reject'), /Nothing was removed/);
			assert.deepEqual(await calls(), []);
		});

		for (const decision of ['Reject', 'approve', '']) {
			test(`answered with “${decision}”: nothing is sent`, async () => {
				const { page } = await ask('ou_zhou, ou_wang');
				assert.match(await form.answer(page, decision), /Nothing was removed/);
				assert.deepEqual(await calls(), []);
				assert.deepEqual(await followers(), ['ou_lin', 'ou_zhou', 'ou_wang']);
			});
		}
	});
}
