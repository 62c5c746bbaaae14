import { THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, USER_ID_TYPE, type SiblingSpec } from '../../specs/spec';
import type { SiblingEndpoint } from '../../sandbox/endpoint';
import { fromOpenId } from '../../sandbox/people';
import { pagedAnswer, sizeOf } from '../../sandbox/paging';
import { assertBot, invalidOn } from './access';

const LIST_SPEC: SiblingSpec = {
	name: 'chatList',
	title: 'List the groups of a user or bot',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat/list',
	method: 'GET',
	path: '/open-apis/im/v1/chats',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['im:chat', 'im:chat:readonly', 'im:chat:read', 'im:chat.group_info:readonly'],
	fieldScope: 'contact:user.employee_id:readonly',
	botAbility: 'required',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: {},
	queryParameters: {
		user_id_type: USER_ID_TYPE,
		sort_type: {
			type: 'string',
			required: false,
			default: 'ByCreateTimeAsc',
			description: 'The order; by activity, groups may be lost between pages.',
			enum: [
				{ value: 'ByCreateTimeAsc', meaning: 'the oldest first' },
				{ value: 'ByActiveTimeDesc', meaning: 'the liveliest first' },
			],
			example: 'ByCreateTimeAsc',
		},
		page_token: { type: 'string', required: false, description: 'Where to go on.', example: 'the page_token of the last answer' },
		page_size: { type: 'int', required: false, minimum: 1, maximum: 100, default: 20, description: 'The most to answer.', example: 10 },
	},
	response: {
		items: {
			type: 'object[]',
			description: 'The groups.',
			fields: {
				chat_id: { type: 'string', description: 'The group.' },
				avatar: { type: 'string', description: 'Its picture.' },
				name: { type: 'string', minLength: 0, description: 'Its name.' },
				description: { type: 'string', minLength: 0, description: 'What it is for.' },
				owner_id: { type: 'string', description: 'Its owner, unless that is a bot.' },
				owner_id_type: { type: 'string', description: 'The kind of ID.' },
				external: { type: 'boolean', description: 'Whether people of other companies are in it.' },
				tenant_key: { type: 'string', description: 'The tenant.' },
				chat_status: { type: 'string', description: 'normal, dissolved or dissolved_save.' },
			},
		},
		page_token: { type: 'string', description: 'Only where there are more pages.' },
		has_more: { type: 'boolean', description: 'Whether there are more pages.' },
	},
	successMsg: 'ok',
	errors: [
		{ code: 232001, status: 400, description: 'Your request contains an invalid request parameter.', advice: 'Check the parameters.' },
		{ code: 232004, status: 400, description: 'Such an app does NOT exist.', advice: 'Check the app.' },
		{ code: 232025, status: 400, description: 'Bot ability is not activated.', advice: 'Turn on the bot ability of the app.' },
		{
			code: 232034,
			status: 400,
			description: 'The app is unavailable or inactivated by the tenant.',
			advice: 'Have it installed and enabled.',
		},
	],
	notes: ['Chats of two are not listed.'],
};

const invalid = invalidOn(LIST_SPEC, 232001);

/** Lists the groups that the caller is in. */
export const chatList: SiblingEndpoint = {
	rules: LIST_SPEC,
	invalid,
	work(call) {
		const { platform, query, caller } = call;
		assertBot(call, LIST_SPEC, 232025);
		const { sort_type: order } = query;
		const own = [...platform.state.chats].filter(([, { mode, members }]) => mode === 'group' && members.includes(caller.identity));
		return pagedAnswer(call, {
			prefix: 'ListChats',
			items: new Map(own),
			row: ({ chatId, name, owner, external = false, status }) => ({
				chat_id: chatId,
				name,
				description: '',
				...(owner !== undefined && {
					owner_id: fromOpenId(platform.state.people, call.userIdType, owner),
					owner_id_type: call.userIdType,
				}),
				external,
				tenant_key: 'sandbox',
				chat_status: status,
			}),
			size: sizeOf(call, 20),
			filters: { order, userIdType: call.userIdType },
			lapsed: () => invalid([{ field: 'page_token', value: query['page_token'] ?? '', description: 'is none of this list' }]),
		});
	},
};
