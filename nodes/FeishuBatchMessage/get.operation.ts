import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { FindOperation } from '../shared/endpoint';
import { readId } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { progressCall, readProgress } from './progress';

export const reading: FindOperation = {
	kind: 'find',
	...progressCall,
	noun: { one: 'batch message', many: 'batch messages' },
	field: 'Batch Message ID',
	parameters: { batch_message_id: 'batchMessageId' },
	limit: 1,
	read: ({ batch_message_id, ...body }) => ({ records: [{ batch_message_id: readId(batch_message_id, 'Batch Message ID') }], body }),
	async *find(records, _common, reader) {
		for (const [of, { batch_message_id = '' }] of records.entries()) {
			yield { of, item: { batch_message_id, ...(await readProgress(batch_message_id, reader)) } };
		}
	},
};

export const getOperation: INodePropertyOptions = {
	name: 'Get Batch Message Progress',
	value: 'get',
	action: 'Get batch message progress',
	description: 'Get how many people a batch message has reached, how many have read it, and how far its recall has come',
	routing: {
		request: { method: 'GET', url: '/im/v1/batch_messages/:batch_message_id/get_progress' },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};

export const getFields: INodeProperties[] = [
	{
		displayName:
			'Tells of messages that this app sent by the batch-send call in the last 30 days. Feishu sends in the background: while valid_user_ids_count is 0, it may not have begun. The app needs the Bot feature, and one of these permissions: im:message:send_multi_users or im:message:send_multi_depts.',
		name: 'getNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['get'] } },
	},
];
