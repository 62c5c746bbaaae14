import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOnly } from '../shared/fields';
import { deleteFields, deleteOperation } from './delete.operation';

/** Cards that an app has put into people's message feed. */
export class FeishuAppFeedCard implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu App Feed Card',
		name: 'feishuAppFeedCard',
		icon: { light: 'file:../../icons/app-feed-card.svg', dark: 'file:../../icons/app-feed-card.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": feed cards" }}',
		description: "Delete an app's cards from people's message feed in Feishu or Lark",
		defaults: { name: 'Feishu App Feed Card' },
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
				options: [deleteOperation],
				default: 'delete',
			},
			...deleteFields,
		],
	};
}
