import * as chatGet from './chatGet';
import { chatMemberCreate } from './memberCreate';
import * as memberLists from './memberLists';
import { findGroup, invalidOn, isBot } from './access';
import { spec } from './spec';
import type { ApiCall, ApiEndpoint } from '../../sandbox/endpoint';
import { toOpenId } from '../../sandbox/people';
import { specRefusal } from '../../sandbox/refusal';
import type { Chat } from '../message/world';

interface Answers {
	/** Whether the ID of somebody who is not in the group is among those that are not valid, or passed over. */
	strangers: 'listed' | 'passed';
}

export const answers: Answers = { strangers: 'listed' };

/** Those who manage a group remove anybody; anybody removes themselves. */
function assertMayRemove({ caller: { identity } }: ApiCall, { managers }: Chat, leaving: readonly string[]): void {
	if (managers.includes(identity) || leaving.every((member) => member === identity)) return;
	throw specRefusal(spec, 232014);
}

/** Takes people, or bots, out of a group. */
const chatMemberDeletion: ApiEndpoint = {
	rules: spec,
	invalid: invalidOn(spec),
	exclusive: (params) => ({ target: JSON.stringify(['chat', params['chat_id']]), refusal: specRefusal(spec, 232019) }),
	work(call) {
		const { platform, body, query, userIdType, invalid } = call;
		const ids = (body['id_list'] ?? []) as string[];
		const isOfBots = query['member_id_type'] === 'app_id';
		if (isOfBots && ids.length > 5) throw invalid([{ field: 'id_list', value: String(ids.length), description: 'the max len is 5' }]);
		const chat = findGroup(call, spec, { dissolved: 232009 });
		if (chat.refusesChanges !== undefined) throw specRefusal(spec, chat.refusesChanges);
		// Allowed by the page's tables, but not by its words.
		if (ids.length === 0) throw specRefusal(spec, 232027);
		const memberOf = (id: string) => (isOfBots ? id : toOpenId(platform.state.people, userIdType, id));
		const isMember = (id: string) => isBot(memberOf(id)) === isOfBots && chat.members.includes(memberOf(id));
		const leaving = ids.filter(isMember).map(memberOf);
		const { strangers } = platform.settings.answers;
		if (leaving.length === 0 && strangers === 'listed') throw specRefusal(spec, 232027);
		assertMayRemove(call, chat, leaving);
		if (chat.owner !== undefined && leaving.includes(chat.owner)) throw specRefusal(spec, 232076);
		const keeps = new Map(Object.entries(chat.keeps ?? {}));
		const kept = leaving.flatMap((member) => keeps.get(member) ?? []);
		if (kept[0] !== undefined) throw specRefusal(spec, kept[0]);
		chat.members = chat.members.filter((member) => !leaving.includes(member));
		return {
			data: { invalid_id_list: strangers === 'listed' ? ids.filter((id) => !isMember(id) && !leaving.includes(memberOf(id))) : [] },
		};
	},
};

export { spec };

export const endpoints = [chatMemberDeletion, chatMemberCreate, ...Object.values(memberLists), ...Object.values(chatGet)];

declare module '../sandbox' {
	interface Parts {
		chatMember: typeof import('./sandbox');
	}
}
