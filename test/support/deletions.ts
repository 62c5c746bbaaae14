import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { SANDBOX_APP, feedCardKey, type Sandbox } from '../sandbox';
import { endpoint as appFeedCard } from '../../nodes/FeishuAppFeedCard/delete.operation';
import { endpoint as attendanceRecord } from '../../nodes/FeishuAttendanceRecord/delete.operation';
import { endpoint as batchMessage } from '../../nodes/FeishuBatchMessage/delete.operation';
import { endpoint as calendarEventAttendee } from '../../nodes/FeishuCalendarEventAttendee/delete.operation';
import { endpoint as taskFollower } from '../../nodes/FeishuTaskFollower/delete.operation';
import type { Endpoint } from '../../nodes/shared/endpoint';
import type { NodeName, NodeSetup } from './engine';

/** One of the five deletions, with what a test needs to run it over any number of records. */
export interface Deletion {
	/** The endpoint's name in the sandbox's log. */
	endpoint: 'attendanceRecord' | 'calendarEventAttendee' | 'taskFollower' | 'appFeedCard' | 'batchMessage';
	type: NodeName;
	/** Most records in one call. */
	limit: number;
	/** The status of a record that Feishu deleted. */
	done: 'deleted' | 'recall_requested';
	/** Parameters of a node that deletes the record of each input item. */
	parameters: INodeParameters;
	/** Names of n different records. */
	names(count: number): string[];
	/** Puts the records into the sandbox. */
	seed(sandbox: Sandbox, names: readonly string[], about?: { refuses?: number }): void;
	/** The input item that asks for a record. */
	item(name: string): IDataObject;
	/** The same for items that hold a list of records. */
	listParameters: INodeParameters;
	/** Names of n records that one item can hold, different for each `group`. */
	listNames(group: number, count: number): string[];
	listItem(names: readonly string[]): IDataObject;
	/** The record that an output item speaks of. */
	nameOf(json: IDataObject): string;
	/** Whether the record is still there in the sandbox (for a message: not recalled). */
	exists(sandbox: Sandbox, name: string): boolean;
}

const numbered = (count: number, name: (index: number) => string) => Array.from({ length: count }, (_, index) => name(index));

const CALENDAR = 'feishu.cn_sandbox@group.calendar.feishu.cn';
const EVENT = '00592a0e-7edf-4678-bc9d-1b77383ef08e_0';
const TASK = '83912691-2e43-47fc-94a4-d512e03984fa';

export const deletions: readonly Deletion[] = [
	{
		endpoint: 'attendanceRecord',
		type: 'feishuAttendanceRecord',
		limit: 10,
		done: 'deleted',
		parameters: { recordIds: '={{ $json.id }}' },
		names: (count) => numbered(count, (index) => String(6709359313699350000n + BigInt(index))),
		seed: (sandbox, names, about) => {
			sandbox.seed.attendanceRecords(names, about);
		},
		item: (id) => ({ id }),
		listParameters: { recordIds: '={{ $json.ids }}' },
		listNames: (group, count) => numbered(count, (index) => `67093593136${group}${1_000 + index}`),
		listItem: (ids) => ({ ids }),
		nameOf: (json) => String(json.record_id),
		exists: (sandbox, name) => sandbox.state.attendanceRecords.has(name),
	},
	{
		endpoint: 'calendarEventAttendee',
		type: 'feishuCalendarEventAttendee',
		limit: 500,
		done: 'deleted',
		parameters: {
			calendarId: { __rl: true, mode: 'id', value: CALENDAR },
			eventId: { __rl: true, mode: 'id', value: EVENT },
			attendeeIds: '={{ $json.id }}',
		},
		names: (count) => numbered(count, (index) => `user_${1_000 + index}`),
		seed: (sandbox, names, about = {}) => {
			const before = sandbox.state.calendars.get(CALENDAR)?.events.get(EVENT)?.attendees ?? [];
			sandbox.seed.event({
				calendarId: CALENDAR,
				eventId: EVENT,
				attendees: [...before, ...names.map((attendeeId) => ({ attendeeId, ...about }))],
			});
		},
		item: (id) => ({ id }),
		listParameters: { attendeeIds: '={{ $json.ids }}' },
		listNames: (group, count) => numbered(count, (index) => `user_${group}_${1_000 + index}`),
		listItem: (ids) => ({ ids }),
		nameOf: (json) => String(json.attendee_id),
		exists: (sandbox, name) =>
			sandbox.state.calendars.get(CALENDAR)?.events.get(EVENT)?.attendees.some(({ attendeeId }) => attendeeId === name) === true,
	},
	{
		endpoint: 'taskFollower',
		type: 'feishuTaskFollower',
		limit: 100,
		done: 'deleted',
		parameters: { taskId: { __rl: true, mode: 'id', value: TASK }, followerIds: '={{ $json.id }}' },
		names: (count) => numbered(count, (index) => `ou_follower${1_000 + index}`),
		seed: (sandbox, names, about = {}) => {
			const before = sandbox.state.tasks.get(TASK)?.followers ?? [];
			sandbox.seed.task({ taskId: TASK, followers: [...before, ...names.map((openId) => ({ openId, ...about }))] });
		},
		item: (id) => ({ id }),
		listParameters: { followerIds: '={{ $json.ids }}' },
		listNames: (group, count) => numbered(count, (index) => `ou_follower_${group}_${1_000 + index}`),
		listItem: (ids) => ({ ids }),
		nameOf: (json) => String(json.follower_id),
		exists: (sandbox, name) => sandbox.state.tasks.get(TASK)?.followers.some(({ openId }) => openId === name) === true,
	},
	{
		endpoint: 'appFeedCard',
		type: 'feishuAppFeedCard',
		limit: 20,
		done: 'deleted',
		parameters: { feedCards: { cards: [{ bizId: '={{ $json.biz }}', userIds: '={{ $json.user }}' }] } },
		names: (count) => numbered(count, (index) => `card-${Math.floor(index / 3)}|ou_user${index % 3}`),
		seed: (sandbox, names, about = {}) => {
			sandbox.seed.feedCards(names.map((name) => ({ ...cardOf(name), ...about })));
		},
		item: (name) => ({ biz: cardOf(name).bizId, user: cardOf(name).userId }),
		listParameters: { feedCards: { cards: [{ bizId: '={{ $json.biz }}', userIds: '={{ $json.users }}' }] } },
		listNames: (group, count) => numbered(count, (index) => `card, ${group}|ou_user${1_000 + index}`),
		listItem: (names) => ({ biz: cardOf(names[0] ?? '').bizId, users: names.map((name) => cardOf(name).userId) }),
		nameOf: (json) => `${String(json.biz_id)}|${String(json.user_id)}`,
		exists: (sandbox, name) => sandbox.state.feedCards.has(feedCardKey(cardOf(name).bizId, cardOf(name).userId)),
	},
	{
		endpoint: 'batchMessage',
		type: 'feishuBatchMessage',
		limit: 1,
		done: 'recall_requested',
		parameters: { batchMessageId: '={{ $json.id }}' },
		names: (count) => numbered(count, (index) => `bm-dc13264520392913993dd051dba2${1_000 + index}`),
		seed: (sandbox, names, about) => {
			for (const id of names) sandbox.seed.batchMessage({ id, ...about });
		},
		item: (id) => ({ id }),
		listParameters: { batchMessageId: '={{ $json.ids[0] }}' },
		listNames: (group, count) => numbered(count, (index) => `bm-${group}dc1326452039291399${1_000 + index}`),
		listItem: (ids) => ({ ids }),
		nameOf: (json) => String(json.batch_message_id),
		exists: (sandbox, name) => sandbox.state.batchMessages.get(name)?.recalledAt === undefined,
	},
];

function cardOf(name: string): { bizId: string; userId: string } {
	const [bizId = '', userId = ''] = name.split('|');
	return { bizId, userId };
}

/** The deletion of an endpoint. */
export function deletionOf(endpoint: Deletion['endpoint']): Deletion {
	const found = deletions.find((deletion) => deletion.endpoint === endpoint);
	if (found === undefined) throw new Error(`no deletion ${endpoint}`);
	return found;
}

/** A node of the deletion, with the sandbox's tenant credential unless told otherwise. */
export function nodeOf(deletion: Deletion, more: Partial<NodeSetup> = {}): NodeSetup {
	return {
		type: deletion.type,
		credentials: { feishuTenantApi: 'tenant' },
		...more,
		parameters: { authentication: 'feishuTenantApi', operation: 'delete', options: {}, ...deletion.parameters, ...more.parameters },
	};
}

/** The credentials of the sandbox's own app, as a user would enter them. */
export function sandboxCredentials(sandbox: Sandbox): { tenant: ICredentialDataDecryptedObject } {
	return {
		tenant: {
			region: 'custom',
			baseUrl: sandbox.url,
			appId: SANDBOX_APP.appId,
			appSecret: SANDBOX_APP.secret,
			accessToken: '',
			tokenOwner: '',
		},
	};
}

/** What the engine is told of each deletion, by the endpoint's name in the sandbox's log. */
export const endpoints: Readonly<Record<Deletion['endpoint'], Endpoint>> = {
	appFeedCard,
	attendanceRecord,
	batchMessage,
	calendarEventAttendee,
	taskFollower,
};
