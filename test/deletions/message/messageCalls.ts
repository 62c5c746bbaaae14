import { THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, USER_ID_TYPE, type Field, type Fields, type SiblingSpec } from '../../specs/spec';
import type { ApiCall, SiblingEndpoint } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { pagedAnswer, sizeOf } from '../../sandbox/paging';
import { fromOpenId } from '../../sandbox/people';
import { specRefusal } from '../../sandbox/refusal';
import { assertBot, assertMayRead, assertMember, errorsOf, findMessage, invalidOn, READ_NEEDS } from './access';
import { spec as recallSpec } from './spec';
import type { ChatMessage } from './world';

const text = (description: string): Field => ({ type: 'string', description });

/** What both answers say of a message. */
const MESSAGE: Fields = {
	message_id: text('The message.'),
	root_id: text('The first message of what it replies to.'),
	parent_id: text('The message that it replies to.'),
	thread_id: text('Its thread.'),
	msg_type: text('Its type.'),
	create_time: text('When it was sent, in milliseconds.'),
	update_time: text('When it was changed, in milliseconds; at first the same.'),
	deleted: { type: 'boolean', description: 'Whether it has been recalled.' },
	updated: { type: 'boolean', description: 'Whether it has been changed.' },
	chat_id: text('Its chat.'),
	sender: {
		type: 'object',
		description: 'Who sent it.',
		fields: {
			id: text('An App ID, or the ID of a person.'),
			id_type: text('app_id or a kind of user ID.'),
			sender_type: text('app or user.'),
			tenant_key: text('The tenant.'),
		},
	},
	body: { type: 'object', description: 'What it says.', fields: { content: text('JSON as text, by the type.') } },
	mentions: {
		type: 'object[]',
		description: 'Who is mentioned.',
		fields: {
			key: text('What stands in the text.'),
			id: text('Who.'),
			id_type: text('The kind of ID.'),
			name: text('The name.'),
			tenant_key: text('The tenant.'),
		},
	},
	upper_message_id: text('The message that holds it, if it was forwarded with others.'),
};

const CARD_CONTENT: Field = {
	type: 'string',
	required: false,
	description: 'Shows cards as they were sent.',
	enum: [{ value: 'user_card_content', meaning: 'the card as it was sent' }],
	example: 'user_card_content',
};

const SHARED = {
	method: 'GET',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	botAbility: 'required',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	successMsg: 'success',
	needs: READ_NEEDS,
} as const satisfies Partial<SiblingSpec>;

const LIST_SPEC: SiblingSpec = {
	...SHARED,
	name: 'messageList',
	title: 'List the messages of a chat',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/list',
	path: '/open-apis/im/v1/messages',
	scopes: ['im:message', 'im:message:readonly', 'im:message.history:readonly'],
	pathParameters: {},
	queryParameters: {
		container_id_type: {
			type: 'string',
			required: true,
			description: 'What is listed.',
			enum: [
				{ value: 'chat', meaning: 'a group or a chat of two' },
				{ value: 'thread', meaning: 'a thread' },
			],
			example: 'chat',
		},
		container_id: { type: 'string', required: true, description: 'Its ID.', example: 'oc_234jsi43d3ssi993d43545f' },
		start_time: { type: 'string', required: false, description: 'The first second.', example: '1608594809' },
		end_time: { type: 'string', required: false, description: 'The last second.', example: '1609296809' },
		sort_type: {
			type: 'string',
			required: false,
			default: 'ByCreateTimeAsc',
			description: 'The order, the same for all pages.',
			enum: [
				{ value: 'ByCreateTimeAsc', meaning: 'the oldest first' },
				{ value: 'ByCreateTimeDesc', meaning: 'the latest first' },
			],
			example: 'ByCreateTimeAsc',
		},
		page_size: { type: 'int', required: false, minimum: 1, maximum: 50, default: 20, description: 'The most to answer.', example: 20 },
		page_token: { type: 'string', required: false, description: 'Where to go on.', example: 'the page_token of the last answer' },
		card_msg_content_type: CARD_CONTENT,
	},
	response: {
		items: { type: 'object[]', description: 'The messages.', fields: MESSAGE },
		page_token: text('Only where there are more pages.'),
		has_more: { type: 'boolean', description: 'Whether there are more pages.' },
	},
	errors: [
		...errorsOf(230001, 230002, 230006, 230013, 230027),
		{ code: 230073, status: 400, description: 'The thread is invisible to the operator.', advice: 'It began before the caller came.' },
		...errorsOf(230110),
		{ code: 231203, status: 400, description: 'Messages of this chat cannot be read.', advice: 'A restricted group.' },
		{ code: 231204, status: 400, description: 'Not with a user token.', advice: 'Use the tenant token.' },
	],
	notes: [
		'An app needs im:message.group_msg for groups; a person one more permission for groups, and one for chats of two, besides the general one.',
		'Recalled messages are listed, with deleted true.',
		'Of the threads of an ordinary group, only the first message is listed. The list of a thread has all of its messages, and takes no times.',
	],
};

const GET_SPEC: SiblingSpec = {
	...SHARED,
	name: 'messageGet',
	title: 'Look up a message',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/get',
	path: recallSpec.path,
	scopes: ['im:message', 'im:message:readonly'],
	fieldScope: 'contact:user.employee_id:readonly',
	pathParameters: recallSpec.pathParameters,
	queryParameters: { user_id_type: USER_ID_TYPE, card_msg_content_type: CARD_CONTENT },
	response: { items: { type: 'object[]', description: 'The message, and those that were forwarded in it.', fields: MESSAGE } },
	errors: errorsOf(230001, 230002, 230006, 230013, 230027, 230050, 230110),
	notes: [
		'It takes the same permissions as the list.',
		'The page does not say whether a recalled message is shown, or refused with 230110.',
	],
};

function rowOf({ platform: { state }, userIdType }: ApiCall, message: ChatMessage): JsonObject {
	const { messageId, chatId, type, content, sender, sentAt, mentions, threadId, recalledAt } = message;
	const isApp = state.apps.has(sender) || sender.startsWith('cli_');
	const isGone = recalledAt !== undefined;
	return {
		message_id: messageId,
		...(threadId !== undefined && { thread_id: threadId }),
		msg_type: type,
		create_time: String(sentAt),
		update_time: String(recalledAt ?? sentAt),
		deleted: isGone,
		updated: false,
		chat_id: chatId,
		sender: {
			id: isApp ? sender : fromOpenId(state.people, userIdType, sender),
			id_type: isApp ? 'app_id' : userIdType,
			sender_type: isApp ? 'app' : 'user',
			tenant_key: 'sandbox',
		},
		body: { content: isGone ? 'This message was recalled' : JSON.stringify(content) },
		...(mentions && {
			mentions: mentions.map(({ key, name }) => ({ key, id: `ou_${name}`, id_type: 'open_id', name, tenant_key: 'sandbox' })),
		}),
	};
}

const invalidList = invalidOn(LIST_SPEC, 230001);

/** Lists the messages of a chat. */
export const messageList: SiblingEndpoint = {
	rules: LIST_SPEC,
	invalid: invalidList,
	work(call) {
		const { platform, query } = call;
		assertBot(call, LIST_SPEC);
		const { container_id_type: type, container_id: container = '', start_time: start, end_time: end, sort_type: order } = query;
		const isThread = type === 'thread';
		const wrong = [['start_time', start] as const, ['end_time', end] as const].flatMap(([field, value]) =>
			value === undefined || (/^\d{1,12}$/.test(value) && !isThread)
				? []
				: [{ field, value, description: isThread ? 'is not for threads' : 'must be seconds as digits' }],
		);
		if (wrong.length > 0) throw invalidList(wrong);
		const { chats, messages } = platform.state;
		const inContainer = [...messages.values()].filter(({ chatId, threadId, isReply }) =>
			isThread ? threadId === container : chatId === container && isReply !== true,
		);
		const chat = chats.get(isThread ? (inContainer[0]?.chatId ?? '') : container);
		if (chat === undefined) throw invalidList([{ field: 'container_id', value: container, description: 'is not there' }]);
		assertMember(call, chat, LIST_SPEC);
		assertMayRead(call, chat, LIST_SPEC);
		if (chat.refusesReading !== undefined) throw specRefusal(LIST_SPEC, chat.refusesReading);
		const second = ({ sentAt }: ChatMessage) => Math.floor(sentAt / 1_000);
		const listed = inContainer.filter(
			(message) => (start === undefined || second(message) >= Number(start)) && (end === undefined || second(message) <= Number(end)),
		);
		const inOrder = listed.sort((one, other) => (one.sentAt - other.sentAt) * (order === 'ByCreateTimeDesc' ? -1 : 1));
		return pagedAnswer(call, {
			prefix: 'ListMessages',
			items: new Map(inOrder.map((message) => [message.messageId, message])),
			row: (message) => rowOf(call, message),
			size: sizeOf(call, 20),
			filters: { container, start, end, order },
			lapsed: () => invalidList([{ field: 'page_token', value: query['page_token'] ?? '', description: 'is none of this list' }]),
		});
	},
};

/** Looks a message up by its ID. */
export const messageGet: SiblingEndpoint = {
	rules: GET_SPEC,
	invalid: invalidOn(GET_SPEC, 230001),
	work(call) {
		assertBot(call, GET_SPEC);
		const { message, chat } = findMessage(call, GET_SPEC);
		assertMember(call, chat, GET_SPEC);
		assertMayRead(call, chat, GET_SPEC);
		if (message.recalledAt !== undefined && call.platform.settings.answers.recalledMessages === 'refuse')
			throw specRefusal(GET_SPEC, 230110);
		return { data: { items: [rowOf(call, message)] } };
	},
};
