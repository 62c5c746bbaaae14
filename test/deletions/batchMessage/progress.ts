import type { ErrorCode, SiblingPage } from '../../pages/page';
import { inWords, type ApiCall, type SiblingEndpoint } from '../../sandbox/endpoint';
import { pageRefusal, type FieldViolation } from '../../sandbox/refusal';
import { findMessage } from './findMessage';
import { page as deletionPage } from './page';
import type { BatchMessage } from './world';

/** How long a recall takes until the last recipient has lost the message. */
const RECALL_MS = 1_000;

/** How long Feishu tells of a message after it was sent. */
const TOLD_MS = 30 * 86_400_000;

const errorsOf = (...codes: readonly number[]): ErrorCode[] => deletionPage.errors.filter(({ code }) => codes.includes(code));

const NOT_THE_SENDER: ErrorCode = {
	code: 230012,
	status: 400,
	description: 'Bot is NOT the sender of the message.',
	advice: 'A bot only learns of what it sent itself.',
};

const SHARED = {
	method: 'GET',
	tokens: ['tenant'],
	appKinds: ['custom', 'store'],
	scopes: deletionPage.scopes,
	botAbility: 'required',
	rateLimits: deletionPage.rateLimits,
	pathParameters: deletionPage.pathParameters,
	queryParameters: {},
} as const satisfies Partial<SiblingPage>;

const PROGRESS_PAGE: SiblingPage = {
	...SHARED,
	name: 'batchMessageProgress',
	title: 'Progress of a batch message',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/get_progress',
	path: `${deletionPage.path}/get_progress`,
	response: {
		batch_message_send_progress: {
			type: 'object',
			description: 'How far the sending is.',
			fields: {
				valid_user_ids_count: {
					type: 'int',
					minimum: 0,
					description:
						'The users whom the sending call named and who exist, those whom the bot may not reach included; 0 until it is their turn.',
				},
				success_user_ids_count: { type: 'int', minimum: 0, description: 'Those who got the message.' },
				read_user_ids_count: { type: 'int', minimum: 0, description: 'Those who read it.' },
			},
		},
		batch_message_recall_progress: {
			type: 'object',
			description: 'How far the recall is.',
			fields: {
				recall: { type: 'boolean', description: 'Whether a recall was asked for.' },
				recall_count: { type: 'int', minimum: 0, description: 'How many have lost the message.' },
			},
		},
	},
	successMsg: 'success',
	errors: [...errorsOf(230001, 230006), NOT_THE_SENDER, ...errorsOf(230027, 230030)],
	notes: [
		'A message is told of for 30 days; the page does not say with which code it is refused afterwards.',
		'The counts of valid users and of those who got the message may differ for good.',
	],
};

const READ_PAGE: SiblingPage = {
	...SHARED,
	name: 'batchMessageReadUser',
	title: 'Readers of a batch message',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/read_user',
	path: `${deletionPage.path}/read_user`,
	response: {
		read_user: {
			type: 'object',
			description: 'How many have it.',
			fields: {
				read_count: { type: 'string', description: 'Those who read it.' },
				total_count: { type: 'string', description: 'Those who got it.' },
			},
		},
	},
	successMsg: 'ok',
	errors: [...errorsOf(230001), NOT_THE_SENDER, ...errorsOf(230027)],
	notes: ['The page has no code of its own for a message that is not there, nor for an app without bot.', 'The counts are texts.'],
};

const invalidOn = (page: SiblingPage) => (violations: readonly FieldViolation[]) =>
	pageRefusal(page, 230001, inWords(violations), { fieldViolations: violations });

/** The message that a call asks about, when its app may know of it. */
function ownMessage(call: ApiCall, page: SiblingPage, missing: number, noBot?: number): BatchMessage {
	const message = findMessage(call, page, missing, noBot);
	if (message.appId !== call.caller.app.appId) throw pageRefusal(page, NOT_THE_SENDER.code);
	if (call.at - message.sentAt > TOLD_MS) throw pageRefusal(page, missing);
	return message;
}

/** How many have got a message by now, of how many there are. */
function countsOf({ scheduledAt = 0, recipients, unreachable }: BatchMessage, now: number): { valid: number; success: number } {
	return now < scheduledAt ? { valid: 0, success: 0 } : { valid: recipients, success: recipients - unreachable };
}

/** Tells how far sending and recall of a batch message have come. */
export const batchMessageProgress: SiblingEndpoint = {
	rules: PROGRESS_PAGE,
	invalid: invalidOn(PROGRESS_PAGE),
	work(call) {
		const message = ownMessage(call, PROGRESS_PAGE, 230030);
		const { read, recalledAt, scheduledAt = 0 } = message;
		const now = call.platform.clock.now();
		const { valid, success } = countsOf(message, now);
		const elapsed = recalledAt === undefined ? 0 : Math.max(0, now - Math.max(recalledAt, scheduledAt));
		return {
			data: {
				batch_message_send_progress: { valid_user_ids_count: valid, success_user_ids_count: success, read_user_ids_count: read },
				batch_message_recall_progress: {
					recall: recalledAt !== undefined,
					recall_count: Math.floor(success * Math.min(1, elapsed / RECALL_MS)),
				},
			},
		};
	},
};

/** Tells how many have got and read a batch message. */
export const batchMessageReadUser: SiblingEndpoint = {
	rules: READ_PAGE,
	invalid: invalidOn(READ_PAGE),
	work(call) {
		const message = ownMessage(call, READ_PAGE, 230001, 230027);
		const { success } = countsOf(message, call.platform.clock.now());
		return { data: { read_user: { read_count: String(message.read), total_count: String(success) } } };
	},
};
