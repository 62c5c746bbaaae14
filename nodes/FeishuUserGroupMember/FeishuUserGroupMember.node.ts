import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOnly } from '../shared/authentication';
import { lastFields } from '../shared/fields';
import { hints } from '../shared/hints';
import { manyFields } from '../shared/manyFields';
import { requestOperations } from '../shared/operation';
import { createFields, createNotices, createOperation } from './create.operation';
import { deleteFields, deleteNotices, deleteOperation, deleteOptions } from './delete.operation';
import { memberIdType } from './fields';
import { getAllFields, getAllNotices, getAllOperation, getAllOptions } from './getAll.operation';
import { searchGroups } from './searchGroups';

/** People in a user group of the company. */
export class FeishuUserGroupMember implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu User Group Member',
		name: 'feishuUserGroupMember',
		icon: { light: 'file:../../icons/user-group-member.svg', dark: 'file:../../icons/user-group-member.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run" : $parameter["operation"] === "delete" ? "remove" : $parameter["operation"]) + ": group members" }}',
		description: 'List, add and remove members of user groups in Feishu or Lark',
		defaults: { name: 'Feishu User Group Member' },
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
			...getAllFields,
			...deleteFields,
			...createFields,
			...manyFields,
			...lastFields({ delete: deleteOptions, create: [memberIdType], getAll: getAllOptions }, 'ou_xxxxxxxx', 'user groups'),
		],
	};

	methods = { listSearch: { searchGroups } };
}
