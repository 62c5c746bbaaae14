import { JSON_CONTENT_TYPE, THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, type ErrorCode, type Field, type SiblingSpec } from '../../specs/spec';
import { inWords, type ApiCall, type SiblingEndpoint } from '../../sandbox/endpoint';
import { isObject, type JsonObject } from '../../sandbox/json';
import { idKindViolation, isNobody, toOpenId, type UserIdType } from '../../sandbox/people';
import { specRefusal, type FieldViolation, type Refusal } from '../../sandbox/refusal';
import type { BatchMessage, Department } from './world';

function ids(description: string, example: readonly string[]): Field {
	return { type: 'string[]', required: false, maxItems: 200, description, example };
}

/** The page answers all its codes with HTTP status 200. */
function error(code: number, description: string, advice: string): ErrorCode {
	return { code, status: 200, description, advice };
}

const SEND_SPEC: SiblingSpec = {
	name: 'batchMessageSend',
	title: 'Send a batch message',
	url: 'https://open.feishu.cn/document/ukTMukTMukTM/ucDO1EjL3gTNx4yN4UTM',
	method: 'POST',
	path: '/open-apis/message/v4/batch_send/',
	tokens: ['tenant'],
	appKinds: ['custom', 'store'],
	scopes: ['im:message', 'im:message:send_as_bot', 'im:message:send_multi_users', 'im:message:send_multi_depts'],
	needs: [['im:message', 'im:message:send_as_bot'], ['im:message:send_multi_users'], ['im:message:send_multi_depts']],
	botAbility: 'required',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: {},
	queryParameters: {},
	body: {
		msg_type: {
			type: 'string',
			required: true,
			description: 'What kind of message it is.',
			enum: [
				{ value: 'text', meaning: 'a text' },
				{ value: 'image', meaning: 'a picture' },
				{ value: 'post', meaning: 'a rich text, without the tag md' },
				{ value: 'share_chat', meaning: 'the card of a group' },
				{ value: 'interactive', meaning: 'a card' },
			],
			example: 'text',
		},
		content: { type: 'object', required: false, description: 'The message, for all kinds but cards, as JSON and not as text.' },
		card: { type: 'object', required: false, description: 'The card, for interactive messages.' },
		department_ids: ids('Departments, by either of their IDs, with all that belong to them; not the root, which is 0.', [
			'3dceba33a33226',
			'od-5b91c9affb665451a16b90b4be367efa',
		]),
		open_ids: ids('Users by open ID.', ['ou_18eac85d35a26f989317ad4f02e8bbbb']),
		user_ids: ids('Users by user ID.', ['7cdcc7c2']),
		union_ids: ids('Users by union ID.', ['on_cad4860e7af114fb4ff6c5d496d1dd76']),
	},
	response: {
		message_id: { type: 'string', description: 'The batch message.', example: 'bm-d4be107c616aed9c1da8ed8068570a9f' },
		invalid_department_ids: { type: 'string[]', description: 'IDs of no department.' },
		invalid_open_ids: { type: 'string[]', description: 'IDs of no user.' },
		invalid_user_ids: { type: 'string[]', description: 'IDs of no user.' },
		invalid_union_ids: { type: 'string[]', description: 'IDs of no user.' },
	},
	successMsg: 'ok',
	errors: [
		error(10002, 'Create or send message fail.', 'Check the form of the message.'),
		error(10003, 'Invalid parameter.', 'The message names what is missing or wrong.'),
		error(11101, 'Open_id not exist.', 'Check the open IDs.'),
		error(11203, 'Send employee ids permission denied.', 'The app needs im:message:send_multi_users.'),
		error(11204, 'Send department list permission denied.', 'The app needs im:message:send_multi_depts.'),
		error(11205, 'App do not have bot.', 'Turn on the bot ability of the app.'),
		error(11207, 'App is not usage.', 'Look at the state of the app.'),
		error(11209, 'App not exist.', 'Check the app.'),
		error(11210, 'App usage info not exist.', 'The app is not installed.'),
		error(11223, 'Do not have im write permission.', 'The app needs a permission to send messages.'),
		error(11227, 'Image key not exist.', 'Check the image key.'),
		error(11231, 'Chat not found.', 'Check the group.'),
		error(11235, 'This group is set to only admin can mention @All.', 'Mention no one by @all.'),
		error(11246, 'Create message content fail.', 'The message names the cause.'),
		error(11247, 'Internal send message trigger rate limit.', 'The app has sent 500,000 messages that day.'),
		error(11312, 'Bot messages do not pass the audit.', 'Check what the message says.'),
	],
	rateCodes: [11247],
	notes: [
		'One of im:message and im:message:send_as_bot is needed, and for departments and users one more each.',
		'One of the four lists is needed at least.',
		'The body of a text takes 150 KB at most, that of a rich text or a card 30 KB.',
		'The call answers before anything is sent. Nothing makes it happen once: each call sends anew.',
		'An app sends 500,000 messages a day at most; the page does not say when a day begins.',
		'Code 11101 and the list of invalid open IDs are both for unknown open IDs; the page does not say which comes when.',
	],
};

const KB = 1_024;

const SIZES: Readonly<Record<string, number>> = { text: 150 * KB, post: 30 * KB, interactive: 30 * KB };

/** How long a message waits for its turn. */
const SCHEDULE_MS = 500;

const DAILY = 500_000;

function invalid(violations: readonly FieldViolation[]): Refusal {
	return specRefusal(SEND_SPEC, 10003, inWords(violations), { fieldViolations: violations });
}

function wrong(field: string, value: unknown, description: string): Refusal {
	return invalid([{ field, value: value === undefined ? '' : JSON.stringify(value), description }]);
}

/** Whether an element with the tag stands anywhere in a rich text. */
function hasTag(value: unknown, tag: string): boolean {
	if (Array.isArray(value)) return value.some((entry) => hasTag(entry, tag));
	return isObject(value) && (value['tag'] === tag || Object.values(value).some((entry) => hasTag(entry, tag)));
}

function assertText(content: JsonObject, field: string): string {
	const text = content[field];
	if (typeof text === 'string' && text.trim() !== '') return text;
	throw specRefusal(SEND_SPEC, 10002, `content.${field} must be a text`);
}

function assertContent(type: string, content: JsonObject): void {
	if (type === 'text') assertText(content, 'text');
	if (type === 'image' && !assertText(content, 'image_key').startsWith('img_')) throw specRefusal(SEND_SPEC, 11227);
	if (type === 'share_chat' && !assertText(content, 'share_chat_id').startsWith('oc_')) throw specRefusal(SEND_SPEC, 11231);
	if (type !== 'post') return;
	const { post } = content;
	const isPost = isObject(post) && Object.values(post).some((language) => isObject(language) && Array.isArray(language['content']));
	if (!isPost) throw specRefusal(SEND_SPEC, 10002, 'content.post must hold the content of a language');
	if (hasTag(post, 'md')) throw specRefusal(SEND_SPEC, 10002, 'the tag md is not supported');
}

/** Refuses what is no message of its kind. */
function assertMessage(body: JsonObject): void {
	const { msg_type: type, content, card } = body;
	const [needed, other] = type === 'interactive' ? ['card', 'content'] : ['content', 'card'];
	if (!isObject(body[needed])) throw wrong(needed, undefined, `is required for ${String(type)}`);
	if (body[other] !== undefined) throw wrong(other, body[other], `is not for ${String(type)}`);
	const size = Buffer.byteLength(JSON.stringify(body));
	const limit = SIZES[String(type)];
	if (limit !== undefined && size > limit) throw specRefusal(SEND_SPEC, 11246, `${size} bytes are more than ${limit}`);
	if (isObject(card) && Object.keys(card).length === 0) throw specRefusal(SEND_SPEC, 10002, 'the card is empty');
	if (isObject(content)) assertContent(String(type), content);
}

const USER_LISTS = { open_ids: 'open_id', user_ids: 'user_id', union_ids: 'union_id' } as const satisfies Record<string, UserIdType>;

type Lists = Readonly<Record<'department_ids' | keyof typeof USER_LISTS, readonly string[]>>;

function listsOf(body: JsonObject): Lists {
	const list = (name: string): readonly string[] => (body[name] ?? []) as string[];
	return { department_ids: list('department_ids'), open_ids: list('open_ids'), user_ids: list('user_ids'), union_ids: list('union_ids') };
}

function assertMaySend({ caller: { app } }: ApiCall, lists: Lists): void {
	const { department_ids: departments, ...users } = lists;
	const may = (...scopes: readonly string[]): boolean => scopes.some((scope) => app.scopes.includes(scope));
	if (!app.bot) throw specRefusal(SEND_SPEC, 11205);
	if (!may('im:message', 'im:message:send_as_bot')) throw specRefusal(SEND_SPEC, 11223);
	if (departments.length > 0 && !may('im:message:send_multi_depts')) throw specRefusal(SEND_SPEC, 11204);
	if (Object.values(users).flat().length > 0 && !may('im:message:send_multi_users')) throw specRefusal(SEND_SPEC, 11203);
}

/** A department and all that belong to it, however far down. */
function withSubdepartments(all: readonly Department[], one: Department): Department[] {
	const children = all.filter(({ parent }) => parent === one.departmentId);
	return [one, ...children.flatMap((child) => withSubdepartments(all, child))];
}

/** Who is to get the message, by whether the bot may reach them, and which IDs are nobody's. */
function recipientsOf({ platform: { state } }: ApiCall, { department_ids: departmentIds, ...lists }: Lists) {
	const reached = new Set<string>();
	const unreachable = new Set<string>();
	const all = [...state.departments.values()];
	const invalidDepartments = departmentIds.filter((id) => {
		const named = all.find(({ departmentId, openDepartmentId }) => departmentId === id || openDepartmentId === id);
		for (const { members, outOfReach } of named ? withSubdepartments(all, named) : [])
			for (const member of members) (outOfReach === true ? unreachable : reached).add(member);
		return !named;
	});
	const invalidUsers = (list: keyof typeof USER_LISTS): string[] =>
		lists[list].filter((id) => {
			const type = USER_LISTS[list];
			const nobody = isNobody(state.people, type, id) || idKindViolation(state.people, type, id, list) !== undefined;
			if (!nobody) reached.add(toOpenId(state.people, type, id));
			return nobody;
		});
	const invalidIds = {
		invalid_department_ids: invalidDepartments,
		invalid_open_ids: invalidUsers('open_ids'),
		invalid_user_ids: invalidUsers('user_ids'),
		invalid_union_ids: invalidUsers('union_ids'),
	};
	for (const openId of reached) unreachable.delete(openId);
	return { recipients: reached.size + unreachable.size, unreachable: unreachable.size, invalidIds };
}

/** The day of a time, as it begins in China. */
function dayOf(time: number): number {
	return Math.floor((time + 8 * 3_600_000) / 86_400_000);
}

/** Takes a message to many on; when it is its turn, they get it. */
export const batchMessageSend: SiblingEndpoint = {
	rules: SEND_SPEC,
	invalid,
	work(call) {
		const { platform, caller, body, at } = call;
		const lists = listsOf(body);
		if (Object.values(lists).flat().length === 0) throw wrong('open_ids', undefined, 'one of the four lists is needed');
		if (lists.department_ids.includes('0')) throw wrong('department_ids', '0', 'is the root department');
		assertMaySend(call, lists);
		assertMessage(body);
		const { appId } = caller.app;
		const { recipients, unreachable, invalidIds } = recipientsOf(call, lists);
		const messages = [...platform.state.batchMessages.values()];
		const today = messages.filter((message: BatchMessage) => message.appId === appId && dayOf(message.sentAt) === dayOf(at));
		const sum = today.reduce((sent, message) => sent + message.recipients, recipients);
		if (sum > DAILY) throw specRefusal(SEND_SPEC, 11247);
		const id = `bm-${platform.mint.hex(32)}`;
		platform.state.batchMessages.set(id, {
			id,
			appId,
			sentAt: at,
			scheduledAt: at + SCHEDULE_MS,
			recipients,
			unreachable,
			read: 0,
			sent: body,
		});
		return { data: { message_id: id, ...invalidIds } };
	},
};
