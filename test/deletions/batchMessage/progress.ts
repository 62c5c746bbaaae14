import type { ErrorCode, SiblingSpec } from '../../specs/spec';
import { inWords, type ApiCall, type SiblingEndpoint } from '../../sandbox/endpoint';
import { specRefusal, type FieldViolation } from '../../sandbox/refusal';
import { findMessage } from './findMessage';
import { spec as deletionSpec } from './spec';
import type { BatchMessage } from './world';

/** How long a recall takes until the last recipient has lost the message. */
const RECALL_MS = 1_000;

/** How long Feishu tells of a message after it was sent. */
const TOLD_MS = 30 * 86_400_000;

const errorsOf = (...codes: readonly number[]): ErrorCode[] => deletionSpec.errors.filter(({ code }) => codes.includes(code));

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
	scopes: deletionSpec.scopes,
	botAbility: 'required',
	rateLimits: deletionSpec.rateLimits,
	pathParameters: deletionSpec.pathParameters,
	queryParameters: {},
} as const satisfies Partial<SiblingSpec>;

const PROGRESS_SPEC: SiblingSpec = {
	...SHARED,
	name: 'batchMessageProgress',
	title: 'Progress of a batch message',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/get_progress',
	path: `${deletionSpec.path}/get_progress`,
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

const READ_SPEC: SiblingSpec = {
	...SHARED,
	name: 'batchMessageReadUser',
	title: 'Readers of a batch message',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/read_user',
	path: `${deletionSpec.path}/read_user`,
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

const invalidOn = (spec: SiblingSpec) => (violations: readonly FieldViolation[]) =>
	specRefusal(spec, 230001, inWords(violations), { fieldViolations: violations });

/** The message that a call asks about, when its app may know of it. */
function ownMessage(call: ApiCall, spec: SiblingSpec, missing: number, noBot?: number): BatchMessage {
	const message = findMessage(call, spec, missing, noBot);
	if (message.appId !== call.caller.app.appId) throw specRefusal(spec, NOT_THE_SENDER.code);
	if (call.at - message.sentAt > TOLD_MS) throw specRefusal(spec, missing);
	return message;
}

/** How many have got a message by now, of how many there are. */
function countsOf({ scheduledAt = 0, recipients, unreachable }: BatchMessage, now: number): { valid: number; success: number } {
	return now < scheduledAt ? { valid: 0, success: 0 } : { valid: recipients, success: recipients - unreachable };
}

/** Tells how far sending and recall of a batch message have come. */
export const batchMessageProgress: SiblingEndpoint = {
	rules: PROGRESS_SPEC,
	invalid: invalidOn(PROGRESS_SPEC),
	work(call) {
		const message = ownMessage(call, PROGRESS_SPEC, 230030);
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
	rules: READ_SPEC,
	invalid: invalidOn(READ_SPEC),
	work(call) {
		const message = ownMessage(call, READ_SPEC, 230001, 230027);
		const { success } = countsOf(message, call.platform.clock.now());
		return { data: { read_user: { read_count: String(message.read), total_count: String(success) } } };
	},
};
