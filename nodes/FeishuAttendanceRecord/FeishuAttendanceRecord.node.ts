import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOnly } from '../shared/authentication';
import { lastFields } from '../shared/fields';
import { manyFields } from '../shared/manyFields';
import { hints } from '../shared/hints';
import { requestOperations } from '../shared/operation';
import { simplifyFor } from '../shared/simplify';
import { createOperation, createOptions } from './create.operation';
import { deleteFields, deleteOperation, deleteOptions } from './delete.operation';
import { recordIds } from './fields';
import { getFields, getOperation, getOptions } from './get.operation';
import { getAllFields, getAllOperation, getAllOptions } from './getAll.operation';
import { createFields } from './importFields';

/** Attendance records (punches): those that were imported through the open platform can be deleted. */
export class FeishuAttendanceRecord implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Attendance Record',
		name: 'feishuAttendanceRecord',
		icon: { light: 'file:../../icons/attendance-record.svg', dark: 'file:../../icons/attendance-record.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run" : $parameter["operation"]) + ": attendance records" }}',
		description: 'Delete, find and import attendance records (punches) in Feishu or Lark',
		defaults: { name: 'Feishu Attendance Record' },
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
				options: [deleteOperation, getOperation, getAllOperation, createOperation],
				default: 'delete',
			},
			...deleteFields,
			...getFields,
			recordIds,
			...getAllFields,
			...createFields,
			...manyFields,
			simplifyFor(['get', 'getAll']),
			...lastFields({ delete: deleteOptions, get: getOptions, getAll: getAllOptions, create: createOptions }, '6709359313699356941'),
		],
	};
}
