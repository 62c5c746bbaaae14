import type { Clock } from '../../sandbox/clock';
import type { JsonObject } from '../../sandbox/json';
import { SANDBOX_APP } from '../../sandbox/world';

/** A group, or a chat of two. */
export interface Chat {
	chatId: string;
	name: string;
	mode: 'group' | 'p2p';
	/** Who is in it: App IDs and open IDs. */
	members: readonly string[];
	/** Owner, administrators and creator among them. */
	managers: readonly string[];
	external?: boolean;
	status: 'normal' | 'dissolved';
	/** Its history is refused with this code. */
	refusesReading?: number;
	/** The open ID of its owner, who cannot be removed; else a bot owns it. */
	owner?: string;
	/** What its members are called, by their IDs. */
	names?: Readonly<Record<string, string>>;
	/** Calls that change its members are refused with this code. */
	refusesChanges?: number;
	/** Calls that remove these members are refused, each with a code. */
	keeps?: Readonly<Record<string, number>>;
	/** Who is added has to be approved first. */
	approves?: boolean;
	/** A security setting limits its list of members to so many. */
	shows?: number;
}

export interface ChatMessage {
	messageId: string;
	chatId: string;
	type: string;
	/** What the sending call takes as content, before it is made text. */
	content: JsonObject;
	/** An App ID or an open ID. */
	sender: string;
	sentAt: number;
	mentions?: ReadonlyArray<{ key: string; name: string }>;
	/** The thread that it is in; `isReply`: it did not begin it, and the list of its chat leaves it out. */
	threadId?: string;
	isReply?: boolean;
	recalledAt?: number;
	/** A recall is refused with this code. */
	refuses?: number;
}

export type SeedChat = Pick<Chat, 'chatId'> & Partial<Chat>;

export interface SeedMessage extends Pick<ChatMessage, 'messageId'>, Partial<Omit<ChatMessage, 'messageId' | 'content'>> {
	content?: JsonObject;
	/** It was sent so long ago. */
	minutesAgo?: number;
}

export interface SeedMessages {
	chats?: readonly SeedChat[];
	messages?: readonly SeedMessage[];
}

const USER = 'ou_sandbox_user';

/** The group of messages that name none: everybody may do everything there. */
const ANY_CHAT = 'oc_a0553eda9014c201e6969b478895c230';

/** A world without chats. */
export function createWorld(clock: Clock) {
	const chats = new Map<string, Chat>();
	const messages = new Map<string, ChatMessage>();
	const chat = (one: SeedChat): Chat => {
		const full: Chat = {
			name: `Group ${one.chatId}`,
			mode: 'group',
			members: [SANDBOX_APP.appId, USER],
			managers: [],
			status: 'normal',
			...one,
		};
		chats.set(full.chatId, full);
		return full;
	};
	const message = ({ minutesAgo = 0, ...one }: SeedMessage): ChatMessage => {
		const full: ChatMessage = {
			chatId: ANY_CHAT,
			type: 'text',
			content: { text: `Message ${one.messageId}` },
			sender: SANDBOX_APP.appId,
			sentAt: clock.now() - minutesAgo * 60_000,
			...one,
		};
		if (!chats.has(full.chatId)) chat({ chatId: full.chatId, managers: [USER] });
		messages.set(full.messageId, full);
		return full;
	};
	return {
		state: { chats, messages },
		seed: { chat, message },
		seedAll(request: SeedMessages) {
			request.chats?.forEach(chat);
			request.messages?.forEach(message);
		},
	};
}

/** Members of the groups of the demo besides the bot, which may remove others. */
const withPeople = (...people: string[]) => ({
	members: [SANDBOX_APP.appId, USER, ...people],
	managers: [SANDBOX_APP.appId],
	names: { ou_lin: 'Lin Xia', ou_zhou: 'Zhou Ming', ou_wang: 'Wang Fang' },
});

export const demo: SeedMessages = {
	chats: [
		{ chatId: 'oc_sandbox_team', name: 'Product team', ...withPeople('ou_lin', 'ou_zhou', 'ou_wang') },
		{ chatId: 'oc_sandbox_office', name: 'Office news', ...withPeople('ou_lin', 'ou_zhou') },
		{ chatId: 'oc_sandbox_launch', name: 'Spring launch', ...withPeople('ou_lin', 'ou_zhou'), owner: 'ou_zhou' },
		{ chatId: 'oc_sandbox_partners', name: '合作伙伴', external: true },
	],
	messages: [
		{ messageId: 'om_sandbox_1', chatId: 'oc_sandbox_team', minutesAgo: 12, content: { text: 'Test message, please ignore' } },
		{ messageId: 'om_sandbox_2', chatId: 'oc_sandbox_office', minutesAgo: 11, content: { text: 'Test message, please ignore' } },
		{ messageId: 'om_sandbox_3', chatId: 'oc_sandbox_partners', minutesAgo: 10, content: { text: 'Test message, please ignore' } },
		{
			messageId: 'om_sandbox_4',
			chatId: 'oc_sandbox_team',
			minutesAgo: 9,
			sender: 'ou_lin',
			content: { text: '@_user_1 what was that?' },
			mentions: [{ key: '@_user_1', name: 'Sandbox bot' }],
		},
		{
			messageId: 'om_sandbox_5',
			chatId: 'oc_sandbox_office',
			type: 'post',
			minutesAgo: 300,
			content: { title: 'Canteen', content: [[{ tag: 'text', text: 'Closed today.' }]] },
		},
	],
};
