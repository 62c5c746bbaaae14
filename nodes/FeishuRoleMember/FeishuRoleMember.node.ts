import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOnly } from '../shared/authentication';
import { lastFields, userIdType } from '../shared/fields';
import { hints } from '../shared/hints';
import { manyFields } from '../shared/manyFields';
import { requestOperations } from '../shared/operation';
import { createFields, createNotices, createOperation } from './create.operation';
import { deleteFields, deleteNotices, deleteOperation, deleteOptions } from './delete.operation';
import { getAllNotices, getAllOperation, getAllOptions } from './getAll.operation';

/** People in a role of the company. */
export class FeishuRoleMember implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Role Member',
		name: 'feishuRoleMember',
		icon: { light: 'file:../../icons/role-member.svg', dark: 'file:../../icons/role-member.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run" : $parameter["operation"] === "delete" ? "remove" : $parameter["operation"]) + ": role members" }}',
		description: 'List, add and remove members of roles in Feishu or Lark',
		defaults: { name: 'Feishu Role Member' },
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
				options: [createOperation, getAllOperation, deleteOperation],
				default: 'delete',
			},
			...deleteNotices,
			...createNotices,
			...getAllNotices,
			...deleteFields,
			...createFields,
			...manyFields,
			...lastFields({ delete: deleteOptions, create: [userIdType], getAll: getAllOptions }, 'ou_xxxxxxxx'),
		],
	};
}
