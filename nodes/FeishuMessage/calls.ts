import { rates } from '../shared/chat/calls';
import type { ReadCall } from '../shared/endpoint';
import { inYourApp, publish, type Refusals } from '../shared/refusal';
import { refusals } from './refusals';

const { 230006: noBot, 230050: invisible, 230110: gone } = refusals;

/** The codes of the pages that read messages. */
const readRefusals: Refusals = {
	230001: {
		what: 'Feishu did not accept a value.',
		todo: 'Read the reason, then check the ID of the chat or message, and the period.',
		reach: 'record',
	},
	230002: {
		what: 'The app or person of the credential is not in this chat.',
		todo: 'Add the bot of the app to the group, or use a credential of somebody who is in it.',
		reach: 'record',
	},
	...(noBot && { 230006: noBot }),
	230013: {
		what: 'The bot cannot reach the person in this chat, who is outside the availability of the app or has left the company.',
		todo: `${inYourApp}, add the person to its availability, ${publish}.`,
		reach: 'record',
	},
	230027: {
		what: 'A permission to read the messages of this chat is missing.',
		todo: 'Read the reason, then check Permissions & Scopes of the app. It needs im:message:readonly, and im:message.group_msg for groups. A person needs im:message:readonly, im:message.group_msg:get_as_user and im:message.p2p_msg:get_as_user. For an external group, the bot also needs external sharing.',
		reach: 'record',
	},
	...(gone && { 230110: gone }),
};

/** The messages of a chat in a period, in the order in which they were sent. */
export const messageList: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/list',
	method: 'GET',
	path: '/im/v1/messages',
	rates,
	refusals: {
		...readRefusals,
		230073: {
			what: 'This thread began before the account of the credential joined the chat.',
			todo: 'Use a credential of somebody who was in the chat at that time.',
			reach: 'record',
		},
		231203: {
			what: 'Feishu does not let anybody read the messages of this chat, such as those of a secret or restricted group.',
			todo: 'Leave this chat out.',
			reach: 'record',
		},
		231204: {
			what: 'This app may not read messages with a user token, because it can be shared with other companies.',
			todo: 'Choose Tenant Token (App) for Authentication.',
			reach: 'run',
		},
	},
};

/** Most messages on a page of `messageList`. */
export const MESSAGES_PER_PAGE = 50;

/** One message. */
export const messageGet: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/get',
	method: 'GET',
	path: '/im/v1/messages/:message_id',
	rates,
	refusals: { ...readRefusals, ...(invisible && { 230050: invisible }) },
};
