import { page } from './page';
import { inWords, type ApiCall, type ApiEndpoint, type Rules } from '../../sandbox/endpoint';
import { pageRefusal, type FieldViolation, type Refusal } from '../../sandbox/refusal';
import type { BatchMessage } from './world';

/** How long a message can be recalled after it was sent. */
const RECALL_WINDOW_MS = 86_400_000;

/** How long a recall takes until the last recipient has lost the message. */
const RECALL_MS = 1_000;

function invalid(violations: readonly FieldViolation[]): Refusal {
	return pageRefusal(page, 230001, inWords(violations), { fieldViolations: violations });
}

function findMessage({ platform: { state }, caller, params }: ApiCall): BatchMessage {
	if (!caller.app.bot) throw pageRefusal(page, 230006);
	const message = state.batchMessages.get(params['batch_message_id'] ?? '');
	if (!message) throw pageRefusal(page, 230030);
	return message;
}

/** Accepts a recall, which then takes its time; a second one changes nothing and is accepted too. */
const batchMessageRecall: ApiEndpoint = {
	rules: page,
	invalid,
	work(call) {
		const { caller, at } = call;
		const message = findMessage(call);
		if (message.refuses !== undefined) throw pageRefusal(page, message.refuses);
		if (message.appId !== caller.app.appId) throw pageRefusal(page, 230026);
		if (message.recalledAt !== undefined) return { data: {} };
		if (at - message.sentAt > RECALL_WINDOW_MS) throw pageRefusal(page, 230009);
		message.recalledAt = at;
		return { data: {} };
	},
};

const PROGRESS_RULES: Rules = {
	name: 'batchMessageProgress',
	method: 'GET',
	path: `${page.path}/get_progress`,
	tokens: page.tokens,
	scopes: page.scopes,
	rateLimits: page.rateLimits,
	queryParameters: {},
	successMsg: 'ok',
};

/** Tells how far sending and recall of a batch message have come. */
const batchMessageProgress: ApiEndpoint = {
	rules: PROGRESS_RULES,
	invalid,
	work(call) {
		const { recipients, read, recalledAt } = findMessage(call);
		const elapsed = recalledAt === undefined ? 0 : call.platform.clock.now() - recalledAt;
		return {
			data: {
				batch_message_send_progress: {
					valid_user_ids_count: recipients,
					success_user_ids_count: recipients,
					read_user_ids_count: read,
				},
				batch_message_recall_progress: {
					recall: recalledAt !== undefined,
					recall_count: recalledAt === undefined ? 0 : Math.floor(recipients * Math.min(1, elapsed / RECALL_MS)),
				},
			},
		};
	},
};

export { page };
export { createWorld, demo } from './world';

export const endpoints = [batchMessageRecall, batchMessageProgress];
