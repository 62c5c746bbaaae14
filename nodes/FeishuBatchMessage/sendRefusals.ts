import { inYourApp, publish, type Refusals } from '../shared/refusal';

/**
 * The codes of the page on sending batch messages, all of them with HTTP status 200:
 * https://open.feishu.cn/document/ukTMukTMukTM/ucDO1EjL3gTNx4yN4UTM
 */
export const sendRefusals: Refusals = {
	10002: {
		what: 'Feishu could not create a message from the fields.',
		todo: 'Read the reason, and check the content of the message against Message Type.',
		reach: 'target',
	},
	10003: {
		what: 'Feishu did not accept a value of this call.',
		todo: 'Read the reason, which often names the value. Check the recipients and the content of the message.',
		reach: 'record',
	},
	11101: {
		what: 'Feishu knows no user with this open ID.',
		todo: 'Check the ID in Open IDs: it begins with ou_ and must come from this app.',
		reach: 'record',
	},
	11203: {
		what: 'The app is not allowed to send messages to many users.',
		todo: `${inYourApp}, add im:message:send_multi_users under Permissions & Scopes, ${publish}.`,
		reach: 'record',
	},
	11204: {
		what: 'The app is not allowed to send messages to departments.',
		todo: `${inYourApp}, add im:message:send_multi_depts under Permissions & Scopes, ${publish}.`,
		reach: 'record',
	},
	11205: {
		what: 'The app has no bot, and only a bot can send messages.',
		todo: `${inYourApp}, switch on the bot under Add Features, ${publish}.`,
		reach: 'run',
	},
	11207: {
		what: 'The app cannot be used in this company.',
		todo: 'Check the app in the developer console (open.feishu.cn/app or open.larksuite.com/app): it must be published and enabled.',
		reach: 'run',
	},
	11209: {
		what: 'Feishu does not know this app.',
		todo: 'Check App ID and Region in the credential.',
		reach: 'run',
	},
	11210: {
		what: 'The app is not installed in this company.',
		todo: 'Ask your Feishu administrator to install the app.',
		reach: 'run',
	},
	11223: {
		what: 'The app is not allowed to send messages.',
		todo: `${inYourApp}, add im:message:send_as_bot under Permissions & Scopes, ${publish}.`,
		reach: 'run',
	},
	11227: {
		what: 'Feishu has no image with this key.',
		todo: 'Upload the image with the same app (POST /im/v1/images), and put the image_key of the answer into Image Key.',
		reach: 'target',
	},
	11231: {
		what: 'Feishu has no group with this ID.',
		todo: 'Check Chat ID: it begins with oc_, and the bot must be in the group.',
		reach: 'target',
	},
	11235: {
		what: 'The message mentions everybody, but only an administrator is allowed to do so there.',
		todo: 'Remove the mention of everybody from the message.',
		reach: 'target',
	},
	11246: {
		what: 'Feishu could not create the content of this message, or the call with all its recipients was too large.',
		todo: 'Read the reason. Check the card in Feishu’s card builder. If it is too large, shorten it.',
		reach: 'record',
	},
	11247: {
		what: 'The app has sent 500,000 batch messages today, which is the most that Feishu allows.',
		todo: 'Run the workflow again tomorrow.',
		reach: 'run',
		failure: 'quota-exhausted',
	},
	11312: {
		what: 'The content of this message did not pass Feishu’s review.',
		todo: 'Change what the message says.',
		reach: 'target',
	},
	230100: {
		what: 'Feishu considers this a test message without content, and no longer sends such messages.',
		todo: 'Change what the message says.',
		reach: 'target',
	},
};
