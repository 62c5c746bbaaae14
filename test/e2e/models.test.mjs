import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { credentials, workflows } from '../../playground/examples.mjs';
import { tools } from '../deletions/live.mjs';
import { Children } from '../laboratory/children.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { waitUntil } from '../laboratory/waiting.mjs';
import { FakeModel, FakeService } from './fakeService.mjs';

const attendance = tools.find(({ endpoint }) => endpoint === 'attendanceRecord');
const [ours] = credentials('');

/** n8n takes what names itself a program for a bot that follows links, which approves nothing. */
const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36' };

for (const line of lines) {
	describe(`an agent with a model in ${line.name}`, () => {
		const children = new Children();
		const laboratory = new Laboratory(line, children);
		const model = new FakeModel();
		const telegram = new FakeService(() => ({ ok: true, result: { message_id: 1 } }));
		const review = workflows('', '').find(({ id }) => id === 'reviewBeforeRun1');
		let editor;

		const local = (url) => url.replace('localhost', '127.0.0.1');
		const webhook = (id) => `${local(laboratory.address)}/webhook/${id}`;
		const form = () => `${local(laboratory.address)}/form/tidy-task`;

		before(async () => {
			const [modelUrl, telegramUrl] = [await model.open(), await telegram.open()];
			await laboratory.open();
			const agents = [agentWith('stopping', {}), agentWith('continuing', { onError: 'continueRegularOutput' })];
			await laboratory.import(
				[
					...credentials(laboratory.sandbox.url),
					{ id: 'openAiModel00001', name: 'OpenAI', type: 'openAiApi', data: { apiKey: 'fake', url: `${modelUrl}/v1` } },
					{ id: 'telegramReview01', name: 'Telegram', type: 'telegramApi', data: { accessToken: '1:fake', baseUrl: telegramUrl } },
				],
				line.reviewsTools ? [...agents, review] : agents,
			);
			editor = await laboratory.serve();
			for (const { id } of agents)
				await editor.activate(id, async () => {
					const { headers } = await fetch(webhook(id), { method: 'OPTIONS', headers: { origin: laboratory.address } });
					return headers.get('access-control-allow-methods')?.includes('POST');
				});
			if (line.reviewsTools) await editor.activate(review.id, async () => (await fetch(form())).ok);
		});
		after(async () => {
			await laboratory.close();
			model.close();
			telegram.close();
		});

		const idsOf = (count) => Array.from({ length: count }, (_, index) => attendance.id(index));
		const wish = (ids) => ({ name: 'Delete_attendance_records', arguments: attendance.arguments(ids) });
		/** Has an agent do what the model wants. */
		const run = async (agent, ...wanted) => {
			model.wish(...wanted);
			return await fetch(webhook(agent), { method: 'POST' });
		};

		test('the model is told what the tool destroys, and what became of the records', async () => {
			const ids = idsOf(3);
			await laboratory.sandbox.reset(attendance.world(ids));
			assert.deepEqual(await (await run('stopping', wish(ids))).json(), { output: 'Done.' });

			const [{ function: described }] = model.requests[0].tools;
			assert.equal(described.name, 'Delete_attendance_records');
			assert.match(described.description, /^Permanently deletes attendance records .* This cannot be undone\./);
			assert.match(described.parameters.properties.record_ids.description, /^IDs of the attendance records to delete/);
			const [[{ asked, deleted, reasons }]] = model.told.map((text) => JSON.parse(text));
			assert.deepEqual([asked, deleted, reasons], [3, 3, []]);
			assert.equal(attendance.left(await laboratory.sandbox.state()), 0);
		});

		test('calls that the model makes side by side are told each of their own records', async () => {
			const [first, ...rest] = idsOf(5);
			await laboratory.sandbox.reset(attendance.world([first, ...rest]));
			await run('stopping', wish([first]), wish(rest));

			assert.deepEqual(
				model.told.map((text) => JSON.parse(text)).map(([{ asked, deleted }]) => [asked, deleted]),
				[
					[1, 1],
					[4, 4],
				],
			);
		});

		test('On Error: Continue, and more are asked for than a call may delete: nothing is sent, and the model is told both numbers', async () => {
			const ids = idsOf(21);
			await laboratory.sandbox.reset(attendance.world(ids));
			assert.deepEqual(await (await run('continuing', wish(ids))).json(), { output: 'Done.' });

			assert.deepEqual(await laboratory.sandbox.calls(), []);
			const [[{ asked, deleted, not_sent: notSent, reasons }]] = model.told.map((text) => JSON.parse(text));
			assert.deepEqual([asked, deleted, notSent, reasons.length], [21, 0, 21, 1]);
			assert.equal(reasons[0].reason, '21 attendance records are asked for, but Stop If More Than allows 20');
			assert.match(reasons[0].what_to_do, /^Do not ask for them in parts\./);
		});

		test(`On Error unset: the words of the tool ${line.agentOutlivesTool ? 'reach the model' : 'end the execution, and never reach the model'}`, async () => {
			const ids = idsOf(21);
			await laboratory.sandbox.reset(attendance.world(ids));
			const answer = await run('stopping', wish(ids));

			assert.deepEqual(await laboratory.sandbox.calls(), []);
			assert.equal(answer.ok, line.agentOutlivesTool);
			assert.equal(
				model.told.some((text) => text.includes('Stop If More Than allows 20')),
				line.agentOutlivesTool,
			);
		});

		describe('with human review', { skip: !line.reviewsTools && 'n8n 1.x has no human review of tool calls' }, () => {
			const followers = async () => (await laboratory.sandbox.state()).tasks[0].followers.map(({ openId }) => openId);
			const latest = async () => (await editor.listExecutions(review.id))[0];

			/** Asks in the form, and waits for the question in Telegram. */
			const ask = async () => {
				await laboratory.sandbox.reset();
				telegram.requests = [];
				model.wish({
					name: 'Remove_task_followers',
					arguments: { toolParameters: { follower_ids: 'ou_zhou' }, hitlParameters: {} },
				});
				const body = new FormData();
				body.append('field-0', 'Take ou_zhou off the task');
				await fetch(form(), { method: 'POST', body });
				await waitUntil('the question', children, async () => telegram.requests.length > 0);
				await waitUntil('the execution to wait', children, async () => (await latest()).status === 'waiting');
				const [{ text, reply_markup: markup }] = telegram.requests;
				return { text, links: markup.inline_keyboard.flat().map(({ url }) => local(url)) };
			};
			const press = async (link) => {
				await fetch(link, { headers: browser });
				await waitUntil('the execution to end', children, async () => (await latest()).status === 'success');
			};

			test('the person is asked with the IDs, and nothing is sent before the answer', async () => {
				const { text, links } = await ask();

				assert.match(text, /remove these followers .*, permanently: ou_zhou/);
				assert.equal(links.length, 2);
				assert.deepEqual(await laboratory.sandbox.calls(), []);
				assert.deepEqual(model.told, []);
			});

			test('approved: it is done, and the model is told', async () => {
				const { links } = await ask();
				await press(links.find((link) => link.includes('approved=true')));

				assert.deepEqual(await followers(), ['ou_lin', 'ou_wang']);
				assert.match(model.told.join(), /"deleted":1/);
			});

			test('declined: nothing is sent, and the model is told to stop', async () => {
				const { links } = await ask();
				await press(links.find((link) => link.includes('approved=false')));

				assert.deepEqual(await laboratory.sandbox.calls(), []);
				assert.deepEqual(await followers(), ['ou_lin', 'ou_zhou', 'ou_wang']);
				assert.match(model.told.join(), /rejected/i);
			});
		});
	});
}

/** A webhook that an agent answers, with one of our tools. */
function agentWith(id, settings) {
	const link = (node, type) => ({ [type]: [[{ node, type, index: 0 }]] });
	const node = (name, type, typeVersion, parameters, more) => ({
		id: `${id}-${name}`,
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
		...more,
	});
	return {
		id,
		name: id,
		active: false,
		settings: { executionOrder: 'v1' },
		nodes: [
			node(
				'Webhook',
				'n8n-nodes-base.webhook',
				2,
				{ httpMethod: 'POST', path: id, responseMode: 'lastNode', options: {} },
				{ webhookId: `${id}-webhook` },
			),
			node('Agent', '@n8n/n8n-nodes-langchain.agent', 3, { promptType: 'define', text: 'Do it.', options: {} }),
			node(
				'Model',
				'@n8n/n8n-nodes-langchain.lmChatOpenAi',
				1.2,
				{ model: { __rl: true, mode: 'id', value: 'fake' }, options: {} },
				{ credentials: { openAiApi: { id: 'openAiModel00001', name: 'OpenAI' } } },
			),
			node(
				'Delete attendance records',
				'n8n-nodes-feishu-cleanup.feishuAttendanceRecordTool',
				1,
				{ authentication: 'feishuTenantApi', operation: 'delete', ...attendance.parameters, options: {} },
				{ credentials: { feishuTenantApi: { id: ours.id, name: ours.name } }, ...settings },
			),
		],
		connections: {
			Webhook: link('Agent', 'main'),
			Model: link('Agent', 'ai_languageModel'),
			'Delete attendance records': link('Agent', 'ai_tool'),
		},
	};
}
