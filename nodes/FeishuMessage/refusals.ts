import { inYourApp, publish, type Refusals } from '../shared/refusal';

/**
 * The codes of the page on recalling messages:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/delete
 * A call names one message, of whatever chat: what Feishu says of a chat says nothing of the next message.
 */
export const refusals: Refusals = {
	230001: {
		what: 'Feishu does not accept this message ID.',
		todo: 'Check Message IDs: each begins with om_, as Get Many, the sending call or the event of a received message returns it.',
		reach: 'record',
	},
	230002: {
		what: 'The app or person of the credential is not in the chat of this message.',
		todo: 'Add the bot of the app to the group, or use a credential of somebody who is in it.',
		reach: 'record',
	},
	230006: {
		what: 'The app has no bot, and messages need one.',
		todo: `${inYourApp}, switch on the bot under Add Features, ${publish}.`,
		reach: 'run',
	},
	230009: {
		what: 'This message was sent too long ago to be recalled.',
		todo: 'Your Feishu administrator sets in the Feishu Admin console how long messages can be recalled. If they extend it, run the workflow again.',
		reach: 'record',
	},
	230013: {
		what: 'The bot cannot reach the person in this chat, who is outside the availability of the app or has left the company.',
		todo: `${inYourApp}, add the person to its availability, ${publish}. If the person has left, the message stays.`,
		reach: 'record',
	},
	230026: {
		what: 'The account of the credential may not recall this message: it is not its own.',
		todo: 'An app recalls what its own bot sent, and a person what they sent. For what a bot sent, use the Feishu Tenant Token API credential of its app, because a user token is refused even for the bot of the same app. Messages of others can be recalled by the owner, an administrator or the creator of the group, for one year.',
		reach: 'record',
	},
	230027: {
		what: 'A permission for this message is missing.',
		todo: `Read the reason. ${inYourApp}, add im:message:recall under Permissions & Scopes, ${publish}. For a person, connect the credential again. For an external group, the bot also needs external sharing.`,
		reach: 'record',
	},
	230050: {
		what: 'The account of the credential cannot see this message.',
		todo: 'Use a credential of an app or person that can see the message in Feishu.',
		reach: 'record',
	},
	230054: {
		what: 'Feishu cannot recall messages of this type.',
		todo: 'Leave this message out. If it should not be seen, remove it in Feishu by hand.',
		reach: 'record',
	},
	230110: {
		what: 'The message has been recalled or deleted already.',
		todo: 'Leave this message out: nothing needs to be done.',
		reach: 'record',
	},
	232009: {
		what: 'The group of this message no longer exists.',
		todo: 'Leave this message out: nobody can open the group any more.',
		reach: 'record',
	},
};

/** What Feishu says of a message that is recalled, or deleted, already. The page of one call has one of them, and that of another call the other. */
export const GONE: readonly number[] = [230110, 230011];
