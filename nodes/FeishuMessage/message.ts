import { jsonParse, type IDataObject } from 'n8n-workflow';
import { idIn, isObject, objectIn, objectsIn, textIn } from '../shared/answer';
import { isoOf } from '../shared/moment';

/** Whether a message has been recalled: Feishu goes on to list it, and may say so by a text. */
export function isRecalled({ deleted }: IDataObject): boolean {
	return deleted === true || deleted === 'true';
}

/** Where the content of a message has words: which of its properties people read. */
const WORDS: readonly string[] = ['title', 'text', 'content', 'file_name', 'user_name'];

/** The words of a content, in their order. Calls of itself would overflow the stack at a content that is nested deeply. */
function wordsIn(content: unknown): string[] {
	const words: string[] = [];
	const rest: Array<[name: string, value: unknown]> = [['', content]];
	for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
		const [name, value] = next;
		if (typeof value === 'string' && WORDS.includes(name)) words.push(value);
		// A text in a list has no name, and is none that people read.
		const parts = Array.isArray(value) ? value.map((part): [string, unknown] => ['', part]) : isObject(value) ? Object.entries(value) : [];
		for (const part of parts.reverse()) rest.push(part);
	}
	return words;
}

/** What people read in a message, on one line; blank if there is nothing to read, as in an image. */
export function textOf(message: IDataObject): string {
	const content = textIn(objectIn(message.body), 'content');
	const parsed = jsonParse<unknown>(content, { fallbackValue: null });
	// Some messages hold plain text.
	const text = parsed === null ? content : wordsIn(parsed).join(' ');
	// A person is mentioned by a key, such as @_user_1.
	const names = new Map(objectsIn(message.mentions).map((mention) => [textIn(mention, 'key'), textIn(mention, 'name')]));
	return text
		.replace(/@_\w+/g, (key) => (names.get(key) === undefined ? key : `@${names.get(key)}`))
		.replace(/\s+/g, ' ')
		.trim();
}

/** When a message was sent, in milliseconds; nothing if Feishu does not say. */
export function sentAt(message: IDataObject): number | undefined {
	const text = idIn(message, 'create_time');
	return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Who sent a message: an app by its App ID, a person by an open ID. */
export function senderOf(message: IDataObject): string {
	return textIn(objectIn(message.sender), 'id');
}

/** The chat of a message, as far as it is known. */
export interface Chat {
	chat_id: string;
	/** Only if chats were listed. */
	name?: string;
}

/** A message as its output item shows it. */
export function itemOf(message: IDataObject, { chat_id, name }: Chat, timezone: string): IDataObject {
	const seconds = Math.floor((sentAt(message) ?? 0) / 1_000);
	return {
		create_time: isoOf(seconds, timezone) ?? idIn(message, 'create_time'),
		text: textOf(message),
		msg_type: textIn(message, 'msg_type'),
		...(name !== undefined && { chat_name: name }),
		sender_type: textIn(objectIn(message.sender), 'sender_type'),
		sender_id: senderOf(message),
		message_id: textIn(message, 'message_id'),
		chat_id: textIn(message, 'chat_id') || chat_id,
	};
}
