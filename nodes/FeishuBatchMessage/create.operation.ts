import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Endpoint } from '../shared/endpoint';
import { paginationOf } from '../shared/operation';
import { previewMessage, readMessage } from './message';
import { DEPARTMENTS, LIMITS, MOST_RECIPIENTS, PEOPLE, judgeRecipients, readRecipients, writeRecipients } from './recipients';
import { sendRefusals } from './sendRefusals';

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
	description: 'Send a message of the app to many people or departments at once',
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
		displayName:
			'Sends as the app’s bot, to people within its availability. Items with the same message share calls, of at most 200 recipients of each kind; every call is a batch message with an ID of its own. Each recipient is an output item with the batch_message_id, by which the message can be recalled; set Output to Summary in Options to get one item with all batch_message_ids. A call whose answer is lost is not repeated, as everybody might get the message twice. The app needs the Bot feature; im:message or im:message:send_as_bot; and im:message:send_multi_users for people, im:message:send_multi_depts for departments.',
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
		description: 'What kind of message to send',
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
		description: 'What the message says, in at most 150 KB. Bold, italics and the like are not possible here.',
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
			'Title and paragraphs for each language, as an object or JSON text of at most 30 KB. Elements with the tag md are not possible here.',
		displayOptions: shown('post'),
	},
	{
		displayName: 'Card (JSON)',
		name: 'card',
		type: 'json',
		required: true,
		default: '',
		placeholder: 'e.g. {"type": "template", "data": {"template_id": "AAqxxxxxxxx"}}',
		description: 'The card as an object or JSON text of at most 30 KB, or the template of the card builder that it is made of',
		displayOptions: shown('interactive'),
	},
	{
		displayName: 'Image Key',
		name: 'imageKey',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. img_v2_8e5a80ec-4d94-4bb2-84d5-e25d6c28dacj',
		description: 'The image_key that uploading the image with the same app returned',
		displayOptions: shown('image'),
	},
	{
		displayName: 'Chat ID',
		name: 'chatId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. oc_84983ff6516d731e5b5f68d4ea2e1da5',
		description: 'ID of the group whose card is sent. The bot must be in the group.',
		displayOptions: shown('share_chat'),
	},
	{
		displayName: 'Recipients',
		name: 'recipients',
		type: 'collection',
		placeholder: 'Add recipients',
		default: {},
		description: 'Who gets the message: at least one person or department. Who is named in several ways gets it once.',
		displayOptions: shown(),
		options: [
			{
				displayName: 'Department IDs',
				name: 'departmentIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. od-5b91c9affb665451a16b90b4be367efa',
				description:
					'Departments whose members get the message, with all departments below them: one ID, a list separated by commas or line breaks, or an array. Both the department_id and the open_department_id will do. The root department, 0, is not possible.',
			},
			{
				displayName: 'Open IDs',
				name: 'openIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. ou_88553eda9014',
				description:
					'People by open ID, which begins with ou_, by email address or by mobile number (+86…): one, a list separated by commas or line breaks, or an array. Each app has its own open IDs: use those that calls of the same app return.',
			},
			{
				displayName: 'Union IDs',
				name: 'unionIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. on_cad4860e7af1',
				description:
					'People by union ID, which begins with on_, by email address or by mobile number (+86…): one, a list separated by commas or line breaks, or an array',
			},
			{
				displayName: 'User IDs',
				name: 'userIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 7cdcc7c2',
				description:
					'People by the user ID that the Feishu Admin console shows, by email address or by mobile number (+86…): one, a list separated by commas or line breaks, or an array',
			},
		],
	},
];
