import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOrUser } from '../shared/fields';
import { deleteFields, deleteOperation } from './delete.operation';

/** People who follow a task. */
export class FeishuTaskFollower implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Task Follower',
		name: 'feishuTaskFollower',
		icon: { light: 'file:../../icons/task-follower.svg', dark: 'file:../../icons/task-follower.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": followers" }}',
		description: 'Remove followers from tasks in Feishu or Lark',
		defaults: { name: 'Feishu Task Follower' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: tenantOrUser.credentials,
		requestDefaults,
		properties: [
			tenantOrUser.field,
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
