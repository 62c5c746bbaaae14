import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOnly } from '../shared/fields';
import { recallFields, recallOperation } from './delete.operation';

/** Messages that an app sent to many people by the batch-send call. */
export class FeishuBatchMessage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Batch Message',
		name: 'feishuBatchMessage',
		icon: { light: 'file:../../icons/batch-message.svg', dark: 'file:../../icons/batch-message.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ($parameter["operation"] === "delete" ? "recall" : $parameter["operation"]) + ": messages" }}',
		description: 'Recall messages that an app sent by the batch-send call in Feishu or Lark',
		defaults: { name: 'Feishu Batch Message' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: tenantOnly.credentials,
		requestDefaults,
		properties: [
			tenantOnly.field,
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [recallOperation],
				default: 'delete',
			},
			...recallFields,
		],
	};
}
