import type { INodeProperties } from 'n8n-workflow';
import { onPage, userIdType, ZONE } from '../shared/fields';

export const EACH = 'Each Occurrence';

export const ONLY_ORGANIZED = 'Only Events This Calendar Organizes';

export const ORGANIZERS = 'Only These Organizers';

export const TITLE = 'Title Contains';

const show = { operation: ['getAll'] };

/** Before the calendar. */
export const getAllNotice: INodeProperties = {
	displayName: onPage('calendar-event', 'The app or person must be able to read the calendar.'),
	name: 'getAllNotice',
	type: 'notice',
	default: '',
	displayOptions: { show },
};

/** After the calendar. */
export const getAllFields: INodeProperties[] = [
	{
		displayName: 'From',
		name: 'periodFrom',
		type: 'dateTime',
		required: true,
		default: '={{ $now }}',
		description: `Only events that end at or after this time. A repeating event is listed once. ${ZONE}.`,
		displayOptions: { show },
	},
	{
		displayName: 'To',
		name: 'periodTo',
		type: 'dateTime',
		required: true,
		default: '={{ $now.plus({ years: 1 }) }}',
		description: `Only events that begin at or before this time. ${ZONE}.`,
		displayOptions: { show },
	},
];

export const getAllOptions: INodeProperties[] = [
	{
		displayName: EACH,
		name: 'eachOccurrence',
		type: 'boolean',
		default: true,
		description: 'Whether to list each occurrence of a repeating event with an ID of its own, instead of the repeating event once',
		routing: { send: { type: 'body', property: 'each' } },
	},
	{
		displayName: ONLY_ORGANIZED,
		name: 'onlyOrganized',
		type: 'boolean',
		default: true,
		description:
			'Whether to leave out events that the calendar was only invited to, because events can only be deleted on the calendar of the organizer. Each item has that calendar as organizer_calendar_id.',
		routing: { send: { type: 'body', property: 'organized' } },
	},
	{
		displayName: ORGANIZERS,
		name: 'onlyOrganizers',
		type: 'string',
		default: '',
		placeholder: 'e.g. ou_xxxxxxxx or name@company.com',
		description:
			'Only events that these people organize: user IDs that match User ID Type, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array.',
		routing: { send: { type: 'body', property: 'organizers' } },
	},
	{
		displayName: TITLE,
		name: 'titleContains',
		type: 'string',
		default: '',
		placeholder: 'e.g. Weekly Review',
		description: 'Only events whose title contains this text, in capitals or not',
		routing: { send: { type: 'body', property: 'title' } },
	},
	userIdType,
];
