import type { INodeProperties } from 'n8n-workflow';
import { ZONE, onPage } from '../shared/fields';
import { SENDERS } from './senders';

export const CHAT = 'Chat';

export const SENT_BY_FIELD = 'Sent By';

export const FROM = 'From';

export const TO = 'To';

export const TYPES = 'Message Types';

export const THREADS = 'Include Thread Replies';

export const CONTAINS = 'Text Contains';

/** The types of message by what people call them. */
export const MESSAGE_TYPES = {
	Audio: 'audio',
	Card: 'interactive',
	'Contact Card': 'share_user',
	File: 'file',
	'Forwarded Messages': 'merge_forward',
	'Group Card': 'share_chat',
	Image: 'image',
	'Rich Text': 'post',
	Sticker: 'sticker',
	Text: 'text',
	Video: 'media',
} as const;

const show = { operation: ['getAll'] };

/** Which messages to list. */
export const getAllFields: INodeProperties[] = [
	{
		displayName: onPage('message', 'The app needs the bot, and the app or person must be in the chat.'),
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
			{ name: 'All Groups', value: 'all', description: 'All groups that the app or person is in. Feishu does not list chats of two.' },
			{ name: 'One Chat', value: 'one', description: 'A chat that you choose' },
		],
		default: 'one',
		description: 'The chats whose messages to list',
		displayOptions: { show },
	},
	{
		displayName: CHAT,
		name: 'chatId',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description:
			'The chat whose messages to list. The list has the groups that the app or person is in. For a chat of two, enter the ID, which the sending call and the event of a received message return as chat_id.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a group…',
				typeOptions: { searchListMethod: 'searchChats', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. oc_a0553eda9014c201e6969b478895c230' },
		],
		displayOptions: { show: { ...show, scope: ['one'] } },
	},
	{
		displayName: SENT_BY_FIELD,
		name: 'sentBy',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Anyone', value: 'anyone', description: 'Messages of all people and apps' },
			{ name: 'These Senders', value: 'these', description: 'Messages of people or apps that you name' },
			{
				name: 'This Account',
				value: 'self',
				description: 'Only messages that the account of the credential sent: the bot of the app, or the person',
			},
		],
		default: 'self',
		description: 'Whose messages to list',
		displayOptions: { show },
	},
	{
		displayName: SENDERS,
		name: 'senders',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. cli_9f427eec54ae901b or name@company.com',
		description:
			'The senders of the messages: App IDs (cli_…), Open IDs (ou_…), email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array.',
		displayOptions: { show: { ...show, sentBy: ['these'] } },
	},
	{
		displayName: FROM,
		name: 'periodFrom',
		type: 'dateTime',
		required: true,
		default: '={{ $now.minus({ days: 1 }) }}',
		description: `Only messages sent at or after this time. ${ZONE}.`,
		displayOptions: { show },
	},
	{
		displayName: TO,
		name: 'periodTo',
		type: 'dateTime',
		required: true,
		default: '={{ $now }}',
		description: `Only messages sent at or before this time. ${ZONE}.`,
		displayOptions: { show },
	},
];

export const getAllOptions: readonly INodeProperties[] = [
	{
		displayName: THREADS,
		name: 'includeThreadReplies',
		type: 'boolean',
		default: true,
		description:
			'Whether to also return the replies in threads of ordinary groups, of which Feishu only lists the first message. This takes at least one more call for each thread that began in the period. Replies in older threads are not found.',
		routing: { send: { type: 'body', property: 'threads' } },
	},
	{
		displayName: TYPES,
		name: 'messageTypes',
		type: 'multiOptions',
		options: Object.entries(MESSAGE_TYPES).map(([name, value]) => ({ name, value })),
		default: [],
		description: 'The types of message to return',
		routing: { send: { type: 'body', property: 'types' } },
	},
	{
		displayName: CONTAINS,
		name: 'textContains',
		type: 'string',
		default: '',
		placeholder: 'e.g. maintenance tonight',
		description:
			'Only messages whose text contains this, in capitals or not. Feishu cannot search by it, so the node reads all messages of the period.',
		routing: { send: { type: 'body', property: 'contains' } },
	},
];
