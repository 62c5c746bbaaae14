import type { Clock } from '../../sandbox/clock';
import type { JsonObject } from '../../sandbox/json';

export type AttendeeType = 'user' | 'chat' | 'resource' | 'third_party';

/** What an attendee has answered, or what has become of the booking of a room. */
export type RsvpStatus = 'needs_action' | 'accept' | 'tentative' | 'decline' | 'removed';

export interface Attendee {
	attendeeId: string;
	type: AttendeeType;
	/** The open ID, chat ID, room ID or e-mail address, by type. */
	target: string;
	refuses?: number;
	rsvpStatus: RsvpStatus;
	isOptional: boolean;
	/** The open ID of the contact for a meeting room. */
	operateId?: string;
	/** What was entered in the booking form of a meeting room, as the request had it. */
	resourceCustomization?: readonly JsonObject[];
	/** Why a meeting room that is given on approval is wanted. */
	approvalReason?: string;
	/** What answers say of it in place of what is true, by their columns; a column that is null is left out. */
	listedAs?: JsonObject;
}

/** What is known of a user, group, meeting room or address beyond its ID; of others, nothing is. */
export interface Invitee {
	/** As in an attendee. */
	target: string;
	displayName?: string;
	isExternal?: boolean;
	/** A meeting room that is given on approval alone. */
	needsApproval?: boolean;
	/** Open IDs of those in a group. */
	members?: readonly string[];
	/** Every call that would add it to an event is refused with this code. */
	refuses?: number;
}

/** The video meeting of an event, and how it was set up. */
export interface Meeting {
	url: string;
	/** An open ID, as are the hosts. */
	ownerId: string;
	joinPermission: 'anyone_can_join' | 'only_organization_employees' | 'only_event_attendees';
	assignHosts: readonly string[];
	autoRecord: boolean;
	openLobby: boolean;
	allowAttendeesStart: boolean;
}

/** That an attendee was taken out of an event, or added to it. */
export interface AttendeeChange {
	at: number;
	attendeeId: string;
	needNotification: boolean;
	isEnableAdmin: boolean;
	instanceStartTimeAdmin?: string;
	by: string;
}

/** A moment in milliseconds, or a day that an event takes all of, such as `2026-11-21`. */
export type EventTime = { at: number; timezone: string } | { date: string };

export interface CalendarEvent {
	eventId: string;
	attendees: Attendee[];
	deleted: boolean;
	/** An app ID or open ID; undefined lets every caller act as organiser. */
	organizer?: string;
	refuses?: number;
	deletions: AttendeeChange[];
	additions: AttendeeChange[];
	summary: string;
	description: string;
	start: EventTime;
	/** For a whole day, the last one. */
	end: EventTime;
	/** An RRULE as RFC 5545 has it; undefined for an event that does not repeat. */
	recurrence?: string;
	/** The repeating event that this one is an exception of. */
	recurringEventId?: string;
	status: 'tentative' | 'confirmed';
	visibility: 'default' | 'public' | 'private';
	attendeeAbility: 'none' | 'can_see_others' | 'can_invite_others' | 'can_modify_event';
	freeBusyStatus: 'busy' | 'free';
	location?: string;
	meeting?: Meeting;
	createdAt: number;
	/** An occurrence of a repeating event that nobody has changed: it is nothing of its own. */
	isPlain?: true;
	/** How it was deleted. */
	removal?: { at: number; needNotification: boolean; by: string };
	/** What answers say of it besides. */
	details?: JsonObject;
}

export interface Calendar {
	calendarId: string;
	type: 'primary' | 'shared' | 'google' | 'resource' | 'exchange';
	role: 'owner' | 'writer' | 'reader' | 'free_busy_reader' | 'none';
	deleted: boolean;
	events: Map<string, CalendarEvent>;
	summary: string;
	description: string;
	permissions: 'private' | 'show_only_free_busy' | 'public';
	/** What the caller calls it. */
	summaryAlias?: string;
	/** Whose main calendar it is, as an app ID or open ID; undefined makes it that of whoever asks. */
	owner?: string;
	/** Which event was created with which idempotency key, by app and key. */
	keys: Map<string, string>;
}

/** An attendee in full, or only the ID, whose prefix tells the type and whose rest the target. */
export type SeedAttendee = string | (Pick<Attendee, 'attendeeId'> & Partial<Attendee>);

/** A time in full, or counted from now: what stands in the demo must not grow old. */
export type SeedTime = EventTime | { inHours: number } | { inDays: number };

export type SeedCalendar = Pick<Calendar, 'calendarId'> & Partial<Omit<Calendar, 'events' | 'keys'>>;

export interface SeedEvent
	extends
		Pick<CalendarEvent, 'eventId'>,
		Partial<Omit<CalendarEvent, 'eventId' | 'attendees' | 'deletions' | 'additions' | 'start' | 'end'>> {
	calendarId: string;
	attendees?: readonly SeedAttendee[];
	/** From now on unless given, for an hour; a whole day ends when it does. */
	start?: SeedTime;
	end?: SeedTime;
	/** About the calendar; an existing one keeps what is not given. */
	calendar?: Partial<Omit<Calendar, 'calendarId' | 'events' | 'keys'>>;
}

export interface SeedEvents {
	calendars?: readonly SeedCalendar[];
	events?: readonly SeedEvent[];
	invitees?: readonly Invitee[];
}

const ATTENDEE_PREFIXES: ReadonlyArray<readonly [string, AttendeeType]> = [
	['chat_', 'chat'],
	['resource_', 'resource'],
	['third_party_', 'third_party'],
	['user_', 'user'],
];

const HOUR_MS = 3_600_000;

const DAY_MS = 24 * HOUR_MS;

/** An attendee of whom nothing more is said: a meeting room is booked, everybody else has yet to answer. */
export function attendeeOf(attendeeId: string, type: AttendeeType, target: string): Attendee {
	return { attendeeId, type, target, rsvpStatus: type === 'resource' ? 'accept' : 'needs_action', isOptional: false };
}

function attendeeFrom(seed: SeedAttendee): Attendee {
	const given = typeof seed === 'string' ? { attendeeId: seed } : seed;
	const [prefix, type] = ATTENDEE_PREFIXES.find(([start]) => given.attendeeId.startsWith(start)) ?? (['', 'user'] as const);
	return { ...attendeeOf(given.attendeeId, given.type ?? type, given.target ?? given.attendeeId.slice(prefix.length)), ...given };
}

function timeFrom(seed: SeedTime, now: number): EventTime {
	if ('inDays' in seed) return { date: new Date(now + seed.inDays * DAY_MS).toISOString().slice(0, 10) };
	// Nobody meets at 10:23:07.
	if ('inHours' in seed) return { at: Math.floor(now / HOUR_MS + seed.inHours) * HOUR_MS, timezone: 'Asia/Shanghai' };
	return seed;
}

function endAfter(start: EventTime): EventTime {
	return 'date' in start ? start : { ...start, at: start.at + HOUR_MS };
}

/** From when until when an event lasts, its first time if it repeats, in milliseconds. Whole days are days of UTC. */
export function spanOf({ start, end }: CalendarEvent): [from: number, until: number] {
	return ['date' in start ? Date.parse(start.date) : start.at, 'date' in end ? Date.parse(end.date) + DAY_MS - 1_000 : end.at];
}

/** A world without calendars. */
export function createWorld(clock: Clock) {
	const calendars = new Map<string, Calendar>();
	const calendar = ({ calendarId, ...about }: SeedCalendar): Calendar => {
		const home: Calendar = calendars.get(calendarId) ?? {
			calendarId,
			type: 'primary',
			role: 'owner',
			deleted: false,
			events: new Map(),
			keys: new Map(),
			summary: calendarId.replace(/@.*/, ''),
			description: '',
			permissions: 'show_only_free_busy',
		};
		Object.assign(home, about);
		calendars.set(calendarId, home);
		return home;
	};
	const event = ({
		calendarId,
		calendar: home,
		attendees = [],
		start = { at: clock.now(), timezone: 'Asia/Shanghai' },
		end,
		...about
	}: SeedEvent) => {
		const from = timeFrom(start, clock.now());
		const full: CalendarEvent = {
			attendees: attendees.map(attendeeFrom),
			deleted: false,
			deletions: [],
			additions: [],
			// Exceptions are called as what they are exceptions of; and a title with an underscore is hard to search for.
			summary: `Event ${about.eventId.replace(/_.*/, '')}`,
			description: '',
			start: from,
			end: end === undefined ? endAfter(from) : timeFrom(end, clock.now()),
			status: 'confirmed',
			visibility: 'default',
			attendeeAbility: 'can_see_others',
			freeBusyStatus: 'busy',
			createdAt: clock.now(),
			...about,
		};
		calendar({ calendarId, ...home }).events.set(full.eventId, full);
		return full;
	};
	const invitees = new Map<string, Invitee>();
	const invitee = (about: Invitee): void => {
		invitees.set(about.target, about);
	};
	return {
		state: { calendars, invitees },
		seed: { calendar, event, invitee },
		seedAll(request: SeedEvents) {
			request.invitees?.forEach(invitee);
			request.calendars?.forEach(calendar);
			request.events?.forEach(event);
		},
	};
}

const ASSISTANT = 'feishu.cn_sandbox@group.calendar.feishu.cn';
const PRODUCT = 'feishu.cn_product@group.calendar.feishu.cn';
const COMPANY = 'feishu.cn_company@group.calendar.feishu.cn';
const RECRUITING = 'feishu.cn_recruiting@group.calendar.feishu.cn';

const LINS = 'feishu.cn_lin@group.calendar.feishu.cn';

const LIN = { attendeeId: 'user_lin', target: 'ou_lin' };
const ZHOU = { attendeeId: 'user_zhou', target: 'ou_zhou' };

export const demo: SeedEvents = {
	invitees: [
		{ target: 'ou_lin', displayName: 'Lin Xia' },
		{ target: 'ou_zhou', displayName: 'Zhou Ming' },
		{ target: 'oc_all', displayName: 'All Colleagues', members: ['ou_lin', 'ou_zhou'] },
		{ target: 'omm_room', displayName: 'Bamboo 7F (8 seats)' },
	],
	calendars: [
		{ calendarId: ASSISTANT, summary: 'Office Assistant' },
		{ calendarId: PRODUCT, type: 'shared', summary: 'Product Team', description: 'Planning, reviews, releases', permissions: 'public' },
		{
			calendarId: COMPANY,
			type: 'shared',
			role: 'reader',
			summary: 'Company Calendar',
			description: 'Holidays and town halls',
			permissions: 'public',
		},
		{
			calendarId: RECRUITING,
			type: 'shared',
			role: 'writer',
			summary: '招聘面试',
			description: 'Interviews of all teams',
			permissions: 'private',
		},
		{ calendarId: LINS, role: 'writer', summary: 'Lin Xia', summaryAlias: 'Lin (Design)' },
		{ calendarId: 'feishu.cn_zhou@group.calendar.feishu.cn', role: 'free_busy_reader', summary: 'Zhou Ming' },
		{ calendarId: 'feishu.cn_bamboo@resource.calendar.feishu.cn', type: 'resource', role: 'reader', summary: 'Bamboo 7F (8 seats)' },
		{
			calendarId: 'feishu.cn_google@group.calendar.feishu.cn',
			type: 'google',
			role: 'reader',
			summary: 'lin.xia@example.com',
			permissions: 'private',
		},
		{ calendarId: 'feishu.cn_launch@group.calendar.feishu.cn', type: 'shared', deleted: true, summary: 'Spring Launch (closed)' },
		{ calendarId: 'feishu.cn_sales@group.calendar.feishu.cn', type: 'shared', role: 'none', summary: 'Sales Team', permissions: 'public' },
	],
	events: [
		{
			calendarId: ASSISTANT,
			eventId: 'sandbox-event_0',
			summary: 'Welcome Round',
			location: 'Bamboo 7F',
			start: { inHours: 2 },
			attendees: [
				LIN,
				ZHOU,
				{ attendeeId: 'chat_all', target: 'oc_all' },
				{ attendeeId: 'resource_room', target: 'omm_room', operateId: 'ou_lin' },
				{ attendeeId: 'third_party_guest', target: 'guest@example.com' },
			],
		},
		{
			calendarId: ASSISTANT,
			eventId: 'sandbox-onboarding_0',
			summary: 'Onboarding: Tools and Access',
			start: { inHours: 50 },
			attendees: [LIN],
		},
		{
			calendarId: PRODUCT,
			eventId: 'sandbox-review_0',
			summary: 'Weekly Product Review',
			description: 'Numbers first, then demos.',
			start: { inHours: -164 },
			recurrence: 'FREQ=WEEKLY;INTERVAL=1',
			attendees: [LIN, ZHOU],
		},
		{
			calendarId: PRODUCT,
			eventId: 'sandbox-standup_0',
			summary: '每日站会',
			start: { inHours: -22 },
			recurrence: 'FREQ=DAILY;INTERVAL=1',
			attendees: [LIN, ZHOU],
		},
		{ calendarId: PRODUCT, eventId: 'sandbox-kickoff_0', summary: 'Release Kickoff', start: { inHours: 26 }, attendees: [ZHOU] },
		{
			calendarId: PRODUCT,
			eventId: 'sandbox-offsite_0',
			summary: 'Team Offsite',
			start: { inDays: 12 },
			end: { inDays: 13 },
			attendees: [LIN, ZHOU],
		},
		{
			calendarId: PRODUCT,
			eventId: 'sandbox-roadmap_0',
			summary: 'Roadmap Workshop',
			start: { inHours: 53 },
			organizer: 'ou_zhou',
			attendees: [LIN, ZHOU],
		},
		{ calendarId: PRODUCT, eventId: 'sandbox-retro_0', summary: 'Retrospective', start: { inHours: -340 }, attendees: [LIN, ZHOU] },
		{ calendarId: PRODUCT, eventId: 'sandbox-pricing_0', summary: 'Pricing Workshop', deleted: true, start: { inHours: 30 } },
		{ calendarId: COMPANY, eventId: 'sandbox-townhall_0', summary: 'Town Hall', start: { inHours: 170 } },
		{ calendarId: COMPANY, eventId: 'sandbox-holiday_0', summary: 'Office Closed', start: { inDays: 30 }, freeBusyStatus: 'free' },
		{
			calendarId: RECRUITING,
			eventId: 'sandbox-interview_0',
			summary: 'Interview: Backend Engineer',
			start: { inHours: 5 },
			attendees: [ZHOU],
		},
		{ calendarId: LINS, eventId: 'sandbox-handover_0', summary: 'Design Handover', start: { inHours: 29 }, attendees: [LIN, ZHOU] },
		{ calendarId: LINS, eventId: 'sandbox-mockups_0', summary: 'Mockups with Marketing', start: { inHours: 77 }, attendees: [LIN, ZHOU] },
		{
			calendarId: LINS,
			eventId: 'sandbox-oneonone_0',
			summary: 'Lin / Zhou 1:1',
			start: { inHours: -139 },
			recurrence: 'FREQ=WEEKLY;INTERVAL=1',
			attendees: [LIN, ZHOU],
		},
	],
};
