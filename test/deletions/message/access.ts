import type { ErrorCode, SiblingSpec } from '../../specs/spec';
import { inWords, type ApiCall } from '../../sandbox/endpoint';
import { specRefusal, type FieldViolation, type Refusal, type RefusingSpec } from '../../sandbox/refusal';
import { spec as recallSpec } from './spec';
import type { Chat, ChatMessage } from './world';

/** Rows of the recall's page that other pages about messages have as well. */
export const errorsOf = (...codes: readonly number[]): ErrorCode[] => recallSpec.errors.filter(({ code }) => codes.includes(code));

export const invalidOn =
	(spec: RefusingSpec, code: number) =>
	(violations: readonly FieldViolation[]): Refusal =>
		specRefusal(spec, code, inWords(violations), { fieldViolations: violations });

/** An app without bot can do nothing with messages. */
export function assertBot({ caller: { app } }: ApiCall, spec: RefusingSpec, code = 230006): void {
	if (!app.bot) throw specRefusal(spec, code);
}

/** Who is not in a chat sees and does nothing there. */
export function assertMember({ caller: { identity } }: ApiCall, { members }: Chat, spec: RefusingSpec): void {
	if (!members.includes(identity)) throw specRefusal(spec, 230002);
}

/** The message that a call names, and its chat. @param missing the code for one that was never there */
export function findMessage({ platform: { state }, params }: ApiCall, spec: RefusingSpec): { message: ChatMessage; chat: Chat } {
	const message = state.messages.get(params['message_id'] ?? '');
	const chat = message && state.chats.get(message.chatId);
	// No page says what becomes of an ID that never was: to an outsider, it is one of a deleted message.
	if (message === undefined || chat === undefined) throw specRefusal(spec, 230110);
	return { message, chat };
}

/** What reading takes besides the permissions of which any one is enough: groups of them, one of each. */
export const READ_NEEDS: NonNullable<SiblingSpec['needs']> = {
	tenant: [['im:message', 'im:message:readonly'], ['im:message.group_msg']],
	user: [['im:message', 'im:message:readonly'], ['im:message.group_msg:get_as_user'], ['im:message.p2p_msg:get_as_user']],
};

/** Refuses a caller without the permission for messages of this kind of chat. */
export function assertMayRead({ caller: { app, userScopes } }: ApiCall, { mode }: Chat, spec: RefusingSpec): void {
	const has = (scope: string) => app.scopes.includes(scope) && userScopes?.includes(scope) !== false;
	if (userScopes === undefined) {
		if (mode === 'group' && !has('im:message.group_msg')) throw specRefusal(spec, 230027);
		return;
	}
	const isGeneral = has('im:message') || has('im:message:readonly');
	if (!isGeneral || !has(mode === 'group' ? 'im:message.group_msg:get_as_user' : 'im:message.p2p_msg:get_as_user'))
		throw specRefusal(spec, 230027);
}
