import type { INodeProperties } from 'n8n-workflow';
import { deletionById } from '../shared/deletionById';
import { alreadyGone, keepCopy, onPage } from '../shared/fields';
import { lookAtEach } from '../shared/lookAtEach';
import { rates } from '../shared/chat/calls';
import { noMessage } from './fields';
import { seeMessage } from './look';
import { GONE, refusals } from './refusals';

const deletion = deletionById({
	noun: { one: 'message', many: 'messages', done: 'recalled' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/delete',
	request: { method: 'DELETE', url: '/im/v1/messages/:message_id' },
	ids: {
		message_id: {
			displayName: 'Message IDs',
			name: 'messageIds',
			example: 'om_dc13264520392913993dd051dba21dcf',
			description:
				'The messages to recall: one ID, a list separated by commas or line breaks, or an array. IDs begin with om_. Get Many, the sending call and the event of a received message return them. For a message to many people (bm-…), use the node Feishu Batch Message.',
			many: true,
		},
	},
	elsewhere: noMessage,
	kinds: ['message'],
	bareIds: [],
	rates,
	refusals,
	missingCodes: GONE,
	lookUp: lookAtEach(seeMessage),
	operation: {
		name: 'Recall Messages',
		action: 'Recall messages',
		description: 'Recall messages that the app or person sent to a chat',
		notice: onPage('message', 'An app recalls what its bot sent, within the time that your administrator allows.'),
	},
	tool: 'Recalls single messages in Feishu or Lark for everybody in their chats. This is permanent and cannot be undone; the chat shows that a message was recalled. Takes IDs of messages, which begin with om_, one or several separated by commas. Returns how many were recalled, and which were not and why.',
});

export const { endpoint, deleteOperation: recallOperation } = deletion;

export const recallFields: INodeProperties[] = [...deletion.notices, ...deletion.fields];

export const recallOptions: readonly INodeProperties[] = [
	alreadyGone,
	keepCopy('It takes one call for each message. A recalled message cannot be restored: the copy shows what it said.'),
];
