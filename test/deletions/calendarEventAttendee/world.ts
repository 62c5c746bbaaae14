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

/** An attendee in full, or only the ID, whose prefix tells the type and whose rest the target. */
export type SeedAttendee = string | (Pick<Attendee, 'attendeeId'> & Partial<Attendee>);

export interface SeedEvent extends Pick<CalendarEvent, 'eventId'>, Partial<Pick<CalendarEvent, 'deleted' | 'organizer' | 'refuses'>> {
	calendarId: string;
	attendees?: readonly SeedAttendee[];
	/** About the calendar; an existing one keeps what is not given. */
	calendar?: Partial<Pick<Calendar, 'type' | 'role' | 'deleted'>>;
}

export interface SeedEvents {
	events?: readonly SeedEvent[];
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

/** A world without calendars. */
export function createWorld() {
	const calendars = new Map<string, Calendar>();
	const event = ({ calendarId, attendees = [], calendar, ...about }: SeedEvent): CalendarEvent => {
		const existing = calendars.get(calendarId);
		const home: Calendar = existing ?? { calendarId, type: 'primary', role: 'owner', deleted: false, events: new Map() };
		Object.assign(home, calendar);
		calendars.set(calendarId, home);
		const full: CalendarEvent = { attendees: attendees.map(attendeeFrom), deleted: false, deletions: [], ...about };
		home.events.set(full.eventId, full);
		return full;
	};
	return { state: { calendars }, seed: { event }, seedAll: ({ events }: SeedEvents) => events?.forEach(event) };
}

export const demo: SeedEvents = {
	events: [
		{
			calendarId: 'feishu.cn_sandbox@group.calendar.feishu.cn',
			eventId: 'sandbox-event_0',
			attendees: [
				{ attendeeId: 'user_lin', target: 'ou_lin' },
				{ attendeeId: 'user_zhou', target: 'ou_zhou' },
				{ attendeeId: 'chat_all', target: 'oc_all' },
				{ attendeeId: 'resource_room', target: 'omm_room' },
				{ attendeeId: 'third_party_guest', target: 'guest@example.com' },
			],
		},
	],
};
