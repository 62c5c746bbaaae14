import type { Clock } from '../../sandbox/clock';
import { SANDBOX_APP } from '../../sandbox/world';

export interface Follower {
	openId: string;
	refuses?: number;
}

/** When a task is due: a moment in milliseconds, which is midnight UTC for a whole day. */
export interface Due {
	at: number;
	timezone: string;
	isAllDay: boolean;
}

export interface Task {
	taskId: string;
	followers: Follower[];
	/** Every call that changes the task is refused with this code. */
	refuses?: number;
	summary: string;
	description: string;
	/** The app ID or open ID. An app that acts for itself finds only what it created. */
	creator: string;
	/** Open IDs of those who are to do it. */
	collaborators: string[];
	due?: Due;
	createdAt: number;
	updatedAt: number;
	completedAt?: number;
	/** An RRULE as RFC 5545 has it. */
	repeatRule?: string;
}

/** A due time in full, or counted from now: what stands in the demo must not grow old. */
export type SeedDue = Due | { inHours: number } | { inDays: number };

export interface SeedTask extends Pick<Task, 'taskId'>, Partial<Omit<Task, 'taskId' | 'followers' | 'due'>> {
	/** Open IDs, or followers in full. */
	followers?: ReadonlyArray<string | Follower>;
	due?: SeedDue;
}

export interface SeedTasks {
	tasks?: readonly SeedTask[];
}

const HOUR_MS = 3_600_000;

const DAY_MS = 24 * HOUR_MS;

function dueFrom(seed: SeedDue, now: number): Due {
	if ('inDays' in seed) return { at: Math.floor(now / DAY_MS + seed.inDays) * DAY_MS, timezone: 'Asia/Shanghai', isAllDay: true };
	if ('inHours' in seed) return { at: Math.floor(now / HOUR_MS + seed.inHours) * HOUR_MS, timezone: 'Asia/Shanghai', isAllDay: false };
	return seed;
}

/** A world without tasks. */
export function createWorld(clock: Clock) {
	const tasks = new Map<string, Task>();
	const task = ({ followers = [], due, ...about }: SeedTask): Task => {
		const createdAt = about.createdAt ?? clock.now();
		const full: Task = {
			summary: `Task ${about.taskId}`,
			description: '',
			creator: SANDBOX_APP.appId,
			collaborators: [],
			createdAt,
			updatedAt: createdAt,
			...about,
			...(due && { due: dueFrom(due, clock.now()) }),
			followers: followers.map((one) => (typeof one === 'string' ? { openId: one } : { ...one })),
		};
		tasks.set(full.taskId, full);
		return full;
	};
	return { state: { tasks }, seed: { task }, seedAll: ({ tasks: given }: SeedTasks) => given?.forEach(task) };
}

export const demo: SeedTasks = {
	tasks: [
		{
			taskId: '83912691-2e43-47fc-94a4-d512e03984fa',
			summary: 'Prepare the product review',
			description: 'Slides by noon, numbers from the dashboard.',
			followers: ['ou_lin', 'ou_zhou', 'ou_wang'],
			collaborators: ['ou_lin'],
			due: { inHours: 29 },
		},
		{
			taskId: '2f6b4c0e-7d1a-4f35-9c58-0b9e1a7d4c21',
			summary: 'Order laptops for new colleagues',
			followers: ['ou_zhou'],
			collaborators: ['ou_wang'],
			due: { inDays: 6 },
		},
		{ taskId: 'a4d0c7f2-31be-4e0b-8a6d-5c2f90e1b7a3', summary: '整理会议室预订规则', followers: ['ou_lin', 'ou_wang'] },
		{
			taskId: '6c9e2d18-bf47-4a90-a1e3-78d5f4b0c962',
			summary: 'Send the weekly report',
			followers: ['ou_lin'],
			due: { inDays: 3 },
			repeatRule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=FR',
		},
		{
			taskId: 'd7815a3b-0c64-4b2f-9e7d-e2a64c1f5083',
			summary: 'Archive last year’s contracts',
			followers: ['ou_zhou', 'ou_lin'],
			collaborators: ['ou_zhou'],
			due: { inDays: -20 },
			createdAt: Date.UTC(2026, 0, 12, 2),
			completedAt: Date.UTC(2026, 1, 6, 9),
		},
		{
			taskId: 'e05b7f94-6a2d-4c13-8f08-91c3d6ba27e5',
			summary: 'Book the offsite',
			creator: 'ou_lin',
			followers: ['ou_sandbox_user'],
			collaborators: ['ou_zhou'],
			due: { inHours: 75 },
		},
	],
};
