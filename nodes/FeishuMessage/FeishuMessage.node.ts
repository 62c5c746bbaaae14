import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOrUser } from '../shared/authentication';
import { lastFields } from '../shared/fields';
import { manyFields } from '../shared/manyFields';
import { hints } from '../shared/hints';
import { requestOperations } from '../shared/operation';
import { simplifyFor } from '../shared/simplify';
import { recallFields, recallOperation, recallOptions } from './delete.operation';
import { getAllOperation } from './getAll.operation';
import { getAllFields, getAllOptions } from './getAllFields';
import { searchChats } from '../shared/chat/searchChats';

/** Single messages in chats: of groups and of two people. */
export class FeishuMessage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Message',
		name: 'feishuMessage',
		icon: { light: 'file:../../icons/message.svg', dark: 'file:../../icons/message.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run" : $parameter["operation"] === "delete" ? "recall" : $parameter["operation"]) + ": messages" }}',
		description: 'Find messages in chats of Feishu or Lark, and recall them',
		defaults: { name: 'Feishu Message' },
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
				options: [getAllOperation, recallOperation],
				default: 'delete',
			},
			...recallFields,
			...getAllFields,
			...manyFields,
			simplifyFor(['getAll'], ', which is then under "message"'),
			...lastFields({ delete: recallOptions, getAll: getAllOptions }, 'om_xxxxxxxx', 'groups'),
		],
	};

	methods = { listSearch: { searchChats } };
}
