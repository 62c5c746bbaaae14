import * as chatLists from './chatLists';
import * as messageCalls from './messageCalls';
import { assertBot, assertMember, findMessage, invalidOn } from './access';
import { spec } from './spec';
import type { ApiCall, ApiEndpoint } from '../../sandbox/endpoint';
import { specRefusal, Refusal } from '../../sandbox/refusal';
import type { Chat, ChatMessage } from './world';

interface Answers {
	/** What a second recall answers: the page's code for a deleted message, the one of other pages for a recalled one, or success. */
	secondRecall: 'deleted' | 'recalled' | 'accept';
	/** Whether a recalled message is looked up, as one that is deleted, or refused. */
	recalledMessages: 'show' | 'refuse';
}

export const answers: Answers = { secondRecall: 'deleted', recalledMessages: 'show' };

/** How long one's own message can be recalled: an administrator sets it. */
const OWN_WINDOW_MS = 86_400_000;

/** And that of somebody else in one's group. */
const OTHERS_WINDOW_MS = 365 * 86_400_000;

/** One's own messages can be recalled for a while; those of others by who manages their group, for longer. */
function assertMayRecall({ caller: { identity }, at }: ApiCall, { sender, sentAt }: ChatMessage, { managers }: Chat): void {
	const age = at - sentAt;
	if (sender === identity && age <= OWN_WINDOW_MS) return;
	if (managers.includes(identity) && age <= OTHERS_WINDOW_MS) return;
	throw specRefusal(spec, sender === identity ? 230009 : 230026);
}

function secondRecall({ platform }: ApiCall): { data: object } {
	const { secondRecall: answer } = platform.settings.answers;
	if (answer === 'deleted') throw specRefusal(spec, 230110);
	if (answer === 'recalled') throw new Refusal(400, 230011, 'The message was recalled.');
	return { data: {} };
}

const recall: ApiEndpoint = {
	rules: spec,
	invalid: invalidOn(spec, 230001),
	work(call) {
		assertBot(call, spec);
		const { message, chat } = findMessage(call, spec);
		if (message.refuses !== undefined) throw specRefusal(spec, message.refuses);
		if (chat.status === 'dissolved') throw specRefusal(spec, 232009);
		assertMember(call, chat, spec);
		if (message.recalledAt !== undefined) return secondRecall(call);
		if (message.type === 'system') throw specRefusal(spec, 230054);
		assertMayRecall(call, message, chat);
		message.recalledAt = call.at;
		return { data: {} };
	},
};

export { spec };
export { createWorld, demo } from './world';

export const endpoints = [recall, ...Object.values(messageCalls), ...Object.values(chatLists)];

declare module '../sandbox' {
	interface Parts {
		message: typeof import('./sandbox');
	}
}
