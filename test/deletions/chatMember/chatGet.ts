import { THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, USER_ID_TYPE, type SiblingSpec } from '../../specs/spec';
import type { SiblingEndpoint } from '../../sandbox/endpoint';
import { errorsOf, findGroup, invalidOn, isBot, shownId } from './access';
import { spec as deletionSpec } from './spec';

const text = (description: string) => ({ type: 'string', minLength: 0, description }) as const;

const GET_SPEC: SiblingSpec = {
	name: 'chatGet',
	title: 'Get a group',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat/get',
	method: 'GET',
	path: '/open-apis/im/v1/chats/:chat_id',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['im:chat', 'im:chat:read', 'im:chat:readonly'],
	fieldScope: 'contact:user.employee_id:readonly',
	botAbility: 'required',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: deletionSpec.pathParameters,
	queryParameters: { user_id_type: USER_ID_TYPE },
	response: {
		name: text('Its name.'),
		description: text('What it is for.'),
		owner_id: text('Its owner, unless that is a bot.'),
		owner_id_type: text('The kind of ID.'),
		user_manager_id_list: { type: 'string[]', description: 'The people who are its administrators.' },
		bot_manager_id_list: { type: 'string[]', description: 'The bots that are.' },
		chat_mode: text('group or topic.'),
		external: { type: 'boolean', description: 'Whether people of other companies are in it.' },
		tenant_key: text('The tenant.'),
		user_count: text('How many people are in it.'),
		bot_count: text('How many bots are in it.'),
		chat_status: text('normal, dissolved or dissolved_save.'),
	},
	successMsg: 'success',
	errors: [
		...errorsOf(232004, 232006, 232010, 232011, 232025, 232033, 232034),
		{ code: 232001, status: 400, description: 'Your request contains an invalid request parameter.', advice: 'Check the parameters.' },
	],
	notes: [
		'The page has no code for a parameter that is not valid; this one is that of its neighbours.',
		'Of its fields, those are left out that no test has a use for.',
	],
};

/** Says what a group is, and who manages it. */
export const chatGet: SiblingEndpoint = {
	rules: GET_SPEC,
	invalid: invalidOn(GET_SPEC),
	work(call) {
		const chat = findGroup(call, GET_SPEC);
		const { name, owner, managers, members, external = false, status } = chat;
		const others = managers.filter((member) => member !== owner && members.includes(member));
		return {
			data: {
				name,
				description: '',
				...(owner !== undefined && { owner_id: shownId(call, owner), owner_id_type: call.userIdType }),
				user_manager_id_list: others.filter((member) => !isBot(member)).map((member) => shownId(call, member)),
				bot_manager_id_list: others.filter(isBot),
				chat_mode: 'group',
				external,
				tenant_key: 'sandbox',
				user_count: String(members.filter((member) => !isBot(member)).length),
				bot_count: String(members.filter(isBot).length),
				chat_status: status,
			},
		};
	},
};
