import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { dryRun, tools } from '../deletions/live.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { tenantCredential } from '../laboratory/sandbox.mjs';
import { McpClient } from './mcpClient.mjs';

const attendance = tools.find(({ endpoint }) => endpoint === 'attendanceRecord');
const credential = 'agents';

/** How a tool is called: as its node on the canvas. */
const nameOf = ({ title }) => title.replaceAll(' ', '_');

for (const line of lines) {
	describe(`agents over MCP in ${line.name}`, () => {
		const laboratory = new Laboratory(line);
		const clients = {};

		before(async () => {
			await laboratory.open();
			const { sandbox } = laboratory;
			const workflows = [toolbox('tools'), toolbox('retryingTools', { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 })];
			await laboratory.import([{ id: credential, name: credential, ...tenantCredential(sandbox.url) }], workflows);
			const editor = await laboratory.serve();
			for (const { id } of workflows) {
				await editor.activate(id, async () => {
					clients[id] = await McpClient.connect(`${laboratory.address}/mcp/${id}`);
					return true;
				});
			}
		});
		after(async () => {
			await Promise.all(Object.values(clients).map((client) => client.close()));
			await laboratory.close();
		});

		const call = (tool, ids, more = {}, from = 'tools') =>
			clients[from].call(nameOf(tool), { ...tool.arguments(ids), dry_run: false, ...more });
		const idsOf = (tool, count, first = 0) => Array.from({ length: count }, (_, index) => tool.id(first + index));
		/** The calls that Feishu has accepted. */
		const accepted = async ({ endpoint }) => (await laboratory.sandbox.calls(endpoint)).filter(({ code }) => code === 0);
		const sentIds = async () => (await accepted(attendance)).flatMap(({ body }) => body.record_ids).sort();
		const leftOf = async (tool) => tool.left(await laboratory.sandbox.state());

		test('each node is a tool that says what it destroys, that it is permanent, and what to fill in', async () => {
			const listed = await clients.tools.list();

			assert.deepEqual(listed.map(({ name }) => name).sort(), tools.map(nameOf).sort());
			for (const tool of tools) {
				const { description, inputSchema } = listed.find(({ name }) => name === nameOf(tool));
				assert.ok(description.includes(tool.destroys), description);
				assert.match(description, /permanent.*cannot be undone/is);
				const keys = [...Object.keys(tool.arguments([tool.id(0)])), 'dry_run'];
				assert.deepEqual(Object.keys(inputSchema.properties), keys);
				assert.deepEqual(inputSchema.required, keys);
				const told = JSON.stringify({ ...tool.parameters, dryRun });
				for (const [key, { description: words }] of Object.entries(inputSchema.properties))
					assert.ok(told.includes(`$fromAI('${key}', '${words}', `), `${key}: ${words}`);
			}
		});

		for (const tool of tools) {
			test(`${tool.title}: a dry run sends nothing, and a call then deletes`, async () => {
				const ids = [tool.id(0)];
				await laboratory.sandbox.reset(tool.world(ids));
				const rehearsed = await call(tool, ids, { dry_run: true });
				assert.equal(rehearsed.failed, false);
				const [plan] = JSON.parse(rehearsed.text);
				assert.deepEqual([plan.asked, plan.dry_run, plan.deleted, plan.planned_calls, plan.calls], [1, 1, 0, 1 + (tool.looks ?? 0), 0]);
				assert.deepEqual(await laboratory.sandbox.calls(), []);
				assert.equal(await leftOf(tool), 1);

				const { failed, text } = await call(tool, ids);
				assert.equal(failed, false);
				const [report] = JSON.parse(text);
				assert.equal(report.asked, 1);
				assert.equal(report.recall_requested ?? report.deleted, 1);
				assert.deepEqual([report.refused, report.unknown, report.not_sent, report.reasons], [0, 0, 0, []]);
				assert.equal(await leftOf(tool), 0);
				assert.equal((await accepted(tool)).length, 1);
			});
		}

		test('more records than a call may delete: nothing is sent, and the agent is told both numbers', async () => {
			const ids = idsOf(attendance, 21);
			await laboratory.sandbox.reset(attendance.world(ids));
			const { failed, text } = await call(attendance, ids);

			assert.equal(failed, true);
			assert.match(text, /21 attendance records are asked for, but Stop If More Than allows 20\. Do not ask for them in parts\./);
			assert.deepEqual(await laboratory.sandbox.calls(), []);
		});

		test('a record that is not there: the agent is told how many, which, and in whose words', async () => {
			const [missing, ...ids] = idsOf(attendance, 3);
			await laboratory.sandbox.reset(attendance.world(ids));
			const { failed, text } = await call(attendance, [missing, ...ids]);

			assert.equal(failed, true);
			assert.match(text, /2 of 3 attendance records deleted, 1 refused\. 1 refused: record not found\./);
			assert.ok(text.includes(`These are: ${missing}.`), text);
			assert.doesNotMatch(text, /item 0|workflow|<b/i);
			assert.equal(text.split('2 of 3').length, 2, 'it is said once');
			assert.equal(await leftOf(attendance), 0);
		});

		for (const from of ['tools', 'retryingTools']) {
			test(`eight calls side by side${from === 'tools' ? '' : ', each with its tries'}: each is told of its own records alone`, async () => {
				const parts = Array.from({ length: 8 }, (_, part) => idsOf(attendance, 5, 10 * part));
				const missing = parts.map(([first]) => first);
				await laboratory.sandbox.reset(attendance.world(parts.flatMap(([, ...rest]) => rest)));
				await laboratory.sandbox.options({ latencyMs: 300 });
				const told = await Promise.all(parts.map((ids) => call(attendance, ids, {}, from)));
				await laboratory.sandbox.options({ latencyMs: 0 });

				told.forEach(({ failed, text }, part) => {
					assert.equal(failed, true);
					assert.match(text, /4 of 5 attendance records deleted, 1 refused\./);
					assert.deepEqual(
						missing.filter((id) => text.includes(id)),
						[missing[part]],
					);
				});
				const calls = await accepted(attendance);
				assert.ok(
					calls.some(({ answeredAt }, index) => calls[index + 1]?.at < answeredAt),
					'they were under way at the same time',
				);
				assert.deepEqual(await sentIds(), parts.flat().sort(), 'each record is sent once');
				assert.equal(await leftOf(attendance), 0);
			});
		}

		test('Retry On Fail: the next try sends what is open, and the agent is told of all', async () => {
			const ids = idsOf(attendance, 20);
			await laboratory.sandbox.reset(attendance.world(ids));
			await laboratory.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'resetBefore', on: [2, 3, 4, 5] });
			const { failed, text } = await call(attendance, ids, {}, 'retryingTools');

			assert.equal(failed, false, text);
			const [{ asked, deleted, reasons }] = JSON.parse(text);
			assert.deepEqual([asked, deleted, reasons], [20, 20, []]);
			assert.deepEqual(await sentIds(), ids);
		});
	});
}

/** A workflow whose tools are all of our nodes. */
function toolbox(id, settings = {}) {
	const nodes = tools.map(({ node, title, parameters }, index) => ({
		id: `${id}-${node}`,
		name: title,
		type: `n8n-nodes-feishu-cleanup.${node}Tool`,
		typeVersion: 1,
		position: [220 * index, 220],
		parameters: { authentication: 'feishuTenantApi', operation: 'delete', ...parameters, dryRun },
		credentials: { feishuTenantApi: { id: credential, name: credential } },
		...settings,
	}));
	const trigger = {
		id: `${id}-trigger`,
		name: 'MCP',
		type: '@n8n/n8n-nodes-langchain.mcpTrigger',
		typeVersion: 2,
		position: [0, 0],
		webhookId: `${id}-webhook`,
		parameters: { authentication: 'none', path: id },
	};
	return {
		id,
		name: id,
		active: false,
		settings: { executionOrder: 'v1' },
		nodes: [trigger, ...nodes],
		connections: Object.fromEntries(nodes.map(({ name }) => [name, { ai_tool: [[{ node: 'MCP', type: 'ai_tool', index: 0 }]] }])),
	};
}
