import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { deeds } from '../deletions/live.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { tenantCredential } from '../laboratory/sandbox.mjs';

const credential = 'heldBack';
const unusable = 'unusable';
const onErrors = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];
const batchings = [undefined, { batch: { batchSize: 1, batchInterval: 10 } }];

/** The ID of a record's own: its last key, as the output shows them. */
function ownId(record) {
	return Object.keys(record)
		.filter((key) => !['status', 'code', 'reason'].includes(key))
		.map((key) => record[key])
		.at(-1);
}

/** What keeps each deletion from sending anything, with the status that it leads to. */
const variants = deeds.flatMap((deed) => [
	...onErrors.flatMap((onError) => batchings.map((batching) => ({ deed, onError, batching, fields: { dryRun: true }, status: 'dry_run' }))),
	...onErrors.slice(1).map((onError) => ({ deed, onError, options: { stopIfMoreThan: 0 }, status: 'not_sent' })),
	...onErrors.map((onError) => ({
		deed,
		onError,
		options: { neverDelete: deed.records.map(ownId).join(', ') },
		status: 'not_sent',
		isWanted: true,
	})),
]);

/** Beside a dry run, the same again for real, with a credential that leads nowhere. */
const mixed = deeds.map((deed) => ({ deed, onError: 'continueRegularOutput', isMixed: true, fields: { dryRun: '={{ $json.dry }}' } }));

const titleOf = ({ deed, onError, batching, options, fields, isMixed }) =>
	[deed.node, Object.keys(options ?? fields)[0], onError, batching ? 'in batches' : '', isMixed ? 'beside what is sent' : '']
		.join(' ')
		.trim();

for (const line of lines) {
	describe(`what is held back in ${line.name}`, () => {
		const laboratory = Laboratory.shared(line);
		let runData;

		before(async () => {
			await laboratory.open();
			const { url } = laboratory.sandbox;
			// As an expression that comes out blank: n8n stores no field that is required and blank.
			const nowhere = tenantCredential(url, { baseUrl: "={{ '' }}" });
			await laboratory.import(
				[
					{ id: credential, name: credential, ...tenantCredential(url) },
					{ id: unusable, name: unusable, ...nowhere },
				],
				[workflow()],
			);
			await laboratory.sandbox.reset();
			({ runData } = (await laboratory.execute(credential)).data.resultData);
		});
		after(() => laboratory.close());

		for (const variant of variants) {
			test(titleOf(variant), () => {
				const [run] = runData[titleOf(variant)];
				const { deed, onError, status, isWanted = status === 'dry_run' } = variant;
				const [regular = [], rejected = []] = run.data.main;
				const [shown, other] = onError === 'continueErrorOutput' && !isWanted ? [rejected, regular] : [regular, rejected];

				assert.equal(run.error, undefined);
				assert.deepEqual(other ?? [], []);
				assert.deepEqual(
					shown.map(({ json }) => (json.error ?? json).status),
					deed.records.map(() => status),
				);
			});
		}

		for (const variant of mixed) {
			test(titleOf(variant), () => {
				const [run] = runData[titleOf(variant)];
				const { records } = variant.deed;
				assert.equal(run.error, undefined);
				assert.deepEqual(
					run.data.main[0].map(({ json }) => json.status),
					[...records.map(() => 'dry_run'), ...records.map(() => 'not_sent')],
				);
			});
		}

		test('Feishu was asked for nothing but whose address Never Delete names', async () => {
			const calls = await laboratory.sandbox.calls();
			assert.deepEqual(
				calls.filter(({ endpoint }) => !['tenantToken', 'userLookUp'].includes(endpoint)),
				[],
			);
			const lookedUp = calls.filter(({ endpoint }) => endpoint === 'userLookUp');
			for (const { body } of lookedUp) assert.deepEqual(body, { emails: ['a@example.com'], include_resigned: true });
		});
	});
}

/** All variants side by side: n8n takes seconds for each execution. */
function workflow() {
	const start = node('Start', 'n8n-nodes-base.manualTrigger', 1, {});
	const groups = deeds.flatMap((deed) => {
		const data = node(`${deed.node} data`, 'n8n-nodes-base.set', 3.4, {
			mode: 'raw',
			jsonOutput: JSON.stringify({ items: deed.items }),
			options: {},
		});
		const items = node(`${deed.node} items`, 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'items', options: {} });
		const own = variants.filter((variant) => variant.deed === deed).map(nodeOf);
		const twice = node(`${deed.node} twice`, 'n8n-nodes-base.set', 3.4, {
			mode: 'raw',
			jsonOutput: JSON.stringify({ items: [true, false].flatMap((dry) => deed.items.map((item) => ({ ...item, dry }))) }),
			options: {},
		});
		const both = node(`${deed.node} both`, 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'items', options: {} });
		const beside = mixed.filter((variant) => variant.deed === deed).map(nodeOf);
		return [
			{ data, items, own },
			{ data: twice, items: both, own: beside },
		];
	});
	const to = (nodes) => ({ main: [nodes.map(({ name }) => ({ node: name, type: 'main', index: 0 }))] });
	const connections = Object.fromEntries([
		[start.name, to(groups.map(({ data }) => data))],
		...groups.flatMap(({ data, items, own }) => [
			[data.name, to([items])],
			[items.name, to(own)],
		]),
	]);
	const nodes = [start, ...groups.flatMap(({ data, items, own }) => [data, items, ...own])];
	return { id: credential, name: credential, active: false, settings: { executionOrder: 'v1' }, nodes, connections };
}

function nodeOf(variant) {
	const { deed, onError, batching, options, fields, isMixed } = variant;
	const id = isMixed ? unusable : credential;
	return {
		...node(titleOf(variant), `n8n-nodes-feishu-cleanup.${deed.node}`, 1, {
			authentication: 'feishuTenantApi',
			operation: 'delete',
			...deed.parameters,
			...fields,
			options: { ...deed.parameters.options, ...options },
			...(batching && { requestOptions: { batching } }),
		}),
		credentials: { feishuTenantApi: { id, name: id } },
		onError,
	};
}

function node(name, type, typeVersion, parameters) {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}
