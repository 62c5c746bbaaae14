import { formatTable } from './table.mjs';

export const mainWorkflow = 'rollBackImport01';

/** What marks the records of the bad import. */
const badImport = 'import-2026-11-20';

const columns = ['record_id', 'status', 'code', 'reason', 'log_id'];
const statuses = ['deleted', 'refused', 'unknown', 'not_sent'];

/** The nodes of the main example, by the names they have in its file. */
const picking = 'Find the bad import';
export const deleting = 'Delete the punches';

/**
 * What came of the main example: a bad attendance import, rolled back.
 * @param {object} execution
 */
export function readRollback(execution) {
	const { runData, error } = execution.data.resultData;
	const asked = itemsOf(runData, picking).map((item) => item.record_id);
	const results = itemsOf(runData, deleting);
	const counts = Object.fromEntries(statuses.map((status) => [status, results.filter((result) => result.status === status).length]));
	return { asked, results, counts, error };
}

/**
 * What the local Feishu itself has, whatever n8n says.
 * @param {import('../test/laboratory/sandboxControl.mjs').SandboxControl} sandbox
 * @returns {Promise<string[]>} IDs of the attendance records that are left of the import
 */
export async function readLeft(sandbox) {
	const { attendanceRecords } = await sandbox.state();
	return attendanceRecords.filter(({ externalId }) => externalId === badImport).map(({ recordId }) => recordId);
}

/** @param {ReturnType<typeof readRollback>} rollback */
export function describeRollback({ asked, results, counts }) {
	const advice = results.filter((result) => result.what_to_do).map((result) => `${result.record_id}: ${result.what_to_do}`);
	const sum = statuses.map((status) => `${counts[status]} ${status.replace('_', ' ')}`).join(' + ');
	return [formatTable(columns, results), ...advice, `${asked.length} asked for = ${sum}`].join('\n\n');
}

/**
 * Every record that was picked is accounted for once, and the one that was not imported is refused.
 * @param {ReturnType<typeof readRollback>} rollback
 * @param {string[]} left - the records of the import that the sandbox still has
 * @returns {string | undefined} what is wrong
 */
export function findFault({ asked, results, counts, error }, left) {
	const refused = results.filter((result) => result.status === 'refused').map((result) => result.record_id);
	if (error) return `the workflow stopped: ${error.message}`;
	if (asked.length < 2) return `${asked.length} records of the import were found`;
	if (
		!sameSet(
			results.map((result) => result.record_id),
			asked,
		)
	)
		return 'the records that were asked for are not those accounted for';
	if (counts.deleted !== asked.length - 1 || counts.refused !== 1) return `${asked.length - 1} deleted and 1 refused were expected`;
	if (!sameSet(left, refused)) return 'the sandbox still has other records than the refused one';
	return undefined;
}

function itemsOf(runData, node) {
	return (runData[node]?.[0]?.data?.main?.[0] ?? []).map(({ json }) => json);
}

function sameSet(left, right) {
	return left.length === right.length && JSON.stringify([...left].sort()) === JSON.stringify([...right].sort());
}
