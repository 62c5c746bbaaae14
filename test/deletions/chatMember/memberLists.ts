import { THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, USER_ID_TYPE, type Field, type Fields, type SiblingSpec } from '../../specs/spec';
import type { ApiCall, SiblingEndpoint } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { pagedAnswer, sizeOf } from '../../sandbox/paging';
import { openIdOfApp } from '../../sandbox/people';
import { errorsOf, findGroup, invalidOn, isBot, shownId } from './access';
import type { Chat } from '../message/world';
import { spec as deletionSpec } from './spec';

const text = (description: string): Field => ({ type: 'string', description });

const MEMBER: Fields = {
	member_id_type: text('The kind of ID.'),
	member_id: text('The ID.'),
	name: text('The name.'),
	tenant_key: text('The tenant.'),
};

const SHARED = {
	method: 'GET',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	botAbility: 'required',
	fieldScope: 'contact:user.employee_id:readonly',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: deletionSpec.pathParameters,
	successMsg: 'success',
} as const satisfies Partial<SiblingSpec>;

const PAGING: Fields = {
	page_size: { type: 'int', required: false, minimum: 1, maximum: 100, default: 20, description: 'The most to answer.', example: 10 },
	page_token: { type: 'string', required: false, description: 'Where to go on.', example: 'the page_token of the last answer' },
};

const NEXT: Fields = {
	page_token: text('Only where there are more pages.'),
	has_more: { type: 'boolean', description: 'Whether there are more pages.' },
};

const LIST_SPEC: SiblingSpec = {
	...SHARED,
	name: 'chatMemberList',
	title: 'List the members of a group',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/get',
	path: '/open-apis/im/v1/chats/:chat_id/members',
	scopes: ['im:chat', 'im:chat:readonly', 'im:chat.members:read', 'im:chat.group_info:readonly'],
	queryParameters: { member_id_type: USER_ID_TYPE, ...PAGING },
	response: {
		items: { type: 'object[]', description: 'The members.', fields: MEMBER },
		...NEXT,
		member_total: { type: 'int', description: 'How many there are.' },
		trigger_security_conf_limit: { type: 'boolean', description: 'Whether a security setting limits the list.' },
	},
	errors: errorsOf(232001, 232004, 232006, 232009, 232010, 232011, 232025, 232033, 232034),
	notes: ['Bots are not listed.', 'That a security setting may limit the list, only the types of the official SDK say.'],
};

const BOTS_SPEC: SiblingSpec = {
	...SHARED,
	name: 'chatBotList',
	title: 'List the members of a group, bots among them',
	url: 'https://github.com/larksuite/cli/blob/main/shortcuts/im/im_chat_members_list.go',
	path: '/open-apis/im/v1/chats/:chat_id/members/list',
	scopes: ['im:chat.members:read'],
	queryParameters: {
		member_types: { type: 'string', required: false, description: 'user, bot, or both with a comma; both if absent.', example: 'bot' },
		member_id_type: USER_ID_TYPE,
		...PAGING,
	},
	response: {
		users: { type: 'object[]', description: 'The people.', fields: MEMBER },
		bots: { type: 'object[]', description: 'The bots.', fields: { ...MEMBER, app_id: text('The app.') } },
		user_total: { type: 'int', description: 'How many people there are.' },
		bot_total: { type: 'int', description: 'How many bots there are.' },
		...NEXT,
		truncations: {
			type: 'object[]',
			description: 'Which kinds of member a security setting limits; on the last page.',
			fields: { member_type: text('user or bot.'), limit: { type: 'int', description: 'To so many.' } },
		},
	},
	errors: [
		...errorsOf(232001, 232006, 232025),
		{ code: 102021, status: 400, description: 'The caller is not in the chat.', advice: 'Join it first.' },
	],
	notes: ['No page has this call: all of it is from the official command line tool, which names no rate.'],
};

function rowOf(call: ApiCall, { names = {}, external = false }: Chat, member: string): JsonObject {
	return {
		member_id_type: call.userIdType,
		member_id: isBot(member) ? openIdOfApp(member) : shownId(call, member),
		name: names[member] ?? `Name of ${member}`,
		tenant_key: external && member.startsWith('ou_external') ? 'other' : 'sandbox',
		...(isBot(member) && { app_id: member }),
	};
}

/** Lists the people in a group, page by page. */
export const chatMemberList: SiblingEndpoint = {
	rules: LIST_SPEC,
	invalid: invalidOn(LIST_SPEC),
	work(call) {
		const chat = findGroup(call, LIST_SPEC, { dissolved: 232009 });
		const people = chat.members.filter((member) => !isBot(member));
		const shown = people.slice(0, chat.shows ?? people.length);
		const { data } = pagedAnswer(call, {
			prefix: 'ListMembers',
			items: new Map(shown.map((member) => [member, member])),
			row: (member) => rowOf(call, chat, member),
			size: sizeOf(call, 20),
			filters: { chat: chat.chatId, userIdType: call.userIdType },
			lapsed: () => call.invalid([{ field: 'page_token', value: call.query['page_token'] ?? '', description: 'is none of this list' }]),
		});
		const isLast = (data as JsonObject)['has_more'] === false;
		return {
			data: { ...data, member_total: people.length, ...(isLast && shown.length < people.length && { trigger_security_conf_limit: true }) },
		};
	},
};

/** Lists people, bots, or both, page by page. */
export const chatBotList: SiblingEndpoint = {
	rules: BOTS_SPEC,
	invalid: invalidOn(BOTS_SPEC),
	work(call) {
		const chat = findGroup(call, BOTS_SPEC, { outside: 102021 });
		const wanted = (call.query['member_types'] ?? 'user,bot').split(',');
		const all = chat.members.filter((member) => wanted.includes(isBot(member) ? 'bot' : 'user'));
		const shown = all.slice(0, chat.shows ?? all.length);
		const { data } = pagedAnswer(
			call,
			{
				prefix: 'ListAllMembers',
				items: new Map(shown.map((member) => [member, member])),
				row: (member) => rowOf(call, chat, member),
				size: sizeOf(call, 20),
				filters: { chat: chat.chatId, wanted, userIdType: call.userIdType },
				lapsed: () => call.invalid([{ field: 'page_token', value: call.query['page_token'] ?? '', description: 'is none of this list' }]),
			},
			'rows',
		);
		const { rows, ...next } = data as JsonObject & { rows: JsonObject[] };
		const isOfBot = ({ app_id }: JsonObject) => app_id !== undefined;
		const isCut = next['has_more'] === false && shown.length < all.length;
		return {
			data: {
				users: rows.filter((row) => !isOfBot(row)),
				bots: rows.filter(isOfBot),
				user_total: chat.members.filter((member) => !isBot(member)).length,
				bot_total: chat.members.filter(isBot).length,
				...next,
				...(isCut && { truncations: [{ member_type: wanted[0], limit: shown.length }] }),
			},
		};
	},
};
