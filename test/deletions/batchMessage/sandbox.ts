import { page } from './page';
import * as progress from './progress';
import * as sending from './sending';
import { findMessage } from './findMessage';
import { inWords, type ApiEndpoint } from '../../sandbox/endpoint';
import { pageRefusal, type FieldViolation, type Refusal } from '../../sandbox/refusal';

/** How long a message can be recalled after it was sent. */
const RECALL_WINDOW_MS = 86_400_000;

function invalid(violations: readonly FieldViolation[]): Refusal {
	return pageRefusal(page, 230001, inWords(violations), { fieldViolations: violations });
}

/** Accepts a recall, which then takes its time; a second one changes nothing and is accepted too. */
const batchMessageRecall: ApiEndpoint = {
	rules: page,
	invalid,
	work(call) {
		const { caller, at } = call;
		const message = findMessage(call, page, 230030);
		if (message.refuses !== undefined) throw pageRefusal(page, message.refuses);
		if (message.appId !== caller.app.appId) throw pageRefusal(page, 230026);
		if (message.recalledAt !== undefined) return { data: {} };
		if (at - message.sentAt > RECALL_WINDOW_MS) throw pageRefusal(page, 230009);
		message.recalledAt = at;
		return { data: {} };
	},
};

export { page };
export { createWorld, demo } from './world';

export const endpoints = [batchMessageRecall, ...Object.values(progress), ...Object.values(sending)];

declare module '../sandbox' {
	interface Parts {
		batchMessage: typeof import('./sandbox');
	}
}
