import type { INodeProperties } from 'n8n-workflow';
import { ONLY_THESE } from './onlyThese';
import { userIdType } from '../shared/fields';

export const REPLIES = ['needs_action', 'accept', 'tentative', 'decline', 'removed'] as const;

export const ONLY_ORGANIZED = 'Only Events This Calendar Organizes';

const show = { operation: ['getAll'] };

/** Before the calendar and the event. */
export const getAllScope: INodeProperties[] = [
	{
		displayName:
			'Whoever looks (the app, or the person) must be reader, writer or owner of the calendar. One of these permissions is needed: calendar:calendar.event:read, calendar:calendar:readonly or calendar:calendar. With a tenant token, the app also needs the Bot feature. To remove those found: put calendar_id into Calendar, event_id into Event, and attendee_id into Attendee IDs of Remove Attendees.',
		name: 'getAllNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'All Events in a Period', value: 'period', description: 'The attendees of each event of the calendar in a period' },
			{ name: 'One Event', value: 'event', description: 'The attendees of one event' },
		],
		default: 'event',
		description: 'Whose attendees to list',
		displayOptions: { show },
	},
];

const ofPeriod = { ...show, scope: ['period'] };

/** After the calendar. */
export const getAllPeriod: INodeProperties[] = [
	{
		displayName: 'From',
		name: 'periodFrom',
		type: 'dateTime',
		required: true,
		default: '',
		description:
			"Events that end at this time or later are meant, in the workflow's time zone; Unix seconds also work. An event that repeats is listed once, as the event that it is.",
		displayOptions: { show: ofPeriod },
	},
	{
		displayName: 'To',
		name: 'periodTo',
		type: 'dateTime',
		required: true,
		default: '',
		description: "Events that begin at this time or earlier are meant, in the workflow's time zone; Unix seconds also work",
		displayOptions: { show: ofPeriod },
	},
];

export const getAllOptions: INodeProperties[] = [
	{
		displayName: 'Attendee Types',
		name: 'attendeeTypes',
		type: 'multiOptions',
		options: [
			{ name: 'External Email', value: 'third_party' },
			{ name: 'Group Chat', value: 'chat' },
			{ name: 'Meeting Room', value: 'resource' },
			{ name: 'User', value: 'user' },
		],
		default: [],
		description: 'Which kinds of attendee to return',
		routing: { send: { type: 'body', property: 'types' } },
	},
	{
		displayName: 'Include Room Forms',
		name: 'includeRoomForms',
		type: 'boolean',
		default: false,
		description:
			'Whether to return what was entered in the booking forms of meeting rooms, as resource_customization. Only those who may edit the event get it.',
		routing: { send: { type: 'query', property: 'need_resource_customization' } },
	},
	{
		displayName: ONLY_ORGANIZED,
		name: 'onlyOrganized',
		type: 'boolean',
		default: true,
		description:
			'Whether to leave out events that the calendar was only invited to: attendees are removed and added on the calendar of the organizer alone. Each item shows that one as organizer_calendar_id.',
		displayOptions: { show: { '/scope': ['period'] } },
		routing: { send: { type: 'body', property: 'organized' } },
	},
	{
		displayName: ONLY_THESE,
		name: 'onlyThese',
		type: 'string',
		default: '',
		placeholder: 'e.g. ou_xxxxxxxx',
		description:
			'Whom to return: user IDs of the kind set under User ID Type, email addresses, mobile numbers (+86…), group chat IDs, meeting room IDs or attendee IDs. An email address finds a colleague and a guest. One, a list separated by commas or line breaks, or an array.',
		routing: { send: { type: 'body', property: 'only' } },
	},
	{
		displayName: 'Replies',
		name: 'replies',
		type: 'multiOptions',
		options: [
			{ name: 'Accepted', value: 'accept', description: 'A meeting room is booked' },
			{ name: 'Declined', value: 'decline', description: 'A meeting room could not be booked' },
			{ name: 'No Reply Yet', value: 'needs_action', description: 'A meeting room is being booked' },
			{ name: 'Removed', value: 'removed', description: 'No longer part of the event' },
			{ name: 'Tentative', value: 'tentative' },
		],
		default: [],
		description: 'Attendees with which replies to return. Without this option, those who were removed are left out.',
		routing: { send: { type: 'body', property: 'replies' } },
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description:
			'Whether to return a simplified version of the response instead of the raw data, which then stands under "attendee" and "event"',
		routing: { send: { type: 'body', property: 'simplify' } },
	},
	userIdType,
];
