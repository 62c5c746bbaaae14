import type { Clock } from './clock';
import { ALL_SCOPES } from './endpoints';
import type { TokenMint } from './tokens';
import {
	feedCardKey,
	thingsOf,
	type App,
	type Attendee,
	type AttendeeType,
	type AttendanceRecord,
	type BatchMessage,
	type Calendar,
	type CalendarEvent,
	type FeedCard,
	type Follower,
	type Person,
	type SandboxState,
	type Task,
	type Thing,
} from './world';

/** The app that every sandbox starts with. */
export const SANDBOX_APP = { appId: 'cli_sandbox', secret: 'sandbox-secret' } as const;

export type SeedApp = Pick<App, 'appId' | 'secret'> & Partial<App>;

export type SeedAttendanceRecords = Partial<Omit<AttendanceRecord, 'recordId'>>;

/** An attendee in full, or only the ID, whose prefix tells the type and whose rest the target. */
export type SeedAttendee = string | (Pick<Attendee, 'attendeeId'> & Partial<Attendee>);

export interface SeedEvent {
	calendarId: string;
	eventId: string;
	attendees?: readonly SeedAttendee[];
	/** About the calendar; an existing one keeps what is not given. */
	calendar?: Partial<Pick<Calendar, 'type' | 'role' | 'deleted'>>;
	deleted?: boolean;
	organizer?: string;
	refuses?: number;
}

export interface SeedTask {
	taskId: string;
	/** Open IDs, or followers in full. */
	followers?: ReadonlyArray<string | Follower>;
	refuses?: number;
}

export interface SeedFeedCard extends Omit<FeedCard, 'openId'> {
	userId: string;
}

export type SeedBatchMessage = Pick<BatchMessage, 'id'> & Partial<BatchMessage>;

export interface SeedTenantToken {
	token?: string;
	appId?: string;
	expiresInSeconds?: number;
}

export interface SeedUserToken extends SeedTenantToken {
	openId?: string;
	scopes?: readonly string[];
}

/** Ways to put things into the world. */
export interface Seed {
	app(app: SeedApp): App;
	person(person: Person): void;
	attendanceRecords(ids: readonly string[], about?: SeedAttendanceRecords): void;
	event(event: SeedEvent): CalendarEvent;
	task(task: SeedTask): Task;
	feedCards(cards: readonly SeedFeedCard[]): void;
	batchMessage(message: SeedBatchMessage): BatchMessage;
	/** Things of an endpoint, by its name. */
	things(endpoint: string, things: readonly Thing[]): void;
	/** Both hand back the token. */
	tenantToken(token?: SeedTenantToken): string;
	userToken(token?: SeedUserToken): string;
}

const ATTENDEE_PREFIXES: ReadonlyArray<readonly [string, AttendeeType]> = [
	['chat_', 'chat'],
	['resource_', 'resource'],
	['third_party_', 'third_party'],
	['user_', 'user'],
];

function attendeeFrom(seed: SeedAttendee): Attendee {
	const given = typeof seed === 'string' ? { attendeeId: seed } : seed;
	const [prefix, type] = ATTENDEE_PREFIXES.find(([start]) => given.attendeeId.startsWith(start)) ?? (['', 'user'] as const);
	return { type, target: given.attendeeId.slice(prefix.length), ...given };
}

/** The seeding functions for a world; it is asked for anew each time, as a reset replaces it. */
export function createSeed(world: () => SandboxState, mint: TokenMint, clock: Clock): Seed {
	return {
		app(app) {
			const full: App = { kind: 'custom', scopes: [...ALL_SCOPES], bot: true, redirectUris: [], ...app };
			world().apps.set(full.appId, full);
			return full;
		},
		person(person) {
			world().people.push(person);
		},
		attendanceRecords(ids, about = {}) {
			for (const recordId of ids) {
				world().attendanceRecords.set(recordId, {
					recordId,
					imported: true,
					userId: 'sandbox_employee',
					creatorId: 'sandbox_employee',
					locationName: 'Sandbox',
					checkTime: String(Math.floor(clock.now() / 1_000)),
					comment: 'Seeded',
					...about,
				});
			}
		},
		event({ calendarId, eventId, attendees = [], calendar, ...about }) {
			const existing = world().calendars.get(calendarId);
			const home: Calendar = existing ?? { calendarId, type: 'primary', role: 'owner', deleted: false, events: new Map() };
			Object.assign(home, calendar);
			world().calendars.set(calendarId, home);
			const event: CalendarEvent = { eventId, attendees: attendees.map(attendeeFrom), deleted: false, deletions: [], ...about };
			home.events.set(eventId, event);
			return event;
		},
		task({ taskId, followers = [], refuses }) {
			const task: Task = {
				taskId,
				followers: followers.map((follower) => (typeof follower === 'string' ? { openId: follower } : { ...follower })),
				...(refuses !== undefined && { refuses }),
			};
			world().tasks.set(taskId, task);
			return task;
		},
		feedCards(cards) {
			for (const { userId, ...about } of cards) {
				world().feedCards.set(feedCardKey(about.bizId, userId), { ...about, openId: userId });
			}
		},
		batchMessage(message) {
			const full: BatchMessage = { appId: SANDBOX_APP.appId, sentAt: clock.now(), recipients: 3, read: 0, ...message };
			world().batchMessages.set(full.id, full);
			return full;
		},
		things(endpoint, things) {
			for (const thing of things) thingsOf(world(), endpoint).set(thing.id, { ...thing });
		},
		tenantToken({ token = mint.next('t-', 40), appId = SANDBOX_APP.appId, expiresInSeconds = 7_200 } = {}) {
			world().tenantTokens.set(token, { token, appId, expiresAt: clock.now() + expiresInSeconds * 1_000 });
			return token;
		},
		userToken({
			token = mint.next('u-', 40),
			appId = SANDBOX_APP.appId,
			openId = 'ou_sandbox_user',
			scopes = ALL_SCOPES,
			expiresInSeconds = 7_200,
		} = {}) {
			world().userTokens.set(token, { token, appId, openId, scopes: [...scopes], expiresAt: clock.now() + expiresInSeconds * 1_000 });
			return token;
		},
	};
}
