import type { INodeProperties } from 'n8n-workflow';
import { deletionById } from '../shared/deletionById';
import { lookAtEach } from '../shared/lookAtEach';
import { batchMessageId, readBatchMessageId } from './fields';
import { followRecall, seeRecall } from './recall';
import { refusals } from './refusals';
import { onPage } from '../shared/fields';

export const {
	endpoint,
	deleteOperation: recallOperation,
	notices: recallFields,
} = deletionById({
	noun: { one: 'batch message recall', many: 'batch message recalls', done: 'requested' },
	documentation: 'https://open.feishu.cn/document/server-docs/im-v1/batch_message/delete',
	request: { method: 'DELETE', url: '/im/v1/batch_messages/:batch_message_id' },
	ids: { batch_message_id: batchMessageId },
	read: ({ batch_message_id: id, ...body }) => ({ records: [{ batch_message_id: readBatchMessageId(id) }], body }),
	kinds: ['batch_message'],
	bareIds: [],
	rates: [
		{ calls: 50, perMs: 1_000 },
		{ calls: 1_000, perMs: 60_000 },
	],
	refusals,
	// Feishu recalls in the background: an accepted request is all that is known. A recalled message
	// can still be looked up, so that 230030 on a repeat does not mean that the first attempt worked.
	accepted: 'recall_requested',
	lookUp: lookAtEach(seeRecall),
	follow: async (record, _common, follower, seconds) => await followRecall(record, follower, seconds),
	operation: {
		name: 'Recall Batch Messages',
		action: 'Recall batch messages',
		description: 'Recall a message that the app sent to many people',
		notice: onPage(
			'batch-message',
			'Only messages that this app sent to many people can be recalled, within the time that your administrator allows.',
		),
	},
	tool: 'Recalls a batch message (a message sent to many people at once) in Feishu or Lark from everybody who received it. This is permanent and cannot be undone. Takes the ID of one batch message. Returns whether Feishu accepted the recall, or why not.',
});

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
			'Maximum number of seconds to wait if Wait Until Recalled is on, for all messages of a run together. Messages that are not recalled by then keep the status recall_requested.',
	},
	{
		displayName: 'Wait Until Recalled',
		name: 'waitUntilRecalled',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description:
			'Whether to wait until the message is recalled from everybody, for at most the seconds of Longest Wait. The status is then recalled, and recall_count has the number of messages. This takes up to 15 calls for each message in the default five minutes.',
	},
];
