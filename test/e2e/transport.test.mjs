import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { credentialId, httpWorkflow } from '../../bench/workflows.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { tenantCredential } from '../laboratory/sandbox.mjs';

const token = 't-e2e0000000000000000000000000000000000';
const continues = { onError: 'continueRegularOutput' };
const given = { authentication: 'feishuAccessTokenApi' };
const unchecked = { requestOptions: { allowUnauthorizedCerts: true } };

for (const line of lines) {
	describe(`what is sent in ${line.name}`, () => {
		const laboratory = Laboratory.shared(line);
		const credential = (part) => async (sandbox) => ({
			type: 'feishuAccessTokenApi',
			data: { region: 'custom', baseUrl: part === 'tls' ? await laboratory.sandbox.tlsUrl() : sandbox, accessToken: token },
		});
		const message = { messageType: 'text', text: 'Hello', recipients: { openIds: 'ou_lin' }, operation: 'create' };
		const sending = (parameters) => ({ node: 'feishuBatchMessage', parameters: { ...message, ...parameters }, items: [{}], ...given });
		const card = { cards: [{ bizId: 'card', userIds: 'ou_lin' }] };
		const deleting = (parameters) => ({
			node: 'feishuAppFeedCard',
			parameters: { feedCards: card, ...parameters },
			items: [{ op: 'delete' }],
			...given,
			...continues,
		});
		const prepare = (parts, part) => laboratory.prepare({ ...parts, ...continues }, credential(part));
		const brokenMessage = prepare(sending(unchecked), 'tls');
		const brokenDeletion = prepare(deleting(unchecked), 'tls');
		const untrusted = prepare(deleting({}), 'tls');
		const page = prepare(deleting({}));
		const pageForMessage = prepare(sending({}));
		const unknown = ['remove', '={{ $json.op }}'].map((operation) => prepare(deleting({ operation })));

		before(() => laboratory.open());
		after(() => laboratory.close());

		/** What one workflow yields, and the calls that reached Feishu meanwhile. */
		async function run(workflow, fault) {
			const { sandbox } = laboratory;
			await sandbox.reset({ tenantTokens: [{ token }] });
			if (fault) await sandbox.fault(fault);
			const { error, outputs } = await laboratory.run(workflow);
			assert.equal(error, undefined);
			const [{ json }] = outputs[0];
			return { json, calls: (await sandbox.calls()).map(({ endpoint }) => endpoint) };
		}

		test('a mass message goes out once where TLS breaks after the work', async () => {
			const { json, calls } = await run(brokenMessage, { endpoint: 'batchMessageSend', kind: 'tlsAfter', on: 'every' });
			assert.equal(json.status, 'unknown');
			assert.match(json.what_to_do, /running the workflow again could do it twice/);
			assert.deepEqual(calls, ['batchMessageSend']);
		});

		test('a deletion is unknown, and never said to be not sent, where TLS breaks after the work', async () => {
			const { json, calls } = await run(brokenDeletion, { endpoint: 'appFeedCard', kind: 'tlsAfter', on: 'every' });
			assert.equal(json.status, 'unknown');
			assert.deepEqual(new Set(calls), new Set(['appFeedCard']));
		});

		test('a certificate that is not trusted is named, and nothing has left', async () => {
			const { json, calls } = await run(untrusted);
			assert.equal(json.status, 'not_sent');
			assert.match(json.reason, /certificate .* was not accepted/);
			assert.deepEqual(calls, []);
		});

		test('a web page in place of an answer is asked once', async () => {
			for (const [workflow, endpoint] of [
				[page, 'appFeedCard'],
				[pageForMessage, 'batchMessageSend'],
			]) {
				const { json, calls } = await run(workflow, { endpoint, kind: 'http200html', on: 'every' });
				assert.equal(json.status, 'unknown');
				assert.match(json.reason, /^http:\/\/127\.0\.0\.1:\d+ answered HTTP 200 with a web page, which is not how Feishu answers$/);
				assert.deepEqual(calls, [endpoint]);
			}
		});

		test("n8n's own HTTP Request node sends with our credential to its host, and to no other", async () => {
			const { url } = laboratory.sandbox;
			const request = { method: 'DELETE', path: '/im/v1/batch_messages/bm-none' };
			const workflowTo = (id, host) => httpWorkflow(id, { node: 'feishuBatchMessage', request }, [{}], host);
			await laboratory.import(
				[{ id: credentialId, name: credentialId, ...tenantCredential(url) }],
				[workflowTo('own', url), workflowTo('other', url.replace('127.0.0.1', 'localhost'))],
			);
			const own = await run('own');
			assert.match(JSON.stringify(own.json), /The message id is invalid/);
			assert.equal(own.calls.at(-1), 'batchMessage');
			const other = await run('other');
			assert.match(JSON.stringify(other.json), /this request goes to another address, so it was not sent/);
			assert.ok(!other.calls.includes('batchMessage'));
		});

		test('an operation that the node does not know is refused, and no token leaves', async () => {
			for (const workflow of unknown) {
				const { json, calls } = await run(workflow);
				assert.match(json.error, /^This node has no operation “.*”, and nothing was sent\./);
				assert.deepEqual(calls, []);
			}
		});
	});
}
