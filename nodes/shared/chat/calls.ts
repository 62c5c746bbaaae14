import type { Rate, ReadCall } from '../endpoint';
import { inYourApp, publish, type Refusals } from '../refusal';

/** Of every call about messages and chats. */
export const rates: readonly Rate[] = [
	{ calls: 50, perMs: 1_000 },
	{ calls: 1_000, perMs: 60_000 },
];

/** Codes of every call about chats that concern the app. */
export const appRefusals: Refusals = {
	232004: {
		what: 'Feishu does not know the app of the credential.',
		todo: 'Open the credential and check App ID and Region.',
		reach: 'run',
	},
	232025: {
		what: 'The app has no bot, and only a bot is in groups.',
		todo: `${inYourApp}, switch on the bot under Add Features, ${publish}.`,
		reach: 'run',
	},
	232034: {
		what: 'The app is not installed in your company, or not enabled.',
		todo: 'Ask your Feishu administrator to install and enable the app in the Feishu Admin console.',
		reach: 'run',
	},
};

/** The groups that the account is in. Feishu leaves out chats of two. */
export const chatList: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat/list',
	method: 'GET',
	path: '/im/v1/chats',
	rates,
	refusals: {
		232001: { what: 'Feishu did not accept a value.', todo: 'Read the reason, which names the value.', reach: 'record' },
		...appRefusals,
	},
};

/** Most chats on a page of `chatList`. */
export const CHATS_PER_PAGE = 100;
