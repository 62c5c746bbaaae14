import type { IDataObject } from 'n8n-workflow';
import { newBy, textIn } from '../answer';
import type { Reader } from '../endpoint';
import { CHATS_PER_PAGE, chatList } from './calls';

/** A group chat, as far as a search has to know it. */
export interface Group {
	chat_id: string;
	name: string;
	/** All that Feishu says of it. */
	row: IDataObject;
}

/** A group that has been dissolved cannot be read. */
export function isOpen({ chat_status: status }: IDataObject): boolean {
	return status === undefined || status === 'normal';
}

/**
 * The groups that the account is in, each once.
 * @param query by which kind of ID their owners are named, unless by Open ID
 */
export async function* groups(reader: Reader, query?: IDataObject): AsyncGenerator<Group> {
	const isNew = newBy('chat_id');
	for await (const row of reader.pages(chatList, 'items', { query: { page_size: CHATS_PER_PAGE, ...query } })) {
		const chat_id = textIn(row, 'chat_id');
		if (chat_id !== '' && isNew(row) && isOpen(row)) yield { chat_id, name: textIn(row, 'name'), row };
	}
}
