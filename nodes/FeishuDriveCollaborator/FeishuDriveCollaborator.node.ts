import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOrUser } from '../shared/authentication';
import { lastFields } from '../shared/fields';
import { hints } from '../shared/hints';
import { manyFields } from '../shared/manyFields';
import { requestOperations } from '../shared/operation';
import { simplifyFor } from '../shared/simplify';
import { createFields, createNotice, createOperation } from './create.operation';
import { deleteFields, deleteNotices, deleteOperation, deleteOptions } from './delete.operation';
import { folderField } from './document';
import { getAllOperation } from './getAll.operation';
import { getAllOptions, getAllScope } from './getAllFields';

/** Who has a right of their own to a document, a folder or a page of a wiki. */
export class FeishuDriveCollaborator implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Document Collaborator',
		name: 'feishuDriveCollaborator',
		icon: { light: 'file:../../icons/drive-collaborator.svg', dark: 'file:../../icons/drive-collaborator.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run" : $parameter["operation"] === "delete" ? "remove" : $parameter["operation"]) + ": collaborators" }}',
		description: 'Find, remove and restore collaborators of documents, folders and wiki pages in Feishu or Lark',
		defaults: { name: 'Feishu Document Collaborator' },
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
				options: [getAllOperation, deleteOperation, createOperation],
				default: 'delete',
			},
			...deleteNotices,
			createNotice,
			...getAllScope,
			...deleteFields,
			folderField,
			...createFields,
			...manyFields,
			simplifyFor(['getAll'], ', which is then under "collaborator"'),
			...lastFields({ delete: deleteOptions, create: [], getAll: getAllOptions }, 'ou_xxxxxxxx', 'documents'),
		],
	};
}
