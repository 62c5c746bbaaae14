import { inYourApp, publish, type Refusals } from '../shared/refusal';

/**
 * The codes of the page on recalling batch messages:
 * https://open.feishu.cn/document/server-docs/im-v1/batch_message/delete
 */
export const refusals: Refusals = {
	230001: {
		what: 'Feishu does not accept the value in Batch Message ID.',
		todo: 'Enter the ID that starts with bm-, as the batch-send call returned it. An ID that starts with om_ belongs to a single message, which the node Feishu Message recalls.',
		reach: 'record',
	},
	230006: {
		what: 'The app has no bot, and only a bot can recall messages.',
		todo: `${inYourApp}, switch on the bot under Add Features, ${publish}.`,
		reach: 'run',
	},
	230009: {
		what: 'This message was sent too long ago to be recalled.',
		todo: 'Ask your Feishu administrator for the time limit for recalling messages, which is set in the Feishu Admin console and may differ from the day that Feishu names. If they extend it, run the workflow again.',
		reach: 'record',
	},
	230026: {
		what: 'This message was not sent by this app, and a bot can only recall its own messages.',
		todo: 'Use the credential of the app that sent the batch message.',
		reach: 'record',
	},
	230027: {
		what: 'The app lacks a permission for this recall.',
		todo: `Read the reason. ${inYourApp}, add im:message:send_multi_users or im:message:send_multi_depts under Permissions & Scopes, ${publish}. If the bot works in external groups, also switch on external sharing.`,
		reach: 'record',
	},
	230030: {
		what: 'Feishu has no batch message with this ID.',
		todo: 'Check Batch Message ID: it starts with bm- and comes from the same app and company as the credential.',
		reach: 'record',
	},
};
