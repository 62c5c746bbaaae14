import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOrUser } from '../shared/authentication';
import { lastFields, userIdType } from '../shared/fields';
import { manyFields } from '../shared/manyFields';
import { hints } from '../shared/hints';
import { requestOperations } from '../shared/operation';
import { createFields, createNotices, createOperation } from './create.operation';
import { deleteFields, deleteNotices, deleteOperation, deleteOptions } from './delete.operation';
import { getAllFields, getAllNotices, getAllOperation, getAllOptions } from './getAll.operation';
import { searchTasks } from './searchTasks';

/** People who follow a task. */
export class FeishuTaskFollower implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Task Follower',
		name: 'feishuTaskFollower',
		icon: { light: 'file:../../icons/task-follower.svg', dark: 'file:../../icons/task-follower.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run" : $parameter["operation"]) + ": followers" }}',
		description: 'List, add and remove followers of tasks in Feishu or Lark',
		defaults: { name: 'Feishu Task Follower' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: tenantOrUser.credentials,
		requestDefaults,
		requestOperations,
		hints,
		properties: [
			tenantOrUser.field,
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [createOperation, getAllOperation, deleteOperation],
				default: 'delete',
			},
			...deleteNotices,
			...createNotices,
			...getAllNotices,
			...getAllFields,
			...deleteFields,
			...createFields,
			...manyFields,
			...lastFields(
				{
					delete: deleteOptions,
					create: [userIdType],
					getAll: [...getAllOptions, userIdType],
				},
				'ou_xxxxxxxx or name@company.com',
				'tasks',
			),
		],
	};

	methods = { listSearch: { searchTasks } };
}
