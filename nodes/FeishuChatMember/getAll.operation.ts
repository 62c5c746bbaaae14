import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { FindOperation } from '../shared/endpoint';
import { onPage } from '../shared/fields';
import { readIds } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { userIdKindIn } from '../shared/userIdKind';
import { readBoolean, readChoice } from '../shared/values';
import { memberList } from './calls';
import { findMembers } from './findMembers';
import { CHAT, ONLY_THESE, memberIdKind, readChat, readOnly } from './member';

export const reading: FindOperation = {
	kind: 'find',
	canPlan: true,
	...memberList,
	noun: { one: 'group chat', many: 'group chats', found: { one: 'chat member', many: 'chat members' } },
	field: CHAT,
	parameters: { scope: 'scope', chat_id: 'chatId', simplify: 'simplify' },
	userIdKind: memberIdKind,
	listsPeople: { property: 'only', field: ONLY_THESE, emailsAre: () => 'people' },
	// One group is one search: what is wrong with it keeps none of the others from being read.
	limit: 1,
	read(source, { query }) {
		const scope = readChoice(source.scope, ['one', 'all'], 'Scope');
		const type = readChoice(userIdKindIn(memberIdKind, query), Object.keys(memberIdKind.kinds), memberIdKind.field);
		const body: IDataObject = { simplify: readBoolean(source.simplify, 'Simplify') };
		const records = [scope === 'one' ? { chat_id: readChat(source.chat_id) } : { scope: 'all' }];
		if (!('only' in source)) return { records, body };
		const only = readIds(source.only, ONLY_THESE, (entry) => readOnly(entry, type));
		// An empty list names nobody, and so nobody is found.
		return { records: only.length === 0 ? [] : records, body: { ...body, only } };
	},
	find: findMembers,
};

export const getAllOperation: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many members of a group chat or all group chats',
	description: 'List the members of a group chat, or of all group chats that the app or person is in',
	routing: {
		request: { method: 'GET', url: memberList.path },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};

const show = { operation: ['getAll'] };

export const getAllNotices: INodeProperties[] = [
	{
		displayName: onPage('chat-member', 'The app needs the bot, and the app or person must be in the group.'),
		name: 'getAllNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];

/** Before the group. */
export const getAllScope: INodeProperties[] = [
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'All Group Chats', value: 'all', description: 'All group chats that the app or person is in' },
			{ name: 'One Group Chat', value: 'one', description: 'A group chat that you choose' },
		],
		default: 'one',
		description: 'The group chats whose members to list',
		displayOptions: { show },
	},
];

export const getAllOptions: INodeProperties[] = [
	{
		displayName: ONLY_THESE,
		name: 'onlyThese',
		type: 'string',
		default: '',
		placeholder: 'e.g. ou_xxxxxxxx or name@company.com',
		description:
			'The members to return: user IDs that match Member ID Type, email addresses or mobile numbers (+86…), or App IDs (cli_…) if Member ID Type is App ID. One, a list separated by commas or line breaks, or an array.',
		routing: { send: { type: 'body', property: 'only' } },
	},
];
