import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Endpoint } from '../shared/endpoint';
import { toolDescription } from '../shared/fields';
import { paginationOf } from '../shared/operation';
import { followRecall, seeRecall } from './recall';
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
	accepted: 'recall_requested',
	lookUp: async (records, { keys }, reader) => {
		const sight = await seeRecall(keys.batch_message_id ?? '', reader);
		return records.map(() => sight);
	},
	follow: async (_record, { keys }, follower, seconds) => await followRecall(keys, follower, seconds),
};

export const recallOperation: INodePropertyOptions = {
	name: 'Recall Batch Messages',
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
			"Recalls only what this app sent by the batch-send call, within the time that the company's administrator allows. Feishu recalls in the background: the output says that the recall was requested. Switch on Wait Until Recalled in Options to wait until it has. The app needs the Bot feature, and one of these permissions: im:message:send_multi_users or im:message:send_multi_depts.",
		name: 'deleteNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];

/** How a recall is followed. The engine reads both. */
export const recallOptions: readonly INodeProperties[] = [
	{
		displayName: 'Longest Wait',
		name: 'longestWait',
		type: 'number',
		noDataExpression: true,
		typeOptions: { minValue: 1 },
		default: 300,
		description:
			'Seconds to wait at most where Wait Until Recalled is on. All messages of a run are waited for at the same time. What is not recalled by then keeps the status recall_requested.',
	},
	{
		displayName: 'Wait Until Recalled',
		name: 'waitUntilRecalled',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			'Whether to ask Feishu until the message is taken back from everybody, for at most the seconds of Longest Wait. The status is then recalled, with the number of messages in recall_count. It costs up to 15 calls for each message in the default five minutes.',
	},
];
