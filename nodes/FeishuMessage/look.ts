import { objectsIn, textIn } from '../shared/answer';
import type { Reader, RecordKeys, Observation } from '../shared/endpoint';
import { Unread } from '../shared/unread';
import { messageGet } from './calls';
import { isRecalled } from './message';
import { GONE } from './refusals';

const NOT_SHOWN = new Unread(null, 'Feishu does not show this message', 'Look for the message in its chat.');

/**
 * Looks at a message. Feishu still shows that there was one after it is recalled.
 * @throws {Unread}
 */
export async function seeMessage({ message_id = '' }: RecordKeys, reader: Reader): Promise<Observation> {
	// A card as it was sent, and not as it is shown.
	const query = { card_msg_content_type: 'user_card_content' };
	const answer = await reader.ask(messageGet, { path: { message_id }, query }).catch((error: unknown) => {
		if (error instanceof Unread && error.code !== null && GONE.includes(error.code)) return undefined;
		throw error;
	});
	if (answer === undefined) return { is: 'gone' };
	// Messages that were forwarded together are followed by their parts.
	const [message, ...forwarded] = objectsIn(answer.data.items);
	if (message === undefined || textIn(message, 'message_id') !== message_id) return { is: 'unseen', why: NOT_SHOWN };
	if (isRecalled(message)) return { is: 'gone' };
	return { is: 'there', copy: forwarded.length === 0 ? message : { ...message, forwarded } };
}
