import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOrUser } from '../shared/authentication';
import { lastFields, userIdType } from '../shared/fields';
import { hints } from '../shared/hints';
import { manyFields } from '../shared/manyFields';
import { requestOperations } from '../shared/operation';
import { createFields, createNotices, createOperation, createOptions } from './create.operation';
import { deleteFields, deleteNotices, deleteOperation, deleteOptions } from './delete.operation';
import { getAllOperation } from './getAll.operation';
import { getAllFields, getAllNotices, getAllOptions } from './getAllFields';
import { searchTasks } from './searchTasks';

/** People and apps that a task is assigned to, or that follow it. */
export class FeishuTaskMember implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Task Member (v2)',
		name: 'feishuTaskMember',
		icon: { light: 'file:../../icons/task-member.svg', dark: 'file:../../icons/task-member.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run" : $parameter["operation"] === "delete" ? "remove" : $parameter["operation"] === "create" ? "add" : $parameter["operation"]) + ": members" }}',
		description: 'List, add and remove assignees and followers of tasks in Feishu or Lark',
		defaults: { name: 'Feishu Task Member (v2)' },
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
					create: createOptions,
					getAll: [...getAllOptions, userIdType],
				},
				undefined,
				'task lists',
			),
		],
	};

	methods = { listSearch: { searchTasks } };
}
