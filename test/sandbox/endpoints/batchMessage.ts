import { batchMessage } from '../../pages';
import { inWords, type ApiCall, type ApiEndpoint, type Rules } from '../endpoint';
import { pageRefusal, type FieldViolation, type Refusal } from '../refusal';
import type { BatchMessage } from '../world';

function invalid(violations: readonly FieldViolation[]): Refusal {
	return pageRefusal('batchMessage', 230001, inWords(violations), { fieldViolations: violations });
}

function findMessage({ platform: { state }, caller, params }: ApiCall): BatchMessage {
	if (!caller.app.bot) throw pageRefusal('batchMessage', 230006);
	const message = state.batchMessages.get(params['batch_message_id'] ?? '');
	if (!message) throw pageRefusal('batchMessage', 230030);
	return message;
}

/** Accepts a recall, which then takes its time; a second one changes nothing and is accepted too. */
export const batchMessageRecall: ApiEndpoint = {
	rules: batchMessage,
	invalid,
	work(call) {
		const { platform: { settings }, caller, at } = call;
		const message = findMessage(call);
		if (message.refuses !== undefined) throw pageRefusal('batchMessage', message.refuses);
		if (message.appId !== caller.app.appId) throw pageRefusal('batchMessage', 230026);
		if (message.recalledAt !== undefined) return { data: {} };
		if (at - message.sentAt > settings.recallWindowSeconds * 1_000) throw pageRefusal('batchMessage', 230009);
		message.recalledAt = at;
		return { data: {} };
	},
};

const PROGRESS_RULES: Rules = {
	name: 'batchMessageProgress',
	method: 'GET',
	path: `${batchMessage.path}/get_progress`,
	tokens: batchMessage.tokens,
	scopes: batchMessage.scopes,
	rateLimits: batchMessage.rateLimits,
	queryParameters: {},
	successMsg: 'ok',
};

/** Tells how far sending and recall of a batch message have come. */
export const batchMessageProgress: ApiEndpoint = {
	rules: PROGRESS_RULES,
	invalid,
	work(call) {
		const { platform: { settings, clock } } = call;
		const { recipients, read, recalledAt } = findMessage(call);
		const elapsed = recalledAt === undefined ? 0 : clock.now() - recalledAt;
		const share = settings.recallSeconds === 0 ? 1 : Math.min(1, elapsed / (settings.recallSeconds * 1_000));
		return {
			data: {
				batch_message_send_progress: {
					valid_user_ids_count: recipients,
					success_user_ids_count: recipients,
					read_user_ids_count: read,
				},
				batch_message_recall_progress: {
					recall: recalledAt !== undefined,
					recall_count: recalledAt === undefined ? 0 : Math.floor(recipients * share),
				},
			},
		};
	},
};
