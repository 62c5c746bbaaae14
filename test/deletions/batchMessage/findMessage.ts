import type { ApiCall } from '../../sandbox/endpoint';
import { specRefusal, type RefusingSpec } from '../../sandbox/refusal';
import type { BatchMessage } from './world';

/** The message that a call names; its page's code for one that is not there, and for an app without bot. */
export function findMessage(
	{ platform: { state }, caller, params }: ApiCall,
	spec: RefusingSpec,
	missing: number,
	noBot = 230006,
): BatchMessage {
	if (!caller.app.bot) throw specRefusal(spec, noBot);
	const message = state.batchMessages.get(params['batch_message_id'] ?? '');
	if (!message) throw specRefusal(spec, missing);
	return message;
}
