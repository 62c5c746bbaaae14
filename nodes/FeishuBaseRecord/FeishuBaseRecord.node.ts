import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOrUser } from '../shared/authentication';
import { lastFields } from '../shared/fields';
import { manyFields } from '../shared/manyFields';
import { hints } from '../shared/hints';
import { requestOperations } from '../shared/operation';
import { createFields, createNotices, createOperation, createOptions } from './create.operation';
import { deleteFields, deleteNotices, deleteOperation, deleteOptions } from './delete.operation';
import { getAllOperation } from './getAll.operation';
import { getAllFields, getAllNotices } from './getAllFields';
import { getAllOptions } from './getAllOptions';
import { searchTables } from './searchTables';

/** Records (rows) of the tables of a Base, Feishu's spreadsheet database. */
export class FeishuBaseRecord implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Base Record',
		name: 'feishuBaseRecord',
		icon: { light: 'file:../../icons/base-record.svg', dark: 'file:../../icons/base-record.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run" : $parameter["operation"]) + ": base records" }}',
		description: 'Find, delete and restore records (rows) of tables in Feishu or Lark Base',
		defaults: { name: 'Feishu Base Record' },
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
				options: [deleteOperation, getAllOperation, createOperation],
				default: 'delete',
			},
			...deleteNotices,
			...getAllNotices,
			...createNotices,
			...deleteFields,
			...getAllFields,
			...createFields,
			...manyFields,
			...lastFields({ delete: deleteOptions, getAll: getAllOptions, create: createOptions }, 'recwNXzPQv'),
		],
	};

	methods = { listSearch: { searchTables } };
}
