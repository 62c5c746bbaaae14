import assert from 'node:assert/strict';

import { tested } from '../laboratory/workflow.mjs';

const executions = 20;
const recordsOfEach = 250;

/** What each of the calls that start an execution asks for: 5,000 attendance records in all. */
export const requests = Array.from({ length: executions }, (_, execution) => ({
	ids: Array.from({ length: recordsOfEach }, (_, record) => `67${String(execution * recordsOfEach + record).padStart(17, '0')}`),
}));

export const ids = requests.flatMap((request) => request.ids);

/** The sandbox with these records, and with the rates that Feishu documents. */
export async function prepare(sandbox) {
	await sandbox.options({ latencyMs: 100, rateLimits: 'documented' });
	await sandbox.reset({ attendanceRecords: [{ ids }] });
}

/**
 * The node that is asked, as `composeWorkflow` takes it.
 * @param {object} [options] - of the node
 */
export function deletionWith(options = {}) {
	return { node: 'feishuAttendanceRecord', parameters: { recordIds: '={{ $json.ids }}', options }, onError: 'continueRegularOutput' };
}

/** Starts all executions at once. */
export async function startAll(workflow) {
	await Promise.all(requests.map((request) => workflow.start(request)));
	return requests.length;
}

/**
 * @param {object} execution - as n8n hands it over
 * @returns {{ status: string, worker?: string, asked: string[], records: { record_id: string, status: string }[] }} `worker` and `asked`
 *   are what has begun it, `records` what our node has returned
 */
export function readRun({ status, data }) {
	const { runData } = data.resultData;
	const { worker, ids: asked = [] } = runData.Item?.[0].data.main[0][0].json ?? {};
	const records = (runData[tested]?.[0].data?.main[0] ?? []).map(({ json }) => json);
	return { status, worker, asked, records };
}

/** Asserts that an execution accounts for what it was asked for: each record once, in a status of these. */
export function assertAccounts({ status, asked, records }, statuses) {
	assert.equal(status, 'success');
	assert.deepEqual(records.map(({ record_id }) => record_id).sort(), [...asked].sort());
	for (const record of records) assert.ok(statuses.includes(record.status), JSON.stringify(record));
}

/**
 * @param {{ sequence: number, code: number, body: { record_ids: string[] } }[]} calls - of the sandbox's log
 * @returns {Map<string, number>} when each record was deleted: the place in the log of the first call with it that Feishu accepted
 */
export function deletionsIn(calls) {
	const deletions = new Map();
	for (const { sequence, code, body } of calls) {
		if (code !== 0) continue;
		for (const id of body.record_ids) if (!deletions.has(id)) deletions.set(id, sequence);
	}
	return deletions;
}
