import type { INodeProperties } from 'n8n-workflow';
import { attendeeTypes, chatIds, emailAddresses, isEnableAdmin, instanceStartTimeAdmin, roomIds, userIds } from './fields';
import { onPage, userIdType } from '../shared/fields';

export const ATTENDEES = 'Attendees';

export const COPIES = 'Snapshots to Restore';

export const FORM = 'Room Form';

export const ROOM_CONTACT = 'Room Contact';

const show = { operation: ['create'] };

export const createNotice: INodeProperties = {
	displayName: onPage(
		'calendar-event-attendee',
		'The app or person must be the organizer of the event, or an attendee who can invite others.',
	),
	name: 'createNotice',
	type: 'notice',
	default: '',
	displayOptions: { show },
};

const ROOMS = { show: { type: ['resource'] } };

/** After the calendar and the event. */
export const createFields: INodeProperties[] = [
	{
		displayName: ATTENDEES,
		name: 'attendees',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add attendees',
		default: {},
		description: 'The attendees to add: by user ID, group chat ID, meeting room ID or email address',
		displayOptions: { show },
		options: [
			{
				displayName: 'IDs',
				name: 'each',
				values: [
					{
						displayName: 'Attendee Type',
						name: 'type',
						type: 'options',
						options: attendeeTypes,
						default: 'user',
						description: 'The type of attendee to add',
					},
					chatIds,
					emailAddresses,
					roomIds,
					userIds,
					{
						displayName: 'Optional',
						name: 'isOptional',
						type: 'boolean',
						default: false,
						description: 'Whether attendance is optional',
						displayOptions: { show: { type: ['user', 'chat', 'third_party'] } },
					},
					{
						displayName: 'Reason for Approval',
						name: 'approvalReason',
						type: 'string',
						default: '',
						placeholder: 'e.g. Customer visit',
						description:
							'Why you request a meeting room that needs approval, at most 200 characters. Only a person can request such a room, not an app.',
						displayOptions: ROOMS,
					},
					{
						displayName: ROOM_CONTACT,
						name: 'operateId',
						type: 'string',
						default: '',
						placeholder: 'e.g. ou_xxxxxxxx or name@company.com',
						description:
							'The contact for the meeting room: a user ID that matches User ID Type, an email address or a mobile number (+86…). An event that an app created needs one.',
						displayOptions: ROOMS,
					},
					{
						displayName: 'Room Form',
						name: 'form',
						type: 'json',
						default: '',
						placeholder: 'e.g. [{"index_key": "16281481596100", "input_content": "Tea"}]',
						description: 'The answers to the booking form of the meeting room, in the format of resource_customization',
						displayOptions: ROOMS,
					},
				],
			},
		],
	},
	{
		displayName: COPIES,
		name: 'copies',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.snapshot }}',
		description:
			'The attendees to restore, as Keep a Copy or Get Many returned them: an object, an array, or JSON text of either. They get new attendee IDs, and their replies are not restored.',
		displayOptions: { show },
	},
];

export const createOptions: INodeProperties[] = [
	{
		displayName: 'Invite Room Contacts',
		name: 'addOperatorToAttendee',
		type: 'boolean',
		default: true,
		description: 'Whether to add the contacts of meeting rooms as attendees. Feishu adds them unless this is off.',
		routing: { send: { type: 'body', property: 'add_operator_to_attendee' } },
	},
	instanceStartTimeAdmin,
	isEnableAdmin,
	{
		displayName: 'Send Invitation',
		name: 'sendInvitation',
		type: 'boolean',
		default: true,
		description: 'Whether the bot notifies the attendees that they were added. Feishu does so unless this is off.',
		routing: { send: { type: 'body', property: 'need_notification' } },
	},
	userIdType,
];
