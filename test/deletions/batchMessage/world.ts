import type { Clock } from '../../sandbox/clock';
import { SANDBOX_APP } from '../../sandbox/world';

export interface BatchMessage {
	id: string;
	/** The app that sent it; only that one may recall it. */
	appId: string;
	sentAt: number;
	recipients: number;
	read: number;
	recalledAt?: number;
	refuses?: number;
}

export type SeedBatchMessage = Pick<BatchMessage, 'id'> & Partial<BatchMessage>;

export interface SeedBatchMessages {
	batchMessages?: readonly SeedBatchMessage[];
}

/** A world without messages. */
export function createWorld(clock: Clock) {
	const batchMessages = new Map<string, BatchMessage>();
	const batchMessage = (message: SeedBatchMessage): BatchMessage => {
		const full = { appId: SANDBOX_APP.appId, sentAt: clock.now(), recipients: 3, read: 0, ...message };
		batchMessages.set(full.id, full);
		return full;
	};
	return {
		state: { batchMessages },
		seed: { batchMessage },
		seedAll: (request: SeedBatchMessages) => request.batchMessages?.forEach(batchMessage),
	};
}

export const demo: SeedBatchMessages = {
	batchMessages: [
		{ id: 'bm-sandbox-recent', recipients: 12, read: 4 },
		{ id: 'bm-sandbox-old', sentAt: Date.UTC(2020, 0, 1), recipients: 5, read: 5 },
	],
};
