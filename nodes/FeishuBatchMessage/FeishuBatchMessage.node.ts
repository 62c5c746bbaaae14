import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOnly } from '../shared/authentication';
import { lastFields } from '../shared/fields';
import { hints } from '../shared/hints';
import { requestOperations } from '../shared/operation';
import { sendFields, sendOperation } from './create.operation';
import { recallFields, recallOperation, recallOptions } from './delete.operation';
import { batchMessageId } from './fields';
import { getFields, getOperation } from './get.operation';

/** Messages that an app sends to many people by the batch-send call. */
export class FeishuBatchMessage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Batch Message',
		name: 'feishuBatchMessage',
		icon: { light: 'file:../../icons/batch-message.svg', dark: 'file:../../icons/batch-message.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run: messages" : ({ create: "send: messages", delete: "recall: messages", get: "get: progress" })[$parameter["operation"]] ?? $parameter["operation"] }}',
		description: 'Send a message to many people in Feishu or Lark, track its progress, and recall it',
		defaults: { name: 'Feishu Batch Message' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: tenantOnly.credentials,
		requestDefaults,
		requestOperations,
		hints,
		properties: [
			tenantOnly.field,
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [getOperation, recallOperation, sendOperation],
				default: 'delete',
			},
			...recallFields,
			...getFields,
			batchMessageId,
			...sendFields,
			...lastFields({ delete: recallOptions, create: [] }, 'bm-xxxxxxxx'),
		],
	};
}
