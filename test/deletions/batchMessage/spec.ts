import { THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, type Spec } from '../../specs/spec';

export const spec: Spec = {
	name: 'batchMessage',
	title: 'Recall a batch message',
	url: 'https://open.feishu.cn/document/server-docs/im-v1/batch_message/delete',
	lastUpdated: '2025-01-02',
	method: 'DELETE',
	path: '/open-apis/im/v1/batch_messages/:batch_message_id',
	tokens: ['tenant'],
	appKinds: ['custom', 'store'],
	scopes: ['im:message:send_multi_depts', 'im:message:send_multi_users'],
	botAbility: 'required',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: {
		batch_message_id: {
			type: 'string',
			required: true,
			description: 'The batch message, as message_id in the answer of the sending call.',
			example: 'bm-dc13264520392913993dd051dba21dcf',
		},
	},
	queryParameters: {},
	combinedLimits: [],
	response: {},
	successMsg: 'ok',
	errors: [
		{
			code: 230001,
			status: 400,
			description: 'Your request contains an invalid request parameter.',
			advice: 'Check the parameters against the message.',
		},
		{ code: 230006, status: 400, description: 'Bot ability is not activated.', advice: 'Turn on the bot ability of the app.' },
		{
			code: 230009,
			status: 400,
			description: 'Message can only be recalled within one days.',
			advice: "The message is older than the recall window that the tenant's administrator set.",
		},
		{ code: 230026, status: 400, description: 'No permission to recall this message.', advice: 'A bot recalls only what it sent itself.' },
		{
			code: 230027,
			status: 400,
			description: 'Lack of necessary permissions.',
			advice: "A scope, a user's consent or the sharing with external groups is missing.",
		},
		{ code: 230030, status: 400, description: 'The message id is invalid, record not found.', advice: 'Correct the batch message ID.' },
	],
	notes: [
		'The app needs the bot ability.',
		'Only messages sent with the batch sending call can be recalled.',
		"How long a message can be recalled is set by the tenant's administrator, whatever the text of code 230009 says.",
		'The recall runs asynchronously and with some delay after the answer.',
	],
};
