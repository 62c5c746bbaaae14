import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOnly } from '../shared/authentication';
import { alreadyGone, lastFields, userIdType } from '../shared/fields';
import { hints } from '../shared/hints';
import { requestOperations } from '../shared/operation';
import { createOperation } from './create.operation';
import { createFields } from './createFields';
import { deleteFields, deleteOperation } from './delete.operation';

/** Cards that an app puts into people's message feed. */
export class FeishuAppFeedCard implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu App Feed Card',
		name: 'feishuAppFeedCard',
		icon: { light: 'file:../../icons/app-feed-card.svg', dark: 'file:../../icons/app-feed-card.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run" : $parameter["operation"]) + ": feed cards" }}',
		description: "Create and delete an app's cards in people's message feed in Feishu or Lark",
		defaults: { name: 'Feishu App Feed Card' },
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
				options: [createOperation, deleteOperation],
				default: 'delete',
			},
			...deleteFields,
			...createFields,
			...lastFields({ delete: [alreadyGone, userIdType], create: [userIdType] }),
		],
	};
}
