import type { Refusals } from '../shared/refusal';

/**
 * The codes of the page on recalling batch messages:
 * https://open.feishu.cn/document/server-docs/im-v1/batch_message/delete
 */
export const refusals: Refusals = {
	230001: {
		what: 'The value in Batch Message ID is not one that Feishu accepts.',
		todo: 'Put in the ID that starts with bm-, as it was returned when the batch message was sent. An ID that starts with om_ belongs to a single message, which cannot be recalled here.',
		concerns: 'record',
	},
	230006: {
		what: 'The app has no bot, and only a bot can recall messages.',
		todo: 'In the Feishu developer console (open.feishu.cn/app, or open.larksuite.com/app), open your app, switch on the bot under Add Features, and publish a version.',
		concerns: 'run',
	},
	230009: {
		what: 'This message was sent too long ago to be recalled, by the time limit that the administrator of your company has set.',
		todo: 'Ask your Feishu administrator to lengthen the time limit for recalling messages in the Feishu Admin console, then run the workflow again. The limit may differ from the one day that Feishu names in its answer.',
		concerns: 'record',
	},
	230026: {
		what: 'This message was not sent by this app, and an app can recall its own messages only.',
		todo: 'Use the credential of the app that sent the batch message.',
		concerns: 'record',
	},
	230027: {
		what: 'The app has no right to recall this message.',
		todo: 'In the Feishu developer console (open.feishu.cn/app, or open.larksuite.com/app), open your app, add im:message:send_multi_users or im:message:send_multi_depts under Permissions & Scopes, and publish a version. If the message went to people outside your company, also allow the bot to be shared externally.',
		concerns: 'record',
	},
	230030: {
		what: 'Feishu has no batch message with this ID.',
		todo: 'Check Batch Message ID: it starts with bm- and comes from the same app and company as the credential.',
		concerns: 'record',
	},
};
