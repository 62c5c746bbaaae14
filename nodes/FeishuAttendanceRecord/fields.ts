import type { INodeProperties } from 'n8n-workflow';

/** Names the records to delete, or to look up. */
export const recordIds: INodeProperties = {
	displayName: 'Record IDs',
	name: 'recordIds',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 6709359313699356941',
	description:
		'The attendance records: one ID, a list separated by commas or line breaks, or an array. Get Many and Import return them as record_id; the call that queries attendance results returns them as check_in_record_id and check_out_record_id. Keep them as text: they are too long for a number.',
	displayOptions: { show: { operation: ['delete', 'get'] } },
};

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
	displayOptions: { show: { operation: ['get', 'getAll'] } },
};

/** `employee_type`, which the operations send whether it is chosen or not. */
export const employeeIdType: INodeProperties = {
	displayName: 'Employee ID Type',
	name: 'employeeIdType',
	type: 'options',
	options: [
		{
			name: 'Employee ID',
			value: 'employee_id',
			description: 'The user ID that the Feishu Admin console shows with each member. A copy that a deletion keeps has it.',
		},
		{ name: 'Employee Number', value: 'employee_no', description: 'The number that your company has given to the member' },
	],
	default: 'employee_id',
	description: 'What kind of ID the employee IDs are, those in the output too. Open IDs and union IDs are neither.',
	routing: { send: { type: 'query', property: 'employee_type' } },
};
