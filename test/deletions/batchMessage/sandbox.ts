import { spec } from './spec';
import * as progress from './progress';
import * as sending from './sending';
import { findMessage } from './findMessage';
import { inWords, type ApiEndpoint } from '../../sandbox/endpoint';
import { specRefusal, type FieldViolation, type Refusal } from '../../sandbox/refusal';

/** How long a message can be recalled after it was sent. */
const RECALL_WINDOW_MS = 86_400_000;

function invalid(violations: readonly FieldViolation[]): Refusal {
	return specRefusal(spec, 230001, inWords(violations), { fieldViolations: violations });
}

/** Accepts a recall, which then takes its time; a second one changes nothing and is accepted too. */
const batchMessageRecall: ApiEndpoint = {
	rules: spec,
	invalid,
	work(call) {
		const { caller, at } = call;
		const message = findMessage(call, spec, 230030);
		if (message.refuses !== undefined) throw specRefusal(spec, message.refuses);
		if (message.appId !== caller.app.appId) throw specRefusal(spec, 230026);
		if (message.recalledAt !== undefined) return { data: {} };
		if (at - message.sentAt > RECALL_WINDOW_MS) throw specRefusal(spec, 230009);
		message.recalledAt = at;
		return { data: {} };
	},
};

export { spec };
export { createWorld, demo } from './world';

export const endpoints = [batchMessageRecall, ...Object.values(progress), ...Object.values(sending)];

declare module '../sandbox' {
	interface Parts {
		batchMessage: typeof import('./sandbox');
	}
}
