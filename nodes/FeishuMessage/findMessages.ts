import type { IDataObject } from 'n8n-workflow';
import { textIn } from '../shared/answer';
import { groups } from '../shared/chat/groups';
import type { CallContext, Finding, ItemContext, Reader, RecordKeys } from '../shared/endpoint';
import { findAll } from '../shared/findAll';
import { asUnread } from '../shared/readEach';
import { Unread } from '../shared/unread';
import { MESSAGES_PER_PAGE, messageList } from './calls';
import { isRecalled, itemOf, senderOf, sentAt, textOf, type Chat } from './message';
import { CONTAINS, SENT_BY_FIELD, TYPES } from './getAllFields';
import { sendersOf } from './senders';

/** Whether a message is of the period, and has not been recalled. Feishu takes seconds, and answers milliseconds. */
function isOfPeriod(message: IDataObject, { start_time: start, end_time: end }: IDataObject): boolean {
	const second = Math.floor((sentAt(message) ?? Number.NaN) / 1_000);
	return !isRecalled(message) && !(second < Number(start) || second > Number(end));
}

/** The messages that Feishu lists of a chat or a thread. */
function messagesIn(container: IDataObject, reader: Reader): AsyncGenerator<IDataObject> {
	return reader.pages(messageList, 'items', { query: { ...container, page_size: MESSAGES_PER_PAGE } });
}

/**
 * The messages of a chat in a period, each thread that it lists followed by its replies if they are wanted.
 * @throws {Unread} at the end, if some threads could not be read
 */
async function* messagesOf({ chat_id }: Chat, { start_time, end_time, threads }: IDataObject, reader: Reader): AsyncGenerator<IDataObject> {
	const asked = new Set<string>();
	const unread: Unread[] = [];
	for await (const message of messagesIn({ container_id_type: 'chat', container_id: chat_id, start_time, end_time }, reader)) {
		yield message;
		const thread = textIn(message, 'thread_id');
		if (threads !== true || thread === '' || asked.has(thread)) continue;
		asked.add(thread);
		try {
			for await (const reply of messagesIn({ container_id_type: 'thread', container_id: thread }, reader)) {
				if (textIn(reply, 'message_id') !== textIn(message, 'message_id')) yield reply;
			}
		} catch (error) {
			unread.push(asUnread(error));
		}
		if (unread.at(-1)?.isFinal === true) break;
	}
	const [first] = unread;
	if (first === undefined) return;
	const final = unread.find(({ isFinal }) => isFinal);
	if (final !== undefined) throw final;
	const which = unread.length === 1 ? 'one thread' : `${unread.length} threads`;
	throw new Unread(first.code, `The replies of ${which} were not read: ${first.reason}`, first.todo, first.logId);
}

/** Which field leaves out a message of the period, by its display name. */
function filterOf(body: IDataObject, senders: ReadonlySet<string> | undefined): (message: IDataObject) => string | undefined {
	const { types, contains } = body;
	const words = typeof contains === 'string' ? contains.toLowerCase() : '';
	return (message) => {
		if (senders?.has(senderOf(message)) === false) return SENT_BY_FIELD;
		if (types !== undefined && !(types as string[]).includes(textIn(message, 'msg_type'))) return TYPES;
		return words === '' || textOf(message).toLowerCase().includes(words) ? undefined : CONTAINS;
	};
}

/** Finds the messages of one chat, or of all groups that the account is in. */
export async function* findMessages(
	[{ chat_id } = {}]: readonly RecordKeys[],
	{ body }: CallContext,
	reader: Reader,
	{ timezone, account = { appId: '', isPerson: false }, plans }: ItemContext,
): AsyncGenerator<Finding> {
	const leftOutBy = filterOf(body, await sendersOf(body, reader, account));
	yield* findAll<Chat, IDataObject>(
		{
			things: groups(reader),
			many: 'groups',
			keys: { scope: 'all' },
			keysOf: (chat) => ({ chat_id: chat.chat_id }),
			read: (chat) => messagesOf(chat, body, reader),
			items(message, chat) {
				if (!isOfPeriod(message, body) || leftOutBy(message) !== undefined) return [];
				return [{ ...itemOf(message, chat, timezone), ...(body.simplify === false && { message }) }];
			},
			leftOutBy: (message) => (isOfPeriod(message, body) ? leftOutBy(message) : undefined),
			key: 'message_id',
			plans,
			// The deletion refuses a message without an ID.
			isNameless: () => false,
			nameless: () => '',
		},
		chat_id === undefined ? undefined : () => Promise.resolve({ chat_id }),
	);
}
