import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { browserMissing, openBrowser, openSignedIn } from '../laboratory/browser.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { Canvas } from '../laboratory/screen/canvas.mjs';
import { composeWorkflow, tested } from '../laboratory/workflow.mjs';
import { tenantCredential } from '../laboratory/sandbox.mjs';

const task = '83912691-2e43-47fc-94a4-d512e03984fa';
const link = `https://applink.feishu.cn/client/todo/detail?guid=${task}`;

/** Before the first run, the editor has no data to resolve an expression with. */
const expressions = {
	'the link of the item': '={{ $json.link }}',
	'the link of a node': "={{ $('Items').item.json.link }}",
	'a link that is made of an ID': '=https://applink.feishu.cn/client/todo/detail?guid={{ $json.id }}',
};

const skip = browserMissing();

for (const line of lines) {
	describe(`a task By Link in the editor of ${line.name}`, { skip }, () => {
		const laboratory = new Laboratory(line);
		let browser;
		let page;

		before(async () => {
			browser = await openBrowser();
			await laboratory.open();
			const workflows = Object.values(expressions).map((value, index) =>
				composeWorkflow({
					id: `link${index}`,
					node: 'feishuTaskFollower',
					parameters: { taskId: { __rl: true, mode: 'url', value }, followerIds: 'ou_lin' },
					items: [{ link, id: task }],
					credential: 'link',
				}),
			);
			await laboratory.import([{ id: 'link', name: 'link', ...tenantCredential(laboratory.sandbox.url) }], workflows);
			await laboratory.serve();
			page = await openSignedIn(browser, laboratory.address, { viewport: { width: 1500, height: 1000 } });
		});
		after(async () => {
			await browser?.close();
			await laboratory.close();
		});

		for (const [index, what] of Object.keys(expressions).entries()) {
			test(`${what}, executed before anything has run`, async () => {
				await laboratory.sandbox.reset({ tasks: [{ taskId: task, followers: ['ou_lin', 'ou_zhou'] }] });
				const canvas = new Canvas(page, laboratory.address);
				await canvas.open(`link${index}`);
				assert.equal(await canvas.issues.count(), 0);
				await canvas.execute(tested);
				const { tasks } = await laboratory.sandbox.state();
				assert.deepEqual(
					tasks[0].followers.map(({ openId }) => openId),
					['ou_zhou'],
				);
			});
		}
	});
}
