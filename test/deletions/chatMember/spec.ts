import {
	EMPLOYEE_ID_SCOPE,
	JSON_CONTENT_TYPE,
	THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	USER_ID_TYPE,
	type Field,
	type Spec,
} from '../../specs/spec';

/** The kinds of ID that may name a member to add or to remove: a bot goes by the ID of its app. */
export const MEMBER_ID_TYPE: Field = {
	...USER_ID_TYPE,
	description: 'Which kind of ID the list holds.',
	enum: [...(USER_ID_TYPE.enum ?? []), { value: 'app_id', meaning: 'the bot of an app' }],
};

export const spec: Spec = {
	name: 'chatMember',
	title: 'Remove users or bots from a group',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/delete',
	lastUpdated: '2025-03-13',
	method: 'DELETE',
	path: '/open-apis/im/v1/chats/:chat_id/members',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['im:chat', 'im:chat.members:write_only'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'required',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: {
		chat_id: {
			type: 'string',
			required: true,
			description: 'The group; of the modes group and topic alone.',
			example: 'oc_a0553eda9014c201e6969b478895c230',
		},
	},
	queryParameters: { member_id_type: MEMBER_ID_TYPE },
	body: {
		id_list: {
			type: 'string[]',
			required: false,
			maxItems: 50,
			description: 'Whom to remove: 50 users or 5 bots at most, and not nobody.',
			example: ['ou_99e1a581b36ecc4862cbfbce473f3123'],
		},
	},
	combinedLimits: [],
	response: { invalid_id_list: { type: 'string[]', description: 'The IDs that are not valid.' } },
	successMsg: 'success',
	errors: [
		{ code: 232001, status: 400, description: 'Your request contains an invalid request parameter.', advice: 'Check the parameters.' },
		{ code: 232004, status: 400, description: 'Such an app does NOT exist.', advice: 'Check the app.' },
		{ code: 232006, status: 400, description: 'Your request specifies a chat_id which is invalid.', advice: 'Check the group.' },
		{
			code: 232007,
			status: 400,
			description: 'Your request specifies a chat_id or user_id which is invalid.',
			advice: 'Check the group and the members.',
		},
		{
			code: 232009,
			status: 400,
			description: 'Your request specifies a chat which has already been dissolved.',
			advice: 'The group is no more.',
		},
		{
			code: 232010,
			status: 400,
			description: 'Operator and chat can NOT be in different tenants.',
			advice: 'Caller and group must belong to one tenant.',
		},
		{ code: 232011, status: 400, description: 'Operator can NOT be out of the chat.', advice: 'The caller must be in the group.' },
		{
			code: 232014,
			status: 400,
			description: 'The token used in the request does NOT have the permissions necessary to complete the request.',
			advice: 'The caller has no such right in this group.',
		},
		{ code: 232019, status: 400, description: 'The request has been rate limited.', advice: 'One call at a time for a group.' },
		{ code: 232025, status: 400, description: 'Bot ability is not activated.', advice: 'Turn on the bot ability of the app.' },
		{
			code: 232027,
			status: 400,
			description: 'There are no valid members in the ID list specified in your request.',
			advice: 'Name at least one that is valid.',
		},
		{
			code: 232029,
			status: 400,
			description: 'There are no available candidates for chat owner.',
			advice: 'Nobody is left who could own the group.',
		},
		{
			code: 232033,
			status: 400,
			description: 'The operator or invited bots does NOT have the authority to manage external chats without the scope.',
			advice: 'The bot has no external sharing.',
		},
		{
			code: 232034,
			status: 400,
			description: 'The app is unavailable or inactivated by the tenant.',
			advice: 'Have it installed and enabled.',
		},
		{ code: 232076, status: 400, description: "Can't kick chat owner.", advice: 'Hand the group over first.' },
	],
	rateCodes: [232019],
	notes: [
		'Owner, administrators and the bot that created the group, with a permission for that, remove anybody; anybody removes themselves.',
		'The page does not say what becomes of the ID of somebody who is not in the group.',
		'Nor whether one who cannot be removed keeps the others in: here they do.',
	],
};
