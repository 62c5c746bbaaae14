import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../shared/answer';
import { readId } from '../shared/ids';
import { InvalidField, isBlankText, quote, readChoice, show } from '../shared/values';

/** The kinds of message that the call sends. */
const MESSAGE_TYPES = ['text', 'image', 'post', 'share_chat', 'interactive'] as const;

/** Largest body of a request, in bytes, by the kind of message. */
const MOST_BYTES: Readonly<Record<string, number>> = { text: 150 * 1_024, post: 30 * 1_024, interactive: 30 * 1_024 };

/** A bot's message to many is a rich text without Markdown. */
function hasMarkdown(value: unknown): boolean {
	if (Array.isArray(value)) return value.some(hasMarkdown);
	if (typeof value !== 'object' || value === null) return false;
	return (value as IDataObject).tag === 'md' || Object.values(value).some(hasMarkdown);
}

function parse(text: string, field: string, todo: string): unknown {
	let why = '';
	try {
		return JSON.parse(text);
	} catch (error) {
		why = (error as Error).message;
	}
	throw new InvalidField(field, `holds ${quote(text.trim())}, which is not JSON: ${why}`, todo);
}

/** An object, or the JSON text of one. */
function readObject(value: unknown, field: string, todo: string): IDataObject {
	if (isBlankText(value)) throw new InvalidField(field, 'is blank', todo);
	const object = typeof value === 'string' ? parse(value, field, todo) : value;
	if (!isObject(object)) throw new InvalidField(field, `holds ${show(object)} instead of a JSON object`, todo);
	if (Object.keys(object).length === 0) throw new InvalidField(field, 'holds an object without content', todo);
	return object;
}

function readPost(value: unknown): IDataObject {
	const field = 'Rich Text (JSON)';
	const todo = 'Write {"zh_cn": {"title": "…", "content": [[{"tag": "text", "text": "…"}]]}}, with a part for each language.';
	const given = readObject(value, field, todo);
	const post = 'post' in given ? given.post : given;
	const languages = isObject(post) ? Object.values(post) : [];
	if (languages.length === 0 || !languages.every((language) => isObject(language) && Array.isArray(language.content))) {
		throw new InvalidField(field, 'holds no content in any language', todo);
	}
	if (hasMarkdown(post)) {
		throw new InvalidField(
			field,
			'holds an element with the tag md, which a batch message cannot have',
			'Use the tags text, a, at and img.',
		);
	}
	return { post };
}

function readWords(value: unknown): string {
	const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : (value ?? '');
	if (typeof text !== 'string')
		throw new InvalidField('Text', `holds ${show(text)}`, 'Enter the text itself, or an expression that returns it.');
	if (text.trim() === '') throw new InvalidField('Text', 'is blank', 'Enter the text of the message.');
	return text;
}

/** What is sent of a message, and the field that says it. */
function readContent(type: (typeof MESSAGE_TYPES)[number], fields: IDataObject): { field: string; body: IDataObject } {
	switch (type) {
		case 'text':
			return { field: 'Text', body: { content: { text: readWords(fields.text) } } };
		case 'image':
			return { field: 'Image Key', body: { content: { image_key: readId(fields.image_key, 'Image Key') } } };
		case 'share_chat':
			return { field: 'Chat ID', body: { content: { share_chat_id: readId(fields.share_chat_id, 'Chat ID') } } };
		case 'post':
			return { field: 'Rich Text (JSON)', body: { content: readPost(fields.post) } };
		case 'interactive': {
			const todo = 'Copy the source of a card from Feishu’s card builder, or use an expression that returns a card.';
			return { field: 'Card (JSON)', body: { card: readObject(fields.card, 'Card (JSON)', todo) } };
		}
	}
}

/**
 * Reads the message from the fields of the node.
 * @returns what of the call's body says it
 * @throws {InvalidField}
 */
export function readMessage({ msg_type, ...fields }: IDataObject): IDataObject {
	const type = readChoice(msg_type, MESSAGE_TYPES, 'Message Type');
	const { field, body } = readContent(type, fields);
	const message = { msg_type: type, ...body };
	const bytes = Buffer.byteLength(JSON.stringify(message));
	const most = MOST_BYTES[type];
	if (most !== undefined && bytes > most) {
		throw new InvalidField(
			field,
			`makes a message of ${bytes} bytes, but Feishu takes at most ${most}`,
			'Shorten it. A Chinese character counts as three bytes.',
		);
	}
	return message;
}

/** Signs of a message that a dry run shows. */
const SHOWN = 100;

/** What a message is, and how it begins. */
export function previewMessage({ msg_type, content, card }: IDataObject): IDataObject {
	const { text } = (content ?? {}) as IDataObject;
	const words = Array.from(typeof text === 'string' ? text : JSON.stringify(content ?? card));
	return { message_type: msg_type, message: words.length > SHOWN ? `${words.slice(0, SHOWN).join('')}…` : words.join('') };
}
