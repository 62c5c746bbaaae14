import { jsonParse, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { idIn, textsIn } from '../shared/answer';
import type { Answer, Endpoint, RecordKeys, Verdict } from '../shared/endpoint';
import { alreadyGone, keepCopy, onPage, toolDescription } from '../shared/fields';
import { BARE_IDS } from '../shared/idKinds';
import { lookAtEach } from '../shared/lookAtEach';
import { paginationOf } from '../shared/operation';
import { readRecordIds } from './fields';
import { TIMES } from './flow';
import { look } from './look';
import { refusals } from './refusals';

const IMPORTED_ONLY =
	'Check that this punch was imported through the open platform, because only those can be deleted, and that it is not already deleted.';

/** `msg` is JSON text of the form `{"ID": "reason"}` if records failed, and plain text otherwise. */
function reasonsOf(answer: Answer): ReadonlyMap<string, string> {
	const parsed: unknown = jsonParse(answer.msg, { fallbackValue: {} });
	const reasons = Object.entries((parsed ?? {}) as Record<string, unknown>);
	return new Map(reasons.map(([id, reason]) => [id, typeof reason === 'string' ? reason : JSON.stringify(reason)]));
}

function verdictOf(reason: string | undefined, repeated: boolean): Verdict {
	// The reasons are free text, and any may be Feishu's word for a record that the lost call deleted: only a look can tell.
	if (repeated) return { status: 'unknown', reason: reason ?? 'Feishu listed it as not deleted when the call was repeated' };
	return {
		status: 'refused',
		// The words are Feishu's own and free: only a look can tell whether they mean that it is not there.
		mayBeMissing: true,
		reason: reason ?? 'Feishu lists it among the records that were not deleted',
		todo: `${reason === undefined ? '' : 'Read the reason, which Feishu gave for this record. '}${IMPORTED_ONLY}`,
	};
}

export const endpoint: Endpoint = {
	kind: 'delete',
	noun: { one: 'attendance record', many: 'attendance records' },
	field: 'Record IDs',
	parameters: { record_ids: 'recordIds' },
	bareIds: [BARE_IDS.attendanceRecord],
	documentation: 'https://open.feishu.cn/document/attendance-v1/user_task/batch_del',
	limit: 10,
	rates: [{ calls: 10, perMs: 1_000 }],
	refusals,
	read: ({ record_ids, ...body }) => ({
		records: readRecordIds(record_ids).map((record_id) => ({ record_id })),
		body,
	}),
	write: (records) => ({ record_ids: records.map((record) => record.record_id) }),
	judge(answer, records, repeated) {
		const deleted = textsIn(answer.data.success_record_ids);
		const failed = textsIn(answer.data.fail_record_ids);
		const isNamed = ({ record_id = '' }: RecordKeys) => deleted.has(record_id) || failed.has(record_id);
		if (answer.code !== 0 && !records.some(isNamed)) return undefined;
		const reasons = reasonsOf(answer);
		return records.map(({ record_id = '' }, index): Verdict => {
			if (failed.has(record_id)) return verdictOf(reasons.get(record_id), repeated[index] === true);
			if (deleted.has(record_id)) return { status: 'deleted' };
			return { status: 'unknown', reason: 'Feishu lists it neither among the deleted nor among the other records' };
		});
	},
	times: TIMES,
	namesIn: (copy) => [idIn(copy, 'user_id')],
	lookUp: lookAtEach(look),
};

export const deleteOperation: INodePropertyOptions = {
	name: 'Delete Attendance Records',
	value: 'delete',
	action: 'Delete attendance records',
	description: 'Delete punches that were imported through the open platform',
	routing: {
		request: { method: 'POST', url: '/attendance/v1/user_flows/batch_del' },
		send: { paginate: true },
		operations: { pagination: paginationOf(endpoint) },
	},
};

const show = { operation: ['delete'] };

export const deleteFields: INodeProperties[] = [
	toolDescription(
		'Permanently deletes attendance records (imported clock-in and clock-out punches) in Feishu or Lark. This cannot be undone. Record IDs: one ID or several separated by commas. Returns how many were deleted, and which were not and why.',
	),
	{
		displayName: onPage('attendance-record', 'Only punches that were imported through the open platform can be deleted.'),
		name: 'deleteNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];

export const deleteOptions: INodeProperties[] = [
	alreadyGone,
	keepCopy('It takes one call for each record. To restore snapshots, use Import Attendance Records.'),
];
