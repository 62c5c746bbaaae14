import type { ApiCall } from '../../sandbox/endpoint';
import { pageRefusal, type RefusingPage } from '../../sandbox/refusal';
import type { BatchMessage } from './world';

/** The message that a call names; its page's code for one that is not there, and for an app without bot. */
export function findMessage(
	{ platform: { state }, caller, params }: ApiCall,
	page: RefusingPage,
	missing: number,
	noBot = 230006,
): BatchMessage {
	if (!caller.app.bot) throw pageRefusal(page, noBot);
	const message = state.batchMessages.get(params['batch_message_id'] ?? '');
	if (!message) throw pageRefusal(page, missing);
	return message;
}
