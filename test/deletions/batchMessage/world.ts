import type { Clock } from '../../sandbox/clock';
import type { JsonObject } from '../../sandbox/json';
import { SANDBOX_APP } from '../../sandbox/world';

export interface BatchMessage {
	id: string;
	/** The app that sent it; only that one may recall it. */
	appId: string;
	sentAt: number;
	/** From when on its recipients are known and have it; without it, since it was sent. */
	scheduledAt?: number;
	/** All that the sending call named and that exist, */
	recipients: number;
	/** of whom these get nothing, being beyond what the bot may reach. */
	unreachable: number;
	read: number;
	/** What was sent: the body of the sending call. */
	sent?: JsonObject;
	recalledAt?: number;
	refuses?: number;
}

export type SeedBatchMessage = Pick<BatchMessage, 'id'> & Partial<BatchMessage>;

/** A department, for messages to all who belong to it. */
export interface Department {
	departmentId: string;
	/** The other ID by which it can be named. */
	openDepartmentId?: string;
	/** The `departmentId` of the one it belongs to, whose messages it gets too. */
	parent?: string;
	/** Open IDs. */
	members: readonly string[];
	/** The bot may not reach its members. */
	outOfReach?: boolean;
}

export interface SeedBatchMessages {
	departments?: readonly Department[];
	batchMessages?: readonly SeedBatchMessage[];
}

/** A world without messages. */
export function createWorld(clock: Clock) {
	const batchMessages = new Map<string, BatchMessage>();
	const departments = new Map<string, Department>();
	const department = (one: Department): void => {
		departments.set(one.departmentId, { ...one });
	};
	const batchMessage = (message: SeedBatchMessage): BatchMessage => {
		const full = { appId: SANDBOX_APP.appId, sentAt: clock.now(), recipients: 3, unreachable: 0, read: 0, ...message };
		batchMessages.set(full.id, full);
		return full;
	};
	return {
		state: { batchMessages, departments },
		seed: { batchMessage, department },
		seedAll(request: SeedBatchMessages) {
			request.departments?.forEach(department);
			request.batchMessages?.forEach(batchMessage);
		},
	};
}

export const demo: SeedBatchMessages = {
	batchMessages: [
		{ id: 'bm-sandbox-recent', recipients: 12, read: 4 },
		{ id: 'bm-sandbox-old', sentAt: Date.UTC(2020, 0, 1), recipients: 5, read: 5 },
	],
};
