import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { credentials, workflows } from '../../playground/examples.mjs';
import { hasEnded } from '../laboratory/editor.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { placesOf, removals } from '../laboratory/places.mjs';
import { tenantCredential } from '../laboratory/sandbox.mjs';

const webhook = 'clearFeedCards01';
const schedule = 'leaversOut000001';
const mistaken = 'mistaken00000001';

/** In place of every evening. */
const seconds = 2;

for (const line of lines) {
	describe(`examples that run by themselves in ${line.name}`, () => {
		const laboratory = new Laboratory(line);
		let editor;
		let production;
		let sandbox;

		before(async () => {
			await laboratory.open();
			({ sandbox } = laboratory);
			const examples = workflows(sandbox.url, laboratory.address);
			const example = (id) => examples.find((workflow) => workflow.id === id);
			const wrong = { id: mistaken, name: mistaken, ...tenantCredential(sandbox.url, { appSecret: 'mistaken-secret' }) };
			const frequent = often(example(schedule));
			await laboratory.import([...credentials(sandbox.url), wrong], [example(webhook), frequent, withCredential(frequent, wrong)]);
			editor = await laboratory.serve();
			production = `${laboratory.address}/webhook/case-closed`.replace('localhost', '127.0.0.1');
		});
		beforeEach(() => sandbox.reset());
		after(() => laboratory.close());

		const call = (body) =>
			fetch(production, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
		const deletions = async (answer) => (await answer.json()).map(({ user_id: id, status }) => [id, status]);
		const cards = async () => (await sandbox.state()).feedCards.map(({ bizId }) => bizId);
		// A webhook that listens tells whoever asks with another method which one it takes.
		const listens = async () => /POST/.test(await (await fetch(production)).text());

		/** Whether nothing has been started for longer than a schedule is silent. */
		const isSilent = async (workflow) => {
			const before = await editor.listExecutions(workflow);
			await sleep(2 * seconds * 1_000);
			const now = await editor.listExecutions(workflow);
			return now.length === before.length && now.every(hasEnded);
		};

		/** Lets a schedule start a workflow so many times, and stops it; hands back the executions, the first one first. */
		const tick = async (workflow, times) => {
			await editor.activate(workflow, async () => (await editor.listExecutions(workflow)).filter(hasEnded).length >= times);
			await editor.deactivate(workflow, () => isSilent(workflow));
			return (await editor.listExecutions(workflow)).reverse();
		};

		test('a production call of the webhook deletes the cards and gets what became of them', async () => {
			await editor.activate(webhook, listens);
			assert.deepEqual(await deletions(await call({ biz_id: 'sandbox-card-1', user_ids: ['ou_lin', 'ou_zhou'] })), [
				['ou_lin', 'deleted'],
				['ou_zhou', 'deleted'],
			]);
			assert.deepEqual(await cards(), ['sandbox-card-2']);
			const executions = await editor.listExecutions(webhook);
			assert.deepEqual(
				executions.map(({ mode, status }) => [mode, status]),
				[['webhook', 'success']],
			);
		});

		test('a call that comes while another one runs is answered as well', async () => {
			await sandbox.options({ latencyMs: 2_000 });
			const answers = await Promise.all(['ou_lin', 'ou_zhou'].map((person) => call({ biz_id: 'sandbox-card-1', user_ids: [person] })));
			assert.deepEqual(await Promise.all(answers.map(deletions)), [[['ou_lin', 'deleted']], [['ou_zhou', 'deleted']]]);
			const [second, first] = await editor.listExecutions(webhook);
			assert.deepEqual([first.mode, first.status, second.mode, second.status], ['webhook', 'success', 'webhook', 'success']);
			assert.ok(second.startedAt < first.stoppedAt, 'they overlap');
			assert.deepEqual(await cards(), ['sandbox-card-2']);
		});

		test('a webhook that is switched off takes no call', async () => {
			await editor.deactivate(webhook, async () => !(await listens()));
			const answer = await call({ biz_id: 'sandbox-card-1', user_ids: ['ou_lin'] });
			assert.equal(answer.status, 404);
			assert.deepEqual(await sandbox.calls(), []);
		});

		test('the schedule starts the workflow again and again until it is switched off, and its first run deletes', async () => {
			const executions = await tick(schedule, 2);
			for (const { mode, status } of executions.slice(0, 2)) assert.deepEqual([mode, status], ['trigger', 'success']);
			const { data } = await editor.openExecution(executions[0].id);
			const statuses = (node) => data.resultData.runData[node][0].data.main[0].map(({ json }) => json.status);
			assert.deepEqual(statuses('Remove from user groups'), ['deleted', 'deleted']);
			const { chats, userGroups } = placesOf(await sandbox.state(), 'ou_zhou');
			assert.deepEqual([chats, userGroups], [['Spring launch'], []]);
		});

		test('a scheduled run with a wrong App Secret ends with what to do, and deletes nothing', async () => {
			const [{ id, mode, status }] = await tick(mistaken, 1);
			assert.deepEqual([mode, status], ['trigger', 'error']);
			const { message, description } = (await editor.openExecution(id)).data.resultData.error;
			assert.match(message, /Feishu gave no tenant token/);
			assert.match(description, /copy App ID and App Secret from Credentials &amp; Basic Info into the credential/);
			assert.deepEqual(
				(await sandbox.calls()).filter(({ endpoint }) => removals.includes(endpoint)),
				[],
			);
		});
	});
}

/** The same workflow, started every few seconds. */
function often(workflow) {
	const rule = { interval: [{ field: 'seconds', secondsInterval: seconds }] };
	const nodes = workflow.nodes.map((node) => (node.type.endsWith('.scheduleTrigger') ? { ...node, parameters: { rule } } : node));
	return { ...workflow, nodes };
}

/** A copy with another credential, whose nodes stop the workflow, as a node does unless told otherwise. */
function withCredential(workflow, { id, name, type }) {
	const nodes = workflow.nodes.map(({ onError, ...node }) => (onError ? { ...node, credentials: { [type]: { id, name } } } : node));
	return { ...workflow, id: mistaken, name: mistaken, nodes };
}
