import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { FindOperation } from '../shared/endpoint';
import { paginationOf } from '../shared/operation';
import { readBatchMessageId } from './fields';
import { progressCall, readProgress } from './progress';
import { onPage } from '../shared/fields';

export const reading: FindOperation = {
	kind: 'find',
	...progressCall,
	noun: { one: 'batch message', many: 'batch messages' },
	field: 'Batch Message ID',
	parameters: { batch_message_id: 'batchMessageId' },
	limit: 1,
	read: ({ batch_message_id, ...body }) => ({ records: [{ batch_message_id: readBatchMessageId(batch_message_id) }], body }),
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
	description: 'Get how many people received and read a batch message, and how many messages were recalled',
	routing: {
		request: { method: 'GET', url: '/im/v1/batch_messages/:batch_message_id/get_progress' },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};

export const getFields: INodeProperties[] = [
	{
		displayName: onPage('batch-message', 'Progress is available for 30 days.'),
		name: 'getNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['get'] } },
	},
];
