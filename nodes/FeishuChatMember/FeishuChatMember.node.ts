import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { searchChats } from '../shared/chat/searchChats';
import { requestDefaults, tenantOrUser } from '../shared/authentication';
import { lastFields } from '../shared/fields';
import { hints } from '../shared/hints';
import { manyFields } from '../shared/manyFields';
import { requestOperations } from '../shared/operation';
import { simplifyFor } from '../shared/simplify';
import { createFields, createNotices, createOperation } from './create.operation';
import { deleteFields, deleteNotices, deleteOperation, deleteOptions } from './delete.operation';
import { memberIdType } from './fields';
import { getAllNotices, getAllOperation, getAllOptions, getAllScope } from './getAll.operation';

/** People and bots in group chats. */
export class FeishuChatMember implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Group Chat Member',
		name: 'feishuChatMember',
		icon: { light: 'file:../../icons/chat-member.svg', dark: 'file:../../icons/chat-member.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run" : $parameter["operation"]) + ": chat members" }}',
		description: 'List, add and remove members of group chats in Feishu or Lark',
		defaults: { name: 'Feishu Group Chat Member' },
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
			...getAllScope,
			...deleteFields,
			...createFields,
			...manyFields,
			simplifyFor(['getAll'], ', which is then under "member" and "chat"'),
			...lastFields(
				{ delete: deleteOptions, create: [memberIdType], getAll: [...getAllOptions, memberIdType] },
				'ou_xxxxxxxx or name@company.com',
				'group chats',
			),
		],
	};

	methods = { listSearch: { searchChats } };
}
