import { appRefusals, rates } from '../shared/chat/calls';
import type { ReadCall } from '../shared/endpoint';
import { inYourApp, publish, type Refusals } from '../shared/refusal';

/** The codes of the pages that read one group. They say nothing of other groups. */
const readRefusals: Refusals = {
	...appRefusals,
	232006: {
		what: 'There is no group with this ID.',
		todo: 'Check Group Chat: IDs of groups begin with oc_, and the list in the field shows them.',
		reach: 'record',
	},
	232010: {
		what: 'The group belongs to another company than the account of the credential.',
		todo: 'Use a credential of an app or person of the company that owns the group.',
		reach: 'record',
	},
	232011: {
		what: 'The account of the credential is not in the group.',
		todo: 'Add the bot of the app to the group, or use a credential of somebody who is in it.',
		reach: 'record',
	},
	232033: {
		what: 'This is an external group, and the app may not be used in those.',
		todo: `${inYourApp}, switch on external sharing for the bot, ${publish}. Or leave this group out.`,
		reach: 'record',
	},
};

const HIDDEN = {
	reason: 'Feishu does not show all members of this group: a security setting of the company limits the list',
	todo: 'Look at the members of the group in Feishu, or ask your Feishu administrator about the setting.',
} as const;

/** The people in a group. Feishu leaves out bots. */
export const memberList: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/get',
	method: 'GET',
	path: '/im/v1/chats/:chat_id/members',
	rates,
	refusals: {
		...readRefusals,
		232001: { what: 'Feishu did not accept a value.', todo: 'Read the reason, which names the value.', reach: 'record' },
		232009: {
			what: 'The group has been dissolved.',
			todo: 'Leave this group out: nobody is in it any more.',
			reach: 'record',
		},
	},
	// Only the official SDK has this: https://github.com/larksuite/node-sdk
	cut: ({ trigger_security_conf_limit: isCut }) => (isCut === true ? HIDDEN : undefined),
};

/**
 * The bots in a group. No page has this call; Feishu's own command line tool makes it. It waits 200 ms between
 * pages, for want of a documented rate.
 */
export const botList: ReadCall = {
	documentation: 'https://github.com/larksuite/cli/blob/main/shortcuts/im/im_chat_members_list.go',
	method: 'GET',
	path: '/im/v1/chats/:chat_id/members/list',
	rates: [{ calls: 5, perMs: 1_000 }],
	refusals: {
		102021: {
			what: 'The account of the credential is not in the group.',
			todo: 'Add the bot of the app to the group, or use a credential of somebody who is in it.',
			reach: 'record',
		},
	},
	cut: ({ truncations }) => (Array.isArray(truncations) && truncations.length > 0 ? HIDDEN : undefined),
};

/** Most members on a page of either list. */
export const MEMBERS_PER_PAGE = 100;

/** A group: its name, its owner and its administrators. */
export const chatGet: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat/get',
	method: 'GET',
	path: '/im/v1/chats/:chat_id',
	rates,
	refusals: readRefusals,
};
