import type { Fields } from '../../specs/spec';
import type { ApiCall, ApiEndpoint } from '../../sandbox/endpoint';
import { specRefusal, type RefusingSpec } from '../../sandbox/refusal';
import { isMalformed } from './calendarAccess';
import { CALENDAR_ID } from './event';
import { plainOccurrence } from './occurrences';
import type { Calendar, CalendarEvent } from './world';

/** The path of all calls about one event. */
export const EVENT_PATH: Fields = {
	...CALENDAR_ID,
	event_id: { type: 'string', required: true, description: 'The event.', example: 'xxxxxxxxx_0' },
};

/** What attendees may do, each beside what stands before it. */
const ABILITIES: ReadonlyArray<CalendarEvent['attendeeAbility']> = ['none', 'can_see_others', 'can_invite_others', 'can_modify_event'];

/** The event of a calendar that a call's path names. */
export function findEvent(call: ApiCall, spec: RefusingSpec, calendar: Calendar): CalendarEvent {
	const id = call.params['event_id'] ?? '';
	const { deletedEvents, plainOccurrences } = call.platform.settings.answers;
	const event = calendar.events.get(id) ?? (plainOccurrences === 'show' ? plainOccurrence(calendar, id) : undefined);
	if (!event) throw specRefusal(spec, isMalformed(id) ? 193000 : 193001);
	if (event.deleted) throw specRefusal(spec, deletedEvents === 'forget' ? 193001 : 193003);
	return event;
}

/** The event, to change who attends it: `outsider` is the code for those who are neither its organiser nor `alsoAllowed`. */
export function findEventToChange(
	call: ApiCall,
	spec: RefusingSpec,
	calendar: Calendar,
	{ outsider, alsoAllowed = () => false }: { outsider: number; alsoAllowed?: (event: CalendarEvent) => boolean },
): CalendarEvent {
	const event = findEvent(call, spec, calendar);
	assertMayChange(call, spec, calendar, event, { outsider, alsoAllowed });
	return event;
}

/** Refuses those who may not change an event that is there. */
export function assertMayChange(
	call: ApiCall,
	spec: RefusingSpec,
	calendar: Calendar,
	event: CalendarEvent,
	{ outsider, alsoAllowed = () => false }: { outsider: number; alsoAllowed?: (event: CalendarEvent) => boolean },
): void {
	if (calendar.role !== 'owner' && calendar.role !== 'writer') throw specRefusal(spec, 193002);
	if (!isOrganizer(call, event) && !alsoAllowed(event)) throw specRefusal(spec, outsider);
	if (event.refuses !== undefined) throw specRefusal(spec, event.refuses);
}

function isOrganizer({ caller: { identity } }: ApiCall, { organizer }: CalendarEvent): boolean {
	return organizer === undefined || organizer === identity;
}

function allows({ attendeeAbility }: CalendarEvent, ability: CalendarEvent['attendeeAbility']): boolean {
	return ABILITIES.indexOf(attendeeAbility) >= ABILITIES.indexOf(ability);
}

function attends({ caller: { identity } }: ApiCall, { attendees }: CalendarEvent): boolean {
	return attendees.some(({ type, target }) => type === 'user' && target === identity);
}

/** Whether the caller may see who attends an event whose details it sees. */
export function maySeeAttendees(call: ApiCall, event: CalendarEvent): boolean {
	return isOrganizer(call, event) || allows(event, 'can_see_others');
}

/** Whether the caller attends and may invite others, without being the organiser. */
export function mayInvite(call: ApiCall, event: CalendarEvent): boolean {
	return attends(call, event) && allows(event, 'can_invite_others');
}

/** Whether the caller may edit an event: its organiser, or an attendee where attendees may. */
export function mayEdit(call: ApiCall, event: CalendarEvent): boolean {
	return isOrganizer(call, event) || (attends(call, event) && allows(event, 'can_modify_event'));
}

/** Whether an app created an event. One without organiser was created by whoever asks. */
export function isCreatedByApp({ caller, platform: { state } }: ApiCall, { organizer }: CalendarEvent): boolean {
	return organizer === undefined ? caller.kind === 'tenant' : state.apps.has(organizer);
}

/** Lets no two calls change who attends one event at a time, whatever they call its calendar. */
export function exclusiveOn(spec: RefusingSpec): NonNullable<ApiEndpoint['exclusive']> {
	return (params) => ({
		target: JSON.stringify(['event', params['event_id']]),
		refusal: specRefusal(spec, 190010),
	});
}
