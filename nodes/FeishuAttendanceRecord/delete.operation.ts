import { jsonParse, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { textsIn } from '../shared/answer';
import type { Answer, Endpoint, Reader, RecordKeys, Sight, Verdict } from '../shared/endpoint';
import { alreadyGone, keepCopy, toolDescription } from '../shared/fields';
import { readIds } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { Unread } from '../shared/unread';
import { GET } from './calls';
import { textOf } from './flow';
import { refusals } from './refusals';

/** Words with which Feishu says that a record is not there. The page leaves them open. */
const MISSING = /not (found|exist)|no such|already (been )?deleted|不存在|已删除|未找到/i;

const IMPORTED_ONLY =
	'Check that the ID is of a punch that was imported through the open platform, which alone can be deleted, and that it was not deleted before.';

/** `msg` is JSON text of the form `{"ID": "reason"}` where records failed, and plain text otherwise. */
function reasonsOf(answer: Answer): ReadonlyMap<string, string> {
	const parsed: unknown = jsonParse(answer.msg, { fallbackValue: {} });
	const reasons = Object.entries((parsed ?? {}) as Record<string, unknown>);
	return new Map(reasons.map(([id, reason]) => [id, typeof reason === 'string' ? reason : JSON.stringify(reason)]));
}

function verdictOf(reason: string | undefined, repeated: boolean): Verdict {
	if (repeated) {
		// The reasons are free text. Any but these may be Feishu's word for a record that the lost call deleted.
		if (reason !== undefined && MISSING.test(reason)) return { status: 'deleted', confirmedByRepeat: true };
		return { status: 'unknown', reason: reason ?? 'Feishu lists it as not deleted when the call was repeated' };
	}
	return {
		status: 'refused',
		// The words are Feishu's own and free: only a look can tell whether they mean that it is not there.
		mayBeMissing: true,
		reason: reason ?? 'Feishu lists it among the records that were not deleted',
		todo: `${reason === undefined ? '' : 'Read the reason: it is Feishu’s own for this record. '}${IMPORTED_ONLY}`,
	};
}

/** The code of a look-up for an ID that names no record: the page has none of its own for that. */
const NO_RECORD = 1220001;

/** Words that come with the same code and say nothing of the record. */
const OTHER_CAUSE =
	/employee_type|internal|permission|privilege|access|denied|forbidden|system|service|busy|unavailable|frequen|limit|time ?out|权限|无权|系统|服务|内部|繁忙|频繁|超时|异常/i;

const NOT_AS_ASKED = new Unread(null, 'Feishu answered with another record', 'Look the record up in Feishu.');

/** Looks one record up, with its employees named as an import takes them by default. */
async function see({ record_id = '' }: RecordKeys, reader: Reader): Promise<Sight> {
	const answer = await reader
		.ask(GET, { path: { user_flow_id: record_id }, query: { employee_type: 'employee_id' } })
		.catch((error: unknown) => {
			if (error instanceof Unread && !error.isFinal) return error;
			throw error;
		});
	if (answer instanceof Unread) {
		return answer.code === NO_RECORD && !OTHER_CAUSE.test(answer.reason) ? { is: 'gone' } : { is: 'unseen', why: answer };
	}
	const id = textOf(answer.data, 'record_id');
	if (id === record_id) return { is: 'there', copy: answer.data };
	return id === '' ? { is: 'gone' } : { is: 'unseen', why: NOT_AS_ASKED };
}

export const endpoint: Endpoint = {
	noun: { one: 'attendance record', many: 'attendance records' },
	field: 'Record IDs',
	parameters: { record_ids: 'recordIds' },
	documentation: 'https://open.feishu.cn/document/attendance-v1/user_task/batch_del',
	limit: 10,
	rates: [{ calls: 10, perMs: 1_000 }],
	refusals,
	read: ({ record_ids, ...body }) => ({
		records: readIds(record_ids, 'Record IDs').map((record_id) => ({ record_id })),
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
	async lookUp([first, ...others], _common, reader) {
		if (first === undefined) return [];
		// What holds for all, such as a missing permission, costs one call.
		return [await see(first, reader), ...(await Promise.all(others.map(async (record) => await see(record, reader))))];
	},
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
		displayName:
			'Deletes only punches that were imported through the open platform, not those that people made in Feishu. Feishu then calculates the attendance results of those days again. The app needs the permission attendance:task.',
		name: 'deleteNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];

export const deleteOptions: INodeProperties[] = [
	alreadyGone,
	keepCopy(
		'Each record is a call of its own, and the app needs one of the permissions attendance:task and attendance:task:readonly. Import Attendance Records takes a snapshot back: its employees are named by Employee ID, which Employee ID Type is by default.',
	),
];
