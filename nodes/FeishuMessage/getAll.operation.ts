import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { refuseOtherThings } from '../shared/elsewhere';
import type { FindOperation } from '../shared/endpoint';
import { readId, readIds } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { InvalidField, isBlankText, readBoolean, readChoice, readSeconds, readText } from '../shared/values';
import { messageList } from './calls';
import { findMessages } from './findMessages';
import { CHAT, CONTAINS, FROM, MESSAGE_TYPES, SENT_BY_FIELD, THREADS, TO, TYPES } from './getAllFields';
import { SENDERS, SENT_BY, listsPeople, readSender } from './senders';

function readChat(value: unknown): string {
	const id = readId(value, CHAT);
	refuseOtherThings(id, CHAT, ['chat_id'], 'Enter the ID of a chat, which begins with oc_, or choose the chat from the list.');
	return id;
}

function readTypes(value: unknown): string[] {
	const given = Array.isArray(value) ? value : isBlankText(value) ? [] : [value];
	if (given.length === 0) throw new InvalidField(TYPES, 'is blank', 'Choose at least one, or remove the option.');
	const types = Object.values(MESSAGE_TYPES);
	return given.map((entry) => readChoice(entry, types, TYPES));
}

function readWords(value: unknown): string {
	const words = readText(value, CONTAINS);
	if (words.trim() === '') throw new InvalidField(CONTAINS, 'is blank', 'Enter the text to look for, or remove the option.');
	return words.trim();
}

export const reading: FindOperation = {
	kind: 'find',
	canPlan: true,
	...messageList,
	noun: { one: 'chat', many: 'chats', found: { one: 'message', many: 'messages' } },
	field: CHAT,
	parameters: {
		scope: 'scope',
		chat_id: 'chatId',
		sent_by: 'sentBy',
		senders: 'senders',
		start_time: 'periodFrom',
		end_time: 'periodTo',
		simplify: 'simplify',
	},
	listsPeople,
	// One chat is one search: what is wrong with it keeps none of the others from being read.
	limit: 1,
	read(source, { timezone }) {
		const scope = readChoice(source.scope, ['one', 'all'], 'Scope');
		const sent_by = readChoice(source.sent_by, SENT_BY, SENT_BY_FIELD);
		const start_time = readSeconds(source.start_time, FROM, timezone);
		const end_time = readSeconds(source.end_time, TO, timezone);
		if (Number(start_time) >= Number(end_time)) throw new InvalidField(TO, `is not later than ${FROM}`, 'Choose a later date and time.');
		const body: IDataObject = { sent_by, start_time, end_time, simplify: readBoolean(source.simplify, 'Simplify') };
		if ('types' in source) body.types = readTypes(source.types);
		if ('threads' in source) body.threads = readBoolean(source.threads, THREADS);
		if ('contains' in source) body.contains = readWords(source.contains);
		const records = [scope === 'one' ? { chat_id: readChat(source.chat_id) } : { scope: 'all' }];
		if (sent_by !== 'these') return { records, body };
		const senders = readIds(source.senders, SENDERS, readSender);
		// An empty list names nobody, and so nothing is found.
		return { records: senders.length === 0 ? [] : records, body: { ...body, senders } };
	},
	find: findMessages,
};

export const getAllOperation: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many messages',
	description: 'List the messages of a chat, or of all groups that the app or person is in, in a period',
	routing: {
		request: { method: 'GET', url: messageList.path },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};
