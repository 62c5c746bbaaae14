import type { INodeProperties } from 'n8n-workflow';
import { readId } from '../shared/ids';
import { refuseOtherThings } from '../shared/elsewhere';

/** The batch message that is recalled, or asked about. */
export const batchMessageId: INodeProperties = {
	displayName: 'Batch Message ID',
	name: 'batchMessageId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. bm-dc13264520392913993dd051dba21dcf',
	description:
		'The ID of the batch message, which begins with bm-. Send Batch Message returns it as batch_message_id. This node cannot recall a single message (om_…).',
	displayOptions: { show: { operation: ['delete', 'get'] } },
};

/** The ID of a batch message. @throws {InvalidField} */
export function readBatchMessageId(value: unknown): string {
	const id = readId(value, 'Batch Message ID');
	refuseOtherThings(id, 'Batch Message ID', ['batch_message'], 'Enter the ID of the batch message, which begins with bm-.');
	return id;
}
