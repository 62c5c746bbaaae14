import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { idIn } from '../shared/answer';
import type { FindOperation } from '../shared/endpoint';
import { paginationOf } from '../shared/operation';
import { Unread } from '../shared/unread';
import { readBoolean } from '../shared/values';
import { GET } from './calls';
import { employeeIdType, readRecordIds } from './fields';
import { itemOf, readEmployeeType } from './flow';
import { onPage } from '../shared/fields';

export const reading: FindOperation = {
	kind: 'find',
	...GET,
	noun: { one: 'attendance record', many: 'attendance records' },
	field: 'Record IDs',
	parameters: { record_ids: 'recordIds', simplify: 'simplify' },
	limit: 1,
	read(source, { query }) {
		readEmployeeType(query);
		return {
			records: readRecordIds(source.record_ids).map((record_id) => ({ record_id })),
			body: { simplify: readBoolean(source.simplify, 'Simplify') },
		};
	},
	async *find(records, common, reader, { timezone }) {
		for (const [of, { record_id = '' }] of records.entries()) {
			const { data, logId } = await reader.ask(GET, { path: { user_flow_id: record_id }, query: common.query });
			if (idIn(data, 'record_id') === '') {
				throw new Unread(null, 'Feishu has no such attendance record', 'Check the ID, and whether the record was deleted.', logId);
			}
			yield { of, item: itemOf(data, common, timezone) };
		}
	},
};

export const getOperation: INodePropertyOptions = {
	name: 'Get Attendance Record',
	value: 'get',
	action: 'Get attendance record',
	description: 'Look up punches by their IDs',
	routing: {
		request: { method: 'GET', url: GET.path, qs: { employee_type: 'employee_id' } },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};

export const getFields: INodeProperties[] = [
	{
		displayName: onPage('attendance-record', 'This takes one call for each record.'),
		name: 'getNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['get'] } },
	},
];

export const getOptions: INodeProperties[] = [employeeIdType];
