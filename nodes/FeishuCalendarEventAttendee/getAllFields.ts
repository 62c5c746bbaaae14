import type { INodeProperties } from 'n8n-workflow';
import { ONLY_THESE } from './onlyThese';
import { ZONE, onPage, userIdType } from '../shared/fields';

export const REPLIES = ['needs_action', 'accept', 'tentative', 'decline', 'removed'] as const;

export const OLDER_SIMPLIFY = 'Simplify (Older Workflows)';

export const ONLY_ORGANIZED = 'Only Events This Calendar Organizes';

const show = { operation: ['getAll'] };

/** Before the calendar and the event. */
export const getAllScope: INodeProperties[] = [
	{
		displayName: onPage('calendar-event-attendee', 'The app or person must be able to read the calendar.'),
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
		description: 'The events whose attendees to list',
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
		default: '={{ $now }}',
		description: `Only events that end at or after this time. A repeating event is listed once. ${ZONE}.`,
		displayOptions: { show: ofPeriod },
	},
	{
		displayName: 'To',
		name: 'periodTo',
		type: 'dateTime',
		required: true,
		default: '={{ $now.plus({ years: 1 }) }}',
		description: `Only events that begin at or before this time. ${ZONE}.`,
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
		description: 'The types of attendee to return',
		routing: { send: { type: 'body', property: 'types' } },
	},
	{
		displayName: 'Include Room Forms',
		name: 'includeRoomForms',
		type: 'boolean',
		default: false,
		description:
			'Whether to return what was entered in the booking forms of meeting rooms, as resource_customization. Requires the right to edit the event.',
		routing: { send: { type: 'query', property: 'need_resource_customization' } },
	},
	{
		displayName: ONLY_ORGANIZED,
		name: 'onlyOrganized',
		type: 'boolean',
		default: true,
		description:
			'Whether to leave out events that the calendar was only invited to, because attendees can only be removed or added on the calendar of the organizer. The items of such events have that calendar as organizer_calendar_id.',
		displayOptions: { show: { '/scope': ['period'] } },
		routing: { send: { type: 'body', property: 'organized' } },
	},
	{
		displayName: ONLY_THESE,
		name: 'onlyThese',
		type: 'string',
		default: '',
		placeholder: 'e.g. ou_xxxxxxxx or name@company.com',
		description:
			'The attendees to return: user IDs that match User ID Type, email addresses, mobile numbers (+86…), group chat IDs, meeting room IDs or attendee IDs. An email address finds colleagues and guests. One, a list separated by commas or line breaks, or an array.',
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
		description: 'The replies of the attendees to return. Without this option, removed attendees are left out.',
		routing: { send: { type: 'body', property: 'replies' } },
	},
	{
		// It was here in earlier versions: n8n drops what a collection does not know.
		displayName: OLDER_SIMPLIFY,
		name: 'simplify',
		type: 'boolean',
		default: false,
		description:
			'Whether to return a simplified version of the response. This option is for workflows of earlier versions: use the Simplify switch above instead. If either is off, the raw data is returned.',
		routing: { send: { type: 'body', property: 'older_simplify' } },
	},
	userIdType,
];
