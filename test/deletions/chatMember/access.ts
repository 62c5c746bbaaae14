import type { ErrorCode } from '../../specs/spec';
import { inWords, type ApiCall } from '../../sandbox/endpoint';
import { fromOpenId } from '../../sandbox/people';
import { specRefusal, type FieldViolation, type Refusal, type RefusingSpec } from '../../sandbox/refusal';
import type { Chat } from '../message/world';
import { spec as deletionSpec } from './spec';

/** Rows of the deletion's page that other pages about groups have as well. */
export const errorsOf = (...codes: readonly number[]): ErrorCode[] => deletionSpec.errors.filter(({ code }) => codes.includes(code));

export const invalidOn =
	(spec: RefusingSpec) =>
	(violations: readonly FieldViolation[]): Refusal =>
		specRefusal(spec, 232001, inWords(violations), { fieldViolations: violations });

/** A bot is a member by the ID of its app. */
export const isBot = (member: string): boolean => member.startsWith('cli_');

/**
 * The group that a call names.
 * @param codes for a group that is no more, if the page has one, and for a caller who is not in it
 */
export function findGroup(
	call: ApiCall,
	spec: RefusingSpec,
	{ dissolved, outside = 232011 }: { dissolved?: number; outside?: number } = {},
): Chat {
	const { platform, caller, params } = call;
	if (!caller.app.bot) throw specRefusal(spec, 232025);
	const chat = platform.state.chats.get(params['chat_id'] ?? '');
	// A chat of two is none of the kinds that the pages take, and none of them has a code for it.
	if (chat === undefined || chat.mode === 'p2p') throw specRefusal(spec, 232006);
	if (chat.status === 'dissolved' && dissolved !== undefined) throw specRefusal(spec, dissolved);
	if (!chat.members.includes(caller.identity)) throw specRefusal(spec, outside);
	return chat;
}

/** The ID by which a call names somebody. */
export function shownId({ platform, userIdType }: ApiCall, member: string): string {
	return fromOpenId(platform.state.people, userIdType, member);
}
