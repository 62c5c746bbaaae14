export interface App {
	appId: string;
	secret: string;
	kind: 'custom' | 'store';
	scopes: string[];
	bot: boolean;
	/** Where the consent page may send users back to; an empty list allows every address. */
	redirectUris: string[];
}

/** Why a token stopped working before its time, and how that is answered. */
export interface TokenRejection {
	status: number;
	code: number;
}

export interface TenantToken {
	token: string;
	appId: string;
	expiresAt: number;
	rejected?: TokenRejection;
}

export interface UserToken {
	token: string;
	appId: string;
	openId: string;
	scopes: string[];
	expiresAt: number;
	rejected?: TokenRejection;
}

export interface RefreshToken {
	token: string;
	appId: string;
	openId: string;
	scopes: string[];
	expiresAt: number;
	used: boolean;
}

export interface AuthorizationCode {
	code: string;
	appId: string;
	openId: string;
	scopes: string[];
	redirectUri: string;
	challenge?: { value: string; method: 'S256' | 'plain' };
	expiresAt: number;
	used: boolean;
}

/** The three IDs of one person. */
export interface Person {
	openId: string;
	unionId: string;
	userId: string;
}

export interface AttendanceRecord {
	recordId: string;
	/** Only punches imported through the open platform can be deleted. */
	imported: boolean;
	userId: string;
	creatorId: string;
	locationName: string;
	/** Seconds since the epoch, as text. */
	checkTime: string;
	comment: string;
	externalId?: string;
	/** The record alone fails, with this reason. */
	failsWith?: string;
	/** The record sinks every call that names it, with this code. */
	refuses?: number;
}

export type AttendeeType = 'user' | 'chat' | 'resource' | 'third_party';

export interface Attendee {
	attendeeId: string;
	type: AttendeeType;
	/** The open ID, chat ID, room ID or e-mail address, by type. */
	target: string;
	refuses?: number;
}

export interface AttendeeDeletion {
	at: number;
	attendeeId: string;
	needNotification: boolean;
	isEnableAdmin: boolean;
	instanceStartTimeAdmin?: string;
	by: string;
}

export interface CalendarEvent {
	eventId: string;
	attendees: Attendee[];
	deleted: boolean;
	/** An app ID or open ID; undefined lets every caller act as organiser. */
	organizer?: string;
	refuses?: number;
	deletions: AttendeeDeletion[];
}

export interface Calendar {
	calendarId: string;
	type: 'primary' | 'shared' | 'google' | 'resource' | 'exchange';
	role: 'owner' | 'writer' | 'reader' | 'free_busy_reader' | 'none';
	deleted: boolean;
	events: Map<string, CalendarEvent>;
}

export interface Follower {
	openId: string;
	refuses?: number;
}

export interface Task {
	taskId: string;
	followers: Follower[];
	/** Every call for the task is refused with this code. */
	refuses?: number;
}

export interface FeedCard {
	bizId: string;
	openId: string;
	/** The card cannot be deleted: the name of a row in the table of reasons. */
	reason?: 'UNKNOWN' | 'NO_PERMISSION' | 'NOT_CREATED' | 'RATE_LIMITED' | 'DUPLICATED';
	/** The card sinks every call that names it, with this code. */
	refuses?: number;
}

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

/** Something that is there until it is deleted, of which a test needs to say no more. */
export interface Thing {
	id: string;
	/** It sinks every call that names it, with this code. */
	refuses?: number;
}

/** Everything that exists in the sandbox, open to reading and writing. */
export interface SandboxState {
	apps: Map<string, App>;
	people: Person[];
	tenantTokens: Map<string, TenantToken>;
	userTokens: Map<string, UserToken>;
	refreshTokens: Map<string, RefreshToken>;
	authorizationCodes: Map<string, AuthorizationCode>;
	attendanceRecords: Map<string, AttendanceRecord>;
	calendars: Map<string, Calendar>;
	tasks: Map<string, Task>;
	/** By `feedCardKey`. */
	feedCards: Map<string, FeedCard>;
	batchMessages: Map<string, BatchMessage>;
	/** What needs no shape of its own, by the name of its endpoint: see `thingsOf`. */
	things: Record<string, Map<string, Thing>>;
}

/** The things of one endpoint, by ID. */
export function thingsOf({ things }: Pick<SandboxState, 'things'>, endpoint: string): Map<string, Thing> {
	return (things[endpoint] ??= new Map<string, Thing>());
}

/** One map key for the pair that identifies a card; JSON keeps any two strings apart. */
export function feedCardKey(bizId: string, openId: string): string {
	return JSON.stringify([bizId, openId]);
}

/** A world in which nothing exists. */
export function emptyState(): SandboxState {
	return {
		apps: new Map(),
		people: [],
		tenantTokens: new Map(),
		userTokens: new Map(),
		refreshTokens: new Map(),
		authorizationCodes: new Map(),
		attendanceRecords: new Map(),
		calendars: new Map(),
		tasks: new Map(),
		feedCards: new Map(),
		batchMessages: new Map(),
		things: {},
	};
}
