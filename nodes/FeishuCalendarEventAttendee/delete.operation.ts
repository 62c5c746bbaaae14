import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Endpoint } from '../shared/endpoint';
import { alreadyGone, optionsField, toolDescription, userIdType } from '../shared/fields';
import { paginationOf } from '../shared/operation';
import { readAttendees, writeAttendees } from './attendee';
import { refusals } from './refusals';

export const endpoint: Endpoint = {
	noun: { one: 'attendee', many: 'attendees', done: 'removed' },
	field: 'Attendee IDs and Attendees by User, Group, Room or Email',
	parameters: { calendar_id: 'calendarId', event_id: 'eventId', attendee_ids: 'attendeeIds', delete_ids: 'deleteIds' },
	documentation: 'https://open.feishu.cn/document/server-docs/calendar-v4/calendar-event-attendee/batch_delete',
	pathFields: { calendar_id: 'Calendar', event_id: 'Event' },
	userKey: 'user_id',
	// Over `attendee_ids` and `delete_ids` together.
	limit: 500,
	rates: [
		{ calls: 50, perMs: 1_000 },
		{ calls: 1_000, perMs: 60_000 },
	],
	oneCallAtATime: true,
	refusals,
	missingCode: 194000,
	read: readAttendees,
	write: writeAttendees,
	// The answer is `{}`: the code speaks for all of them.
	judge: (answer, records) => (answer.code === 0 ? records.map(() => ({ status: 'deleted' })) : undefined),
};

export const deleteOperation: INodePropertyOptions = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete calendar event attendees',
	description: 'Remove attendees from a calendar event',
	routing: {
		request: { method: 'POST', url: '/calendar/v4/calendars/:calendar_id/events/:event_id/attendees/batch_delete' },
		send: { paginate: true },
		operations: { pagination: paginationOf(endpoint) },
	},
};

const show = { operation: ['delete'] };

export const deleteFields: INodeProperties[] = [
	toolDescription(
		'Permanently removes attendees (people, groups, meeting rooms, guests) from a calendar event in Feishu or Lark, by default with a notification to them. This cannot be undone: an invitation and its reply are lost. Needs the ID of the calendar and of the event. Attendees: one ID or several separated by commas. Returns how many were removed, and who was not and why.',
	),
	{
		displayName:
			'Whoever deletes (the app, or the person) must be the organizer of the event, and writer or owner of its calendar, which must be a primary or a shared one. One of these permissions is needed: calendar:calendar.event:update or calendar:calendar. With a tenant token, the app also needs the Bot feature.',
		name: 'deleteNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Calendar',
		name: 'calendarId',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'id', value: '' },
		description:
			"ID of the calendar of the event's organizer. Listing or searching calendars returns it as calendar_id; listing events returns it as organizer_calendar_id.",
		modes: [{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. feishu.cn_xxxxxxxxxx@group.calendar.feishu.cn' }],
		displayOptions: { show },
	},
	{
		displayName: 'Event',
		name: 'eventId',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'id', value: '' },
		description: 'ID of the event whose attendees to remove. Creating, listing or searching events returns it as event_id.',
		modes: [{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 00592a0e-7edf-4678-bc9d-1b77383ef08e_0' }],
		displayOptions: { show },
	},
	{
		displayName: 'Name the attendees in one of the next two fields, or in both.',
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
			'The attendees to remove: one ID, a list separated by commas or line breaks, or an array. Adding or listing the attendees of the event returns their IDs as attendee_id, which begin with user_, chat_, resource_ or third_party_. Leave it blank to name people, groups, rooms and addresses in the field below.',
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
			'The attendees to remove, where their attendee IDs are not known: by user ID, group chat ID, meeting room ID or email address',
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
						options: [
							{ name: 'User', value: 'user' },
							{ name: 'Group Chat', value: 'chat' },
							{ name: 'Meeting Room', value: 'resource' },
							{ name: 'External Email', value: 'third_party' },
						],
						default: 'user',
						description: 'What kind of attendee to remove',
					},
					{
						displayName: 'Chat IDs',
						name: 'chatId',
						type: 'string',
						default: '',
						placeholder: 'e.g. oc_xxxxxxxxx',
						description: 'One ID, a list or an array. A group chat ID begins with oc_.',
						displayOptions: { show: { type: ['chat'] } },
					},
					{
						displayName: 'Email Addresses',
						name: 'thirdPartyEmail',
						type: 'string',
						default: '',
						placeholder: 'e.g. wangwu@example.com',
						description: 'One email address, a list or an array. They are those of guests from outside the company.',
						displayOptions: { show: { type: ['third_party'] } },
					},
					{
						displayName: 'Room IDs',
						name: 'roomId',
						type: 'string',
						default: '',
						placeholder: 'e.g. omm_xxxxxxxx',
						description: 'One ID, a list or an array. A meeting room ID begins with omm_.',
						displayOptions: { show: { type: ['resource'] } },
					},
					{
						displayName: 'User IDs',
						name: 'userId',
						type: 'string',
						default: '',
						placeholder: 'e.g. ou_xxxxxxxx',
						description:
							'One ID, a list or an array. They must be of the kind set in Options under User ID Type, which is Open ID (ou_…) unless you change it.',
						displayOptions: { show: { type: ['user'] } },
					},
				],
			},
		],
	},
	optionsField({
		delete: [
			alreadyGone,
			{
				displayName: 'Act as Meeting Room Admin',
				name: 'isEnableAdmin',
				type: 'boolean',
				default: false,
				description: 'Whether to act as a meeting room administrator. Somebody must first be made one in the Feishu Admin console.',
				routing: { send: { type: 'body', property: 'is_enable_admin' } },
			},
			{
				displayName: 'Instance Start (Room Admin)',
				name: 'instanceStartTimeAdmin',
				type: 'dateTime',
				default: '',
				description:
					"Which instance of a repeating event to change, by its start, in the workflow's time zone; Unix seconds also work. Needs Act as Meeting Room Admin. Leave it out for an event that does not repeat.",
				routing: { send: { type: 'body', property: 'instance_start_time_admin' } },
			},
			{
				displayName: 'Send Notification',
				name: 'needNotification',
				type: 'boolean',
				default: true,
				description: 'Whether the bot tells the attendees that they were removed. Feishu does so unless this is off.',
				routing: { send: { type: 'body', property: 'need_notification' } },
			},
			userIdType,
		],
	}),
];
