import { randomString, type IDataObject, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { idIn, objectsIn } from '../shared/answer';
import type { Endpoint, RecordKeys, Observation } from '../shared/endpoint';
import { paginationOf } from '../shared/operation';
import { keptBy, withoutMissing } from '../shared/snapshot';
import { Unread } from '../shared/unread';
import { InvalidField, isBlankText, readChoice } from '../shared/values';
import { EMPLOYEES_PER_QUERY, QUERY } from './calls';
import { employeeIdType } from './fields';
import { readEmployeeType, TIMES } from './flow';
import { isOf, verdictsOf } from './importAnswer';
import { FIELDS, SNAPSHOTS, type Column } from './importColumns';
import { columnsOf, readFlow, readOwn, readSnapshots, refuseOtherType } from './importedFlow';
import { importRefusals } from './refusals';

/** Characters of an idempotent ID that the node makes: enough that none comes twice. */
const RANDOM_SIGNS = 24;

function keysOf(flow: IDataObject, idempotent_id: string): RecordKeys {
	return { user_id: idIn(flow, 'user_id'), check_time: idIn(flow, 'check_time'), idempotent_id };
}

/**
 * With an idempotent ID, a record that is sent again after a lost answer is imported once. It is made
 * when an item is read, which is once over all tries of the node.
 */
const freshId = () => `n8n_${randomString(RANDOM_SIGNS)}`;

const NOT_FOUND = new Unread(null, 'Feishu does not show this record yet', 'Look for it with Get Many before you import it again.');

export const endpoint: Endpoint = {
	kind: 'create',
	noun: { one: 'attendance record', many: 'attendance records', done: 'imported' },
	field: SNAPSHOTS,
	people: [
		{ key: 'user_id', field: FIELDS.user_id, type: 'user_id' },
		{ key: 'creator_id', field: FIELDS.creator_id, type: 'user_id' },
	],
	parameters: {
		source: 'source',
		user_id: 'employeeId',
		creator_id: 'creatorId',
		location_name: 'locationName',
		check_time: 'checkTime',
		comment: 'comment',
		additional: 'additionalFields',
		snapshots: 'snapshots',
	},
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/attendance-v1/user_flow/batch_create',
	limit: 50,
	rates: [{ calls: 50, perMs: 1_000 }],
	refusals: importRefusals,
	whenUnknown:
		'This may already be imported. Look for it with Get Many, or import it again with the same idempotent_id, so that nothing is imported twice.',
	read({ source, snapshots: given, ...fields }, { timezone, query, raw }) {
		const type = readEmployeeType(query);
		if (readChoice(source, ['fields', 'snapshots'], 'Import From') === 'fields') {
			const columns = columnsOf(fields);
			const flow = readFlow({ columns, nameOf: (column) => FIELDS[column], type, timezone });
			if (!('idempotent_id' in columns)) return { records: [keysOf(flow, freshId())], contents: [flow], body: {}, isMinted: true };
			const { idempotent_id } = columns;
			if (isBlankText(idempotent_id)) {
				throw new InvalidField(FIELDS.idempotent_id, 'is blank', 'Enter your own ID for this record, or remove the field.');
			}
			const own = readOwn(idempotent_id, FIELDS.idempotent_id).trim();
			return { records: [keysOf(flow, own)], contents: [{ ...flow, idempotent_id: own }], body: {} };
		}
		const snapshots = readSnapshots(withoutMissing(given, raw?.('snapshots')));
		const contents = snapshots.map((columns, index): IDataObject => {
			const nameOf = (column: Column | 'employee_type') => `${SNAPSHOTS}: ${column} of record ${index + 1}`;
			refuseOtherType(columns, nameOf('employee_type'), type);
			// Two records may differ only in their IDs, and both are put back.
			return { ...readFlow({ columns, nameOf, type, timezone }), record_id: idIn(columns, 'record_id') };
		});
		return { records: contents.map((flow) => keysOf(flow, freshId())), contents, body: {}, isMinted: true, kept: snapshots.map(keptBy) };
	},
	mintedKey: 'idempotent_id',
	times: TIMES,
	undo: { key: 'record_id', todo: 'Delete the records by these IDs to undo it.' },
	preview: ({ location_name, comment, external_id }) => ({ location_name, comment, ...(external_id !== undefined && { external_id }) }),
	write: (records, contents) => ({
		flow_records: contents.map(({ record_id: _old, ...flow }, index) => ({ ...flow, idempotent_id: records[index]?.idempotent_id })),
	}),
	judge: (answer, records, _repeated, minted) =>
		answer.code === 0 ? verdictsOf(objectsIn(answer.data.flow_records), records, minted) : undefined,
	async lookUp(records, { query }, reader, minted) {
		const { employee_type } = query;
		const times = records.map(({ check_time }) => Number(check_time));
		const [check_time_from, check_time_to] = [String(Math.min(...times)), String(Math.max(...times) + 1)];
		const employees = [...new Set(records.map(({ user_id = '' }) => user_id))];
		const found = new Map<string, IDataObject>();
		for (let start = 0; start < employees.length; start += EMPLOYEES_PER_QUERY) {
			const user_ids = employees.slice(start, start + EMPLOYEES_PER_QUERY);
			const { data } = await reader.ask(QUERY, { query: { employee_type }, body: { user_ids, check_time_from, check_time_to } });
			for (const flow of objectsIn(data.user_flow_results)) found.set(idIn(flow, 'idempotent_id'), flow);
		}
		return records.map((record, index): Observation => {
			const flow = found.get(record.idempotent_id ?? '');
			if (flow === undefined || !(minted[index] === true || isOf(flow, record))) return { is: 'unseen', why: NOT_FOUND, isEarly: true };
			return { is: 'there', copy: flow, yields: { record_id: idIn(flow, 'record_id') } };
		});
	},
};

export const createOperation: INodePropertyOptions = {
	name: 'Import Attendance Records',
	value: 'create',
	action: 'Import attendance records',
	description: 'Add punches, or restore deleted ones',
	routing: {
		request: { method: 'POST', url: '/attendance/v1/user_flows/batch_create', qs: { employee_type: 'employee_id' } },
		send: { paginate: true },
		operations: { pagination: paginationOf(endpoint) },
	},
};

export const createOptions: INodeProperties[] = [employeeIdType];
