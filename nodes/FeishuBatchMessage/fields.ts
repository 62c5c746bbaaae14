import type { INodeProperties } from 'n8n-workflow';
import { readId } from '../shared/ids';
import { refuseElsewhere, refuseOtherThings } from '../shared/elsewhere';

/** The batch message that is recalled, or asked about. */
export const batchMessageId: INodeProperties = {
	displayName: 'Batch Message ID',
	name: 'batchMessageId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. bm-dc13264520392913993dd051dba21dcf',
	description:
		'The ID of the batch message, which begins with bm-. Send Batch Message returns it as batch_message_id. For a single message (om_…), use the node Feishu Message.',
	displayOptions: { show: { operation: ['delete', 'get'] } },
};

/** The ID of a batch message. @throws {InvalidField} */
export function readBatchMessageId(value: unknown): string {
	const id = readId(value, 'Batch Message ID');
	refuseElsewhere(id, 'Batch Message ID', {
		message: 'Recall it with the node Feishu Message. This node takes messages to many people, whose IDs begin with bm-.',
	});
	refuseOtherThings(id, 'Batch Message ID', ['batch_message'], 'Enter the ID of the batch message, which begins with bm-.');
	return id;
}
