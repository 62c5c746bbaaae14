import { adminViolations, changeOf, invalidOn, readTarget } from './attendee';
import * as attendeeCalls from './attendeeCalls';
import { findCalendar } from './calendarAccess';
import * as calendarLists from './calendarLists';
import { exclusiveOn, findEventToChange } from './eventAccess';
import * as eventDetails from './eventDetails';
import * as eventLists from './eventLists';
import { spec } from './spec';
import type { ApiCall, ApiEndpoint } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { specRefusal, type Refusal } from '../../sandbox/refusal';
import type { Attendee, CalendarEvent } from './world';

interface Answers {
	/** What becomes of a call that names an attendee whom the event does not have. */
	unknownAttendees: 'refuse' | 'ignore';
}

export const answers: Answers = { unknownAttendees: 'refuse' };

function refuse(code: number, detail?: string): Refusal {
	return specRefusal(spec, code, detail);
}

/** Every attendee that the body names; a name without attendee is kept as undefined. */
function namedAttendees(call: ApiCall, event: CalendarEvent): Array<Attendee | undefined> {
	const attendeeIds = (call.body['attendee_ids'] ?? []) as string[];
	const deleteIds = (call.body['delete_ids'] ?? []) as JsonObject[];
	return [
		...attendeeIds.map((id) => event.attendees.find(({ attendeeId }) => attendeeId === id)),
		...deleteIds.map((entry, index) => {
			const { type, target } = readTarget(call, entry, `delete_ids[${index}]`);
			return event.attendees.find((attendee) => attendee.type === type && attendee.target === target);
		}),
	];
}

/** Takes attendees out of an event: all that the call names, or none. */
const calendarEventAttendeeDeletion: ApiEndpoint = {
	rules: spec,
	invalid: invalidOn(spec),
	exclusive: exclusiveOn(spec),
	work(call) {
		const { body, platform } = call;
		const violations = adminViolations(body);
		if (violations.length > 0) throw call.invalid(violations);
		const calendar = findCalendar(call, spec, { types: ['primary', 'shared'], withoutRole: ['none'] });
		const event = findEventToChange(call, spec, calendar, { outsider: 194003 });
		const named = namedAttendees(call, event);
		const refusing = named.find((attendee) => attendee?.refuses !== undefined);
		if (refusing?.refuses !== undefined) throw refuse(refusing.refuses, refusing.attendeeId);
		if (platform.settings.answers.unknownAttendees === 'refuse' && named.includes(undefined)) throw refuse(194000);
		for (const attendee of new Set(named)) {
			if (!attendee) continue;
			event.attendees.splice(event.attendees.indexOf(attendee), 1);
			event.deletions.push(changeOf(call, attendee));
		}
		return { data: {} };
	},
};

export { spec };
export { createWorld, demo } from './world';

export const endpoints = [
	calendarEventAttendeeDeletion,
	...[calendarLists, eventLists, eventDetails, attendeeCalls].flatMap((calls) => Object.values(calls)),
];

declare module '../sandbox' {
	interface Parts {
		calendarEventAttendee: typeof import('./sandbox');
	}
}
