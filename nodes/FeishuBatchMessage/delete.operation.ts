import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Endpoint } from '../shared/endpoint';
import { optionsField, toolDescription } from '../shared/fields';
import { paginationOf } from '../shared/operation';
import { refusals } from './refusals';

export const endpoint: Endpoint = {
	noun: { one: 'batch message recall', many: 'batch message recalls', done: 'requested' },
	field: 'Batch Message ID',
	parameters: { batch_message_id: 'batchMessageId' },
	documentation: 'https://open.feishu.cn/document/server-docs/im-v1/batch_message/delete',
	pathFields: { batch_message_id: 'Batch Message ID' },
	limit: 1,
	rates: [
		{ calls: 50, perMs: 1_000 },
		{ calls: 1_000, perMs: 60_000 },
	],
	refusals,
	// The path names the message; there is no body.
	read: (body) => ({ records: [{}], body }),
	write: () => undefined,
	// Feishu recalls in the background: an accepted request is all that is known. A recalled message
	// can still be looked up, so that 230030 on a repeat does not mean that the first attempt worked.
	judge: (answer, records) => (answer.code === 0 ? records.map(() => ({ status: 'recall_requested' })) : undefined),
};

export const recallOperation: INodePropertyOptions = {
	name: 'Recall',
	value: 'delete',
	action: 'Recall batch messages',
	description: 'Take back a message that the app sent by the batch-send call',
	routing: {
		request: { method: 'DELETE', url: '/im/v1/batch_messages/:batch_message_id' },
		send: { paginate: true },
		operations: { pagination: paginationOf(endpoint) },
	},
};

const show = { operation: ['delete'] };

export const recallFields: INodeProperties[] = [
	toolDescription(
		'Recalls a batch message (a message sent to many people at once) in Feishu or Lark from everybody who received it. This is permanent and cannot be undone. Takes the ID of one batch message. Returns whether Feishu accepted the recall, or why not.',
	),
	{
		displayName:
			"Recalls only what this app sent by the batch-send call, within the time that the company's administrator allows. Feishu recalls in the background: the output says that the recall was requested. The app needs the Bot feature, and one of these permissions: im:message:send_multi_users or im:message:send_multi_depts.",
		name: 'deleteNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Batch Message ID',
		name: 'batchMessageId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. bm-dc13264520392913993dd051dba21dcf',
		description:
			'ID of the batch message to recall. The batch-send call returned it as message_id; it begins with bm-. A single message (om_…) is recalled by another call, DELETE /im/v1/messages/:message_id.',
		displayOptions: { show },
	},
	optionsField({ delete: [] }),
];
