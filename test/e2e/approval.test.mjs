import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { credentials, workflows } from '../../playground/examples.mjs';
import { Children } from '../laboratory/children.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { waitUntil } from '../laboratory/waiting.mjs';

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
			form = `${address.replace('localhost', '127.0.0.1')}/form/remove-followers`;
			await editor.activate(id, async () => (await fetch(form)).ok);
		});
		after(() => laboratory.close());

		/** Fills the form in, and opens the page that comes next. */
		const ask = async (followers) => {
			await laboratory.sandbox.reset();
			const { formWaitingUrl } = await (await send(form, { 'field-0': task, 'field-1': followers })).json();
			const page = formWaitingUrl.replace('localhost', '127.0.0.1');
			return { page, shown: await open(page) };
		};
		/** What the browser does: it asks whether there is a page yet, and gets it. */
		const open = async (page) => {
			const status = new URL(page);
			status.pathname += '/n8n-execution-status';
			await waitUntil('the page', children, async () => (await (await fetch(status)).text()).trim() === 'form-waiting');
			return await (await fetch(page)).text();
		};
		const answer = async (page, decision) => {
			await send(page, { 'field-0': decision });
			return await open(page);
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
			assert.match(await answer(page, 'Approve'), /2 of 2 removed/);
			assert.deepEqual(await followers(), ['ou_lin']);
		});

		test('approved, and one is no follower any more: the page says why', async () => {
			const { page } = await ask('ou_zhou, ou_gone');
			const shown = await answer(page, 'Approve');
			assert.match(shown, /1 of 2 removed/);
			assert.match(shown, /1: Feishu does not list this person among the followers it removed/);
			assert.deepEqual(await followers(), ['ou_lin', 'ou_wang']);
		});

		test('the page takes no answer without its signature', { skip: !line.signsForms && 'n8n 1.x does not sign it' }, async () => {
			const { page } = await ask('ou_zhou');
			const [unsigned] = page.split('?');

			assert.equal((await fetch(unsigned)).status, 401);
			assert.equal((await send(unsigned, { 'field-0': 'Approve' })).ok, false);
			assert.match(await answer(page, 'Reject'), /Nothing was removed/);
			assert.deepEqual(await calls(), []);
		});

		for (const decision of ['Reject', 'approve', '']) {
			test(`answered with “${decision}”: nothing is sent`, async () => {
				const { page } = await ask('ou_zhou, ou_wang');
				assert.match(await answer(page, decision), /Nothing was removed/);
				assert.deepEqual(await calls(), []);
				assert.deepEqual(await followers(), ['ou_lin', 'ou_zhou', 'ou_wang']);
			});
		}
	});
}

function send(url, fields) {
	const body = new FormData();
	for (const [name, value] of Object.entries(fields)) body.append(name, value);
	return fetch(url, { method: 'POST', body });
}
