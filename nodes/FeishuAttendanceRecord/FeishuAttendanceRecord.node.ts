import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOnly } from '../shared/fields';
import { deleteFields, deleteOperation } from './delete.operation';

/** Attendance records (punches) that were imported through the open platform. */
export class FeishuAttendanceRecord implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Attendance Record',
		name: 'feishuAttendanceRecord',
		icon: { light: 'file:../../icons/attendance-record.svg', dark: 'file:../../icons/attendance-record.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": attendance records" }}',
		description: 'Delete imported attendance records (punches) from Feishu or Lark',
		defaults: { name: 'Feishu Attendance Record' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: tenantOnly.credentials,
		requestDefaults,
		properties: [
			tenantOnly.field,
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
