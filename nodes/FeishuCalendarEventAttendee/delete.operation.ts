import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { textIn } from '../shared/answer';
import type { CallContext, Endpoint } from '../shared/endpoint';
import { alreadyGone, keepCopy, onPage, toolDescription, userIdType } from '../shared/fields';
import { BARE_IDS } from '../shared/idKinds';
import { paginationOf } from '../shared/operation';
import { USERS, readAttendees, writeAttendees } from './attendee';
import { targetOf } from './attendeeRow';
import { isOccurrence, occurrences } from '../shared/calendar/event';
import { attendeeTypes, chatIds, emailAddresses, instanceStartTimeAdmin, isEnableAdmin, roomIds, userIds } from './fields';
import { lookUpAttendees } from './lookUp';
import { primary } from '../shared/calendar/primary';
import { refusals } from './refusals';

/** The ID of an event that repeats cannot be told from that of one that does not; that of an occurrence can. */
function reachOf({ keys: { event_id = '' }, body }: CallContext): string | undefined {
	const isOne = isOccurrence(event_id) || body.instance_start_time_admin !== undefined;
	return isOne ? undefined : 'If the event repeats, the attendee is removed from every occurrence.';
}

export const endpoint: Endpoint = {
	kind: 'delete',
	noun: { one: 'attendee', many: 'attendees', done: 'removed' },
	field: 'Attendee IDs and Attendees by User, Group, Room or Email',
	parameters: { calendar_id: 'calendarId', event_id: 'eventId', attendee_ids: 'attendeeIds', delete_ids: 'deleteIds' },
	documentation: 'https://open.feishu.cn/document/server-docs/calendar-v4/calendar-event-attendee/batch_delete',
	pathFields: { calendar_id: 'Calendar', event_id: 'Event' },
	alias: primary,
	userKey: 'user_id',
	people: [USERS],
	kinds: ['user_attendee', 'chat_attendee', 'room_attendee', 'guest_attendee', 'chat_id', 'room_id', 'email', 'calendar', 'primary'],
	bareIds: [BARE_IDS.event],
	...occurrences,
	// Over `attendee_ids` and `delete_ids` together.
	limit: 500,
	rates: [
		{ calls: 50, perMs: 1_000 },
		{ calls: 1_000, perMs: 60_000 },
	],
	// Not by its calendar, which has more than one name.
	oneCallAtATime: ['event_id'],
	refusals,
	missingCodes: [194000],
	read: readAttendees,
	write: writeAttendees,
	// The answer is `{}`: the code speaks for all of them.
	judge: (answer, records) => (answer.code === 0 ? records.map(() => ({ status: 'deleted' })) : undefined),
	lookUp: lookUpAttendees,
	namesIn: (row) => [textIn(row, 'attendee_id'), targetOf(row)],
	dryRunNote: reachOf,
};

export const deleteOperation: INodePropertyOptions = {
	name: 'Remove Attendees',
	value: 'delete',
	action: 'Remove attendees',
	description: 'Remove attendees from a calendar event, and if it repeats, from every occurrence',
	routing: {
		request: { method: 'POST', url: '/calendar/v4/calendars/:calendar_id/events/:event_id/attendees/batch_delete' },
		send: { paginate: true },
		operations: { pagination: paginationOf(endpoint) },
	},
};

const show = { operation: ['delete'] };

/** Before the calendar and the event. */
export const deleteNotices: INodeProperties[] = [
	toolDescription(
		'Permanently removes attendees (people, groups, meeting rooms, guests) from a calendar event in Feishu or Lark, by default with a notification to them. If the event repeats, they are removed from every occurrence, not from one day alone. This cannot be undone: an invitation and its reply are lost. Needs the ID of the calendar and of the event. Attendees: one ID or several separated by commas. Returns how many were removed, and who was not and why.',
	),
	{
		displayName: onPage('calendar-event-attendee', 'The app or person must be the organizer of the event.'),
		name: 'deleteNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];

/** After the calendar and the event. */
export const deleteFields: INodeProperties[] = [
	{
		displayName: 'Fill in at least one of the next two fields.',
		name: 'attendeesNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Attendee IDs',
		name: 'attendeeIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. user_xxxxx',
		description:
			'The attendees to remove: one ID, a list separated by commas or line breaks, or an array. Get Many returns the IDs as attendee_id. They begin with user_, chat_, resource_ or third_party_. For other IDs, use the field below.',
		displayOptions: { show },
	},
	{
		displayName: 'Attendees by User, Group, Room or Email',
		name: 'deleteIds',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add attendees',
		default: {},
		description:
			'The attendees to remove, if you do not know their attendee IDs: by user ID, group chat ID, meeting room ID or email address',
		displayOptions: { show },
		options: [
			{
				displayName: 'IDs',
				name: 'ids',
				values: [
					{
						displayName: 'Attendee Type',
						name: 'type',
						type: 'options',
						options: attendeeTypes,
						default: 'user',
						description: 'The type of attendee to remove',
					},
					chatIds,
					emailAddresses,
					roomIds,
					userIds,
				],
			},
		],
	},
];

/** The deletion's own options. */
export const deleteOptions: INodeProperties[] = [
	alreadyGone,
	isEnableAdmin,
	instanceStartTimeAdmin,
	keepCopy(
		'It takes one call for each 100 attendees of the event, and a permission to read events. To restore attendees, use Add Attendees.',
	),
	{
		displayName: 'Send Notification',
		name: 'needNotification',
		type: 'boolean',
		default: true,
		description: 'Whether the bot notifies the attendees that they were removed. Feishu does so unless this is off.',
		routing: { send: { type: 'body', property: 'need_notification' } },
	},
	userIdType,
];
