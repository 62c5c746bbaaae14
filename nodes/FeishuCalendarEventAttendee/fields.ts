import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { eventLocator } from '../shared/calendar/fields';
import { ZONE } from '../shared/fields';

/** The event: all operations have it, except for a search in a period. */
export const eventField = eventLocator('The event of the attendees', {
	show: { operation: ['delete', 'create', 'getAll'] },
	hide: { scope: ['period'] },
});

/** What the list of events says about one that repeats. */
export const REPEATS = {
	create: 'repeats: adds to every occurrence',
	delete: 'repeats: removes from every occurrence',
};

export const isEnableAdmin: INodeProperties = {
	displayName: 'Act as Meeting Room Admin',
	name: 'isEnableAdmin',
	type: 'boolean',
	default: false,
	description: 'Whether to act as a meeting room administrator. Requires this role in the Feishu Admin console.',
	routing: { send: { type: 'body', property: 'is_enable_admin' } },
};

export const instanceStartTimeAdmin: INodeProperties = {
	displayName: 'Instance Start (Room Admin)',
	name: 'instanceStartTimeAdmin',
	type: 'dateTime',
	default: '',
	description: `The start of the one instance of a repeating event to change. Requires Act as Meeting Room Admin. Leave it out if the event does not repeat. ${ZONE}.`,
	routing: { send: { type: 'body', property: 'instance_start_time_admin' } },
};

/** Chat IDs of attendees of that type. */
export const chatIds: INodeProperties = {
	displayName: 'Chat IDs',
	name: 'chatId',
	type: 'string',
	default: '',
	placeholder: 'e.g. oc_xxxxxxxxx',
	description: 'One ID, a list or an array. A group chat ID begins with oc_.',
	displayOptions: { show: { type: ['chat'] } },
};

/** Email Addresses of attendees of that type. */
export const emailAddresses: INodeProperties = {
	displayName: 'Email Addresses',
	name: 'thirdPartyEmail',
	type: 'string',
	default: '',
	placeholder: 'e.g. wangwu@example.com',
	description: 'The email addresses of guests from outside the company: one, a list or an array',
	displayOptions: { show: { type: ['third_party'] } },
};

/** User IDs of attendees of that type. */
export const userIds: INodeProperties = {
	displayName: 'User IDs',
	name: 'userId',
	type: 'string',
	default: '',
	placeholder: 'e.g. ou_xxxxxxxx or name@company.com',
	description:
		'IDs, email addresses or mobile numbers (+86…): one, a list or an array. IDs must match User ID Type in Options, which is Open ID (ou_…) by default.',
	displayOptions: { show: { type: ['user'] } },
};

/** Room IDs of attendees of that type. */
export const roomIds: INodeProperties = {
	displayName: 'Room IDs',
	name: 'roomId',
	type: 'string',
	default: '',
	placeholder: 'e.g. omm_xxxxxxxx',
	description: 'One ID, a list or an array. A meeting room ID begins with omm_.',
	displayOptions: { show: { type: ['resource'] } },
};

/** The kinds of attendee, as both lists of them offer. */
export const attendeeTypes: INodePropertyOptions[] = [
	{ name: 'User', value: 'user' },
	{ name: 'Group Chat', value: 'chat' },
	{ name: 'Meeting Room', value: 'resource' },
	{ name: 'External Email', value: 'third_party' },
];
