import type { INodeProperties } from 'n8n-workflow';
import { readIds } from '../shared/ids';
import { refuseOtherThings } from '../shared/elsewhere';

/** Names the records to delete, or to look up. */
export const recordIds: INodeProperties = {
	displayName: 'Record IDs',
	name: 'recordIds',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 6709359313699356941',
	description:
		'The attendance records: one ID, a list separated by commas or line breaks, or an array. Get Many returns the IDs as record_id. Keep them as text, because they are too long for a number.',
	displayOptions: { show: { operation: ['delete', 'get'] } },
};

/** The IDs of attendance records. @throws {InvalidField} */
export function readRecordIds(value: unknown): string[] {
	const ids = readIds(value, 'Record IDs');
	for (const id of ids) refuseOtherThings(id, 'Record IDs', [], 'Enter the IDs that Get Many returns as record_id. They are long numbers.');
	return ids;
}

/** `employee_type`, which the operations send whether it is chosen or not. */
export const employeeIdType: INodeProperties = {
	displayName: 'Employee ID Type',
	name: 'employeeIdType',
	type: 'options',
	options: [
		{
			name: 'Employee ID',
			value: 'employee_id',
			description: 'The user ID that the Feishu Admin console shows for each member. Snapshots use it.',
		},
		{ name: 'Employee Number', value: 'employee_no', description: 'The number that your company gave the member' },
	],
	default: 'employee_id',
	description: 'The type of the employee IDs, also in the output. Open IDs and union IDs do not work here.',
	routing: { send: { type: 'query', property: 'employee_type' } },
};
