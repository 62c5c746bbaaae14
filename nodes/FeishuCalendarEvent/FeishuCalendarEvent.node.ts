import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { eventsWith, searchCalendars } from '../shared/calendar/lists';
import { requestDefaults, tenantOrUser } from '../shared/authentication';
import { lastFields } from '../shared/fields';
import { manyFields } from '../shared/manyFields';
import { hints } from '../shared/hints';
import { requestOperations } from '../shared/operation';
import { simplifyFor } from '../shared/simplify';
import { createFields, createNotice, createOperation } from './create.operation';
import { deleteFields, deleteNotices, deleteOperation, deleteOptions } from './delete.operation';
import { getAllOperation } from './getAll.operation';
import { getAllFields, getAllNotice, getAllOptions } from './getAllFields';

/** Events of a calendar: single ones, those that repeat, and occurrences of these. */
export class FeishuCalendarEvent implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Calendar Event',
		name: 'feishuCalendarEvent',
		icon: { light: 'file:../../icons/calendar-event.svg', dark: 'file:../../icons/calendar-event.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run" : $parameter["operation"]) + ": events" }}',
		description: 'Delete, find and restore events of calendars in Feishu or Lark',
		defaults: { name: 'Feishu Calendar Event' },
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
			getAllNotice,
			createNotice,
			...deleteFields,
			...getAllFields,
			...createFields,
			...manyFields,
			simplifyFor(['getAll'], ', which is added under "event"'),
			...lastFields({ delete: deleteOptions, create: [], getAll: getAllOptions }, '00592a0e-7edf-4678-bc9d-1b77383ef08e_0'),
		],
	};

	methods = { listSearch: { searchCalendars, searchEvents: eventsWith({ delete: 'repeats: whole series' }) } };
}
