import type { INodeProperties } from 'n8n-workflow';
import { attendeeTypes, chatIds, emailAddresses, isEnableAdmin, instanceStartTimeAdmin, roomIds, userIds } from './fields';
import { userIdType } from '../shared/fields';

export const ATTENDEES = 'Attendees';

export const COPIES = 'Copies';

export const FORM = 'Room Form';

export const ROOM_CONTACT = 'Room Contact';

const show = { operation: ['create'] };

export const createNotice: INodeProperties = {
	displayName:
		'Whoever adds (the app, or the person) must be the organizer of the event, or attend it where attendees may invite others, and be writer or owner of its calendar, which must be a primary or a shared one. One of these permissions is needed: calendar:calendar.event:update or calendar:calendar. With a tenant token, the app also needs the Bot feature. An event has at most 3,000 attendees.',
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
						description: 'What kind of attendee to add',
					},
					chatIds,
					emailAddresses,
					{
						displayName: 'Optional',
						name: 'isOptional',
						type: 'boolean',
						default: false,
						description: 'Whether they need not come',
						displayOptions: { show: { type: ['user', 'chat', 'third_party'] } },
					},
					{
						displayName: 'Reason for Approval',
						name: 'approvalReason',
						type: 'string',
						default: '',
						placeholder: 'e.g. Customer visit',
						description:
							'Why a meeting room that is given on approval is wanted, in at most 200 characters. It counts for a person alone; an app cannot book such a room.',
						displayOptions: ROOMS,
					},
					{
						displayName: ROOM_CONTACT,
						name: 'operateId',
						type: 'string',
						default: '',
						placeholder: 'e.g. ou_xxxxxxxx',
						description:
							'Who answers for the meeting room: a user ID of the kind set under User ID Type, an email address or a mobile number (+86…). An event that an app created needs one.',
						displayOptions: ROOMS,
					},
					{
						displayName: 'Room Form',
						name: 'form',
						type: 'json',
						default: '',
						placeholder: 'e.g. [{"index_key": "16281481596100", "input_content": "Tea"}]',
						description: 'What to enter in the booking form of the meeting room, as Feishu names it: resource_customization',
						displayOptions: ROOMS,
					},
					roomIds,
					userIds,
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
			'Attendees as Keep a Copy or Get Many has returned them: an object, an array, or JSON text of either. They get new attendee IDs, and their replies do not come back.',
		displayOptions: { show },
	},
];

export const createOptions: INodeProperties[] = [
	{
		displayName: 'Invite Room Contacts',
		name: 'addOperatorToAttendee',
		type: 'boolean',
		default: true,
		description: 'Whether the contacts of meeting rooms become attendees as well. Feishu adds them unless this is off.',
		routing: { send: { type: 'body', property: 'add_operator_to_attendee' } },
	},
	instanceStartTimeAdmin,
	isEnableAdmin,
	{
		displayName: 'Send Invitation',
		name: 'sendInvitation',
		type: 'boolean',
		default: true,
		description: 'Whether the bot tells the attendees that they were added. Feishu does so unless this is off.',
		routing: { send: { type: 'body', property: 'need_notification' } },
	},
	userIdType,
];
