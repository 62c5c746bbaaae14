import { JSON_CONTENT_TYPE, THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, type SiblingSpec } from '../../specs/spec';
import type { ApiCall, SiblingEndpoint } from '../../sandbox/endpoint';
import { idKindViolation, isNobody, toOpenId } from '../../sandbox/people';
import { specRefusal } from '../../sandbox/refusal';
import { errorsOf, findGroup, invalidOn, isBot } from './access';
import { MEMBER_ID_TYPE, spec as deletionSpec } from './spec';

const row = (code: number, description: string, advice: string) => ({ code, status: 400, description, advice });

const list = (description: string) => ({ type: 'string[]', description }) as const;

const CREATE_SPEC: SiblingSpec = {
	name: 'chatMemberCreate',
	title: 'Add users or bots to a group',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/create',
	method: 'POST',
	path: deletionSpec.path,
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['im:chat', 'im:chat.members:write_only'],
	fieldScope: 'contact:user.employee_id:readonly',
	botAbility: 'required',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: deletionSpec.pathParameters,
	queryParameters: {
		member_id_type: MEMBER_ID_TYPE,
		succeed_type: {
			type: 'int',
			required: false,
			default: 0,
			description: 'What becomes of the others if somebody cannot be added.',
			enum: [
				{ value: '0', meaning: 'nobody is added, unless the person has left' },
				{ value: '1', meaning: 'they are added' },
				{ value: '2', meaning: 'nobody is added' },
			],
			example: 1,
		},
	},
	body: {
		id_list: {
			type: 'string[]',
			required: false,
			maxItems: 50,
			description: 'Whom to add: 50 users or 5 bots at most, and not nobody.',
			example: ['ou_99e1a581b36ecc4862cbfbce473f3123'],
		},
	},
	response: {
		invalid_id_list: list('The IDs that are not valid: of people who have left, are not visible or not active.'),
		not_existed_id_list: list('The IDs that are nobody’s.'),
		pending_approval_id_list: list('The IDs that wait for approval.'),
	},
	successMsg: 'success',
	errors: [
		...errorsOf(232001, 232004, 232006, 232009, 232010, 232011),
		row(232013, 'The group has reached the limit of its members.', 'Take somebody out first.'),
		row(232017, 'Only those who manage the group may add members.', 'Use the owner or an administrator.'),
		...errorsOf(232019),
		row(232024, 'Users do not have the visibility of the app.', 'Check the availability of the app.'),
		...errorsOf(232025, 232027),
		row(232028, 'People of other tenants cannot be in an internal group.', 'Leave them out.'),
		...errorsOf(232033, 232034),
		row(232043, 'The group has reached the limit of its bots.', 'Take one out first.'),
		row(232044, 'The group has reached the limit that the administrator set.', 'Have it raised.'),
		row(232090, 'The member cannot be added.', 'See the message.'),
		row(99992351, 'The open ID does not exist.', 'Check it.'),
		row(99992360, 'The user ID does not exist.', 'Check it.'),
		row(99992364, 'The union ID does not exist.', 'Check it.'),
	],
	rateCodes: [232019],
	notes: [
		'The descriptions of 232013, 232017, 232028, 232043, 232044 and 232090 are in our words.',
		'The page does not say what becomes of somebody who is in the group already: here nothing does.',
	],
};

/** Why an ID is not added, by the list of the answer that has it. */
function whyNot({ platform: { state }, userIdType, query }: ApiCall, id: string): 'invalid_id_list' | 'not_existed_id_list' | undefined {
	if (query['member_id_type'] === 'app_id') return isBot(id) ? undefined : 'not_existed_id_list';
	if (idKindViolation(state.people, userIdType, id, '') !== undefined || isNobody(state.people, userIdType, id))
		return 'not_existed_id_list';
	const { hasLeft, isHidden } = state.people.find(({ openId }) => openId === toOpenId(state.people, userIdType, id)) ?? {};
	return hasLeft === true || isHidden === true ? 'invalid_id_list' : undefined;
}

/** Adds people, or bots, to a group. */
export const chatMemberCreate: SiblingEndpoint = {
	rules: CREATE_SPEC,
	invalid: invalidOn(CREATE_SPEC),
	// Shared with the deletion: both change the members of one group.
	exclusive: (params) => ({ target: JSON.stringify(['chat', params['chat_id']]), refusal: specRefusal(CREATE_SPEC, 232019) }),
	work(call) {
		const { platform, body, query, userIdType, invalid } = call;
		const ids = [...new Set((body['id_list'] ?? []) as string[])];
		const isOfBots = query['member_id_type'] === 'app_id';
		if (isOfBots && ids.length > 5) throw invalid([{ field: 'id_list', value: String(ids.length), description: 'the max len is 5' }]);
		const chat = findGroup(call, CREATE_SPEC, { dissolved: 232009 });
		if (chat.refusesChanges !== undefined) throw specRefusal(CREATE_SPEC, chat.refusesChanges);
		const refused = new Map(ids.map((id) => [id, whyNot(call, id)]));
		const good = ids.filter((id) => refused.get(id) === undefined);
		if (good.length === 0 || (query['succeed_type'] !== '1' && good.length < ids.length)) throw specRefusal(CREATE_SPEC, 232027);
		const memberOf = (id: string) => (isOfBots ? id : toOpenId(platform.state.people, userIdType, id));
		const joining = good.filter((id) => !chat.members.includes(memberOf(id)));
		if (chat.approves !== true) chat.members = [...chat.members, ...joining.map(memberOf)];
		return {
			data: {
				invalid_id_list: ids.filter((id) => refused.get(id) === 'invalid_id_list'),
				not_existed_id_list: ids.filter((id) => refused.get(id) === 'not_existed_id_list'),
				pending_approval_id_list: chat.approves === true ? joining : [],
			},
		};
	},
};
