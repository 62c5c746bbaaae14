import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Endpoint } from '../shared/endpoint';
import { paginationOf } from '../shared/operation';
import { previewMessage, readMessage } from './message';
import { DEPARTMENTS, LIMITS, MOST_RECIPIENTS, PEOPLE, judgeRecipients, readRecipients, writeRecipients } from './recipients';
import { sendRefusals } from './sendRefusals';
import { onPage } from '../shared/fields';

export const sending: Endpoint = {
	kind: 'create',
	noun: { one: 'message', many: 'messages', done: 'sent' },
	field: 'Recipients',
	parameters: {
		msg_type: 'messageType',
		text: 'text',
		post: 'post',
		card: 'card',
		image_key: 'imageKey',
		share_chat_id: 'chatId',
		recipients: 'recipients',
	},
	documentation: 'https://open.feishu.cn/document/ukTMukTMukTM/ucDO1EjL3gTNx4yN4UTM',
	limit: MOST_RECIPIENTS,
	limits: LIMITS,
	crowds: DEPARTMENTS,
	people: PEOPLE,
	rates: [
		{ calls: 50, perMs: 1_000 },
		{ calls: 1_000, perMs: 60_000 },
	],
	refusals: sendRefusals,
	// Feishu has no key that would tell a repeat from a second message.
	idempotent: false,
	uniquePerCall: true,
	sharedYield: 'batch_message_id',
	undo: { key: 'batch_message_id', todo: 'Recall the message by this ID to undo it.' },
	read: ({ recipients, ...message }) => ({ records: readRecipients(recipients), body: readMessage(message) }),
	preview: (_content, { body }) => previewMessage(body),
	write: writeRecipients,
	judge: (answer, records) => (answer.code === 0 ? judgeRecipients(answer, records) : undefined),
};

export const sendOperation: INodePropertyOptions = {
	name: 'Send Batch Message',
	value: 'create',
	action: 'Send batch message',
	description: 'Send a message from the app to many people or departments at once',
	routing: {
		request: { method: 'POST', url: '/message/v4/batch_send/' },
		send: { paginate: true },
		operations: { pagination: paginationOf(sending) },
	},
};

function shown(type?: string): NonNullable<INodeProperties['displayOptions']> {
	return { show: { operation: ['create'], ...(type !== undefined && { messageType: [type] }) } };
}

export const sendFields: INodeProperties[] = [
	{
		displayName: onPage('batch-message', 'Sends as the app’s bot, to people within the availability of the app.'),
		name: 'createNotice',
		type: 'notice',
		default: '',
		displayOptions: shown(),
	},
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Card', value: 'interactive', description: 'A card as JSON, or a template of the card builder' },
			{ name: 'Group Card', value: 'share_chat', description: 'The name card of a group' },
			{ name: 'Image', value: 'image', description: 'An image that was uploaded to Feishu' },
			{ name: 'Rich Text', value: 'post', description: 'A title and paragraphs with links, mentions and images, as JSON' },
			{ name: 'Text', value: 'text', description: 'Plain text' },
		],
		default: 'text',
		description: 'The type of message to send',
		displayOptions: shown(),
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		required: true,
		default: '',
		placeholder: 'e.g. The canteen is closed today.',
		description: 'The text of the message, at most 150 KB. Formatting such as bold or italics is not possible.',
		displayOptions: shown('text'),
	},
	{
		displayName: 'Rich Text (JSON)',
		name: 'post',
		type: 'json',
		required: true,
		default: '',
		placeholder: 'e.g. {"zh_cn": {"title": "News", "content": [[{"tag": "text", "text": "Hello"}]]}}',
		description:
			'Title and paragraphs for each language, as an object or JSON text of at most 30 KB. Elements with the tag md are not possible.',
		displayOptions: shown('post'),
	},
	{
		displayName: 'Card (JSON)',
		name: 'card',
		type: 'json',
		required: true,
		default: '',
		placeholder: 'e.g. {"type": "template", "data": {"template_id": "AAqxxxxxxxx"}}',
		description: 'The card as an object or JSON text of at most 30 KB, or a template of the card builder',
		displayOptions: shown('interactive'),
	},
	{
		displayName: 'Image Key',
		name: 'imageKey',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. img_v2_8e5a80ec-4d94-4bb2-84d5-e25d6c28dacj',
		description: 'The image_key that Feishu returned when the same app uploaded the image',
		displayOptions: shown('image'),
	},
	{
		displayName: 'Chat ID',
		name: 'chatId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. oc_84983ff6516d731e5b5f68d4ea2e1da5',
		description: 'The ID of the group whose name card is sent. The bot must be in the group.',
		displayOptions: shown('share_chat'),
	},
	{
		displayName: 'Recipients',
		name: 'recipients',
		type: 'collection',
		placeholder: 'Add recipients',
		default: {},
		description: 'The people or departments that get the message, at least one. A person who is named more than once gets it once.',
		displayOptions: shown(),
		options: [
			{
				displayName: 'Department IDs',
				name: 'departmentIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. od-5b91c9affb665451a16b90b4be367efa',
				description:
					'Departments whose members get the message, including all departments below them: one ID, a list separated by commas or line breaks, or an array. Use the department_id or the open_department_id. The root department, 0, is not possible.',
			},
			{
				displayName: 'Open IDs',
				name: 'openIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. ou_88553eda9014 or name@company.com',
				description:
					'People by open ID, which begins with ou_, by email address or by mobile number (+86…): one, a list separated by commas or line breaks, or an array. Each app has its own open IDs, so use those that the same app received.',
			},
			{
				displayName: 'Union IDs',
				name: 'unionIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. on_cad4860e7af1 or name@company.com',
				description:
					'People by union ID, which begins with on_, by email address or by mobile number (+86…): one, a list separated by commas or line breaks, or an array',
			},
			{
				displayName: 'User IDs',
				name: 'userIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 7cdcc7c2 or name@company.com',
				description:
					'People by the user ID that the Feishu Admin console shows, by email address or by mobile number (+86…): one, a list separated by commas or line breaks, or an array',
			},
		],
	},
];
