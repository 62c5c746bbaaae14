import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { calendarField } from '../shared/calendar/fields';
import { eventsWith, searchCalendars } from '../shared/calendar/lists';
import { requestDefaults, tenantOrUser } from '../shared/authentication';
import { lastFields } from '../shared/fields';
import { manyFields } from '../shared/manyFields';
import { hints } from '../shared/hints';
import { requestOperations } from '../shared/operation';
import { simplifyFor } from '../shared/simplify';
import { createOperation } from './create.operation';
import { createOptions, createFields, createNotice } from './createFields';
import { deleteFields, deleteNotices, deleteOperation, deleteOptions } from './delete.operation';
import { REPEATS, eventField } from './fields';
import { getAllOperation } from './getAll.operation';
import { getAllOptions, getAllPeriod, getAllScope } from './getAllFields';

/** People, groups, meeting rooms and mail addresses invited to a calendar event. */
export class FeishuCalendarEventAttendee implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Calendar Event Attendee',
		name: 'feishuCalendarEventAttendee',
		icon: { light: 'file:../../icons/calendar-event-attendee.svg', dark: 'file:../../icons/calendar-event-attendee.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run" : $parameter["operation"]) + ": attendees" }}',
		description: 'Remove, find and add attendees (guests) of calendar events in Feishu or Lark',
		defaults: { name: 'Feishu Calendar Event Attendee' },
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
			createNotice,
			...getAllScope,
			calendarField,
			eventField,
			...getAllPeriod,
			...deleteFields,
			...createFields,
			...manyFields,
			simplifyFor(['getAll'], ', which is then under "attendee" and "event"'),
			...lastFields({ delete: deleteOptions, create: createOptions, getAll: getAllOptions }, 'ou_xxxxxxxx or name@company.com', 'events'),
		],
	};

	methods = { listSearch: { searchCalendars, searchEvents: eventsWith(REPEATS) } };
}
