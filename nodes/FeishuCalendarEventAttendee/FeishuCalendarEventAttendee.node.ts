import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOrUser } from '../shared/fields';
import { deleteFields, deleteOperation } from './delete.operation';

/** People, groups, meeting rooms and mail addresses invited to a calendar event. */
export class FeishuCalendarEventAttendee implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Calendar Event Attendee',
		name: 'feishuCalendarEventAttendee',
		icon: { light: 'file:../../icons/calendar-event-attendee.svg', dark: 'file:../../icons/calendar-event-attendee.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": attendees" }}',
		description: 'Remove attendees (guests) from calendar events in Feishu or Lark',
		defaults: { name: 'Feishu Calendar Event Attendee' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: tenantOrUser.credentials,
		requestDefaults,
		properties: [
			tenantOrUser.field,
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
