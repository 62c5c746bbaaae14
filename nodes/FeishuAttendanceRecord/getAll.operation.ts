import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { idIn, newBy, objectsIn } from '../shared/answer';
import type { FindOperation } from '../shared/endpoint';
import { readEntries, readIds } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { InvalidField, readBoolean, readSeconds, readText } from '../shared/values';
import { EMPLOYEES_PER_QUERY, QUERY } from './calls';
import { employeeIdType } from './fields';
import { isImported, itemOf, readEmployee, readEmployeeType } from './flow';
import { ZONE, onPage } from '../shared/fields';

const EXTERNAL_ID = 'External ID';

const IMPORTED_ONLY = 'Imported Only';

/** The external IDs that a punch may have. Text with a comma in it may also be a single one. */
function readExternalIds(value: unknown): string[] {
	const ids = readEntries(value, EXTERNAL_ID).map((entry) => readText(entry, EXTERNAL_ID).trim());
	if (ids.length === 0) {
		throw new InvalidField(EXTERNAL_ID, 'is blank', 'Enter at least one external ID, or remove the option to find punches with any.');
	}
	return [...new Set(typeof value === 'string' ? [...ids, value.trim()] : ids)];
}

export const reading: FindOperation = {
	kind: 'find',
	...QUERY,
	noun: { one: 'employee', many: 'employees', found: { one: 'attendance record', many: 'attendance records' } },
	field: 'Employee IDs',
	people: [{ key: 'user_id', field: 'Employee IDs', type: 'user_id' }],
	parameters: { user_ids: 'employeeIds', check_time_from: 'checkTimeFrom', check_time_to: 'checkTimeTo', simplify: 'simplify' },
	limit: EMPLOYEES_PER_QUERY,
	read(source, { timezone, query }) {
		const type = readEmployeeType(query);
		const ids = readIds(source.user_ids, 'Employee IDs', (entry, field) => readEmployee(entry, field, type));
		const check_time_from = readSeconds(source.check_time_from, 'From', timezone);
		const check_time_to = readSeconds(source.check_time_to, 'To', timezone);
		if (Number(check_time_to) <= Number(check_time_from)) {
			throw new InvalidField('To', 'is not after From', 'Choose a later time: the period ends right before To.');
		}
		if (query !== undefined && 'include_terminated_user' in query) {
			readBoolean(query.include_terminated_user, 'Include Terminated Users');
		}
		return {
			records: ids.map((user_id) => ({ user_id })),
			body: {
				check_time_from,
				check_time_to,
				simplify: readBoolean(source.simplify, 'Simplify'),
				imported_only: 'imported_only' in source && readBoolean(source.imported_only, IMPORTED_ONLY),
				...('external_ids' in source && { external_ids: readExternalIds(source.external_ids) }),
			},
		};
	},
	async *find(records, common, reader, { timezone }) {
		const { check_time_from, check_time_to, imported_only, external_ids } = common.body;
		const user_ids = records.map(({ user_id }) => user_id);
		const { data } = await reader.ask(QUERY, { query: common.query, body: { user_ids, check_time_from, check_time_to } });
		const places = new Map(user_ids.map((id, place) => [id, place]));
		const wanted = Array.isArray(external_ids) ? new Set<unknown>(external_ids) : undefined;
		const isNew = newBy('record_id');
		for (const flow of objectsIn(data.user_flow_results)) {
			if (!isNew(flow)) continue;
			const leftOutBy =
				imported_only === true && !isImported(flow)
					? IMPORTED_ONLY
					: wanted?.has(idIn(flow, 'external_id')) === false
						? EXTERNAL_ID
						: undefined;
			if (leftOutBy !== undefined) {
				yield { leftOutBy };
				continue;
			}
			// What no ID accounts for must not be lost.
			yield { of: places.get(idIn(flow, 'user_id')) ?? 0, item: itemOf(flow, common, timezone) };
		}
	},
};

export const getAllOperation: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many attendance records',
	description: 'Find the punches of employees in a period',
	routing: {
		request: { method: 'POST', url: QUERY.path, qs: { employee_type: 'employee_id' } },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};

const show = { operation: ['getAll'] };

export const getAllFields: INodeProperties[] = [
	{
		displayName: onPage('attendance-record', 'Finds all punches, but only imported ones can be deleted.'),
		name: 'getAllNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Employee IDs',
		name: 'employeeIds',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. abd754f7 or name@company.com',
		description:
			'The employees whose punches to return: IDs, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. The ID is the user ID that the Feishu Admin console shows for each member, unless Employee ID Type in Options says otherwise.',
		displayOptions: { show },
	},
	{
		displayName: 'From',
		name: 'checkTimeFrom',
		type: 'dateTime',
		required: true,
		// Whole days, so that it is the same for all items of a run, which then share calls.
		default: '={{ $today.minus({ months: 1 }) }}',
		description: `The start of the period. ${ZONE}.`,
		displayOptions: { show },
	},
	{
		displayName: 'To',
		name: 'checkTimeTo',
		type: 'dateTime',
		required: true,
		default: '={{ $today.plus({ days: 1 }) }}',
		description: `The end of the period, which is not part of it. ${ZONE}.`,
		displayOptions: { show },
	},
];

export const getAllOptions: INodeProperties[] = [
	employeeIdType,
	{
		displayName: EXTERNAL_ID,
		name: 'externalId',
		type: 'string',
		default: '',
		placeholder: 'e.g. import-2026-11-20',
		description:
			'The external ID that the punches were imported with: one, a list separated by commas or line breaks, or an array. It must match exactly. Feishu cannot search by it, so the node reads all punches of the period.',
		routing: { send: { type: 'body', property: 'external_ids' } },
	},
	{
		displayName: IMPORTED_ONLY,
		name: 'importedOnly',
		type: 'boolean',
		default: true,
		description:
			'Whether to return only punches that were imported through the open platform, because others cannot be deleted. These are punches of type 7 and punches with an external ID or an idempotent ID. The node reads all punches of the period.',
		routing: { send: { type: 'body', property: 'imported_only' } },
	},
	{
		displayName: 'Include Terminated Users',
		name: 'includeTerminatedUsers',
		type: 'boolean',
		default: false,
		description:
			'Whether to return the punches of everybody who has ever had an employee ID, because an ID can be reused after somebody leaves. Otherwise only the person who has it now, or had it last, counts.',
		routing: { send: { type: 'query', property: 'include_terminated_user' } },
	},
];
