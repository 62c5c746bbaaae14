import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { tenantCredential } from '../laboratory/sandbox.mjs';

const id = 'errorBranch';

/** A node, or several, between the items and the deletion: they hand on the first three of them. */
const ways = {
	nothing: { nodes: [] },
	'Edit Fields': { nodes: [['set', 3.4, { includeOtherFields: true, assignments: { assignments: [] }, options: {} }]] },
	'the second output of Switch': { nodes: [['switch', 3.2, { rules: { values: [whereId('none'), whereId('id')] }, options: {} }, 1]] },
	'the false output of If': { nodes: [['if', 2.2, { ...whereId('none'), options: {} }, 1]] },
	'the loop output of Loop Over Items': { nodes: [['splitInBatches', 3, { batchSize: 3, options: {} }, 1]] },
	Merge: { nodes: [['merge', 3, { mode: 'append' }]] },
	'the error output of another deletion': { nodes: [['own', 1, { options: { stopIfMoreThan: 0 } }, 1]] },
};

const settings = ['continueRegularOutput', 'continueErrorOutput'];
const variants = Object.entries(ways).flatMap(([way, { nodes }], index) =>
	settings.map((onError, setting) => {
		const ids = [0, 1, 2].map((place) => `67093593136993${569000 + index * 100 + setting * 10 + place}`);
		return { title: `${way}, ${onError}`, ids, onError, nodes };
	}),
);

for (const line of lines) {
	describe(`the outputs of a deletion in ${line.name}, behind`, () => {
		const laboratory = new Laboratory(line);
		let runData;
		let subWorkflow;

		before(async () => {
			await laboratory.open();
			const { sandbox } = laboratory;
			const workflow = asWorkflow(variants.flatMap(partsOf));
			const [sub, parent] = [subWorkflowOf(), parentOf(subWorkflowOf())];
			await laboratory.import([{ id, name: id, ...tenantCredential(sandbox.url) }], [{ ...workflow, id, name: id }, parent]);
			const there = [...variants.flatMap(({ ids }) => ids), ...sub.ids];
			const archived = [...variants, sub].map(({ ids }) => ids[1]);
			const world = { attendanceRecords: [{ ids: there }, { ids: archived, about: { failsWith: 'the day is archived' } }] };
			await sandbox.reset(world);
			({ runData } = (await laboratory.execute(id)).data.resultData);
			// n8n 2.x runs an inline sub-workflow with the credentials of the person who started it.
			const run = line.inlineNeedsOwner ? await (await laboratory.serve()).run(parent) : await laboratory.execute(parent.id);
			subWorkflow = run.data.resultData.runData.Sub;
		});
		after(() => laboratory.close());

		for (const { title, ids, onError } of variants) {
			test(title, () => {
				const [deletion] = runData[title];
				const [success, rejected = []] = deletion.data.main;
				const [first, second, third] = ids;
				assert.equal(deletion.error, undefined);
				const refused =
					onError === 'continueErrorOutput' ? rejected.map(({ json }) => json.error) : success.splice(1, 1).map(({ json }) => json);
				assert.deepEqual(
					success.map(({ json }) => [json.record_id, json.deleted, json.snapshot.record_id]),
					[
						[first, true, first],
						[third, true, third],
					],
				);
				assert.deepEqual(
					refused.map(({ record_id, status, reason }) => [record_id, status, reason]),
					[[second, 'refused', 'the day is archived']],
				);
				if (onError === 'continueErrorOutput') assert.equal(rejected[0].json.id, second, 'the fields of the input item are there');
				// Each run of the node behind both outputs finds the item that each of its own comes from.
				const behind = runData[`${title}, behind`].flatMap(({ data }) => data.main[0]);
				assert.deepEqual(behind.map(({ json }) => json.before).sort(), ids);
				for (const { json } of behind) assert.equal(json.before, json.own);
			});
		}

		test('the trigger of a sub-workflow', () => {
			const { ids } = subWorkflowOf();
			assert.equal(subWorkflow[0].error, undefined);
			const items = subWorkflow[0].data.main[0];
			assert.deepEqual(
				items.map(({ json }) => [json.before, json.own, json.hasCopy]).sort(),
				ids.map((one, place) => [one, one, place !== 1]),
			);
		});
	});
}

function whereId(value) {
	const condition = {
		id: value,
		leftValue: value === 'none' ? 'none' : '={{ $json.id }}',
		rightValue: '',
		operator: { type: 'string', operation: value === 'none' ? 'empty' : 'notEmpty', singleValue: true },
	};
	return {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
			conditions: [condition],
			combinator: 'and',
		},
	};
}

/** The items of a variant, what is between, the deletion, and a node behind all of its outputs, each with the output that goes on. */
function partsOf({ title, ids, onError, nodes }) {
	const items = `${title}, items`;
	const between = nodes.map(([type, version, parameters, output]) => {
		const name = `${title}, ${type}`;
		return type === 'own'
			? { ...deletion(name, parameters), onError: 'continueErrorOutput', output }
			: { ...node(name, type, version, parameters), output };
	});
	return [
		[
			node(`${title}, data`, 'set', 3.4, {
				mode: 'raw',
				jsonOutput: JSON.stringify({ items: ids.map((one) => ({ id: one })) }),
				options: {},
			}),
			node(items, 'splitOut', 1, { fieldToSplitOut: 'items', options: {} }),
			...between,
			{ ...deletion(title, { options: { keepCopy: true } }), onError },
			behind(`${title}, behind`, items),
		],
	];
}

function deletion(name, parameters) {
	return {
		...node(name, 'n8n-nodes-feishu-cleanup.feishuAttendanceRecord', 1, {
			authentication: 'feishuTenantApi',
			operation: 'delete',
			recordIds: '={{ $json.id }}',
			...parameters,
		}),
		credentials: { feishuTenantApi: { id, name: id } },
	};
}

function behind(name, before) {
	const own = '={{ ($json.error ?? $json).record_id }}';
	const assignments = [
		{ id: 'before', name: 'before', type: 'string', value: `={{ $('${before}').item.json.id }}` },
		{ id: 'own', name: 'own', type: 'string', value: own },
		{ id: 'hasCopy', name: 'hasCopy', type: 'boolean', value: '={{ $json.snapshot !== undefined }}' },
	];
	return node(name, 'set', 3.4, { assignments: { assignments }, options: {} });
}

/** Rows of nodes, all of which the trigger starts. */
function asWorkflow(rows) {
	const start = node('Start', 'manualTrigger', 1, {});
	const connections = { Start: { main: [rows.map(([first]) => to(first))] } };
	for (const row of rows) connect(connections, row);
	const nodes = [start, ...rows.flat()];
	return { active: false, settings: { executionOrder: 'v1' }, nodes, connections };
}

function connect(connections, row) {
	row.slice(0, -1).forEach((from, index) => {
		const next = [to(row[index + 1])];
		const all = from.onError === 'continueErrorOutput' && from.output === undefined;
		connections[from.name] = { main: all ? [next, next] : [...Array.from({ length: from.output ?? 0 }, () => []), next] };
	});
}

const to = ({ name }) => ({ node: name, type: 'main', index: 0 });

function subWorkflowOf() {
	const ids = [0, 1, 2].map((place) => `67093593136993${579000 + place}`);
	const trigger = node('Called', 'executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' });
	const deleting = { ...deletion('Deletion', { options: { keepCopy: true } }), onError: 'continueErrorOutput' };
	const merge = node('Both', 'merge', 3, { mode: 'append' });
	const report = behind('Report', 'Called');
	const connections = {
		Called: { main: [[to(deleting)]] },
		Deletion: { main: [[to(merge)], [{ ...to(merge), index: 1 }]] },
		Both: { main: [[to(report)]] },
	};
	return { ids, nodes: [trigger, deleting, merge, report], connections };
}

function parentOf({ ids, nodes, connections }) {
	const row = [
		node('Data', 'set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify({ items: ids.map((one) => ({ id: one })) }), options: {} }),
		node('Items', 'splitOut', 1, { fieldToSplitOut: 'items', options: {} }),
		node('Sub', 'executeWorkflow', 1.2, {
			source: 'parameter',
			workflowJson: JSON.stringify({ name: 'Sub', nodes, connections, settings: { executionOrder: 'v1' } }),
			mode: 'once',
			options: {},
		}),
	];
	return { ...asWorkflow([row]), id: `${id}Parent`, name: `${id}Parent` };
}

function node(name, type, typeVersion, parameters) {
	return { id: name, name, type: type.includes('.') ? type : `n8n-nodes-base.${type}`, typeVersion, position: [0, 0], parameters };
}
