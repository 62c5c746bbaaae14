import type { INodeProperties } from 'n8n-workflow';

/** The batch message that is recalled, or asked about. */
export const batchMessageId: INodeProperties = {
	displayName: 'Batch Message ID',
	name: 'batchMessageId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. bm-dc13264520392913993dd051dba21dcf',
	description:
		'ID of the batch message, which begins with bm-. Send Batch Message returns it as batch_message_id, the batch-send call as message_id. A single message (om_…) is recalled by another call, DELETE /im/v1/messages/:message_id.',
	displayOptions: { show: { operation: ['delete', 'get'] } },
};
